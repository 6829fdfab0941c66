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
from wikirel.markup.renderings import Rendering, RenderingKind, Renderings, normal_name
from wikirel.markup.tokens import SIMPLE_CELL
from wikirel.values.dates.templates import template_date

__all__ = ["AsWritten", "OpenTable", "Ways", "read_simple_cells", "reads_as_written"]


class AsWritten(IntEnum):
    """Whether a template shows its one argument as it stands."""

    NO = 0
    YES = 1
    WORDS = 2  # a date template does so if the argument is words; see reads_as_written


class Ways(dict[str, AsWritten]):
    """Whether templates show their one argument as it stands, by name as written; asked for each name once."""

    __slots__ = ("_found", "_renderings")

    def __init__(self, renderings: Renderings) -> None:
        super().__init__()
        self._renderings = renderings
        self._found: dict[str, Rendering | None] = {}

    def __missing__(self, written: str) -> AsWritten:
        rendering = self._found[written] = _bare(self._renderings.find(written))
        way = AsWritten.NO
        if rendering is not None and rendering.kind is RenderingKind.SHOW and rendering.arguments == (1,):
            way = AsWritten.YES
        elif rendering is not None and rendering.kind is RenderingKind.DATE and not rendering.skip:
            way = AsWritten.WORDS
        self[written] = way
        return way

    def part(self, written: str, arguments: str) -> tuple[int, int, str] | None:
        """Return what a template shows that does not just show its one argument.

        Args:
            written: its name.
            arguments: its arguments, without brackets, entities, tags and apostrophes.

        Returns:
            The range of the argument that shows as it stands, or the text that shows for the whole; None if it
            takes the general reading to tell.
        """
        if written not in self._found:
            self.__missing__(written)
        rendering = self._found[written]
        if rendering is None or rendering.kind not in _PARTLY or arguments.count("|") > _MOST_BARS:
            return None
        positional: list[tuple[int, int]] = []
        named: dict[str, str] = {}
        at = 0
        for argument in arguments.split("|"):
            key, equals, value = argument.partition("=")
            if equals:
                named[key.strip().lower()] = value.strip()
            else:
                start = at + len(argument) - len(argument.lstrip())
                positional.append((start, max(start, at + len(argument.rstrip()))))
            at += len(argument) + 1
        if any(not key or key.isdecimal() for key in named):
            return None
        if rendering.kind is RenderingKind.DATE:
            return _date(written, rendering.skip, arguments, positional, named)
        wanted = rendering.arguments[0]
        if len(rendering.arguments) > 1 or not isinstance(wanted, int) or not 0 < wanted <= len(positional):
            return None
        start, end = positional[wanted - 1]
        return (start, end, "") if start < end else None


def _bare(rendering: Rendering | None) -> Rendering | None:
    """Return the rendering of a template that shows nothing beside its arguments."""
    if rendering is None or rendering.text or rendering.after or rendering.flag:
        return None
    return rendering


def _date(
    written: str, skip: int, arguments: str, positional: list[tuple[int, int]], named: dict[str, str]
) -> tuple[int, int, str] | None:
    if len(positional) == skip + 1:
        start, end = positional[skip]
        if reads_as_written(arguments[start:end]):
            return (start, end, "") if start < end else None
    texts = [arguments[start:end] for start, end in positional[skip:]]
    shown = template_date(normal_name(written).removeprefix("#invoke:"), texts, named)
    return (0, 0, shown) if shown and shown == shown.strip() else None


def reads_as_written(date: str) -> bool:
    """Tell whether a date template shows its one argument as it stands: words, not numbers to be put together."""
    return FILLER not in date and "-" not in date and not date.strip().isdecimal()


_CELL = BlockKind.CELL
_PARTLY = (RenderingKind.SHOW, RenderingKind.DATE)
_MOST_BARS = 20  # a cell with more arguments than that is not plain
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
        whole, rule, bar, before, name, first, others, words, behind = found.regs
        edge = bar[0] if rule[0] < 0 else rule[0]
        if edge < 0:
            break
        if cell is not None and row is not None:
            cell.source_end = row.source_end = edge
            cell = None
        if rule[0] >= 0:
            position, row, on_line = rule[1], None, False
            if bar[0] < 0:
                continue
        start, end = words if name[0] < 0 else first
        piece = source[start:end]
        shown = piece.strip()
        written = ""  # what shows for a template as a whole
        if name[0] >= 0 and (
            others[0] < others[1]
            or start == end
            or ((way := ways[found[4]]) is not _YES and (way is _NO or "-" in shown or shown.isdecimal()))
        ):
            part = ways.part(found[4], source[start : others[1]])
            if part is None:
                break
            start, end, written = start + part[0], start + part[1], part[2]
            shown = piece = written or source[start:end]
        stop = size + len(shown)
        marked = behind[0] < behind[1] or before[0] < before[1]
        if marked and not regions.mark(before, behind[1], size, stop):
            break
        if name[0] >= 0 and not written:
            by_start[start] = by_end[end] = name[0] - 2, others[1] + 2
        cell = Cell(False, bar[1], None, count)
        if row is None:
            row = Row(bar[0], cell)
            table.rows.append(row)
        else:
            row.cells.append(cell)
        if size < stop:
            if written:
                start = name[0] - 2
                canvas.atom_ends[len(plain_starts)] = others[1] + 2
            elif len(piece) > stop - size:
                start = end - len(piece.lstrip())
            plain_starts.append(size)
            source_starts.append(start)
            pieces += (shown, "\n")
            blocks.append(Block(_CELL, size, stop, section, "", cell))
            count += 1
            cell.last_block = count
            size = stop + 1
        position, on_line = whole[1], True
    canvas.size, canvas.block_count, canvas.place = size, count, cell
    table.row, table.cell = row, cell
    return position, on_line
