"""Which pages of a dump are ours: by their titles, and then by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
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

    @property
    def text(self) -> str:
        """What is wanted, for people."""
        return f"{len(self.titles)} titles" if self.titles else self.patterns


def is_article(page: Page) -> bool:
    """Tell whether a page is wikitext of the main namespace, and no list of like-named pages."""
    if page.namespace != 0 or page.model != "wikitext":
        return False
    patterns = BILATERAL.vocabulary.get("pages", {}).get("disambiguation", ())
    return not any(_compiled(pattern).search(page.text) for pattern in patterns)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
