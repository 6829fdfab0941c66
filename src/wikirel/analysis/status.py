"""Status history: the spans in which two countries had diplomatic relations, as far as the texts tell.

``docs/status.md`` has the rules in full.  In short: relations stand from the day on which they are established or
restored, and no longer from the day on which they are severed or suspended; a rise or fall in rank says that they
stood.  Within a date of a month or a year the answer is unknown, and so it is between two tellings that do not fit
together.  Missions decide nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import groupby, islice

import attrs

from wikirel.analysis.discrepancy import DateIndex, window
from wikirel.analysis.merge import Act, PairFacts, merge
from wikirel.analysis.pairs import Pair, Telling, pair_of, party_named
from wikirel.facts import Article, EventKind
from wikirel.values.dates import HistoricalDate, Precision
from wikirel.values.dates.edtf import EARLIEST_DAY, LATEST_DAY, Day, days_in_month, parse_edtf
from wikirel.values.parties import Party

__all__ = ["Answer", "Standing", "StatusHistory", "StatusSpan", "status_history"]


class Standing(StrEnum):
    """Whether diplomatic relations stood."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@attrs.frozen
class Answer:
    """Whether relations stood at a time, and what says so.

    Attributes:
        standing: yes, no or unknown.
        reason: one sentence for people.
        evidence: the tellings that it rests on; for "unknown" those that leave it open.
    """

    standing: Standing
    reason: str
    evidence: tuple[Telling, ...] = ()


@attrs.frozen
class StatusSpan:
    """A span of days with one answer.

    Attributes:
        first: its first day; ``EARLIEST_DAY`` for the one without beginning.
        last: its last day; ``LATEST_DAY`` for the one without end.
        answer: the answer for each of its days.
    """

    first: Day
    last: Day
    answer: Answer


@attrs.frozen(eq=False)
class _Mark:
    """An act with all its tellings: when it took place, and what it says of the time before and after.

    ``before`` and ``after`` are True (relations stood), False, or None (it does not say).
    """

    low: Day
    high: Day
    before: bool | None
    after: bool | None
    name: str
    tellings: tuple[Telling, ...]


@attrs.frozen
class StatusHistory:
    r"""The history of the relations of one pair.

    Attributes:
        pair: the two countries.
        acts: what it is made of, those without a date included.

    >>> from wikirel import parse_article
    >>> article = parse_article(
    ...     "= Cuba–Peru relations =\n\nPeru broke off diplomatic relations with Cuba on 30 December 1960.\n"
    ...     "Diplomatic relations between Cuba and Peru were restored on 8 July 1972.\n"
    ... )
    >>> history = status_history([article], "CU", "PE")
    >>> history.on("1965-01-01").standing.value, history.on("1990").standing.value
    ('no', 'yes')
    """

    pair: Pair
    acts: tuple[Act, ...] = ()

    def on(self, date: HistoricalDate | str) -> Answer:
        """Tell whether relations stood at a time.

        Args:
            date: a date, or one in EDTF ("1965-01-01", "1965").  Over more than one day the answer is "yes" or
                "no" only where it is that for every day.

        Raises:
            ValueError: the string is not EDTF.
        """
        bounds = date.bounds if isinstance(date, HistoricalDate) else parse_edtf(date)
        spans = self.spans
        at = bisect_right(self._starts, bounds.earliest) - 1
        until = bisect_right(self._starts, bounds.latest)
        found = spans[at:until]
        if len({span.answer.standing for span in found}) == 1:
            return found[-1].answer
        tellings = dict.fromkeys(telling for span in found for telling in span.answer.evidence)
        return Answer(Standing.UNKNOWN, "it changed, or may have changed, in this time", tuple(tellings))

    @cached_property
    def spans(self) -> tuple[StatusSpan, ...]:
        """The spans from the first day that can be written to the last, without gaps."""
        return _spans(_marks(self.acts))

    @cached_property
    def _starts(self) -> list[Day]:
        return [span.first for span in self.spans]

    @property
    def undated(self) -> tuple[Act, ...]:
        """The acts that the texts tell without a date."""
        return tuple(act for act in self.acts if act.date is None)

    @staticmethod
    def of(facts: PairFacts) -> StatusHistory:
        """Return the history of a pair whose facts are merged."""
        return StatusHistory(facts.pair, facts.acts)


