"""The facts of a data set, or of articles, article by article: what two of them are compared by."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import attrs

from wikirel.dataset.reading import ArticleKey, Row, explained, is_dataset, open_rows, plain
from wikirel.dataset.rows import Block, article_rows
from wikirel.dataset.tables import TABLES, Value
from wikirel.errors import InputError
from wikirel.files import parse_file
from wikirel.schema import Schema

__all__ = ["FactKind", "Facts", "Place", "StatedFact", "open_facts"]

_ARTICLES = frozenset((".wiki", ".wikitext", ".mediawiki", ".txt"))


class FactKind(StrEnum):
    """The facts that are compared; ``fact`` are those of further kinds, such as the terms of envoys."""

    DYAD = "dyad"
    EVENT = "event"
    MISSION = "mission"
    FACT = "fact"


@attrs.frozen
class Place:
    """Where an article says something.

    Attributes:
        section: headings, joined by ``" > "``.
        quote: the words, as plain text.
        start: where they begin, in code points of the wikitext.
        end: where they end.
    """

    section: str
    quote: str
    start: int
    end: int


@attrs.frozen
class StatedFact:
    """A fact of one article.

    Attributes:
        kind: what it is.
        values: the columns of its table that say something of the world, in their order, with the first and last
            day of each date.
        evidence: where the article says it; of a data set of ours never empty.
    """

    kind: FactKind
    values: Mapping[str, Value] = attrs.field(hash=False)
    evidence: tuple[Place, ...] = ()


@attrs.frozen
class Facts:
    """A source of facts.

    Attributes:
        name: what it is called.
        articles: its articles.
    """

    name: str
    articles: tuple[ArticleKey, ...]
    _read: Callable[[ArticleKey], Mapping[str, Sequence[Row]]] = attrs.field(repr=False, eq=False)

    def of(self, article: ArticleKey) -> list[StatedFact]:
        """Return the facts of one of its articles, in the order of the text.

        Raises:
            InputError: the source is damaged.
        """
        try:
            return list(_stated(self._read(article)))
        except InputError:
            raise
        except Exception as error:  # each format has exceptions of its own
            place = f"{self.name}: {article.title}"
            raise InputError(f"{place}: not as wikirel writes it ({explained(error)})") from error


def open_facts(
    source: str | os.PathLike[str], *, title: str | None = None, schema: Schema | None = None
) -> Facts:
    """Open a data set or articles; the facts are read when they are asked for.

    Args:
        source: a data set as SQLite, DuckDB, JSONL or a folder of CSV or Parquet files; a file of an article, or
            a folder of them.
        title: the article's title, where the source is the file of one; by default as
            :func:`~wikirel.files.parse_file` finds it.
        schema: what to look for in articles; by default it is chosen by the title.

    Raises:
        InputError: it is none of these, or cannot be read.
        MissingExtraError: the format needs an extra that is not installed.
    """
    name = os.fspath(source)
    if os.path.isfile(name) and os.path.splitext(name)[1].lower() in _ARTICLES:
        return _files(name, [name], title, schema)
    if is_dataset(name):
        rows = open_rows(name)
        return Facts(name, rows.articles, lambda article: rows.read(article, _READ))
    if os.path.isdir(name):
        return _folder(name, schema)
    try:
        with open(name, "rb"):
            pass
    except OSError as error:
        raise InputError(f"{error.filename or name}: {(error.strerror or str(error)).lower()}") from error
    raise InputError(f"{name}: neither a data set (SQLite, DuckDB, JSONL) nor an article (.wiki, .txt)")


# -- from rows to facts -------------------------------------------------------------------------------------

_TABLE = {
    FactKind.DYAD: "dyads",
    FactKind.EVENT: "events",
    FactKind.MISSION: "missions",
    FactKind.FACT: "facts",
}
_LEFT_OUT = frozenset(("id", "article_id", "dyad_id", "missions", "events", "notes", "main_article"))
_WORDING = ("_text", "_anchor")


def _columns(kind: FactKind) -> tuple[str, ...]:
    return tuple(
        name for name in TABLES[_TABLE[kind]].names if name not in _LEFT_OUT and not name.endswith(_WORDING)
    )


_COLUMNS = {kind: _columns(kind) for kind in FactKind}


def _stated(rows: Mapping[str, Sequence[Row]]) -> Iterator[StatedFact]:
    places: dict[tuple[FactKind, Value], list[Place]] = {}
    for row in rows.get("evidence", ()):
        for kind in FactKind:
            key = row[f"{kind.value}_id"]
            if key is not None:
                start, end = int(row["start_offset"] or 0), int(row["end_offset"] or 0)
                place = Place(str(row["section"] or ""), str(row["quote"] or ""), start, end)
                places.setdefault((kind, key), []).append(place)
    for kind in FactKind:
        names = _COLUMNS[kind]
        for row in rows.get(_TABLE[kind], ()):
            values = {name: row[name] for name in names}
            yield StatedFact(kind, values, tuple(places.get((kind, row["id"]), ())))


_READ = (*_TABLE.values(), "evidence")

# -- sources ------------------------------------------------------------------------------------------------


def _folder(name: str, schema: Schema | None) -> Facts:
    found = sorted(
        str(path)
        for path in Path(name).rglob("*")
        if path.suffix.lower() in _ARTICLES and not path.name.startswith(".") and path.is_file()
    )
    if not found:
        raise InputError(
            f"{name}: neither a data set of CSV or Parquet files nor a folder of articles (.wiki, .txt)"
        )
    return _files(name, found, None, schema)


def _files(name: str, paths: Sequence[str], title: str | None, schema: Schema | None) -> Facts:
    articles = []
    for path in paths:
        article = parse_file(path, title, schema)
        # Kept as rows: an article with its text and map would be some ten times larger.
        articles.append(ArticleKey(article.title, None, None, _rows_of(article_rows(article))))
    return Facts(name, tuple(articles), lambda article: article.place)


def _rows_of(block: Block) -> dict[str, list[Row]]:
    return {
        table: [
            plain(table, dict(zip(TABLES[table].names, (number, *row), strict=True)))
            for number, row in enumerate(block.get(table, ()))
        ]
        for table in _READ
    }
