"""Diplomatic missions: a post, or a non-resident accreditation, of one country to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import overload

import attrs

from wikirel.document.evidence import Evidence
from wikirel.facts.fact import distinct, has_evidence
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["Mission", "MissionKind", "MissionList", "MissionStatus"]


class MissionKind(StrEnum):
    """What a post is called; the names are those of the Vienna Conventions of 1961 and 1963 and of usage."""

    EMBASSY = "embassy"
    HIGH_COMMISSION = "high_commission"
    DEPUTY_HIGH_COMMISSION = "deputy_high_commission"
    CONSULATE_GENERAL = "consulate_general"
    CONSULATE = "consulate"
    VICE_CONSULATE = "vice_consulate"
    HONORARY_CONSULATE = "honorary_consulate"
    NUNCIATURE = "nunciature"
    INTERESTS_SECTION = "interests_section"
    LIAISON_OFFICE = "liaison_office"
    REPRESENTATIVE_OFFICE = "representative_office"
    PERMANENT_MISSION = "permanent_mission"
    BRANCH_OFFICE = "branch_office"
    LEGATION = "legation"


class MissionStatus(StrEnum):
    """Whether the text tells of a post as open or as a thing of the past."""

    OPEN = "open"
    CLOSED = "closed"


@attrs.frozen(kw_only=True)
class Mission:
    """One post, or one accreditation.

    Attributes:
        sending: whose post it is.
        host: the country that it is accredited to, which need not be where its building stands.
        kind: what it is called.
        city: where it stands, as the text shows it, without its country; None where the text names no city.
        resident: whether it stands in the host country.
        seat: the country where a non-resident one stands, if the text makes it plain; None when resident.
        status: ``open``, or ``closed`` where the text says so.
        opened: when it opened, where the text says so.
        closed: when it closed, where the text says so.
        evidence: where the text says it; never empty.
    """

    sending: Party
    host: Party
    kind: MissionKind
    city: str | None = None
    resident: bool = True
    seat: Party | None = None
    status: MissionStatus = MissionStatus.OPEN
    opened: HistoricalDate | None = None
    closed: HistoricalDate | None = None
    evidence: tuple[Evidence, ...] = attrs.field(validator=has_evidence)

    def identity(self) -> tuple[object, ...]:
        """Return what makes two tellings one fact: everything but the evidence and how dates are written."""
        return (
            self.sending,
            self.host,
            self.kind,
            self.city.casefold() if self.city else None,
            self.resident,
            self.seat,
            self.status,
            self.opened.edtf if self.opened else None,
            self.closed.edtf if self.closed else None,
        )


# Of these a country has one in another.
_SINGLE = frozenset(
    (MissionKind.EMBASSY, MissionKind.HIGH_COMMISSION, MissionKind.NUNCIATURE, MissionKind.LEGATION)
)


def _joined(one: Mission, other: Mission) -> Mission | None:
    """Return what two tellings say together; None where they cannot be of one post, or contradict each other."""
    same = ("sending", "host", "kind", "status", "resident")
    if any(getattr(one, name) != getattr(other, name) for name in same):
        return None
    if one.city and other.city:
        if one.city.casefold() != other.city.casefold():
            return None
    elif one.city != other.city and one.kind not in _SINGLE:
        return None
    if one.seat and other.seat and one.seat != other.seat:
        return None
    for first, second in ((one.opened, other.opened), (one.closed, other.closed)):
        if first is not None and second is not None and _finer(first, second) is None:
            return None
    return attrs.evolve(
        one,
        city=one.city or other.city,
        seat=one.seat or other.seat,
        opened=_finer(one.opened, other.opened),
        closed=_finer(one.closed, other.closed),
        evidence=distinct((*one.evidence, *other.evidence)),
    )


def _finer(one: HistoricalDate | None, other: HistoricalDate | None) -> HistoricalDate | None:
    """Return the more precise of two dates of one happening; None where they say different things, or nothing."""
    if one is None or other is None:
        return one or other
    short, long = sorted((one, other), key=lambda date: len(date.edtf))
    return long if long.edtf == short.edtf or long.edtf.startswith(short.edtf + "-") else None


def _names(party: Party) -> tuple[str, ...]:
    return (party.name.casefold(), (party.code or party.name).casefold())


class MissionList(Sequence[Mission]):
    """Missions in the order of the text, with the look-ups that a person wants.

    Countries are named by code or by plain name, in any case.

    >>> MissionList(()).by_sending("CU")
    MissionList(())
    """

    __slots__ = ("_missions",)

    def __init__(self, missions: Sequence[Mission] = ()) -> None:
        self._missions = tuple(missions)

    @overload
    def __getitem__(self, index: int) -> Mission: ...
    @overload
    def __getitem__(self, index: slice) -> MissionList: ...
    def __getitem__(self, index: int | slice) -> Mission | MissionList:
        """Return one mission, or a list of those in a slice."""
        if isinstance(index, slice):
            return MissionList(self._missions[index])
        return self._missions[index]

    def __len__(self) -> int:
        return len(self._missions)

    def __iter__(self) -> Iterator[Mission]:
        return iter(self._missions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MissionList) and self._missions == other._missions

    def __hash__(self) -> int:
        return hash(self._missions)

    def __repr__(self) -> str:
        return f"MissionList({self._missions!r})"

    def where(self, test: Callable[[Mission], bool]) -> MissionList:
        """Return the missions that pass a test."""
        return MissionList([mission for mission in self._missions if test(mission)])

    def by_sending(self, country: str) -> MissionList:
        """Return the missions that a country sends."""
        return self.where(lambda mission: country.casefold() in _names(mission.sending))

    def by_host(self, country: str) -> MissionList:
        """Return the missions accredited to a country."""
        return self.where(lambda mission: country.casefold() in _names(mission.host))

    def by_kind(self, kind: MissionKind | str) -> MissionList:
        """Return the missions of a kind.

        Raises:
            ValueError: there is no such kind.
        """
        wanted = MissionKind(kind)
        return self.where(lambda mission: mission.kind is wanted)

    def between(self, one: str, other: str) -> MissionList:
        """Return the missions that either of two countries sends to the other."""
        return MissionList([*self.by_sending(one).by_host(other), *self.by_sending(other).by_host(one)])

    def in_city(self, city: str) -> MissionList:
        """Return the missions that stand in a city."""
        return self.where(lambda mission: (mission.city or "").casefold() == city.casefold())

    def resident(self) -> MissionList:
        """Return the missions that stand in the country that they are accredited to."""
        return self.where(lambda mission: mission.resident)

    def open(self) -> MissionList:
        """Return the missions that the text does not tell of as closed."""
        return self.where(lambda mission: mission.status is MissionStatus.OPEN)

    def posts(self) -> MissionList:
        """Return one mission a post: what several sentences tell of it, together, with the evidence of all.

        The list itself keeps them apart, because each line says what it says: "opened an embassy in Lima in 1974"
        and "has an embassy in Lima".  Two tellings are of one post where sender, host, kind, residence and status
        are the same, and neither city, seat nor dates contradict; a post without a city is that of another
        telling for kinds of which a country has one in another, such as an embassy.

        >>> from wikirel import parse_article
        >>> text = "Cuba opened an embassy in Lima in 1974. Cuba has an embassy in Lima."
        >>> missions = parse_article(text, title="Cuba–Peru relations").missions
        >>> len(missions), [(post.city, post.opened.edtf, len(post.evidence)) for post in missions.posts()]
        (2, [('Lima', '1974', 2)])
        """
        found: list[Mission] = []
        places: dict[object, list[int]] = {}
        for mission in self._missions:
            alike = places.setdefault((mission.sending, mission.host, mission.kind), [])
            for place in alike:
                joined = _joined(found[place], mission)
                if joined is not None:
                    found[place] = joined
                    break
            else:
                alike.append(len(found))
                found.append(mission)
        return MissionList(found)
