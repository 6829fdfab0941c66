"""The protected regions as the pass over the text meets them: references make marks, literal text shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from wikirel.markup.blocks import Mark
from wikirel.markup.canvas import Canvas
from wikirel.markup.protect import FILLER, Region

__all__ = ["RegionPass"]

_new = tuple.__new__  # marks are many: a NamedTuple's own constructor takes twice as long


class RegionPass:
    """Shows the regions of one reading, in order, each once.

    Args:
        source: the wikitext.
        blank: the same, blanked.
        regions: its protected regions, in order.
        canvas: what they are drawn on.
    """

    __slots__ = ("_canvas", "_next", "_regions", "_source", "blank")

    def __init__(self, source: str, blank: str, regions: Sequence[Region], canvas: Canvas) -> None:
        self._source = source
        self.blank = blank
        self._regions = regions
        self._canvas = canvas
        self._next = 0

    def show(self, start: int, end: int) -> None:
        """Show the regions that begin in a source range; those before it are passed over."""
        regions, index = self._regions, self._next
        count = len(regions)
        while index < count:
            region = regions[index]
            begin = region[0]
            if begin >= end:
                break
            index += 1
            if begin >= start:
                kind = region[2]
                if kind == "ref":
                    canvas = self._canvas
                    canvas.marks.append(_new(Mark, (canvas.size, "ref", "", begin, region[1])))
                elif kind == "literal":
                    self._literal(region)
        self._next = index

    def mark(self, before: tuple[int, int], end: int, size: int, stop: int) -> bool:
        """Mark the references around a text, if no text shows in any region there.

        Args:
            before: the source range of the regions before the text.
            end: where the regions behind the text end.
            size: plain offset of the text.
            stop: plain offset of its end.

        Returns:
            Whether it was done; if not, nothing was.
        """
        regions, index, marks = self._regions, self._next, self._canvas.marks
        count, known = len(regions), len(marks)
        start, inside = before
        while index < count:
            region = regions[index]
            begin = region[0]
            if begin >= end:
                break
            index += 1
            if begin >= start:
                kind = region[2]
                if kind == "ref":
                    at = size if begin < inside else stop
                    marks.append(_new(Mark, (at, "ref", "", begin, region[1])))
                elif kind == "literal":
                    del marks[known:]
                    return False
        self._next = index
        return True

    def only_comments(self, start: int, end: int) -> bool:
        """Tell whether only comments and blanks stand in a range (a reference is a text: no heading then)."""
        if FILLER not in self.blank[start:end]:
            return True
        regions = self._regions
        index = bisect_left(regions, start, key=lambda region: region.start)
        while index < len(regions) and regions[index].start < end:
            if regions[index].kind != "comment":
                return False
            index += 1
        return True

    def _literal(self, region: Region) -> None:
        canvas, source = self._canvas, self._source
        start = region.body_start
        while start < region.body_end:
            newline = source.find("\n", start, region.body_end)
            stop = newline if newline >= 0 else region.body_end
            canvas.literal(start, stop)
            if newline >= 0:
                canvas.atom(" ", newline, newline + 1)
            start = stop + 1
