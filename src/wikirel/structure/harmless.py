"""Whether a piece of wikitext is one that mwparserfromhell 0.7.2 reads in linear time, without loss.

What goes wrong there begins with something unclosed: a bracket, a tag, a table or a style that it tries to end, in
vain, once for every way to read what stands before it (``docs/structure.md`` has the list, with times).  So a piece
is harmless when all that opens in it closes, in the right order, in the same part of the same template, and
when it is neither long nor deep.
"""

from __future__ import annotations

import re
from collections import Counter

from wikirel.markup.brackets import Bracket
from wikirel.structure.layers import Layer, Owners, read_layers

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "is_harmless"]

MAX_LENGTH = 60_000
"""Code points; nearly all templates of real articles are far shorter."""

MAX_DEPTH = 25
"""Nested brackets and tags; below 40, where mwparserfromhell gives up on them and makes text of templates."""

_MAX_SIGNS = 12  # equals signs on a line that begins with one: each is tried as the end of a heading
_MAX_LOOSE = 40  # single brackets and braces: each may be tried as the beginning of something

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[A-Za-z][^\s/<>]*)[^<>]*>|(?P<broken><[A-Za-z/!])"
    r"|(?P<line>(?:\A|\n)[ \t:;*#\x7f]*(?:(?P<open>\{\|)|(?P<close>\|\}(?!\}))|(?P<bar>[|!]))?)"
    r"|(?P<inline>\{\|)|(?P<cell>\|\||!!)|(?P<style>''+)"
    r"|(?P<link>(?<!\[)\[(?=(?:[A-Za-z][A-Za-z0-9+.-]*:|//)))"
)
_SIGNS = re.compile(r"(?:\A|\n)[ \t\x7f]*=([^\n]*)")
_LOOSE = re.compile(r"(?<![\[\]])[\[\]](?![\[\]])|(?<![{}])[{}](?![{}])")
_MAX_UNPAIRED = 2  # italics or bolds without an end: each may double the time, so few are let pass

_VOID = frozenset(("br", "hr", "wbr", "img"))

_Place = tuple[Bracket | None, int]


def is_harmless(markup: str) -> bool:
    """Tell whether mwparserfromhell reads a piece safely.

    >>> is_harmless("{{flag|[[Peru]]}}"), is_harmless("{{flag|[[Peru}}"), is_harmless("</b><b>")
    (True, False, False)
    """
    if len(markup) > MAX_LENGTH or "\0" in markup:
        return False
    layers = read_layers(markup)
    for layer in layers:
        if layer.unclosed or any(region.kind == "stray" for region in layer.regions):
            return False
        if not (_brackets_are_shallow(layer) and _all_closes(layer)):
            return False
        if any(found[1].count("=") > _MAX_SIGNS for found in _SIGNS.finditer(layer.blank)):
            return False
        if sum(1 for _ in _LOOSE.finditer(layer.blank)) > _MAX_LOOSE + 2 * layer.blank.count("://"):
            return False
    return True


def _brackets_are_shallow(layer: Layer) -> bool:
    ends: list[int] = []
    for bracket in layer.brackets:
        while ends and ends[-1] <= bracket.start:
            ends.pop()
        ends.append(bracket.end)
        if len(ends) > MAX_DEPTH:
            return False
    return True


def _place(owners: Owners, position: int) -> _Place:
    owner = owners.at(position)
    return (owner, owners.part(owner, position)[0]) if owner is not None else (None, 0)


def _all_closes(layer: Layer) -> bool:
    """Tell whether tags and tables close in order, and italic and bold come in pairs in each line and cell."""
    owners = Owners(layer)
    opened: list[tuple[str, _Place]] = []
    styles: Counter[tuple[int, _Place, str]] = Counter()
    ends: list[int] = []  # of the external links that are open
    stretch = 0  # a number for each stretch of text that a style must not reach out of
    for found in _TOKEN.finditer(layer.blank):
        place = _place(owners, found.end() - 1)
        while ends and ends[-1] <= found.start():
            if opened.pop()[0] != "[":
                return False
            ends.pop()
            stretch += 1
        if found["link"]:
            ends.append(_link_end(layer, owners, found.end()))
            if ends[-1] < 0:
                return False
        style = found["style"]
        if style:
            if len(style) not in (2, 3, 5):
                return False
            for kind in ("italic",) * (len(style) != 3) + ("bold",) * (len(style) != 2):
                styles[stretch, place, kind] += 1
            continue
        stretch += 1
        if found["broken"] or found["inline"]:
            return False
        if not _balances(found, place, opened):
            return False
    unpaired = sum(count % 2 for count in styles.values())
    return len(opened) == len(ends) and unpaired <= _MAX_UNPAIRED


def _link_end(layer: Layer, owners: Owners, position: int) -> int:
    """Return where an external link ends, on its line and in its part of a template; -1 if nowhere."""
    owner = owners.at(position)
    bound = owners.part(owner, position)[1] if owner is not None else len(layer.blank)
    line_end = layer.find("\n", position, bound)
    return layer.find("]", position, bound if line_end < 0 else line_end)


def _balances(found: re.Match[str], place: _Place, opened: list[tuple[str, _Place]]) -> bool:
    """Keep count of what is open; tell whether this still can come out even."""
    tag = (found["tag"] or found["link"] or "").lower()
    if tag in _VOID or (tag and found[0].endswith("/>")):
        return not found["end"]
    closes = found["end"] or found["close"]
    if closes:
        return bool(opened) and opened.pop() == (tag or "{|", place)
    if tag or found["open"]:  # an external link is as good as a tag here
        opened.append((tag or "{|", place))
    return len(opened) <= MAX_DEPTH
