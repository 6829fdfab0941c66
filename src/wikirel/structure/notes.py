"""References as nodes: tags and templates, named, reused, grouped, or defined in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wikirel.document.document import Document
from wikirel.markup.protect import Region
from wikirel.markup.renderings import RenderingKind
from wikirel.spans import Span
from wikirel.structure.layers import Layer
from wikirel.structure.namespaces import Namespaces
from wikirel.structure.nodes import Reference, Relations, Template, parse_attributes

__all__ = ["references_of"]

_LIST = re.compile(r"<references\b[^<>]*(?<!/)>|</references\s*>", re.IGNORECASE)


def references_of(
    document: Document, layers: Sequence[Layer], templates: Sequence[Template], relations: Relations
) -> Iterator[Reference]:
    """Make the references of a document.

    Args:
        document: the document.
        layers: its layers.
        templates: its templates, in order.
        relations: what finds the definitions of references.
    """
    lists = _lists(document, layers, templates)
    index, reach = 0, 0
    regions = [region for layer in layers for region in layer.regions if region.kind == "ref"]
    for region in sorted(regions, key=lambda region: region.start):
        while index < len(lists) and lists[index].start <= region.start:
            reach = max(reach, lists[index].end)
            index += 1
        yield _tag(document, region, relations, listed=region.end <= reach)
    yield from _notes(document, templates, relations)


def _tag(document: Document, region: Region, relations: Relations, *, listed: bool) -> Reference:
    source = document.source
    written = source[region.attributes_start : region.body_start - 1].removesuffix("/")
    attributes = parse_attributes(written)
    name, group = attributes.get("name") or None, attributes.get("group") or None
    empty = not source[region.body_start : region.body_end].strip()
    return Reference(
        document,
        Span(region.start, region.end),
        Span(region.body_start, region.body_end),
        name,
        group,
        listed,
        empty and name is not None,
        None,
        relations,
    )


def _notes(document: Document, templates: Sequence[Template], relations: Relations) -> Iterator[Reference]:
    """Make the references that templates make: those that the table of renderings calls notes."""
    is_citation = Namespaces.load(document.language).is_citation
    for template in templates:
        name = template.normal_name
        rendering = document.renderings.find(name)
        if rendering is None or rendering.kind is not RenderingKind.NOTE or is_citation(name):
            continue
        values = {parameter.name: parameter for parameter in template.parameters}
        first = values.get("1")
        # {{r|name}} cites by name; every other of these holds what it says.
        inside = template.span if first is None else first.value_span
        label, group = values.get("name"), values.get("group")
        yield Reference(
            document,
            template.span,
            inside,
            label.value or None if label else None,
            group.value or None if group else None,
            list_defined=False,
            reuse=False,
            template=name,
            relations=relations,
        )


def _lists(document: Document, layers: Sequence[Layer], templates: Sequence[Template]) -> list[Span]:
    """Return where references are defined without being cited."""
    found = []
    for template in templates:
        rendering = document.renderings.find(template.normal_name)
        if rendering is not None and rendering.references:
            found.append(template.span)
    opened = -1
    for tag in _LIST.finditer(layers[0].blank) if layers else ():
        if tag[0][1] != "/":
            opened = tag.start()
        elif opened >= 0:
            found.append(Span(opened, tag.end()))
            opened = -1
    return sorted(found)
