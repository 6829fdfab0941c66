"""What stands at a place of an article: the headings over it, its words, its references and flags.

It is what an :class:`~wikirel.document.evidence.Evidence` is worked out from when somebody first looks at it.  It
keeps no more of a document than that takes: an article holds on to it as long as evidence of its is not looked at.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from wikirel.document.evidence import Citation, Told
from wikirel.document.references import References
from wikirel.markup.blocks import Mark

__all__ = ["Surroundings", "one_line"]


def one_line(text: str) -> str:
    r"""Return a text in one line, its words one blank apart.

    >>> one_line("an embassy\nin  Lima")
    'an embassy in Lima'
    """
    return " ".join(text.split()) if "  " in text or not text.isprintable() else text


class Surroundings:
    """Reads places of one article.

    Args:
        text: the plain text.
        headings: plain offsets where its headings begin, in order.
        paths: for every heading the titles from the outermost one in to its own.
        sentence_starts: the plain offsets where sentences begin.
        marks: its references, notes and flags, in order.
        references: what they say.
    """

    def __init__(
        self,
        text: str,
        headings: Iterable[int],
        paths: Sequence[tuple[str, ...]],
        sentence_starts: Sequence[int],
        marks: Sequence[Mark],
        references: References,
    ) -> None:
        self._text = text
        self._headings = array("q", headings)
        self._paths = paths
        self._sentences = array("q", sentence_starts)
        self._offsets = array("q", [mark.at for mark in marks])
        self._mark_starts = array("q", [mark.source_start for mark in marks])
        self._mark_ends = array("q", [mark.source_end for mark in marks])
        self._flags = [mark.flag for mark in marks]
        self._references = references

    def at(self, start: int, end: int) -> Told:
        """Return the sections, the text, the references and the flags of a plain range.

        References and flags count that stand in the range or right behind it: up to where the next sentence
        begins, or to the end of the block.
        """
        text = one_line(self._text[start:end])
        section = bisect_right(self._headings, start) - 1
        path = self._paths[section] if section >= 0 else ()
        block_end = self._text.find("\n", max(start, end - 1))
        block_begins = start == 0 or self._text[start - 1] == "\n"
        first = bisect_left(self._offsets, start if block_begins else start + 1)
        if first == len(self._offsets) or self._offsets[first] > block_end:
            return path, text, (), ()
        return path, text, *self._marked(first, end, block_end)

    def _marked(self, first: int, end: int, block_end: int) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
        """Return what marks stand up to the next sentence, or to the end of the block."""
        reach = block_end
        if end < block_end:
            starts = self._sentences
            index = bisect_left(starts, end)
            if index < len(starts) and starts[index] < block_end:
                reach = starts[index]
        citations: list[Citation] = []
        flags: tuple[str, ...] = ()
        for index in range(first, bisect_right(self._offsets, reach, first)):
            flag = self._flags[index]
            if not flag:
                citations.append(self._references.at(self._mark_starts[index], self._mark_ends[index]))
            elif flag not in flags:
                flags = (*flags, flag)
        return tuple(citations), flags
