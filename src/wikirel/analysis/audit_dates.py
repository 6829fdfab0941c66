"""The part of an audit that is about dates: when relations began, and whether they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from wikirel.analysis.discrepancy import DateIndex, Discrepancy, agree, difference
from wikirel.analysis.findings import Agreement, Finding, FindingKind, Position, Weight
from wikirel.analysis.merge import STEPS, Act, PairFacts
from wikirel.analysis.pairs import Telling
from wikirel.analysis.status import Standing, StatusHistory
from wikirel.analysis.wording import bound
from wikirel.facts import EventKind, Mission, MissionKind, MissionStatus
from wikirel.values.dates import HistoricalDate, Precision, Qualifier

__all__ = ["date_agreements", "date_findings", "severed_findings"]

_FAR_YEARS = 10
_MOST = 12  # dates that a summary names
_BOUNDS = frozenset((Qualifier.BEFORE, Qualifier.AFTER, Qualifier.BY))
_VAGUE = frozenset((Precision.DECADE, Precision.CENTURY, Precision.INTERVAL))
_STEPWISE = (Discrepancy.WITHIN_A_MONTH, Discrepancy.WITHIN_TWO_YEARS, Discrepancy.OTHER)
_RANK = tuple(Discrepancy)
_WORDS = {
    Discrepancy.SLIP_OF_DAY: "likely a slip of the day",
    Discrepancy.SWAPPED: "day and month may be swapped",
    Discrepancy.SLIP_OF_MONTH: "likely a slip of the month",
    Discrepancy.SLIP_OF_YEAR: "likely a slip of the year",
    Discrepancy.ANOTHER_STEP: "one of the dates is told elsewhere as that of a recognition, a mission or an envoy",
    Discrepancy.WITHIN_A_MONTH: "less than a month apart: perhaps the act and the report, or two steps of one act",
    Discrepancy.WITHIN_TWO_YEARS: "less than two years apart: perhaps two steps of one act",
    Discrepancy.FIRST_OR_RESTORED: "likely first against later relations",
    Discrepancy.OTHER: "no likely cause",
}


def date_findings(facts: PairFacts) -> Iterator[Finding]:
    """Yield at most one finding: the dates on which relations are told to have begun, if they cannot be one.

    The dates of tables are held against each other first.  Where those agree, the running text is held against
    them; it also tells of first contacts and treaties, so that only a small difference there is a contradiction.
    """
    begun = _beginnings(facts)
    if len(begun) < 2:
        return
    rows = [act for act in begun if act.from_row]
    index = _index(rows)
    from_rows = index.disputed
    if not from_rows:
        index = _index(begun)
        if not index.disputed:
            return
    restored = DateIndex(_told(facts, EventKind.RESTORED))
    first = DateIndex(date for date in index.dates if not restored.fits(date))
    kind = _within_or_across(rows) if from_rows else FindingKind.DATE_IN_TEXT
    positions = _positions(index, begun)
    if not first.disputed:
        yield Finding(
            facts.pair,
            kind,
            Weight.INFORMATION,
            "relations began and were restored later; some places give the later date as the beginning",
            positions,
            Discrepancy.FIRST_OR_RESTORED,
        )
        return
    cause = _likeliest(first.dates, facts)
    told = " or ".join(date.edtf for date in index.dates[:_MOST])
    summary = f"relations began {told}: {_WORDS[cause]}"
    sure = from_rows or cause not in (Discrepancy.FIRST_OR_RESTORED, Discrepancy.OTHER)
    weight = Weight.CONTRADICTION if sure else Weight.INFORMATION
    yield Finding(facts.pair, kind, weight, summary, positions, cause)


def _beginnings(facts: PairFacts) -> list[Act]:
    """Return the dated beginnings that are exact enough to be held against each other; "before 1999" is not."""
    dated = [
        (act, act.date) for act in facts.acts if act.kind is EventKind.ESTABLISHED and act.date is not None
    ]
    exact = [(act, date) for act, date in dated if act.from_row or date.precision not in _VAGUE]
    if len(exact) < 2:  # most pairs: nothing to hold against each other, so no need to read what stands there
        return [act for act, _ in exact]
    return [act for act, date in exact if bound(date, act.telling.evidence.text) not in _BOUNDS]


def _told(facts: PairFacts, *kinds: EventKind) -> list[HistoricalDate]:
    return [act.date for act in facts.acts if act.kind in kinds and act.date is not None]


def _index(acts: Iterable[Act]) -> DateIndex:
    return DateIndex(act.date for act in acts if act.date is not None)


def _likeliest(dates: Sequence[HistoricalDate], facts: PairFacts) -> Discrepancy:
    """Return the likeliest cause among neighbouring dates: the first by rank."""
    severed = DateIndex(_told(facts, EventKind.SEVERED))
    steps = {date.edtf for date in _told(facts, *STEPS) if date.precision is Precision.DAY}
    causes = (_cause(one, other, severed, steps) for one, other in pairwise(dates) if not agree(one, other))
    return min(causes, key=_RANK.index, default=Discrepancy.OTHER)


def _cause(
    one: HistoricalDate, other: HistoricalDate, severed: DateIndex, steps: AbstractSet[str]
) -> Discrepancy:
    if severed.between(one, other):
        return Discrepancy.FIRST_OR_RESTORED
    found = difference(one, other) or Discrepancy.OTHER
    if found is Discrepancy.OTHER and other.earliest.year - one.latest.year >= _FAR_YEARS:
        return Discrepancy.FIRST_OR_RESTORED
    if found in _STEPWISE and (one.edtf in steps or other.edtf in steps):
        return Discrepancy.ANOTHER_STEP
    return found


def _positions(index: DateIndex, acts: Iterable[Act]) -> tuple[Position, ...]:
    """Return each date with the places that tell it; one that fits several of the dates stands for none."""
    told: list[list[Telling]] = [[] for _ in index.dates]
    for act in acts:
        home = index.home(act.date) if act.date is not None else None
        if home is not None:
            told[home].append(act.telling)
    pairs = zip(index.dates, told, strict=True)
    return tuple(Position(date.edtf, _distinct(tellings)) for date, tellings in pairs)


def _distinct(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple({telling.key: telling for telling in tellings}.values())


def _within_or_across(acts: Sequence[Act]) -> FindingKind:
    """Tell whether some article contradicts itself."""
    by_article: dict[str, list[Act]] = {}
    for act in acts:
        by_article.setdefault(act.telling.article, []).append(act)
    if any(_index(own).disputed for own in by_article.values() if len(own) > 1):
        return FindingKind.DATE_WITHIN
    return FindingKind.DATE_ACROSS


def date_agreements(facts: PairFacts) -> Iterator[Agreement]:
    """Yield the beginnings that several places tell alike, each in its most exact form."""
    begun = _beginnings(facts)
    if len(begun) > 1:
        for position in _positions(_index(begun), begun):
            if len(position.tellings) > 1:
                yield Agreement(facts.pair, "established", position.value, position.tellings)


# -- severed, and yet ---------------------------------------------------------------------------------------


def severed_findings(facts: PairFacts) -> Iterator[Finding]:
    """Yield at most one finding: relations broken off, never told as restored, and yet told as current.

    Current is an open resident embassy, or a row of another article's table that says nothing of the break.  It is
    a contradiction where the column of dates ends with the break and an embassy is open; where running text tells
    the break, the restoration may simply not be told.
    """
    breaks = [act for act in facts.acts if act.kind is EventKind.SEVERED and act.date is not None]
    if not breaks or any(act.kind is EventKind.RESTORED and act.date is None for act in facts.acts):
        return
    last = StatusHistory.of(facts).spans[-1]
    if last.answer.standing is not Standing.NO:
        return
    latest = max(act.date for act in breaks if act.date is not None)
    telling = [act for act in breaks if act.date is not None and act.date.edtf == latest.edtf]
    broken = Position(f"severed {latest.edtf}", _distinct(act.telling for act in telling))
    posts = [told for told in facts.missions if _is_current(told.mission, latest)]
    if posts:
        certain = any(act.from_row for act in telling)
        yield Finding(
            facts.pair,
            FindingKind.SEVERED_CURRENT,
            Weight.CONTRADICTION if certain else Weight.INFORMATION,
            f"severed {latest.edtf}, no restoration is told, and yet an embassy is told as open",
            (broken, Position("embassy open", _distinct(t for told in posts for t in told.tellings))),
        )
        return
    aware = {act.telling.article for act in breaks}
    begun = (act for act in facts.acts if act.kind is EventKind.ESTABLISHED and act.from_row)
    rows = (act.telling for act in begun if act.telling.article not in aware)
    silent = _distinct(rows)
    if silent:
        yield Finding(
            facts.pair,
            FindingKind.SEVERED_CURRENT,
            Weight.INFORMATION,
            f"severed {latest.edtf}; another article lists the relations without the break",
            (broken, Position("listed without the break", silent)),
        )


def _is_current(mission: Mission, broken: HistoricalDate) -> bool:
    """Tell whether a post cannot be there without relations, and is told as open since before the break."""
    return (
        mission.resident
        and mission.status is MissionStatus.OPEN
        and mission.kind in _NEED_RELATIONS
        and (mission.opened is None or not broken.before(mission.opened))
    )


_NEED_RELATIONS = frozenset(
    (MissionKind.EMBASSY, MissionKind.HIGH_COMMISSION, MissionKind.NUNCIATURE, MissionKind.LEGATION)
)
