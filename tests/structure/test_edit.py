"""Edits change what they say, and nothing else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.strategies import Page, any_source, pages, words
from wikirel.document import Document
from wikirel.errors import EditError, WikirelError
from wikirel.spans import Span
from wikirel.structure import structure_of
from wikirel.structure.edit import (
    Edit,
    apply,
    pieces,
    remove_parameter,
    rendered,
    replace_text,
    set_parameter,
)
from wikirel.structure.nodes import Text


def spans(size: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda pair: Span(min(pair), max(pair)))


@given(any_source())
def test_the_pieces_are_the_source(source: str) -> None:
    document = Document(source)
    assert rendered(document) == source
    position = 0
    for piece in pieces(document):
        assert piece.span.start == position < piece.span.end
        position = piece.span.end
        inner = list(pieces(document, piece))
        assert "".join(part.markup for part in inner) == piece.markup
        assert piece not in inner or isinstance(piece, Text)
    assert position == len(source)


@given(any_source(), st.data())
def test_the_pieces_of_a_range_are_the_range(source: str, data: st.DataObject) -> None:
    span = data.draw(spans(len(source)))
    assert "".join(piece.markup for piece in pieces(Document(source), span)) == span.cut(source)


@given(st.text())
def test_no_edits_change_nothing(source: str) -> None:
    assert apply(source, []) == source


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.text(max_size=5))), st.randoms())
def test_edits_change_their_spans_and_nothing_else(
    source: str, cuts: list[tuple[int, str]], random: Random
) -> None:
    edits, kept, expected, position = [], [], [], 0
    for length, text in cuts:
        start = min(len(source), position + length % 7)
        end = min(len(source), start + length // 7)
        kept.append(source[position:start])
        expected += [source[position:start], text]
        edits.append(Edit(Span(start, end), text))
        position = end + 1
        expected.append(source[end:position])
        if position > len(source):
            break
    expected.append(source[position:])
    random.shuffle(edits)
    assert apply(source, edits) == "".join(expected)


@given(st.text(min_size=2), st.data())
def test_edits_that_overlap_are_refused(source: str, data: st.DataObject) -> None:
    first, second = data.draw(spans(len(source))), data.draw(spans(len(source)))
    inside = first.overlaps(second) or any(
        a.start < b.start < a.end and not len(b) for a, b in ((first, second), (second, first))
    )
    assume(inside)
    with pytest.raises(EditError) as caught:
        apply(source, [Edit(first, "a"), Edit(second, "b")])
    for span in (first, second):
        assert f"{span.start}:{span.end}" in str(caught.value)


def test_insertions_at_one_place_keep_their_order() -> None:
    edits = [Edit(Span(1, 2), "X"), Edit(Span(1, 1), "a"), Edit(Span(1, 1), "b"), Edit(Span(2, 2), "c")]
    assert apply("012", edits) == "0abXc2"


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(WikirelError, match="outside the text of 3 characters"):
        apply("012", [Edit(Span(2, 4), "")])


# -- parameters -----------------------------------------------------------------------------------------


def with_parameter(source: str, name: str | int, value: str) -> str:
    document = Document(source)
    return apply(source, [set_parameter(document, structure_of(document).templates()[0], name, value)])


@pytest.mark.parametrize(
    ("source", "name", "value", "expected"),
    [
        ("{{X\n| a = b\n| c = d\n}}", "a", "e", "{{X\n| a = e\n| c = d\n}}"),
        ("{{X\n| a = \n| c = d\n}}", "a", "e", "{{X\n| a = e\n| c = d\n}}"),
        ("{{X|a|b}}", 2, "e", "{{X|a|e}}"),
        ("{{X| a |b}}", 1, "e", "{{X| e |b}}"),
        ("{{X|a=b|a=c}}", "a", "e", "{{X|a=b|a=e}}"),
        # one that is missing comes last, in the layout of its neighbours
        ("{{X\n| a = b\n| c = d\n}}", "e", "f", "{{X\n| a = b\n| c = d\n| e = f\n}}"),
        ("{{X\n|a=b\n|c=d}}", "e", "f", "{{X\n|a=b\n|c=d\n|e=f}}"),
        ("{{X\n a = b |\n c = d\n}}", "e", "f", "{{X\n a = b |\n c = d |\n e = f\n}}"),
        ("{{X\n| a    = b\n| ccc  = d\n}}", "ee", "f", "{{X\n| a    = b\n| ccc  = d\n| ee   = f\n}}"),
        ("{{X|a=b}}", "e", "f", "{{X|a=b|e=f}}"),
        ("{{X | a = b }}", "e", "f", "{{X | a = b | e = f }}"),
        ("{{X}}", "e", "f", "{{X|e=f}}"),
        ("{{X\n}}", "e", "f", "{{X\n| e = f\n}}"),
        ("{{X|a}}", "e", "f", "{{X|a|e=f}}"),
        ("{{X|a}}", 2, "f", "{{X|a|f}}"),
        ("{{X|a}}", 4, "f", "{{X|a|4=f}}"),
        # an equals sign would name an unnamed one
        ("{{X|a|b}}", 1, "e=f", "{{X|1=e=f|2=b}}"),
        ("{{X|a|c=d|b}}", 1, "e=f", "{{X|1=e=f|c=d|2=b}}"),
        ("{{X|a|b}}", 1, "[[e|f=g]]", "{{X|[[e|f=g]]|b}}"),
    ],
)
def test_set_parameter(source: str, name: str | int, value: str, expected: str) -> None:
    assert with_parameter(source, name, value) == expected


@pytest.mark.parametrize("value", ["a|b", "{{a", "a}} {{b", "[[a", "<ref>a", "<!-- a", "a <b", "a ]]|[[ b"])
def test_a_value_that_would_break_the_template_is_refused(value: str) -> None:
    with pytest.raises(EditError, match="would break"):
        with_parameter("{{X|a = b|c = d}}", "a", value)


@given(
    pages(), words(), st.sampled_from(["", "x", "[[y|z]]", "{{a|b=c}}", "<ref>q</ref>", "u = v"]), st.data()
)
def test_setting_a_parameter_changes_its_value_alone(
    page: Page, name: str, value: str, data: st.DataObject
) -> None:
    source = page.source
    document = Document(source)
    templates = structure_of(document).templates()
    assume(templates)
    template = data.draw(st.sampled_from(templates))
    name = data.draw(st.sampled_from([name, *(parameter.name for parameter in template.parameters)]))
    assume(
        "<ref" not in value
        or not any(r.content.contains(template.span) for r in structure_of(document).references())
    )
    edit = set_parameter(document, template, name, value)
    again = structure_of(Document(apply(source, [edit]))).templates()
    edited = next(t for t in again if t.span.start == template.span.start)
    before = {parameter.name: parameter.value for parameter in template.parameters}
    assert {p.name: p.value for p in edited.parameters} == {**before, name: value}
    assert template.span.contains(edit.span)


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        ("{{X\n| a = b\n| c = d\n}}", "a", "{{X\n| c = d\n}}"),
        ("{{X\n| a = b\n| c = d\n}}", "c", "{{X\n| a = b\n}}"),
        ("{{X|\n a = b |\n c = d\n}}", "c", "{{X|\n a = b\n}}"),
        ("{{X|\n a = b |\n c = d\n}}", "a", "{{X|\n c = d\n}}"),
        ("{{X|a|b|c}}", 2, "{{X|a||c}}"),
        ("{{X|a|b|c}}", 3, "{{X|a|b}}"),
        ("{{X|a=1|b|a=2}}", "a", "{{X|b}}"),
        ("{{X|\n a=1|\n a=2\n}}", "a", "{{X\n}}"),
    ],
)
def test_remove_parameter(source: str, name: str | int, expected: str) -> None:
    document = Document(source)
    assert apply(source, remove_parameter(document, structure_of(document).templates()[0], name)) == expected


def test_what_is_not_there_cannot_be_removed() -> None:
    document = Document("{{X|a=b}}")
    with pytest.raises(EditError, match="no parameter 'c'"):
        remove_parameter(document, structure_of(document).templates()[0], "c")


def test_a_template_of_another_document_is_refused() -> None:
    one, other = Document("{{X|a=b}}"), Document("{{X|a=b}}")
    with pytest.raises(EditError, match="another document"):
        set_parameter(one, structure_of(other).templates()[0], "a", "c")


# -- visible text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        ("a ''b c'' d", "b", "x", "a ''x c'' d"),
        ("a [[b]] c", "b", "x", "a [[b|x]] c"),
        ("a [[b]] c", "a b c", "a bx c", "a [[b]]x c"),
        ("a [[b c]] d", "c", "x", "a [[b c|b x]] d"),
        ("a [[b|c]] d", "c", "x", "a [[b|x]] d"),
        ("a {{small|b}} c", "b", "x", "a {{small|x}} c"),
        ("a [[b|c]] dog e", "c dog", "c cat", "a [[b|c]] cat e"),
        ("* [[a]] b", "a b", "x a b", "* x [[a]] b"),
        ("a b&nbsp;c", "b", "", "a &nbsp;c"),
    ],
)
def test_replace_text(source: str, old: str, new: str, expected: str) -> None:
    document = Document(source)
    start = document.text.index(old)
    edit = replace_text(document, start, start + len(old), new, check=bool(new))
    assert apply(source, [edit]) == expected


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("a ''b'' c", "a b", "x"),
        ("a&nbsp;b", " ", "_"),
        ("a {{ndash}} b", "–", "-"),
        ("a b", "b", "[[b]]"),
        ("a b", "b", "x\ny"),
        ("{{small|a}}", "a", "b=c"),
        ("{|\n| a\n|}", "a", "b || c"),
    ],
)
def test_text_that_cannot_be_replaced_without_loss_is_refused(source: str, old: str, new: str) -> None:
    document = Document(source)
    start = document.text.index(old)
    with pytest.raises(EditError):
        replace_text(document, start, start + len(old), new)


def test_a_range_outside_the_text_is_refused() -> None:
    with pytest.raises(EditError, match="not a range"):
        replace_text(Document("a"), 3, 9, "b")


@given(any_source(), words(), st.data())
@example("[[a]]", "b", None)
def test_replaced_text_shows_and_all_else_stays(source: str, new: str, data: st.DataObject | None) -> None:
    document = Document(source)
    size = len(document.text)
    span = data.draw(spans(size)) if data is not None else Span(0, 1)
    try:
        edit = replace_text(document, span.start, span.end, new)
    except EditError:
        return
    expected = document.text[: span.start] + new + document.text[span.end :]
    assert Document(apply(source, [edit])).text == expected


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("1902 <!-- by the ministry -->", "1903", "1903 <!-- by the ministry -->"),
        ("<!-- a year --> 1902", "1903", "<!-- a year --> 1903"),
        ("<!--a--><!--b--> 1902<!--c--> <!-- d -->", "1903", "<!--a--><!--b--> 1903<!--c--> <!-- d -->"),
        ("<!-- name of a file -->", "a.svg", "a.svg <!-- name of a file -->"),
        ("<!-- name of a file -->", "", "<!-- name of a file -->"),
        ("1902 <!-- a --> 1903", "1904", "1904"),
        ("1902 <!-- old -->", "1903 <!-- new -->", "1903 <!-- new -->"),
        ("1902 -->", "1903", "1903"),
    ],
)
def test_comments_at_the_ends_of_a_value_stay(old: str, value: str, new: str) -> None:
    document = Document(f"{{{{Infobox treaty\n| signed = {old}\n| place = Lima\n}}}}\n")
    (box,) = structure_of(document).templates()
    made = apply(document.source, [set_parameter(document, box, "signed", value)])
    assert made == document.source.replace(f"= {old}\n", f"= {new}\n")


@pytest.mark.parametrize("name", ["", " ", "\n"])
def test_a_parameter_needs_a_name(name: str) -> None:
    document = Document("{{Infobox treaty|signed=1902}}")
    (box,) = structure_of(document).templates()
    with pytest.raises(EditError, match="at 0 needs a name"):
        set_parameter(document, box, name, "x")
