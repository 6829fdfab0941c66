"""An audit as plain data, as CSV, and as a Markdown page that an editor can work down."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TextIO

from wikirel.analysis.findings import Audit, Finding, FindingKind, Position, Weight
from wikirel.analysis.pairs import Telling
from wikirel.values.parties import Party

__all__ = [
    "AUDIT_COLUMNS",
    "HEADINGS",
    "audit_data",
    "audit_markdown",
    "counted",
    "quote",
    "summary_line",
    "write_audit_csv",
]

AUDIT_COLUMNS = (
    *("finding", "kind", "weight", "discrepancy", "one", "one_code", "other", "other_code", "summary"),
    *("told", "article", "section", "quote", "start", "end", "reference", "url", "flags"),
)
"""The columns of the CSV; a row is one place that tells one position of one finding."""

HEADINGS = {
    FindingKind.DATE_WITHIN: "When relations began: an article against itself",
    FindingKind.DATE_ACROSS: "When relations began: article against article",
    FindingKind.DATE_IN_TEXT: "When relations began: the running text against a table, or against itself",
    FindingKind.SEVERED_CURRENT: "Severed, and yet told as current",
    FindingKind.MISSION_STATUS: "Embassies told as open and as closed",
    FindingKind.MISSION_CITY: "Embassies in two cities",
    FindingKind.MISSION_RESIDENCE: "Embassies told as resident and as non-resident",
    FindingKind.MISSION_ONE_SIDED: "Embassies that only one side tells",
}
"""What each kind of finding is called in print."""

_PATH = " > "
_QUOTE = 240
_REFERENCE = 120
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_ADDRESS = re.compile(r"https?://[^\s<>()|]+\Z")


def quote(telling: Telling, width: int = _QUOTE) -> str:
    """Return what a place says, on one line, cut at a word where it is longer than ``width`` characters."""
    return _short(telling.evidence.text, width)


def _short(text: str, width: int) -> str:
    line = " ".join(text[: 4 * width].split())
    if len(line) <= width:
        return line
    cut = line.rfind(" ", width // 2, width)
    return line[: cut if cut > 0 else width] + " …"


def audit_data(audit: Audit) -> dict[str, Any]:
    """Return an audit as plain dictionaries, lists, strings, numbers and None, for JSON.

    ``agreements`` holds numbers only: of things told alike in several places, and of those in several articles.
    Offsets are half-open code points of the article's own text.
    """
    return {
        "format": "wikirel audit",
        "version": 1,
        "articles": audit.articles,
        "pairs": audit.pairs,
        "compared": dict(audit.compared),
        "agreements": _agreements(audit),
        "findings": [_finding_data(finding) for finding in audit.findings],
    }


def _agreements(audit: Audit) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for agreement in audit.agreements:
        topic = counts.setdefault(agreement.topic, {"places": 0, "articles": 0})
        topic["places"] += 1
        topic["articles"] += agreement.articles > 1
    return counts


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "weight": finding.weight.value,
        "discrepancy": finding.discrepancy.value if finding.discrepancy else None,
        "parties": [_party_data(finding.pair.one), _party_data(finding.pair.other)],
        "summary": finding.summary,
        "positions": [
            {"value": position.value, "tellings": [_telling_data(telling) for telling in position.tellings]}
            for position in finding.positions
        ],
    }


def _party_data(party: Party) -> dict[str, str | None]:
    return {"name": party.name, "code": party.code}


def _telling_data(telling: Telling) -> dict[str, Any]:
    evidence = telling.evidence
    return {
        "article": telling.article,
        "section": list(evidence.section),
        "text": evidence.text,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "references": [{"text": citation.text, "url": citation.url} for citation in evidence.citations],
        "flags": list(evidence.flags),
    }


def write_audit_csv(audit: Audit, file: TextIO) -> int:
    """Write the findings as CSV (RFC 4180) with a header; the columns are :data:`AUDIT_COLUMNS`.

    Args:
        audit: the audit.
        file: where to write; open it with ``newline=""``, as the module ``csv`` asks.

    Returns:
        How many rows there are.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(AUDIT_COLUMNS)
    count = 0
    for number, finding in enumerate(audit.findings, 1):
        for row in _rows(number, finding):
            writer.writerow(row)
            count += 1
    return count


