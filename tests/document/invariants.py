"""What must hold of the document of any text at all."""

from __future__ import annotations

from wikirel.document import Document

__all__ = ["check_blocks", "check_everything", "check_map", "check_sections", "check_structure"]

# What an atom of the map may stand for: an entity, a template, a tag, a line break, what parts two arguments.
_ATOM_STARTS = ("&", "{{", "<", "\n", "|")


def check_everything(document: Document) -> None:
    """Check all invariants."""
    check_blocks(document)
    check_map(document)
    check_structure(document)
    check_sections(document)


def check_blocks(document: Document) -> None:
    """Blocks tile the plain text: they are parted by newlines, hold none, and are stripped."""
    text, blocks = document.text, document.blocks
    assert "".join(text[block.start : block.end] + "\n" for block in blocks) == text
    for block in blocks:
        shown = text[block.start : block.end]
        assert shown
        assert "\n" not in shown
        assert shown == shown.strip()
        assert -1 <= block.section < len(document.headings)
    offset = 0
    for block in blocks:
        assert block.start == offset
        offset = block.end + 1


def check_map(document: Document) -> None:
    """Every character knows its source: itself where it is literal, and the whole of an atom elsewhere."""
    text, source = document.text, document.source
    previous = 0
    for block in document.blocks:
        for offset in range(block.start, block.end):
            start, end = document.map.start(offset), document.map.end(offset + 1)
            assert 0 <= start < end <= len(source)
            assert start >= previous, "the map goes back"
            previous = start
            cut = source[start:end]
            if cut == text[offset]:
                continue
            assert cut.startswith(_ATOM_STARTS) or text[offset].isspace() or cut[0] == "[", cut
        span = document.span(block.start, block.end)
        assert span.start == document.map.start(block.start)
        assert span.end == document.map.end(block.end)
        evidence = document.evidence(block.start, block.end)
        assert evidence.text == " ".join(text[block.start : block.end].split())
        assert evidence.span.contains(span), "evidence is widened to whole brackets, never narrowed"
        for citation in evidence.citations:
            assert 0 <= citation.span.start < citation.span.end <= len(source)


def check_structure(document: Document) -> None:
    """Spans of headings, tables, fields, links and marks lie in the source, and in order."""
    size, shown, blocks = len(document.source), len(document.text), len(document.blocks)
    previous = 0
    for heading in document.headings:
        assert previous <= heading.source_start < heading.source_end <= size
        assert document.source[heading.source_start] == "="
        assert 0 <= heading.start <= heading.end <= shown
        assert 1 <= heading.level <= 6
        previous = heading.source_end
    for table in document.tables:
        assert 0 <= table.source_start < table.source_end <= size
        for row in table.rows:
            assert row.cells
            assert table.source_start <= row.source_start <= row.source_end <= table.source_end
            for cell in row.cells:
                assert row.source_start <= cell.source_start <= cell.source_end <= row.source_end
                assert 0 <= cell.first_block <= cell.last_block <= blocks
                for block in document.blocks_of(cell):
                    span = document.span(block.start, block.end)
                    assert cell.source_start <= span.start <= span.end <= cell.source_end
        for caption in table.captions:
            assert 0 <= caption <= blocks
    for field in document.fields:
        assert 0 <= field.template_span[0] <= field.source_start <= field.source_end <= size
        assert field.source_end <= field.template_span[1] <= size
        assert 0 <= field.first_block <= field.last_block <= blocks
        for block in document.blocks_of(field):
            span = document.span(block.start, block.end)
            assert field.source_start <= span.start <= span.end <= field.source_end
    for link in document.links:
        assert 0 <= link.start <= link.end <= shown
        assert 0 <= link.source_start < link.target_start <= link.target_end < link.source_end <= size
        document.target(link)
    offsets = [mark.at for mark in document.marks]
    assert offsets == sorted(offsets)
    assert all(0 <= mark.source_start < mark.source_end <= size for mark in document.marks)
    assert all(0 <= mark.at <= shown for mark in document.marks)
    for diagnostic in document.diagnostics:
        if diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= size


def check_sections(document: Document) -> None:
    """The lead and the top-level sections tile the source; no heading is lost; sentences tile the text."""
    source = document.source
    sections = document.sections
    lead = sections[0].span.start if sections else len(source)
    assert source[:lead] + "".join(section.span.cut(source) for section in sections) == source
    walked = [inner for section in sections for inner in section.walk()]
    assert [section.title for section in walked] == [
        document.text[heading.start : heading.end] for heading in document.headings
    ]
    for section in walked:
        inner_end = section.span.start
        for child in section.sections:
            assert child.level > section.level
            assert inner_end <= child.span.start <= child.span.end <= section.span.end
            inner_end = child.span.end
    for index, section in enumerate(walked):
        under = [
            document.text[block.start : block.end]
            for block in document.blocks
            if block.section == index and block.kind != "heading"
        ]
        assert section.text == "\n".join(under)
    for block in document.blocks:
        assert document.evidence(block.start, block.end).section == document.path(block.section)
    starts = document.sentence_starts
    assert {block.start for block in document.blocks} <= set(starts)
    assert starts == sorted(set(starts))
    for start in starts:
        begin, end = document.sentence_at(start)
        assert begin == start <= end
        assert "\n" not in document.text[begin:end]
