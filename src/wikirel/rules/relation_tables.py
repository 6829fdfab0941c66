"""Tables of relations: which tables tell of relations with partners, and what each row says of which.

What a column holds is told by the words of the header (vocabulary, table ``tables``); a table without a header
may speak for itself, by rows that hold a country and a date.  The cells are laid out to a grid first where some
of them span rows or columns.  Shapes are those measured on 195 articles "Foreign relations of X".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from wikirel.document import Document
from wikirel.markup.blocks import Cell, Row, Table
from wikirel.rules.grids import grid_of, shows
from wikirel.rules.lookups import Lookups, lookups
from wikirel.schema import Reading, Wordbook
from wikirel.spans import Diagnostic, Severity, Span
from wikirel.values.parties import Party

__all__ = ["RelationRow", "RelationRows", "find_party", "relation_rows"]

_NOTE = re.compile(r"\s*(?:\[[^\[\]]{0,8}\]|[*†‡§¹²³]|\([^()]*\))\s*\Z")
_LETTER = re.compile(r"\w")
_QUOTES = "\"'“”‘’„«» "
_HEADER_ROWS = 5
_LONGEST_NAME = 80


class RelationRow(NamedTuple):
    """One row about one partner.

    Attributes:
        partner: the partner.
        name: plain range of the partner's cell.
        dates: plain ranges of the cells of the date column; empty where they show nothing.
        notes: plain ranges of the cells that remain.
        start: plain offset of the row's first character.
        end: plain offset one past its last.
        source: source range of the row.
    """

    partner: Party
    name: tuple[int, int]
    dates: tuple[tuple[int, int], ...]
    notes: tuple[tuple[int, int], ...]
    start: int
    end: int
    source: tuple[int, int]


class RelationRows:
    """The rows of an article's tables of relations, in order.

    Attributes:
        rows: the rows that were read.
        unread: source ranges of the rows that were not, each with the reason.
    """

    def __init__(self, rows: Sequence[RelationRow], unread: Sequence[tuple[Span, str]]) -> None:
        self.rows = tuple(sorted(rows, key=attrgetter("start")))
        self.unread = tuple(unread)
        self._starts = [row.start for row in self.rows]

    def at(self, offset: int) -> RelationRow | None:
        """Return the row that a plain offset stands in, or None."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.rows[index].end:
            return self.rows[index]
        return None

    def dates_at(self, offset: int) -> bool:
        """Tell whether a plain offset stands in the date column of a row, whose dates the row tells of."""
        row = self.at(offset)
        return row is not None and any(start <= offset < end for start, end in row.dates)


