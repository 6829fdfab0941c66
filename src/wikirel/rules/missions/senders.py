"""Whose post it is: the adjective beside it, the subject of its verb, a pronoun, or both countries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords
from wikirel.values.parties import Mention, Party

__all__ = ["SenderFinder"]

_LONGEST_GAP = 14
_LONGEST_NAME = 60


class SenderFinder:
    """Finds who sends a post, in one language."""

    def __init__(self, words: MissionWords) -> None:
        self._words = words

    def beside(self, sentence: Sentence, at: int) -> Mention | None:
        """Return the mention that stands right before a post as its owner: "the Cuban", "Peru's"."""
        mention: Mention | None = None
        for following in sentence.mentions:
            if following.end > at:
                break
            mention = following
        if mention is None or mention.start < sentence.start or mention.form == "capital":
            return None
        gap = sentence.text[mention.end : at]
        if gap == " ":
            return mention
        owns = self._words.possessive.match(gap)
        if owns is not None and len(gap) < _LONGEST_GAP + 10 and "," not in gap:
            return mention
        if mention.form == "adjective" and len(gap) < _LONGEST_GAP and gap.replace(" ", "").isalpha():
            beside = gap[0] == " " and gap[-1] == " " and gap.strip().islower()
            return (
                mention
                if beside and self._words.lead.search(gap.lower() if self._words.folds else gap) is None
                else None
            )
        return None

    def settle(
        self, sentence: Sentence, told: Told, own: Mention | None, done: int, found: Sequence[Told]
    ) -> None:
        """Note the senders of a post.

        Args:
            sentence: the sentence.
            told: the post; its ``lead`` and ``start`` are known.
            own: the mention beside it, if any.
            done: where the post before it ends.
            found: the posts before it in the sentence.
        """
        if own is not None:
            if told.via or (told.lead in ("has", "had") and told.senders == ()):
                # "via its Australian embassy": the adjective tells where it stands.
                subject = told.senders or self._subject(sentence, told.start, sentence.start)
                if subject and told.via and own.party not in (*subject, *sentence.pair):
                    # "by the Chinese embassy": another country's, which lends its services
                    own_ones = self._words.own.search(sentence.text, told.start, own.start) is not None
                    told.senders, told.seat, told.foreign = subject, own.party, not own_ones
                    return
            told.senders = (own.party,)
            return
        if told.senders and told.lead in ("", "exists", "alone", "opened", "closed"):
            return
        if told.senders and told.via and not found:
            # "is represented through the embassy of the Netherlands": that is no post of its own.
            subject = self._subject(sentence, told.start, sentence.start)
            told.foreign = bool(subject) and not set(told.senders) & {*subject, *told.hosts}
            if told.foreign:
                told.senders = subject  # for the posts that are joined to it
            return
        if told.senders and found:
            return
        owner = told.senders
        told.senders = self._subject(sentence, told.start, done)
        if not told.senders and found:
            told.senders = found[-1].senders
        if not told.senders:
            told.senders = self._subject(sentence, told.start, sentence.start)
        if not told.senders and owner:
            told.senders = owner
        if not told.senders:
            self._guess(sentence, told)

    def _subject(self, sentence: Sentence, verb: int, floor: int) -> tuple[Party, ...]:
        """Return the subject of the verb at ``verb``: the last mention before it that no preposition governs."""
        text, words = sentence.text, self._words
        before = text[max(floor, verb - 60) : verb]
        if len(sentence.pair) == 2 and words.both.search(before):
            return sentence.pair
        governed: tuple[Party, ...] = ()
        objects: tuple[Party, ...] = ()
        mentions = sentence.mentions
        index = bisect_right(mentions, verb, key=lambda mention: mention.end) - 1
        while index >= 0 and mentions[index].start >= floor:
            mention = mentions[index]
            index -= 1
            if mention.form == "capital":
                continue
            lead = text[max(floor, mention.start - 16) : mention.start]
            if words.preposition.search(lead):
                governed = governed or (mention.party,)
                continue
            if not words.before_subject.search(lead):
                objects = objects or (mention.party,)  # "Cuba recognised Peru and opened ..."
                continue
            return self._with_partner(sentence, mention, index)
        if words.pronoun.search(before) and sentence.before:
            return sentence.before
        return objects or governed

    def _with_partner(self, sentence: Sentence, mention: Mention, index: int) -> tuple[Party, ...]:
        """Return both of "Cuba and Peru", where the pair is what the place is about; else the one."""
        mentions = sentence.mentions
        if index >= 0:
            other = mentions[index]
            gap = sentence.text[other.end : mention.start].split()
            joined = 0 < len(gap) <= 2 and all(word.isalpha() and word.islower() for word in gap)
            if joined and {other.party, mention.party} == set(sentence.pair):
                return (other.party, mention.party)
        return (mention.party,)

    def _guess(self, sentence: Sentence, told: Told) -> None:
        """Fall back on who the sentence before was about, or note the words that stand as subject."""
        name = sentence.text[sentence.start : told.start].strip(" ,")
        others = tuple(party for party in sentence.pair if party not in told.hosts)
        if told.hosts and len(others) == 1 < len(sentence.pair):
            told.senders = others
            return
        if self._words.pronoun.search(sentence.text[sentence.start : told.start]) or not name:
            told.senders = sentence.before
        elif 0 < len(name) < _LONGEST_NAME:
            told.name = name