def status_history(articles: Iterable[Article], one: Party | str, other: Party | str) -> StatusHistory:
    """Return the history of the relations of two countries, from all that the articles tell.

    Args:
        articles: about either or both of them.
        one: a country: a party, its code, or its English name.
        other: the other.

    Raises:
        ValueError: the two are the same.
    """
    first, second = (party if isinstance(party, Party) else party_named(party) for party in (one, other))
    pair = pair_of((first, second))
    if pair is None:
        raise ValueError(f"a country has no relations with itself: {first.name}")
    return StatusHistory.of(merge(articles).get(pair, PairFacts(pair)))


# A date of two ends, "1902–1960" or "2 May 1902 – 1960": a dash, and the year that it leads to.
_STRETCH = re.compile(r"[–—-] ?(?:[^\d–—-][^–—-]{0,30}|\d{1,2} [^–—-]{1,30})?(?<!\d)(\d{4})\Z")
_MOST = 50  # acts that are looked at for one answer; no text tells as many

# -- from acts to marks ------------------------------------------------------------------------------------

_EFFECTS: dict[EventKind, tuple[bool | None, bool]] = {
    EventKind.ESTABLISHED: (False, True),
    EventKind.RESTORED: (False, True),
    EventKind.SEVERED: (True, False),
    EventKind.UPGRADED: (True, True),
    EventKind.DOWNGRADED: (True, True),
}


def _marks(acts: Sequence[Act]) -> list[_Mark]:
    """Bring tellings of one act together; the narrowest date of those that agree is when it took place."""
    marks: list[_Mark] = []
    dated = [act for act in acts if act.date is not None and act.kind in _EFFECTS]
    for effect, same in groupby(sorted(dated, key=_effect_key), key=_effect_key):
        group = list(same)
        index = DateIndex(act.date for act in group if act.date is not None)
        told: list[list[Act]] = [[] for _ in index.dates]
        for act in group:
            home = index.home(act.date) if act.date is not None else None
            if home is not None:
                told[home].append(act)
        for date, telling in zip(index.dates, told, strict=True):
            marks.append(_mark(date, bool(effect[0]), bool(effect[1]), telling))
    marks += _ends(dated, marks)
    marks.sort(key=lambda mark: (mark.low, mark.high, mark.name))
    if marks and not any(mark.after is False for mark in marks):
        # "They broke off relations", never dated: from the first date on, it may have been any time.
        open_ = [act for act in acts if act.date is None and act.kind is EventKind.SEVERED]
        if open_:
            tellings = tuple(act.telling for act in open_)
            marks.append(_Mark(marks[0].high, LATEST_DAY, None, None, "a break without a date", tellings))
    return marks


