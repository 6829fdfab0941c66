"""Braces by MediaWiki's rule, links, and the pipes that part their arguments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from tests.strategies import any_source
from wikirel.markup.brackets import Bracket, BracketKind, match_brackets
from wikirel.markup.protect import protect
from wikirel.markup.tokens import TOKEN


def found(source: str) -> list[tuple[str, str]]:
    blank, _ = protect(source)
    brackets, _ = match_brackets(blank)
    return [(bracket.kind.name[0], source[bracket.start : bracket.end]) for bracket in brackets]


def parts(source: str, index: int = 0) -> list[str]:
    blank, _ = protect(source)
    return [source[start:end] for start, end in match_brackets(blank)[0][index].parts(blank)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{a}}", [("T", "{{a}}")]),
        ("{{{a}}}", [("P", "{{{a}}}")]),
        ("{a}", []),
        ("{{a}", []),
        ("{{{a}}", [("T", "{{a}}")]),  # one brace is left over, and is text
        ("{{a}}}", [("T", "{{a}}")]),
        ("{{{{a}}}}", [("P", "{{{a}}}")]),  # three first, one left over on either side
        ("{{{{{a}}}}}", [("T", "{{{{{a}}}}}"), ("P", "{{{a}}}")]),  # a template named by a parameter
        ("{{{{{{a}}}}}}", [("P", "{{{{{{a}}}}}}"), ("P", "{{{a}}}")]),
        ("{{a|{{b}}}}", [("T", "{{a|{{b}}}}"), ("T", "{{b}}")]),
        ("{{a|{{{b|}}}}}", [("T", "{{a|{{{b|}}}}}"), ("P", "{{{b|}}}")]),
        ("{{a|{{b|{{c}}}}}}", [("T", "{{a|{{b|{{c}}}}}}"), ("T", "{{b|{{c}}}}"), ("T", "{{c}}")]),
        ("{{a {{b}}", [("T", "{{b}}")]),
        ("{{a}} b}}", [("T", "{{a}}")]),
        ("[[a]]", [("L", "[[a]]")]),
        ("[[a|b]]c", [("L", "[[a|b]]")]),
        ("[[a|b [http://c d]]]", [("L", "[[a|b [http://c d]]]")]),
        ("[[a|[b]]]]", [("L", "[[a|[b]]")]),
        ("[[x|[[a|[b]]]]]", [("L", "[[x|[[a|[b]]]]"), ("L", "[[a|[b]]")]),
        ("[[a]]]", [("L", "[[a]]")]),
        ("[[a [[b]]", [("L", "[[b]]")]),
        ("[[a|[[b]]]]", [("L", "[[a|[[b]]]]"), ("L", "[[b]]")]),
        ("[[[a]]]", [("L", "[[a]]")]),
        ("[[a", []),
        ("{{a|[[b}}]]", [("T", "{{a|[[b}}")]),  # a link does not cross the end of its template
        ("[[a|{{b]]}}", [("T", "{{b]]}}")]),
        ("[[a|{{b}}]]", [("L", "[[a|{{b}}]]"), ("T", "{{b}}")]),
        ("{{a|<!-- }} -->b}}", [("T", "{{a|<!-- }} -->b}}")]),
        ("{{a|<nowiki>}}</nowiki>}}", [("T", "{{a|<nowiki>}}</nowiki>}}")]),
        ("{{#invoke:a|b|c=d}}", [("T", "{{#invoke:a|b|c=d}}")]),
    ],
)
def test_matching(source: str, wanted: list[tuple[str, str]]) -> None:
    assert found(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{a|b|c}}", ["a", "b", "c"]),
        ("{{a||c}}", ["a", "", "c"]),
        ("{{a|}}", ["a", ""]),
        ("{{a|[[b|c]]|d}}", ["a", "[[b|c]]", "d"]),
        ("{{a|{{b|c}}|d}}", ["a", "{{b|c}}", "d"]),
        ("{{a|{{{b|c}}}|d}}", ["a", "{{{b|c}}}", "d"]),
        ("{{a|[[b|c|d}}", ["a", "[[b", "c", "d"]),  # the link never closes, so its pipes are the template's
        ("{{a|{{b}}|[[c|d|e}}", ["a", "{{b}}", "[[c", "d", "e"]),
        ("{{a|b=<ref>c|d</ref>|e}}", ["a", "b=<ref>c|d</ref>", "e"]),
        ("{{a|b<!-- | -->|c}}", ["a", "b<!-- | -->", "c"]),
        ("[[a|b|c]]", ["a", "b", "c"]),
        ("[[a|{{b|c}}|d]]", ["a", "{{b|c}}", "d"]),
        ("[[a|[[b|c]]|d]]", ["a", "[[b|c]]", "d"]),
        ("{{#invoke:flag||A}}", ["#invoke:flag", "", "A"]),
        ("{{{a|b|c}}}", ["a", "b", "c"]),
    ],
)
def test_pipes_part_the_arguments(source: str, wanted: list[str]) -> None:
    assert parts(source) == wanted


@given(any_source())
def test_brackets_nest_and_their_parts_tile_them(source: str) -> None:
    blank, _ = protect(source)
    brackets, unclosed = match_brackets(blank)
    open_until: list[int] = []
    previous = -1
    for bracket in brackets:
        assert previous < bracket.start, "two begin at the same place"
        previous = bracket.start
        width = 3 if bracket.kind is BracketKind.PARAMETER else 2
        opening = "[" if bracket.kind is BracketKind.LINK else "{"
        closing = "]" if bracket.kind is BracketKind.LINK else "}"
        assert blank[bracket.start : bracket.start + width] == opening * width
        assert blank[bracket.end - width : bracket.end] == closing * width
        while open_until and open_until[-1] <= bracket.start:
            open_until.pop()
        assert not open_until or bracket.end <= open_until[-1], "brackets cross"
        open_until.append(bracket.end)
        ranges = bracket.parts(blank)
        assert ranges[0][0] == bracket.start + width
        assert ranges[-1][1] == bracket.end - width
        for (_, end), (start, _) in pairwise(ranges):
            assert start == end + 1
            assert blank[end] == "|"
    assert unclosed == sorted(unclosed)
    assert all(blank[start : start + 2] in ("{{", "[[") for start in unclosed)


@given(any_source())
def test_pipes_belong_to_the_innermost_bracket_that_holds_them(source: str) -> None:
    """The definition, written down naively."""
    blank, _ = protect(source)
    brackets, _ = match_brackets(blank)
    stack: list[int] = []
    wanted: list[list[int]] = [[] for _ in brackets]
    starts: dict[int, list[int]] = {}
    for index, bracket in enumerate(brackets):
        starts.setdefault(bracket.start, []).append(index)
    for offset, character in enumerate(blank):
        while stack and brackets[stack[-1]].end <= offset:
            stack.pop()
        stack += starts.get(offset, ())
        if character == "|" and stack:
            wanted[stack[-1]].append(offset)
    for bracket, pipes in zip(brackets, wanted, strict=True):
        assert [end for _, end in bracket.parts(blank)][:-1] == pipes


@given(any_source())
def test_without_plain_ones_the_rest_is_the_same(source: str) -> None:
    """What the reader takes for tokens of its pass are exactly the brackets that are left out."""
    blank, _ = protect(source)
    every, unclosed = match_brackets(blank)
    others, same_unclosed = match_brackets(blank, plain=False)

    def is_plain(bracket: Bracket) -> bool:
        return bracket.pipes is None and "\n" not in blank[bracket.start : bracket.end]

    def facts(brackets: list[Bracket]) -> list[tuple[object, ...]]:
        return [(b.start, b.end, b.kind, tuple(b.pipes or ())) for b in brackets]

    assert facts(others) == facts([bracket for bracket in every if not is_plain(bracket)])
    assert same_unclosed == unclosed
    assert [b.start for b in every if is_plain(b)] == [
        found.start() for found in TOKEN.finditer(blank) if found[0][:2] in ("[[", "{{")
    ]
