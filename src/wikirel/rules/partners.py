"""Which partner a place of an article is about: by the row of a table, or by the heading, that it stands under.

In "Foreign relations of X" a row about Japan, and all that stands under a heading "Japan" or "Relations with
Japan", is about X and Japan.  In "X–Y relations" every place is about X and Y.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wikirel.rules.lookups import lookups
from wikirel.rules.relation_tables import find_party, relation_rows
from wikirel.schema import Reading, Wordbook
from wikirel.values.parties import Gazetteer, Party

__all__ = ["PartnerSection", "Places", "heading_parties", "heading_party", "places"]

# Sections of these roles are about no partner, whatever their titles say.
_ASIDE = frozenset(("see_also", "references", "reading"))
_LONGEST_TITLE = 80
_SIZE = 1 << 12


class PartnerSection(NamedTuple):
    """A section about one partner.

    Attributes:
        partner: the partner.
        heading: the index of its heading.
        start: plain offset of the heading.
        end: plain offset where the section ends, its subsections included.
        source: source range of the section, its subsections included.
    """

    partner: Party
    heading: int
    start: int
    end: int
    source: tuple[int, int]


class Places:
    """Answers which pair of countries a place of the article is about; get it by ``reading.once(places)``.

    Attributes:
        sections: the sections that a heading of their own gives a partner.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._subject = reading.subject
        self._rows = reading.once(relation_rows)
        self._by_heading: list[Party | None] = []
        self.sections: tuple[PartnerSection, ...] = ()
        if self._subject is not None:
            self.sections = tuple(self._find_sections())
            self._by_heading = [None] * len(reading.document.headings)
            for section in self.sections:  # an inner section comes after the one around it
                self._spread(section)

    def pair(self, offset: int) -> tuple[Party, ...]:
        """Return the two parties that a plain offset is about; fewer where the article does not tell.

        Args:
            offset: plain offset into the reading's text.
        """
        if self._subject is None:
            return self._reading.parties
        partner = self.partner(offset)
        return (self._subject,) if partner is None else (self._subject, partner)

    def partner(self, offset: int) -> Party | None:
        """Return the partner that a plain offset of "Foreign relations of X" is about, or None."""
        row = self._rows.at(offset)
        if row is not None:
            return row.partner
        if not self.sections or not self._reading.document.blocks:
            return None
        section = self._reading.document.block_at(offset).section
        return self._by_heading[section] if section >= 0 else None

    def _spread(self, section: PartnerSection) -> None:
        headings = self._reading.document.headings
        for index in range(section.heading, len(headings)):
            if headings[index].start >= section.end and index > section.heading:
                break
            self._by_heading[index] = section.partner

    def _find_sections(self) -> Iterator[PartnerSection]:
        reading, document = self._reading, self._reading.document
        headings = document.headings
        # For every heading the first one behind it of its own level or a higher one: read from behind, each
        # heading is taken off the stack once.
        following: list[int] = [len(headings)] * len(headings)
        stack: list[int] = []
        for index in range(len(headings) - 1, -1, -1):
            while stack and headings[stack[-1]].level > headings[index].level:
                stack.pop()
            following[index] = stack[-1] if stack else len(headings)
            stack.append(index)
        for index, heading in enumerate(headings):
            if reading.role(index) in _ASIDE:
                continue
            partner = heading_party(reading, document.text[heading.start : heading.end])
            if partner is None or partner == self._subject:
                continue
            after = headings[following[index]] if following[index] < len(headings) else None
            end = after.start if after else len(document.text)
            source = heading.source_start, after.source_start if after else len(document.source)
            yield PartnerSection(partner, index, heading.start, end, source)


def places(reading: Reading) -> Places:
    """Work out which pair each place of the article is about."""
    return Places(reading)


@lru_cache(maxsize=32)
def _shapes(schema: Wordbook) -> tuple[re.Pattern[str], ...]:
    table = schema.vocabulary.get("tables", {})
    return tuple(re.compile(rf"{shape}\Z", re.IGNORECASE) for shape in table.get("sections", ()))


@lru_cache(_SIZE)
def _named_by(title: str, language: str) -> tuple[Party, ...]:
    """Read the parties off a heading; "History" and "Trade" stand in every article, and no shape fits them."""
    return Gazetteer.load(language).title_parties(title)


def heading_party(reading: Reading, title: str) -> Party | None:
    """Return the one party that a heading names: "Japan", "Relations with Japan", "Japan–Peru relations".

    Args:
        reading: the article; its own country is not the partner.
        title: the heading as plain text.
    """
    if not title or len(title) > _LONGEST_TITLE:
        return None
    language = reading.schema.language
    names = lookups(language)
    found = find_party(names, title, reading.parties)
    if found is not None:
        return found
    for shape in _shapes(reading.schema):
        match = shape.match(title)
        if match is not None:
            found = find_party(names, match[1], reading.parties)
            if found is not None:
                return found
    named = _named_by(title, language)
    others = [party for party in named if party != reading.subject]
    return others[0] if len(others) == 1 and reading.subject in named else None


def heading_parties(reading: Reading, section: int) -> tuple[Party, ...]:
    """Return the two countries that the headings of a section name, in their order: "Visits from Cuba to Peru".

    Where no heading names two, they are those that the article is about.

    Args:
        reading: the article.
        section: index of the innermost heading; -1 for the lead.
    """
    for title in reversed(reading.document.path(section)):
        found = tuple(dict.fromkeys(mention.party for mention in reading.gazetteer.mentions(title)))
        if len(found) == 2:
            return found
        own = reading.subject
        if len(found) == 1 and own is not None and found[0] != own:
            return (own, found[0])
    return reading.parties if len(reading.parties) == 2 else ()
