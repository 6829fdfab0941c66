"""One sentence with dates: its acts, what parts its clauses, and how far an act stands from a date."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from wikirel.facts import EventKind, Modality
from wikirel.rules.events.words import EventWords
from wikirel.values.dates import DateMention

__all__ = ["Find", "Sentence"]

_PER_CHARACTER = 0.02
_BACKWARDS = 1.0
_OTHER_DATE = 2.5
_CLAUSE = 3.0


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
        meanings = words.meanings
        self.finds = [
            Find(match.start(), match.end(), *meanings[match.lastindex or 0])
            for match in words.acts.finditer(low, start, end)
        ]
        costs = words.costs
        self.breaks: list[int] = []
        self._total = [0.0]
        self._break_costs: list[float] = []
        for match in words.boundaries.finditer(low, start, end):
            cost = costs[match.lastindex or 0]
            self.breaks.append(match.start())
            self._break_costs.append(cost)
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
        opening = self.clause_start(date.start, 2.0)
        if date.start - opening > 30:
            return False
        return not any(opening <= find.start < date.start and find.weight >= 5 for find in self.finds)

    def cost(self, find: Find, date: DateMention, fronted: bool) -> float:
        """Return how far an act stands from a date: boundaries, distance, other dates between them."""
        if find.end <= date.start:
            low, high = find.end, date.start
            cost = self.between(low, high)
            if fronted:
                cost += _BACKWARDS
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
        """Tell how the text holds an act: by the words before it in its clause."""
        start = max(self.clause_start(find.start), find.start - 70)
        before = self.low[start : find.start]
        for modality, pattern in self.words.modality:
            if pattern.search(before):
                if modality is Modality.DENIED and self.words.affirming.search(
                    self.low, find.start, min(self.end, find.end + 60)
                ):
                    continue
                return modality
        return Modality.ACTUAL
