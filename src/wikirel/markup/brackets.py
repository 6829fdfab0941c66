"""Templates, parameters and wikilinks: the bracketed structure of wikitext, in two linear passes.

The first pass matches braces by MediaWiki's rule (runs of braces; the longest match up to three first; a
single one left over is text), the second matches ``[[`` and ``]]`` that lie in the same template, and notes
the pipes of whatever holds further brackets.  Nothing recurses and nothing is read twice, so neither depth
nor an unclosed opener costs more than its own length.  An opener without a closer is text.

The text must have been blanked before (see :mod:`wikirel.markup.protect`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from operator import attrgetter

__all__ = ["MOST_PARTS", "Bracket", "BracketKind", "match_brackets"]

MOST_PARTS = 5_000
"""How many arguments of one template are told apart; an article's longest list has some hundreds."""


class BracketKind(IntEnum):
    """What a pair of brackets makes."""

    TEMPLATE = 0
    LINK = 1
    PARAMETER = 2


class Bracket:
    """One matched pair of brackets.

    Attributes:
        start: source offset of the first opening bracket.
        end: source offset one past the last closing bracket.
        kind: what the brackets make.
        pipes: offsets of the pipes that part its arguments, or None when there are no brackets inside and a
            plain split on ``|`` gives the same.
    """

    __slots__ = ("end", "kind", "pipes", "start")

    def __init__(self, start: int, end: int, kind: BracketKind, pipes: Sequence[int] | None) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.pipes = pipes

    def __repr__(self) -> str:
        return f"Bracket({self.start}, {self.end}, {self.kind.name})"

    def parts(self, text: str, most: int = -1) -> list[tuple[int, int]]:
        """Return the ranges between the brackets, parted by the pipes.

        Args:
            text: the blanked text that the bracket was found in.
            most: how many pipes count, from the first one on; the last range holds the others.  -1: all.

        Returns:
            Half-open source ranges; the first is the name or target.
        """
        width = 3 if self.kind is BracketKind.PARAMETER else 2
        start, end = self.start + width, self.end - width
        ranges = []
        if self.pipes is None:
            for part in text[start:end].split("|", most):
                stop = start + len(part)
                ranges.append((start, stop))
                start = stop + 1
        else:
            for pipe in self.pipes if most < 0 else self.pipes[:most]:
                ranges.append((start, pipe))
                start = pipe + 1
            ranges.append((start, end))
        return ranges


_BRACE = re.compile(r"(\{\{(?!\{)[^{}\[\]]*\}\}|\{\{+|\}\}+)")
_SQUARE = re.compile(r"\[\[(?!\[)[^\[\]{}|\n]*(?:\|[^\[\]{}]*)?\]\]|\[\[(?!\[)|\]\]")
# The same, stepping over the plain ones of one line.  It matches at the end, too: else the search would begin anew
# at every character of what it stepped over.
_OTHER_BRACE = re.compile(
    r"(?:[^{}]++|\{(?!\{)|\}(?!\})|\{\{(?!\{)[^{}\[\]\n]*+\}\})*+"
    r"(\{\{(?!\{)[^{}\[\]]*\}\}|\{\{+|\}\}+|\Z)"
)
# The next opener that is not a plain one's; where nothing is open, closers close nothing.  Python searches for an
# expression that begins with two fixed characters several times as fast as for any other.
_NEXT_BRACE = re.compile(r"\{\{(?!(?!\{)[^{}\[\]\n]*+\}\})")
_OTHER_SQUARE = re.compile(
    r"\[\[(?!\[)(?![^\[\]{}|\n]*+(?:\|[^\[\]{}\n]*+)?\]\])(?:[^\[\]{}|\n]*(?:\|[^\[\]{}]*)?\]\])?"
)

_START = attrgetter("start")
_NO_PIPES: tuple[int, ...] = ()
_TEMPLATE, _LINK, _PARAMETER = BracketKind.TEMPLATE, BracketKind.LINK, BracketKind.PARAMETER


def match_brackets(blank: str, *, plain: bool = True) -> tuple[list[Bracket], list[int]]:
    """Find every template, parameter and wikilink.

    Args:
        blank: blanked wikitext.
        plain: whether to return templates and links of one line without brackets inside, too.

    Returns:
        The brackets in order of their start (an outer one before those inside it), and the offsets of
        openers that nothing closes.

    >>> brackets, unclosed = match_brackets("{{flag|[[Cuba]]}} {{a")
    >>> [(b.start, b.end, b.kind.name) for b in brackets], unclosed
    ([(0, 17, 'TEMPLATE'), (7, 15, 'LINK')], [18])
    """
    simple, nested, unclosed = _match_braces(blank, plain=plain)
    links, unclosed_links = _match_squares(blank, nested, plain=plain)
    unclosed += unclosed_links
    brackets = simple + nested + links
    brackets.sort(key=_START)  # no two begin at the same place
    unclosed.sort()
    return brackets, unclosed


def _match_braces(blank: str, *, plain: bool) -> tuple[list[Bracket], list[Bracket], list[int]]:
    simple: list[Bracket] = []
    nested: list[Bracket] = []
    starts: list[int] = []  # openers that wait for their closer: where, and how many braces
    counts: list[int] = []
    if plain:
        for token in _BRACE.finditer(blank):
            _brace(blank, *token.span(1), simple, nested, starts, counts)
        return simple, nested, starts
    position = 0
    while (opener := _NEXT_BRACE.search(blank, position)) is not None:
        for token in _OTHER_BRACE.finditer(blank, opener.start()):
            start, position = token.span(1)
            if start < position:
                _brace(blank, start, position, simple, nested, starts, counts)
            if not starts:
                break
        else:
            break
    return simple, nested, starts


