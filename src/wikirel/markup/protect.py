"""Regions whose inside is not markup: comments, references, nowiki and other extension tags.

The scan of brackets must not see a pipe in a reference or a brace in a comment.  So these regions are found
first and *blanked*: replaced by as many filler characters, which keeps every offset true.  The rules are
those of MediaWiki's preprocessor (``Preprocessor_Hash::buildDomTreeArrayFromText``): one forward pass, an
extension tag ends at the first closing tag of its name, and a closing tag that was searched for in vain is
not searched for again, so an unclosed opener costs once.  In one thing we differ on purpose: an unclosed
comment or ``<ref>`` hides its own tag and nothing else, so that it cannot take sections with it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["FILLER", "Region", "protect"]

FILLER = "\x7f"
"""The character that stands for a blanked one; a control character that wikitext does not use."""

_LITERAL_TAGS = ("nowiki", "pre", "syntaxhighlight", "source")
_HIDDEN_TAGS = (
    *("math", "chem", "ce", "score", "timeline", "gallery", "imagemap", "graph", "mapframe", "maplink"),
    *("templatedata", "templatestyles", "inputbox", "hiero", "includeonly", "section", "indicator"),
)
_OPENER = re.compile(
    # The usual reference as a whole, with no tag in it.  Groups: its inside; the name of any tag, and its rest.
    r"<(?:ref(?=[\s>])[^<>]*+>(?<!/>)([^<]*+)</ref>"
    r"|(ref|" + "|".join((*_LITERAL_TAGS, *_HIDDEN_TAGS)) + r")(?=[\s/>])(?:([^<>]*+>)|)|!--)",
    re.IGNORECASE,
)
_CLOSERS = {
    name: re.compile(rf"</{name}[ \t\n]*>", re.IGNORECASE) for name in ("ref", *_LITERAL_TAGS, *_HIDDEN_TAGS)
}


_REF, _REF_END = "<ref", "</ref>"
_USUAL_REF, _UNENDED_TAG = 1, 2  # the last groups of the opener that these have
_new = tuple.__new__


class Region(NamedTuple):
    """A stretch of source that is not markup for what surrounds it.

    All offsets are source offsets.

    Attributes:
        start: where its opening tag begins.
        end: one past its closing tag.
        kind: ``comment``, ``ref``, ``literal`` (its inside shows as it stands), ``hidden``, or ``stray`` (an
            opening tag without an end; only the tag is covered).
        tag: the tag's name in lower case, empty for a comment.
        attributes_start: where the attributes of the opening tag begin.
        body_start: where its inside begins; equal to ``body_end`` for a self-closed tag.
        body_end: where its inside ends.
    """

    start: int
    end: int
    kind: str
    tag: str
    attributes_start: int
    body_start: int
    body_end: int


def protect(text: str) -> tuple[str, list[Region]]:
    """Blank what is not markup.

    Args:
        text: wikitext.

    Returns:
        A string of the same length with every region replaced by :data:`FILLER`, and the regions in order.

    >>> blank, regions = protect("a<!-- {{ -->b<ref name=x />")
    >>> blank.replace(FILLER, "_"), [region.kind for region in regions]
    ('a___________b______________', ['comment', 'ref'])
    """
    regions: list[Region] = []
    pieces: list[str] = []
    position = 0
    exhausted: set[str] = set()  # tags, and "-->", that no later text closes
    search = _OPENER.search
    while (opener := search(text, position)) is not None:
        start, after = opener.span()
        group = opener.lastindex
        if group == _USUAL_REF:
            # Made by the thousand: a NamedTuple's own constructor takes twice as long.
            body = opener.start(1)
            region = _new(
                Region, (start, after, "ref", "ref", start + len(_REF), body, after - len(_REF_END))
            )
        elif group is None:
            region = _comment(text, start, exhausted)
        elif group == _UNENDED_TAG:
            pieces.append(text[position:after])
            position = after
            continue
        else:
            region = _extension(text, start, opener.end(2), after, opener[2].lower(), exhausted)
        regions.append(region)
        start = region[0]  # a comment takes the blanks before it along
        pieces.append(text[position:start])
        position = region[1]
        pieces.append(FILLER * (position - start))
    if not regions:
        return text, regions
    pieces.append(text[position:])
    return "".join(pieces), regions


def _comment(text: str, start: int, exhausted: set[str]) -> Region:
    close = -1 if "-->" in exhausted else text.find("-->", start + 4)
    if close < 0:
        exhausted.add("-->")
        return Region(start, start + 4, "stray", "", start + 4, start + 4, start + 4)
    end = close + 3
    line_start = start
    while line_start > 0 and text[line_start - 1] in " \t":
        line_start -= 1
    if line_start > 0 and text[line_start - 1] != "\n":
        return Region(start, end, "comment", "", start + 4, start + 4, close)
    # Comments alone on their line take the line with them, so that they do not part two lines of a paragraph.
    # What the last of them is followed by decides for all, so they make one region together.
    body_end = close
    while True:
        line_end = end
        while text[line_end : line_end + 1] in (" ", "\t"):
            line_end += 1
        if text[line_end : line_end + 1] == "\n":
            return Region(line_start, line_end + 1, "comment", "", start + 4, start + 4, body_end)
        close = text.find("-->", line_end + 4) if text.startswith("<!--", line_end) else -1
        if close < 0:
            return Region(start, end, "comment", "", start + 4, start + 4, body_end)
        end, body_end = close + 3, close


def _extension(text: str, start: int, after: int, body_start: int, tag: str, exhausted: set[str]) -> Region:
    kind = "ref" if tag == "ref" else "literal" if tag in _LITERAL_TAGS else "hidden"
    if text[body_start - 2] == "/":
        kind = "hidden" if kind == "literal" else kind
        return _new(Region, (start, body_start, kind, tag, after, body_start, body_start))
    if tag in exhausted:
        return Region(start, body_start, "stray", tag, after, body_start, body_start)
    body_end = text.find("</", body_start)
    if text.startswith(_REF_END, body_end) and tag == "ref":
        return Region(start, body_end + len(_REF_END), kind, tag, after, body_start, body_end)
    closer = _CLOSERS[tag].search(text, body_start)
    if closer is None:
        exhausted.add(tag)
        return Region(start, body_start, "stray", tag, after, body_start, body_start)
    return Region(start, closer.end(), kind, tag, after, body_start, closer.start())
