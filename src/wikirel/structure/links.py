"""Links as nodes: to pages, pictures, categories, other languages and addresses."""

from __future__ import annotations

import attrs

from wikirel.spans import Span
from wikirel.structure.node import Node, page_name

__all__ = ["Category", "ExternalLink", "FileLink", "InterlanguageLink", "Redirect", "Wikilink"]


@attrs.frozen
class _Link(Node):
    target_span: Span

    @property
    def _title(self) -> tuple[str, str | None]:
        written = page_name(self.cut(self.target_span))
        title, sign, anchor = written.partition("#")
        return title.strip().removeprefix(":").strip(), anchor.strip() if sign else None


@attrs.frozen
class Wikilink(_Link):
    """A link to a page of the same wiki.

    Attributes:
        target_span: source range of the target.
        label_span: source range of what stands behind the bar, or None.
        trail_span: source range of the letters behind the brackets that belong to the link's text, or None.

    >>> from wikirel.document import Document
    >>> from wikirel.structure import structure_of
    >>> link, = structure_of(Document("the [[Peru#History|Peru]]vian coast")).wikilinks()
    >>> link.target, link.anchor, link.label, link.trail
    ('Peru', 'History', 'Peru', 'vian')
    """

    label_span: Span | None
    trail_span: Span | None

    @property
    def target(self) -> str:
        """The title that it leads to, without the anchor; empty for a link within the page."""
        return self._title[0]

    @property
    def anchor(self) -> str | None:
        """What stands behind ``#``, or None."""
        return self._title[1]

    @property
    def namespace(self) -> str:
        """The canonical English name of its namespace in lower case; empty for articles."""
        return self.namespaces.split(self.target)[0]

    @property
    def label(self) -> str:
        """What it is labelled with, as it stands in the source; the target where nothing else is said."""
        return self.cut(self.label_span if self.label_span is not None else self.target_span)

    @property
    def trail(self) -> str:
        """The letters behind the brackets that belong to its text (they are outside ``span``)."""
        return self.cut(self.trail_span)


@attrs.frozen
class FileLink(_Link):
    """A picture or another file.

    Attributes:
        target_span: source range of the target, with its namespace.
        option_spans: source ranges of all its options but the caption.
        caption_span: source range of its caption, or None.
    """

    option_spans: tuple[Span, ...]
    caption_span: Span | None

    @property
    def name(self) -> str:
        """The file's name, without the namespace."""
        return self.namespaces.split(self._title[0])[1]

    @property
    def options(self) -> tuple[str, ...]:
        """Its options as written, without the caption."""
        return tuple(self.cut(span).strip() for span in self.option_spans)

    @property
    def caption(self) -> str:
        """Its caption as it stands in the source; empty if it has none."""
        return self.cut(self.caption_span).strip()

    @property
    def content(self) -> Span:
        """The source range of its caption."""
        return self.caption_span or Span(self.span.end, self.span.end)


@attrs.frozen
class Category(_Link):
    """A category that the page belongs to.

    Attributes:
        target_span: source range of the target, with its namespace.
        key_span: source range of its sort key, or None.
    """

    key_span: Span | None

    @property
    def name(self) -> str:
        """The category's name, without the namespace."""
        return self.namespaces.split(self._title[0])[1]

    @property
    def key(self) -> str | None:
        """What the page is sorted by in it, or None."""
        return None if self.key_span is None else self.cut(self.key_span).strip()


@attrs.frozen
class InterlanguageLink(_Link):
    """The same article in another language.

    Attributes:
        target_span: source range of language code and title.
    """

    @property
    def language(self) -> str:
        """The language code."""
        return self._title[0].partition(":")[0].strip().lower()

    @property
    def title(self) -> str:
        """The title there."""
        return self._title[0].partition(":")[2].strip()


@attrs.frozen
class ExternalLink(Node):
    """A link to an address, in brackets or bare.

    Attributes:
        url_span: source range of the address.
        label_span: source range of its label, or None.
        bracketed: whether it stands in brackets.
    """

    url_span: Span
    label_span: Span | None
    bracketed: bool

    @property
    def url(self) -> str:
        """The address as written."""
        return self.cut(self.url_span)

    @property
    def label(self) -> str:
        """The label as it stands in the source; empty if it has none."""
        return self.cut(self.label_span)


@attrs.frozen
class Redirect(_Link):
    """What makes the page a redirect; its range is the word and the link.

    Attributes:
        target_span: source range of the target.
    """

    @property
    def target(self) -> str:
        """The title that it leads to, without the anchor."""
        return self._title[0]

    @property
    def anchor(self) -> str | None:
        """What stands behind ``#``, or None."""
        return self._title[1]
