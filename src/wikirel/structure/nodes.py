"""The nodes of a document: typed values for templates, links, references and all other markup.

A node is a frozen value: a document, a source range, and the ranges of its parts.  What is text in it (a name, a
value, a target) is cut from the source when it is asked for, so a node costs no copy of what it holds, however
deep nodes nest.  Nodes are made by :class:`~wikirel.structure.structure.Structure`, on demand.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Protocol

import attrs

from wikirel.document.evidence import Citation
from wikirel.spans import Span
from wikirel.structure.links import (
    Category,
    ExternalLink,
    FileLink,
    InterlanguageLink,
    Redirect,
    Wikilink,
)
from wikirel.structure.node import Node, Parameter, Passage, Template, Text, parse_attributes

__all__ = [
    "Category",
    "Comment",
    "Entity",
    "ExtensionTag",
    "ExternalLink",
    "FileLink",
    "Heading",
    "InterlanguageLink",
    "ListItem",
    "MagicWord",
    "Node",
    "Nowiki",
    "Paragraph",
    "Parameter",
    "Redirect",
    "Reference",
    "Relations",
    "Template",
    "Text",
    "Wikilink",
    "parse_attributes",
]


@attrs.frozen
class MagicWord(Node):
    """A behaviour switch such as ``__NOTOC__`` (Help:Magic words)."""

    @property
    def word(self) -> str:
        """The word without its underscores."""
        return self.markup.strip("_")


@attrs.frozen
class Entity(Node):
    """An HTML entity."""

    @property
    def character(self) -> str:
        """What it stands for; the entity itself if HTML 5 does not know it."""
        return html.unescape(self.markup)


@attrs.frozen
class _Enclosed(Node):
    content_span: Span

    @property
    def content(self) -> Span:
        """The source range of its inside."""
        return self.content_span


@attrs.frozen
class Comment(_Enclosed):
    """A comment, from ``<!--`` to ``-->``.

    Attributes:
        content_span: source range of its words.
    """

    @property
    def text(self) -> str:
        """Its words, as they stand."""
        return self.cut(self.content_span).strip()


@attrs.frozen
class ExtensionTag(_Enclosed):
    """A tag whose inside is not markup for what surrounds it, such as ``<math>`` or ``<gallery>``.

    Attributes:
        content_span: source range of its inside; empty for a self-closed tag.
        name: the tag's name in lower case.
        attributes_span: source range of its attributes.
    """

    name: str
    attributes_span: Span

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes, names in lower case."""
        return parse_attributes(self.cut(self.attributes_span))


@attrs.frozen
class Nowiki(ExtensionTag):
    """Text that is shown as it stands."""


class Relations(Protocol):
    """What knows how the nodes of a document belong together: its structure."""

    def definition(self, reference: Reference) -> Reference | None:
        """Return the reference that says what a reference cites."""

    def children(self, item: ListItem) -> tuple[ListItem, ...]:
        """Return the items directly below an item."""


@attrs.frozen
class Reference(_Enclosed):
    """A footnote or short citation: ``<ref>``, or a template such as ``{{efn}}`` or ``{{sfn}}``.

    Attributes:
        content_span: source range of its inside; empty for a reuse.
        name: its name, or None.
        group: its group, or None.
        list_defined: whether it stands in a list of references, where it defines and does not cite.
        reuse: whether it cites by name a reference that is defined elsewhere.
        template: normal name of the template that makes it, or None for a tag.
        relations: what finds its definition.
    """

    name: str | None
    group: str | None
    list_defined: bool
    reuse: bool
    template: str | None
    relations: Relations = attrs.field(repr=False, eq=False)

    @property
    def citation(self) -> Citation:
        """What it cites; a reuse by name cites what its definition does."""
        return self.document.references.at(self.span.start, self.span.end)

    @property
    def definition(self) -> Reference | None:
        """The reference that says what it cites: itself, or the one that its name is defined by."""
        return self.relations.definition(self)


@attrs.frozen
class Heading(Node):
    """A heading; its range is the line without the newline.

    Attributes:
        level: the number of equals signs.
        title_span: source range of its title, without the signs.
        title: its plain text.
    """

    level: int
    title_span: Span
    title: str

    @property
    def content(self) -> Span:
        """The source range of its title."""
        return self.title_span


@attrs.frozen
class ListItem(_Enclosed):
    """An item of a list, from its marker to the end of its line, without the items below it.

    Attributes:
        content_span: source range of what stands behind the marker.
        marker: the signs it begins with, such as ``**``.
        parent: the item that it stands under, or None.
        relations: what finds the items below it.
    """

    marker: str
    parent: ListItem | None = attrs.field(repr=False, eq=False)
    relations: Relations = attrs.field(repr=False, eq=False)

    @property
    def depth(self) -> int:
        """How deep it stands: the length of its marker."""
        return len(self.marker)

    @property
    def children(self) -> tuple[ListItem, ...]:
        """The items directly below it."""
        return self.relations.children(self)


@attrs.frozen
class Paragraph(Passage):
    """A paragraph."""
