"""Doubt: a question mark right behind a date, where it cannot end a question.

"(1850?)", "1850? or later", "May 1850 (?)" and a cell that holds "1850?" doubt the date; "Why did they meet in
1850?" does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from wikirel.values.dates.edtf import Precision, parse_edtf
from wikirel.values.dates.mention import DateMention, MentionKind

__all__ = ["doubted"]

_SIGN = "?"
_GOES_ON = frozenset(")],;/–—-")  # no sentence begins with these
_BLANKS = frozenset(" \xa0")
_BOTH = {"~": "%"}  # what EDTF writes for a date that is both approximate and uncertain


def doubted(text: str, found: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    """Mark the dates that a question mark follows.

    Args:
        text: the text.
        found: its dates, in order.
        start: where to look.
        end: one past the last place.

    Returns:
        The dates, those in doubt with EDTF's ``?`` and the question mark in their span.
    """
    dates = list(found)
    ends = [date.end for date in dates]
    at = text.find(_SIGN, start, end)
    while at >= 0:
        bracketed = text[max(start, at - 1) : min(end, at + 2)] == f"({_SIGN})"
        tail = at - bracketed
        if bracketed and text[tail - 1] in _BLANKS:
            tail -= 1
        index = bisect_left(ends, tail)
        if (
            index < len(ends)
            and ends[index] == tail
            and (bracketed or _goes_on(text, at, dates[index].start, end))
        ):
            dates[index] = _marked(dates[index], at + 1 + bracketed)
        at = text.find(_SIGN, at + 1, end)
    return dates


def _goes_on(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether the sentence goes on behind a question mark, or the date is all of its line."""
    after = text[at + 1 : min(end, at + 3)]
    if not after or after[0] == "\n":
        return text[start - 1 : start] in ("", "\n")
    return after[0] in _GOES_ON or (after[0] in _BLANKS and after[1:].islower())


def _marked(date: DateMention, end: int) -> DateMention:
    if date.kind is not MentionKind.ABSOLUTE or date.edtf is None:
        return date
    last = date.edtf.rpartition("/")[2]
    if parse_edtf(last).precision in (Precision.SEASON, Precision.QUARTER) or (
        "X" in last and last != date.edtf
    ):
        return date  # EDTF has no mark for these
    edtf = date.edtf[:-1] + _BOTH[date.edtf[-1]] if date.edtf[-1] in _BOTH else date.edtf + _SIGN
    return date._replace(edtf=edtf, end=end)
