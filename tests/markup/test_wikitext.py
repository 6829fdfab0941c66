"""One example or more for every construct that the reader of wikitext knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel.document import Document
from wikirel.markup.brackets import MOST_PARTS


def read(source: str) -> Document:
    """Read wikitext; the template in front keeps it from being taken for a plain rendering."""
    return Document("{{nothing}}\n" + source)


def lines(source: str) -> list[tuple[str, str]]:
    document = read(source)
    return [
        (str(block.kind) + block.marker, document.text[block.start : block.end]) for block in document.blocks
    ]


def headings(source: str) -> list[tuple[int, str]]:
    document = read(source)
    return [(heading.level, document.text[heading.start : heading.end]) for heading in document.headings]


def table(source: str, index: int = 0) -> list[list[str]]:
    document = read(source)
    return [[document.text_of(cell) for cell in row.cells] for row in document.tables[index].rows]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("= a =", [(1, "a")]),
        ("==a==", [(2, "a")]),
        ("== a == <!-- b -->\nc", [(2, "a")]),
        ("<!-- b -->\n== a ==", [(2, "a")]),
        ("<!-- b -->== a ==", [(2, "a")]),
        ("== a ==\t \n", [(2, "a")]),
        ("=== a ==", [(2, "= a")]),
        ("== a ===", [(2, "a =")]),
        ("======= a =======", [(6, "= a =")]),
        ("=====", [(2, "=")]),
        ("===", [(1, "=")]),
        ("==", []),
        ("=", []),
        ("== a", []),
        (" == a ==", []),
        ("a == b ==", []),
        ("== a == b", []),
        ("== a ==<ref>b</ref>", []),  # MediaWiki wants nothing but blanks and comments behind the signs
        ("<ref>b</ref>== a ==", []),
        ("== a<ref>b</ref> ==", [(2, "a")]),
        ("== [[a|b]] {{small|c}} ''d'' ==", [(2, "b c d")]),
        ("== a = b ==", [(2, "a = b")]),
        ("x\n=a=\ny\n\n== b ==\nz", [(1, "a"), (2, "b")]),
        ("<!--\n== a ==\n-->", []),
        ("<nowiki>\n== a ==\n</nowiki>", []),
        ("<ref>\n== a ==\n</ref>", []),
        ("{{an unknown one|b=\n== a ==\n}}", []),
        ("{{show|b|\n== a ==\n}}\n== c ==", [(2, "a"), (2, "c")]),
        ("{{small|1=b\n== a ==\n}}\n== c ==", [(2, "a"), (2, "c")]),
        ("{|\n| b\n== a ==\n|}\n== c ==", [(2, "a"), (2, "c")]),
        ("{|\n| b\n== a ==\nc\n== d ==", [(2, "a"), (2, "d")]),
    ],
)
def test_headings(source: str, wanted: list[tuple[int, str]]) -> None:
    """By MediaWiki's rule: the line from sign to sign; the level is the smaller number, and 6 at most."""
    assert headings(source) == wanted


