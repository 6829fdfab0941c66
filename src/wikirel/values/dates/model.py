"""A date as a historian writes it, and what it leans on."""

from __future__ import annotations

from enum import StrEnum
from functools import total_ordering

import attrs

from wikirel.values.dates.edtf import Bounds, Day, Precision, half_open, parse_edtf

__all__ = ["AnchorKind", "DateAnchor", "HistoricalDate", "Qualifier"]


class Qualifier(StrEnum):
    """How the text stands to the date that it names: "since 1995" names 1995 and says since."""

    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"


# Whether a time that is so bounded goes on from the date, and whether the date lies outside of it.
_REACH = {
    Qualifier.SINCE: (True, False),
    Qualifier.AFTER: (True, True),
    Qualifier.UNTIL: (False, False),
    Qualifier.BY: (False, False),
    Qualifier.BEFORE: (False, True),
}


class AnchorKind(StrEnum):
    """Why an incomplete or relative date could be resolved."""

    PREVIOUS_DATE = "previous-date"
    CLAUSE_DATE = "clause-date"
    HEADING = "heading"
    TABLE = "table"


@attrs.frozen
class DateAnchor:
    """What a relative or incomplete date leans on.

    Attributes:
        kind: why it leans on that.
        text: the anchor as written: the earlier date, the heading, the table's date.
    """

    kind: AnchorKind
    text: str


@total_ordering
@attrs.frozen(order=False)
class HistoricalDate:
    """A date of whatever precision the text gives it, never more.

    Dates sort by their earliest day, then by their latest: "1905" (which may be its first day) before
    "1905-01-11", and "1905-01-01" before "1905".

    Attributes:
        edtf: Extended Date/Time Format, always valid; see :mod:`wikirel.values.dates.edtf`.
        text: the date as written.
        anchor: what a relative or incomplete date was resolved from, or None for one that stands alone.
        qualifier: since, until, by, before or after, where the text only bounds a time by the date; two values
            that differ in it alone are equal.

    Raises:
        ValueError: ``edtf`` is not valid.

    >>> war = HistoricalDate("1939/1945", "1939–1945")
    >>> war.contains(HistoricalDate("1941-06", "June 1941")), war.precision.value
    (True, 'interval')
    """

    edtf: str
    text: str
    anchor: DateAnchor | None = None
    qualifier: Qualifier | None = attrs.field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        parse_edtf(self.edtf)

    @property
    def extent(self) -> str:
        """The time that the text speaks of, in EDTF: an open interval for "since 1995", else the date itself.

        >>> HistoricalDate("2015-03-01", "1 March 2015", qualifier=Qualifier.BEFORE).extent
        '../2015-03-01'
        """
        if self.qualifier is None:
            return self.edtf
        onward, outside = _REACH[self.qualifier]
        return half_open(self.edtf, onward=onward, outside=outside)

    @property
    def bounds(self) -> Bounds:
        """What the EDTF says, taken apart."""
        return parse_edtf(self.edtf)

    @property
    def earliest(self) -> Day:
        """The first day that it may mean."""
        return parse_edtf(self.edtf).earliest

    @property
    def latest(self) -> Day:
        """The last day that it may mean."""
        return parse_edtf(self.edtf).latest

    @property
    def precision(self) -> Precision:
        """Day, month, season, quarter, year, decade, century or interval."""
        return parse_edtf(self.edtf).precision

    @property
    def approximate(self) -> bool:
        """The text says about, early, late or the like."""
        return parse_edtf(self.edtf).approximate

    @property
    def uncertain(self) -> bool:
        """The text doubts the date."""
        return parse_edtf(self.edtf).uncertain

    @property
    def year(self) -> int | None:
        """The astronomical year, where the whole date lies in one; else None."""
        bounds = parse_edtf(self.edtf)
        return bounds.earliest.year if bounds.earliest.year == bounds.latest.year else None

    def __str__(self) -> str:
        return self.edtf

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, HistoricalDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[Day, Day, str, str, str, str]:
        bounds, anchor = parse_edtf(self.edtf), self.anchor
        kind, words = (anchor.kind.value, anchor.text) if anchor else ("", "")
        return (bounds.earliest, bounds.latest, self.edtf, self.text, kind, words)

    def before(self, other: HistoricalDate) -> bool:
        """Tell whether the whole of this date lies before the whole of ``other``."""
        return self.latest < other.earliest

    def overlaps(self, other: HistoricalDate) -> bool:
        """Tell whether some day may be meant by both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def contains(self, other: HistoricalDate) -> bool:
        """Tell whether every day of ``other`` lies in this date."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def compatible(self, other: HistoricalDate) -> bool:
        """Tell whether the two agree: one holds the other, as "1905" holds "11 January 1905"."""
        return self.contains(other) or other.contains(self)
