"""What follows a word for a post: its sender, its host, its places, and a verb that asserts it."""

from __future__ import annotations

from wikirel.facts import MissionKind
from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.inside import read_owner
from wikirel.rules.missions.places import Place, PlaceReader
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import CONSULAR, Told
from wikirel.rules.missions.words import MissionWords
from wikirel.values.parties import Mention, Party

__all__ = ["BehindReader"]

_TURNS = 5
_HOLY_SEE = "VA"  # whose every nunciature is
_GAP = 12  # how long the words before a host may be
_LISTED = 18  # and before further ones: "as well as to the"
_LEAD = 8  # how long the words before a date may be
_BASIS = 60  # how far behind an envoy the words "on a non-resident basis" are looked for
_NEAR = 32  # how far behind "based in" the post may stand that an envoy sits in


class BehindReader:
    """Reads what stands behind a post, in one language.

    Args:
        words: the vocabulary.
        names: look-ups of countries and cities.
        places: the reader of places.
    """

    def __init__(self, words: MissionWords, names: Lookups, places: PlaceReader) -> None:
        self._words = words
        self._names = names
        self._places = places

    def read(self, sentence: Sentence, told: Told, at: int, person: bool) -> None:
        """Read what follows a post: its sender, its host, its places, and a verb that asserts it."""
        words, text, end = self._words, sentence.text, sentence.end
        same = words.same_post.match(text, at, end)  # "a nunciature (embassy) in Lima"
        if same is not None and (person or same["bracket"]):  # "ambassadors or high commissioners in Lima"
            at = same.end()
        if told.owned:
            at = self._house(sentence, at)
        for _ in range(_TURNS):
            mutual = words.each_other.match(text, at, end) if not told.places else None
            if mutual is not None:
                told.mutual, at = True, mutual.end()
                break
            remark = words.aside.match(text, at, end) if not told.places else None
            if remark is not None:
                told.closed_told |= words.closed_remark.match(text, at, end) is not None
                at = remark.end()
            after = self._party_behind(sentence, told, at)
            if after is None and person and (name := words.named.match(text, at, end)) is not None:
                after = name.end()
            if after is None:
                after = self._place_behind(sentence, told, at, person)
            if after is None and (body := words.bodies.match(text, at, end)) is not None:
                after = body.end()
            if after is None and not told.places:
                after = self._over(sentence, told, at, person)
            if after is None:
                break
            at = after
            if at >= end or text[at] in ".;":
                break
        goes_on = at < end and text[at] in " ,)"
        if goes_on and (vice_versa := words.vice_versa.match(text, at, end)) is not None:
            told.vice_versa, at = True, vice_versa.end()
        told.end = at
        if not told.places and words.closed_remark.match(text, at, end) is not None:
            told.closed_told = True  # "Embassy of Peru (closed)"
        if not told.lead and told.places:
            at = self._country_behind(sentence, told, at)
            at = self._city_behind(sentence, told, at)
        verb = words.exists.match(text, at, end) if goes_on else None
        if verb is not None:
            self._verb_behind(sentence, told, verb.start("verb"), verb.end())

    def _house(self, sentence: Sentence, at: int) -> int:
        """Step over another country's post that one is part of: "interests section of the Swiss embassy"."""
        house = self._words.house.match(sentence.text, at, sentence.end)
        if house is None:
            return at
        owner = next((mention for mention in sentence.mentions if mention.start == house.end()), None)
        if owner is None:
            return at
        after = self._words.possessive.match(sentence.text, owner.end)
        start = (after.end() if after is not None else owner.end) + 1
        return next((end for _, begin, end in sentence.posts if begin == start), at)

    def _city_behind(self, sentence: Sentence, told: Told, at: int) -> int:
        """Read the last of several cities, where a verb follows it: "the embassies in Lima and Quito were ..."."""
        words, text, end = self._words, sentence.text, sentence.end
        more = words.place_list.match(text, at, end) if told.plural else None
        city = words.place.match(text, more.end(), end) if more is not None else None
        if (
            city is None
            or not self._names.city(city.group())
            or not words.exists.match(text, city.end(), end)
        ):
            return at
        told.places = (*told.places, Place(city.group(), None))
        return city.end()

    def _country_behind(self, sentence: Sentence, told: Told, at: int) -> int:
        """Step over the country of a city, where a verb follows it: "the embassy in Quito, Ecuador is ..."."""
        city = told.places[-1].city
        if city is None or sentence.text[at : at + 2] != ", ":
            return at
        for mention in sentence.mentions:
            if mention.start == at + 2 and mention.party in self._names.city(city):
                return mention.end
        return at

    def read_remarks(self, sentence: Sentence, told: Told) -> None:
        """Read what stands behind a post and its place, and changes what they tell."""
        words, text = self._words, sentence.text
        if told.envoy and told.resident is None:
            near = min(sentence.end, told.end + _BASIS)
            if words.non_resident.search(text, told.end, near):
                told.resident = False  # "the ambassador in Lima was accredited on a non-resident basis"
        if told.lead == "had" and words.stays_open.match(text, told.end) is not None:
            told.closed_told = False  # "kept its embassy in Lima open"
        if told.plural and not told.places:
            in_ = words.place_in.match(text, told.end)
            told.unplaced = in_ is not None and all(date.start != in_.end() for date in sentence.dates)

    def read_body(self, sentence: Sentence, told: Told) -> None:
        """Note the organisation that is part of a post: "permanent mission to the European Union"."""
        for mention in sentence.mentions:
            if told.at < mention.start < told.end:
                told.hosts, told.resident = (mention.party,), True

    def _over(self, sentence: Sentence, told: Told, at: int, person: bool) -> int | None:
        """Step over a date that stands before the place: "an embassy in 1990 in Lima"."""
        words, text, end = self._words, sentence.text, sentence.end
        for date in sentence.dates:
            if at < date.start <= at + _LEAD and words.date_lead.fullmatch(text, at, date.start):
                in_ = words.place_in.match(text, date.end, end)
                if in_ is not None and in_.group().strip(" :–(,"):
                    return self._place_behind(sentence, told, date.end, person)
        return None

    def _party_behind(self, sentence: Sentence, told: Told, at: int) -> int | None:
        """Read "of X" or "to X" at ``at``; return where it ends."""
        words, text = self._words, sentence.text
        for pattern, field in ((words.of, "senders"), (words.to, "hosts")):
            match = pattern.match(text, at, sentence.end)
            if match is None:
                continue
            mention = self._mention_at(sentence, match.end())
            if mention is None or (field == "senders" and not self._may_own(told, mention.party)):
                continue
            if field == "hosts" and not told.lead and words.is_accredited.search(match.group().rstrip()):
                told.lead = "exists"  # "the embassy in Quito, Ecuador, accredited to Peru"
            if field == "hosts" and told.via and told.hosts:
                told.seat = mention.party  # "is represented to the Order through its embassy to the Holy See"
            elif field == "hosts" or (
                told.kind is MissionKind.NUNCIATURE and mention.party.code != _HOLY_SEE
            ):
                told.hosts = (mention.party,)
            else:
                told.senders = (mention.party,)
                if told.plural:
                    return self._owners(sentence, told, mention)
            return mention.end
        return read_owner(words, sentence, told, at) if words.owner_forms else None

    def _owners(self, sentence: Sentence, told: Told, first: Mention) -> int:
        """Read on a list of owners: "the embassies of Cuba and Peru in Quito"; return where it ends."""
        listed = [first]
        for mention in sentence.mentions:
            gap = sentence.text[listed[-1].end : mention.start] if mention.start > listed[-1].end else ""
            if gap and self._words.place_list.fullmatch(gap) and mention.form == "name":
                listed.append(mention)
        told.senders = tuple(dict.fromkeys(mention.party for mention in listed))
        return listed[-1].end

    def _may_own(self, told: Told, party: Party) -> bool:
        """Tell whether "of X" behind a post may say whose it is, though it is joined to another's."""
        return not told.senders or not told.via or party in told.hosts or party in told.senders

    def _mention_at(self, sentence: Sentence, at: int) -> Mention | None:
        for mention in sentence.mentions:  # "of the People's Republic of China": it may begin inside
            if mention.start == at or (at < mention.start <= at + 14 and mention.form == "name"):
                inside = self._words.place_in.search(sentence.text, at, mention.start)
                return mention if inside is None else None
            if mention.start > at:
                break
        return None

    def _place_behind(self, sentence: Sentence, told: Told, at: int, person: bool) -> int | None:
        words, text, end = self._words, sentence.text, sentence.end
        country = None
        if told.places:
            # "in Azerbaijan in Baku": the country first, then the city
            country = told.places[0].country
            if len(told.places) > 1 or told.places[0].city or country is None:
                return None
        match = words.place_in.match(text, at, end)
        start = match.end() if match is not None else at
        if person:
            stands = words.residence.match(text, at, end)
            if stands is not None:
                start, match = self._inner(sentence, stands.end()), stands
                if stands["how"].lower().strip() not in words.weak_residence:
                    told.resident, told.lead = False, told.lead or "exists"
        if match is None:
            if person:
                return None  # "with ambassador José Pérez"
            # "Embassy, Lima"; "a consulate Lyon" with its preposition forgotten
            if text[at : at + 2] == ", " and sentence.alone:
                start = at + 2
            elif text[at : at + 1] != " " or told.lead not in ("has", "via"):
                return None
            else:
                start = at + 1
        places, after = self._places.read(text, start, end, sentence.mentions, told.plural)
        if not places or ((match is None or country is not None) and not places[0].city):
            return None
        mere = places[0].city is None and told.lead in ("has", "had") and not told.via
        if mere and words.direct.match(text, at, end) is not None:
            return None  # "has representation from Peru"
        if match is None and not sentence.alone and not self._names.city(places[0].city or ""):
            return None
        if len(places) == 1 and places[0].country is None and text.startswith(" ", after):
            places, after = self._outer(sentence, places, after, told.via and told.kind not in CONSULAR)
        if country is not None:
            places = [place._replace(country=place.country or country) for place in places]
        told.places = tuple(places)
        if text[after : after + 1] == ")":
            after += 1
        return after

    def _outer(self, sentence: Sentence, places: list[Place], at: int, via: bool) -> tuple[list[Place], int]:
        """Take the city behind a name that is none of a city: "at the Miramar Tower in Lima"."""
        in_ = self._words.place_in.match(sentence.text, at, sentence.end)
        if in_ is None or not in_.group().strip(" :–(,"):
            return places, at
        around, after = self._places.read(sentence.text, in_.end(), sentence.end, sentence.mentions, False)
        known = bool(self._names.city(places[0].city or ""))
        if not known and around and around[0].city and self._names.city(around[0].city):
            return around, after
        if known and (via or self._names.capital(places[0].city or "") is not None):
            return places, at  # "accredited through its embassy in Quito in Cuba"
        if len(around) == 1 and around[0].city is None and around[0].country is not None:
            return [places[0]._replace(country=around[0].country)], after
        return places, at

    def _inner(self, sentence: Sentence, at: int) -> int:
        """Step over the post that an envoy sits in: "based in the Cuban embassy in Lima"."""
        words, text, end = self._words, sentence.text, sentence.end
        post = words.post.search(text, at, min(end, at + _NEAR))
        if (
            post is None
            or words.join.search(text, at, post.start())
            or words.place_in.search(text, at, post.start())
        ):
            return at
        in_ = words.place_in.match(text, post.end(), end)
        return in_.end() if in_ is not None else at

    def _verb_behind(self, sentence: Sentence, told: Told, start: int, end: int) -> None:
        """Read "was opened in 1990", "is accredited to X", "is located in Y" behind a post."""
        words, text = self._words, sentence.text
        verb = text[start:end]
        accredited = words.is_accredited.search(verb)
        if accredited is not None:
            if words.non_resident.search(verb):
                told.resident, told.lead = False, told.lead or "exists"
            at = end
            to = words.to.match(text, at, sentence.end)
            if to is not None:
                at = to.end()
            hosts, at = self.hosts(sentence, at)
            if not hosts and words.that_country.match(text, at, sentence.end) is not None:
                told.resident, told.lead = False, told.lead or "exists"
            if hosts:
                if told.hosts and told.seat is None:
                    told.seat = told.hosts[0]
                if told.lead in ("has", "opened"):  # "has an embassy in Rome, also accredited to Malta"
                    hosts = tuple(dict.fromkeys((*hosts, *self._at_home(sentence, told))))
                told.hosts, told.end, told.lead = hosts, at, told.lead or "exists"
                told.resident = False
            if not told.places:
                after = self._place_behind(sentence, told, told.end if hosts else end, True)
                if after is not None:
                    told.end, told.lead, told.resident = after, told.lead or "exists", False
            return
        told.end, told.start = end, max(told.start, told.done)
        vague = told.places
        if len(vague) == 1 and vague[0].city is not None and not self._names.city(vague[0].city):
            told.places = ()  # "the embassy in the Gulf was opened in Doha"
        after = self._place_behind(sentence, told, end, False)
        if vague and not (told.places and self._names.city(told.places[0].city or "")):
            told.places = vague
        if after is None and not told.places:
            after = self._over(sentence, told, end, False)
        if after is not None:
            told.end = after
        if not told.lead:
            told.lead = "exists"
        if words.mutual.search(verb):
            told.mutual = True
        if words.ended.search(verb):
            told.closed_told = True
        if words.is_closed.search(verb):
            told.closed_told, told.lead = True, "closed"
            told.start = told.at  # its own verb, whatever it is joined to
        elif words.is_opened.search(verb) and told.lead == "exists":
            told.lead = "opened"

    def _at_home(self, sentence: Sentence, told: Told) -> list[Party]:
        owners = self._names.city(told.places[0].city) if told.places and told.places[0].city else ()
        return [party for party in sentence.pair if party in owners]

    def hosts(self, sentence: Sentence, at: int) -> tuple[tuple[Party, ...], int]:
        """Read a list of countries that begins at ``at`` or a few characters behind it."""
        hosts: list[Party] = []
        for mention in sentence.mentions:
            if mention.start < at:
                continue
            gap = sentence.text[at : mention.start].replace("(", "")
            if len(gap) > (_LISTED if hosts else _GAP) or "." in gap or mention.form == "capital":
                break
            if hosts and self._words.place_list.fullmatch(gap) is None:
                break
            if hosts and self._words.verb_follows.match(sentence.text, mention.end):
                break  # "..., and Peru has an embassy in Havana"
            hosts.append(mention.party)
            at = mention.end
        return tuple(hosts), at