def test_sections_nest_by_level() -> None:
    document = read("lead\n== a ==\none\n=== b ===\ntwo\n==== c ====\n=== d ===\n= e =\n== f ==\nsix")
    outline = [
        (s.title, [(t.title, [u.title for u in t.sections]) for t in s.sections]) for s in document.sections
    ]
    assert outline == [("a", [("b", ["c"]), ("d", [])]), ("e", [("f", [])])]
    assert [section.text for section in document.sections[0].walk()] == ["one", "two", "", ""]
    assert document.path(document.blocks[-1].section) == ("e", "f")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("a\nb\n\nc", [("paragraph", "a b"), ("paragraph", "c")]),
        ("a\n\n\n\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("a\n<!-- b -->\nc", [("paragraph", "a c")]),
        ("a\n<!-- b --> <!-- b -->\nc", [("paragraph", "a c")]),
        ("a<br>b<br />c", [("paragraph", "a b c")]),
        ("<p>a</p><div>b</div>c", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("a\n* b\nc", [("paragraph", "a"), ("item*", "b"), ("paragraph", "c")]),
        ("* a\n** b\n*# c\n# d\n: e\n; f\n*** g", [
            ("item*", "a"), ("item**", "b"), ("item*#", "c"), ("item#", "d"), ("item:", "e"), ("item;", "f"),
            ("item***", "g"),
        ]),
        ("*\n* a\n*", [("item*", "a")]),
        ("* a\n\n* b", [("item*", "a"), ("item*", "b")]),
        ("* {{flag|a}}: b", [("item*", "a: b")]),
        ("* {{cn}}\n* a", [("item*", "a")]),
        ("<ul><li>a</li><li>b</li></ul>", [("item*", "a"), ("item*", "b")]),
        ("{{unbulleted list|a|b [[c]]}}", [("item*", "a"), ("item*", "b c")]),
        ("{{plainlist|\n* a\n* b\n}}", [("item*", "a"), ("item*", "b")]),
    ],
)  # fmt: skip
def test_paragraphs_and_items(source: str, wanted: list[tuple[str, str]]) -> None:
    assert lines(source) == wanted


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("''a'' '''b''' '''''c''''' ''''d'''' o'e", "a b c 'd' o'e"),
        ("[[a]] [[b|c]] [[d]]s [[:e]] [[f#g|h]] [[#i]]", "a c ds e h #i"),
        ("[[a|b [[c]] d]]", "b c d"),
        ("[[a|{{small|b}}]]", "b"),
        ("[[a|b|c]]", "b|c"),
        ("[[a]", "[[a]"),
        (
            "[http://a.test b] [//a.test c d] [mailto:a@b.test e] [f] http://a.test",
            "b c d e [f] http://a.test",
        ),
        ("[http://a.test]", ""),
        ("a[[Category:b]][[category: c|d]]e", "ae"),
        ("a[[fr:b]][[zh-yue:b]]c", "ac"),
        ("[[:fr:b]] [[:Category:c]]", "fr:b Category:c"),
        ("a[[File:b.jpg|20px]]c", "ac"),
        ("&amp; &lt;b&gt; a&nbsp;b &#233; &#xE9; &ndash; &nosuch; &", "& <b> a b é é – &nosuch; &"),
        ("a__NOTOC__b __c__", "ab __c__"),
        ("<nowiki>[[a]] {{b}} ''c''</nowiki>", "[[a]] {{b}} ''c''"),
        ("a<nowiki/>b", "ab"),
        ("<span class='x'>a</span><u>b</u>", "ab"),
        ("a < b > c <3", "a < b > c <3"),
        ("<pre>a b</pre>", "a b"),
        ("a<math>x^2</math>b", "ab"),
        ("a{{{b|c}}}d", "ad"),
        ("{{dts|20 December 1903}}", "20 December 1903"),
        ("{{convert|5|km|mi}} {{nobr|a b}} {{lang|es|c}} {{abbr|d|e}}", "5 km a b c d"),
        ("a{{ndash}}b {{'}} {{!}} {{=}}", "a–b ' | ="),
        ("{{Flag|A}} {{flagu|B}} {{flagicon|C}} [[C]] {{flagcountry|D}} {{PER}}", "A B  C D PER"),
        ("{{#invoke:flag||A}} {{#invoke:flag|main|B}}", "A B"),
        ("{{#invoke:dts|main|1904|4|7|format=dmy}}", "7 April 1904"),
        ("{{small|a {{small|b {{small|c}} d}} e}}", "a b c d e"),
        ("{{sortname|A|B}} {{sort|1|c}}", "A B c"),
        ("{{formatnum:1234}}", "1234"),
        ("a{{an unknown one|b}}c", "ac"),
        ("{{ flag\n| a\n}}", "a"),
        ("{{flag<!-- x -->|a<!-- y -->}}", "a"),
        ("{{a {{small|b}}", "{{a b"),
        ("a\x00b", "a\x00b"),
    ],
)
def test_inline(source: str, shown: str) -> None:
    document = read(source)
    assert document.text == (shown + "\n" if shown else "")


TABLES = [
    ("{|\n| a || b\n|-\n| c\n| d\n|}", [["a", "b"], ["c", "d"]]),
    ("{|\n! a !! b\n|-\n| c || d\n|}", [["a", "b"], ["c", "d"]]),
    ("{|\n! a || b\n|}", [["a", "b"]]),
    ("{|\n| a !! b\n|}", [["a !! b"]]),  # exclamation marks part header cells only
    ('{| class="wikitable" | x\n|-\n| rowspan="2" | a || style=x | b\n|}', [["a", "b"]]),
    ("{|\n|-\n|-\n| a\n|-\n|}", [["a"]]),
    ("{|\n| [[a|b]] || {{flag|c}} || [http://d.test e]\n|}", [["b", "c", "e"]]),
    ("{|\n| {{#invoke:flag||a}} || b\n|}", [["a", "b"]]),
    ("{|\n|a\n|}", [["a"]]),
    ("{|\n| a\nb\n\nc\n* d\n|}", [["a\nb\nc\nd"]]),  # what stands on the bar's own line is no paragraph
    ("{|\n| || a ||\n|}", [["", "a", ""]]),
    (": {|\n| a\n|}", [["a"]]),
    ("* {|\n| a\n|}", [["a"]]),
    (" {|\n | a\n |}", [["a"]]),
    ("{|\n|-\n! scope=row | a\n| b\n|}", [["a", "b"]]),
    ("{|\n| a <ref>b || c</ref> || d<!-- || -->\n|}", [["a", "d"]]),
    ("{|\n| a || b", [["a", "b"]]),
    ("{|\n| a<br>b || c |d\n|}", [["a b", "d"]]),
]


@pytest.mark.parametrize(("source", "rows"), TABLES)
def test_tables(source: str, rows: list[list[str]]) -> None:
    assert table(source) == rows


