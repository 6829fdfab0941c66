"""Differences as records, as plain data and in words."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any, TextIO

from wikirel.dataset.attributes import attributes, shown
from wikirel.dataset.diff import Change, Diff, Difference
from wikirel.dataset.facts import FactKind, StatedFact
from wikirel.dataset.tables import Value

__all__ = ["COLUMNS", "diff_data", "fact_in_words", "summary", "write_diff_csv"]

COLUMNS = (
    *("change", "kind", "article", "whole_article", "fact", "changed"),
    *("old_section", "old_quote", "old_start", "old_end"),
    *("new_section", "new_quote", "new_start", "new_end"),
)
"""The columns of a difference as CSV; the evidence is the first piece, offsets are half-open, in code points."""


def fact_in_words(fact: StatedFact) -> str:
    """Return a fact in one line.

    >>> mission = {"sending": "Cuba", "host": "Peru", "kind": "embassy", "city": "Lima", "status": "open"}
    >>> fact_in_words(StatedFact(FactKind.MISSION, mission))
    'Cuba → Peru: embassy, Lima'
    """
    value = fact.values.get
    if fact.kind is FactKind.MISSION:
        kind = str(value("kind") or "").replace("_", " ")
        more = (
            value("city"),
            f"seat in {value('seat')}" if value("seat") else None,
            "closed" if value("status") == "closed" else None,
            f"from {value('opened')}" if value("opened") else None,
            f"until {value('closed')}" if value("closed") else None,
        )
        return (
            f"{value('sending')} → {value('host')}: {', '.join(str(part) for part in (kind, *more) if part)}"
        )
    if fact.kind is FactKind.FACT:
        names = attributes(fact)
        told = ((name, shown(fact, name)) for name in names)
        return f"{value('kind')}: {', '.join(f'{name} {text}' for name, text in told if text is not None)}"
    if fact.kind is FactKind.DYAD:
        date = f", established {value('established')}" if value("established") else ""
        return f"{value('country')}–{value('partner')}{date}"
    modality = "" if value("modality") == "actual" else f" ({value('modality')})"
    kind = str(value("kind") or "").replace("_", " ")
    return f"{value('date') or 'undated'} {kind}{modality}: {value('text') or ''}"


def summary(diff: Diff) -> str:
    """Return the numbers, in one line."""
    counts = (f"{len(diff.of(change)):,} {change.value}" for change in Change)
    same = "fact is" if diff.same == 1 else "facts are"
    told = f"{diff.same:,} {same} the same; {', '.join(counts)}"
    articles = (
        (diff.articles_added, "added"),
        (diff.articles_gone, "gone"),
        (diff.articles_moved, "moved"),
    )
    more = ", ".join(f"{len(titles):,} {word}" for titles, word in articles if titles)
    return f"{told}; articles: {more}" if more else told


def diff_data(diff: Diff) -> dict[str, Any]:
    """Return everything as plain dictionaries and lists."""
    return {
        "old": diff.old,
        "new": diff.new,
        "same": diff.same,
        **{change.value: len(diff.of(change)) for change in Change},
        "articles_added": list(diff.articles_added),
        "articles_gone": list(diff.articles_gone),
        "articles_moved": [{"old": old, "new": new} for old, new in diff.articles_moved],
        "articles_edited": list(diff.articles_edited),
        "differences": [_data(difference) for difference in diff.differences],
    }


def _data(difference: Difference) -> dict[str, Any]:
    return {
        "change": difference.change.value,
        "kind": difference.kind.value,
        "article": difference.article,
        "whole_article": difference.whole_article,
        "changed": [
            {"name": field.name, "old": field.old, "new": field.new, "note": field.note}
            for field in difference.fields
        ],
        "old": _fact_data(difference.old),
        "new": _fact_data(difference.new),
    }


def _fact_data(fact: StatedFact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    evidence = [
        {"section": place.section, "quote": place.quote, "start": place.start, "end": place.end}
        for place in fact.evidence
    ]
    values: dict[str, Any] = dict(fact.values)
    if fact.kind is FactKind.FACT:
        values["fields"] = json.loads(str(values["fields"] or "{}"))
    return {**values, "evidence": evidence}


def write_diff_csv(differences: Iterable[Difference], file: TextIO) -> None:
    """Write differences as CSV (RFC 4180) with a header.

    Args:
        differences: the differences.
        file: where to write; open it with ``newline=""``.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for difference in differences:
        writer.writerow(
            [
                *(difference.change.value, difference.kind.value, difference.article),
                *(str(difference.whole_article).lower(), fact_in_words(difference.fact)),
                "; ".join(map(str, difference.fields)),
                *_place(difference.old),
                *_place(difference.new),
            ]
        )


def _place(fact: StatedFact | None) -> tuple[Value, ...]:
    if fact is None or not fact.evidence:
        return (None,) * 4
    first = fact.evidence[0]
    return first.section, first.quote, first.start, first.end
