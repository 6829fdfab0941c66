"""What counts as telling of a post, and what does not.

A word for a post without a verb counts where it stands alone in a list item, a caption, an infobox or a cell, or
before a verb that asserts it; a word for an envoy counts where it implies a post; nothing counts that is denied
or only planned.
"""

from __future__ import annotations

from collections.abc import Sequence

from wikirel.facts import MissionKind
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords
from wikirel.values.parties import Mention

__all__ = ["Assertions"]

_CONSULS = frozenset((MissionKind.CONSULATE, MissionKind.CONSULATE_GENERAL))
_NEAR = 32  # how far before a verb a negation reaches
_LABEL_LEAD = 24  # how long the words before a post may be that stands without a verb


class Assertions:
    """Judges posts by the words around them, in one language."""

    def __init__(self, words: MissionWords) -> None:
        self._words = words

    def asserted(
        self,
        sentence: Sentence,
        told: Told,
        own: Mention | None,
        left: str,
        found: Sequence[Told],
        envoy: bool,
    ) -> bool:
        """Tell whether a post without a verb before it is asserted all the same."""
        words = self._words
        named = own is not None or bool(told.senders)
        if told.lead == "exists":
            return named or bool(told.places) or bool(told.hosts) or told.mutual
        if told.lead or envoy:
            return bool(told.lead)
        if not sentence.alone:
            return False
        before = sentence.text[sentence.start : told.at]
        see = words.see_also.match(before) is not None
        if told.plural and not told.places:
            return False  # "map of embassies of Cuba"
        if not (told.places or see or (named and not told.hosts)):
            return False
        if see and told.hosts:
            named = True
        lead_in = left.strip(" ,;:")
        if see:
            before = before[before.rfind(",") + 1 :]
        short = len(before) - (own.end - own.start if own else 0) < _LABEL_LEAD and "." not in before
        again = bool(found) and found[-1].lead == "alone" and len(lead_in) < 12
        rest = sentence.text[told.end : sentence.end].strip()
        if not named and not (told.places and not lead_in):
            return False
        if not (again or short) or words.lead.search(left):
            return False
        if rest and rest[0].isalpha() and not words.joined_post.match(sentence.text, told.end):
            return False
        told.lead = "alone"
        return True

    def stands_for_post(self, sentence: Sentence, told: Told) -> bool:
        """Tell whether an envoy implies a post: accredited from abroad, or an honorary consul somewhere."""
        if told.lead == "via":
            return bool(told.places) or told.resident is False
        if told.kind in _CONSULS and told.lead == "has" and told.places:
            return True
        if told.resident is True and told.lead == "has":
            return bool(told.places) or told.mutual  # "maintain resident ambassadors in both capitals"
        return told.resident is False and bool(told.places or told.seat)

    def is_denied(self, sentence: Sentence, told: Told, left: str) -> bool:
        """Tell whether a post is denied or only planned, by the words before its verb."""
        words = self._words
        verb_at = told.verb_at
        if verb_at is None:
            lead = words.lead.search(left)
            verb_at = lead.start() if lead is not None else -1
        clause = left[:verb_at] if verb_at >= 0 else left
        if told.via:
            clause = sentence.text[max(sentence.start, told.start - _NEAR) : told.at]
            clause = clause.lower() if words.folds else clause
        near = clause if told.via else clause[-_NEAR:]
        if words.denies.search(near) is None:  # as with most: no need to ask where the clause begins
            return False
        broken = [match.end() for match in words.breaks.finditer(clause)]
        clause = clause[broken[-1] :] if broken else clause
        near = clause if told.via else clause[-_NEAR:]
        return words.denies.search(near) is not None
