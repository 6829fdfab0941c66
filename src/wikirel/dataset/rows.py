"""From an article to the rows of the tables.

Keys are local to the article and count from 0; :mod:`wikirel.dataset.assemble` makes them global.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from wikirel.dataset.tables import Value
from wikirel.document.evidence import Citation, Evidence
from wikirel.document.sections import Section
from wikirel.dump import Damage, Page
from wikirel.export.layout import article_converter, fact_data
from wikirel.facts import Article, Dyad, Event, Mission
from wikirel.presets import schema_for
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.dates.edtf import EARLIEST_DAY, LATEST_DAY, Day
from wikirel.values.parties import Party

__all__ = ["Block", "article_rows", "damage_rows", "redirect_rows"]

Block = dict[str, list[list[Value]]]
"""Rows by table, without their own key, which is the place in the list."""

_LIST = "; "
_PATH = " > "


def article_rows(
    article: Article, page: Page | None = None, file: str | None = None, schema: str | None = None
) -> Block:
    """Return the rows of an article.

    Args:
        article: the article.
        page: the page of a dump that it was read from.
        file: name of the file that it was read from, without folders.
        schema: name of the schema that it was read by; without, the one that its title is for.
    """
    box = article.infobox
    block: Block = {
        "articles": [
            [
                *(article.title, page.id if page else None, page.revision if page else None),
                *(page.timestamp if page else None, schema or schema_for(article.title).name, file),
                *(len(article.source), box.name if box else None, box.map if box else None, article.lead),
            ]
        ],
        "sections": list(_sections(article)),
        "parties": [[0, None, place, *_party(party)] for place, party in enumerate(article.parties)],
    }
    told = list(_dyad_facts(article))
    of_event = {row[2]: row[1] for row in reversed(told) if row[2] is not None}
    of_mission = {row[3]: row[1] for row in reversed(told) if row[3] is not None}
    block["dyads"] = [_dyad(dyad) for dyad in article.dyads]
    block["events"] = [_event(event, of_event.get(at)) for at, event in enumerate(article.events)]
    block["missions"] = [_mission(mission, of_mission.get(at)) for at, mission in enumerate(article.missions)]
    block["dyad_facts"] = told
    further = article.more
    block["facts"] = [[0, *_further(fact)] for fact in further]
    for number, event in enumerate(article.events):
        block["parties"] += [[0, number, place, *_party(party)] for place, party in enumerate(event.parties)]
    _add_evidence(block, article, further)
    block["diagnostics"] = [
        [0, note.code, note.severity.value, note.message, *_span(note.span), file, None]
        for note in article.diagnostics
    ]
    return block


def _dyad_facts(article: Article) -> Iterator[list[Value]]:
    """Yield which events and missions each dyad tells of: its own are those of the article, by identity."""
    events = {event.identity(): number for number, event in enumerate(article.events)}
    missions = {mission.identity(): number for number, mission in enumerate(article.missions)}
    for number, dyad in enumerate(article.dyads):
        for event in dyad.events:
            if (place := events.get(event.identity())) is not None:
                yield [0, number, place, None]
        for mission in dyad.missions:
            if (place := missions.get(mission.identity())) is not None:
                yield [0, number, None, place]


def redirect_rows(page: Page) -> Block:
    """Return the row of a redirect."""
    return {"redirects": [[None, page.title, page.redirect, page.id, page.revision]]}


def damage_rows(damage: Damage, file: str) -> Block:
    """Return the row of a part of the source that could not be read."""
    row: list[Value] = [None, f"source-{damage.kind.value}", "error", damage.message, None, None, file]
    return {"diagnostics": [[*row, damage.offset]]}


def _sections(article: Article) -> Iterator[list[Value]]:
    if article.lead:
        yield [0, None, 0, "", "", None, None, article.lead]
    number = bool(article.lead) - 1
    # Sections with the number of their parent and the headings above them, in the order of the text.
    waiting: list[tuple[Section, int | None, tuple[str, ...]]] = [
        (section, None, ()) for section in reversed(article.sections)
    ]
    while waiting:
        section, parent, above = waiting.pop()
        number += 1
        path = (*above, section.title)
        yield [0, parent, section.level, section.title, _PATH.join(path), *_span(section.span), section.text]
        waiting.extend((child, number, path) for child in reversed(section.sections))


def _party(party: Party | None) -> tuple[Value, Value]:
    return (party.name, party.code) if party else (None, None)


def _span(span: Span | None) -> tuple[Value, Value]:
    return (span.start, span.end) if span else (None, None)


def _date(date: HistoricalDate | None) -> tuple[Value, ...]:
    if date is None:
        return (None,) * 5
    anchor = date.anchor.kind.value if date.anchor else None
    return date.edtf, date.text, anchor, _day(date.earliest), _day(date.latest)


def _day(day: Day) -> str | None:
    if day in (EARLIEST_DAY, LATEST_DAY):
        return None  # an open end
    sign = "-" if day.year < 0 else ""
    return f"{sign}{abs(day.year):04d}-{day.month:02d}-{day.day:02d}"


def _dyad(dyad: Dyad) -> list[Value]:
    country, partner = dyad.parties
    counts = (len(dyad.missions), len(dyad.events))
    return [
        *(0, *_party(country), *_party(partner), *_date(dyad.established), *counts),
        *(dyad.notes, dyad.main_article, _LIST.join(dyad.memberships)),
    ]


def _event(event: Event, dyad: Value) -> list[Value]:
    return [
        *(0, dyad, *_date(event.date), event.kind.value, event.text),
        _LIST.join(party.name for party in event.parties),
        _LIST.join(party.code or party.name for party in event.parties),
        *(event.modality.value, _LIST.join(event.persons)),
    ]


def _mission(mission: Mission, dyad: Value) -> list[Value]:
    return [
        *(0, dyad),
        *(*_party(mission.sending), *_party(mission.host), mission.kind.value, mission.city),
        *(mission.resident, *_party(mission.seat), mission.status.value),
        *(*_date(mission.opened), *_date(mission.closed)),
    ]


def _further(fact: Any) -> tuple[Value, Value]:
    """Return the kind of a fact of any class, and its attributes but the evidence as JSON."""
    written = fact_data(fact, article_converter())
    fields = {name: value for name, value in written["fields"].items() if name != "evidence"}
    return written["fact"], json.dumps(fields, ensure_ascii=False, sort_keys=True)


def _add_evidence(block: Block, article: Article, further: Sequence[Any]) -> None:
    rows: list[list[Value]] = []
    citations: list[list[Value]] = []
    kinds: tuple[Sequence[Any], ...] = (article.events, article.missions, article.dyads, further)
    for column, facts in enumerate(kinds):
        for number, fact in enumerate(facts):
            keys: list[Value] = [None] * len(kinds)
            keys[column] = number
            for position, piece in enumerate(getattr(fact, "evidence", ())):
                citations += (_citation(c, len(rows), at) for at, c in enumerate(piece.citations))
                rows.append([0, *keys, position, *_evidence(piece)])
    block["evidence"] = rows
    block["citations"] = citations


def _evidence(piece: Evidence) -> tuple[Value, ...]:
    return (*_span(piece.span), _PATH.join(piece.section), piece.text, _LIST.join(piece.flags))


def _citation(citation: Citation, evidence: int, position: int) -> list[Value]:
    source = citation.source
    names = json.dumps(dict(source.identifiers), ensure_ascii=False, sort_keys=True)
    return [
        *(0, evidence, position, *_span(citation.span), citation.name, citation.group, source.template),
        *(source.title, source.url, source.publisher, source.work, source.date, source.access_date),
        *(source.archive_url, source.language, names if source.identifiers else None, source.text),
    ]
