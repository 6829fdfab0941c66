"""Nothing is lost on real articles: headings, references and tables against an independent count.

The articles lie beside the repository and are not part of it; without them these tests are skipped.  A quick
run reads a sample, ``-m long`` all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.document.invariants import check_everything
from tests.shared_articles import article_paths, sample
from wikirel import parse_article
from wikirel.document import Document
from wikirel.markup.protect import protect

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STRIPPED = re.compile(
    r"<(ref|nowiki|pre|gallery|math|syntaxhighlight|timeline|score)\b[^<>]*?(?:/>|>.*?</\1\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_REF = re.compile(r"<ref\b([^<>]*?)(?:(/)>|>(.*?)</ref\s*>)", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"name\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.IGNORECASE)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def shown_headings(text: str) -> list[tuple[int, str]]:
    """Headings as MediaWiki's parser finds them (``Parser::handleHeadings``), on the text without comments."""
    text = _STRIPPED.sub("\x7f", _COMMENT.sub("", text))
    found = []
    for line in text.split("\n"):
        for level in range(6, 0, -1):
            match = re.match(rf"={{{level}}}(.+)={{{level}}}\s*\Z", line)
            if match:
                found.append((level, match[1].strip()))
                break
    return found


def names(text: str) -> tuple[set[str], list[str]]:
    """The names that references define, and those that they reuse."""
    defined, reused = set(), []
    for reference in _REF.finditer(_COMMENT.sub("", text)):
        name = _NAME.search(reference[1])
        if name is not None:
            written = (name[1] or name[2] or name[3] or "").strip()
            if (reference[3] or "").strip():
                defined.add(written)
            elif written:
                reused.append(written)
    return defined, reused


def closed_tables(text: str) -> Iterator[int]:
    """Offsets of the tables that a bracket at the start of a later line closes."""
    blank, _ = protect(text)
    waiting: list[int] = []
    for bracket in re.finditer(r"^[\s\x7f]*[:*#;]*[ \t]*(\{\|)|^[\s\x7f]*(\|\})(?!\})", blank, re.MULTILINE):
        if bracket[1]:
            waiting.append(bracket.start(1))
        elif waiting:
            yield waiting.pop()


def check_nothing_is_lost(path: Path) -> None:
    text = read(path)
    document = Document(text)
    check_everything(document)

    wanted = shown_headings(text)
    assert [heading.level for heading in document.headings] == [level for level, _ in wanted], path.name
    walked = [inner for section in document.sections for inner in section.walk()]
    assert len(walked) == len(wanted)
    for section, (level, title) in zip(walked, wanted, strict=True):
        assert section.level == level
        assert title[-1] in section.span.cut(text)

    defined, reused = names(text)
    resolved = 0
    for start in document.references.starts():
        citation = document.references.at(start, text.index(">", start) + 1)
        if citation.name in defined:
            assert citation.definition is not None, (path.name, citation.name)
            resolved += citation.definition.end <= citation.span.start or citation.definition.start > start
    missing = {name for name in reused if name not in defined}
    unresolved = [d for d in document.diagnostics if d.code == "undefined-reference"]
    assert len(unresolved) == sum(name in missing for name in reused), path.name

    assert sorted(closed_tables(text)) == [t.source_start for t in document.tables if t.closed], path.name
    for table in document.tables:
        cut = text[table.source_start : table.source_end]
        assert cut.startswith("{|")
        assert cut.endswith("|}") or not table.closed
        for first, second in pairwise(table.rows):
            assert first.source_end <= second.source_start


_WORD = re.compile(r"\w+")


def check_facts(path: Path) -> None:
    text = read(path)
    article = parse_article(text)
    assert article.source == text
    for fact in (*article.events, *article.missions, *article.dyads):
        assert fact.evidence
        for evidence in fact.evidence:
            assert 0 <= evidence.span.start < evidence.span.end <= len(text)
            # Read again by itself, the cut says the same; where it spans two cells of a table that it is cut
            # out of, the attributes of the second show as well.
            cut = evidence.span.cut(text)
            wanted, found = _WORD.findall(evidence.text), _WORD.findall(Document("{{nothing}}" + cut).text)
            if wanted != found:
                rest = iter(found)
                assert "|" in cut, (path.name, evidence.text)
                assert all(word in rest for word in wanted), (path.name, evidence.text)


def test_nothing_is_lost_on_a_sample() -> None:
    for path in sample():
        check_nothing_is_lost(path)


def test_facts_of_a_sample_cut_what_they_claim() -> None:
    for path in sample():
        check_facts(path)


@pytest.mark.long
def test_nothing_is_lost_on_any_article() -> None:
    for path in article_paths():
        check_nothing_is_lost(path)


@pytest.mark.long
def test_facts_of_all_articles_cut_what_they_claim() -> None:
    for path in article_paths():
        check_facts(path)
