"""Mentions: where a text names a date, and what it says of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from wikirel.values.dates.model import DateAnchor, HistoricalDate, Qualifier

__all__ = ["DateMention", "MentionKind", "Partial", "Relative"]


class MentionKind(StrEnum):
    """How much of a date a mention gives by itself."""

    ABSOLUTE = "absolute"
    PARTIAL = "partial"
    RELATIVE = "relative"
    OCCASION = "occasion"


class Partial(NamedTuple):
    """A date that lacks its year: "in July", "on 4 February", "22–24 June", "the following May".

    Attributes:
        month: 1 to 12.
        day: the day, or None.
        end_month: of an interval the month that it ends in, else None.
        end_day: of an interval the day that it ends on, else None.
        approximate: the text says early, late, about.
        shift: -1, 0 or 1 for the previous, the same, the following such month; None without such a word.
        years: a relative year that belongs to it ("in July of the following year": 1), else None.
    """

    month: int
    day: int | None
    end_month: int | None = None
    end_day: int | None = None
    approximate: bool = False
    shift: int | None = None
    years: int | None = None


class Relative(NamedTuple):
    """A distance from another date: "two years later", "that same month", "the year after the coup".

    Attributes:
        unit: day, week, month, year or decade; ``occasion`` for "during the meeting", which has the date in hand.
        steps: how many units, negative for earlier; None where the text is vague ("several years later").
        offset: it counts from the date in hand to the very unit ("two days later"), not to the next calendar
            unit ("the following day"); decades by count are approximate.
        event: an event follows that it counts from ("the year after the coup").
        approximate: the text says early, late, about ("late that year").
    """

    unit: str
    steps: int | None
    offset: bool
    event: bool = False
    approximate: bool = False


class DateMention(NamedTuple):
    """A date as a text mentions it.

    Attributes:
        start: the first code point in the text.
        end: one past the last.
        edtf: the date, or None while it is not resolved.
        kind: whether it stands alone, lacks its year, or is relative.
        qualifier: since, until, by, before, after; the word itself lies outside the span.
        ambiguous: the text allows more than one reading ("03/04/2010"): ``edtf`` gives what is certain.
        anchor: what the resolved date leans on.
        detail: what :meth:`DateGrammar.resolve` needs.
    """

    start: int
    end: int
    edtf: str | None
    kind: MentionKind = MentionKind.ABSOLUTE
    qualifier: Qualifier | None = None
    ambiguous: bool = False
    anchor: DateAnchor | None = None
    detail: Partial | Relative | None = None

    def date(self, text: str) -> HistoricalDate | None:
        """Return the date as a value, or None where it is not resolved.

        Args:
            text: the text that the mention was found in.
        """
        if self.edtf is None:
            return None
        return HistoricalDate(self.edtf, text[self.start : self.end], self.anchor, self.qualifier)
