"""Tables laid out to grids, as browsers do, where some cells span rows or columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wikirel.markup.blocks import Cell, Row, Table

__all__ = ["grid_of", "shows"]

_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_MAX_SPAN = 1000
_MAX_WIDTH = 32  # columns that are laid out; no table that a rule reads is wider


def grid_of(table: Table, source: str) -> list[list[Cell]] | None:
    """Lay out the rows of a table; return None when no cell spans any, and the rows are the grid.

    Args:
        table: the table.
        source: the source that it stands in.
    """
    spans = any(_spans(row.cells, source) for row in table.rows)
    return _laid_out(table.rows, source) if spans else None


def shows(cell: Cell) -> bool:
    """Tell whether a cell shows anything."""
    return cell.first_block < cell.last_block


def _spans(cells: Sequence[Cell], source: str) -> bool:
    """Tell whether a cell of a row may span rows or columns."""
    for cell in cells:  # noqa: SIM110 - by the ten thousand: a generator takes twice as long
        if cell.attributes is not None and "span" in source[slice(*cell.attributes)].lower():
            return True
    return False


def _laid_out(rows: Sequence[Row], source: str) -> list[list[Cell]]:
    """Lay cells out to a grid, as browsers do: a cell that spans rows or columns stands in each of them."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        if not hanging and len(row.cells) <= _MAX_WIDTH and not _spans(row.cells, source):
            grid.append(row.cells)
            continue
        line: list[Cell] = []
        cells = iter(row.cells)
        cell = next(cells, None)
        while (cell is not None or len(line) in hanging) and len(line) < _MAX_WIDTH:
            column = len(line)
            if column in hanging:
                left, above = hanging.pop(column)
                line.append(above)
                if left > 1:
                    hanging[column] = (left - 1, above)
                continue
            assert cell is not None
            down, across = _extent(cell, source)
            for i in range(column, min(column + across, _MAX_WIDTH)):
                line.append(cell)
                if down > 1:
                    hanging[i] = (down - 1, cell)
            cell = next(cells, None)
        grid.append(line)
    return grid


def _extent(cell: Cell, source: str) -> tuple[int, int]:
    down = across = 1
    if cell.attributes is not None:
        for match in _SPAN.finditer(source[slice(*cell.attributes)]):
            count = max(1, min(int(match[2]), _MAX_SPAN))
            if match[1].lower() == "row":
                down = count
            else:
                across = count
    return down, across
