"""Articles out of a data set: their facts with evidence and references, without the text that they were read from.

What :mod:`wikirel.analysis` needs is all there, so an audit, a network or a panel of a data set is that of its
articles, and nothing is parsed again.  What tables do not hold is empty: the source, sections, infoboxes, what a
relative date leans on, facts of further kinds.

>>> import tempfile, pathlib
>>> from wikirel.dataset import build_dataset
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "Cuba–Peru relations.txt").write_text("- Cuba has an embassy in Lima.", encoding="utf-8")
>>> _ = build_dataset(folder, folder / "small.jsonl")
>>> [mission.city for article in stored_articles(folder / "small.jsonl") for mission in article.missions]
['Lima']
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from wikirel.collector import collector_paused
from wikirel.dataset.reading import ArticleKey, Row, explained, open_rows
from wikirel.document.citations import CitedSource
from wikirel.document.evidence import Citation, Evidence
from wikirel.errors import InputError
from wikirel.facts import (
    Article,
    Dyad,
    Event,
    EventKind,
    Mission,
    MissionKind,
    MissionList,
    MissionStatus,
    Modality,
)
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["stored_articles"]

_TABLES = ("parties", "dyads", "events", "missions", "dyad_facts", "evidence", "citations")
_LIST, _PATH = "; ", " > "


@attrs.frozen
class _StoredCitation(Citation):
    """A reference whose wikitext is not there, only what was read off it."""

    stored: CitedSource = attrs.field(factory=CitedSource, hash=False)

    @property
    def source(self) -> CitedSource:
        return self.stored


def stored_articles(path: str | os.PathLike[str]) -> Iterator[Article]:
    """Yield the articles of a data set.

    Args:
        path: SQLite, DuckDB, JSONL, or a folder of CSV or Parquet files.

    Raises:
        InputError: it is no data set, or not as wikirel writes it.
        MissingExtraError: the format needs an extra that is not installed.
    """
    rows = open_rows(os.fspath(path))
    for key in rows.articles:
        try:
            with collector_paused():
                article = _article(key, rows.read(key, _TABLES))
            yield article
        except InputError:
            raise
        except Exception as error:  # each format has exceptions of its own
            place = f"{rows.name}: {key.title}"
            raise InputError(f"{place}: not as wikirel writes it ({explained(error)})") from error


def _article(key: ArticleKey, tables: Mapping[str, Sequence[Row]]) -> Article:
    evidence = _evidence(tables)
    about: list[Party] = []
    of_event: defaultdict[Any, list[Party]] = defaultdict(list)
    for row in tables["parties"]:
        party = _party(row["name"], row["code"])
        if party is not None:
            (about if row["event_id"] is None else of_event[row["event_id"]]).append(party)
    events: dict[Any, Event] = {}
    missions: dict[Any, Mission] = {}
    for row in tables["events"]:
        events[row["id"]] = _event(row, of_event[row["id"]], evidence["event", row["id"]])
    for row in tables["missions"]:
        missions[row["id"]] = _mission(row, evidence["mission", row["id"]])
    told: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in tables["dyad_facts"]:
        told[row["dyad_id"]].append(row)
    dyads = []
    for row in tables["dyads"]:
        of_dyad = told[row["id"]]
        own = [events[link["event_id"]] for link in of_dyad if link["event_id"] is not None]
        posts = [missions[link["mission_id"]] for link in of_dyad if link["mission_id"] is not None]
        dyads.append(_dyad(row, tuple(own), tuple(posts), evidence["dyad", row["id"]]))
    return Article(
        title=key.title,
        parties=tuple(about),
        events=tuple(events.values()),
        missions=MissionList(tuple(missions.values())),
        dyads=tuple(dyads),
    )


def _evidence(tables: Mapping[str, Sequence[Row]]) -> defaultdict[tuple[str, Any], tuple[Evidence, ...]]:
    citations: defaultdict[Any, list[Citation]] = defaultdict(list)
    for row in tables["citations"]:
        citations[row["evidence_id"]].append(_citation(row))
    found: defaultdict[tuple[str, Any], tuple[Evidence, ...]] = defaultdict(tuple)
    for row in tables["evidence"]:
        piece = Evidence(
            span=_span(row),
            text=_text(row["quote"]),
            section=tuple(_text(row["section"]).split(_PATH)) if row["section"] else (),
            citations=tuple(citations[row["id"]]),
            flags=tuple(_text(row["flags"]).split(_LIST)) if row["flags"] else (),
        )
        for kind in ("event", "mission", "dyad"):
            if row[f"{kind}_id"] is not None:
                found[kind, row[f"{kind}_id"]] += (piece,)
    return found


def _citation(row: Row) -> Citation:
    names = (
        "template",
        "title",
        "url",
        "publisher",
        "work",
        "date",
        "access_date",
        "archive_url",
        "language",
    )
    known: dict[str, Any] = {name: row[name] for name in names}
    identifiers = json.loads(_text(row["identifiers"]) or "{}")
    source = CitedSource(_text(row["text"]), **known, identifiers=identifiers)
    return _StoredCitation(
        span=_span(row), name=_named(row["name"]), group=_named(row["ref_group"]), stored=source
    )


def _event(row: Row, parties: Sequence[Party], evidence: tuple[Evidence, ...]) -> Event:
    return Event(
        date=_date(row, "date"),
        kind=EventKind(_text(row["kind"])),
        text=_text(row["text"]),
        parties=tuple(parties),
        persons=tuple(_text(row["persons"]).split(_LIST)) if row["persons"] else (),
        modality=Modality(_text(row["modality"])),
        evidence=evidence,
    )


def _mission(row: Row, evidence: tuple[Evidence, ...]) -> Mission:
    return Mission(
        sending=_some(row, "sending"),
        host=_some(row, "host"),
        kind=MissionKind(_text(row["kind"])),
        city=_named(row["city"]),
        resident=bool(row["resident"]),
        seat=_party(row["seat"], row["seat_code"]),
        status=MissionStatus(_text(row["status"])),
        opened=_date(row, "opened"),
        closed=_date(row, "closed"),
        evidence=evidence,
    )


def _dyad(
    row: Row, events: tuple[Event, ...], missions: tuple[Mission, ...], evidence: tuple[Evidence, ...]
) -> Dyad:
    return Dyad(
        parties=(_some(row, "country"), _some(row, "partner")),
        established=_date(row, "established"),
        missions=missions,
        events=events,
        notes=_text(row["notes"]),
        main_article=_named(row["main_article"]),
        memberships=tuple(_text(row["memberships"]).split(_LIST)) if row["memberships"] else (),
        evidence=evidence,
    )


def _date(row: Row, name: str) -> HistoricalDate | None:
    edtf = row[name]
    return None if edtf is None else HistoricalDate(_text(edtf), _text(row[f"{name}_text"]))


def _some(row: Row, name: str) -> Party:
    return Party(_text(row[name]), _named(row[f"{name}_code"]))


def _party(name: Any, code: Any) -> Party | None:
    return None if name is None else Party(name, code)


def _span(row: Row) -> Span:
    return Span(_number(row["start_offset"]), _number(row["end_offset"]))


def _number(value: Any) -> int:
    return int(value or 0)


def _text(value: Any) -> str:
    return str(value) if value is not None else ""


def _named(value: Any) -> str | None:
    return None if value is None else str(value)
