"""The plain text under construction: pieces, the map back to the source, and the blocks.

Both readers of markup (wikitext, and the plain rendering) draw on a canvas; what it holds afterwards is all
that the document layer sees, so that one set of rules serves both forms.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right

from wikirel.markup.blocks import (
    Block,
    BlockKind,
    Cell,
    Field,
    Heading,
    LinkUse,
    Mark,
    Table,
    TemplateUse,
)
from wikirel.spans import Diagnostic, Span

__all__ = ["Canvas", "SourceMap", "Wraps"]

_new = tuple.__new__
_LARGE = 1 << 31  # offsets into a shorter source fit into 32 bits
_MANY_PIECES = 10_000
_DEFAULT_KIND = {Cell: BlockKind.CELL, Field: BlockKind.FIELD, type(None): BlockKind.PARAGRAPH}


class SourceMap:
    """The way back from plain offsets to source offsets.

    The plain text is a row of segments.  A *literal* segment stands in the source as it is, character for
    character; an *atom* (an entity, a template that shows fixed text) maps as a whole to its whole source.
    """

    __slots__ = ("_atom_ends", "_plain_starts", "_source_starts")

    def __init__(self, plain_starts: list[int], source_starts: array[int], atom_ends: dict[int, int]) -> None:
        self._plain_starts = plain_starts
        self._source_starts = source_starts
        self._atom_ends = atom_ends

    def start(self, plain: int) -> int:
        """Return the source offset where the character at a plain offset begins."""
        index = bisect_right(self._plain_starts, plain) - 1
        if index < 0:
            return 0
        if index in self._atom_ends:
            return self._source_starts[index]
        return self._source_starts[index] + plain - self._plain_starts[index]

    def end(self, plain: int) -> int:
        """Return the source offset where the character before a plain offset ends."""
        index = bisect_right(self._plain_starts, plain - 1) - 1
        if index < 0:
            return 0
        return self._atom_ends.get(index) or self._source_starts[index] + plain - self._plain_starts[index]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Return the source range of a plain range that is not empty."""
        plain_starts = self._plain_starts
        after = bisect_right(plain_starts, start)
        if not after:
            return 0, self.end(end)
        last = first = after - 1
        source_starts, atom_ends = self._source_starts, self._atom_ends
        begin = source_starts[first]
        if first not in atom_ends:
            begin += start - plain_starts[first]
        count = len(plain_starts)
        if after < count and plain_starts[after] < end:
            # Every segment shows a character at least, so there are no more of them than characters.
            most = after + end - start
            last = bisect_right(plain_starts, end - 1, after, most if most < count else count) - 1
        stop = atom_ends.get(last) or source_starts[last] + end - plain_starts[last]
        return begin, stop


class Wraps:
    """The brackets that stand right around what shows, so that a quote need not cut one in two.

    A span that begins where a link's text begins, and ends in or behind the link, is widened to the link.
    """

    __slots__ = ("by_end", "by_start")

    def __init__(self) -> None:
        self.by_start: dict[int, tuple[int, int]] = {}
        self.by_end: dict[int, tuple[int, int]] = {}

    def add(self, shown_start: int, shown_end: int, start: int, end: int) -> None:
        """Note that a bracket from ``start`` to ``end`` shows what stands between the first two offsets."""
        bracket = (start, end)
        self.by_start[shown_start] = bracket
        self.by_end[shown_end] = bracket

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """Return a source range with the brackets whose shown text begins or ends at its edges."""
        by_start, by_end = self.by_start, self.by_end
        while True:
            left, right = by_start.get(start), by_end.get(end)
            if left is not None and (left[1] <= end or left is right):
                start, end = left[0], max(end, left[1])
            elif right is not None and right[0] >= start:
                end = right[1]
            else:
                return start, end


