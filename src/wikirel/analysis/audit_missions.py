"""The part of an audit that is about missions: open or closed, where, resident or not, told by one side only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

import attrs

from wikirel.analysis.findings import Agreement, Finding, FindingKind, Position, Weight
from wikirel.analysis.merge import PairFacts, ToldMission
from wikirel.analysis.pairs import Telling
from wikirel.facts import Mission, MissionKind, MissionStatus
from wikirel.values.gazetteer import fold
from wikirel.values.parties import Party

__all__ = ["by_city", "mission_agreements", "mission_directions", "mission_findings", "same_city"]

CHANCERIES = frozenset((MissionKind.EMBASSY, MissionKind.HIGH_COMMISSION, MissionKind.NUNCIATURE))
"""The kinds of which a country has one in another: a second city, or none at all, is worth a look."""

_MOST_CITIES = 50  # more are told apart by their exact names only
_ALIKE = 0.72  # Kyiv and Kiev, Sanaa and Sana'a, but not Riga and Riyadh


@attrs.frozen
class _Direction:
    """The posts of one country in, or for, the other."""

    sending: Party
    host: Party
    told: tuple[ToldMission, ...]


def mission_directions(facts: PairFacts) -> tuple[_Direction, ...]:
    """Group the missions of a pair by who sends them."""
    by: dict[Party, list[ToldMission]] = {}
    for told in facts.missions:
        by.setdefault(told.mission.sending, []).append(told)
    return tuple(
        _Direction(sending, told[0].mission.host, tuple(told))
        for sending, told in sorted(by.items(), key=lambda item: item[0].name)
    )


def same_city(one: str | None, other: str | None) -> bool:
    """Tell whether two names can be of one city: equal, the one in the other, or nearly alike; None is any.

    >>> same_city("Kyiv", "Kiev"), same_city("Washington", "Washington, D.C."), same_city("Lima", "Cusco")
    (True, True, False)
    """
    if one is None or other is None:
        return True
    a, b = fold(one).casefold(), fold(other).casefold()
    if a == b or a in b or b in a:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def by_city(missions: Iterable[ToldMission]) -> list[list[ToldMission]]:
    """Group tellings by city: those that can be of one city are one group, and one without joins the first."""
    groups: list[list[ToldMission]] = []
    known: dict[str | None, list[ToldMission]] = {}
    for told in missions:
        city = told.mission.city
        group = known.get(city)
        if group is None:
            alike = (other for other in groups[:_MOST_CITIES] if same_city(other[0].mission.city, city))
            group = next(alike, None)
            if group is None:
                groups.append(group := [])
            known[city] = group
        group.append(told)
    return groups


def mission_findings(facts: PairFacts) -> Iterator[Finding]:
    """Yield what the articles do not tell alike of the missions of a pair."""
    for direction in mission_directions(facts):
        chanceries = [told for told in direction.told if told.mission.kind in CHANCERIES]
        by_article = _by_article(chanceries)
        if len(by_article) > 1:
            found = [*_status(facts, direction, by_article)]
            yield from found
            if not found:
                yield from _residence(facts, direction, by_article)
        yield from _city(facts, direction, chanceries)
        yield from _one_sided(facts, direction)


def _by_article(told: Sequence[ToldMission]) -> dict[str, list[ToldMission]]:
    by: dict[str, list[ToldMission]] = {}
    for mission in told:
        by.setdefault(mission.tellings[0].article, []).append(mission)
    return by


def _name(direction: _Direction) -> str:
    return f"{direction.sending.name} in {direction.host.name}"


def _position(value: str, told: Sequence[ToldMission]) -> Position:
    tellings = {telling.key: telling for mission in told for telling in mission.tellings}
    return Position(value, tuple(tellings.values()))


def _status(
    facts: PairFacts, direction: _Direction, by_article: dict[str, list[ToldMission]]
) -> Iterator[Finding]:
    """An embassy that one article tells as open only, another as closed only."""
    open_: list[ToldMission] = []
    closed: list[ToldMission] = []
    for told in by_article.values():
        resident = [mission for mission in told if mission.mission.resident]
        states = {mission.mission.status for mission in resident}
        if len(states) == 1:
            (open_ if MissionStatus.OPEN in states else closed).extend(resident)
    if open_ and closed:
        yield Finding(
            facts.pair,
            FindingKind.MISSION_STATUS,
            Weight.CONTRADICTION,
            f"the embassy of {_name(direction)} is told as open and as closed",
            (_position(_open_in(open_), open_), _position("closed", closed)),
        )


def _open_in(told: Sequence[ToldMission]) -> str:
    cities = sorted({mission.mission.city for mission in told if mission.mission.city})
    return f"open in {', '.join(cities)}" if cities else "open"


def _residence(
    facts: PairFacts, direction: _Direction, by_article: dict[str, list[ToldMission]]
) -> Iterator[Finding]:
    """An embassy in the country by one article; accredited from elsewhere by another."""
    resident: list[ToldMission] = []
    elsewhere: list[ToldMission] = []
    for told in by_article.values():
        current = [m for m in told if m.mission.status is MissionStatus.OPEN]
        kinds = {m.mission.resident for m in current}
        if len(kinds) == 1:
            (resident if True in kinds else elsewhere).extend(current)
    if resident and elsewhere and not _share_a_city(resident, elsewhere):
        cities = sorted({m.mission.city for m in elsewhere if m.mission.city})
        value = f"accredited from {', '.join(cities)}" if cities else "accredited from elsewhere"
        yield Finding(
            facts.pair,
            FindingKind.MISSION_RESIDENCE,
            Weight.CONTRADICTION,
            f"the embassy of {_name(direction)} is told as resident and as non-resident",
            (_position(_open_in(resident), resident), _position(value, elsewhere)),
        )


def _share_a_city(one: Sequence[ToldMission], other: Sequence[ToldMission]) -> bool:
    """Tell whether both name one city: then they differ on whether it is abroad, as with Rome and the Holy See."""
    first, second = (
        list(dict.fromkeys(told.mission.city for told in side if told.mission.city))[:_MOST_CITIES]
        for side in (one, other)
    )
    return any(same_city(a, b) for a in first for b in second)


def _city(facts: PairFacts, direction: _Direction, chanceries: Sequence[ToldMission]) -> Iterator[Finding]:
    """An open embassy in two cities of the host, or accredited from two cities.

    It is a contradiction between articles only: one that names both cities means both, or a move.
    """
    for resident in (True, False):
        cities = by_city(
            told
            for told in chanceries
            if told.mission.resident is resident
            and told.mission.status is MissionStatus.OPEN
            and told.mission.city not in (None, direction.host.name)
        )
        if len(cities) > 1:
            names = " and ".join(sorted(str(city[0].mission.city) for city in cities))
            where = "stands in" if resident else "is accredited from"
            articles = [{t.article for told in city for t in told.tellings} for city in cities]
            apart = resident and any(
                not one & other for one, other in combinations(articles[:_MOST_CITIES], 2)
            )
            yield Finding(
                facts.pair,
                FindingKind.MISSION_CITY,
                Weight.CONTRADICTION if apart else Weight.INFORMATION,
                f"the embassy of {_name(direction)} {where} {names}",
                tuple(_position(str(city[0].mission.city), city) for city in cities),
            )


def _one_sided(facts: PairFacts, direction: _Direction) -> Iterator[Finding]:
    """An open embassy that an article tells, while another tells missions of the pair but none of this sender."""
    posts = [
        m
        for m in direction.told
        if m.mission.kind in CHANCERIES and m.mission.resident and m.mission.status is MissionStatus.OPEN
    ]
    telling = {t.article for m in direction.told for t in m.tellings}
    speaking = {t.article for m in facts.missions for t in m.tellings} - telling
    silent: list[Telling] = [row for row in facts.rows if row.article in speaking]
    if posts and silent:
        articles = ", ".join(dict.fromkeys(row.article for row in silent))
        yield Finding(
            facts.pair,
            FindingKind.MISSION_ONE_SIDED,
            Weight.INFORMATION,
            f"the embassy of {_name(direction)} is not told by {articles}",
            (_position(_open_in(posts), posts), Position("not told", tuple(silent))),
        )


def mission_agreements(facts: PairFacts) -> Iterator[Agreement]:
    """Yield the posts that several places tell alike: kind, city, residence and status."""
    for direction in mission_directions(facts):
        groups: dict[tuple[object, ...], list[ToldMission]] = {}
        for told in direction.told:
            mission = told.mission
            groups.setdefault((mission.kind, mission.resident, mission.status), []).append(told)
        for same in groups.values():
            yield from _agreeing(facts, same)


def _agreeing(facts: PairFacts, told: Sequence[ToldMission]) -> Iterator[Agreement]:
    cities: dict[str | None, list[ToldMission]] = {}
    for mission in told:
        city = mission.mission.city
        cities.setdefault(city.casefold() if city else None, []).append(mission)
    for same in cities.values():
        tellings = {telling.key: telling for mission in same for telling in mission.tellings}
        if len(tellings) > 1:
            value = _described(same[0].mission)
            yield Agreement(facts.pair, "mission", value, tuple(tellings.values()))


def _described(mission: Mission) -> str:
    kind = mission.kind.value.replace("_", " ")
    where = f" in {mission.city}" if mission.city else ""
    return f"{mission.sending.name} to {mission.host.name}: {kind}{where}, {mission.status.value}"
