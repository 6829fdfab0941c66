"""When two dates disagree, and how.

Two dates agree where some day may be meant by both, so that "1905" and "11 January 1905" agree.  A date that the
text calls approximate ("about 1905") is taken wider by its own length, in whole years, on either side; one that it
calls a part of something ("early 1905", "the late 1960s") is that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import StrEnum

from wikirel.analysis.wording import part_of
from wikirel.values.dates import HistoricalDate, Precision
from wikirel.values.dates.edtf import EARLIEST_DAY, LATEST_DAY, Day

__all__ = ["DateIndex", "Discrepancy", "agree", "difference", "narrowest", "window"]

_MONTH = 31


class Discrepancy(StrEnum):
    """How two dates of one act differ: the likeliest cause, not a proof.  Likely slips come first."""

    SLIP_OF_DAY = "slip-of-day"
    SWAPPED = "day-and-month-swapped"
    SLIP_OF_MONTH = "slip-of-month"
    SLIP_OF_YEAR = "slip-of-year"
    ANOTHER_STEP = "another-step"
    WITHIN_A_MONTH = "within-a-month"
    WITHIN_TWO_YEARS = "within-two-years"
    FIRST_OR_RESTORED = "first-or-restored"
    OTHER = "other"


def window(date: HistoricalDate) -> tuple[Day, Day]:
    """Return the first and the last day that a date may mean, wider where it is approximate.

    "Early 1905" lies in 1905 all the same.

    >>> window(HistoricalDate("1905~", "about 1905"))[0].year, window(HistoricalDate("1905~", "early 1905"))[0].year
    (1904, 1905)
    """
    bounds = date.bounds
    low, high = bounds.earliest, bounds.latest
    if bounds.approximate and bounds.precision is not Precision.INTERVAL and not part_of(date.text):
        more = high.year - low.year + 1
        low = max(EARLIEST_DAY, Day(low.year - more, 1, 1))
        high = min(LATEST_DAY, Day(high.year + more, 12, 31))
    return low, high


def agree(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Tell whether two dates can be of one act.

    >>> agree(HistoricalDate("1905", "1905"), HistoricalDate("1905-01-11", "11 January 1905"))
    True
    """
    low, high = window(one)
    other_low, other_high = window(other)
    return low <= other_high and other_low <= high


def narrowest(dates: Iterable[HistoricalDate]) -> list[HistoricalDate]:
    """Return the dates that hold no narrower one of the others, one for each EDTF, in order.

    >>> [d.edtf for d in narrowest([HistoricalDate("1905", ""), HistoricalDate("1905-01-11", "")])]
    ['1905-01-11']
    """
    distinct = {date.edtf: date for date in sorted(dates, reverse=True)}
    windows = {edtf: window(date) for edtf, date in distinct.items()}
    # By first day, and for equal ones the wider first: what a date holds comes after it.
    order = sorted(distinct, key=lambda edtf: (windows[edtf][0], [-n for n in windows[edtf][1]], edtf))
    kept: list[HistoricalDate] = []
    least: Day | None = None
    for edtf in reversed(order):
        high = windows[edtf][1]
        if least is None or least > high:
            kept.append(distinct[edtf])
            least = high
    return kept[::-1]


class DateIndex:
    """The narrowest of some dates, and which of them another date can be; each look-up is by bisection.

    Attributes:
        dates: the narrowest, in order: of neither first nor last days does any come twice.
    """

    def __init__(self, dates: Iterable[HistoricalDate]) -> None:
        self.dates = tuple(narrowest(dates))
        windows = [window(date) for date in self.dates]
        self._lows = [low for low, _ in windows]
        self._highs = [high for _, high in windows]
        self._own = {date.edtf: index for index, date in enumerate(self.dates)}

    @property
    def disputed(self) -> bool:
        """Whether two of them cannot be one."""
        return len(self.dates) > 1 and self._highs[0] < self._lows[-1]

    def fits(self, date: HistoricalDate) -> range:
        """Return the indices of the dates that agree with a date."""
        low, high = window(date)
        return range(bisect_left(self._highs, low), bisect_right(self._lows, high))

    def between(self, one: HistoricalDate, other: HistoricalDate) -> bool:
        """Tell whether one of the dates lies wholly between two others."""
        at = bisect_right(self._lows, window(one)[1])
        return at < len(self.dates) and self._highs[at] < window(other)[0]

    def home(self, date: HistoricalDate) -> int | None:
        """Return the index of the date that a date speaks for; None where it fits several, or none."""
        own = self._own.get(date.edtf)
        if own is not None:
            return own
        fits = self.fits(date)
        return fits[0] if len(fits) == 1 else None


def difference(one: HistoricalDate, other: HistoricalDate) -> Discrepancy | None:
    """Say how two dates differ; None where they agree.

    A slip is one part of three written wrong: the same day of another month or year, or in the same month a day
    next to it, with one digit other, one more or fewer, or two in the wrong order.

    >>> one, other = HistoricalDate("1964-07-27", "27 July 1964"), HistoricalDate("1964-07-28", "28 July 1964")
    >>> difference(one, other).value
    'slip-of-day'
    """
    if agree(one, other):
        return None
    precision = {one.precision, other.precision}
    a, b = one.earliest, other.earliest
    if precision == {Precision.DAY}:
        found = _between_days(a, b)
        if found is not None:
            return found
    elif precision == {Precision.MONTH} and a.month == b.month:
        return Discrepancy.SLIP_OF_YEAR
    if precision == {Precision.DAY} and abs(_count(a) - _count(b)) <= _MONTH:
        return Discrepancy.WITHIN_A_MONTH
    if abs(a.year - b.year) <= 1:
        return Discrepancy.WITHIN_TWO_YEARS
    return Discrepancy.OTHER


def _count(day: Day) -> int:
    """Number days so that those of neighbouring months are as far apart as they are, or a little more."""
    return (day.year * 12 + day.month) * 31 + day.day


def _between_days(a: Day, b: Day) -> Discrepancy | None:
    same_month = a.month == b.month
    if a.year == b.year and same_month and _slip(a.day, b.day):
        return Discrepancy.SLIP_OF_DAY
    if a.year == b.year and a.day == b.day:
        return Discrepancy.SLIP_OF_MONTH
    if same_month and a.day == b.day:
        return Discrepancy.SLIP_OF_YEAR
    if a.year == b.year and a.month == b.day and a.day == b.month:
        return Discrepancy.SWAPPED
    return None


def _slip(one: int, other: int) -> bool:
    if abs(one - other) == 1:
        return True
    a, b = sorted((str(one), str(other)), key=len)
    if len(a) < len(b):
        return a in b
    return a == b[::-1] or sum(x != y for x, y in zip(a, b, strict=True)) == 1
