"""Posts that moved: "moved its embassy from Cusco to Lima in 1960", "the embassy was later relocated to Lima".

Where it went to a post opens with the move; where it came from one closes, if the text names that place, there or
in a sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence

from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.places import Place, PlaceReader
from wikirel.rules.missions.senders import SenderFinder
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords, holds
from wikirel.values.parties import Mention

__all__ = ["MoveReader", "settle_moves"]

_PARTS = 3  # how many countries and places may stand between a post and where it went
_NEAR = 32  # how far before the verb a word reaches that denies the move


class MoveReader:
    """Reads posts that moved, in one language."""

    def __init__(
        self, words: MissionWords, names: Lookups, places: PlaceReader, senders: SenderFinder
    ) -> None:
        self._words = words
        self._names = names
        self._places = places
        self._senders = senders

    def may_move(self, sentence: Sentence) -> bool:
        """Tell whether a sentence may move a post; nearly none does."""
        return holds(sentence.low, self._words.moving)

    def read(
        self, sentence: Sentence, post: tuple[str, int, int], own: Mention | None, left: str, done: int
    ) -> list[Told]:
        """Read a post that moved.

        Args:
            sentence: the sentence.
            post: the word for it.
            own: the mention of its owner right before it, if any.
            left: the text before it and its owner, without dates, in lower case where the vocabulary folds.
            done: where the post before it ends.

        Returns:
            The post where it was, if its city is named, and the one where it went; none where it did not move.
        """
        words = self._words
        group, start, end = post
        kind = words.kinds.get(group)
        lead = words.moved.search(left) if kind is not None else None
        if kind is None or (lead is not None and self._is_denied(left[: lead.start()])):
            return []
        new = Told(kind, start, end, start, done)
        new.lead, new.moved, new.owned = "opened", True, own is not None
        edge = own.start if own is not None else start
        if lead is not None:
            new.start = edge - len(left) + lead.start()
        at, from_ = self._origin(sentence, new, end, False)
        if lead is None:
            moved = words.is_moved.match(sentence.text, at, sentence.end)
            if moved is None or self._is_denied(moved.group()):
                return []
            at, later = self._origin(sentence, new, moved.end(), True)
            from_ = later or from_
        if not self._goes_to(sentence, new, at):
            return []
        self._senders.settle(sentence, new, own, done, ())
        return [*self._old(new, from_), new]

    def read_on(self, sentence: Sentence, last: Told) -> list[Told]:
        """Read on from a post that the sentence told of: "..., and moved it to Lima in 1960"."""
        words, text = self._words, sentence.text
        for verb in words.moved_it.finditer(text, last.end, sentence.end):
            if self._is_denied(text[last.end : verb.start()]):
                continue
            new = Told(last.kind, verb.start(), verb.end(), verb.start(), last.end)
            new.lead, new.moved, new.source = "opened", True, last
            new.senders, new.hosts, new.name = last.senders, last.hosts, last.name
            if self._goes_to(sentence, new, verb.end()) and last.places and new.places != last.places:
                return [new]
        return []

    def _is_denied(self, before: str) -> bool:
        near = before[-_NEAR:].lower() if self._words.folds else before[-_NEAR:]
        return self._words.denies.search(near) is not None or self._words.passing.search(before) is not None

    def _origin(self, sentence: Sentence, told: Told, at: int, moved: bool) -> tuple[int, list[Place]]:
        """Read "of Cuba", "in Peru" and "from Cusco"; return where they end, and the city among them.

        Args:
            sentence: the sentence.
            told: the post; its sender or host is filled in.
            at: where to begin.
            moved: the verb stands before, so that "to Lima" is where it went, whatever else "to" may mean.
        """
        words, text, end = self._words, sentence.text, sentence.end
        cities: list[Place] = []
        for _ in range(_PARTS):
            of = words.of.match(text, at, end) or words.to.match(text, at, end)
            owner = next((each for each in sentence.mentions if of and each.start == of.end()), None)
            if of is not None and owner is not None and owner.form == "name":
                if words.of.match(text, at, end):
                    told.senders = (owner.party,)
                else:
                    told.hosts = (owner.party,)
                at = owner.end
                continue
            in_ = words.moved_from.match(text, at, end)
            if in_ is None and (cities or moved) and words.moved_to.match(text, at, end) is not None:
                break
            in_ = in_ or words.place_in.match(text, at, end)
            if in_ is None or not in_.group().strip(" :–(,"):
                break
            places, after = self._places.read(text, in_.end(), end, sentence.mentions, False)
            if not places:
                break
            cities = [place for place in places if place.city is not None] or cities
            at = after
        return at, cities[:1]

    def _goes_to(self, sentence: Sentence, told: Told, at: int) -> bool:
        """Read the city that a post went to; tell whether there is one."""
        to = self._words.moved_to.match(sentence.text, at, sentence.end)
        if to is None:
            return False
        places, after = self._places.read(sentence.text, to.end(), sentence.end, sentence.mentions, False)
        if len(places) != 1 or not self._names.city(places[0].city or ""):
            return False  # "moved to a new building", "to San Isidro"
        told.places, told.end = tuple(places), after
        return True

    def _old(self, new: Told, from_: Sequence[Place]) -> list[Told]:
        """Return the post where it was before."""
        if not from_ or from_[0].city == new.places[0].city:
            return []
        old = Told(new.kind, new.start, new.end, new.at, new.done)
        old.senders, old.name, old.hosts, old.places = new.senders, new.name, new.hosts, tuple(from_)
        old.lead, old.closed_told = "closed", True
        new.source = old
        return [old]


def settle_moves(posts: Sequence[Told], earlier: Sequence[Told]) -> None:
    """End each post that moved where it was; its sender may be known from a sentence before.

    Args:
        posts: the posts of a sentence, dated.
        earlier: the posts of the sentences before it.
    """
    for told in posts:
        if not told.moved:
            continue
        source = told.source
        if source is None:
            source = next((old for old in reversed(earlier) if _is_same(old, told)), None)
        if source is None:
            continue
        told.senders, told.hosts = told.senders or source.senders, told.hosts or source.hosts
        source.closed, source.closed_told = source.closed or told.opened, True


def _is_same(old: Told, new: Told) -> bool:
    """Tell whether a post told of before may be the one that moved."""
    if old.kind is not new.kind or old.closed_told or not old.places or old.places[0].city is None:
        return False
    return old.places != new.places and (not new.senders or old.senders == new.senders)
