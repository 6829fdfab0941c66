"""From brackets and signs to nodes: templates, links of all sorts, entities and magic words of one layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wikirel.document.document import Document
from wikirel.markup.brackets import Bracket, BracketKind
from wikirel.markup.protect import FILLER
from wikirel.markup.tokens import FILE_OPTION
from wikirel.spans import Span
from wikirel.structure.layers import Layer, Owners, trimmed
from wikirel.structure.namespaces import Namespaces
from wikirel.structure.nodes import (
    Category,
    Entity,
    ExternalLink,
    FileLink,
    InterlanguageLink,
    MagicWord,
    Node,
    Parameter,
    Template,
    Wikilink,
)

__all__ = ["external_links", "links", "signs", "templates"]

_ADDRESS = rf"[^\s\[\]<>\"{{}}|\x01{FILLER}]"
_BRACKETED = re.compile(rf"(?<!\[)\[((?:(?:https?:|ftp:)?//|mailto:){_ADDRESS}+)[ \t]*")
_BARE = re.compile(rf"(?<!\w)(?:https?|ftp)://{_ADDRESS}+")
_SIGN = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});|__[^\W\d_]{3,}__")


# -- templates ------------------------------------------------------------------------------------------


def templates(document: Document, layer: Layer, depths: dict[int, int]) -> Iterator[Template]:
    """Make the templates of a layer.

    Args:
        document: what they stand in.
        layer: one of its layers.
        depths: how many templates the insides of regions stand in, by where these begin; filled here with
            the starts of this layer's regions, for the layers below.
    """
    source, blank = document.source, layer.blank
    children = _children(layer)
    waiting = iter(layer.regions)
    region = next(waiting, None)
    ends: list[int] = []  # of the templates around
    bodies = sorted(depths.items())
    body, base = 0, 0
    for bracket in layer.brackets:
        while region is not None and region.start < bracket.start:
            while ends and ends[-1] <= region.start:
                ends.pop()
            body, base = _base(bodies, body, base, region.start)
            depths[region.body_start] = base + len(ends)
            region = next(waiting, None)
        if bracket.kind is not BracketKind.TEMPLATE:
            continue
        while ends and ends[-1] <= bracket.start:
            ends.pop()
        body, base = _base(bodies, body, base, bracket.start)
        parts = bracket.parts(blank)
        parameters = tuple(_parameters(document, blank, parts[1:], children.get(bracket, [])))
        name = trimmed(source, *parts[0])
        yield Template(document, Span(bracket.start, bracket.end), name, parameters, base + len(ends))
        ends.append(bracket.end)
    while region is not None:
        while ends and ends[-1] <= region.start:
            ends.pop()
        body, base = _base(bodies, body, base, region.start)
        depths[region.body_start] = base + len(ends)
        region = next(waiting, None)


def _base(bodies: list[tuple[int, int]], index: int, base: int, position: int) -> tuple[int, int]:
    while index < len(bodies) and bodies[index][0] <= position:
        base = bodies[index][1]
        index += 1
    return index, base


def _children(layer: Layer) -> dict[Bracket, list[Bracket]]:
    """Return for every bracket that holds others those directly in it, in order."""
    children: dict[Bracket, list[Bracket]] = {}
    stack: list[Bracket] = []
    for bracket in layer.brackets:
        while stack and stack[-1].end <= bracket.start:
            stack.pop()
        if stack:
            children.setdefault(stack[-1], []).append(bracket)
        stack.append(bracket)
    return children


def _parameters(
    document: Document, blank: str, parts: list[tuple[int, int]], children: list[Bracket]
) -> Iterator[Parameter]:
    source, index, position = document.source, 0, 0
    for start, end in parts:
        # The equals sign is searched for only between the brackets inside: each character is looked at once,
        # however deep templates nest.
        equals, searched = -1, start
        while index < len(children) and children[index].start < end:
            child = children[index]
            index += 1
            if child.end <= searched:
                continue
            if equals < 0 and child.start > searched:
                equals = blank.find("=", searched, child.start)
            searched = child.end
        if equals < 0:
            equals = blank.find("=", searched, end)
        if equals < 0:
            position += 1
            yield Parameter(
                document, Span(start, end), None, trimmed(source, *_value(source, start, end)), position
            )
        else:
            name = trimmed(source, start, equals)
            value = trimmed(source, *_value(source, equals + 1, end))
            yield Parameter(document, Span(start, end), name, value, 0)


def _value(source: str, start: int, end: int) -> tuple[int, int]:
    """Return where a value stands; for one of blanks alone, where it would: behind the first blank.

    ``| map = `` and a newline is how an empty parameter usually stands; a value belongs before the newline.
    """
    position = start
    while position < end and source[position].isspace():
        position += 1
    if position < end:
        return start, end
    after = start + 1 if start < end and source[start] in " \t" else start
    return after, after


# -- links ----------------------------------------------------------------------------------------------


def links(document: Document, layer: Layer, names: Namespaces) -> Iterator[Node]:
    """Make what double square brackets are: links, pictures, categories, links to other languages."""
    source = document.source
    for bracket in layer.brackets:
        if bracket.kind is not BracketKind.LINK:
            continue
        parts = bracket.parts(layer.blank)
        span, target = Span(bracket.start, bracket.end), trimmed(source, *parts[0])
        if not _breaks_off(layer.blank, target):
            prefix, colon, _ = source[target.start : target.start + 60].partition(":")
            if colon and prefix.strip():
                namespace, _ = names.split(f"{prefix}:x")
                if namespace == "file":
                    yield _file(document, span, target, parts[1:], names)
                    continue
                if namespace == "category":
                    key = Span(parts[1][0], parts[-1][1]) if len(parts) > 1 else None
                    yield Category(document, span, target, key)
                    continue
                if not namespace and names.is_language(prefix):
                    yield InterlanguageLink(document, span, target)
                    continue
        label = Span(parts[1][0], parts[-1][1]) if len(parts) > 1 else None
        found = names.trail.match(layer.blank, bracket.end)
        trail = Span(*found.span()) if found is not None else None
        yield Wikilink(document, span, target, label, trail)


def _breaks_off(blank: str, target: Span) -> bool:
    return blank.find("\n", target.start, target.end) >= 0


def _file(
    document: Document, span: Span, target: Span, parts: list[tuple[int, int]], names: Namespaces
) -> FileLink:
    options: list[Span] = []
    captions: list[Span] = []
    for start, end in parts:
        # An option is short; a caption may hold anything, so it is not cut whole to find out.
        written = document.source[start : min(end, start + 200)]
        word = written.partition("=")[0].strip().casefold()
        is_option = FILE_OPTION.match(written) is not None or _own_option(word, names)
        (options if is_option else captions).append(Span(start, end))
    # Of several captions the last one shows (Help:Images).
    caption = captions.pop() if captions else None
    return FileLink(document, span, target, tuple(sorted([*options, *captions])), caption)


def _own_option(word: str, names: Namespaces) -> bool:
    """Tell whether a word is an option of a picture in this language, perhaps with a number behind it."""
    head = word.rstrip("0123456789.").strip()
    return word in names.file_options or (head in names.file_options and head != word)


def external_links(document: Document, layer: Layer) -> Iterator[ExternalLink]:
    """Make the links to addresses, bracketed and bare."""
    blank, owners = layer.blank, Owners(layer)
    searched: dict[Bracket | None, int] = {}  # up to where each bracket is known to close no such link
    line_ends: dict[Bracket | None, int] = {}  # where the line ends that was last looked at in each
    taken: list[Span] = []
    for opener in _BRACKETED.finditer(blank):
        owner = owners.at(opener.start())
        if opener.start() < searched.get(owner, 0):
            continue
        line_end = line_ends.get(owner, 0)
        if line_end <= opener.start():
            bound = len(blank) if owner is None else owners.part(owner, opener.start())[1]
            line_end = layer.find("\n", opener.end(), bound)
            line_end = line_ends[owner] = bound if line_end < 0 else line_end
        closer = layer.find("]", opener.end(), line_end)
        if closer < 0:
            searched[owner] = line_end
            continue
        searched[owner] = closer
        label = Span(opener.end(), closer) if opener.end() < closer else None
        taken.append(Span(opener.start(), closer + 1))
        yield ExternalLink(document, taken[-1], Span(*opener.span(1)), label, bracketed=True)
    yield from _bare_links(document, blank, taken)


def _bare_links(document: Document, blank: str, taken: list[Span]) -> Iterator[ExternalLink]:
    index = 0
    for found in _BARE.finditer(blank):
        start, end = found.span()
        while index < len(taken) and taken[index].end <= start:
            index += 1
        if index < len(taken) and taken[index].start <= start:
            continue
        # MediaWiki's rule: punctuation at the end is not part of it, nor a bracket that it does not open.
        signs = ",;.:!?" if "(" in found[0] else ",;.:!?)"
        end = start + len(blank[start:end].rstrip(signs + "'"))
        yield ExternalLink(document, Span(start, end), Span(start, end), None, bracketed=False)


def signs(document: Document, layer: Layer) -> Iterator[Node]:
    """Make the entities and behaviour switches."""
    for found in _SIGN.finditer(layer.blank):
        span = Span(*found.span())
        if found[0][0] == "&":
            yield Entity(document, span)
        elif found[0].isupper():
            yield MagicWord(document, span)
