"""What stands between a verb and its post in some languages: "unterhält Kuba in Lima eine Botschaft"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wikirel.rules.missions.places import PlaceReader
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords

if TYPE_CHECKING:
    from wikirel.rules.missions.sentence import Sentence

__all__ = ["read_inside"]


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
