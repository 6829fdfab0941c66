"""Joins: how the written dates of a text hang together, and what they share.

"From May to July 1999" is a range whose first month has the year of the last; "in 1961, 1964 and 1970" is a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from wikirel.values.dates.atoms import Atom
from wikirel.values.dates.vocabulary import DateVocabulary

__all__ = ["Joins"]

_WIDTH = 18
_LAST_JULIAN = 1927  # Turkey was the last state to change to the Gregorian calendar
_FIRST_GREGORIAN = 1582


class Joins:
    """Finds what joins one atom to the next, and lets them share their years.

    Args:
        vocabulary: the words of the language.
    """

    def __init__(self, vocabulary: DateVocabulary) -> None:
        self._words = vocabulary
        self._the = tuple(f" {word}" for word in vocabulary.table["relative"]["the"])

    def links(self, text: str, atoms: Sequence[Atom]) -> list[str | None]:
        """Tell how each atom hangs together with the next, and complete the atoms from one another.

        Returns:
            "range", "list", "choice" ("1961 or 1962") or None, for each atom but the last.
        """
        links = [
            self._link(text, left, right) if right.start - left.end <= _WIDTH else None
            for left, right in pairwise(atoms)
        ]
        linked = [index for index, link in enumerate(links) if link is not None]
        for index in reversed(linked):
            _lend_to_left(atoms[index], atoms[index + 1], links[index])
        for index in linked:
            left, right = atoms[index], atoms[index + 1]
            _lend_to_right(left, right, links[index])
            if left.bad and right.bare and left.word in self._words.never_after:
                self._name_on(atoms, links, index)
            elif (
                left.day is not None and right.day is not None and text[left.end : right.start].strip() == "/"
            ):
                _join_calendars(left, right)
        return links

    def _name_on(self, atoms: Sequence[Atom], links: Sequence[str | None], first: int) -> None:
        """Take what a word joins to a number that is no year for another: "resolutions 1970, 1973 and 2009"."""
        last = first + 1
        while last < len(links) and links[last] is not None and atoms[last + 1].bare:
            last += 1
        if atoms[last].word in self._words.list_joins:
            for atom in atoms[first + 1 : last + 1]:
                atom.bad = True

    def _link(self, text: str, left: Atom, right: Atom) -> str | None:
        """Tell how two atoms hang together: "range", "list", "choice" ("1961 or 1962") or None."""
        gap = text[left.end : right.start]
        if "\n" in gap:
            return None
        words = " ".join(gap.casefold().split())
        if words.endswith(self._the) and words not in self._words.range_joins:
            words = words.rpartition(" ")[0]
        words = words.removeprefix(", ")
        if words in self._words.range_joins:
            return "range"
        if words in self._words.between_joins and left.lead in self._words.between:
            return "range"
        if words in self._words.choices:
            return "choice"
        return "list" if words in self._words.list_joins else None


def _round(left: Atom, right: Atom) -> bool:
    """Tell whether two bare numbers are both round, as counts are."""
    if not (left.bare and right.bare) or left.year is None or right.year is None:
        return False
    return not (left.year % 50 or right.year % 50)


def _lend_to_left(left: Atom, right: Atom, link: str | None) -> None:
    """Complete an atom from the one that it is joined to."""
    if left.bare and left.year and right.year is not None and right.year <= 0:
        left.year, left.bad = 1 - left.year, False  # "1200 to 800 BC"
    if link == "range" and left.bare and right.bare and left.bad != right.bad:
        left.bad = right.bad = True  # "between 1500 and 1900 soldiers"
    if link == "range" and left.approximate and _round(left, right) and not (left.lead or right.about):
        left.bad = right.bad = True  # "around 1500 to 2000 Croats"
    if left.core or left.month is None or left.year is not None or right.year is None:
        return
    later = right.month is not None and left.month > right.month
    if right.month is not None and not later:
        left.year = right.year
    elif later and link == "range":
        left.year = right.year - 1  # "November to February 1999"


def _lend_to_right(left: Atom, right: Atom, link: str | None) -> None:
    """Complete an atom from the one before it."""
    if left.about and link == "choice" and right.year is not None:
        right.approximate = right.about = True  # "around 1961 or 1962"
    if right.bad and right.core and len(right.core) == 1 and left.core and left.core[-1] == "X":
        right.core, right.bad = f"{left.core[:2]}{right.core}X", False  # "1960s and 70s"
    elif link == "range" and left.year is not None and left.month and right.year is None and right.month:
        right.year = left.year + (right.month < left.month)  # "3 May 1999 to 2 June"


def _join_calendars(left: Atom, right: Atom) -> None:
    """Read a day that is told by both calendars, "14/26 April 1879", as the Gregorian one."""
    first, second = _day(left), _day(right)
    if first is None or second is None or not _FIRST_GREGORIAN <= second.year <= _LAST_JULIAN:
        return
    behind = (
        second.year // 100 - second.year // 400 - 2
    )  # days, by the rule of leap years of Gregory's reform
    if (second - first).days == behind:
        left.bad = True
        right.start, right.lead, right.lead_start = left.start, left.lead, left.lead_start
        right.qualifier, right.approximate = left.qualifier, left.approximate


def _day(atom: Atom) -> date | None:
    try:
        return date(atom.year or 0, atom.month or 0, atom.day or 0)
    except ValueError:
        return None
