"""Editing without loss: an edit names a range and what is to stand there; all other characters stay.

An edit is a value.  The functions here make edits out of what is meant (a parameter's value, a stretch of
visible text); :func:`apply` carries any number of them out at once, so their ranges all count in the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from wikirel.document.document import Document
from wikirel.errors import EditError
from wikirel.spans import Span
from wikirel.structure.nodes import Node, Template, Text
from wikirel.structure.parameters import added, checked_template, removed, replaced, with_comments
from wikirel.structure.structure import structure_of

__all__ = ["Edit", "apply", "pieces", "remove_parameter", "rendered", "replace_text", "set_parameter"]


@attrs.frozen
class Edit:
    """A range of the source, and what is to stand there instead.

    Attributes:
        span: source range; an empty one inserts.
        replacement: the new text; an empty one deletes.
    """

    span: Span
    replacement: str


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; every character that no edit covers is as it was.

    Insertions at one place are made in the order given, before whatever is replaced from there on.

    Args:
        source: the text that the spans count in.
        edits: in any order.

    Raises:
        EditError: two edits overlap, or one reaches outside the text.

    >>> apply("Lima, Cuba", [Edit(Span(6, 10), "Peru"), Edit(Span(0, 0), "in ")])
    'in Lima, Peru'
    """
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    result: list[str] = []
    position, before = 0, None
    for edit in ordered:
        start, end = edit.span.start, edit.span.end
        if not 0 <= start <= end <= len(source):
            raise EditError(f"the edit at {start}:{end} reaches outside the text of {len(source)} characters")
        if before is not None and start < position:
            raise EditError(
                f"the edit at {start}:{end} overlaps the one at {before.start}:{before.end};"
                " make them one, or apply them one after the other"
            )
        result.append(source[position:start])
        result.append(edit.replacement)
        position, before = end, edit.span
    result.append(source[position:])
    return "".join(result)


# -- the whole text -------------------------------------------------------------------------------------


def pieces(document: Document, within: Span | Node | None = None) -> Iterator[Node]:
    """Part a text into its outermost nodes and the text between them.

    Args:
        document: the document.
        within: a source range, or a node, whose inside is parted then; without one, the whole text.

    Yields:
        Nodes and :class:`~wikirel.structure.nodes.Text`; their ranges follow each other without a gap.

    >>> [piece.markup for piece in pieces(Document("In [[Lima]] {{circa}} 1902"))]
    ['In ', '[[Lima]]', ' ', '{{circa}}', ' 1902']
    """
    given = within.span if isinstance(within, Node) else within
    whole = given if given is not None else Span(0, len(document.source))
    position = whole.start
    for node in structure_of(document).nodes(whole):
        if node.span.start < position or not len(node.span):
            continue  # inside the last one
        if isinstance(within, Node) and node.span == whole:
            continue
        if position < node.span.start:
            yield Text(document, Span(position, node.span.start))
        yield node
        position = node.span.end
    if position < whole.end:
        yield Text(document, Span(position, whole.end))


def rendered(document: Document) -> str:
    """Return the joined pieces of a document; always its very source.

    >>> rendered(Document("an [[unclosed {{text"))
    'an [[unclosed {{text'
    """
    return "".join(piece.markup for piece in pieces(document))


# -- parameters -----------------------------------------------------------------------------------------


def set_parameter(document: Document, template: Template, name: str | int, value: str) -> Edit:
    """Give a parameter a value.

    Only the value is replaced; the blanks around it stay, and so do comments at its ends, unless the new value
    has one.  A parameter that is missing is added behind the last
    one, laid out as its neighbours are: on a line of its own where they are, with their blanks and alignment.
    An unnamed parameter whose new value holds an equals sign is written with its number, and so are those
    behind it, because MediaWiki would take the sign for that of a name.

    Args:
        document: the document.
        template: one of its templates.
        name: the parameter's name, or its number.
        value: wikitext.

    Returns:
        The edit.

    Raises:
        EditError: the template is of another document, the name is empty, or the value would break it (an
            unclosed bracket, a bar outside brackets).

    >>> document = Document("{{Infobox|map = a.svg |since=1902}}")
    >>> box, = structure_of(document).templates()
    >>> apply(document.source, [set_parameter(document, box, "map", "b.svg")])
    '{{Infobox|map = b.svg |since=1902}}'
    """
    _own(document, template)
    key, value = str(name).strip(), value.strip()
    if not key:
        raise EditError(f"a parameter of {{{{{template.name}}}}} at {template.span.start} needs a name")
    found = template.get(key)
    if found is not None:
        value = with_comments(found.value, value)
    span, replacement = replaced(template, found, value) if found is not None else added(template, key, value)
    checked_template(template, span, replacement, {key: value})
    return Edit(span, replacement)


