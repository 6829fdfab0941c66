"""What is not markup is blanked, at the same length, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from tests.strategies import any_source
from wikirel.markup.protect import FILLER, protect


def shown(text: str) -> str:
    return protect(text)[0].replace(FILLER, "_")


@given(any_source())
@example("<ref>a</ref><!-- b -->\n  <!-- c -->  \n<nowiki/><pre>d</pre>")
@example("<ref><!--</ref>-->")
def test_blanking_keeps_the_length_and_touches_regions_only(source: str) -> None:
    blank, regions = protect(source)
    assert len(blank) == len(source)
    position = 0
    for region in regions:
        assert position <= region.start < region.end <= len(source)
        assert region.start <= region.attributes_start <= region.body_start <= region.body_end <= region.end
        assert blank[position : region.start] == source[position : region.start]
        assert blank[region.start : region.end] == FILLER * (region.end - region.start)
        position = region.end
    assert blank[position:] == source[position:]


@given(any_source())
def test_blanking_twice_is_blanking_once(source: str) -> None:
    blank, _ = protect(source)
    again, regions = protect(blank)
    # What was left is no markup of this kind; a tag that began inside a region may not come back to life.
    assert again == blank
    assert regions == []


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("a<ref>{{b|c}}</ref>d", ["ref"]),
        ('a<ref name="b" group=c>x</ref>', ["ref"]),
        ("a<ref name=b />c", ["ref"]),
        ("a<ref name=b/>c", ["ref"]),
        ("a<REF>b</Ref >c", ["ref"]),
        ("a<!-- b <ref> -->c</ref>", ["comment"]),
        ("a<ref>b<!-- c</ref> --> d", ["ref"]),
        ("<nowiki><!-- </nowiki> b -->", ["literal"]),
        ("<nowiki />{{a}}", ["hidden"]),
        ("<pre>{{a}}</pre><syntaxhighlight lang=x>[[b]]</syntaxhighlight>", ["literal", "literal"]),
        ("<gallery>File:a</gallery><math>{{a}}</math>", ["hidden", "hidden"]),
        ("<references><ref name=a>b</ref></references>", ["ref"]),
        ("a<refs>b</refs><reference>", []),
        ("<code>[[a]]</code>", []),
        ("a < ref>b", []),
    ],
)
def test_kinds(source: str, kinds: list[str]) -> None:
    assert [region.kind for region in protect(source)[1]] == kinds


@pytest.mark.parametrize("opener", ["<ref>", "<ref name=a>", "<!--", "<nowiki>", "<gallery>", "<math>"])
def test_an_unclosed_opener_hides_its_own_tag_and_nothing_else(opener: str) -> None:
    source = (
        f"a {opener}b\n== c ==\n{{{{d}}}} <ref>e</ref>" if "ref" not in opener else f"a {opener}b\n== c =="
    )
    blank, regions = protect(source)
    assert regions[0].kind == "stray"
    assert (regions[0].start, regions[0].end) == (2, 2 + len(opener))
    assert blank.replace(FILLER, "")[:11] == "a b\n== c =="


def test_a_tag_that_another_tag_interrupts_is_text() -> None:
    assert shown("<ref <ref>a</ref>") == "<ref ____________"


def test_bodies() -> None:
    source = '<ref name="a">b</ref>'
    region = protect(source)[1][0]
    assert source[region.body_start : region.body_end] == "b"
    assert source[region.attributes_start : region.body_start] == ' name="a">'
    empty = protect("<ref name=a />")[1][0]
    assert empty.body_start == empty.body_end


@pytest.mark.parametrize(
    ("source", "blank"),
    [
        ("a\n<!-- b -->\nc", "a\n___________c"),  # alone on its line: the line goes with it
        ("a\n  <!-- b -->\t\nc", "a\n______________c"),
        ("a\n<!--b--> <!--c-->\nd", "a\n__________________d"),  # and so with several
        ("a <!-- b -->\nc", "a __________\nc"),
        ("a\n<!-- b --> c", "a\n__________ c"),
    ],
)
def test_a_comment_alone_on_its_line_takes_the_line_with_it(source: str, blank: str) -> None:
    """The rule of Preprocessor_Hash: such a comment does not part two lines of a paragraph."""
    assert shown(source) == blank
