"""Cells of tables: text that is a date, or dates with a word or two around them."""

from __future__ import annotations

import re
from collections.abc import Callable

from wikirel.values.dates.mention import DateMention
from wikirel.values.dates.vocabulary import BLANK, DateVocabulary, alternation

__all__ = ["CellReader"]

Find = Callable[[str], list[DateMention]]
Resolve = Callable[[list[DateMention], str], list[DateMention]]

_BARE_YEAR = re.compile(r"\D{0,3}([12][0-9]{3})\D{0,3}")


class CellReader:
    """Reads cells as prose is read, and a little more readily.

    Args:
        vocabulary: the words of the language.
        find: finds the dates of a text.
        resolve: completes the dates that were found in a text.
    """

    def __init__(self, vocabulary: DateVocabulary, find: Find, resolve: Resolve) -> None:
        self._find = find
        self._resolve = resolve
        self._empty = frozenset(word.casefold() for word in vocabulary.table["cells"]["empty"])
        names = alternation(vocabulary.months)
        ordinal = alternation(vocabulary.table["days"]["ordinals"])
        # "14 APRIL 1970", "april 14, 1970": the grammar wants a capital letter and small ones.
        self._odd_case = re.compile(rf"(?i)(?<![^\W\d_])({names})(?![^\W\d_])")
        self._year_first = re.compile(
            rf"(?i)(?<![0-9])([0-9]{{4}})(?:,?{BLANK}|-)({names})\.?(?:(?:{BLANK}|-)([0-9]{{1,2}}){ordinal}?)?(?![\w])"
        )
        self._months = vocabulary.months

    def parse(self, text: str) -> list[DateMention]:
        """Find the dates of a cell; see :meth:`.grammar.DateGrammar.parse_cell`."""
        if text.strip().casefold() in self._empty:
            return []
        swapped = self._year_first.fullmatch(text.strip())
        if swapped is not None:
            return self._swapped(text, swapped)
        read = self._odd_case.sub(lambda match: match[1].capitalize(), text)
        if len(read) != len(text):  # some letters grow when their case changes
            read = text
        found = self._resolve(self._find(read), read)
        if found:
            return found
        year = _BARE_YEAR.fullmatch(text.strip())
        if year is None:
            return []
        at = text.index(year[1])
        return [DateMention(at, at + 4, year[1])]

    def _swapped(self, text: str, match: re.Match[str]) -> list[DateMention]:
        year, name, day = match.groups()
        words = f"{day or ''} {name.capitalize()} {year}".strip()
        start = len(text) - len(text.lstrip())
        return [found._replace(start=start, end=start + match.end()) for found in self._find(words)[:1]]