def _rows(number: int, finding: Finding) -> Iterator[tuple[object, ...]]:
    one, other = finding.pair.one, finding.pair.other
    head = (number, finding.kind.value, finding.weight.value, finding.discrepancy or "")
    parties = (one.name, one.code, other.name, other.code, finding.summary)
    for position in finding.positions:
        for telling in position.tellings:
            evidence = telling.evidence
            yield (
                *head,
                *parties,
                position.value,
                telling.article,
                _PATH.join(evidence.section),
                quote(telling),
                evidence.span.start,
                evidence.span.end,
                "; ".join(_short(citation.text, _REFERENCE) for citation in evidence.citations),
                next((citation.url for citation in evidence.citations if citation.url), ""),
                "; ".join(evidence.flags),
            )


# -- Markdown ------------------------------------------------------------------------------------------------


def audit_markdown(audit: Audit) -> str:
    """Return an audit as a page of Markdown: figures, then the contradictions to work down, then information.

    Contradictions come by kind, those with the likeliest slips first; each has a box to tick, and a table of what
    is told, where, in which words and by which reference.
    """
    lines = ["# Audit", ""]
    lines += _figures(audit)
    for weight, title in ((Weight.CONTRADICTION, "Contradictions"), (Weight.INFORMATION, "Information")):
        chosen = [finding for finding in audit.findings if finding.weight is weight]
        if chosen:
            lines += [f"## {title}", ""]
            lines += _by_kind(chosen, tick=weight is Weight.CONTRADICTION)
    return "\n".join(lines).rstrip("\n") + "\n"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one.

    >>> counted(1, "pair"), counted(1200, "pair")
    ('1 pair', '1,200 pairs')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def summary_line(audit: Audit) -> str:
    """Return the figures of an audit in one line, without a full stop."""
    pieces = counted(len(audit.findings) - len(audit.contradictions), "piece")
    return (
        f"{counted(audit.articles, 'article')}, {counted(audit.pairs, 'pair')} of countries, "
        f"{counted(len(audit.contradictions), 'contradiction')}, {pieces} of information"
    )


def _figures(audit: Audit) -> list[str]:
    lines = [
        f"{summary_line(audit)}.",
        "",
        "| Finding | Weight | Number |",
        "| --- | --- | ---: |",
    ]
    lines += [f"| {HEADINGS[kind]} | {weight} | {n:,} |" for (kind, weight), n in audit.counts().items()]
    lines += ["", "| Told more than once | Number |", "| --- | ---: |"]
    lines += [f"| {topic} | {number:,} |" for topic, number in audit.compared]
    for topic, counts in _agreements(audit).items():
        lines.append(f"| {topic}: told alike in several articles | {counts['articles']:,} |")
    return [*lines, ""]


def _by_kind(findings: Sequence[Finding], *, tick: bool) -> Iterator[str]:
    order = list(FindingKind)
    ranked = sorted(findings, key=lambda f: (order.index(f.kind), f.rank))
    for kind, of_kind in groupby(ranked, key=lambda finding: finding.kind):
        chosen = list(of_kind)
        yield f"### {HEADINGS[kind]} ({len(chosen):,})"
        yield ""
        for finding in chosen:
            yield from _entry(finding, tick=tick)


def _entry(finding: Finding, *, tick: bool) -> Iterator[str]:
    box = "[ ] " if tick else ""
    yield f"- {box}**{_plain(finding.pair.name)}**: {_plain(finding.summary)}"
    yield ""
    yield "  | Told | Article | Section | Words | Reference |"
    yield "  | --- | --- | --- | --- | --- |"
    for position in finding.positions:
        for telling in position.tellings:
            yield f"  {_line(position, telling)}"
    yield ""


def _line(position: Position, telling: Telling) -> str:
    cells = (
        _plain(position.value),
        _plain(telling.article),
        _plain(_PATH.join(telling.evidence.section)).replace(r"\>", "›"),
        _plain(quote(telling)),
        _references(telling),
    )
    return "| " + " | ".join(cells) + " |"


def _references(telling: Telling) -> str:
    found = []
    for citation in telling.evidence.citations:
        text = _plain(_short(citation.title or citation.text, _REFERENCE)) or "reference"
        url = citation.url or ""
        found.append(f"[{text}]({url})" if _ADDRESS.match(url) else text)
    found += [f"({_plain(flag.replace('_', ' '))})" for flag in telling.evidence.flags]
    return "; ".join(found) or "none"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
