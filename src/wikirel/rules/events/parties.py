"""Who takes part in a happening: the parties that its clause names, and the persons that it links."""

from __future__ import annotations

from wikirel.facts import EventKind
from wikirel.rules.events.words import EventWords
from wikirel.schema import Reading
from wikirel.values.parties import Party

__all__ = ["Participants"]

# What a pair does: relations, their missions and envoys.  Where the clause names one side or none, the pair that
# the article or the section is about is meant.
_BETWEEN_TWO = frozenset(
    (
        EventKind.ESTABLISHED,
        EventKind.SEVERED,
        EventKind.RESTORED,
        EventKind.UPGRADED,
        EventKind.DOWNGRADED,
        EventKind.MISSION_OPENED,
        EventKind.MISSION_CLOSED,
        EventKind.ENVOY_APPOINTED,
        EventKind.ENVOY_RECALLED,
    )
)


class Participants:
    """Finds the parties and persons of clauses in one article.

    Args:
        reading: the article.
        low: its plain text in lower case.
        words: the vocabulary.
    """

    def __init__(self, reading: Reading, low: str, words: EventWords) -> None:
        self._reading = reading
        self._low = low
        self._words = words
        self._pairs: dict[int, tuple[Party, ...]] = {}

    def parties(self, start: int, end: int, section: int, kind: EventKind) -> tuple[Party, ...]:
        """Return the parties of a clause, in the order of the text.

        Args:
            start: where the clause begins.
            end: where it ends.
            section: index of the heading that it stands under.
            kind: what happened.
        """
        found = dict.fromkeys([mention.party for mention in self._reading.mentions_in(start, end)])
        if self._words.both.search(self._low, start, end):
            found = {**dict.fromkeys(self._pair(section)), **found}
        elif kind in _BETWEEN_TWO:
            pair = self._pair(section)
            if len(found) > 1:
                if len(pair) == 2 and pair[0] in found and pair[1] in found:
                    return tuple(party for party in found if party in pair)
            elif not found or next(iter(found)) in pair:
                found |= dict.fromkeys(pair)
            elif (subject := self._reading.subject) is not None and subject not in found:
                found[subject] = None
        return tuple(found)

    def _pair(self, section: int) -> tuple[Party, ...]:
        """Return the two parties that a section is about, as far as they are known."""
        parties = self._reading.parties
        if len(parties) != 1:
            return parties
        known = self._pairs.get(section)
        if known is None:
            known = self._pairs[section] = parties + self._partner(section)
        return known

    def _partner(self, section: int) -> tuple[Party, ...]:
        for title in reversed(self._reading.document.path(section)):
            party = self._reading.gazetteer.party(title)
            if party is not None and party != self._reading.subject:
                return (party,)
        return ()

    def persons(self, start: int, end: int) -> tuple[str, ...]:
        """Return the titles of the persons that a clause links behind the name of an office."""
        document, low, office = self._reading.document, self._low, self._words.office
        found = [
            document.target(use)
            for use in document.links_in(start, end)
            if office.search(low, max(start, use.start - 40), use.start)
        ]
        return tuple(dict.fromkeys(found))
