"""Tables as nodes: captions, rows, cells, attributes, and the grid that spans of rows and columns make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import attrs

from wikirel.document.document import Document
from wikirel.markup import blocks
from wikirel.spans import Span
from wikirel.structure.layers import trimmed
from wikirel.structure.node import Node, Passage, parse_attributes

__all__ = ["Caption", "CellNode", "RowNode", "TableNode", "Tables", "table_node"]

_MAX_COLSPAN = 1000  # HTML, 4.9.11: the limits that browsers keep to
_MAX_ROWSPAN = 65534


@attrs.frozen
class Caption(Passage):
    """A caption of a table."""


class Tables(Protocol):
    """What knows all tables of a document: its structure."""

    def tables(self) -> tuple[TableNode, ...]:
        """Return them."""


@attrs.frozen
class CellNode(Node):
    """A cell; its range is its content, without the blanks around.

    Attributes:
        header: whether it is a header cell.
        attributes_span: source range of its attributes, or None.
        cell: the working object that it is made from.
        around: what finds the tables that stand in it.
    """

    header: bool
    attributes_span: Span | None
    cell: blocks.Cell = attrs.field(repr=False)
    around: Tables = attrs.field(repr=False, eq=False)

    @property
    def text(self) -> str:
        """Its plain text; its blocks are parted by a newline."""
        return self.document.text_of(self.cell)

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes, names in lower case."""
        return parse_attributes(self.cut(self.attributes_span)) if self.attributes_span is not None else {}

    @property
    def rowspan(self) -> int:
        """How many rows it covers: at least 1, at most 65534; 0 means down to the end of the table."""
        return _number(self.attributes.get("rowspan"), _MAX_ROWSPAN, zero=True)

    @property
    def colspan(self) -> int:
        """How many columns it covers: at least 1, at most 1000."""
        return _number(self.attributes.get("colspan"), _MAX_COLSPAN, zero=False)

    @property
    def tables(self) -> tuple[TableNode, ...]:
        """The tables that stand in it."""
        return tuple(table for table in self.around.tables() if self.span.contains(table.span))


def _number(written: str | None, limit: int, *, zero: bool) -> int:
    digits = (written or "").strip()
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    value = int(digits) if len(digits) < 10 else limit
    return value if value == 0 and zero else max(1, min(value, limit))


@attrs.frozen
class RowNode(Node):
    """A row, from its first cell's bar to the end of its last cell.

    Attributes:
        cells: in order; a cell that reaches down from a row above is not among them (see ``grid``).
    """

    cells: tuple[CellNode, ...]

    @property
    def header(self) -> bool:
        """Whether all its cells are header cells."""
        return all(cell.header for cell in self.cells)


@attrs.frozen
class TableNode(Node):
    r"""A table.

    Attributes:
        attributes_span: source range of its attributes.
        captions: what ``|+`` gives; usually one or none.
        rows: the rows that hold cells.
        closed: whether ``|}`` was there.

    >>> from wikirel.document import Document
    >>> from wikirel.structure import structure_of
    >>> text = "{|\n! Country !! Since\n|-\n| rowspan=2 | Peru || 1902\n|-\n| 1960\n|}"
    >>> table, = structure_of(Document(text)).tables()
    >>> [[cell.text for cell in row if cell] for row in table.grid()]
    [['Country', 'Since'], ['Peru', '1902'], ['Peru', '1960']]
    """

    attributes_span: Span
    captions: tuple[Caption, ...]
    rows: tuple[RowNode, ...]
    closed: bool

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes, names in lower case."""
        return parse_attributes(self.cut(self.attributes_span))

    def grid(self) -> tuple[tuple[CellNode | None, ...], ...]:
        """Lay the cells out as HTML does (HTML, 4.9.12): a cell that spans stands in every slot it covers.

        Returns:
            A row of slots for each row; None where nothing stands; rows may differ in length.  So that a few
            characters cannot ask for a billion slots, spans that together fill more than a hundred thousand
            slots, and four for each cell, beyond the cells themselves are read as 1.
        """
        cells = sum(len(row.cells) for row in self.rows)
        return _Grid(100_000 + 4 * cells).lay(self.rows)


class _Grid:
    """Lays rows out, within a budget of slots beyond one a cell."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._down: list[tuple[int, CellNode, int]] = []  # column, cell, rows that it still reaches down

    def lay(self, rows: tuple[RowNode, ...]) -> tuple[tuple[CellNode | None, ...], ...]:
        grid = []
        for number, row in enumerate(rows):
            grid.append(self._row(row, len(rows) - number))
        return tuple(grid)

    def _row(self, row: RowNode, rows_left: int) -> tuple[CellNode | None, ...]:
        slots: list[CellNode | None] = []
        still: list[tuple[int, CellNode, int]] = []
        above = iter(self._down)
        following = next(above, None)
        for cell in row.cells:
            while following is not None and following[0] <= len(slots):
                self._continue(following, slots, still)
                following = next(above, None)
            colspan, rowspan = cell.colspan, cell.rowspan
            reach = rows_left if rowspan == 0 else min(rowspan, rows_left)
            if colspan * reach - 1 > self._budget:
                colspan = reach = 1
            self._budget -= colspan * reach - 1
            for _ in range(colspan):
                # A cell from above stands where this one would spread to: this one ends there.
                if following is not None and following[0] == len(slots):
                    break
                if reach > 1:
                    still.append((len(slots), cell, reach - 1))
                slots.append(cell)
        while following is not None:
            self._continue(following, slots, still)
            following = next(above, None)
        self._down = still
        return tuple(slots)

    def _continue(
        self,
        reaching: tuple[int, CellNode, int],
        slots: list[CellNode | None],
        still: list[tuple[int, CellNode, int]],
    ) -> None:
        column, cell, left = reaching
        gap = column - len(slots)
        if gap > self._budget:
            return
        self._budget -= gap
        slots.extend([None] * gap)
        slots.append(cell)
        if left > 1:
            still.append((column, cell, left - 1))


def table_node(document: Document, table: blocks.Table, around: Tables) -> TableNode:
    """Make the node of a table; ``around`` knows the tables that stand in its cells."""
    captions = []
    for index in table.captions:
        block = document.blocks[index] if index < len(document.blocks) else None
        if block is not None and block.kind is blocks.BlockKind.CAPTION:
            captions.append(Caption(document, document.span(block.start, block.end), block.start, block.end))
    return TableNode(
        document,
        Span(table.source_start, table.source_end),
        Span(*table.attributes),
        tuple(captions),
        tuple(_row_node(document, row, around) for row in table.rows),
        table.closed,
    )


def _row_node(document: Document, row: blocks.Row, around: Tables) -> RowNode:
    cells = []
    for cell in row.cells:
        span = trimmed(document.source, cell.source_start, max(cell.source_start, cell.source_end))
        attributes = Span(*cell.attributes) if cell.attributes is not None else None
        cells.append(CellNode(document, span, cell.header, attributes, cell, around))
    return RowNode(document, Span(row.source_start, max(row.source_start, row.source_end)), tuple(cells))
