"""Which pages of a dump are ours: by their titles, and then by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs

from wikirel.dump import Page
from wikirel.presets import BILATERAL, SCHEMAS
from wikirel.values.parties import Gazetteer

__all__ = ["Selection", "normal_title"]


def normal_title(title: str) -> str:
    """Return a title as a wiki writes it: without underscores, the first letter in capitals.

    >>> normal_title("cuba–Peru_relations ")
    'Cuba–Peru relations'
    """
    plain = " ".join(title.replace("_", " ").split())
    return plain[:1].upper() + plain[1:]


@attrs.frozen
class Selection:
    """Wants the titles that were given, or else those of the schemas' patterns that name a country.

    Attributes:
        titles: the titles that were given; empty for the patterns.
        patterns: one regular expression, searched for without regard to case.

    >>> wants = Selection.by_patterns()
    >>> wants("Cuba–Peru relations"), wants("Public relations"), wants("Foreign relations of Peru")
    (True, False, True)
    """

    titles: frozenset[str] = frozenset()
    patterns: str = ""
    _pattern: re.Pattern[str] | None = attrs.field(init=False, repr=False, eq=False)

    @_pattern.default
    def _compile(self) -> re.Pattern[str] | None:
        return re.compile(self.patterns, re.IGNORECASE) if self.patterns else None

    @property
    def _parts(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return _taken_apart(self.patterns)

    @staticmethod
    def by_patterns() -> Selection:
        """Want what the schemas are for."""
        return Selection(patterns="|".join(f"(?:{schema.titles})" for schema in SCHEMAS))

    @staticmethod
    def by_titles(titles: Iterable[str]) -> Selection:
        """Want these titles."""
        return Selection(titles=frozenset(map(normal_title, titles)))

    def __call__(self, title: str) -> bool:
        """Tell whether a page of that title is wanted."""
        if self._pattern is None:
            return title in self.titles
        if self._pattern.search(title) is None:
            return False
        return bool(Gazetteer.load(BILATERAL.language).title_parties(title))

    def among(self, titles: Sequence[str]) -> bool:
        """Tell whether any of many titles is wanted, in a third of the time of asking for each.

        >>> Selection.by_patterns().among(["Lima", "Havana", "Foreign relations of Peru"])
        True
        """
        if self._pattern is None:
            return not self.titles.isdisjoint(titles)
        starts, rest = self._parts
        if not (any(map(starts.match, titles)) or any(map(rest.search, titles))):
            return False
        return any(map(self, titles))

    @property
    def text(self) -> str:
        """What is wanted, for people."""
        return f"{len(self.titles)} titles" if self.titles else self.patterns


_NEVER = r"(?!)"


@lru_cache(maxsize=16)
def _taken_apart(patterns: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    r"""Return what must stand at the start of a title, to match there only, and the rest, to search for.

    A search tries ``\A`` at every character.

    >>> [found.pattern for found in _taken_apart(r"(?:\AA|\AB)|(?:\A(?:C|D))|(?:E\Z)")]
    ['(?:\\A(?:C|D))', '(?:\\AA|\\AB)|(?:E\\Z)']
    """
    starts: list[str] = []
    rest: list[str] = []
    for one in _alternatives(patterns):
        inner = one[3:-1] if one.startswith("(?:") and one.endswith(")") else one
        anchored = inner.startswith(r"\A") and len(_alternatives(inner)) == 1
        (starts if anchored else rest).append(one)
    made = (re.compile("|".join(some) or _NEVER, re.IGNORECASE) for some in (starts, rest))
    return next(made), next(made)


def _alternatives(pattern: str) -> list[str]:
    """Split a regular expression at the bars that stand in no group and no set."""
    found, depth, start = [], 0, 0
    for token in _TOKEN.finditer(pattern):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif token[0] == "|" and not depth:
            found.append(pattern[start : token.start()])
            start = token.end()
    return [*found, pattern[start:]]


_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def is_article(page: Page) -> bool:
    """Tell whether a page is wikitext of the main namespace, and no list of like-named pages."""
    if page.namespace != 0 or page.model != "wikitext":
        return False
    patterns = BILATERAL.vocabulary.get("pages", {}).get("disambiguation", ())
    return not any(_compiled(pattern).search(page.text) for pattern in patterns)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
