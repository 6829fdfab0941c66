"""Posts raised in rank: "the consulate in Lima was upgraded to an embassy in 1960".

The post of the new rank stands where the old one stood, and opens when it is raised; the old one ends then, where
the text told of it before.
"""

from __future__ import annotations

from collections.abc import Sequence

from wikirel.rules.missions.behind import BehindReader
from wikirel.rules.missions.senders import SenderFinder
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords, holds

__all__ = ["RankReader", "settle_ranks"]


_NEAR = 48  # how far before the old post the verb may begin that raises it


class RankReader:
    """Reads posts raised in rank, in one language."""

    def __init__(self, words: MissionWords, behind: BehindReader, senders: SenderFinder) -> None:
        self._words = words
        self._behind = behind
        self._senders = senders

    def may_raise(self, sentence: Sentence) -> bool:
        """Tell whether a sentence may raise a post; nearly none does."""
        return holds(sentence.low, self._words.raising)

    def read(
        self,
        sentence: Sentence,
        post: tuple[str, int, int],
        before: tuple[str, int, int] | None,
        found: list[Told],
        left: str,
    ) -> Told | None:
        """Read a post that another one was raised to.

        Args:
            sentence: the sentence.
            post: the word for the post of the new rank.
            before: the word for a post before it, if any.
            found: the posts of the sentence so far; the old one is taken out where it is told of only as raised.
            left: the text before the post, without dates, in lower case where the vocabulary folds.

        Returns:
            The post, its ``raised`` set, without sender and place where an earlier sentence has them; or None
            where nothing is raised.
        """
        words = self._words
        group, start, end = post
        kind = words.kinds.get(group)
        if kind is None or (raised := words.raised.search(left)) is None:
            return None
        if words.denies.search(left):
            return None
        told = Told(kind, start, end, start, start)
        told.lead, told.raised = "opened", True
        verb = raised["verb"] is not None
        source = found[-1] if found else None
        if source is None and before is not None:
            source = self._old(sentence, before)
        elif verb:
            told.source = source
        if not verb:
            if source is None or not self._is_raised(sentence, source, start):
                return None
            if found:
                found.pop()  # "upgraded its consulate to an embassy"
        if source is not None:
            if source.kind is kind:
                return None
            self._behind.read(sentence, told, end, False)
            told.senders, told.hosts = told.senders or source.senders, told.hosts or source.hosts
            told.places = told.places or source.places
            told.plural = words.plural.search(sentence.text, source.at, end) is not None
        return told

    def _is_raised(self, sentence: Sentence, source: Told, at: int) -> bool:
        """Tell whether a verb before a post raises it to the one at ``at``, which stands right behind it."""
        words, text = self._words, sentence.text
        gap = text[source.end : at]
        verb = words.raises.search(text, max(sentence.start, source.at - _NEAR), source.at)
        return verb is not None and words.raised.fullmatch(gap.lower() if words.folds else gap) is not None

    def _old(self, sentence: Sentence, post: tuple[str, int, int]) -> Told | None:
        """Read the post that was raised, which no verb before it asserts."""
        group, start, end = post
        kind = self._words.kinds.get(group)
        if kind is None:
            return None
        verb = self._words.raises.search(sentence.text, max(sentence.start, start - _NEAR), start)
        told = Told(kind, verb.start() if verb is not None else start, end, start, sentence.start)
        self._behind.read(sentence, told, end, False)
        told.lead = "exists"
        self._senders.settle(sentence, told, self._senders.beside(sentence, start), sentence.start, ())
        return told


def settle_ranks(posts: Sequence[Told], earlier: Sequence[Told]) -> list[Told]:
    """Give each post raised in rank the sender and place of the old one, and end that; drop those without.

    Args:
        posts: the posts of a sentence, dated.
        earlier: the posts of the sentences before it.
    """
    kept: list[Told] = []
    for told in posts:
        if told.raised:
            source = told.source
            if source is None and not told.senders and not told.places:
                source = next((old for old in reversed(earlier) if old.kind is not told.kind), None)
                if source is None:
                    continue
                told.senders, told.places, told.hosts = source.senders, source.places, source.hosts
            if source is not None:
                source.closed, source.closed_told = source.closed or told.opened, True
        kept.append(told)
    return kept
