"""The plain text of any range of the source, in which every character still knows where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import attrs

from wikirel.spans import Span

if TYPE_CHECKING:
    from wikirel.document.document import Document

__all__ = ["PlainText", "plain_range", "read_plain"]


@attrs.frozen
class PlainText:
    """A plain text with the way back to the source.

    Attributes:
        text: what shows; blocks are parted by a newline.
        document: the document whose map leads back.
        first: offset of this text in the document's text.
        shift: source offset at which that document's source begins.

    >>> from wikirel.document import Document
    >>> document = Document("In ''[[Lima]]''.<ref>See the ''Gazette''.</ref>")
    >>> note = document.plain(document.structure.references()[0])
    >>> note.text, note.span(8, 15).cut(document.source)
    ('See the Gazette.', 'Gazette')
    """

    text: str
    document: Document = attrs.field(repr=False)
    first: int = 0
    shift: int = 0

    def __str__(self) -> str:
        return self.text

    def span(self, start: int, end: int) -> Span:
        """Return the source range of the characters from ``start`` up to ``end``."""
        found = self.document.span(self.first + start, self.first + end)
        return Span(found.start + self.shift, found.end + self.shift)


def plain_range(document: Document, span: Span) -> tuple[int, int]:
    """Return the plain range of what the document shows from a source range.

    What shows only as a whole (an entity, a template that shows fixed text) counts if it lies in the range as
    a whole.  The map ascends, so two binary searches find the range.
    """
    size, source_map = len(document.text), document.map
    start = bisect_left(range(size), span.start, key=source_map.start)
    end = bisect_right(range(1, size + 1), span.end, key=source_map.end)
    while start < end and document.text[start] == "\n":
        start += 1
    while start < end and document.text[end - 1] == "\n":
        end -= 1
    return (start, end) if start < end else (start, start)


def read_plain(document: Document, span: Span) -> PlainText:
    """Return the plain text of a range; where the article shows nothing of it, the range is read for itself."""
    start, end = plain_range(document, span)
    if start < end:
        return PlainText(document.text[start:end], document, start)
    piece = span.cut(document.source)
    if document.is_plain or not piece.strip():
        return PlainText("", document, start)
    alone = type(document)(piece, renderings=document.renderings, language=document.language)
    return PlainText(alone.text.rstrip("\n"), alone, 0, span.start)
