"""Lists of places behind a post: "in Lyon and Nice", "(in Poznań, Wrocław)", "in Bern (Switzerland)"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.words import MissionWords, lower
from wikirel.values.parties import Mention, Party

__all__ = ["Place", "PlaceReader"]

_LONGEST_REMARK = 60
_SIZE = 1 << 12
_BEHIND = 12  # how far behind a name a post is looked for


class Place(NamedTuple):
    """Where a post stands.

    Attributes:
        city: the city as the text shows it, without its country; None where only a country is named.
        country: the country that the text names with it, or None.
        closed: a remark behind it says that the post there is closed: "in Lima (closed)".
    """

    city: str | None
    country: Party | None
    closed: bool = False


class _Item(NamedTuple):
    """One name of a list, as it stands there."""

    name: str
    end: int
    remark: str  # in parentheses behind it
    separator: str  # before it
    party: Party | None  # that a mention in the text says it is
    closed: bool = False  # says the remark


class PlaceReader:
    """Reads the places of one text.

    Args:
        words: the vocabulary.
        names: look-ups of countries and cities.
    """

    def __init__(self, words: MissionWords, names: Lookups) -> None:
        self._words = words
        self._names = names
        self._shortened = lru_cache(_SIZE)(self._shorten)  # the same cities stand in every article
        self._near = lru_cache(_SIZE)(self._post_near)

    def read(
        self, text: str, at: int, end: int, mentions: Sequence[Mention], plural: bool
    ) -> tuple[list[Place], int]:
        """Read a list of places.

        Args:
            text: the text.
            at: where the first name begins.
            end: where the sentence ends.
            mentions: the mentions of countries in the sentence, in order.
            plural: whether the word for the post is in the plural.

        Returns:
            The places, and one past the last of them; no places and ``at`` where no name begins there.
        """
        items = self._items(text, at, end, mentions, plural)
        if not items:
            return [], at
        return self._places(items, plural), items[-1].end

    def _items(self, text: str, at: int, end: int, mentions: Sequence[Mention], plural: bool) -> list[_Item]:
        words = self._words
        items: list[_Item] = []
        separator = ""
        while at < end:
            name, stop, party = self._name(text, at, end, mentions)
            if not name:
                break
            if items and words.verb_follows.match(text, stop, end):
                break  # the subject of the next clause
            if items and party is not None and self._goes_in(text, stop, end):
                break  # "..., and Peru in Cuba through its embassy"
            if items and party is not None and self._begins_clause(items[-1], separator, name, plural):
                break  # "an embassy in Lima; Peru one in Havana"
            if items and party is not None and words.post.match(text, stop + 1, end):
                break  # "..., United States Ambassador to Cuba"
            remark, closed = "", False
            after = stop
            opening = text[stop : stop + 3].lstrip(" ,")
            if opening.startswith("(") and not (party is not None and self._goes_in(text, stop, end)):
                start = text.index("(", stop)
                close = text.find(")", start, min(end, start + _LONGEST_REMARK))
                if close > 0:
                    remark, after = text[start + 1 : close], close + 1
                    closed = words.closed_remark.match(text, start, after) is not None
            items.append(_Item(name, after, remark, separator, party, closed))
            match = words.place_list.match(text, after, end)
            if match is None:
                break
            separator, at = match.group(), match.end()
        return items

    def _begins_clause(self, before: _Item, separator: str, name: str, plural: bool) -> bool:
        """Tell whether a country is the subject of a new clause: behind a single post's city, and no mere comma."""
        if plural or before.party is not None or separator.strip() == ",":
            return False
        return not self._names.is_city_state(name)

    def _goes_in(self, text: str, at: int, end: int) -> bool:
        """Tell whether "(in Lima and Cusco)" follows, which is no remark."""
        match = self._words.place_in.match(text, at, end)
        return match is not None and bool(match.group().strip(" (,"))

    def _name(
        self, text: str, at: int, end: int, mentions: Sequence[Mention]
    ) -> tuple[str, int, Party | None]:
        match = self._words.place.match(text, at, end)
        if match is None:
            return "", at, None
        stop = match.end()
        if text.startswith(" ", stop):
            city = self._words.city_word.match(text, stop, end)
            if city is not None and city.end() > stop and self._names.city(text[at : city.end()]):
                stop = city.end()  # "Panama city"
        if text[stop + 1 : stop + 2].isdigit() and text[at:stop] in self._words.not_places:
            return "", at, None  # "in March 1973", though a town is called March
        party = None
        for mention in mentions:
            if mention.start < at:
                continue
            if mention.start > at:
                break
            if mention.form in ("adjective", "demonym") and not self._names.city(text[at:stop]):
                return "", at, None
            if mention.end >= stop or mention.form == "name":
                if mention.end > stop:
                    stop = mention.end
                if mention.end == stop and mention.form == "name":
                    party = mention.party
            break
        name = text[at:stop]
        post = self._near(text[at : min(end, stop + _BEHIND)], stop - at)
        if 0 <= post < stop - at:
            name = name[:post].rstrip(" ,")
            stop, party = at + len(name), None
        elif post == stop - at + 1 and not self._names.city(name):
            return "", at, None  # "the Royal Cuban Embassy"
        shorter = self._shortened(name)
        if shorter != name:
            name, stop, party = shorter, at + len(shorter), None
        return (name, stop, party) if name else ("", at, None)

    def _shorten(self, name: str) -> str:
        """Cut off what is no part of a name; return nothing where it is no place's."""
        name = self._trimmed(name)
        if name.split(" ", 1)[0] in self._words.not_places and not self._names.city(name):
            return ""
        owner = self._words.owner.fullmatch(name)
        if owner is not None and self._names.party(owner[1]) is not None:
            return ""  # "..., and Peru's consulate"
        return name

    def _post_near(self, text: str, stop: int) -> int:
        """Return where a post begins in the name that ends at ``stop``, or right behind it; else -1."""
        flat, low = self._words.flat, lower(text)
        if not text[:stop].isalpha():
            found = flat.search(low)
            return found.start() if found is not None else -1
        if flat.match(low) is not None:  # a single word
            return 0
        behind = stop + 1
        return behind if low[stop:behind] == " " and flat.match(low, behind) is not None else -1

    def _trimmed(self, name: str) -> str:
        """Cut off what is no part of a name: "Beijing on November", "Lima In", "Lagos Mr. Smith"."""
        tokens = name.split(" ")
        for index in range(1, len(tokens)):
            if tokens[index] in self._words.titles:
                name = " ".join(tokens[:index])
                break
        while not self._names.city(name):
            head, _, tail = name.rpartition(" ")
            if not head or not (tail in self._words.not_places or tail.islower()):
                return name
            name = head.rstrip()
        return name

    def _places(self, items: Sequence[_Item], plural: bool) -> list[Place]:
        places: list[Place] = []
        several = plural or len(items) > 2 or any(_is_and(item.separator) for item in items[1:])
        for item in items:
            if not (places and self._joins(places, item, several)):
                places.append(self._place(item))
            if item.closed:
                places[-1] = places[-1]._replace(closed=True)
        if len(places) > 1 and any(place.city is None for place in places):
            return self._mixed(items, places)
        return places

    def _mixed(self, items: Sequence[_Item], places: list[Place]) -> list[Place]:
        """Judge the names of countries in a list of cities: a region or a namesake, or where the cities are."""
        cities = sum(place.city is not None for place in places)
        first_only = cities == len(places) - 1 and places[0].city is None
        if first_only and self._words.place_in.fullmatch(items[1].separator):
            return places[1:]  # "offices in Peru, in Lima and Cusco"
        if len(items) != len(places) or cities < 2 or cities * 2 < len(places):
            return places
        return [
            place if place.city else Place(item.name, None) for item, place in zip(items, places, strict=True)
        ]

    def _joins(self, places: list[Place], item: _Item, several: bool) -> bool:
        """Let a country or region that follows a comma qualify the city before it; tell whether it did."""
        if _is_and(item.separator) and item.party is None:
            return False
        before = places[-1]
        if before.city is None or "," not in item.separator:
            return False
        if item.name in self._words.regions:
            return True
        party = item.party or self._names.party(item.name)
        owners = self._names.city(before.city)
        if party is not None:
            own_city = self._names.is_city_state(item.name)
            if party in owners or (not owners and not own_city) or (not several and not own_city):
                if before.country is None:
                    places[-1] = before._replace(country=party)
                return True
            return False
        if self._words.region.fullmatch(item.name):
            return True
        # "an embassy in Delgany, County Wicklow": one post, so the second name qualifies the first.
        return not several

    def _place(self, item: _Item) -> Place:
        names = self._names
        country = None
        if item.remark:
            country = names.party(item.remark) or names.party(item.remark.rpartition(", ")[2])
        party = item.party
        if party is not None and party.code is None and names.city(item.name):
            party = None  # once a state, now a city
        elif party is None and not names.city(item.name):
            party = names.party(item.name)
        if party is not None and not self._names.is_city_state(item.name):
            if item.remark and country is None and names.city(item.remark):
                return Place(item.remark, party)
            return Place(None, party)
        head, _, tail = item.name.rpartition(", ")
        if head and (within := names.party(tail)) is not None:
            return Place(head, within)
        return Place(item.name, country)


def _is_and(separator: str) -> bool:
    return bool(separator.strip(" ,;/"))
