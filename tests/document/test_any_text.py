"""What holds of every text, however broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.document.invariants import check_everything
from tests.strategies import SEEDS, Page, any_source, pages, two_forms
from wikirel.document import Document


@given(any_source())
@example("x\n=a=\ny\n\n== b ==\nz")
@example("* a&nbsp;&nbsp;&nbsp;\n* b")
@example("==  ==\none\n\ntwo")
def test_every_text_reads_and_its_map_is_true(source: str) -> None:
    check_everything(Document(source))


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_the_seeds_read_and_their_map_is_true(path: Path) -> None:
    check_everything(Document(path.read_text(encoding="utf-8")))


@given(pages(max_size=3), pages(max_size=3))
def test_nothing_is_lost_behind_a_nul(before: Page, after: Page) -> None:
    document = Document(f"{{{{nothing}}}}\n{before.source}\n\na\x00b\n\n{after.source}")
    shown = [document.text[block.start : block.end] for block in document.blocks]
    wanted = [block.text for block in before.blocks], [block.text for block in after.blocks]
    assert shown == [*wanted[0], "a\x00b", *wanted[1]]


BROKEN = (
    *(
        "<b>",
        "<b ",
        "''",
        "'''''",
        "<ref>",
        '<ref name="a">',
        "<!--",
        "{{",
        "{{a|",
        "{{{",
        "[[",
        "[[a|",
        "{|",
    ),
    *(
        "{|\n|-\n| a",
        "{|\n! a !! b",
        "[http://a.test ",
        "<nowiki>",
        "<div>",
        "<table>",
        "<ref",
        "\x00",
        "&#0",
    ),
    *(
        "[[File:a.jpg|thumb|",
        "{{show|t|",
        "{{Infobox x|a=",
        "* a",
        ": {|",
        "</b><b>\n{|",
        "<small>",
        "__NOTOC__",
    ),
)


@given(
    st.lists(
        st.tuples(st.sampled_from(BROKEN), st.integers(1, 6), st.sampled_from(["", " "])),
        min_size=1,
        max_size=12,
    )
)
def test_no_heading_is_lost_after_what_is_left_open(parts: list[tuple[str, int, str]]) -> None:
    lines = []
    for number, (broken, level, blank) in enumerate(parts):
        lines += [
            f"text {broken}" if number % 2 else broken,
            "=" * level + f"{blank}t{number}{blank}" + "=" * level,
        ]
    document = Document("[[a]]\n" + "\n".join(lines))
    found = [(heading.level, document.text[heading.start : heading.end]) for heading in document.headings]
    assert found == [(level, f"t{number}") for number, (_, level, _) in enumerate(parts)]


@given(pages())
def test_a_well_formed_page_renders_to_its_blocks(page: Page) -> None:
    source = "{{nothing}}\n" + page.source
    document = Document(source)
    check_everything(document)
    assert [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks] == [
        (block.kind, block.text) for block in page.blocks
    ]
    assert [
        (heading.level, document.text[heading.start : heading.end]) for heading in document.headings
    ] == page.headings
    assert (
        tuple(
            tuple(tuple(document.text_of(cell) for cell in row.cells) for row in table.rows)
            for table in document.tables
        )
        == page.tables
    )
    assert all(table.closed for table in document.tables)


@given(pages())
def test_what_the_map_cuts_reads_to_the_same_text(page: Page) -> None:
    document = Document("{{nothing}}\n" + page.source)
    expected = iter(page.blocks)
    for block, wanted in zip(document.blocks, expected, strict=True):
        if not wanted.source:
            continue  # only paragraphs begin and end with a bare word, so that no bracket is cut in two
        cut = document.span(block.start, block.end).cut(document.source)
        assert cut == wanted.source
        assert Document("{{nothing}}" + cut).text == document.text[block.start : block.end] + "\n"


@given(two_forms())
def test_both_forms_of_an_article_render_alike(forms: tuple[str, str, list[str]]) -> None:
    wikitext, plain, texts = forms
    first, second = Document(wikitext), Document(plain)
    assert not first.is_plain
    assert second.is_plain
    for document in (first, second):
        check_everything(document)
        assert [document.text[b.start : b.end] for b in document.blocks] == texts
