"""One sentence with dates: its acts, what parts its clauses, and how far an act stands from a date."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from wikirel.facts import EventKind, Modality
from wikirel.rules.events.words import EventWords
from wikirel.values.dates import DateMention

__all__ = ["Find", "Sentence"]

_PER_CHARACTER = 0.02
_BACKWARDS = 1.0
_OTHER_DATE = 2.5
_EARLIER_CLAUSE = 1.0
_CLAUSE = 3.0
_OPENING = 30
_WORD = re.compile(r"[^\s]+")


class Find(NamedTuple):
    """Words that tell of a happening: where they stand in the article, the kind, and how surely."""

    start: int
    end: int
    kind: EventKind
    weight: float


class Sentence:
    """A sentence under analysis; all offsets are those of the article's plain text.

    Args:
        low: the article's plain text in lower case, of the same length.
        start: where the sentence begins.
        end: where it ends.
        dates: its dates, in order.
        words: the vocabulary.
    """

    def __init__(self, low: str, start: int, end: int, dates: list[DateMention], words: EventWords) -> None:
        self.low = low
        self.start = start
        self.end = end
        self.dates = dates
        self.words = words
        self.finds = [Find(at, to, *act) for at, to, act in words.acts.find(low, start, end)]
        costs = words.costs
        self.breaks: list[int] = []
        self._total = [0.0]
        self._break_costs: list[float] = []
        self._break_ends: list[int] = []
        for match in words.boundaries.finditer(low, start, end):
            cost = costs[match.lastindex or 0]
            self.breaks.append(match.start())
            self._break_costs.append(cost)
            self._break_ends.append(match.end())
            self._total.append(self._total[-1] + cost)

    def between(self, start: int, end: int) -> float:
        """Return how much parts two places: every boundary that begins between them, and the distance."""
        if end <= start:
            return 0.0
        total, breaks = self._total, self.breaks
        return total[bisect_left(breaks, end)] - total[bisect_left(breaks, start)] + (end - start) * _PER_CHARACTER

    def clause_start(self, offset: int, least: float = _CLAUSE) -> int:
        """Return where the clause around an offset begins."""
        for index in range(bisect_left(self.breaks, offset) - 1, -1, -1):
            if self._break_costs[index] >= least:
                return self.breaks[index]
        return self.start

    def clause_end(self, offset: int, least: float = _CLAUSE) -> int:
        """Return where the clause around an offset ends."""
        for index in range(bisect_left(self.breaks, offset), len(self.breaks)):
            if self._break_costs[index] >= least:
                return self.breaks[index]
        return self.end

    def fronted(self, date: DateMention) -> bool:
        """Tell whether a date opens its clause, as in "In 1997, ..." or "..., and in 1997 ..."."""
        at = date.start
        if at - self.start <= _OPENING and _WORD.sub("", self.low[self.start : at]).count(" ") <= 3:
            return not any(find.start < at and find.weight >= 5 for find in self.finds)
        for index in range(bisect_left(self.breaks, at) - 1, -1, -1):
            if self._break_ends[index] >= at:
                continue
            if self._break_costs[index] >= 2.0:
                between = self.low[self._break_ends[index] : at]
                return between.count(" ") <= 2 and (
                    not between.strip() or self.words.temporal.search(" " + between) is not None
                )
        return False

    def verbal(self, find: Find) -> bool:
        """Tell whether words tell of an act by a verb, and do not only name it."""
        return self.words.verbal.search(self.low, find.start, find.end) is not None

    def parted(self, start: int, end: int) -> float:
        """Return how much the boundaries between two places part them."""
        return self.between(start, end) - max(0, end - start) * _PER_CHARACTER

    def opening(self, find: Find) -> int:
        """Return where the boundary stands that opens the clause of an act; the sentence's start without one."""
        return self.clause_start(find.start, 2.0)

    def boundary(self, start: int, end: int) -> float:
        """Return the strongest boundary between two places, 0 where there is none."""
        first, last = bisect_left(self.breaks, start), bisect_left(self.breaks, end)
        return max(self._break_costs[first:last], default=0.0)

    def ends_with_date(self, find: Find) -> bool:
        """Tell whether an act ends with the word that a date follows: "have had relations since"."""
        return self.words.temporal.search(self.low[find.start : find.end] + " ") is not None

    def background(self) -> list[int]:
        """Return the acts that stand behind "after" and the like, in a stretch without a date of its own."""
        aside: list[int] = []
        for match in self.words.background.finditer(self.low, self.start, self.end):
            end = next(
                (
                    at
                    for at, cost in zip(self.breaks, self._break_costs, strict=True)
                    if at >= match.end() and (cost >= _CLAUSE or self.low[at] == ",")
                ),
                self.end,
            )
            if not any(match.start() <= date.start < end for date in self.dates):
                aside += [at for at, find in enumerate(self.finds) if match.end() <= find.start < end]
        return aside

    def main_acts(self, date: DateMention) -> list[int]:
        """Return the acts of the main clause that a date at the beginning of the sentence governs."""
        if date.start - self.start > _OPENING or not self.fronted(date):
            return []
        following = [at for at, find in enumerate(self.finds) if find.start >= date.end and find.weight >= 7]
        words, low = self.words, self.low
        start = date.end
        governed: list[int] = []
        for end in [*(at for at in self.breaks if at > date.end and low[at] == ","), self.end]:
            if not words.subordinate.match(low, start, end):
                governed = [
                    at
                    for at in following
                    if start <= self.finds[at].start < end
                    and self.verbal(self.finds[at])
                    and not any(start < other.start < self.finds[at].start for other in self.dates)
                ]
                if governed:
                    break
            start = end
        return governed

    def cost(self, find: Find, date: DateMention, fronted: bool) -> float:
        """Return how far an act stands from a date: boundaries, distance, other dates between them."""
        if find.end <= date.start:
            low, high = find.end, date.start
            cost = self.between(low, high)
            if fronted:
                cost += _BACKWARDS
            if self.boundary(low, high) >= _CLAUSE:
                cost += _EARLIER_CLAUSE
        elif find.start >= date.end:
            low, high = date.end, find.start
            cost = self.between(low, high)
            if fronted:
                comma = bisect_left(self.breaks, low)
                if comma < len(self.breaks) and self.breaks[comma] <= low + 1 and self.breaks[comma] < high:
                    cost -= min(self._break_costs[comma], 3.0)
            else:
                cost += _BACKWARDS
        else:
            return 0.0
        for other in self.dates:
            if other is not date and low <= other.start < high:
                cost += _OTHER_DATE
        return cost

    def modality(self, find: Find) -> Modality:
        """Tell how the text holds an act: by the words before it in its clause, and by a denial in its own."""
        start = max(self.clause_start(find.start), find.start - 70)
        for other in self.finds:
            if other.start >= find.start:
                break
            if other.end > start and self.verbal(other):
                start = other.end
        low, words = self.low, self.words
        before = low[start : find.start]
        for modality, pattern in words.modality:
            if modality is Modality.PLANNED and find.kind is EventKind.STATEMENT:
                continue
            if pattern.search(before) or (
                modality is Modality.DENIED and words.negation.search(low, find.start, find.end)
            ):
                if modality is Modality.DENIED and words.affirming.search(
                    low, find.start, min(self.end, find.end + 60)
                ):
                    continue
                return modality
        return Modality.ACTUAL

    def planned(self, date: DateMention) -> bool:
        """Tell whether a date is told of as to come: "will be opened in 2031"."""
        start = max(self.clause_start(date.start), date.start - 60)
        return self.words.planned_date.search(self.low, start, date.start) is not None

    def opens_before(self) -> bool:
        """Tell whether the sentence begins with "before": its main clause is told of the time before the date."""
        return self.words.opens_before.match(self.low, self.start, self.end) is not None

    def as_of(self, date: DateMention) -> bool:
        """Tell whether a date says only when something was so: "as of 2021"."""
        return self.words.as_of.search(self.low, self.start, date.start) is not None

    def reports(self, telling: Find, told: Find) -> bool:
        """Tell whether an act is only what another one reports: "it was announced that ..."."""
        return (
            telling.kind is EventKind.STATEMENT
            and telling.end <= told.start
            and self.words.reporting.search(self.low, telling.end, told.start) is not None
        )