class _Words:
    """The vocabulary of tables, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.number = _whole(table.get("number", ()))
        self.partner = _whole(table.get("partner", ()))
        self.not_partner = _whole(table.get("not_partners", ()))
        self.date = _any(table.get("date", ()))
        self.notes = _any(table.get("notes", ()))
        self.other = _any(table.get("other", ()))
        self.other_sections = _any(table.get("other_sections", ()))
        self.relations = _any((table["relations"],) if "relations" in table else ())
        self.organisation = _any((table["organisation"],) if "organisation" in table else ())


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined or r"(?!)", re.IGNORECASE)


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(patterns).pattern})\s*:?\Z", re.IGNORECASE)


@lru_cache(maxsize=32)
def _words(schema: Wordbook) -> _Words:
    return _Words(schema.vocabulary.get("tables", {}))


def relation_rows(reading: Reading) -> RelationRows:
    """Read the tables of relations; ask for it by ``reading.once(relation_rows)``.

    Rows that hold a partner's place but no partner are noted as diagnostics ``unread-row``.
    """
    if reading.subject is None:
        return RelationRows((), ())
    reader = _TableReader(reading)
    for table in reading.document.tables:
        reader.read(table)
    reading.diagnostics.extend(
        Diagnostic("unread-row", f"a row of a table of relations was not read: {reason}", span, Severity.INFO)
        for span, reason in reader.unread
    )
    return RelationRows(reader.rows, reader.unread)


def find_party(names: Lookups, text: str, among: tuple[Party, ...] = ()) -> Party | None:
    """Look up the party of a cell or heading that holds a name and perhaps a footnote or parentheses.

    Args:
        names: where names are looked up.
        text: the plain text of the cell or heading.
        among: parties that the context is about.

    >>> find_party(lookups("en"), "Myanmar (Burma) [a]").code
    'MM'
    """
    name = _bare(text)
    while name:
        # Most names need no context, and what they mean is remembered from article to article.
        found = names.party(name) or names.party(name, among) or names.flag(name)
        if found is not None:
            return found
        shorter = _NOTE.sub("", name)
        if shorter == name:
            break
        name = shorter
    return None


def _bare(text: str) -> str:
    """Return the words of a cell without quotation marks around them."""
    return " ".join(text.split()).strip(_QUOTES)


class _Columns(NamedTuple):
    """What the columns of a table hold, by index; ``first`` is the index of the first row of data."""

    partner: int
    date: int | None
    width: int
    number: int | None
    first: int


class _TableReader:
    def __init__(self, reading: Reading) -> None:
        self._document: Document = reading.document
        self._plain, self._blocks = reading.text, reading.document.blocks
        self._reading = reading
        self._words = _words(reading.schema)
        self._names = lookups(reading.schema.language)
        self._known: dict[str, Party | None] = {}
        self.rows: list[RelationRow] = []
        self.unread: list[tuple[Span, str]] = []

    # -- tables -----------------------------------------------------------------------------------------

    def read(self, table: Table) -> None:
        grid = grid_of(table, self._document.source)
        columns = self._header(table, grid)
        if columns is None:
            columns = self._headless(table)
            if columns is None:
                return
        self._read_rows(table.rows, grid, columns)

    def _header(self, table: Table, grid: list[list[Cell]] | None) -> _Columns | None:
        words = self._words
        for index, row in enumerate(table.rows[:_HEADER_ROWS]):
            cells = grid[index] if grid else row.cells
            if len(cells) < 2:
                continue
            texts = [self._text(cell) for cell in cells]
            partner = next((i for i, text in enumerate(texts) if words.partner.match(text)), None)
            dates = [
                i
                for i, text in enumerate(texts)
                if i != partner and text and words.date.search(text) and len(text) < _LONGEST_NAME
            ]
            headed = all(cell.header for cell in cells)
            if partner is None and not (headed and dates):
                continue
            whole = "\n".join(texts)
            if partner is None:
                if dates[0] == 0 or texts[dates[0] - 1] or words.organisation.search(whole):
                    return None
                partner = dates[0] - 1  # the header of the column of countries is empty
            if not self._is_relations(table, whole, partner, texts, bool(dates)):
                return None
            date = next((i for i in dates if i > partner), dates[0] if dates else None)
            number = next((i for i, text in enumerate(texts[:partner]) if words.number.match(text)), None)
            return _Columns(partner, date, len(cells), number, index + 1)
        return None

    def _is_relations(
        self, table: Table, header: str, partner: int, texts: Sequence[str], dated: bool
    ) -> bool:
        words = self._words
        if words.relations.search(header):
            return True
        if words.other.search(header) or (words.organisation.search(texts[partner]) and not dated):
            return False
        if not dated and not words.notes.search(header):
            return False
        path = self._document.path(table.section)
        return not any(words.other_sections.search(title) for title in path)

    def _headless(self, table: Table) -> _Columns | None:
        """Tell the columns of a table without a header: a country, and beside it nothing but a date."""
        rows = table.rows
        if len(rows) < 2 or any(
            self._words.other_sections.search(title) for title in self._document.path(table.section)
        ):
            return None
        seen: dict[tuple[int, int], int] = {}
        for row in rows[: _HEADER_ROWS * 2]:
            for i, cell in enumerate(row.cells[:-1]):
                if self._party(self._text(cell)) is not None:
                    if self._is_date(row.cells[i + 1]):
                        seen[i, i + 1] = seen.get((i, i + 1), 0) + 1
                    break
        for (partner, date), count in seen.items():
            if count >= 2 and count * 2 > min(len(rows), _HEADER_ROWS * 2):
                return _Columns(partner, date, len(rows[0].cells), None, 0)
        return None

    def _is_date(self, cell: Cell) -> bool:
        start, end = self._document.range_of(cell)
        found = self._reading.dates_in(start, end)
        return len(found) == 1 and found[0].end - found[0].start >= (end - start) * 0.6

    # -- rows -------------------------------------------------------------------------------------------

    def _read_rows(self, rows: Sequence[Row], grid: list[list[Cell]] | None, columns: _Columns) -> None:
        blocks, party_of, names, add = self._blocks, self._party, self._text, self._add
        for index in range(columns.first, len(rows)):
            row = rows[index]
            cells = grid[index] if grid else row.cells
            at = columns.partner
            party, name = None, ""
            if at < len(cells):
                name = names(cells[at])
                party = party_of(name)
            if party is None:
                at, party = self._elsewhere(cells, columns)
            if party is None:
                self._unnamed(row, cells, columns, name)
                continue
            partner = cells[at]
            dated = -1 if columns.date is None else columns.date + at - columns.partner
            dates: list[tuple[int, int]] = []
            notes: list[tuple[int, int]] = []
            for i in range(at + 1, len(cells)):
                cell = cells[i]
                first, last = cell.first_block, cell.last_block
                if first < last and cell is not partner:
                    (dates if i == dated else notes).append((blocks[first].start, blocks[last - 1].end))
            before = columns.date
            if before is not None and before < columns.partner and before < len(cells):
                dates += [self._document.range_of(cells[before])] if shows(cells[before]) else []
            add(row, partner, party, tuple(dates), tuple(notes))

    def _add(
        self,
        row: Row,
        cell: Cell,
        party: Party,
        dates: tuple[tuple[int, int], ...],
        notes: tuple[tuple[int, int], ...],
    ) -> None:
        blocks = self._blocks
        block = blocks[cell.first_block]
        start, end = name = block.start, block.end
        # A row may lack the partner's cell, which hangs down from a row above it.
        own = row.cells
        if own and (own[0].first_block >= own[0].last_block or own[-1].first_block >= own[-1].last_block):
            own = [one for one in own if shows(one)]
        if own:
            start, end = blocks[own[0].first_block].start, blocks[own[-1].last_block - 1].end
        source = row.source_start, row.source_end
        # As RelationRow(...) would, without the call in between: rows come by the ten thousand.
        self.rows.append(tuple.__new__(RelationRow, (party, name, dates, notes, start, end, source)))

    def _elsewhere(self, cells: Sequence[Cell], columns: _Columns) -> tuple[int, Party | None]:
        """Find the partner of a row whose cells are out of step with the header."""
        for i, cell in enumerate(cells[: columns.partner + 2]):
            if i != columns.partner and i != columns.date:
                party = self._party(self._text(cell))
                if party is not None:
                    return i, party
        return columns.partner, None

    def _unnamed(self, row: Row, cells: Sequence[Cell], columns: _Columns, name: str) -> None:
        """Deal with a row that no known party stands in."""
        words = self._words
        if all(cell.header for cell in cells) or len({id(cell) for cell in cells}) == 1:
            return  # a header again, or a divider
        filled = [text for cell in cells if _LETTER.search(text := self._text(cell))]
        if not filled or (words.partner.match(name) and len(filled) > 1):
            return
        span = Span(row.source_start, row.source_end)
        if len(filled) == 1 and filled[0] != name:
            return
        if not _LETTER.search(name):
            self.unread.append((span, "no partner is named"))
        elif len(name) > _LONGEST_NAME or words.not_partner.match(name) or name[0].isdigit():
            self.unread.append((span, f"{name[:40]!r} is no partner"))
        elif len(cells) < 2:
            self.unread.append((span, f"{name!r} stands alone in its row"))
        else:
            cell = cells[columns.partner]
            clean = _NOTE.sub("", name) or name
            dates = [i for i in (columns.date,) if i is not None and i < len(cells)]
            ranges = tuple(self._document.range_of(cells[i]) for i in dates if shows(cells[i]))
            notes = tuple(
                self._document.range_of(c)
                for i, c in enumerate(cells)
                if i > columns.partner and i not in dates and shows(c)
            )
            self._add(row, cell, self._names.gazetteer.entity(clean), ranges, notes)

    def _text(self, cell: Cell) -> str:
        if cell.first_block >= cell.last_block:
            return ""
        block = self._blocks[cell.first_block]
        return self._plain[block.start : block.end].strip()

    def _party(self, name: str) -> Party | None:
        if len(name) > _LONGEST_NAME:
            return None
        party = _country(self._names, name)
        if party is not None or name in self._known:
            return party or self._known[name]
        if _may_name(name):
            party = find_party(self._names, name, self._reading.parties)
        self._known[name] = party
        return party


@lru_cache(maxsize=1 << 14)
def _country(names: Lookups, text: str) -> Party | None:
    """Return the party that a cell names whatever the article: mostly one of the few hundred that each has."""
    return names.party(_bare(text)) if _may_name(text) else None


def _may_name(text: str) -> bool:
    return _LETTER.search(text) is not None and not text[0].isdigit()
