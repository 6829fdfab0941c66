"""Nodes of mwparserfromhell, for its many users: any part of a document as ``Wikicode``.

The other way is shorter still: :func:`wikirel.parse_article` takes a ``Wikicode``.

The division of labour is that of ``docs/structure.md``: where things begin and end comes from our own linear
scan; mwparserfromhell reads the grammar inside of single nodes, and only of those that it reads safely
(:mod:`wikirel.structure.harmless`).  A node that it does not becomes one text node.  Its tokenizer in
Python does the work, not the one in C, because the latter frees memory with the wrong allocator at every ``&``
and ends the process where it recurses too deep; on pieces that are harmless it is half as fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wikirel.document.document import Document
from wikirel.errors import InteropError
from wikirel.spans import Span
from wikirel.structure.edit import pieces
from wikirel.structure.harmless import is_harmless
from wikirel.structure.node import Node, Template, Text
from wikirel.structure.structure import structure_of
from wikirel.structure.tables import TableNode

if TYPE_CHECKING:
    import mwparserfromhell.nodes
    from mwparserfromhell.wikicode import Wikicode

    WikicodeTemplate: TypeAlias = mwparserfromhell.nodes.Template

__all__ = ["infobox_node", "to_wikicode"]


def to_wikicode(item: Document | Node, within: Span | None = None) -> Wikicode:
    """Return a document, a part of it or a node as mwparserfromhell's ``Wikicode``.

    Its text is that of the source, character for character.  Prose between nodes is text (mwparserfromhell
    makes tags of its list markers and quotes); a table that is too large for it, or broken, is text and the nodes
    in it; any other node that it cannot read safely is one text node.

    Args:
        item: a document, or one of its nodes.
        within: a source range; only of a document.

    >>> code = to_wikicode(Document("In [[Lima]] {{flag|Peru}}, {{lost"))
    >>> [str(template.get(1)) for template in code.filter_templates()]
    ['Peru']
    >>> str(code)
    'In [[Lima]] {{flag|Peru}}, {{lost'
    """
    from mwparserfromhell import nodes
    from mwparserfromhell.smart_list import SmartList
    from mwparserfromhell.wikicode import Wikicode

    document = item.document if isinstance(item, Node) else item
    waiting = [item] if isinstance(item, Node) else list(pieces(document, within))
    waiting.reverse()
    found: list[nodes.Node] = []
    while waiting:
        piece = waiting.pop()
        code = None if isinstance(piece, Text) else _read(piece.markup)
        if code is not None:
            found += code.nodes
        elif isinstance(piece, TableNode):
            waiting += reversed(list(pieces(document, piece)))
        else:
            found.append(nodes.Text(piece.markup))
    return Wikicode(SmartList(found))  # type: ignore[no-untyped-call]


def infobox_node(document: Document) -> WikicodeTemplate | None:
    """Return the first infobox of a document as a template of mwparserfromhell; None if it has none.

    Raises:
        InteropError: mwparserfromhell cannot read it safely: something in it is not closed, or it is too long.

    >>> infobox_node(Document("{{Infobox country|capital = [[Lima]]}}")).get("capital").value.strip()
    '[[Lima]]'
    """
    box = next(iter(structure_of(document).infoboxes()), None)
    return None if box is None else _template(box)


def _template(template: Template) -> WikicodeTemplate:
    from mwparserfromhell import nodes

    code = _read(template.markup)
    first = code.nodes[0] if code is not None and code.nodes else None
    if not isinstance(first, nodes.Template):
        raise InteropError(
            f"mwparserfromhell cannot safely read {{{{{template.name}}}}} at {template.span.start}:"
            " something in it is not closed, or it is too long or too deep"
        )
    return first


def _read(markup: str) -> Wikicode | None:
    """Read one harmless piece; None for any other, and where mwparserfromhell would lose something."""
    if not is_harmless(markup):
        return None
    from mwparserfromhell.parser.builder import Builder
    from mwparserfromhell.parser.errors import ParserError
    from mwparserfromhell.parser.tokenizer import Tokenizer

    try:
        tokens = Tokenizer().tokenize(markup)  # type: ignore[no-untyped-call]
        code: Wikicode = Builder().build(tokens)  # type: ignore[no-untyped-call]
    except (ParserError, RecursionError):  # neither is known to happen with what is harmless
        return None
    return code if str(code) == markup else None
