"""What all nodes are: a range of a document.  And templates with their parameters."""

from __future__ import annotations

import html
import re

import attrs

from wikirel.document.document import Document
from wikirel.markup.renderings import normal_name
from wikirel.spans import Span
from wikirel.structure.namespaces import Namespaces
from wikirel.structure.plaintext import plain_text

__all__ = ["Node", "Parameter", "Passage", "Template", "Text", "page_name", "parse_attributes"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=<>\"'/|]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>|]+)))?")


def parse_attributes(written: str) -> dict[str, str]:
    """Read the attributes of a tag, a table or a cell: names in lower case, values without their quotes.

    >>> parse_attributes('rowspan=2 class="a b" nowrap')
    {'rowspan': '2', 'class': 'a b', 'nowrap': ''}
    """
    return {
        found[1].lower(): html.unescape((found[2] or found[3] or found[4] or "").strip())
        for found in _ATTRIBUTE.finditer(written)
    }


def page_name(written: str) -> str:
    """Return a name as MediaWiki reads it: no comments, blanks at the ends, underscores or double blanks."""
    if "<!--" in written:
        written = _COMMENT.sub("", written)
    return " ".join(written.replace("_", " ").split())


@attrs.frozen
class Node:
    """Something in the source.

    Attributes:
        document: the document that it stands in.
        span: its source range.
    """

    document: Document = attrs.field(repr=False)
    span: Span

    @property
    def markup(self) -> str:
        """The node as it stands in the source."""
        return self.document.source[self.span.start : self.span.end]

    @property
    def content(self) -> Span:
        """The source range of what is read for its text; the whole node, if nothing else is said."""
        return self.span

    @property
    def text(self) -> str:
        """Its plain text: what the article shows, or what its content shows when it is read for itself."""
        return plain_text(self.document, self.content).text

    @property
    def namespaces(self) -> Namespaces:
        """What prefixes of links mean in the document's language."""
        return Namespaces.load(self.document.language)

    def cut(self, span: Span | None) -> str:
        """Return what a range covers of the source; nothing for no range."""
        return self.document.source[span.start : span.end] if span is not None else ""


@attrs.frozen
class Passage(Node):
    """What shows as a run of text; its range reaches from the first to the last character that it shows.

    Attributes:
        first: plain offset of its first character.
        last: plain offset one past its last one.
    """

    first: int
    last: int

    @property
    def text(self) -> str:
        """Its plain text."""
        return self.document.text[self.first : self.last]


@attrs.frozen
class Text(Node):
    """A stretch between nodes (see :func:`wikirel.structure.edit.pieces`)."""


@attrs.frozen
class Parameter(Node):
    """One parameter of a template, with the blanks around it and without its bar.

    The first equals sign that stands in no bracket, comment or reference parts name and value; so says
    MediaWiki, also where the sign belongs to an HTML tag or an address.

    Attributes:
        name_span: source range of its name, without the blanks around; None for an unnamed one.
        value_span: source range of its value, without the blanks around.
        position: its number among the unnamed parameters, from 1; 0 for a named one.
    """

    name_span: Span | None
    value_span: Span
    position: int

    @property
    def name(self) -> str:
        """Its name; the position, as a numeral, for an unnamed one."""
        if self.name_span is None:
            return str(self.position)
        name = self.cut(self.name_span)
        return _COMMENT.sub("", name).strip() if "<!--" in name else name

    @property
    def value(self) -> str:
        """Its value as it stands in the source, without the blanks around."""
        return self.cut(self.value_span)

    @property
    def content(self) -> Span:
        """The source range of its value."""
        return self.value_span


@attrs.frozen
class Template(Node):
    """A template, parser function or variable: everything in double braces.

    Attributes:
        name_span: source range of its name, without the blanks around.
        parameters: in order.
        depth: how many templates it stands in.

    >>> from wikirel.document import Document
    >>> from wikirel.structure import structure_of
    >>> template, = structure_of(Document("{{flag|Peru|size = 20px}}")).templates()
    >>> template.name, [(p.name, p.value) for p in template.parameters]
    ('flag', [('1', 'Peru'), ('size', '20px')])
    """

    name_span: Span
    parameters: tuple[Parameter, ...]
    depth: int

    @property
    def name(self) -> str:
        """Its name as written, without comments and needless blanks."""
        return page_name(self.cut(self.name_span))

    @property
    def normal_name(self) -> str:
        """Its name in lower case, without ``Template:``, as the table of renderings has it."""
        namespace, rest = self.namespaces.split(self.name)
        return normal_name(rest if namespace == "template" else self.name)

    @property
    def module(self) -> str | None:
        """The Lua module that ``{{#invoke:module|function|...}}`` calls, else None."""
        head, colon, module = self.name.partition(":")
        return module.strip() if colon and head.strip().lower() == "#invoke" else None

    @property
    def function(self) -> str | None:
        """The function of the module that is invoked, else None."""
        first = self.get(1) if self.module is not None else None
        return first.value if first is not None else None

    def get(self, name: str | int) -> Parameter | None:
        """Return the parameter of that name or position; the last one, as MediaWiki has it, of several."""
        wanted = str(name)
        found = None
        for parameter in self.parameters:
            if parameter.name == wanted:
                found = parameter
        return found

    def value(self, name: str | int, default: str = "") -> str:
        """Return the value of a parameter as it stands in the source."""
        found = self.get(name)
        return default if found is None else found.value
