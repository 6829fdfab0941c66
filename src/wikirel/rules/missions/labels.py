"""Items that are a label and no sentence: "Havana (Embassy)", "Cusco (honorary consulate)".

Lists of resident missions give them so under the name of the sending country; the country that the city stands in
is the host, and the other one of the pair the sender.
"""

from __future__ import annotations

from wikirel.rules.missions.places import PlaceReader
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords

__all__ = ["labelled"]

_LONGEST = 80


def labelled(words: MissionWords, places: PlaceReader, sentence: Sentence) -> Told | None:
    """Read "City (post)", or return None.

    Args:
        words: the vocabulary.
        places: reads the city.
        sentence: an item; its pair must be known.
    """
    text, start, end = sentence.text, sentence.start, sentence.end
    if not sentence.alone or end - start > _LONGEST or len(sentence.pair) != 2 or text[end - 1] != ")":
        return None
    opening = text.find("(", start, end)
    if opening <= start:
        return None
    post = words.post.fullmatch(text, opening + 1, end - 1)
    kind = words.kinds.get(post.lastgroup or "") if post is not None else None
    found, after = places.read(text, start, opening, sentence.mentions, False)
    if kind is None or len(found) != 1 or found[0].city is None or text[after:opening].strip():
        return None
    told = Told(kind, start, end, opening + 1, start)
    told.places, told.lead = tuple(found), "alone"
    return told
