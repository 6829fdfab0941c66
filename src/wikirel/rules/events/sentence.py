"""One sentence with dates: its acts, what parts its clauses, and how far an act stands from a date."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from wikirel.facts import EventKind
from wikirel.rules.events.words import EventWords
from wikirel.values.dates import DateMention, MentionKind

__all__ = ["STRONG", "Find", "Sentence"]

# An act from this weight on tells of a happening beyond doubt.
STRONG = 8.0

_PER_CHARACTER = 0.02
_BACKWARDS = 1.0
_OTHER_DATE = 2.5
_EARLIER_CLAUSE = 1.0
_CLAUSE = 3.0
_COORDINATE = 1.9
_OPENING = 30
_LINE = 60
_SURE = 7.0
_HINT = 4.0
_LONG_OPENING = 100
_new = tuple.__new__  # what a NamedTuple's own constructor calls, without the call in between


class Find(NamedTuple):
    """Words that tell of a happening: where they stand in the article, the kind, and how surely."""

    start: int
    end: int
    kind: EventKind
    weight: float


class _Parts:
    """The boundaries of a sentence: where they begin and end, what each costs, and the costs summed up."""

    __slots__ = ("costs", "ends", "starts", "total")

    def __init__(self, low: str, start: int, end: int, words: EventWords) -> None:
        matches = [*words.boundaries.finditer(low, start, end)]
        costs_of = words.costs
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.costs = [costs_of[match.lastindex or 0] for match in matches]
        self.total = [*accumulate(self.costs, initial=0.0)]


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
        finds = [_new(Find, (at, to, *act)) for at, to, act in words.acts.find(low, start, end)]
        if len(finds) > 2 and any(find.weight >= _SURE for find in finds):
            # Words that only hint at a topic count where nothing tells of an act.
            finds = [find for find in finds if find.weight > _HINT]
        if dates and dates[0].kind is MentionKind.OCCASION:
            # "During the meeting, they discussed ...": the meeting was told before.
            told = {find.kind for find in finds if find.start < dates[0].end}
            finds = [find for find in finds if find.kind not in told]
        self.finds = finds
        self._parts: _Parts | None = None
        self._doubt: int | None = None
        # Its words that the table of weights knows, once they were asked for (see weighing.nearness).
        self.placed: tuple[list[tuple[str, float]], list[int]] | None = None

    @property
    def _clauses(self) -> _Parts:
        """What parts the clauses, looked for at first need: most sentences are too plain to ask."""
        parts = self._parts
        if parts is None:
            parts = self._parts = _Parts(self.low, self.start, self.end, self.words)
        return parts

    @property
    def breaks(self) -> list[int]:
        """Where the boundaries of clauses begin."""
        return self._clauses.starts

    @property
    def total(self) -> list[float]:
        """How much the boundaries part, added up: before the first one, up to the second one, and so on."""
        return self._clauses.total

    def clause_start(self, offset: int, least: float = _CLAUSE, commas: bool = False) -> int:
        """Return where the clause around an offset begins; with ``commas`` at any comma too."""
        parts = self._clauses
        for index in range(bisect_left(parts.starts, offset) - 1, -1, -1):
            if parts.costs[index] >= least or (commas and self.low[parts.starts[index]] == ","):
                return parts.starts[index]
        return self.start

    def clause_end(self, offset: int, least: float = _CLAUSE, commas: bool = False) -> int:
        """Return where the clause around an offset ends; with ``commas`` at any comma too."""
        parts = self._clauses
        for index in range(bisect_left(parts.starts, offset), len(parts.starts)):
            if parts.costs[index] >= least or (commas and self.low[parts.starts[index]] == ","):
                return parts.starts[index]
        return self.end

    def fronted(self, date: DateMention) -> bool:
        """Tell whether a date opens its clause, as in "In 1997, ..." or "..., and in 1997 ..."."""
        at = date.start
        if at - self.start <= _OPENING and self.low.count(" ", self.start, at) <= 3:
            for find in self.finds:
                if find.start >= at:
                    break
                if find.weight >= 5:
                    return False
            return True
        for index in range(bisect_left(self.breaks, at) - 1, -1, -1):
            if self._clauses.ends[index] >= at:
                continue
            if self._clauses.costs[index] >= _COORDINATE:
                between = self.low[self._clauses.ends[index] : at]
                return between.count(" ") <= 2 and (
                    not between.strip() or self.words.temporal.search(" " + between) is not None
                )
        return False

    def verbal(self, find: Find) -> bool:
        """Tell whether words tell of an act by a verb, and do not only name it."""
        return self.words.verbal.search(self.low, find.start, find.end) is not None

    def parted(self, start: int, end: int) -> float:
        """Return how much the boundaries that begin between two places part them."""
        if end <= start:
            return 0.0
        total, breaks = self._clauses.total, self._clauses.starts
        return total[bisect_left(breaks, end)] - total[bisect_left(breaks, start)]

    def opening(self, find: Find) -> int:
        """Return where the boundary stands that opens the clause of an act; the sentence's start without one."""
        return self.clause_start(find.start, _COORDINATE)

    def boundary(self, start: int, end: int) -> float:
        """Return the strongest boundary between two places, 0 where there is none."""
        first, last = bisect_left(self.breaks, start), bisect_left(self.breaks, end)
        return max(self._clauses.costs[first:last], default=0.0)

    def ends_with_date(self, find: Find) -> bool:
        """Tell whether an act ends with the word that a date follows: "have had relations since"."""
        return self.words.temporal.search(self.low[find.start : find.end] + " ") is not None

    def background(self) -> list[int]:
        """Return the acts that stand behind "after" and the like, in a stretch without a date of its own."""
        aside: list[int] = []
        if not self.finds:
            return aside
        for match in self.words.background.finditer(self.low, self.start, self.end):
            end = next(
                (
                    at
                    for at, cost in zip(self.breaks, self._clauses.costs, strict=True)
                    if at >= match.end() and (cost >= _CLAUSE or self.low[at] == ",")
                ),
                self.end,
            )
            if not any(match.start() <= date.end and date.start < end for date in self.dates):
                aside += [at for at, find in enumerate(self.finds) if match.end() <= find.start < end]
        return aside

    def opens(self, date: DateMention) -> bool:
        """Tell whether a date governs the main clause from before it: "In 1997, ...", "At the end of 1997, ..."."""
        at, low = date.start, self.low
        if at - self.start <= _OPENING:
            return self.fronted(date)
        return (
            at - self.start <= _LONG_OPENING
            and low[date.end : date.end + 1] == ","
            and "," not in low[self.start : at]
            and self.words.openers.match(low, self.start) is not None
        )

    def beside(self, date: DateMention) -> bool:
        """Tell whether a name that a date begins stands behind "after": a verb may have its date too."""
        return (
            self.words.beside_names.search(self.low, max(self.start, date.start - 20), date.start) is not None
        )

    def links(self) -> bool:
        """Tell whether any act may go with the happening of a date before it; see :meth:`linked`."""
        return self.words.linking_word.search(self.low, self.start, self.end) is not None

    def linked(self, find: Find, date: DateMention) -> bool:
        """Tell whether an act goes with the happening of a date before it: "..., during which it was signed"."""
        opening = self.opening(find)
        if opening < date.end or not self.words.linking.match(self.low, opening):
            # "in which": the boundary stands before "which".
            opening -= 8
            match = self.words.linking.search(self.low, max(opening, date.end), find.start)
            if opening < date.end - 8 or match is None:
                return False
        return not any(
            date.end <= other.start < find.start and other.kind is not MentionKind.RELATIVE
            for other in self.dates
        )

    def main_acts(self, date: DateMention) -> list[int]:
        """Return the acts of the main clause that a date at the beginning of the sentence governs."""
        if not self.opens(date):
            return []
        following = [at for at, find in enumerate(self.finds) if find.start >= date.end and find.weight >= 7]
        words, low = self.words, self.low
        start = date.end
        governed: list[int] = []
        for end in [*(at for at in self.breaks if at > date.end and low[at] == ","), self.end]:
            if words.contrary.match(low, start, end):
                break
            if not words.subordinate.match(low, start, end):
                governed = [
                    at
                    for at in following
                    if start <= self.finds[at].start < end
                    and self.verbal(self.finds[at])
                    and not self._has_own_date(self.finds[at], start, end)
                ]
                if governed:
                    break
            start = end
        return governed

    def _has_own_date(self, find: Find, start: int, end: int) -> bool:
        """Tell whether a date stands before an act in its stretch, or right behind it in the same clause."""
        return any(
            start < other.start < find.start
            or (find.end <= other.start < end and self.boundary(find.end, other.start) < _COORDINATE)
            for other in self.dates
        )

    def distances(self, dates: list[DateMention], fronted: list[bool]) -> list[list[float]]:
        """Return how far each act stands from each date: boundaries, distance, other dates between them.

        Args:
            dates: some of the sentence's dates.
            fronted: which of them open their clause (see :meth:`fronted`).
        """
        total, breaks, costs = self._clauses.total, self._clauses.starts, self._clauses.costs
        places = [
            (
                front,
                date.start,
                date.end,
                bisect_left(breaks, date.start),
                bisect_left(breaks, date.end),
            )
            for date, front in zip(dates, fronted, strict=True)
        ]
        starts = [other.start for other in self.dates]
        rows = []
        for find in self.finds:
            opening, closing = find.start, find.end
            before, behind = bisect_left(breaks, opening), bisect_left(breaks, closing)
            row = []
            for front, start, end, first, last in places:
                if closing <= start:
                    cost = total[first] - total[behind] + (start - closing) * _PER_CHARACTER
                    if front:
                        cost += _BACKWARDS
                    if behind < first and max(costs[behind:first]) >= _CLAUSE:
                        cost += _EARLIER_CLAUSE
                    low, high = closing, start
                elif opening >= end:
                    cost = total[before] - total[last] + (opening - end) * _PER_CHARACTER
                    if not front:
                        cost += _BACKWARDS
                    elif last < len(breaks) and breaks[last] <= end + 1 and breaks[last] < opening:
                        cost -= min(costs[last], 3.0)
                    low, high = end, opening
                else:
                    row.append(0.0)
                    continue
                if len(starts) > 1:
                    cost += _OTHER_DATE * (bisect_left(starts, high) - bisect_left(starts, low))
                row.append(cost)
            rows.append(row)
        return rows

    @property
    def doubt(self) -> int:
        """Where the first word stands that may make an act planned, denied or supposed; the end without one."""
        if self._doubt is None:
            match = self.words.modal.search(self.low, self.start, self.end)
            self._doubt = match.start() if match else self.end
        return self._doubt

    def opens_before(self) -> bool:
        """Tell whether the sentence begins with "before": its main clause is told of the time before the date."""
        return self.words.opens_before.match(self.low, self.start, self.end) is not None

    def as_of(self, date: DateMention) -> bool:
        """Tell whether a date says only when something was so: "as of 2021"."""
        return self.end - self.start < _LINE and (
            self.words.as_of.search(self.low, self.start, date.start) is not None
        )

    def relative(self, at: int) -> bool:
        """Tell whether a relative clause opens at a boundary, other than "in which", "during which"."""
        words, low = self.words, self.low
        return low.startswith(words.relative, at) and not words.temporal.search(low, max(0, at - 12), at + 1)

    def to_come(self, telling: Find, told: Find) -> bool:
        """Tell whether what is told lies ahead of the telling: "announced that it would open ..."."""
        return self.words.to_come.search(self.low, telling.end, told.end) is not None

    def reports(self, telling: Find, told: Find) -> bool:
        """Tell whether an act is only what another one reports: "it was announced that ..."."""
        return (
            telling.kind is EventKind.STATEMENT
            and telling.end <= told.start
            and self.words.reporting.search(self.low, telling.end, told.start) is not None
            and not any(
                telling.end <= other.start < told.start and other.weight >= 7 and self.verbal(other)
                for other in self.finds
            )
        )
