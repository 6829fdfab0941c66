"""What lists and tables under telling headings tell without saying it: the date stands above an item, or in a cell.

Below "High-level visits", a year may be a sub-heading, the item that other items are nested under, the term of a
definition list, a line in bold, or a cell of its own; what stands beside or below it has no date in its words.
What has a date of its own in its words is read by :mod:`wikirel.rules.events`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from wikirel.facts import Event, EventKind, Modality
from wikirel.markup.blocks import Block, BlockKind, Cell, Row
from wikirel.rules.events.modality import held
from wikirel.rules.events.parties import Participants
from wikirel.rules.events.rule import lower_case
from wikirel.rules.events.sentence import Find, Sentence
from wikirel.rules.events.words import EventWords, event_words
from wikirel.rules.grids import grid_of, shows
from wikirel.schema import Reading, Wordbook
from wikirel.values.dates import AnchorKind, DateAnchor, DateMention, HistoricalDate
from wikirel.values.parties import Party

__all__ = ["listed"]

_SURE = 7.0  # an act of this weight says what an item tells, whatever stands above it
_LONG = 1000  # no item that a reader takes in at a glance is longer
_TERM = ";"
_LABELS = (BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH)


class _Roles(NamedTuple):
    """The roles of sections whose lists are read, and the kind of event that a role tells of, if it does."""

    lists: frozenset[str]
    tables: frozenset[str]


@lru_cache(maxsize=32)
def _roles(schema: Wordbook) -> _Roles:
    table = schema.vocabulary.get("events", {})
    return _Roles(frozenset(table.get("dated_lists", ())), frozenset(table.get("dated_tables", ())))


class _Label(NamedTuple):
    """A date that stands above items.

    Attributes:
        mention: the date.
        block: where it stands.
    """

    mention: DateMention
    block: Block


def listed(reading: Reading) -> Iterator[Event]:
    r"""Tell of the events of lists and tables whose dates stand apart.

    Args:
        reading: the article.

    Yields:
        Events, first those of lists, then those of tables, each in the order of the text.

    >>> from wikirel import parse_article
    >>> text = "== High-level visits ==\n=== 1971 ===\n* Prime Minister [[Fidel Castro]] to Lima\n"
    >>> (event,) = parse_article(text, title="Cuba–Peru relations").events
    >>> event.date.edtf, event.kind.value, event.persons
    ('1971', 'visit', ('Fidel Castro',))
    """
    roles = _roles(reading.schema)
    told = set(reading.roles)
    if told.isdisjoint(roles.lists) and told.isdisjoint(roles.tables):
        return
    reader = _Reader(reading)
    if not told.isdisjoint(roles.lists):
        yield from reader.lists(roles.lists)
    if not told.isdisjoint(roles.tables):
        yield from reader.tables(roles.tables)


class _Reader:
    """Reads the lists and tables of one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._document = reading.document
        self._words: EventWords = event_words(reading.vocabulary)

    @cached_property
    def _low(self) -> str:
        return lower_case(self._reading.text)

    @cached_property
    def _participants(self) -> Participants:
        return Participants(self._reading, self._low, self._words)

    # -- lists ------------------------------------------------------------------------------------------

    def lists(self, roles: frozenset[str]) -> Iterator[Event]:
        heading: _Label | None = None  # a sub-heading that is a date, or a line in bold
        term: _Label | None = None  # an item that is one, with the items below it
        above: tuple[Party, ...] = ()  # a line without a date that names two countries
        section = -1
        told = {at: role for at, role in enumerate(self._reading.roles) if role in roles}
        for block in self._document.blocks:
            # By the ten thousand: most stand elsewhere.
            if block.section not in told or block.place is not None or block.kind not in _LABELS:
                continue
            if block.section != section:
                section, heading, term, above = block.section, None, None, ()
            mention = self._reading.whole_date(block.start, block.end)
            if mention is not None and mention.edtf is not None:
                if block.kind is BlockKind.ITEM:
                    term = _Label(mention, block)
                else:
                    heading, term = _Label(mention, block), None
                continue
            if block.kind is not BlockKind.ITEM:
                if heading is not None and heading.block.kind is not BlockKind.HEADING:
                    heading = None
                term, above = None, self._pair_of(block)
                continue
            if block.marker.endswith(_TERM):
                term, above = None, self._pair_of(block)
                continue
            if term is not None and not _below(block, term.block):
                term = None
            label = term or heading
            if label is not None and not self._reading.dates_in(block.start, block.end):
                yield from self._item(block, label, told[block.section] or "", above)

    def _pair_of(self, block: Block) -> tuple[Party, ...]:
        """Return the two countries that a line names, which stands above items; none where it is a sentence."""
        if block.end - block.start > _LONG or self._reading.dates_in(block.start, block.end):
            return ()
        found = tuple(
            dict.fromkeys(mention.party for mention in self._reading.mentions_in(block.start, block.end))
        )
        return found if len(found) == 2 else ()

    def _item(self, block: Block, label: _Label, role: str, above: Sequence[Party]) -> Iterator[Event]:
        if block.end - block.start > _LONG:
            return
        start, end = block.start, block.end
        found = self._kind(start, end, role)
        if found is None:
            return
        kind, modality = found
        anchor_kind = (
            AnchorKind.HEADING if label.block.kind is BlockKind.HEADING else AnchorKind.PREVIOUS_DATE
        )
        written = self._reading.text[label.mention.start : label.mention.end]
        date = HistoricalDate(label.mention.edtf or "", written, DateAnchor(anchor_kind, written))
        yield Event(
            date=date if modality is Modality.ACTUAL else None,
            kind=kind,
            text=" ".join(self._reading.text[start:end].split()),
            parties=self._parties(start, end, block.section, kind, above),
            persons=self._participants.persons(start, end),
            modality=modality,
            evidence=(self._document.evidence(start, end),),
        )

    def _kind(self, start: int, end: int, role: str) -> tuple[EventKind, Modality] | None:
        """Return what the words of a range tell, or else what its section does; None where neither tells."""
        sentence = Sentence(self._low, start, end, [], self._words)
        best: Find | None = max(sentence.finds, key=lambda find: find.weight, default=None)
        told = self._words.role_kinds.get(role)
        if best is not None and (
            best.kind is told or (best.weight >= _SURE and (told is None or sentence.verbal(best)))
        ):
            return best.kind, held(sentence, best)
        return None if told is None else (told, Modality.ACTUAL)

    # -- tables -----------------------------------------------------------------------------------------

    def tables(self, roles: frozenset[str]) -> Iterator[Event]:
        for table in self._document.tables:
            role = self._reading.role(table.section)
            if role not in roles:
                continue
            rows = grid_of(table, self._document.source) or [row.cells for row in table.rows]
            for cells, row in zip(rows, table.rows, strict=False):
                if not all(cell.header for cell in cells):
                    yield from self._row(cells, row, table.section, role or "")

    def _row(self, cells: Sequence[Cell], row: Row, section: int, role: str) -> Iterator[Event]:
        kind = self._words.role_kinds.get(role)
        # A cell that spans several rows stands in each of them; one that spans columns counts once.
        ranges = list(dict.fromkeys(self._document.range_of(cell) for cell in cells if shows(cell)))
        dated = next((place for place in ranges if self._reading.whole_date(*place)), None)
        if kind is None or dated is None or not any(shows(cell) for cell in row.cells):
            return
        mention = self._reading.whole_date(*dated)
        others = [place for place in ranges if self._reading.whole_date(*place) is None]
        date = mention.date(self._reading.text) if mention is not None else None
        if date is None or not others:
            return
        own = [self._document.range_of(cell) for cell in row.cells if shows(cell)]
        start, end = own[0][0], own[-1][1]
        persons = (person for place in others for person in self._participants.persons(*place))
        yield Event(
            date=date,
            kind=kind,
            text=", ".join(" ".join(self._reading.text[slice(*place)].split()) for place in others),
            parties=self._parties(start, end, section, kind, ()),
            persons=tuple(dict.fromkeys(persons)),
            evidence=(self._document.evidence(start, end),),
        )

    # -- what both share --------------------------------------------------------------------------------

    def _parties(
        self, start: int, end: int, section: int, kind: EventKind, above: Sequence[Party]
    ) -> tuple[Party, ...]:
        """Return who took part: whom the line above the items or the headings name, unless the words say more."""
        led = tuple(above) or self._participants.led_by(section)
        named = self._participants.parties(start, end, section, kind)
        if led and set(named) <= set(led):
            return led
        subject = self._reading.subject
        if len(named) == 1 and subject is not None and subject not in named:
            return (subject, *named)  # a treaty that the article of one country lists is that country's
        return named or led


def _below(block: Block, above: Block) -> bool:
    """Tell whether an item stands under another: nested in it, or what a term is defined as."""
    if above.marker.endswith(_TERM):
        return not block.marker.endswith(_TERM)
    return len(block.marker) > len(above.marker)
