"""Posts told of by likeness to another: "and Peru one in Havana", "as does Peru in Havana", "and vice versa"."""

from __future__ import annotations

from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.places import PlaceReader
from wikirel.rules.missions.settling import other_of
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords
from wikirel.values.parties import Mention, Party

__all__ = ["AlikeReader"]

_LEAD = 24  # how far before a name "as does" may begin


class AlikeReader:
    """Reads posts that a sentence tells of by likeness to another, in one language."""

    def __init__(self, words: MissionWords, names: Lookups, places: PlaceReader) -> None:
        self._words = words
        self._names = names
        self._places = places

    def may_be_alike(self, sentence: Sentence, found: list[Told]) -> bool:
        """Tell whether anything in a sentence may be told of by likeness to its posts; in most nothing may."""
        mentions = sentence.mentions
        return found[-1].vice_versa or (len(mentions) > 1 and mentions[-1].start > found[0].end)

    def read(self, sentence: Sentence, found: list[Told]) -> None:
        """Add the posts that are told of by likeness, each behind the one that it is like.

        Args:
            sentence: the sentence.
            found: its posts, in order; never empty.
        """
        added = [each for told in found if told.vice_versa and (each := self._reverse(sentence, told))]
        first = found[0].end
        for mention in sentence.mentions:
            if mention.start > first and mention.form == "name":
                like = self._like(sentence, found, mention)
                if like is not None:
                    added.append(like)
        if added:
            found += added
            found.sort(key=lambda told: told.at)

    def _reverse(self, sentence: Sentence, told: Told) -> Told | None:
        """Return the post of the host at the sender's, of "Cuba has an embassy in Peru and vice versa"."""
        if len(told.senders) != 1:
            return None
        sender = told.senders[0]
        place = told.places[0] if told.places else None
        owners: tuple[Party, ...] = (place.country,) if place and place.country else ()
        if place is not None and place.city and not owners:
            owners = self._names.city(place.city)
        pair = other_of(sender, sentence.pair)
        host = next(iter(told.hosts), None) or next(iter(owners), None) or pair
        if host is None or host == sender:
            return None
        back = Told(told.kind, told.start, told.end, told.at, told.done)
        back.senders, back.hosts, back.lead, back.closed_told = (
            (host,),
            (sender,),
            told.lead,
            told.closed_told,
        )
        return back

    def _like(self, sentence: Sentence, found: list[Told], mention: Mention) -> Told | None:
        """Read what follows a country: "one in Havana", "did the same in Havana"; "as does" may stand before."""
        words, text, end = self._words, sentence.text, sentence.end
        alike = words.alike.match(text, mention.end, end)
        at = mention.end
        if alike is not None:
            at = alike.end()
        elif (
            words.alike_before.search(text, max(sentence.start, mention.start - _LEAD), mention.start) is None
        ):
            return None
        *_, model = (told for told in found if told.at < mention.start)
        if (
            mention.party in model.senders
            or model.via
            or any(model.at < told.at <= at and told is not model for told in found)
        ):
            return None
        told = Told(model.kind, model.start, at, mention.start, model.end)
        in_ = words.place_in.match(text, at, end)
        if in_ is not None:
            places, told.end = self._places.read(text, in_.end(), end, sentence.mentions, False)
            told.places = tuple(places)
        elif mention.party in model.hosts or (len(model.senders) == 1 and mention.party in sentence.pair):
            told.hosts = model.senders
        else:
            told.places, told.hosts = model.places, model.hosts  # "Cuba has one in Lima, as does Mexico"
        if not told.places and not told.hosts:
            return None
        told.senders, told.lead, told.closed_told = (mention.party,), model.lead, model.closed_told
        return told
