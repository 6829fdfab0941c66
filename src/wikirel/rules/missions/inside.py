"""Owners and places where other languages than English have them.

Between a verb and its post: "unterhält Kuba in Lima eine Botschaft"; right behind a post: "l'ambassade cubaine".
"""

from __future__ import annotations

from wikirel.rules.missions.places import PlaceReader
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords

__all__ = ["read_inside", "read_owner"]


def read_inside(words: MissionWords, places: PlaceReader, sentence: Sentence, told: Told, edge: int) -> None:
    """Note the subject and the place that stand between a verb and its post.

    Args:
        words: the vocabulary.
        places: the reader of places.
        sentence: the sentence.
        told: the post; its ``senders`` and ``places`` are filled in where they are empty.
        edge: plain offset where the post, with its owner, begins.
    """
    text, start = sentence.text, max(told.start, told.done)
    for mention in sentence.mentions:
        inside = start <= mention.start < edge and mention.form == "name"
        if inside and not told.senders and not words.preposition.search(text, start, mention.start):
            told.senders = (mention.party,)
    if told.places or told.via:
        return
    for match in words.place_in.finditer(text, start, edge):
        found, _ = places.read(text, match.end(), edge, sentence.mentions, False)
        if found:
            told.places = tuple(found)


def read_owner(words: MissionWords, sentence: Sentence, told: Told, at: int) -> int | None:
    """Note the owner that stands right behind a post at ``at``; return where it ends, or None without one."""
    if not words.owner_forms or told.senders or sentence.text[at : at + 1] != " ":
        return None
    for mention in sentence.mentions:
        if mention.start == at + 1 and mention.form in words.owner_forms:
            told.senders = (mention.party,)
            return mention.end
    return None
