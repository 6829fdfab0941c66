"""References: where they stand, and what a reuse by name resolves to."""

from __future__ import annotations

import pytest

from wikirel.document import Citation, Document
from wikirel.document.citations import read_citation


def citations(source: str) -> tuple[Citation, ...]:
    """The citations of the first block."""
    document = Document("{{nothing}}\n" + source)
    return document.evidence(document.blocks[0].start, document.blocks[0].end).citations


WEB = "{{cite web|title=A ''b''|url=https://a.test/|publisher=C|date=1 May 2001|access-date=2 May 2002}}"


@pytest.mark.parametrize(
    "definition",
    [
        f'<ref name="n">{WEB}</ref>',
        f"<ref name=n>{WEB}</ref>",
        f"<ref name='n' >{WEB}</ref>",
        f"<REF NAME=n>{WEB}</REF>",
        f'<ref group="g" name="n">{WEB}</ref>',
        f"<references><ref name=n>{WEB}</ref></references>",
        f"{{{{reflist|refs=\n<ref name=n>{WEB}</ref>\n}}}}",
        f"{{{{efn|see<ref name=n>{WEB}</ref>}}}}",
    ],
)
@pytest.mark.parametrize(
    "reuse", ["<ref name=n />", "<ref name=n/>", '<ref name="n"></ref>', "<ref name='n' />"]
)
def test_a_reuse_carries_what_its_definition_says(definition: str, reuse: str) -> None:
    document = Document(f"{{{{nothing}}}}\n* First.{reuse}\n\n== N ==\nx{definition}")
    block = document.blocks[0]
    (citation,) = document.evidence(block.start, block.end).citations
    assert citation.name == "n"
    assert citation.title == "A b"
    assert citation.url == "https://a.test/"
    assert (citation.publisher, citation.date, citation.access_date) == ("C", "1 May 2001", "2 May 2002")
    assert citation.span.cut(document.source) == reuse
    assert citation.definition is not None
    assert citation.definition.cut(document.source) == WEB
    assert not [d for d in document.diagnostics if d.code == "undefined-reference"]


def test_a_reuse_without_a_definition_is_diagnosed() -> None:
    document = Document("a<ref name=b />.")
    (diagnostic,) = [d for d in document.diagnostics if d.code == "undefined-reference"]
    assert diagnostic.span is not None
    assert diagnostic.span.cut(document.source) == "<ref name=b />"
    (citation,) = document.evidence(0, 2).citations
    assert citation.definition is None
    assert citation.title is None


@pytest.mark.parametrize(
    ("body", "template", "title", "url"),
    [
        ("{{Cite web|title=A|url=https://a.test}}", "cite web", "A", "https://a.test"),
        ("{{#invoke:cite web||title=A|url=https://a.test}}", "cite web", "A", "https://a.test"),
        ("{{#invoke:cite|web|title=A|url=https://a.test}}", "cite", "A", "https://a.test"),
        (
            "{{cite web\n| title = [[A|B]] {{nbsp}}c\n| url = https://a.test\n}}",
            "cite web",
            "B c",
            "https://a.test",
        ),
        ("[https://a.test A b]", None, "A b", "https://a.test"),
        ("https://a.test", None, None, "https://a.test"),
        ("A, p. 2", None, None, None),
        ("{{cite book|title=A|isbn=1}}. See {{cite web|title=B}}", "cite book", "A", None),
    ],
)
def test_what_a_reference_cites(body: str, template: str | None, title: str | None, url: str | None) -> None:
    (citation,) = citations(f"a.<ref>{body}</ref>")
    assert (citation.template, citation.title, citation.url) == (template, title, url)


def test_references_belong_to_the_sentence_that_they_stand_behind() -> None:
    source = "One here.<ref>{{cite web|title=A}}</ref> Two here.<ref>{{cite web|title=B}}</ref>{{cn}} Three."
    document = Document("{{nothing}}\n" + source)
    found = []
    for start, end in document.sentences(0, len(document.text)):
        evidence = document.evidence(start, end)
        found.append(([citation.title for citation in evidence.citations], evidence.flags))
    assert found == [(["A"], ()), (["B"], ("citation_needed",)), ([], ())]


def test_references_of_an_item_do_not_leak_into_the_next() -> None:
    document = Document("* One<ref>{{cite web|title=A}}</ref>\n* Two\n* Three {{dead link}}\n")
    found = [document.evidence(block.start, block.end) for block in document.blocks]
    assert [[citation.title for citation in evidence.citations] for evidence in found] == [["A"], [], []]
    assert [evidence.flags for evidence in found] == [(), (), ("dead_link",)]


@pytest.mark.parametrize(
    "note", ["{{efn|a}}", "{{sfn|A|2001|p=2}}", "{{refn|a}}", "{{#tag:ref|a}}", "{{r|a}}"]
)
def test_notes_are_citations(note: str) -> None:
    (citation,) = citations(f"a.{note}")
    assert citation.span.cut("{{nothing}}\na." + note) == note


def test_a_trap_in_a_reference_is_read_in_no_time() -> None:
    """No pattern may look from every opener to the end of the reference."""
    for piece in ("<!--", "{{a|", "[[", "<b ", "[http://a", "''", "{{cite web|title="):
        (citation,) = citations("a.<ref>" + piece * 20_000 + "</ref>")
        assert citation.title is None or citation.title


@pytest.mark.parametrize(
    "reference",
    [
        "{{cite web |title=Embajadas |url=https://example.org/a |date=2 May 1990}}",
        "{{cita web |título=Embajadas |url=https://example.org/a |fecha=2 May 1990}}",
        "{{lien web |titre=Embajadas |url=https://example.org/a |date=2 May 1990}}",
        "{{citar web |titulo=Embajadas |url=https://example.org/a |data=2 May 1990}}",
        "{{Internetquelle |titel=Embajadas |url=https://example.org/a |datum=2 May 1990}}",
    ],
)
def test_citation_templates_of_five_languages(reference: str) -> None:
    source = read_citation(reference)
    assert (source.title, source.url, source.date) == ("Embajadas", "https://example.org/a", "2 May 1990")
