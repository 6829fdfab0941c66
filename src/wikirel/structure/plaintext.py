"""The plain text of any range of the source, in which every character still knows where it stands."""

from __future__ import annotations

from typing import Protocol

import attrs

from wikirel.document.document import Document
from wikirel.spans import Span

__all__ = ["PlainText", "plain_text", "shown_text"]


@attrs.frozen
class PlainText:
    """A plain text with the way back to the source.

    Attributes:
        text: what shows; blocks are parted by a newline.
        document: the document whose map leads back.
        first: offset of this text in the document's text.
        shift: source offset at which that document's source begins.

    >>> from wikirel.document import Document
    >>> from wikirel.structure import structure_of
    >>> document = Document("In ''[[Lima]]''.<ref>See the ''Gazette''.</ref>")
    >>> note = plain_text(document, structure_of(document).references()[0])
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


class _WithContent(Protocol):
    """A node: something whose content is read."""

    @property
    def content(self) -> Span: ...


def plain_text(document: Document, item: _WithContent | Span) -> PlainText:
    """Return the plain text of a node or a source range, with the way back to the source.

    It is what the article shows of it.  Where the article shows nothing of it (inside a reference, or a
    parameter of a template that does not show), the range is read for itself.
    """
    span = item if isinstance(item, Span) else item.content
    start, end = document.plain_range(span)
    if start < end:
        return PlainText(document.text[start:end], document, start)
    piece = span.cut(document.source)
    if document.is_plain or not piece.strip():
        return PlainText("", document, start)
    alone = Document(piece, renderings=document.renderings, language=document.language)
    return PlainText(alone.text.rstrip("\n"), alone, 0, span.start)


def shown_text(document: Document, span: Span) -> str:
    """Return the plain text that the article shows from a source range; empty if it shows none of it.

    >>> shown_text(Document("In ''Lima''.<ref>Gazette</ref>"), Span(5, 30))
    'Lima.'
    """
    start, end = document.plain_range(span)
    return document.text[start:end]
