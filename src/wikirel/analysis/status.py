"""Status history: the spans in which two countries had diplomatic relations, as far as the texts tell.

``docs/status.md`` has the rules in full.  In short: relations stand from the day on which they are established or
restored, and no longer from the day on which they are severed or suspended; a rise or fall in rank says that they
stood.  Within a date of a month or a year the answer is unknown, and so it is between two tellings that do not fit
together.  Missions decide nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property

import attrs

from wikirel.analysis.marks import Mark, marks
from wikirel.analysis.merge import Act, PairFacts, merge
from wikirel.analysis.pairs import Pair, Telling, pair_of, party_named
from wikirel.analysis.steps import State, Step, steps
from wikirel.facts import Article
from wikirel.values.dates import HistoricalDate
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
        return _spans(steps(marks(self.acts)))

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


_MOST = 50  # acts that are looked at for one answer; no text tells as many

# -- from steps to spans -----------------------------------------------------------------------------------


def _spans(order: Sequence[Step]) -> tuple[StatusSpan, ...]:
    starts = {EARLIEST_DAY}
    for step in order:
        starts.add(step.low)
        starts.add(step.high)
    spans: list[StatusSpan] = []
    days = sorted(starts)
    begun = done = 0
    for start, following in zip(days, [*days[1:], None], strict=True):
        while begun < len(order) and order[begun].low <= start:
            begun += 1
        while done < begun and order[done].high <= start and order[done].high < LATEST_DAY:
            done += 1
        answer = _answer(order, begun, done)
        last = LATEST_DAY if following is None else _day_before(following)
        if spans and spans[-1].answer == answer:
            spans[-1] = StatusSpan(spans[-1].first, last, answer)
        else:
            spans.append(StatusSpan(start, last, answer))
    return tuple(spans)


def _answer(order: Sequence[Step], begun: int, done: int) -> Answer:
    """Answer for a day on which some steps have begun, and some of these are done."""
    if not order:
        return Answer(Standing.UNKNOWN, "no dated act is told")
    pending = [step for step in order[done : min(begun, done + _MOST)] if step.changes]
    if pending:
        names = " and ".join(step.marks[-1].name for step in pending[:2])
        return _unknown(f"its date is not exact enough: {names}", pending)
    next_ = order[begun] if begun < len(order) else None
    if not done:
        return _before_all(next_ or order[0])
    last = order[done - 1]
    if last.after is State.OPEN:
        return _unknown("what was told last leaves it open", [last])
    if next_ is not None and not next_.fits:
        name, other = last.marks[-1].name, next_.marks[0].name
        return _unknown(f"{name} and {other} do not fit together", [last, next_])
    standing = Standing.YES if last.after.stands else Standing.NO
    word = "since" if last.after.stands else "no longer since"
    return Answer(standing, f"{word} {last.since[-1].name}", _tellings((*last.since, *last.marks)))


def _before_all(step: Step) -> Answer:
    first = step.marks[0]
    if step.first:
        return Answer(Standing.NO, f"not before {first.name}", first.tellings)
    return _unknown(f"nothing is told before {first.name}", [step])


def _unknown(reason: str, order: Sequence[Step]) -> Answer:
    return Answer(Standing.UNKNOWN, reason, _tellings(mark for step in order for mark in step.marks[:_MOST]))


def _tellings(marks_: Iterable[Mark]) -> tuple[Telling, ...]:
    return tuple(dict.fromkeys(telling for mark in marks_ for telling in mark.tellings))


def _day_before(day: Day) -> Day:
    if day.day > 1:
        return day._replace(day=day.day - 1)
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return Day(year, month, days_in_month(year, month))
