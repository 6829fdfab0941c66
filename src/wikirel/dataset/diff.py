"""What changed between two data sets, or two revisions of articles: by fact, not by text.

Facts are compared article by article.  Two are one if their values are: where an article tells a fact, in which
section and with which references, and how it words a date, is not compared.  What is left over on both sides is
paired from the surest likeness to the least sure, one to one, by rules that do not know which side is the old one:
what is added from one to the other is gone from the other to the one.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum

import attrs

from wikirel.dataset.alike import FieldChange, field_changes, pair_up
from wikirel.dataset.facts import FactKind, Facts, StatedFact, open_facts
from wikirel.dataset.reading import ArticleKey
from wikirel.named_schemas import load_schema
from wikirel.schema import Schema

__all__ = ["Change", "Diff", "Difference", "diff"]


_Pairs = list[tuple[ArticleKey, ArticleKey]]


class Change(StrEnum):
    """What became of a fact."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@attrs.frozen(kw_only=True)
class Difference:
    """One fact that is not the same on both sides.

    Attributes:
        change: what became of it.
        kind: what it is.
        article: title of the article that tells it; the new one where that was moved.
        whole_article: whether the article itself was added or is gone.
        fields: what changed of it; empty if it was added or is gone.
        old: the fact before, with its evidence; None if it was added.
        new: the fact after, with its evidence; None if it is gone.
    """

    change: Change
    kind: FactKind
    article: str
    whole_article: bool = False
    fields: tuple[FieldChange, ...] = ()
    old: StatedFact | None = None
    new: StatedFact | None = None

    @property
    def fact(self) -> StatedFact:
        """The fact as it is now, or as it was last."""
        fact = self.new or self.old
        assert fact is not None, "a difference is of a fact"
        return fact


@attrs.frozen(kw_only=True)
class Diff:
    """The differences of two sources.

    Attributes:
        old: name of the first.
        new: name of the second.
        differences: by article in the order of their titles; in each by kind, and in the order of the text.
        same: how many facts are the same.
        articles_added: titles that only the second has.
        articles_gone: titles that only the first has.
        articles_moved: old and new title of articles that have the same page number.
        articles_edited: titles of articles whose facts differ.
    """

    old: str
    new: str
    differences: tuple[Difference, ...] = ()
    same: int = 0
    articles_added: tuple[str, ...] = ()
    articles_gone: tuple[str, ...] = ()
    articles_moved: tuple[tuple[str, str], ...] = ()
    articles_edited: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.differences or self.articles_added or self.articles_gone or self.articles_moved)

    def of(self, change: Change) -> tuple[Difference, ...]:
        """Return the differences of one sort."""
        return tuple(difference for difference in self.differences if difference.change is change)


def diff(
    old: str | os.PathLike[str] | Facts,
    new: str | os.PathLike[str] | Facts,
    *,
    kinds: Iterable[FactKind] = tuple(FactKind),
    title: str | None = None,
    schema: Schema | str | None = None,
) -> Diff:
    """Compare two sources of facts.

    Articles are paired by title, or else by the number of their page.  If each side has one article only, these
    are compared whatever their titles: two revisions in two files.

    Args:
        old: a data set (SQLite, DuckDB, JSONL, a folder of CSV or Parquet files), a file of an article, or a folder
            of them.
        new: another, of the same or another kind.
        kinds: the facts that are compared.
        title: the title of the article, for files of one: what it tells of depends on its title, which the name
            of a file such as ``old.wiki`` does not give.
        schema: what to look for in articles, or its name; by default it is chosen by the title.  A data set holds
            what it was made by.

    Raises:
        InputError: one cannot be read.
        MissingExtraError: a format needs an extra that is not installed.
        SchemaError: there is no schema of that name.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> for name, text in (("old", "- Cuba has an embassy in Lima."), ("new", "Cuba closed its embassy in Lima.")):
    ...     _ = (folder / f"{name}.txt").write_text(text)
    >>> for difference in diff(folder / "old.txt", folder / "new.txt").differences:
    ...     if difference.kind == "mission":
    ...         print(difference.change, *(str(field) for field in difference.fields))
    changed status: open → closed
    """
    chosen = load_schema(schema) if isinstance(schema, str) else schema
    before, after, wanted = _opened(old, title, chosen), _opened(new, title, chosen), frozenset(kinds)
    both, only_old, only_new = _articles(before.articles, after.articles)
    differences, edited, same = _by_article(before, after, wanted, both, only_old, only_new)
    alone = len(before.articles) == len(after.articles) == 1
    moved = sorted(
        (o.title, n.title) for o, n in both if o.title != n.title and not (alone and o.page is None)
    )
    return Diff(
        old=before.name,
        new=after.name,
        differences=tuple(differences),
        same=same,
        articles_added=tuple(sorted(article.title for article in only_new)),
        articles_gone=tuple(sorted(article.title for article in only_old)),
        articles_moved=tuple(moved),
        articles_edited=tuple(edited),
    )


