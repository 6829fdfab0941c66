"""All markup of a document as typed nodes, in the order of the source, made when it is asked for.

Facts are read off the compact working objects of :mod:`wikirel.markup.blocks`; this is for people, linters and
bots, who want every template and link, also inside references and inside templates that show nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from wikirel.document.document import Document
from wikirel.markup.blocks import BlockKind
from wikirel.markup.renderings import RenderingKind, normal_name
from wikirel.spans import Span
from wikirel.structure import inline
from wikirel.structure.layers import Layer, read_layers, trimmed
from wikirel.structure.lists import list_items, plain_list_items
from wikirel.structure.namespaces import Namespaces
from wikirel.structure.nodes import (
    Category,
    Comment,
    Entity,
    ExtensionTag,
    ExternalLink,
    FileLink,
    Heading,
    InterlanguageLink,
    ListItem,
    MagicWord,
    Node,
    Nowiki,
    Paragraph,
    Redirect,
    Reference,
    Template,
    Wikilink,
)
from wikirel.structure.notes import references_of
from wikirel.structure.tables import TableNode, table_node

__all__ = ["Structure", "structure_of"]

_N = TypeVar("_N", bound=Node)


def _in_order(nodes: Iterable[_N]) -> tuple[_N, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.span.start, -node.span.end)))


class Structure:
    """The nodes of one document; each kind is made when it is first asked for, and kept.

    All methods return nodes in the order of the source, an outer one before those inside it, and those inside
    references and templates too.  The plain rendering has headings, paragraphs, list items and tables only.

    Args:
        document: the document.

    >>> from wikirel.document import Document
    >>> from wikirel.structure import structure_of
    >>> document = Document("{{flag|Peru}} and [[Cuba]]<ref>{{cite web|title=[[Lima]]}}</ref>")
    >>> structure = structure_of(document)
    >>> [template.name for template in structure.templates()]
    ['flag', 'cite web']
    >>> [link.target for link in structure.wikilinks()]
    ['Cuba', 'Lima']
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.namespaces = Namespaces.load(document.language)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The text itself, then the insides of references, and so on; none for the plain rendering."""
        return () if self._document.is_plain else tuple(read_layers(self._document.source))

    # -- brackets ---------------------------------------------------------------------------------------

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        depths: dict[int, int] = {}
        found: list[Template] = []
        for layer in self.layers:
            found += inline.templates(self._document, layer, depths)
        return _in_order(found)

    def templates(self, name: str | None = None) -> tuple[Template, ...]:
        """Return the templates, or those of a name (however it is capitalised).

        Args:
            name: such as ``"Cite web"``; ``"#invoke:flag"`` for a call of a module.
        """
        if name is None:
            return self._templates
        wanted = normal_name(name)
        return tuple(node for node in self._templates if node.normal_name == wanted)

    def infoboxes(self) -> tuple[Template, ...]:
        """Return the templates whose parameters are fields, by the table of renderings."""
        find = self._document.renderings.find
        found = []
        for template in self._templates:
            rendering = find(template.name)
            if rendering is not None and rendering.kind is RenderingKind.FIELDS:
                found.append(template)
        return tuple(found)

    @cached_property
    def _links(self) -> tuple[Node, ...]:
        return _in_order(
            node for layer in self.layers for node in inline.links(self._document, layer, self.namespaces)
        )

    def wikilinks(self) -> tuple[Wikilink, ...]:
        """Return the links to pages of the same wiki, but no pictures, categories or other languages."""
        return tuple(node for node in self._links if isinstance(node, Wikilink))

    def files(self) -> tuple[FileLink, ...]:
        """Return the pictures and other files."""
        return tuple(node for node in self._links if isinstance(node, FileLink))

    def categories(self) -> tuple[Category, ...]:
        """Return the categories."""
        return tuple(node for node in self._links if isinstance(node, Category))

    def interlanguage_links(self) -> tuple[InterlanguageLink, ...]:
        """Return the links to the article in other languages."""
        return tuple(node for node in self._links if isinstance(node, InterlanguageLink))

    @cached_property
    def _external(self) -> tuple[ExternalLink, ...]:
        return _in_order(
            node for layer in self.layers for node in inline.external_links(self._document, layer)
        )

    def external_links(self) -> tuple[ExternalLink, ...]:
        """Return the links to addresses, in brackets and bare."""
        return self._external

    @cached_property
    def redirect(self) -> Redirect | None:
        """What makes the page a redirect, or None."""
        if not self.layers:
            return None
        found = self.namespaces.redirect.match(self.layers[0].blank)
        link = self.layers[0].next_bracket(found.end()) if found is not None else None
        if found is None or link is None or link.start != found.end():
            return None
        source = self._document.source
        start = source.index("#", found.start())
        target = trimmed(source, *link.parts(self.layers[0].blank)[0])
        return Redirect(self._document, Span(start, link.end), target)

    # -- signs and regions ------------------------------------------------------------------------------

    @cached_property
    def _signs(self) -> tuple[Node, ...]:
        return _in_order(node for layer in self.layers for node in inline.signs(self._document, layer))

    def entities(self) -> tuple[Entity, ...]:
        """Return the HTML entities."""
        return tuple(node for node in self._signs if isinstance(node, Entity))

    def magic_words(self) -> tuple[MagicWord, ...]:
        """Return the behaviour switches, such as ``__NOTOC__``."""
        return tuple(node for node in self._signs if isinstance(node, MagicWord))

    @cached_property
    def _regions(self) -> tuple[Node, ...]:
        document, found = self._document, list[Node]()
        for layer in self.layers:
            for region in layer.regions:
                body = Span(region.body_start, region.body_end)
                if region.kind == "comment":
                    found.append(Comment(document, Span(body.start - 4, body.end + 3), body))
                elif region.kind != "stray" and region.tag != "ref":
                    end = document.source.rindex(">", region.attributes_start, region.body_start)
                    end -= document.source[end - 1] == "/"
                    kind = Nowiki if region.tag == "nowiki" else ExtensionTag
                    span, attributes = Span(region.start, region.end), Span(region.attributes_start, end)
                    found.append(kind(document, span, body, region.tag, attributes))
        return _in_order(found)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments."""
        return tuple(node for node in self._regions if isinstance(node, Comment))

    def nowikis(self) -> tuple[Nowiki, ...]:
        """Return what stands in ``<nowiki>``."""
        return tuple(node for node in self._regions if isinstance(node, Nowiki))

    def tags(self, name: str | None = None) -> tuple[ExtensionTag, ...]:
        """Return the extension tags but ``<ref>``: all, or those of a name; ``<nowiki>`` is one of them."""
        found = (node for node in self._regions if isinstance(node, ExtensionTag))
        return tuple(node for node in found if name is None or node.name == name.lower())

    @cached_property
    def _references(self) -> tuple[Reference, ...]:
        return _in_order(references_of(self._document, self.layers, self._templates, self))

    def references(self) -> tuple[Reference, ...]:
        """Return the references: tags, and templates such as ``{{efn}}``."""
        return self._references

    @cached_property
    def _definitions(self) -> dict[str, Reference]:
        found: dict[str, Reference] = {}
        for reference in self._references:
            if reference.name is not None and not reference.reuse:
                found.setdefault(reference.name, reference)
        return found

    def definition(self, reference: Reference) -> Reference | None:
        """Return the reference that says what a reference cites; None where nothing defines its name."""
        return reference if not reference.reuse else self._definitions.get(reference.name or "")

    # -- blocks -----------------------------------------------------------------------------------------

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        document, found = self._document, []
        for heading in document.headings:
            start, end = heading.source_start, heading.source_end
            line = trimmed(document.source, start, end)
            if not document.is_plain:  # the title ends before comments that stand behind the signs
                line = Span(line.start, start + len(self.layers[0].blank[start:end].rstrip(" \t\r\x7f")))
            title = trimmed(document.source, line.start + heading.level, line.end - heading.level)
            shown = document.text[heading.start : heading.end]
            found.append(Heading(document, Span(start, end), heading.level, title, shown))
        return tuple(found)

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings."""
        return self._headings

    @cached_property
    def _items(self) -> tuple[ListItem, ...]:
        if self._document.is_plain:
            return tuple(plain_list_items(self._document, self))
        found = _in_order(item for layer in self.layers for item in list_items(self._document, layer, self))
        return found[1:] if self.redirect is not None else found  # its sign is not that of an item

    def list_items(self) -> tuple[ListItem, ...]:
        """Return the items of lists, marked by ``*``, ``#``, ``:`` or ``;``; in a plain rendering by ``-``."""
        return self._items

    @cached_property
    def _children(self) -> dict[int, list[ListItem]]:
        children: dict[int, list[ListItem]] = {}
        for item in self._items:
            if item.parent is not None:
                children.setdefault(item.parent.span.start, []).append(item)
        return children

    def children(self, item: ListItem) -> tuple[ListItem, ...]:
        """Return the items directly below an item."""
        return tuple(self._children.get(item.span.start, ()))

    @cached_property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        document = self._document
        return tuple(
            Paragraph(document, document.span(block.start, block.end), block.start, block.end)
            for block in document.blocks
            if block.kind is BlockKind.PARAGRAPH
        )

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs that show."""
        return self._paragraphs

    @cached_property
    def _tables(self) -> tuple[TableNode, ...]:
        return tuple(table_node(self._document, table, self) for table in self._document.tables)

    def tables(self) -> tuple[TableNode, ...]:
        """Return the tables, nested ones behind those that they stand in."""
        return self._tables

    # -- all of them ------------------------------------------------------------------------------------

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        redirect = [self.redirect] if self.redirect is not None else []
        notes = [node for node in self._references if node.template is None]
        kinds = (redirect, self._headings, self._tables, self._templates, notes)
        signs = (self._links, self._external, self._regions, self._signs)
        return _in_order(node for nodes in (*kinds, *signs) for node in nodes)

    def nodes(self, within: Span | None = None) -> tuple[Node, ...]:
        """Return every node but paragraphs and list items, which are stretches that others stand in.

        Args:
            within: only those that stand wholly in this source range.
        """
        if within is None:
            return self._nodes
        index = bisect_left(self._starts, within.start)
        found = []
        while index < len(self._nodes) and self._starts[index] < within.end:
            if self._nodes[index].span.end <= within.end:
                found.append(self._nodes[index])
            index += 1
        return tuple(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [node.span.start for node in self._nodes]


def structure_of(document: Document) -> Structure:
    """Return the structure of a document, the same one each time.

    >>> structure_of(Document("In [[Lima]]")).wikilinks()[0].target
    'Lima'
    """
    return document.once(Structure)