def _brace(
    blank: str,
    position: int,
    end: int,
    simple: list[Bracket],
    nested: list[Bracket],
    starts: list[int],
    counts: list[int],
) -> None:
    """Take note of a plain template, or of a run of braces."""
    left = end - position
    if blank[position] == "{":
        if blank[end - 1] == "}":
            simple.append(Bracket(position, end, _TEMPLATE, None))
        else:
            starts.append(position)
            counts.append(left)
        return
    while left >= 2 and starts:
        opened = counts[-1]
        width = 3 if opened >= 3 and left >= 3 else 2
        inner = starts[-1] + opened - width
        kind = _PARAMETER if width == 3 else _TEMPLATE
        nested.append(Bracket(inner, position + width, kind, _NO_PIPES))
        position += width
        left -= width
        if opened - width >= 2:
            counts[-1] = opened - width
        else:
            starts.pop()
            counts.pop()


def _match_squares(blank: str, nested: list[Bracket], *, plain: bool) -> tuple[list[Bracket], list[int]]:
    """Match the square brackets, and give the pipes to the nested braces and links that hold them."""
    links: list[Bracket] = []
    edges = sorted(
        [(b.start, 1, b) for b in nested] + [(b.end, 0, b) for b in nested],
        key=lambda edge: (edge[0], edge[1], -edge[2].end if edge[1] else -edge[2].start),
    )
    unclosed: list[int] = []
    holders: list[Bracket] = []
    open_links: list[list[Bracket]] = [[]]  # per holder: links that wait for their closer
    position = 0
    for offset, opening, bracket in edges:
        _squares_between(blank, position, offset, holders, open_links[-1], links, plain)
        position = offset
        if opening:
            # Behind its own braces: "{{{a|b}}}" must not be read as a brace and a template.
            position += 3 if bracket.kind is _PARAMETER else 2
            holders.append(bracket)
            open_links.append([])
        else:
            holders.pop()
            # An opener that its template ends before closing was text: its pipes are the template's.
            abandoned = open_links.pop()
            if abandoned:
                unclosed += [link.start for link in abandoned]
                stray = [pipe for link in abandoned for pipe in link.pipes or ()]
                bracket.pipes = sorted([*(bracket.pipes or ()), *stray])
    _squares_between(blank, position, len(blank), holders, open_links[-1], links, plain)
    unclosed += [link.start for link in open_links[0]]
    return links, unclosed


def _squares_between(
    blank: str,
    start: int,
    end: int,
    holders: list[Bracket],
    waiting: list[Bracket],
    links: list[Bracket],
    plain: bool,
) -> None:
    if start == end:
        return
    position = start
    scan = (_SQUARE if plain else _OTHER_SQUARE).finditer
    if holders or waiting:
        position = _squares_with_pipes(blank, start, end, holders, waiting, links, plain)
    while position < end:
        for token in scan(blank, position, end):
            token_start, token_end = token.span()
            if token_end - token_start > 2:
                links.append(Bracket(token_start, token_end, _LINK, None))
            elif blank[token_start] == "[":
                waiting.append(Bracket(token_start, token_end, _LINK, _NO_PIPES))
                position = _squares_with_pipes(blank, token_end, end, holders, waiting, links, plain)
                break
        else:
            return


_WITH_PIPES = re.compile(_SQUARE.pattern + r"|\||\{\{(?!\{)[^{}\[\]]*\}\}")


def _squares_with_pipes(
    blank: str,
    start: int,
    end: int,
    holders: list[Bracket],
    waiting: list[Bracket],
    links: list[Bracket],
    plain: bool,
) -> int:
    """Scan where pipes count; return where they no longer do, or ``end``."""
    holder = holders[-1] if holders else None
    for token in _WITH_PIPES.finditer(blank, start, end):
        token_start, token_end = token.span()
        length = token_end - token_start
        if length == 1:
            owner = waiting[-1] if waiting else holder
            if owner is not None:
                pipes = owner.pipes
                if isinstance(pipes, list):
                    pipes.append(token_start)
                else:  # most brackets have one pipe, and an attack has many brackets: no list for one
                    owner.pipes = [*pipes, token_start] if pipes else (token_start,)
        elif length > 2:
            if blank[token_start] == "[" and (plain or "\n" in blank[token_start:token_end]):
                links.append(Bracket(token_start, token_end, _LINK, None))
        elif blank[token_start] == "[":
            waiting.append(Bracket(token_start, token_end, _LINK, _NO_PIPES))
        elif waiting:
            link = waiting.pop()
            if blank.startswith("]", token_end, end) and _ends_external_link(blank, link.start, token_start):
                token_end += 1
            link.end = token_end
            links.append(link)
            if not waiting and holder is None:
                return token_end
    return end


def _ends_external_link(blank: str, start: int, end: int) -> bool:
    """Tell whether of three ``]`` the first closes an external link at the end of a wikilink's text.

    MediaWiki's rule for ``[[File:A.jpg|thumb|text [http://example.org source]]]``.
    """
    if blank.startswith("]", end + 3):
        return False
    start = max(start + 2, end - 2000)  # an external link is short; do not look back for ever
    return blank.rfind("[", start, end) > blank.rfind("]", start, end)
