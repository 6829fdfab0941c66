"""From what a sentence tells to missions: the host, and whether the post stands there.

The host is the country that the sentence says a post is accredited to; else the other one of the pair that the
place of the article is about; else the country of its city.  A post is resident where it stands in its host: by
the country named beside its city, else by the countries that have a city of that name.  See ``gold/GUIDE.md`` of
the shared material for the convention.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from wikirel.document import Evidence
from wikirel.facts import Mission, MissionKind, MissionStatus
from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.places import Place
from wikirel.rules.missions.told import CONSULAR, Told
from wikirel.values.parties import Party

__all__ = ["Settler", "other_of"]

_ACCREDITED = frozenset((MissionKind.EMBASSY, MissionKind.HIGH_COMMISSION, MissionKind.LEGATION))
_NOWHERE = Place(None, None)
_AT_HOST = (True, None)  # resident, and so no seat elsewhere


def _is_mere_envoy(told: Told) -> bool:
    """Tell whether a resident envoy is all that the sentence tells of: that is no post."""
    return told.envoy and told.lead not in ("has", "via")


def other_of(sender: Party, pair: Sequence[Party]) -> Party | None:
    """Return the other one of a pair of countries; None where the sender is not of it, or a code is missing."""
    if len(pair) != 2:
        return None
    one, two = pair
    if sender.code == two.code:
        one, two = two, one
    return two if sender.code == one.code and one.code is not None and two.code is not None else None


def _other(told: Told, senders: Sequence[Party], pair: Sequence[Party]) -> Party | None:
    """Return the host where nothing tells of another one than the other of the pair; else None."""
    if len(senders) != 1 or told.envoy or told.resident is not None or told.seat is not None:
        return None
    other = other_of(senders[0], pair)
    if other is None or not told.hosts:
        return None if told.via else other
    return other if told.via and len(told.hosts) == 1 and told.hosts[0].code == other.code else None


class Settler:
    """Makes missions of posts told of, with the look-ups of one language."""

    def __init__(self, names: Lookups) -> None:
        self._names = names

    def missions(
        self, told: Told, pair: Sequence[Party], strict: bool, evidence: tuple[Evidence, ...]
    ) -> list[Mission]:
        """Make the missions that one word for a post tells of.

        Args:
            told: what the sentence says.
            pair: the parties that the place of the article is about.
            strict: the place is a bullet or a row about that pair, so a post in a third country covers it.
            evidence: where the text says it.
        """
        if told.foreign or (told.kind is MissionKind.PERMANENT_MISSION and not (told.via or told.hosts)):
            return []  # a mission to an organisation is none to a country
        senders = told.senders or self._senders_by_name(told, pair)
        both = len(senders) == 2 and (told.mutual or told.via or self._each_other(told, senders, pair))
        if both:
            # "in each other's capitals", "through their embassies in Moscow"
            return [
                self._mission(told, sender, host, place, *self._stands(told, host, place), evidence)
                for place, (sender, host) in product(told.places or (_NOWHERE,), (senders, senders[::-1]))
            ]
        found: list[Mission] = []
        other = _other(told, senders, pair)
        for place in told.places or (_NOWHERE,):
            if other is not None:
                plain = self.plainly(told.via, other.code, place)
                if plain is not None:
                    found.append(self._mission(told, senders[0], other, place, *plain, evidence))
                    continue
            chosen = self._not_at_home(told, senders, place, pair)
            if len(senders) > 2 or (len(senders) == 2 and set(senders) != set(pair[:2])):
                chosen = self._guests(senders, place)
            elif len(senders) != 1:
                chosen = self._by_city(place, senders or tuple(pair)[:2])
            for sender in chosen:
                for host in self._hosts(told, sender, place, pair, strict):
                    resident, seat = self._stands(told, host, place)
                    if resident and (host == sender or _is_mere_envoy(told)):
                        continue
                    found.append(self._mission(told, sender, host, place, resident, seat, evidence))
        return found

    def _each_other(self, told: Told, senders: Sequence[Party], pair: Sequence[Party]) -> bool:
        """Tell whether two countries have a post each at the other's: "both opened embassies in 1972"."""
        if not told.plural or told.places or told.hosts or told.unplaced:
            return False
        return set(senders) == set(pair)

    def _mission(
        self,
        told: Told,
        sender: Party,
        host: Party,
        place: Place,
        resident: bool,
        seat: Party | None,
        evidence: tuple[Evidence, ...],
    ) -> Mission:
        return Mission(
            sending=sender,
            host=host,
            kind=told.kind,
            city=place.city,
            resident=resident,
            seat=None if resident else seat,
            status=MissionStatus.CLOSED if told.closed_told or place.closed else MissionStatus.OPEN,
            opened=told.opened,
            closed=told.closed,
            evidence=evidence,
        )

    def plainly(self, via: bool, code: str | None, place: Place) -> tuple[bool, Party | None] | None:
        """Answer the plain cases at once: a city of the host, or one of a third country that covers it.

        Args:
            via: the post is what its sender is represented through.
            code: of the host.
            place: where the post stands.

        Returns:
            Whether it stands in the host, and in which country where it does not; None where the case is not plain.
        """
        country = place.country
        if country is None and place.city is None:
            return None
        owners = (country,) if country is not None else self._names.city(place.city or "")
        for owner in owners:
            if owner.code == code:
                return _AT_HOST if owner is owners[0] or not via else None
        if not via or not owners:
            return None
        for owner in owners:
            if self._names.sovereign(owner).code == code:
                return _AT_HOST
        return False, owners[0]

    # -- who --------------------------------------------------------------------------------------------

    def _senders_by_name(self, told: Told, pair: Sequence[Party]) -> tuple[Party, ...]:
        """Take words that name no known party for the one of the pair that shares most of its name."""
        if not told.name or len(pair) < 2:
            return ()
        words = {word for word in told.name.casefold().replace("-", " ").split() if len(word) > 3}
        shared = [party for party in pair if words & set(party.name.casefold().replace("-", " ").split())]
        return (shared[0],) if len(shared) == 1 else ()

    def _not_at_home(
        self, told: Told, senders: tuple[Party, ...], place: Place, pair: Sequence[Party]
    ) -> tuple[Party, ...]:
        """Give a post that would stand in its own country to the other one of the pair."""
        if len(senders) != 1 or told.hosts or told.via or len(pair) != 2 or senders[0] not in pair:
            return senders
        if told.resident is False:
            return senders
        owners = (place.country,) if place.country else self._city(place.city)
        if owners[:1] != senders or any(party in owners for party in pair if party != senders[0]):
            return senders
        return tuple(party for party in pair if party != senders[0])

    def _by_city(self, place: Place, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Of two countries, choose as sender the one that the city does not stand in."""
        if len(parties) != 2:
            return ()
        owners = (place.country,) if place.country else self._city(place.city)
        held = [party for party in parties if party in owners]
        if len(held) != 1:
            return ()
        return tuple(party for party in parties if party != held[0])

    def _guests(self, parties: tuple[Party, ...], place: Place) -> tuple[Party, ...]:
        """Of a list of countries that have a post each, leave out the one that the place is in."""
        owners = (place.country,) if place.country else self._city(place.city)[:1]
        return tuple(party for party in parties if party not in owners)

    # -- where ------------------------------------------------------------------------------------------

    def _city(self, city: str | None) -> tuple[Party, ...]:
        return self._names.city(city) if city else ()

    def _hosts(
        self, told: Told, sender: Party, place: Place, pair: Sequence[Party], strict: bool
    ) -> tuple[Party, ...]:
        hosts = tuple(host for host in told.hosts if host != sender)
        if hosts:
            return hosts
        owners = (place.country,) if place.country else self._city(place.city)
        if len(told.places) > 1 and not told.via and (place.city is None or self._apart(told, owners, pair)):
            return owners[:1]  # "has embassies in Cuba, Mexico and Chile", "in Lima, Quito and Bogotá"
        others = [party for party in pair if party != sender]
        if len(others) == 1:
            other = others[0]
            known = place.country is not None or (
                bool(owners and place.city) and self._is_abroad(told, place.city or "", owners[0], other)
            )
            abroad = told.via or (told.resident is False and told.lead == "has")
            away = told.via or told.resident is False
            if not owners or other in owners or away or strict or not known:
                return (other,) if owners[:1] != (sender,) or other in owners or abroad else ()
            return owners[:1] if owners[0] != sender else ()
        held = [party for party in owners if party in others]
        if held:
            return tuple(held[:1])
        if others and not owners and len(others) == 1:
            return (others[0],)
        return owners[:1] if owners and owners[0] != sender else ()

    def _apart(self, told: Told, owners: Sequence[Party], pair: Sequence[Party]) -> bool:
        """Tell whether one of several embassies stands elsewhere, while another is in one of the pair."""
        if told.kind not in _ACCREDITED or not owners or owners[0] in pair:
            return False
        return any(party in self._city(place.city) for place in told.places for party in pair)

    def _stands(self, told: Told, host: Party, place: Place) -> tuple[bool, Party | None]:
        """Tell whether a post stands in its host, and where else."""
        seat = place.country or told.seat
        if place.country is None and seat is not None and seat not in (self._city(place.city) or (seat,)):
            seat = None  # the city tells better
        if place.city is None or seat is not None:
            if seat is None:
                return told.resident is not False, None
            if seat != host and self._names.sovereign(seat) != host:
                return False, seat
            return told.resident is not False or seat == host, None
        owners = self._city(place.city)
        if not owners:
            away = told.resident is False or (told.via and told.kind not in CONSULAR)
            return not away, None
        if told.resident is True and not told.via:
            return True, None
        if any(self._names.sovereign(owner) == host != owner for owner in owners):
            return True, None
        if host in owners:
            capital = self._names.capital(place.city)
            covers = told.via or told.resident is False
            if covers and owners[0] != host and capital is not None and capital != host:
                return False, owners[0]
            return True, None
        if (
            not told.via
            and told.resident is not False
            and not self._is_abroad(told, place.city, owners[0], host)
        ):
            return True, None
        return False, owners[0]

    def _is_abroad(self, told: Told, city: str, owner: Party, host: Party) -> bool:
        """Tell whether a city that no table gives to the host stands elsewhere for sure.

        A consulate may stand in any town, and towns share their names; a capital, or the town of an embassy,
        is known.
        """
        if self._names.sovereign(owner) == host:
            return False
        return told.kind not in CONSULAR or self._names.capital(city) is not None
