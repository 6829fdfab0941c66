"""The markup of a text in layers: the text itself, then the insides of its references, and so on.

The first reading blanks references, because nothing in them is markup for what stands around them (see
:mod:`wikirel.markup.protect`).  For editors their insides are structure too: here every inside that is wikitext
is read by the same two passes, in a layer of its own.  In all layers offsets are those of the source, because a
layer is as long as the source: what is not in it is walled off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from wikirel.markup.brackets import Bracket, match_brackets
from wikirel.markup.protect import Region, protect
from wikirel.spans import Span

__all__ = ["Layer", "Owners", "read_layers", "trimmed"]

_WITH_WIKITEXT = frozenset(("ref", "gallery", "indicator", "imagemap", "includeonly"))
_DEEPEST = 6  # a tag ends at its first closing tag, so only different tags nest: this is all that can be


class Layer:
    """One layer.

    Attributes:
        blank: as long as the source; what is not markup of this layer is blanked or walled off.
        regions: the protected regions of this layer, in order.
        brackets: its templates, links and parameters, in order of their start, an outer one before its inside.
        unclosed: offsets of openers that nothing closes.
    """

    __slots__ = ("_starts", "blank", "brackets", "regions", "unclosed")

    def __init__(
        self, blank: str, regions: list[Region], brackets: list[Bracket], unclosed: list[int]
    ) -> None:
        self.blank = blank
        self.regions = regions
        self.brackets = brackets
        self.unclosed = unclosed
        self._starts: list[int] | None = None

    def next_bracket(self, position: int) -> Bracket | None:
        """Return the first bracket that begins at a position or after it, the outermost one there."""
        if self._starts is None:
            self._starts = [bracket.start for bracket in self.brackets]
        index = bisect_left(self._starts, position)
        return self.brackets[index] if index < len(self.brackets) else None

    def find(self, sign: str, position: int, bound: int) -> int:
        """Find a sign that stands in no bracket which begins at ``position`` or later.

        Args:
            sign: one character that is no bracket.
            position: where to begin.
            bound: where to end.

        Returns:
            The offset of the sign, or -1.
        """
        while position < bound:
            following = self.next_bracket(position)
            stop = bound if following is None else min(bound, following.start)
            found = self.blank.find(sign, position, stop)
            if found >= 0 or following is None:
                return found
            position = following.end
        return -1


class Owners:
    """Tells the innermost bracket around offsets that are asked for in ascending order, and its pipes."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._next = 0
        self._stack: list[Bracket] = []
        self._pipes: dict[Bracket, Sequence[int]] = {}

    def at(self, position: int) -> Bracket | None:
        """Return the innermost bracket around an offset."""
        brackets, stack = self._layer.brackets, self._stack
        while self._next < len(brackets) and brackets[self._next].start <= position:
            bracket = brackets[self._next]
            while stack and stack[-1].end <= bracket.start:
                stack.pop()
            stack.append(bracket)
            self._next += 1
        while stack and stack[-1].end <= position:
            stack.pop()
        return stack[-1] if stack else None

    def part(self, bracket: Bracket, position: int) -> tuple[int, int]:
        """Return in which part of a bracket an offset stands, and where this part ends."""
        pipes = self._pipes.get(bracket)
        if pipes is None:
            pipes = [start - 1 for start, _ in bracket.parts(self._layer.blank)[1:]]
            self._pipes[bracket] = pipes
        index = bisect_left(pipes, position)
        return index, pipes[index] if index < len(pipes) else bracket.end - 2


def trimmed(source: str, start: int, end: int) -> Span:
    """Return a range without the blanks at its ends; at its start, if it holds nothing else.

    The ends are walked, not cut: a copy of each of many nested ranges would be quadratic.
    """
    while end > start and source[end - 1].isspace():
        end -= 1
    while start < end and source[start].isspace():
        start += 1
    return Span(start, end)


def read_layers(source: str) -> list[Layer]:
    """Read every layer of a wikitext, the outermost first.

    >>> [len(layer.brackets) for layer in read_layers("[[Lima]]<ref>{{cite web|url=x}}</ref>")]
    [1, 1]
    """
    blank, regions = protect(source)
    layers = [Layer(blank, regions, *match_brackets(blank))]
    while len(layers) < _DEEPEST:
        bodies = [region for region in layers[-1].regions if _holds_wikitext(region)]
        if not bodies:
            break
        layers.append(_inner_layer(source, bodies))
    return layers


def _holds_wikitext(region: Region) -> bool:
    return region.tag in _WITH_WIKITEXT and region.body_start < region.body_end


def _inner_layer(source: str, bodies: Iterable[Region]) -> Layer:
    pieces: list[str] = []
    regions: list[Region] = []
    brackets: list[Bracket] = []
    unclosed: list[int] = []
    position = 0
    for body in bodies:
        start, end = body.body_start, body.body_end
        pieces.append(_wall(start - position))
        blank, inner = protect(source[start:end])
        pieces.append(blank)
        position = end
        regions += _moved(inner, start)
        if "[[" in blank or "{{" in blank:
            found, openers = match_brackets(blank)
            for bracket in found:
                bracket.start += start
                bracket.end += start
                if bracket.pipes:
                    bracket.pipes = [pipe + start for pipe in bracket.pipes]
            brackets += found
            unclosed += [opener + start for opener in openers]
    pieces.append(_wall(len(source) - position))
    return Layer("".join(pieces), regions, brackets, unclosed)


def _wall(size: int) -> str:
    """Return text that ends a line and begins none, so that nothing reaches from one body into the next."""
    return "\n" + "\x01" * (size - 1) if size else ""


def _moved(regions: Iterable[Region], by: int) -> Iterator[Region]:
    for region in regions:
        yield region._replace(
            start=region.start + by,
            end=region.end + by,
            attributes_start=region.attributes_start + by,
            body_start=region.body_start + by,
            body_end=region.body_end + by,
        )
