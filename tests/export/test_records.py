from __future__ import annotations

import csv
import io

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.export.strategies import Treaty, articles
from wikirel import (
    Article,
    Citation,
    Dyad,
    Event,
    EventKind,
    Evidence,
    ExportError,
    HistoricalDate,
    Mission,
    MissionKind,
    MissionList,
    Party,
    Span,
    parse_article,
)
from wikirel.export.records import columns, record, rows, write_csv
from wikirel.facts.crosswalk import Scheme, counterparts
from wikirel.values.dates import AnchorKind, DateAnchor

CUBA, PERU = Party("Cuba", "CU"), Party("Peru", "PE")
REFERENCE = Citation(Span(5, 9), "[https://example.org/a A page]")
PROOF = (
    Evidence(Span(0, 4), ("History", "1980s"), 'a, "quoted" text', flags=("dead_link",)),
    Evidence(Span(9, 12), (), "again", (Citation(span=Span(1, 2)), REFERENCE)),
)
MISSION = Mission(sending=CUBA, host=PERU, kind=MissionKind.EMBASSY, city="Lima", evidence=PROOF)


def test_mission() -> None:
    assert record(MISSION, article="A") == {
        "article": "A",
        "sending": "Cuba",
        "sending_code": "CU",
        "host": "Peru",
        "host_code": "PE",
        "kind": "embassy",
        "city": "Lima",
        "resident": True,
        "seat": None,
        "seat_code": None,
        "status": "open",
        "opened": None,
        "opened_text": None,
        "opened_anchor": None,
        "closed": None,
        "closed_text": None,
        "closed_anchor": None,
        "start": 0,
        "end": 4,
        "section": "History > 1980s",
        "quote": 'a, "quoted" text',
        "citation": "https://example.org/a",
        "flags": "dead_link",
        "tellings": 2,
    }


def test_event_and_dyad() -> None:
    date = HistoricalDate("1980", "1980", DateAnchor(AnchorKind.HEADING, "Boats of 1980"))
    event = Event(
        date=date, kind=EventKind.MIGRATION, text="x", parties=(CUBA, Party("Atlantis")), evidence=PROOF
    )
    row = record(event)
    assert (row["date"], row["date_text"], row["date_anchor"]) == ("1980", "1980", "heading")
    assert (row["parties"], row["parties_codes"]) == ("Cuba; Atlantis", "CU; Atlantis")
    dyad = Dyad(parties=(PERU, CUBA), missions=(MISSION,), events=(event, event), evidence=PROOF)
    row = record(dyad)
    assert (row["country_code"], row["partner"], row["missions"], row["events"]) == ("PE", "Cuba", 1, 2)


@given(articles, st.sampled_from((Event, Mission, Dyad, Treaty)))
def test_rows_have_the_columns_and_their_spans(article: Article, kind: type[object]) -> None:
    facts = article.facts(kind)
    found = list(rows(article, kind))
    assert len(found) == len(facts)
    for row in found:
        assert tuple(row) == columns(kind)
        assert all(value is None or isinstance(value, str | int | float) for value in row.values())


@given(st.text(max_size=20), st.text(max_size=20))
def test_csv_comes_back(city: str, quote: str) -> None:
    mission = attrs.evolve(MISSION, city=city, evidence=(Evidence(Span(0, 1), (), quote),))
    file = io.StringIO(newline="")
    article = Article(title="A", missions=MissionList([mission]))
    assert write_csv([article], Mission, file) == 1
    file.seek(0)
    (row,) = csv.DictReader(file)
    assert (row["city"], row["quote"], row["resident"], row["seat"]) == (city, quote, "true", "")


def test_quotes_of_the_seed_stand_at_their_spans() -> None:
    article = parse_article((ROOT / "seeds" / "cuba-peru.txt").read_text(encoding="utf-8"))
    for kind in (Event, Mission):
        for row in rows(article, kind):
            start, end, quote = row["start"], row["end"], row["quote"]
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert " ".join(article.source[start:end].split()) == quote


def test_names_that_collide_are_told_apart() -> None:
    @attrs.frozen
    class Race:
        start: int
        evidence: tuple[Evidence, ...]

    row = record(Race(7, PROOF))
    assert (row["start"], row["evidence_start"]) == (7, 0)


def test_other_classes_are_refused() -> None:
    for kind in (int, None):
        with pytest.raises(ExportError, match="attrs class"):
            rows(Article(title="A"), kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(EventKind))
def test_an_event_has_the_codes_of_its_kind(kind: EventKind) -> None:
    made = record(Event(date=None, kind=kind, text="words", evidence=PROOF))
    assert made["kind"] == kind.value
    for scheme in Scheme:
        told = made[f"kind_{scheme.value}"]
        expected = [one.code for one in counterparts(kind, scheme) if one.code]
        assert isinstance(told, str)
        assert told.split("; ") == (expected or [""])
    assert record(Event(date=None, kind=EventKind.SEVERED, text="", evidence=PROOF))["kind_cameo"] == "161"
