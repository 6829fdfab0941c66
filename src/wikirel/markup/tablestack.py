"""The tables that are open while wikitext is read: rows, cells, attributes, nesting (Help:Table)."""

from __future__ import annotations

import re

from wikirel.markup.blocks import BlockKind, Cell, Row, Table
from wikirel.markup.canvas import Canvas
from wikirel.markup.regionpass import RegionPass
from wikirel.markup.simplecells import OpenTable, Ways, read_simple_cells
from wikirel.markup.tokens import ATTRIBUTES, HEADER_ATTRIBUTES

__all__ = ["TableStack"]


_TABLE_BRACKET = re.compile(r"\n[ \t:]*(?:\{\||\|\}(?!\}))")
_MAX_DEPTH = 64  # tables nested deeper are nobody's; their marks are read as text


class TableStack:
    """Keeps the open tables of one reading.

    Args:
        canvas: where cells begin their blocks.
        blank: the blanked text.

    ``line`` is ``|`` or ``!`` while the line is one of cells; whoever begins a new line empties it.
    """

    def __init__(self, canvas: Canvas, blank: str) -> None:
        self._canvas = canvas
        self._blank = blank
        self._open: list[OpenTable] = []
        self.line = ""
        self._closer_from = -1  # where the last search for the next table bracket began,
        self._closer_at = -1  # and what it found
        self._closer_closes = False

    @property
    def depth(self) -> int:
        """How many tables are open."""
        return len(self._open)

    def on_cell_line(self, sign: str) -> bool:
        """Tell whether ``||`` (or ``!!``, on a line of header cells) parts two cells here."""
        return bool(self.line) and (sign == "|" or self.line == "!")

    def open(self, start: int, limit: int) -> int:
        """Begin a table at ``{|``; return where its first line ends."""
        if len(self._open) >= _MAX_DEPTH:
            self._canvas.diagnose(
                "deep-table", "the table is nested too deep; read as text", start, start + 2
            )
            return start + 2
        line_end = self._line_end(start, limit)
        table = Table(start, line_end, self._canvas.section)
        self._canvas.tables.append(table)
        self._open.append(OpenTable(table, self._canvas.place))
        self._canvas.place = None
        return line_end

    def mark(self, start: int, mark: str, after: int, limit: int) -> int:
        """Act on ``|``, ``!``, ``|-``, ``|+`` or ``|}`` at the start of a line."""
        self._end_cell(start)
        if mark == "|}":
            self._close(after, closed=True)
            return after
        if mark.startswith("|-"):
            self._open[-1].row = None
            return self._line_end(start, limit)
        if mark == "|+":
            self._canvas.begin(BlockKind.CAPTION)
            self._open[-1].captions.append(len(self._canvas.blocks))
            attributes = ATTRIBUTES.match(self._blank, after)
            return attributes.end() if attributes else after
        self.line = mark
        return self._cell(start, after)

    def inline_cell(self, start: int, after: int) -> int:
        """Begin a further cell on the line."""
        self._end_cell(start)
        return self._cell(start, after)

    def _cell(self, start: int, after: int) -> int:
        current = self._open[-1]
        pattern = HEADER_ATTRIBUTES if self.line == "!" else ATTRIBUTES
        attributes = pattern.match(self._blank, after)
        content = attributes.end() if attributes else after
        span = (after, content - 1) if attributes else None
        cell = Cell(self.line == "!", content, span, self._canvas.block_count)
        if current.row is None:
            current.row = Row(start, cell)
            current.rows.append(current.row)
        else:
            current.row.cells.append(cell)
        current.cell = cell
        self._canvas.place = cell
        return content

    def simple_cells(self, position: int, bar: int, limit: int, ways: Ways, regions: RegionPass) -> int:
        """Read the plain cells that begin here; see :mod:`wikirel.markup.simplecells`.

        Args:
            position: offset of the newline before a bar.
            bar: offset of the bar, with only blanks before it.
            limit: how far cells may reach.
            ways: tells whether a template shows its one argument as it stands.
            regions: what marks the references in a range.

        Returns:
            Where the first bar stands that was not read (its newline, or itself); ``position`` for none.
        """
        self._end_cell(bar)  # as the general reading of the bar would
        onward, on_line = read_simple_cells(self._canvas, self._open[-1], position, limit, ways, regions)
        if onward != position:
            self.line = "|" if on_line else ""
        return onward

    def _end_cell(self, end: int) -> None:
        self._canvas.begin()
        current = self._open[-1]
        if current.cell is not None:
            current.cell.source_end = end
            current.cell.last_block = self._canvas.block_count
            if current.row is not None:
                current.row.source_end = end
            current.cell = None
        self._canvas.place = None

    def _close(self, end: int, *, closed: bool) -> None:
        current = self._open.pop()
        table = current.table
        table.source_end = end
        table.closed = closed
        if current.rows:
            table.rows = current.rows
        if current.captions:
            table.captions = current.captions
        self._canvas.place = current.outer
        self.line = ""
        if not closed:
            start = table.source_start
            self._canvas.diagnose("unclosed-table", "the table is never closed", start, start + 2)

    def before_heading(self, start: int) -> None:
        """Close the tables that have no end of their own after a heading, so that they cannot take sections.

        A heading may stand in a cell; then the next table bracket after it closes a table.
        """
        if self._closer_from < 0 or not self._closer_from <= start <= self._closer_at:
            self._find_closer(start)
        if not self._closer_closes:
            while self._open:
                self._end_cell(start)
                self._close(start, closed=False)

    def _find_closer(self, start: int) -> None:
        found = _TABLE_BRACKET.search(self._blank, start)
        self._closer_from = start
        self._closer_at = found.start() if found else len(self._blank)
        self._closer_closes = found is not None and found[0].endswith("}")

    def close_above(self, depth: int, end: int) -> None:
        """Close the tables that were opened inside an argument that ends here."""
        while len(self._open) > depth:
            self._end_cell(end)
            self._close(end, closed=False)

    def close_all(self, end: int) -> None:
        """The text ends: so do its tables."""
        self.close_above(0, end)

    def _line_end(self, start: int, limit: int) -> int:
        line_end = self._blank.find("\n", start, limit)
        return limit if line_end < 0 else line_end