def test_a_table_knows_its_captions_headers_attributes_and_section() -> None:
    source = '== s ==\n{| class="x"\n|+ style="y" | cap [[t|tion]]\n! a\n| rowspan=2 | b\n|}\nafter'
    document = read(source)
    (found,) = document.tables
    assert found.closed
    assert document.source[slice(*found.attributes)].strip() == 'class="x"'
    assert [document.text[document.blocks[i].start : document.blocks[i].end] for i in found.captions] == [
        "cap tion"
    ]
    assert [(cell.header, cell.attributes and document.source[slice(*cell.attributes)].strip()) for cell in
            found.rows[0].cells] == [(True, None), (False, "rowspan=2")]  # fmt: skip
    assert found.section == 0
    assert document.source[found.source_start : found.source_end].startswith('{| class="x"')
    assert document.source[found.source_start : found.source_end].endswith("|}")
    assert lines(source)[-1] == ("paragraph", "after")


def test_nested_tables_stand_in_their_cell() -> None:
    source = "{|\n| a\n{|\n| b || c\n|}\n| d\n|}"
    assert table(source, 1) == [["b", "c"]]
    outer = table(source)
    assert outer[0][-1] == "d"
    assert outer[0][0].startswith("a")


def test_an_unclosed_table_ends_at_the_next_heading_and_is_diagnosed() -> None:
    document = read("{|\n| a\n== b ==\nc")
    assert not document.tables[0].closed
    assert document.source[document.tables[0].source_end :] == "== b ==\nc"
    assert "unclosed-table" in [diagnostic.code for diagnostic in document.diagnostics]


def test_bars_outside_a_table_are_text() -> None:
    assert lines("| a\n! b\n|}\n|-") == [
        ("paragraph", "| a"),
        ("paragraph", "! b"),
        ("paragraph", "|}"),
        ("paragraph", "|-"),
    ]


def test_a_file_shows_its_caption_as_a_block() -> None:
    assert lines("a [[File:b.jpg|thumb|left|c [[d|e]].{{cn}}]] f") == [
        ("paragraph", "a"),
        ("caption", "c e."),
        ("paragraph", "f"),
    ]


def test_links() -> None:
    document = read("x [[Cuba#History|Cuban]] [[ peru ]] [[a_b|c]] {{flag|d}}")
    assert [
        (document.target(link), document.text[link.start : link.end].strip()) for link in document.links
    ] == [
        ("Cuba", "Cuban"),
        ("peru", "peru"),
        ("a b", "c"),
    ]
    first = document.links[0]
    assert document.source[first.source_start : first.source_end] == "[[Cuba#History|Cuban]]"
    assert document.links_in(first.start, first.end) == [first]


def test_fields_of_an_infobox() -> None:
    source = "{{Infobox bilateral relations|A–B|C | map = m.svg\n|mission1=[[D]], {{flag|E}}<ref>x</ref>\n|empty=}}"
    document = read(source)
    assert [(field.name, document.text_of(field)) for field in document.fields] == [
        ("1", "A–B"),
        ("2", "C"),
        ("map", "m.svg"),
        ("mission1", "D, E"),
        ("empty", ""),
    ]
    for field in document.fields:
        assert document.source[slice(*field.template_span)] == source


WRITTEN = st.text("ab 1*#:;=!-_'&<>.", max_size=6)


@given(st.lists(WRITTEN, max_size=6))
def test_plain_arguments_show_as_those_with_a_comment_do(arguments: list[str]) -> None:
    """A comment takes the short way of plain arguments away, and shows nothing."""
    bare = "".join(f"|{argument}" for argument in arguments)
    commented = "".join(f"|{argument}<!-- -->" for argument in arguments)
    for before, behind in [("{{ubl", "}} c"), ("{{Infobox x", "}} c"), ("{{Infobox x|a={{ubl", "}}|b=c}}")]:
        assert lines(before + bare + behind) == lines(before + commented + behind)
        fields, others = read(before + bare + behind), read(before + commented + behind)
        assert [(field.name, fields.text_of(field)) for field in fields.fields] == [
            (field.name, others.text_of(field)) for field in others.fields
        ]


@given(st.text("ab 1*#:;!-_'&<>.", min_size=1, max_size=8))
def test_a_plain_heading_shows_as_one_with_a_comment_does(title: str) -> None:
    assert headings(f"a\n=={title}==\nb") == headings(f"a\n=={title}<!-- -->==\nb")


@pytest.mark.parametrize("argument", ["b", "b c", "[[b]]"])
def test_behind_the_most_arguments_bars_are_text(argument: str) -> None:
    shown = lines("{{ubl" + f"|{argument}" * (MOST_PARTS + 2) + "}}")
    text = argument.strip("[]")
    assert shown == [("item*", text)] * (MOST_PARTS - 1) + [("item*", "|".join([text] * 3))]


def test_behind_the_most_parameters_an_infobox_is_told_and_not_read() -> None:
    document = read(("{{Infobox x" + "|b" * 2000 + "}}\n") * 5 + "c")
    assert len(document.fields) == 6000
    told = [diagnostic for diagnostic in document.diagnostics if diagnostic.code == "many-fields"]
    assert len(told) == 2
    assert document.text.endswith("\nc\n")


def test_unknown_templates_are_counted() -> None:
    document = read("{{an unknown one}} a {{An unknown_one|b}}")
    messages = [d.message for d in document.diagnostics if d.code == "unknown-template"]
    assert any("an unknown one" in message and "2" in message for message in messages)
