"""The short way through plain cells finds what the general reading finds."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel.document import Document

WORDS = st.sampled_from(
    ["", "Peru", "1 May 1990", "1990", "1990-05", "a b", "See [[Cuba]]", "''so''", "&amp;", "-x"]
)
ARGUMENTS = st.sampled_from(
    [
        "Peru",
        "1 May 1990",
        "1990",
        "1990-05",
        "",
        "5",
        "May",
        "main",
        "format=dmy",
        "name=x",
        "2=y",
        "=z",
        "a_b",
    ]
)
NAMES = st.sampled_from(
    [
        "dts",
        "flag",
        "flagg",
        "#invoke:flag",
        "#invoke:dts",
        "small",
        "lang",
        "start date",
        "circa",
        "PER",
        "no",
        "xyz",
    ]
)
TEMPLATES = st.builds(
    lambda name, arguments: "{{" + "|".join([name, *arguments]) + "}}", NAMES, st.lists(ARGUMENTS, max_size=4)
)
REGIONS = st.sampled_from(
    [
        "",
        "",
        "<!-- c -->",
        "<ref>x</ref>",
        "<ref name=a />",
        "<nowiki>q</nowiki>",
        "<ref>a<br>b</ref>",
        "<!-- c --> ",
    ]
)
CELLS = st.builds(
    lambda *parts: "".join(parts), REGIONS, WORDS | TEMPLATES, st.sampled_from(["", " "]), REGIONS
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["\n|", "\n| ", "\n !"]), CELLS, st.lists(CELLS, max_size=3)), max_size=3
)


def _row(lines: list[tuple[str, str, list[str]]]) -> str:
    return "\n|-" + "".join(bar + "||".join([first, *others]) for bar, first, others in lines)


def _seen(source: str) -> list[object]:
    document = Document(source)
    return [
        document.text,
        [(block.kind, block.start, block.end, block.section, block.marker) for block in document.blocks],
        [document.evidence(block.start, block.end) for block in document.blocks],
        [
            [
                [
                    (cell.header, cell.source_start, cell.source_end, document.range_of(cell))
                    for cell in row.cells
                ]
                for row in table.rows
            ]
            for table in document.tables
        ],
        document.links,
        document.marks,
        [(use.name, use.at) for use in document.templates],
        document.diagnostics,
    ]


def _generally(source: str) -> list[object]:
    way = "wikirel.markup.tablestack.read_simple_cells"
    with patch(way, lambda canvas, table, position, limit, ways, regions: (position, False)):
        return _seen(source)


@given(st.lists(ROWS.map(_row), max_size=4), st.sampled_from(["\n|}", "", "\n|}\nBehind."]))
def test_the_short_way_changes_nothing(rows: list[str], end: str) -> None:
    source = "{|" + "".join(rows) + end
    assert _seen(source) == _generally(source)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<!-- began -->1 May 1990<ref>x</ref>", "1 May 1990"),
        ("{{dts|1 May 1990|format=dmy}}", "1 May 1990"),
        ("{{dts|format=dmy|1990|5|1}}", "1 May 1990"),
        ("{{dts|1990}}<ref>x</ref>", "1990"),
        ("{{#invoke:dts|main|1 May 1990}}", "1 May 1990"),
        ("{{#invoke:flag||Peru}}", "Peru"),
        ("{{flagg|us|Peru}}", "Peru"),
    ],
)
def test_plain_cells(cell: str, shown: str) -> None:
    document = Document("{|\n|-\n|a||" + cell + "||b\n|}")
    assert document.text.splitlines() == ["a", shown, "b"]
    assert document.evidence(2, 2 + len(shown)).span.cut(document.source) in cell
