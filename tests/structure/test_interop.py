"""What mwparserfromhell gets is what it reads safely, and no character is lost on the way."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import assume, example, given
from mwparserfromhell import nodes

from tests.strategies import Page, any_source, pages
from wikirel import parse_article
from wikirel.document import Document
from wikirel.errors import InteropError
from wikirel.spans import Span
from wikirel.structure import structure_of
from wikirel.structure.harmless import MAX_LENGTH, is_harmless
from wikirel.structure.interop import infobox_node, to_wikicode


@given(any_source())
@example("a\x00{{b}}")
def test_nothing_is_lost(source: str) -> None:
    assert str(to_wikicode(Document(source))) == source


@given(pages())
def test_both_parsers_see_the_same_templates(page: Page) -> None:
    assume("{{a}" not in page.source)  # an unclosed brace in a reference: what holds it becomes text
    document = Document(page.source)
    # A heading that mwparserfromhell might not come back from is one Text node, with what stands in it.
    assume(all(is_harmless(heading.markup) for heading in structure_of(document).headings()))
    ours = structure_of(document).templates()
    theirs = to_wikicode(document).filter_templates()
    assert [t.markup for t in ours] == [str(t) for t in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert [(p.name, p.value) for p in mine.parameters] == [
            (str(p.name).strip(), str(p.value).strip()) for p in other.params
        ]


def test_a_node_and_a_range() -> None:
    document = Document("In [[Lima]] {{flag|Peru}}.")
    (link,) = structure_of(document).wikilinks()
    (node,) = to_wikicode(link).nodes
    assert isinstance(node, nodes.Wikilink)
    assert str(node.title) == "Lima"
    assert str(to_wikicode(document, Span(0, 11))) == "In [[Lima]]"


def test_what_comes_back_can_be_edited_and_read_again() -> None:
    code = to_wikicode(Document("* Peru has an embassy in {{nowrap|Havana}}."))
    code.filter_templates()[0].add(1, "Matanzas")
    article = parse_article(code, "Cuba–Peru relations")
    assert article.source == "* Peru has an embassy in {{nowrap|Matanzas}}."


def test_the_infobox() -> None:
    box = infobox_node(Document("{{Infobox bilateral relations|Cuba–Peru|Cuba|Peru|map = a & b.svg}}"))
    assert box is not None
    assert str(box.get("map").value).strip() == "a & b.svg"
    assert str(box.get(2).value) == "Cuba"
    assert infobox_node(Document("no box")) is None
    with pytest.raises(InteropError, match="cannot safely read"):
        infobox_node(Document("{{Infobox x|a=<b>" + "</b><b>\n{|" * 30 + "}}"))


HOSTILE = [
    *("</b><b>\n{|", "=a", "<b ", "{{a|", "<a b=c ", "{|", "[[a|", "<ref>", "&#000", "''", "\x00", "'''a''"),
    *("[http://a ", "<i>'''</i>", "<b>[http://x |</b>", "{{{<b>''[http://x ''</b>}}}", "{{a|<b>|</b>}}"),
]


@pytest.mark.parametrize("bit", HOSTILE)
def test_hostile_pieces_do_no_harm(bit: str) -> None:
    start = time.perf_counter()
    for source in (bit * 500, "{{x|" + bit * 500 + "}}", f"[[x|{bit * 500}]]", "\n== " + bit * 200 + " ==\n"):
        document = Document(source)
        assert str(to_wikicode(document)) == source
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "markup",
    [
        *("{{a", "a]] [[b", "<b>", "</b>", "<b", "</b><b>", "\n{|", "a{|b", "<ref>a", "\x00", "''" * 2 + "a"),
        *(
            "<b>{{a|</b>}}",
            "{{a|<b>|</b>}}",
            "[http://a b",
            "x" * (MAX_LENGTH + 1),
            "=" + "a=" * 40,
            "[" * 60,
        ),
        *("{{a|" * 40 + "}}" * 40, "<b>" * 40 + "</b>" * 40, "''a\n''b\n''c\n"),
    ],
    ids=lambda markup: repr(markup[:12]),
)
def test_what_is_not_harmless(markup: str) -> None:
    assert not is_harmless(markup)


@pytest.mark.parametrize(
    "markup",
    [
        *(
            "{{a|b=''c''|d=[[e|f]]}}",
            "<b>a</b><br>",
            "\n{|\n| a || b\n|}",
            "[http://a ''b'']",
            "a & b &amp; c",
        ),
        *("<ref name=a />", "{{a|<ref>{{b}}</ref>}}", "== a ==", "'''''a'' b'''", "<!-- {{ -->"),
    ],
)
def test_what_is_harmless(markup: str) -> None:
    assert is_harmless(markup)


@pytest.mark.parametrize(
    ("imported", "unwanted"),
    [(", wikirel.structure.interop", "mwparserfromhell"), ("", "wikirel.structure")],
)
def test_reading_facts_does_not_load_it(imported: str, unwanted: str) -> None:
    code = (
        f"import sys, wikirel{imported};"
        "wikirel.parse_article('* Peru has an embassy in Havana.', 'Cuba–Peru relations');"
        f"sys.exit({unwanted!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
