"""The items of lists, nested by their markers (Help:List)."""

from __future__ import annotations

import re

from wikirel.document.document import Document
from wikirel.markup.blocks import BlockKind
from wikirel.markup.brackets import BracketKind
from wikirel.markup.protect import FILLER
from wikirel.spans import Span
from wikirel.structure.layers import Layer, Owners
from wikirel.structure.nodes import ListItem, Relations

__all__ = ["list_items", "plain_list_items"]

_ITEM = re.compile(rf"(?:\A|\n)[ \t{FILLER}]*([*#:;]+)(?![*#:;])(?![ \t]*\{{\|)")


def list_items(document: Document, layer: Layer, relations: Relations) -> list[ListItem]:
    """Make the items of a layer.

    An item ends where its line ends outside brackets, or the part of the template that it stands in.  It stands
    under the nearest item above whose marker begins its own, if no other line comes between.
    """
    items: list[ListItem] = []
    around: list[ListItem] = []
    owners, blank = Owners(layer), layer.blank
    for found in _ITEM.finditer(blank):
        start, after = found.span(1)
        owner, bound = owners.at(start), len(blank)
        if owner is not None:
            part, bound = owners.part(owner, start)
            if part == 0 or owner.kind is not BracketKind.TEMPLATE:
                continue  # {{ newline #if: ... begins no list
        end = layer.find("\n", after, bound)
        end = bound if end < 0 else end
        content = after
        while content < end and blank[content] in " \t":
            content += 1
        _add(
            items,
            around,
            ListItem(document, Span(start, end), Span(content, end), found[1], None, relations),
            found.start(),
        )
    return items


def plain_list_items(document: Document, relations: Relations) -> list[ListItem]:
    """Make the items of a plain rendering."""
    items: list[ListItem] = []
    for block in document.blocks:
        if block.kind is BlockKind.ITEM:
            span = document.span(block.start, block.end)
            line = document.source.rfind("\n", 0, span.start) + 1
            items.append(ListItem(document, Span(line, span.end), span, block.marker, None, relations))
    return items


def _add(items: list[ListItem], around: list[ListItem], item: ListItem, line: int) -> None:
    # The item before ends right at the newline that this one's line begins with, or the list was broken off.
    if not items or items[-1].span.end != line:
        around.clear()
    marker = item.marker.replace(";", ":")
    while around and not (
        len(around[-1].marker) < len(marker) and marker.startswith(around[-1].marker.replace(";", ":"))
    ):
        around.pop()
    if around:
        item = ListItem(item.document, item.span, item.content_span, item.marker, around[-1], item.relations)
    items.append(item)
    around.append(item)
