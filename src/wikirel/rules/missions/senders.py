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
_LEAD = 4  # words before a name that begins a sentence: "In addition to the"


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
            parties, index = self._listed(sentence, mention, index)
            if parties:
                return parties
            governed = governed or (mention.party,)  # "together with Mexico and Chile"
        if words.pronoun.search(before) and sentence.before:
            return sentence.before
        return objects or governed

    def _listed(self, sentence: Sentence, last: Mention, index: int) -> tuple[tuple[Party, ...], int]:
        """Read the list that a subject ends: "Cuba and Peru", "Cuba, Mexico and Peru".

        Args:
            sentence: the sentence.
            last: the last mention of the list, if it is one.
            index: of the mention before it.

        Returns:
            The parties, and the index of the mention before them; none where a preposition governs the list.
        """
        mentions, words, text = sentence.mentions, self._words, sentence.text
        listed = [last]
        while index >= 0:
            before = mentions[index]
            if listed[-1].start - before.end > _LONGEST_GAP + 10:
                break
            gap = text[before.end : listed[-1].start]
            joined = words.place_list.fullmatch(gap) is not None and (len(listed) > 1 or _is_word(gap))
            if not joined or before.form == "capital" or before.start < sentence.start:
                break
            listed.append(before)
            index -= 1
        if len(listed) == 1:
            return (last.party,), index
        first = listed[-1]
        if len(listed) == 2 and {first.party, last.party} == set(sentence.pair):
            return (first.party, last.party), index
        lead = text[max(sentence.start, first.start - 16) : first.start]
        governed = words.preposition.search(lead) is not None
        if governed and len(listed) > 2 and self._begins(sentence, first, listed[-2]):
            listed.pop()  # "In Peru, Cuba and Mexico have embassies"
        elif governed:
            return (), index
        elif words.before_subject.search(lead) is None:
            return (last.party,), index  # "Cuba recognised Mexico and Peru opened an embassy"
        return tuple(dict.fromkeys(mention.party for mention in reversed(listed))), index

    def _begins(self, sentence: Sentence, first: Mention, second: Mention) -> bool:
        """Tell whether a name with its preposition begins the sentence, and a comma parts it from what follows."""
        text = sentence.text
        return (
            text[sentence.start : first.start].count(" ") <= _LEAD and "," in text[first.end : second.start]
        )

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


def _is_word(gap: str) -> bool:
    """Tell whether a word, such as "and", is all that stands between two names."""
    told = gap.replace(",", " ").split()
    return 0 < len(told) <= 2 and all(word.isalpha() and word.islower() for word in told)
