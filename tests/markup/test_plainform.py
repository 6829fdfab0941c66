"""The plain rendering: title, infobox, headings, items and rows."""

from __future__ import annotations

import pytest

from wikirel.document import Document
from wikirel.markup.plainform import is_plain_rendering

PAGE = """= A–B relations =

Infobox
- Map: m.svg
- Envoytitle1: Ambassador: plenipotentiary

Lead = one.
Second line.

==History==
- first item
- Key: not a field
=== Trade ===
| Year | Volume |
|---|---|
| 2001 | 5 |

After.
"""


def test_a_page() -> None:
    document = Document(PAGE)
    assert document.is_plain
    assert document.title == "A–B relations"
    assert [(field.name, document.text_of(field)) for field in document.fields] == [
        ("map", "m.svg"),
        ("envoytitle1", "Ambassador: plenipotentiary"),
    ]
    spans = {field.template_span for field in document.fields}
    assert [PAGE[start:end].splitlines()[0] for start, end in spans] == ["Infobox"]
    assert [(h.level, document.text[h.start : h.end]) for h in document.headings] == [
        (2, "History"),
        (3, "Trade"),
    ]
    assert [[document.text_of(cell) for cell in row.cells] for row in document.tables[0].rows] == [
        ["Year", "Volume"],
        ["2001", "5"],
    ]
    assert [cell.header for row in document.tables[0].rows for cell in row.cells] == [
        True,
        True,
        False,
        False,
    ]
    assert [document.text[b.start : b.end] for b in document.blocks if str(b.kind) == "paragraph"] == [
        "Lead = one.",
        "Second line.",
        "After.",
    ]
    assert [document.text[b.start : b.end] for b in document.blocks if b.marker] == [
        "first item",
        "Key: not a field",
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("==a==", (2, "a")),
        ("== a == ", (2, "a")),
        ("=== a ==", (2, "= a")),
        ("==a=b==", (2, "a=b")),
        ("== a == b", None),
        ("= a", None),
        ("====", (1, "==")),
        ("==", None),
        ("a == b", None),
    ],
)
def test_headings(line: str, wanted: tuple[int, str] | None) -> None:
    document = Document(f"= T =\n{line}\n")
    found = [(h.level, document.text[h.start : h.end]) for h in document.headings]
    assert found == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("= A =\nb", True),
        ("\ufeff= A =\nb", True),
        ("- a\n- b", True),
        ("* a", False),
        ("= A =\n[[b]]", False),
        ("- a {{b}}", False),
        ("= A =\n'''b'''", False),
        ("", False),
        ("a", False),
    ],
)
def test_which_form(text: str, plain: bool) -> None:
    assert is_plain_rendering(text) is plain
