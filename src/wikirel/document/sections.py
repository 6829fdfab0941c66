"""The tree of sections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from wikirel.markup.blocks import Block, BlockKind, Heading
from wikirel.spans import Span

__all__ = ["Section", "heading_paths", "section_tree"]

_LEVELS = 6  # MediaWiki's headings have six


@attrs.frozen
class Section:
    """A heading and what stands under it.

    Attributes:
        title: the heading's plain text.
        level: the number of equals signs; a page's usual sections have 2.
        text: the plain text that stands under the heading, without its subsections; a line for each
            paragraph, item, cell and caption.
        span: source range from the heading to the next one of the same or a higher rank.
        sections: the subsections.
    """

    title: str
    level: int
    text: str
    span: Span
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield this section and every one below it, in the order of the text."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


def heading_paths(headings: Sequence[Heading], text: str) -> list[tuple[str, ...]]:
    """Return for every heading the titles from the outermost one in to its own."""
    paths: list[tuple[str, ...]] = []
    stack: list[tuple[int, tuple[str, ...]]] = []
    for heading in headings:
        beside: tuple[str, ...] = ()  # the path of the heading before, that this one stands beside
        while stack and stack[-1][0] >= heading.level:
            beside = stack.pop()[1]
        title = text[heading.start : heading.end]
        if beside and beside[-1] == title:
            path = beside
        else:
            path = (*(stack[-1][1] if stack else ()), title)
        # Beyond six levels there is nothing to nest in, so the stack stays short.
        stack.append((heading.level, path))
        paths.append(path)
    return paths


def section_tree(
    headings: Sequence[Heading], blocks: Sequence[Block], text: str, size: int
) -> tuple[Section, ...]:
    """Build the tree.

    Args:
        headings: in order.
        blocks: all blocks, in order.
        text: the plain text.
        size: length of the source.

    Returns:
        The top-level sections.
    """
    ranges = _ranges(headings, blocks)
    # Headings have six levels at most, so building from the last heading back needs no recursion.
    ends = [size] * len(headings)
    ends_at = [size] * (_LEVELS + 1)  # where a section of each level ends that begins before what was seen
    for index in range(len(headings) - 1, -1, -1):
        level = headings[index].level
        ends[index] = ends_at[level]
        ends_at[level:] = [headings[index].source_start] * (_LEVELS + 1 - level)
    children: list[list[Section]] = [[]]
    levels: list[int] = [0]
    pending: list[int] = [-1]

    def close(level: int) -> None:
        while levels[-1] >= level and len(levels) > 1:
            index = pending.pop()
            levels.pop()
            below = children.pop()
            heading = headings[index]
            children[-1].append(
                Section(
                    text[heading.start : heading.end],
                    heading.level,
                    text[slice(*ranges[index])],
                    Span(heading.source_start, ends[index]),
                    tuple(below),
                )
            )

    for index, heading in enumerate(headings):
        close(heading.level)
        levels.append(heading.level)
        pending.append(index)
        children.append([])
    close(0)
    return tuple(children[0])


def _ranges(headings: Sequence[Heading], blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return for every heading the plain range of the blocks under it, without those of headings."""
    starts = [block.start for block in blocks]
    borders = [bisect_left(starts, heading.start) for heading in headings]
    ranges: list[tuple[int, int]] = []
    for first, after in pairwise([*borders, len(blocks)]):
        last = after - 1
        while first <= last and blocks[first].kind is BlockKind.HEADING:
            first += 1
        while first <= last and blocks[last].kind is BlockKind.HEADING:
            last -= 1
        ranges.append((blocks[first].start, blocks[last].end) if first <= last else (-1, -1))
    return ranges
