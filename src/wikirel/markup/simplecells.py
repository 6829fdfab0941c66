"""The short way through long tables: plain cells, as lists of countries have them by the thousand.

A cell is plain when it holds words, or one template that shows its argument as it stands, and around them nothing
but references and comments.  Whatever is not plain is left to the general reading; this shortens the way there and
changes nothing of what it would find.  All that is done for a cell stands in one loop, for calls are what costs.
"""

from __future__ import annotations

from enum import IntEnum

from wikirel.markup.blocks import Block, BlockKind, Cell, Field, Row, Table
from wikirel.markup.canvas import Canvas
from wikirel.markup.protect import FILLER
from wikirel.markup.regionpass import RegionPass
from wikirel.markup.renderings import Rendering, RenderingKind, Renderings
from wikirel.markup.tokens import SIMPLE_CELL

__all__ = ["AsWritten", "OpenTable", "Ways", "read_simple_cells", "reads_as_written"]


class AsWritten(IntEnum):
    """Whether a template shows its one argument as it stands."""

    NO = 0
    YES = 1
    WORDS = 2  # a date template does so if the argument is words; see reads_as_written


class Ways(dict[str, AsWritten]):
    """Whether templates show their one argument as it stands, by name as written; asked for each name once."""

    __slots__ = ("_renderings",)

    def __init__(self, renderings: Renderings) -> None:
        super().__init__()
        self._renderings = renderings

    def __missing__(self, written: str) -> AsWritten:
        way = self[written] = _way(self._renderings.find(written))
        return way


def _way(rendering: Rendering | None) -> AsWritten:
    if rendering is None or rendering.text or rendering.after or rendering.flag:
        return AsWritten.NO
    if rendering.kind is RenderingKind.SHOW and rendering.arguments == (1,):
        return AsWritten.YES
    if rendering.kind is RenderingKind.DATE and not rendering.skip:
        return AsWritten.WORDS
    return AsWritten.NO


def reads_as_written(date: str) -> bool:
    """Tell whether a date template shows its one argument as it stands: words, not numbers to be put together."""
    return FILLER not in date and "-" not in date and not date.strip().isdecimal()


_CELL = BlockKind.CELL
_NO, _YES = AsWritten.NO, AsWritten.YES


class OpenTable:
    """A table that is being read: its rows and captions, open row and cell, and the place that it stands in."""

    __slots__ = ("captions", "cell", "outer", "row", "rows", "table")

    def __init__(self, table: Table, outer: Cell | Field | None) -> None:
        self.table = table
        self.rows: list[Row] = []
        self.captions: list[int] = []
        self.row: Row | None = None
        self.cell: Cell | None = None
        self.outer = outer


def read_simple_cells(
    canvas: Canvas, table: OpenTable, position: int, limit: int, ways: Ways, regions: RegionPass
) -> tuple[int, bool]:
    """Read the plain cells that begin at a newline before a bar.

    Args:
        canvas: what they are drawn on; no block may be open.
        table: their table, with its open row and without an open cell.
        position: offset of the newline.
        limit: how far cells may reach.
        ways: tells whether a template shows its one argument as it stands.
        regions: what marks the references in a range.

    Returns:
        Where the first bar stands that was not read (its newline, or itself), and whether a line of cells goes on
        there; the same position for none.  ``table`` has the row and cell that are then open.
    """
    source, blocks, pieces = canvas.source, canvas.blocks, canvas.pieces
    by_start, by_end = canvas.wraps.by_start, canvas.wraps.by_end
    plain_starts, source_starts = canvas.plain_starts, canvas.source_starts
    section, size, count = canvas.section, canvas.size, canvas.block_count
    row, cell, on_line = table.row, None, False
    for found in SIMPLE_CELL.finditer(regions.blank, position, limit):
        (
            (_, after),
            (rule, rule_end),
            (bar, content),
            (before, inside),
            (name, _),
            argument,
            words,
            (behind, last),
        ) = found.regs
        edge = bar if rule < 0 else rule
        if edge < 0:
            break
        if cell is not None and row is not None:
            cell.source_end = row.source_end = edge
            cell = None
        if rule >= 0:
            position, row, on_line = rule_end, None, False
            if bar < 0:
                continue
        start, end = words if name < 0 else argument
        piece = source[start:end]
        shown = piece.strip()
        if (
            name >= 0
            and (way := ways[found[4]]) is not _YES
            and (way is _NO or "-" in shown or shown.isdecimal())  # see reads_as_written
        ):
            break
        stop = size + len(shown)
        if (behind < last or before < inside) and not regions.mark(before, inside, last, size, stop):
            break
        if name >= 0:
            by_start[start] = by_end[end] = (
                name - 2,
                (end if source[end] == "}" else source.index("}}", end)) + 2,
            )
        cell = Cell(False, content, None, count)
        if row is None:
            row = Row(bar, cell)
            table.rows.append(row)
        else:
            row.cells.append(cell)
        if size < stop:
            if len(piece) > stop - size:
                start = end - len(piece.lstrip())
            plain_starts.append(size)
            source_starts.append(start)
            pieces += (shown, "\n")
            blocks.append(Block(_CELL, size, stop, section, "", cell))
            count += 1
            cell.last_block = count
            size = stop + 1
        position, on_line = after, True
    canvas.size, canvas.block_count, canvas.place = size, count, cell
    table.row, table.cell = row, cell
    return position, on_line
