"""What a reading of markup yields: blocks of plain text, and the structure that they stand in.

These are working objects, made by the ten thousand for one article, so they are plain slotted classes.  In
all of them ``start`` and ``end`` of a block count in the plain text, and offsets named ``source_…`` in the
source; both are half-open ranges of code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Block", "BlockKind", "Cell", "Field", "Heading", "LinkUse", "Mark", "Row", "Table", "TemplateUse"]


class BlockKind(StrEnum):
    """The layout of a block."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    CELL = "cell"
    CAPTION = "caption"
    FIELD = "field"


class Cell:
    """One cell of a table.

    Attributes:
        header: whether it is a header cell.
        source_start: where its content begins.
        source_end: where its content ends.
        attributes: the source range of its attributes, or None.
        first_block: index of its first block.
        last_block: one past the index of its last block.
    """

    __slots__ = ("attributes", "first_block", "header", "last_block", "source_end", "source_start")

    def __init__(
        self, header: bool, source_start: int, attributes: tuple[int, int] | None, first_block: int = 0
    ) -> None:
        self.header = header
        self.source_start = source_start
        self.source_end = source_start
        self.attributes = attributes
        self.first_block = self.last_block = first_block


class Row:
    """One row of a table: its cells, and its source range from the first cell's bar."""

    __slots__ = ("cells", "source_end", "source_start")

    def __init__(self, source_start: int, cell: Cell) -> None:
        self.source_start = source_start
        self.source_end = source_start
        self.cells = [cell]


class Table:
    """A table.

    Attributes:
        source_start: where ``{|`` stands, or the first bar in the plain rendering.
        source_end: one past ``|}``.
        closed: whether ``|}`` was there.
        opening_end: where the line that opens it ends.
        rows: rows that hold at least one cell.
        section: index of the heading that it stands under, -1 in the lead.
        captions: indexes of the blocks of its caption.
    """

    __slots__ = ("captions", "closed", "opening_end", "rows", "section", "source_end", "source_start")

    def __init__(self, source_start: int, opening_end: int, section: int) -> None:
        self.source_start = source_start
        self.source_end = source_start
        self.closed = False
        self.opening_end = opening_end
        # Given when the table ends: a text may open tables by the hundred thousand that hold nothing.
        self.rows: Sequence[Row] = ()
        self.section = section
        self.captions: Sequence[int] = ()

    @property
    def attributes(self) -> tuple[int, int]:
        """The source range of its attributes."""
        return min(self.source_start + 2, self.opening_end), self.opening_end


class Field:
    """One parameter of an infobox.

    Attributes:
        template: the infobox's name, as written.
        name: the parameter's name in lower case; its position as a numeral where it has none.
        source_start: where the value begins.
        source_end: where the value ends.
        template_span: source range of the whole infobox.
        first_block: index of the value's first block.
        last_block: one past the index of its last block.
    """

    __slots__ = (
        "first_block",
        "last_block",
        "name",
        "source_end",
        "source_start",
        "template",
        "template_span",
    )

    def __init__(
        self, template: str, template_span: tuple[int, int], name: str, source_start: int, source_end: int
    ) -> None:
        self.template = template
        self.template_span = template_span
        self.name = name
        self.source_start = source_start
        self.source_end = source_end
        self.first_block = 0
        self.last_block = 0


class Block:
    """A stretch of plain text that no sentence crosses the borders of.

    Attributes:
        kind: its layout.
        start: plain offset of its first character.
        end: plain offset one past its last character.
        section: index of the heading that it stands under, -1 in the lead.
        marker: the list marker (``*``, ``**``, ``#``, ``:``) of an item, else empty.
        place: the cell or field that it stands in, or None.
    """

    __slots__ = ("end", "kind", "marker", "place", "section", "start")

    def __init__(
        self, kind: BlockKind, start: int, end: int, section: int, marker: str, place: Cell | Field | None
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.section = section
        self.marker = marker
        self.place = place

    def __repr__(self) -> str:
        return f"Block({self.kind}, {self.start}, {self.end})"


class Heading(NamedTuple):
    """A heading: its level, the plain range of its title, and its source range (the whole line)."""

    level: int
    start: int
    end: int
    source_start: int
    source_end: int


class LinkUse(NamedTuple):
    """A wikilink that shows: the plain range of its text, and the source ranges of target and whole link."""

    start: int
    end: int
    target_start: int
    target_end: int
    source_start: int
    source_end: int


class Mark(NamedTuple):
    """Something that stands at a point of the plain text and shows nothing: a reference, note or flag.

    Attributes:
        at: the plain offset that it stands before.
        kind: ``ref``, ``note`` or ``flag``.
        flag: the flag's name; empty for the others.
        source_start: where it begins.
        source_end: where it ends.
    """

    at: int
    kind: str
    flag: str
    source_start: int
    source_end: int


class TemplateUse(NamedTuple):
    """A template that shows nothing, or that no rendering is known for.

    Attributes:
        name: its normal name.
        at: the plain offset that it stands before.
        section: index of the heading that it stands under, -1 in the lead.
        source_start: where it begins.
        source_end: where it ends.
        known: whether a rendering is known.
        cuts: source offsets where its name and its arguments begin, and one past where the last one's bar would
            stand.
    """

    name: str
    at: int
    section: int
    source_start: int
    source_end: int
    known: bool
    cuts: tuple[int, ...]

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """The source ranges of its name and arguments."""
        return tuple([(start, end - 1) for start, end in pairwise(self.cuts)])