def _by_article(
    before: Facts,
    after: Facts,
    wanted: Collection[FactKind],
    both: _Pairs,
    only_old: Iterable[ArticleKey],
    only_new: Iterable[ArticleKey],
) -> tuple[list[Difference], list[str], int]:
    """Return the differences, the titles of articles that differ, and how many facts are the same."""
    differences: list[Difference] = []
    edited: list[str] = []
    same = 0
    of_article: list[tuple[str, ArticleKey | None, ArticleKey | None]] = [
        *((two.title, one, two) for one, two in both),
        *((one.title, one, None) for one in only_old),
        *((two.title, None, two) for two in only_new),
    ]
    for title, one, two in sorted(of_article, key=lambda item: item[0]):
        ours = _wanted(before, one, wanted) if one is not None else []
        theirs = _wanted(after, two, wanted) if two is not None else []
        if one is not None and two is not None:
            count, found = _compared(title, ours, theirs)
            same += count
            if found:
                edited.append(title)
            differences += found
        else:
            differences += (_alone(Change.GONE, title, fact, True) for fact in ours)
            differences += (_alone(Change.ADDED, title, fact, True) for fact in theirs)
    return differences, edited, same


def _opened(source: str | os.PathLike[str] | Facts, title: str | None, schema: Schema | None) -> Facts:
    return source if isinstance(source, Facts) else open_facts(source, title=title, schema=schema)


def _wanted(source: Facts, article: ArticleKey, kinds: Collection[FactKind]) -> list[StatedFact]:
    return [fact for fact in source.of(article) if fact.kind in kinds]


def _articles(
    old: Sequence[ArticleKey], new: Sequence[ArticleKey]
) -> tuple[_Pairs, list[ArticleKey], list[ArticleKey]]:
    """Pair articles by title, then by page; return also those of one side only."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])], [], []
    pairs: _Pairs = []
    rest_old, rest_new = list(old), list(new)
    for key in ("title", "page"):
        waiting: defaultdict[object, list[ArticleKey]] = defaultdict(list)
        for article in rest_new:
            waiting[getattr(article, key)].append(article)
        left = []
        for article in rest_old:
            name = getattr(article, key)
            if name is not None and waiting.get(name):
                pairs.append((article, waiting[name].pop(0)))
            else:
                left.append(article)
        taken = {id(two) for _, two in pairs}
        rest_old, rest_new = left, [article for article in rest_new if id(article) not in taken]
    return pairs, rest_old, rest_new


def _compared(
    title: str, old: Sequence[StatedFact], new: Sequence[StatedFact]
) -> tuple[int, list[Difference]]:
    """Return how many facts of an article are the same, and the differences."""
    same = 0
    found: list[Difference] = []
    for kind in FactKind:
        ours = [fact for fact in old if fact.kind is kind]
        theirs = [fact for fact in new if fact.kind is kind]
        pairs, gone, added = pair_up(kind, ours, theirs)
        of_kind: list[Difference] = []
        for one, two in pairs:
            fields = field_changes(kind, one, two)
            if not fields:
                same += 1
                continue
            of_kind.append(
                Difference(change=Change.CHANGED, kind=kind, article=title, fields=fields, old=one, new=two)
            )
        of_kind += (_alone(Change.GONE, title, fact) for fact in gone)
        of_kind += (_alone(Change.ADDED, title, fact) for fact in added)
        found += _in_order(of_kind)
    return same, found


def _in_order(differences: Iterable[Difference]) -> Iterator[Difference]:
    return iter(sorted(differences, key=_order))


def _order(difference: Difference) -> tuple[int, str]:
    places = difference.fact.evidence
    return (places[0].start if places else 0), difference.change.value


def _alone(change: Change, title: str, fact: StatedFact, whole: bool = False) -> Difference:
    gone = change is Change.GONE
    return Difference(
        change=change,
        kind=fact.kind,
        article=title,
        whole_article=whole,
        old=fact if gone else None,
        new=None if gone else fact,
    )
