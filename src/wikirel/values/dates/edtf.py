"""Extended Date/Time Format: the strings that wikirel writes, and the days that they bound.

Source of the format: the Library of Congress' EDTF specification (2019), which is ISO 8601-2:2019.  wikirel
writes days, months, years, decades (``198X``), centuries (``19XX``), seasons (``2001-21`` to ``2001-24``),
quarters (``2001-33`` to ``2001-36``), ``~`` and ``?`` after years, months and days, and intervals, also open
ones.  Years are astronomical: ``0000`` is 1 BC, ``-0043`` is 44 BC.
"""

from __future__ import annotations

import re
from calendar import monthrange
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "EARLIEST_DAY",
    "LATEST_DAY",
    "Bounds",
    "Day",
    "Precision",
    "days_in_month",
    "half_open",
    "interval",
    "parse_edtf",
    "year_text",
]


class Precision(StrEnum):
    """How much of the calendar a date names."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar; unlike ``datetime.date`` it reaches before the year 1.

    Attributes:
        year: the astronomical year (0 is 1 BC).
        month: 1 to 12.
        day: 1 to 31.
    """

    year: int
    month: int
    day: int


class Bounds(NamedTuple):
    """What an EDTF string says.

    Attributes:
        earliest: the first day that it may mean; :data:`EARLIEST_DAY` for an open start.
        latest: the last day that it may mean; :data:`LATEST_DAY` for an open end.
        precision: what kind of date it is.
        approximate: it carries ``~`` or ``%``.
        uncertain: it carries ``?`` or ``%``.
    """

    earliest: Day
    latest: Day
    precision: Precision
    approximate: bool
    uncertain: bool


EARLIEST_DAY = Day(-9999, 1, 1)
LATEST_DAY = Day(9999, 12, 31)

_YEAR = re.compile(r"(-?)(\d{2}XX|\d{3}X|\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")


def days_in_month(year: int, month: int) -> int:
    """Count the days of a month, in the proleptic Gregorian calendar.

    >>> days_in_month(1900, 2), days_in_month(-4, 2)
    (28, 29)
    """
    return monthrange(year % 400 + 2000, month)[1]


def year_text(year: int) -> str:
    """Write an astronomical year with four digits.

    >>> year_text(-43)
    '-0043'
    """
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> Bounds:
    """Read an EDTF string of the kinds that wikirel writes.

    A season bounds its whole year, for its months depend on the hemisphere, of which the string says nothing.

    Args:
        text: such as ``1972-07-08``, ``198X~``, ``2000/2014``, ``../1999``.

    Returns:
        Its bounds, precision and marks.

    Raises:
        ValueError: the string is not EDTF of those kinds, or its interval runs backwards.

    >>> parse_edtf("198X~").latest
    Day(year=1989, month=12, day=31)
    """
    first, slash, second = text.partition("/")
    if not slash:
        return _single(text)
    if first == second == "..":
        raise ValueError(f"an interval without any date: {text!r}")
    low = None if first == ".." else _single(first)
    high = None if second == ".." else _single(second)
    earliest = low.earliest if low else EARLIEST_DAY
    latest = high.latest if high else LATEST_DAY
    if earliest > latest:
        raise ValueError(f"an interval that runs backwards: {text!r}")
    sides = [side for side in (low, high) if side]
    return Bounds(
        earliest,
        latest,
        Precision.INTERVAL,
        any(side.approximate for side in sides),
        any(side.uncertain for side in sides),
    )


def _single(text: str) -> Bounds:
    match = _YEAR.fullmatch(text)
    if match is None or not text.isascii():
        raise ValueError(f"not a date in EDTF: {text!r}")
    minus, digits, month, day, mark = match.groups()
    marks = (mark in ("~", "%"), mark in ("?", "%"))
    if "X" in digits:
        if month:
            raise ValueError(f"a month in an unspecified year: {text!r}")
        low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        if minus:
            low, high = -high, -low
        precision = Precision.CENTURY if digits.endswith("XX") else Precision.DECADE
        return Bounds(Day(low, 1, 1), Day(high, 12, 31), precision, *marks)
    year = -int(digits) if minus else int(digits)
    if month is None:
        return Bounds(Day(year, 1, 1), Day(year, 12, 31), Precision.YEAR, *marks)
    return _within_year(text, year, int(month), None if day is None else int(day), marks)


def _within_year(text: str, year: int, month: int, day: int | None, marks: tuple[bool, bool]) -> Bounds:
    if day is not None:
        if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
            raise ValueError(f"no such day: {text!r}")
        return Bounds(Day(year, month, day), Day(year, month, day), Precision.DAY, *marks)
    if 1 <= month <= 12:
        last = Day(year, month, days_in_month(year, month))
        return Bounds(Day(year, month, 1), last, Precision.MONTH, *marks)
    if any(marks):
        raise ValueError(f"a season cannot be marked: {text!r}")
    if 21 <= month <= 24:
        return Bounds(Day(year, 1, 1), Day(year, 12, 31), Precision.SEASON, *marks)
    if 33 <= month <= 36:
        start = 3 * (month - 33) + 1
        last = Day(year, start + 2, days_in_month(year, start + 2))
        return Bounds(Day(year, start, 1), last, Precision.QUARTER, *marks)
    raise ValueError(f"no such month or season: {text!r}")


def interval(first: str, second: str) -> str | None:
    """Join two EDTF dates into an interval; None when it would run backwards or a side is an interval.

    A side that EDTF does not allow in an interval is written as the year or month that it begins or ends
    with: from "the late 1980s" ``1980~``, to "the third quarter of 2010" ``2010-09``.

    >>> interval("2000", "2014"), interval("198X~", "1991"), interval("1999", "1990")
    ('2000/2014', '1980~/1991', None)
    """
    if "/" in first or "/" in second:
        return None
    low, high = parse_edtf(first), parse_edtf(second)
    if low.earliest > high.latest or low.earliest > high.earliest or low.latest > high.latest:
        return None
    marked = first[-1] in "~?%" or second[-1] in "~?%"
    marked |= low.earliest.year < 0  # nor does EDTF allow "-02XX" in an interval
    return f"{_side(first, low, low.earliest, marked)}/{_side(second, high, high.latest, marked)}"


def half_open(text: str, *, onward: bool, outside: bool) -> str:
    """Write the open interval that a date bounds: "since 1995", "before the 1990s".

    Args:
        text: the date that bounds it, in EDTF.
        onward: it begins with the date; else it ends with it.
        outside: a stretch as long as a decade bounds it from outside ("after the 1990s"), not by its own
            first or last year ("since the 1990s").

    Returns:
        An interval in EDTF, which counts its bound in.  What is open on that side already stays as it is.

    >>> half_open("1995", onward=True, outside=False), half_open("199X", onward=False, outside=True)
    ('1995/..', '../1990')
    """
    sides = text.split("/")
    starts = onward != outside
    side = sides[0] if starts else sides[-1]
    if side == "..":
        return text
    bounds = parse_edtf(side)
    written = _side(side, bounds, bounds.earliest if starts else bounds.latest, marked=True)
    return f"{written}/.." if onward else f"../{written}"


def _side(text: str, bounds: Bounds, edge: Day, marked: bool) -> str:
    if bounds.precision is Precision.QUARTER:
        return f"{text[:-3]}-{edge.month:02d}"
    if "X" in text and marked:
        sign, mark = "-" if edge.year < 0 else "", text[-1].strip("X")
        return f"{sign}{abs(edge.year):04d}{mark}"
    return text
