"""The part of an audit that is about dates: when relations began, and whether they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wikirel.analysis.discrepancy import Discrepancy, agree, difference, narrowest, window
from wikirel.analysis.findings import Agreement, Finding, FindingKind, Position, Weight
from wikirel.analysis.merge import STEPS, Act, PairFacts
from wikirel.analysis.pairs import Telling
from wikirel.analysis.status import Standing, StatusHistory
from wikirel.facts import EventKind, MissionStatus
from wikirel.values.dates import HistoricalDate, Precision
from wikirel.values.dates.edtf import LATEST_DAY

__all__ = ["date_agreements", "date_findings", "severed_findings"]

_FAR_YEARS = 10
_RANK = tuple(Discrepancy)
_WORDS = {
    Discrepancy.SLIP_OF_DAY: "likely a slip of the day",
    Discrepancy.SWAPPED: "day and month may be swapped",
    Discrepancy.SLIP_OF_MONTH: "likely a slip of the month",
    Discrepancy.SLIP_OF_YEAR: "likely a slip of the year",
    Discrepancy.ANOTHER_STEP: "one of the dates is told elsewhere as that of a recognition, a mission or an envoy",
    Discrepancy.NEAR: "less than two years apart: perhaps two steps of one act",
    Discrepancy.FIRST_OR_RESTORED: "likely first against later relations",
    Discrepancy.OTHER: "no likely cause",
}


def date_findings(facts: PairFacts) -> Iterator[Finding]:
    """Yield at most one finding: the dates on which relations are told to have begun, if they cannot be one."""
    begun = [act for act in facts.acts if act.kind is EventKind.ESTABLISHED and act.date is not None]
    dates = narrowest(act.date for act in begun if act.date is not None)
    if len(dates) < 2 or not _disjoint(dates):
        return
    restored = [a.date for a in facts.acts if a.kind is EventKind.RESTORED and a.date is not None]
    severed = [a.date for a in facts.acts if a.kind is EventKind.SEVERED and a.date is not None]
    first = [date for date in dates if not any(agree(date, other) for other in restored)]
    positions = tuple(_position(date, begun) for date in dates)
    kind = _within_or_across(dates, begun)
    if not _disjoint(first):
        yield Finding(
            facts.pair,
            kind,
            Weight.INFORMATION,
            "relations began and were restored later; some places give the later date as the beginning",
            positions,
            Discrepancy.FIRST_OR_RESTORED,
        )
        return
    steps = [act.date for act in facts.acts if act.kind in STEPS and act.date is not None]
    causes = [_cause(one, other, severed, steps) for one, other in pairwise(first) if not agree(one, other)]
    cause = min(causes or [Discrepancy.OTHER], key=_RANK.index)
    told = " or ".join(date.edtf for date in dates)
    summary = f"relations began {told}: {_WORDS[cause]}"
    yield Finding(facts.pair, kind, Weight.CONTRADICTION, summary, positions, cause)


def _disjoint(dates: Sequence[HistoricalDate]) -> bool:
    return len(dates) > 1 and any(not agree(dates[0], other) for other in dates[1:])


def _cause(
    one: HistoricalDate,
    other: HistoricalDate,
    severed: Sequence[HistoricalDate],
    steps: Sequence[HistoricalDate],
) -> Discrepancy:
    if any(step.edtf in (one.edtf, other.edtf) and step.precision is Precision.DAY for step in steps):
        return Discrepancy.ANOTHER_STEP
    if any(one.before(broken) and broken.before(other) for broken in severed):
        return Discrepancy.FIRST_OR_RESTORED
    found = difference(one, other) or Discrepancy.OTHER
    if found is Discrepancy.OTHER and abs(other.earliest.year - one.latest.year) >= _FAR_YEARS:
        return Discrepancy.FIRST_OR_RESTORED
    return found


def _position(date: HistoricalDate, acts: Sequence[Act]) -> Position:
    told = (act.telling for act in acts if act.date is not None and agree(act.date, date))
    return Position(date.edtf, _distinct(told))


def _distinct(tellings: Iterator[Telling]) -> tuple[Telling, ...]:
    return tuple({telling.key: telling for telling in tellings}.values())


def _within_or_across(dates: Sequence[HistoricalDate], acts: Sequence[Act]) -> FindingKind:
    """Tell whether some article contradicts itself."""
    by_article: dict[str, list[HistoricalDate]] = {}
    for act in acts:
        if act.date is not None:
            by_article.setdefault(act.telling.article, []).append(act.date)
    if any(_disjoint(narrowest(own)) for own in by_article.values() if len(own) > 1):
        return FindingKind.DATE_WITHIN
    return FindingKind.DATE_ACROSS


def date_agreements(facts: PairFacts) -> Iterator[Agreement]:
    """Yield the beginnings that several places tell alike, each in its most exact form."""
    begun = [act for act in facts.acts if act.kind is EventKind.ESTABLISHED and act.date is not None]
    for date in narrowest(act.date for act in begun if act.date is not None):
        tellings = _position(date, begun).tellings
        if len(tellings) > 1:
            yield Agreement(facts.pair, "established", date.edtf, tellings)


# -- severed, and yet ---------------------------------------------------------------------------------------


def severed_findings(facts: PairFacts) -> Iterator[Finding]:
    """Yield at most one finding: relations broken off, never told as restored, and yet told as current.

    Current is an open resident mission (a contradiction, unless it is of a kind that outlives relations), or a row
    of another article's table that says nothing of the break (information).
    """
    breaks = [act for act in facts.acts if act.kind is EventKind.SEVERED and act.date is not None]
    if not breaks:
        return
    last = StatusHistory.of(facts).spans[-1]
    if last.last != LATEST_DAY or last.answer.standing is not Standing.NO:
        return
    latest = max(act.date for act in breaks if act.date is not None)
    broken = Position(f"severed {latest.edtf}", _distinct(a.telling for a in breaks if a.date == latest))
    posts = [
        told
        for told in facts.missions
        if told.mission.resident
        and told.mission.status is MissionStatus.OPEN
        and told.mission.kind.value in _NEED_RELATIONS
        and not (told.mission.opened is not None and told.mission.opened.latest > window(latest)[1])
    ]
    if posts:
        tellings = _distinct(telling for told in posts for telling in told.tellings)
        yield Finding(
            facts.pair,
            FindingKind.SEVERED_CURRENT,
            Weight.CONTRADICTION,
            f"severed {latest.edtf}, no restoration is told, and yet a post is told as open",
            (broken, Position("a post is open", tellings)),
        )
        return
    silent_in = {act.telling.article for act in facts.acts if act.from_row}
    silent_in -= {act.telling.article for act in breaks}
    silent = _distinct(act.telling for act in facts.acts if act.from_row and act.telling.article in silent_in)
    if silent:
        yield Finding(
            facts.pair,
            FindingKind.SEVERED_CURRENT,
            Weight.INFORMATION,
            f"severed {latest.edtf}; the other article lists the relations without the break",
            (broken, Position("listed without the break", silent)),
        )


_NEED_RELATIONS = frozenset(("embassy", "high_commission", "nunciature", "legation"))