def _ends(acts: Sequence[Act], marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield where relations dated "1902–1960" end, for which no act is told: what came then, it does not say."""
    told: dict[tuple[int, str], list[Telling]] = {}
    for act in acts:
        found = _STRETCH.search(act.date.text) if act.date is not None and _EFFECTS[act.kind][1] else None
        if found is not None and act.date is not None and act.date.latest.year < int(found[1]):
            told.setdefault((int(found[1]), act.date.text), []).append(act.telling)
    for (year, text), tellings in told.items():
        if not any(mark.after is False and mark.low.year <= year <= mark.high.year for mark in marks):
            first, last = Day(year, 1, 1), Day(year, 12, 31)
            yield _Mark(first, last, None, None, f"the end of {text}", tuple(dict.fromkeys(tellings)))


def _effect_key(act: Act) -> tuple[bool | None, bool]:
    return _EFFECTS[act.kind]


def _mark(date: HistoricalDate, before: bool, after: bool, acts: Sequence[Act]) -> _Mark:
    low, high = window(date)
    kinds = {act.kind for act in acts}
    presupposed: bool | None = before
    # "Established" beside "restored" for one date: relations stood before, at some time.
    name = f"{max(kinds).value} {date.edtf}"
    outcome: bool | None = after
    if date.precision is Precision.INTERVAL and not after:
        outcome = None  # "suspended from 1967 to 1974": what came then, it does not say
    return _Mark(low, high, presupposed, outcome, name, tuple(dict.fromkeys(act.telling for act in acts)))


# -- from marks to spans -----------------------------------------------------------------------------------


def _spans(marks: Sequence[_Mark]) -> tuple[StatusSpan, ...]:
    starts = {EARLIEST_DAY}
    for mark in marks:
        starts.add(mark.low)
        starts.add(mark.high)
        if mark.high < LATEST_DAY:
            starts.add(_next_day(mark.high))
    order = sorted(starts)
    sweep = _Sweep(marks)
    spans: list[StatusSpan] = []
    for start, following in zip(order, [*order[1:], None], strict=True):
        answer = sweep.answer(start)
        last = LATEST_DAY if following is None else _day_before(following)
        if spans and spans[-1].answer == answer:
            spans[-1] = StatusSpan(spans[-1].first, last, answer)
        else:
            spans.append(StatusSpan(start, last, answer))
    return tuple(spans)


class _Sweep:
    """Goes through time once: which acts have begun to be possible, and which are over."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self._by_start = sorted(marks, key=lambda mark: (mark.low, mark.high, mark.name))
        self._by_end = sorted(marks, key=lambda mark: (mark.high, mark.low, mark.name))
        self._begun = self._done = 0
        self._pending: dict[_Mark, None] = {}  # may have changed something already, or not

    def answer(self, day: Day) -> Answer:
        """Answer for a day at which a span may start; nothing changes until the next such day."""
        self._advance(day)
        if not self._by_end:
            return Answer(Standing.UNKNOWN, "no dated act is told")
        if self._pending:
            return _unknown("its date is not exact enough", list(islice(self._pending, _MOST)))
        last = self._latest()
        next_ = self._by_start[self._begun] if self._begun < len(self._by_start) else None
        if not last:
            return _before_all(next_ or self._by_start[0])
        states = {mark.after for mark in last}
        if len(states) > 1 or None in states:
            return _unknown("what was told last leaves it open", last)
        state = states.pop()
        if next_ is not None and next_.before is not None and next_.before is not state:
            return _unknown(f"{last[-1].name} and {next_.name} do not fit together", [*last, next_])
        word = "since" if state else "no longer since"
        standing = Standing.YES if state else Standing.NO
        return Answer(standing, f"{word} {last[-1].name}", _tellings(last))

    def _advance(self, day: Day) -> None:
        while self._begun < len(self._by_start) and self._by_start[self._begun].low <= day:
            mark = self._by_start[self._begun]
            self._begun += 1
            if mark.high > day and (mark.before is not mark.after or mark.after is None):
                self._pending[mark] = None
        while self._done < len(self._by_end) and self._by_end[self._done].high <= day:
            self._pending.pop(self._by_end[self._done], None)
            self._done += 1

    def _latest(self) -> list[_Mark]:
        """Return the act that was last, and with it those of which it is open whether they were later."""
        found = self._by_end[max(0, self._done - 1) : self._done]
        for mark in reversed(self._by_end[max(0, self._done - _MOST) : max(0, self._done - 1)]):
            if mark.high < found[0].low:
                break
            found.append(mark)
        return found[::-1]


def _before_all(mark: _Mark) -> Answer:
    if mark.before is False and mark.name.startswith(EventKind.ESTABLISHED.value):
        return Answer(Standing.NO, f"not before {mark.name}", mark.tellings)
    return _unknown(f"nothing is told before {mark.name}", [mark])


def _unknown(reason: str, marks: Sequence[_Mark]) -> Answer:
    return Answer(Standing.UNKNOWN, reason, _tellings(marks))


def _tellings(marks: Sequence[_Mark]) -> tuple[Telling, ...]:
    return tuple(dict.fromkeys(telling for mark in marks for telling in mark.tellings))


def _next_day(day: Day) -> Day:
    if day.day < days_in_month(day.year, day.month):
        return day._replace(day=day.day + 1)
    return Day(day.year, day.month + 1, 1) if day.month < 12 else Day(day.year + 1, 1, 1)


def _day_before(day: Day) -> Day:
    if day.day > 1:
        return day._replace(day=day.day - 1)
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return Day(year, month, days_in_month(year, month))