def remove_parameter(document: Document, template: Template, name: str | int) -> tuple[Edit, ...]:
    """Take a parameter out, with its bar and the line that it stands on.

    An unnamed parameter with others behind it is emptied, because they would move up in its place.

    Args:
        document: the document.
        template: one of its templates.
        name: the parameter's name, or its number.

    Returns:
        An edit for each time that the parameter is given.

    Raises:
        EditError: the template is of another document, or has no such parameter.

    >>> document = Document("{{Infobox|map = a.svg|since=1902}}")
    >>> box, = structure_of(document).templates()
    >>> apply(document.source, remove_parameter(document, box, "map"))
    '{{Infobox|since=1902}}'
    """
    _own(document, template)
    spans = removed(template, str(name).strip())
    if not spans:
        raise EditError(f"{{{{{template.name}}}}} at {template.span.start} has no parameter {name!r}")
    return tuple(Edit(span, "") for span in spans)


def _own(document: Document, template: Template) -> None:
    if template.document is not document:
        raise EditError(
            "the template is a node of another document; edits count in the document's own source"
        )


# -- visible text ---------------------------------------------------------------------------------------


def replace_text(document: Document, start: int, end: int, text: str, *, check: bool = True) -> Edit:
    """Replace visible text, and leave the markup around it alone.

    What is the same at both ends of the old and the new text is left out of the edit.  Where the text of a link
    is also its target, the link keeps its target and gets the new text as its label.

    Args:
        document: the document.
        start: plain offset of the first character to replace.
        end: plain offset one past the last one.
        text: the new text; it shows as it is given.
        check: read the edited text again, and see that nothing else changes.  It costs a reading of the whole
            text; without it, mind what the new text means as markup.

    Returns:
        The edit.

    Raises:
        EditError: what changes does not stand in the source as it shows (markup stands within, or a template
            makes it), the range is outside the text, or the new text would be read as markup.

    >>> document = Document("Peru has an ''embassy'' in [[Havana]].")
    >>> start = document.text.index("embassy")
    >>> apply(document.source, [replace_text(document, start, start + 7, "consulate")])
    "Peru has an ''consulate'' in [[Havana]]."
    """
    if not 0 <= start <= end <= len(document.text):
        raise EditError(f"{start}:{end} is not a range of the plain text of {len(document.text)} characters")
    first, last, new = _difference(document.text, start, end, text)
    edit = _at_link(document, first, last, new) or _literal(document, first, last, new)
    if check:
        again = Document(
            apply(document.source, [edit]), renderings=document.renderings, language=document.language
        )
        if again.text != document.text[:start] + text + document.text[end:]:
            raise EditError(f"{text!r} would not show as it is given; edit the source range instead")
    return edit


def _difference(shown: str, start: int, end: int, text: str) -> tuple[int, int, str]:
    """Leave out what is the same at both ends."""
    old = shown[start:end]
    limit = min(len(old), len(text))
    head = 0
    while head < limit and old[head] == text[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == text[-1 - tail]:
        tail += 1
    return start + head, end - tail, text[head : len(text) - tail]


def _literal(document: Document, start: int, end: int, text: str) -> Edit:
    if start < end:
        span = document.span(start, end)
        if span.cut(document.source) != document.text[start:end]:
            raise EditError(
                f"{document.text[start:end]!r} does not stand in the source as it shows:"
                f" it is {span.cut(document.source)!r} there"
            )
        return Edit(span, text)
    # An insertion goes behind the character before it, so that it joins the word that it stands at.
    block = document.block_at(start) if document.blocks else None
    behind = block is not None and block.start < start
    at = document.map.end(start) if behind else document.map.start(start)
    return Edit(Span(at, at), text)


def _at_link(document: Document, start: int, end: int, text: str) -> Edit | None:
    """Return the edit where a link stands that must keep its target, or None.

    A link whose target is its text is labelled anew; what is inserted at an end of a link stands outside it.
    """
    if not document.blocks:
        return None
    for use in document.links_in(document.block_at(start).start, end + 1):
        if not use.start <= start <= end <= use.end or use.start == use.end:
            continue
        if start == end and start in (use.start, use.end):
            at = use.source_start if start == use.start else use.source_end
            return Edit(Span(at, at), text)
        span = document.span(use.start, use.end)
        if use.target_start <= span.start and span.end <= use.target_end:
            label = document.text[use.start : start] + text + document.text[end : use.end]
            return Edit(Span(use.target_end, use.target_end), f"|{label}")
    return None
