"""Nodes cut from the source what they claim, whatever the source."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given

from tests.strategies import Page, any_source, pages
from wikirel.document import Document
from wikirel.spans import Span
from wikirel.structure import plain_text, shown_text, structure_of
from wikirel.structure.nodes import (
    Category,
    Comment,
    Entity,
    ExtensionTag,
    ExternalLink,
    FileLink,
    Heading,
    InterlanguageLink,
    MagicWord,
    Node,
    Redirect,
    Reference,
    Template,
    Wikilink,
    parse_attributes,
)
from wikirel.structure.tables import TableNode


def _brackets(opening: str, closing: str) -> Callable[[str], bool]:
    return lambda markup: markup.startswith(opening) and markup.endswith(closing)


CLAIMS: dict[type[Node], Callable[[str], bool]] = {
    Template: _brackets("{{", "}}"),
    Wikilink: _brackets("[[", "]]"),
    FileLink: _brackets("[[", "]]"),
    Category: _brackets("[[", "]]"),
    InterlanguageLink: _brackets("[[", "]]"),
    Comment: _brackets("<!--", "-->"),
    Reference: lambda markup: markup[:4].lower() == "<ref" and markup[-1] == ">",
    ExtensionTag: _brackets("<", ">"),
    MagicWord: _brackets("__", "__"),
    Entity: _brackets("&", ";"),
    Heading: lambda markup: markup.startswith("="),
    Redirect: _brackets("#", "]]"),
    ExternalLink: lambda markup: "//" in markup or "mailto:" in markup,
}


def check_nodes(document: Document) -> None:
    """Check what every node says of the source."""
    source, structure = document.source, structure_of(document)
    nodes = structure.nodes()
    places = [(node.span.start, -node.span.end) for node in nodes]
    assert places == sorted(places)
    for node in nodes:
        assert 0 <= node.span.start < node.span.end <= len(source), node
        assert node.markup == source[node.span.start : node.span.end]
        for kind, holds in CLAIMS.items():
            if isinstance(node, kind) and not document.is_plain:
                assert holds(node.markup), node
        if not isinstance(node, TableNode):
            assert node.span.contains(node.content), node
    for template in structure.templates():
        check_template(template)
    for link in structure.wikilinks():
        assert link.span.contains(link.target_span)
        assert source.startswith(link.trail, link.span.end)
    for reference in structure.references():
        definition = reference.definition
        assert definition is None or not definition.reuse
        assert not reference.reuse or reference.name
    for item in structure.list_items():
        assert document.is_plain or item.markup.startswith(item.marker)
        assert item.span.contains(item.content)
        assert all(child.parent == item for child in item.children)
    for table in structure.tables():
        check_table(table)


def check_template(template: Template) -> None:
    """Check that the parts of a template tile it."""
    assert template.markup[2:].lstrip().startswith(template.cut(template.name_span))
    position = template.span.end - 2
    for parameter in reversed(template.parameters):
        assert parameter.span.end == position
        position = parameter.span.start - 1
        assert template.document.source[position] == "|"
        assert parameter.span.contains(parameter.value_span)
        assert parameter.value == parameter.value_span.cut(template.document.source)
        assert parameter.value == parameter.value.strip()
        assert (parameter.name_span is None) == (parameter.position > 0)
        assert template.value(parameter.name) == template.get(parameter.name).value  # type: ignore[union-attr]
    assert template.span.start + 2 <= template.name_span.start <= template.name_span.end <= position


def check_table(table: TableNode) -> None:
    """Check that cells lie in rows, rows in the table, and every cell in the grid."""
    document = table.document
    assert document.is_plain or table.markup.startswith("{|")
    assert document.is_plain or not table.closed or table.markup.endswith("|}")
    grid = table.grid()
    assert len(grid) == len(table.rows)
    for row, slots in zip(table.rows, grid, strict=True):
        assert table.span.contains(row.span)
        for cell in row.cells:
            assert row.span.contains(cell.span)
            assert cell in slots
            assert 0 <= cell.rowspan <= 65534
            assert 1 <= cell.colspan <= 1000


@given(any_source())
@example("#REDIRECT [[a]]")
@example("{{a|<ref>{{b|c=[[d]]}}</ref>|<!-- | -->e=f}}")
@example("* a\n** b\n* c\n\n*** d")
@example("[[a|[http://b c]]]")
def test_spans_cut_what_they_claim(source: str) -> None:
    check_nodes(Document(source))


@given(pages())
def test_spans_cut_what_they_claim_on_whole_pages(page: Page) -> None:
    document = Document(page.source)
    assume(not document.is_plain)  # a lone "=a=" is a title line
    check_nodes(document)
    headings = [(heading.level, heading.title) for heading in structure_of(document).headings()]
    assert headings == page.headings
    for heading in structure_of(document).headings():
        assert shown_text(document, heading.title_span) == heading.title
    assert [p.text for p in structure_of(document).paragraphs()] == [
        block.text for block in page.blocks if block.kind == "paragraph"
    ]


@given(any_source())
def test_plain_text_of_a_range_is_what_its_characters_lie_in(source: str) -> None:
    document = Document(source)
    assert shown_text(document, Span(0, len(source))) == document.text.strip("\n")
    for node in structure_of(document).nodes():
        shown = plain_text(document, node)
        for index, sign in enumerate(shown.text):
            if sign == "\n":
                continue
            span = shown.span(index, index + 1)
            assert node.span.start <= span.start <= span.end <= node.span.end, node
            if len(span) == 1:
                assert span.cut(source) == sign or sign == " " or span.cut(source) in "\n\t", node


def test_templates() -> None:
    source = "{{ Cite_web |url=http://a.test/?b=c|title=[[Lima|x=y]]|{{d|e=f}}|g=<!-- = -->h|i|g=j}}"
    (template, inner) = structure_of(Document(source)).templates()
    assert template.name == "Cite web"
    assert [(p.name, p.value) for p in template.parameters] == [
        ("url", "http://a.test/?b=c"),
        ("title", "[[Lima|x=y]]"),
        ("1", "{{d|e=f}}"),
        ("g", "<!-- = -->h"),
        ("2", "i"),
        ("g", "j"),
    ]
    assert template.value("g") == "j"  # the last one counts
    assert template.value("none", "?") == "?"
    assert (template.depth, inner.depth) == (0, 1)


def test_templates_by_name_wherever_they_stand() -> None:
    source = "{{a|{{Flag|Peru}}}}<ref>{{flag|Cuba}}</ref>{{Template:FLAG|Chile}}<!-- {{flag|x}} -->"
    flags = structure_of(Document(source)).templates("flag")
    assert [flag.value(1) for flag in flags] == ["Peru", "Cuba", "Chile"]
    assert [flag.depth for flag in flags] == [1, 0, 0]


def test_depth_counts_templates_around_a_reference() -> None:
    source = "{{a|b <ref>{{c|{{d}}}}</ref>}} <ref>{{e}}</ref>"
    assert [(t.name, t.depth) for t in structure_of(Document(source)).templates()] == [
        *(("a", 0), ("c", 1), ("d", 2), ("e", 0))
    ]


def test_a_call_of_a_module() -> None:
    (call,) = structure_of(Document("{{#invoke:flag||Peru}}")).templates("#invoke:flag")
    assert (call.module, call.function, call.value(2)) == ("flag", "", "Peru")


def test_links() -> None:
    source = "[[:Category:A]] [[Category:B|k]] [[fr:C]] [[File:D.jpg|thumb|10px|a [[b]]|c]] [[E_f#g|h]]is [[doi:1]]"
    structure = structure_of(Document(source))
    assert [(w.target, w.namespace, w.anchor, w.trail) for w in structure.wikilinks()] == [
        ("Category:A", "category", None, ""),
        ("b", "", None, ""),
        ("E f", "", "g", "is"),
        ("doi:1", "", None, ""),
    ]
    assert [(c.name, c.key) for c in structure.categories()] == [("B", "k")]
    assert [(i.language, i.title) for i in structure.interlanguage_links()] == [("fr", "C")]
    (picture,) = structure.files()
    assert (picture.name, picture.caption) == ("D.jpg", "c")
    assert picture.options == ("thumb", "10px", "a [[b]]")


@pytest.mark.parametrize(
    ("language", "source", "name", "options", "caption"),
    [
        ("de", "[[Datei:A.jpg|mini|hochkant=1.2|Wappen]]", "A.jpg", ("mini", "hochkant=1.2"), "Wappen"),
        ("fr", "[[Fichier:A.jpg|vignette|Armes]]", "A.jpg", ("vignette",), "Armes"),
        ("es", "[[Archivo:A.jpg|miniatura|Escudo]]", "A.jpg", ("miniatura",), "Escudo"),
        ("pt", "[[Ficheiro:A.jpg|miniaturadaimagem|Brasão]]", "A.jpg", ("miniaturadaimagem",), "Brasão"),
    ],
)
def test_pictures_in_other_languages(
    language: str, source: str, name: str, options: tuple[str, ...], caption: str
) -> None:
    document = Document(source, language=language)
    (picture,) = structure_of(document).files()
    assert (picture.name, picture.options, picture.caption) == (name, options, caption)


def test_a_redirect() -> None:
    redirect = structure_of(Document("#redirect: [[Peru#History]]\n")).redirect
    assert redirect is not None
    assert (redirect.target, redirect.anchor, redirect.markup) == (
        *("Peru", "History"),
        "#redirect: [[Peru#History]]",
    )
    assert structure_of(Document("See #redirect [[Peru]]")).redirect is None


def test_external_links() -> None:
    source = "[http://a.test/b see [[c]]] http://d.test/e_(f), [http://unclosed and http://g.test."
    found = structure_of(Document(source)).external_links()
    assert [(link.url, link.label, link.bracketed) for link in found] == [
        ("http://a.test/b", "see [[c]]", True),
        ("http://d.test/e_(f)", "", False),
        ("http://unclosed", "", False),
        ("http://g.test", "", False),
    ]


def test_references() -> None:
    source = (
        'A<ref name="x" group=n>B</ref>C<ref name=x />D{{efn|name=y|E}}F{{sfn|G|1999}}{{cite web|url=h}}'
        "{{reflist|refs=<ref name=z>I</ref>}}<references><ref name=w>J</ref></references>"
    )
    found = structure_of(Document(source)).references()
    assert [(r.name, r.group, r.reuse, r.list_defined, r.template) for r in found] == [
        ("x", "n", False, False, None),
        ("x", None, True, False, None),
        ("y", None, False, False, "efn"),
        (None, None, False, False, "sfn"),
        ("z", None, False, True, None),
        ("w", None, False, True, None),
    ]
    assert found[1].definition == found[0]
    assert [found[0].text, found[2].text, found[4].text] == ["B", "E", "I"]
    assert found[1].citation.text == "B"


def test_regions_and_signs() -> None:
    source = "a&nbsp;b <!-- c --> <nowiki>[[d]]</nowiki> <math display=block>e</math> __NOTOC__ __x__"
    structure = structure_of(Document(source))
    assert [entity.character for entity in structure.entities()] == ["\xa0"]
    assert [comment.text for comment in structure.comments()] == ["c"]
    assert [nowiki.text for nowiki in structure.nowikis()] == ["[[d]]"]
    assert [(tag.name, dict(tag.attributes)) for tag in structure.tags("math")] == [
        ("math", {"display": "block"})
    ]
    assert [word.word for word in structure.magic_words()] == ["NOTOC"]
    assert structure.wikilinks() == ()


def test_lists_nest_by_their_markers() -> None:
    source = "* a\n** b {{small|c\n}} d\n**# e\n* f\n: g\n\n** h\n{{ubl|\n* i\n|j}}"
    items = structure_of(Document(source)).list_items()
    assert [(item.marker, item.depth, item.text) for item in items] == [
        ("*", 1, "a"),
        ("**", 2, "b c d"),
        ("**#", 3, "e"),
        ("*", 1, "f"),
        (":", 1, "g"),
        ("**", 2, "h"),
        ("*", 1, "i"),
    ]
    parents = [item.parent.text if item.parent else None for item in items]
    assert parents == [None, "a", "b c d", None, None, None, None]
    assert [child.text for child in items[0].children] == ["b c d"]


def test_a_list_in_the_plain_rendering() -> None:
    document = Document("= A–B relations =\n\n== C ==\n\n- d\n- e\n")
    assert [item.text for item in structure_of(document).list_items()] == ["d", "e"]
    assert structure_of(document).templates() == ()


TABLE = """{| class="wikitable"
|+ Missions
! Country !! colspan="2" | Posts
|-
| rowspan=3 | Peru || Havana || [[Lima]]<ref>a | b</ref>
|-
| Cusco
{|
| inner
|}
|-
| colspan=9999 | x
|}"""


def test_a_table() -> None:
    outer, inner = structure_of(Document(TABLE)).tables()
    assert outer.attributes == {"class": "wikitable"}
    assert [caption.text for caption in outer.captions] == ["Missions"]
    assert [row.header for row in outer.rows] == [True, False, False, False]
    grid = [[cell.text if cell else None for cell in row] for row in outer.grid()]
    assert grid[:3] == [["Country", "Posts", "Posts"], ["Peru", "Havana", "Lima"], ["Peru", "Cusco\ninner"]]
    assert len(grid[3]) == 1001
    assert outer.rows[2].cells[0].tables == (inner,)
    assert outer.rows[1].cells[0].attributes == {"rowspan": "3"}


def test_a_cell_that_reaches_down_stops_one_that_reaches_across() -> None:
    source = "{|\n| a || rowspan=2 | b\n|-\n| colspan=3 | c\n|-\n| rowspan=0 | d || e\n|-\n| f\n|}"
    (table,) = structure_of(Document(source)).tables()
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [
        *(["a", "b"], ["c", "b"], ["d", "e"], ["d", "f"])
    ]


def test_spans_cannot_ask_for_a_billion_slots() -> None:
    source = "{|" + "\n|-\n| rowspan=65534 colspan=1000 | x" * 3000 + "\n|}"
    (table,) = structure_of(Document(source)).tables()
    assert sum(map(len, table.grid())) < 200_000


def test_plain_text_leads_back() -> None:
    document = Document(
        "See [[Lima|the ''capital'']].<ref>In [[Peru]]&nbsp;today.</ref>{{no such one|a=''b''}}"
    )
    (note,) = structure_of(document).references()
    shown = plain_text(document, note)
    assert shown.text == "In Peru today."
    assert shown.span(3, 8).cut(document.source) == "Peru]]&nbsp;"
    (template,) = structure_of(document).templates("no such one")
    assert (template.text, template.parameters[0].text) == ("", "b")
    assert shown_text(document, note.span) == ""


def test_attributes() -> None:
    assert parse_attributes("a=\"b c\" D='e' f=g h i = 2") == {
        "a": "b c",
        "d": "e",
        "f": "g",
        "h": "",
        "i": "2",
    }


@pytest.mark.parametrize(
    "source",
    [
        *("{{a|" * 20_000 + "}}" * 20_000, "[[a|" * 20_000 + "]]" * 20_000),
        *("[http://a " * 8_000, "[http://a b]" * 8_000, "[http://a {{b|" * 5_000 + "]}}" * 5_000),
        *("\n*{{a|" * 10_000 + "}}" * 10_000, "{{a|\n" + "* b\n" * 20_000 + "}}", "<ref>[[a|</ref>" * 6_000),
        "{|\n" + "|x|" * 20_000 + "|rowspan=65534|y" + "\n|-\n|z" * 20_000 + "\n|}",
    ],
    ids=lambda source: repr(source[:14]),
)
def test_nothing_is_quadratic(source: str) -> None:
    document = Document(source)
    start = time.perf_counter()
    structure = structure_of(document)
    structure.nodes()
    structure.list_items()
    for table in structure.tables():
        table.grid()
    assert time.perf_counter() - start < 10  # a tenth of that, and a quadratic one a hundred times as much
