"""Articles about one post: "Embassy of X, Y".  Its infobox and its title tell what it is, where, and since when.

The parameters are those of ``{{Infobox embassy}}`` and ``{{Infobox diplomatic mission}}`` of English
Wikipedia; they stand in the vocabulary's table ``embassies``, the templates' names in ``titles.boxes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wikirel.facts import EnvoyTerm, Mission, MissionKind, MissionStatus
from wikirel.markup.blocks import BlockKind, Field
from wikirel.rules.envoys import person_of, term_of
from wikirel.rules.lookups import lookups
from wikirel.schema import Reading
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["embassies"]

_LOOK = 300  # characters of a title or a name that are looked at
_SENDERS = {MissionKind.NUNCIATURE: "VA"}  # posts that one party alone has
_LINES = re.compile(r"[\n,;]+")


def embassies(reading: Reading) -> Iterator[Mission | EnvoyTerm]:
    """Tell of the post that an article is about, and of who heads it.

    Args:
        reading: the article.

    Yields:
        At most one mission, then the envoys that the infobox names.
    """
    words: Mapping[str, Any] = reading.vocabulary.get("embassies", {})
    if not words:
        return
    post = _Post(reading, words)
    mission = post.mission()
    if mission is not None:
        yield mission
        yield from post.heads(mission)


class _Post:
    def __init__(self, reading: Reading, words: Mapping[str, Any]) -> None:
        self._reading = reading
        self._document = reading.document
        self._words = words
        self._names = lookups(reading.schema.language)
        self._fields = self._box()
        self._used: list[tuple[int, int]] = []
        names = [reading.title, *(self._text(field) for field in self._values("name"))]
        shape = re.compile(str(words.get("title", r"(?!)")), re.IGNORECASE)
        match = next((found for name in names if (found := shape.match(name[:_LOOK]))), None)
        self._title: dict[str, str] = match.groupdict("") if match else {}

    def _box(self) -> dict[str, Field]:
        """Return what the first infobox of a post shows, by parameter."""
        boxes: Mapping[str, Any] = self._reading.vocabulary.get("titles", {}).get("boxes", {})
        names = frozenset(boxes.get("embassy", ()))
        fields = self._document.fields
        wanted = {"infobox"} if self._document.is_plain else names
        first = next((field for field in fields if _normal(field.template) in wanted), None)
        if first is None:
            return {}
        return {
            _normal(field.name): field
            for field in fields
            if field.template_span == first.template_span and field.first_block < field.last_block
        }

    # -- the post ---------------------------------------------------------------------------------------

    def mission(self) -> Mission | None:
        """Return the post, or None where the article does not tell whose it is, or to whom."""
        kind = self._kind()
        if kind is None:
            return None
        city, country = self._place()
        sending, host = self._parties(country, city)
        if kind in _SENDERS:
            sending, host = self._reading.gazetteer.code(_SENDERS[kind]), host or sending
        if sending is None or host is None:
            return None
        opened, closed = self._date("opened"), self._date("closed")
        former = re.search(str(self._words.get("former", r"(?!)")), self._reading.title, re.IGNORECASE)
        is_closed = closed is not None or former is not None
        evidence = tuple(self._document.evidence(*place) for place in self._evidence())
        if not evidence:
            return None
        return Mission(
            sending=sending,
            host=host,
            kind=kind,
            city=city,
            status=MissionStatus.CLOSED if is_closed else MissionStatus.OPEN,
            opened=opened,
            closed=closed,
            evidence=evidence,
        )

    def _kind(self) -> MissionKind | None:
        """Return the kind that the title tells, or the infobox's own name for the post."""
        texts = [self._title["post"]] if self._title else []
        texts += [self._text(field) for field in self._values("name")]
        for text in texts:
            for kind, patterns in self._words.get("kinds", {}).items():
                if re.search("|".join(patterns), text, re.IGNORECASE):
                    return MissionKind(kind)
        return None

    def _place(self) -> tuple[str | None, Party | None]:
        """Return the city as written, and the country where the location names it."""
        city = country = None
        for field in self._values("location"):
            lines = [
                " ".join(part.split()) for part in _LINES.split(self._text(field)[:_LOOK]) if part.strip()
            ]
            country = self._names.party(lines[-1]) if lines else None
            if country is not None and len(lines) > 1:
                lines.pop()
            city = next((line for line in reversed(lines) if self._is_city(line, country)), None)
            if city is not None:
                self._used.append(self._document.range_of(field))
                break
        place = " ".join(self._title.get("place", "").split())
        is_country = self._names.party(place) is not None and not self._names.is_city_state(place)
        if place and not is_country:
            city = place
        return city, country

    def _is_city(self, name: str, country: Party | None) -> bool:
        owners = self._names.city(name)
        return bool(owners) and (country is None or country in owners)

    def _parties(self, country: Party | None, city: str | None) -> tuple[Party | None, Party | None]:
        parties = self._reading.parties
        sending = parties[0] if parties else self._party("sending") or self._named("sending")
        host = self._party("host") or (parties[1] if len(parties) > 1 else None) or country
        host = host or self._named("place") or next(iter(self._names.city(city or "")), None)
        place = self._title.get("place", "")
        if country is not None and host is not None and country in self._names.city(place):
            host = country  # "Embassy of X, Tripoli": the location says which of the towns of that name it is
        return sending, self._names.sovereign(host) if host is not None else None

    def _named(self, group: str) -> Party | None:
        """Return the country that a part of the title names, by a town perhaps."""
        name = (
            self._title.get(group) or self._title.get("adjective" if group == "sending" else "", "").strip()
        )
        found = self._names.party(name) or self._names.adjective(name)
        return found or next(iter(self._names.city(name) if group == "place" else ()), None)

    def _party(self, key: str) -> Party | None:
        for field in self._values(key):
            text = self._text(field)
            found = self._names.flag(text) or self._names.party(text)
            if found is not None:
                self._used.append(self._document.range_of(field))
                return found
        return None

    def _date(self, key: str) -> HistoricalDate | None:
        for field in self._values(key):
            place = self._document.range_of(field)
            for mention in self._reading.dates_in(*place):
                found = mention.date(self._reading.text)
                if found is not None:
                    self._used.append(place)
                    return found
        return None

    def _evidence(self) -> Iterable[tuple[int, int]]:
        """Return where the article tells of the post: its first sentence, and the parameters that were read."""
        blocks = self._document.blocks
        lead = next(
            (b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.section < 0 and not b.place), None
        )
        places = [self._document.sentence_at(lead.start)] if lead is not None else []
        places += sorted(self._used)
        if not places and blocks:
            places.append((blocks[0].start, blocks[0].end))
        return dict.fromkeys(places)

    # -- who heads it -----------------------------------------------------------------------------------

    def heads(self, mission: Mission) -> Iterator[EnvoyTerm]:
        """Yield the envoys that the infobox names."""
        offices: Mapping[str, Sequence[str]] = self._words.get("heads", {})
        for office, names in offices.items():
            field = next((self._fields[name] for name in names if name in self._fields), None)
            person = person_of(self._text(field).partition("\n")[0]) if field is not None else ""
            nobody = re.match("|".join(self._words.get("nobody", ())) or r"(?!)", person, re.IGNORECASE)
            if field is None or not person or nobody is not None:
                continue
            place = self._document.range_of(field)
            start, end = term_of(self._reading.dates_in(*place), self._reading.text)
            yield EnvoyTerm(
                person=person,
                office=office,
                sending=mission.sending,
                host=mission.host,
                start=start,
                end=end,
                evidence=(self._document.evidence(*place),),
            )

    # -- parameters -------------------------------------------------------------------------------------

    def _values(self, key: str) -> Iterator[Field]:
        for name in self._words.get(key, ()):
            if name in self._fields:
                yield self._fields[name]

    def _text(self, field: Field) -> str:
        return self._document.text_of(field).strip()


def _normal(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