class Canvas:
    """Plain text, map, blocks and structure, filled in source order.

    Attributes:
        source: the text that is read.
        size: how many plain characters there are so far.
        block_count: how many blocks there are so far.
        section: index of the heading that blocks now stand under, -1 in the lead.
        place: the cell or field that blocks now stand in.
        blocks, headings, tables, fields, links, marks, templates, diagnostics: what was found, in order.
        wraps: the brackets around what shows.
        pieces: the plain text so far, or what was added to it lately.
        plain_starts, source_starts, atom_ends: its map so far; see :class:`SourceMap`.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.size = 0
        self.place: Cell | Field | None = None
        self.blocks: list[Block] = []
        self.block_count = 0
        self.section = -1
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self.fields: list[Field] = []
        self.links: list[LinkUse] = []
        self.marks: list[Mark] = []
        self.templates: list[TemplateUse] = []
        self.diagnostics: list[Diagnostic] = []
        self.wraps = Wraps()
        self.pieces: list[str] = []
        self._joined: list[str] = []  # what stood in the pieces before they were too many
        self.plain_starts: list[
            int
        ] = []  # searched often, and most of its numbers are those of blocks and links
        # Compact: text that is all entities or line breaks has a segment for every few characters.
        self.source_starts = array("i" if len(source) < _LARGE else "q")
        self.atom_ends: dict[int, int] = {}
        self._next_source = -1  # where a literal must begin to lengthen the last segment
        self._open = False
        self._block_start = 0
        self._kind: BlockKind | None = None
        self._marker = ""
        self._counts: dict[str, int] = {}

    # -- text -------------------------------------------------------------------------------------------

    def literal(self, start: int, end: int) -> None:
        """Show a source range as it stands; the caller sees to it that it holds no newline."""
        piece = self.source[start:end]
        size = self.size
        if not self._open:
            if piece[:1].isspace():
                piece = piece.lstrip()
                start = end - len(piece)
            if not piece:
                return
            self._open = True
            self._block_start = size
        if start != self._next_source:
            self.plain_starts.append(size)
            self.source_starts.append(start)
        self._next_source = end
        self.pieces.append(piece)
        self.size = size + end - start

    def link(self, source_start: int, target_end: int, start: int, end: int, source_end: int) -> None:
        """Show the text of a plain link as it stands, and note the link.

        Args:
            source_start: where its brackets begin.
            target_end: where its target ends.
            start: where its text begins; it holds no newline.
            end: where its text ends.
            source_end: one past its brackets.
        """
        wraps = self.wraps
        wraps.by_start[start] = wraps.by_end[end] = source_start, source_end
        piece = self.source[start:end]
        size = self.size
        if not self._open:
            if piece[0].isspace():
                piece = piece.lstrip()
                start = end - len(piece)
                if not piece:
                    return
            self._open = True
            self._block_start = size
        self.plain_starts.append(size)
        self.source_starts.append(start)
        self._next_source = end
        self.pieces.append(piece)
        self.size = stop = size + end - start
        # Made by the ten thousand: a NamedTuple's own constructor takes twice as long.
        self.links.append(_new(LinkUse, (size, stop, source_start + 2, target_end, source_start, source_end)))

    def atom(self, shown: str, start: int, end: int) -> None:
        """Show a text that stands for a source range as a whole."""
        if not shown:
            return
        if not self._open:
            shown = shown.lstrip()
            if not shown:
                return
            self._open = True
            self._block_start = self.size
        self.atom_ends[len(self.plain_starts)] = end
        self.plain_starts.append(self.size)
        self.source_starts.append(start)
        self._next_source = -1
        self.pieces.append(shown)
        self.size += len(shown)

    @property
    def is_open(self) -> bool:
        """Whether a block has begun to show text."""
        return self._open

    @property
    def block_start(self) -> int:
        """The plain offset where the open block began; where the next one will, when none is open."""
        return self._block_start if self._open else self.size

    @property
    def kind(self) -> BlockKind:
        """The kind of the open block, or of the next one."""
        return self._kind or _DEFAULT_KIND[type(self.place)]

    def begin(self, kind: BlockKind | None = None, marker: str = "") -> None:
        """End the open block; the next text begins one of this kind (by default, what the place makes it)."""
        if self._open:
            self.finish()
        self._kind = kind
        self._marker = marker

    def finish(self) -> Block | None:
        """End the open block, without the blanks at its end, and return it if it shows anything."""
        if not self._open:
            self._kind = None
            self._marker = ""
            return None
        self._open = False
        block = None
        pieces, start, size = self.pieces, self._block_start, self.size
        last = pieces[-1]
        while last[-1:].isspace():
            trimmed = last.rstrip()
            size -= len(last) - len(trimmed)
            if trimmed or size <= start:
                pieces[-1] = trimmed
                break
            pieces.pop()
            last = pieces[-1]
        if size != self.size:
            self.size = size
            self._forget_from(size)
            self._clamp()
        if size > start:
            place = self.place
            block = Block(
                self._kind or _DEFAULT_KIND[type(place)],
                start,
                size,
                self.section,
                self._marker,
                place,
            )
            self.blocks.append(block)
            self.block_count += 1
            pieces.append("\n")
            self.size = size + 1
            if len(pieces) > _MANY_PIECES:
                self._joined.append("".join(pieces))
                pieces.clear()
        self._next_source = -1
        self._kind = None
        self._marker = ""
        return block

    def _forget_from(self, size: int) -> None:
        """Drop the segments of blanks that were trimmed away."""
        starts = self.plain_starts
        while starts and starts[-1] >= size:
            starts.pop()
            self.source_starts.pop()
            self.atom_ends.pop(len(starts), None)

    def _clamp(self) -> None:
        """Draw marks and links that stood behind trimmed blanks back to the end of their block."""
        marks, size = self.marks, self.size
        index = len(marks) - 1
        while index >= 0 and marks[index].at > size:
            marks[index] = marks[index]._replace(at=size)
            index -= 1
        links = self.links
        index = len(links) - 1
        while index >= 0 and links[index].end > size:
            links[index] = links[index]._replace(start=min(links[index].start, size), end=size)
            index -= 1

    def open_heading(self, level: int, start: int, end: int) -> None:
        """Begin a heading whose line has this source range: what follows stands in it, and then under it."""
        self.begin(BlockKind.HEADING)
        self.section = len(self.headings)
        self.headings.append(Heading(level, self.size, self.size, start, end))

    def heading(self, level: int, line: tuple[int, int], title: tuple[int, int]) -> None:
        """Show a heading whose title stands as it is: the source ranges of its line and of its title."""
        self.begin(BlockKind.HEADING)
        self.section = len(self.headings)
        shown = self.size
        self.literal(*title)
        block = self.finish()
        self.headings.append(Heading(level, shown, block.end if block else shown, *line))

    # -- diagnostics ------------------------------------------------------------------------------------

    def diagnose(self, code: str, message: str, start: int, end: int, *, limit: int = 20) -> None:
        """Note a reservation; after ``limit`` of one code the rest are only counted."""
        seen = self._counts[code] = self._counts.get(code, 0) + 1
        if seen <= limit:
            self.diagnostics.append(Diagnostic(code, message, Span(start, end)))

    def close(self) -> tuple[str, SourceMap]:
        """End the last block and return the whole plain text with its map."""
        self.finish()
        for code, seen in self._counts.items():
            if seen > 20:
                self.diagnostics.append(Diagnostic(code, f"{seen - 20} more of the same"))
        text = "".join([*self._joined, *self.pieces])
        return text, SourceMap(self.plain_starts, self.source_starts, self.atom_ends)
