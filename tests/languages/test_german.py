"""German: dates, missions, happenings, titles and headings, in sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.languages.reading import dates, happenings, missions, posts
from wikirel import Gazetteer, parse_article, schema_for
from wikirel.document.sentences import SentenceSplitter
from wikirel.presets import BILATERAL
from wikirel.values.language import load_language

PAIR = "Kubanisch-peruanische Beziehungen"
SCHEMA = BILATERAL.in_language("de")
MONTHS = load_language("de")["dates"]["months"]["names"]

DATES = [
    ("Am 8. Juli 1972 unterzeichneten sie.", ["1972-07-08"]),
    ("im Dezember 1960", ["1960-12"]),
    ("1821 war es so weit.", ["1821"]),
    ("im Jahr 1902", ["1902"]),
    ("am 3.5.1999", ["1999-05-03"]),
    ("in den 1960er Jahren", ["196X"]),
    ("Ende der 1980er-Jahre", ["198X~"]),
    ("im 19. Jahrhundert", ["18XX"]),
    ("im 18. und 19. Jahrhundert", ["17XX", "18XX"]),
    ("zwischen 1955 und 1961", ["1955/1961"]),
    ("von 1955 bis 1961", ["1955/1961"]),
    ("vom 5. bis 9. Mai 1960", ["1960-05-05/1960-05-09"]),
    ("Anfang 1999", ["1999~"]),
    ("Mitte Juli 1999", ["1999-07~"]),
    ("um 1900", ["1900~"]),
    ("seit Juli 1990", ["1990-07"]),
    ("bis 1995", ["1995"]),
    ("1980 kam er. Im folgenden Jahr ging er.", ["1980", "1981"]),
    ("1980 kam er. Im Jahr darauf ging er.", ["1980", "1981"]),
    ("1980 kam er, fünf Jahre später ging er.", ["1980", "1985"]),
    ("1980 kam er und ging im selben Jahr.", ["1980", "1980"]),
    ("1980 kam er. Zwei Jahre zuvor war er krank.", ["1980", "1978"]),
    ("Im Mai 1960 kam er. Im folgenden Monat ging er.", ["1960-05", "1960-06"]),
    ("es entsandte 1500 Soldaten", []),
    ("rund 2000 Ärzte", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_dates(text: str, expected: list[str]) -> None:
    assert dates("de", text) == expected


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_as_it_is_written(day: date) -> None:
    assert dates("de", f"am {day.day}. {MONTHS[day.month - 1]} {day.year}") == [day.isoformat()]


def test_an_ordinal_ends_no_sentence() -> None:
    text = "Am 8. Juli 1972 kam er. Im 19. Jahrhundert ging er 1821. Die Lage blieb."
    starts = SentenceSplitter(load_language("de")["sentences"]).starts(text)
    assert [text[at : at + 3] for at in starts] == ["Im ", "Die"]


POSTS = [
    ("- Kuba hat eine Botschaft in Lima.", [("CU", "PE", "embassy", "Lima", True)]),
    ("- Peru unterhält eine Botschaft in Havanna.", [("PE", "CU", "embassy", "Havanna", True)]),
    (
        "- Peru hat eine Botschaft in Havanna und ein Generalkonsulat in Santiago de Cuba.",
        [
            ("PE", "CU", "embassy", "Havanna", True),
            ("PE", "CU", "consulate_general", "Santiago de Cuba", True),
        ],
    ),
    (
        "- Kuba besitzt Honorarkonsulate in Arequipa und Cusco.",
        [
            ("CU", "PE", "honorary_consulate", "Arequipa", True),
            ("CU", "PE", "honorary_consulate", "Cusco", True),
        ],
    ),
    ("- Seit 1990 unterhält Peru in Camagüey ein Konsulat.", [("PE", "CU", "consulate", "Camagüey", True)]),
    ("* Botschaft Perus in Havanna.", [("PE", "CU", "embassy", "Havanna", True)]),
    ("- Kuba hat keine Botschaft in Lima.", []),
    ("- Kuba plant, eine Botschaft in Lima zu eröffnen.", []),
]


@pytest.mark.parametrize(("line", "expected"), POSTS, ids=[line for line, _ in POSTS])
def test_posts(line: str, expected: list[tuple[str, str, str, str, bool]]) -> None:
    assert posts(PAIR, line) == expected


def test_accredited_from_abroad() -> None:
    title = "Bolivianisch-kubanische Beziehungen"
    assert posts(title, "- Kuba ist in Bolivien durch seine Botschaft in Lima vertreten.") == [
        ("CU", "BO", "embassy", "Lima", False)
    ]
    (mission,) = missions(title, "- Bolivien ist über seine Botschaft in Mexiko-Stadt in Kuba akkreditiert.")
    assert mission.seat is not None
    assert (mission.host.code, mission.seat.code) == ("CU", "MX")


def test_opened_and_closed() -> None:
    (mission,) = missions(PAIR, "- Peru unterhält seit 1972 eine Botschaft in Havanna.")
    assert mission.opened is not None
    assert mission.opened.edtf == "1972"
    (mission,) = missions(PAIR, "Die kubanische Botschaft in Lima wurde 1960 geschlossen.")
    assert mission.sending.code == "CU"
    assert mission.closed is not None
    assert (mission.closed.edtf, str(mission.status)) == ("1960", "closed")


HAPPENINGS = [
    ("Beide Länder nahmen 1902 diplomatische Beziehungen auf.", [("1902", "established")]),
    ("Peru brach am 30. Dezember 1960 die Beziehungen zu Kuba ab.", [("1960-12-30", "severed")]),
    ("Die Beziehungen wurden 1972 wieder aufgenommen.", [("1972", "restored")]),
    ("1974 eröffnete Kuba eine Botschaft in Lima.", [("1974", "mission_opened")]),
    ("Der peruanische Präsident besuchte 1999 Kuba.", [("1999", "visit")]),
    ("Ein Handelsabkommen wurde am 5. Mai 2001 unterzeichnet.", [("2001-05-05", "agreement")]),
    ("Peru erklärte 1821 seine Unabhängigkeit.", [("1821", "independence")]),
    ("1980 berief Peru seinen Botschafter ab.", [("1980", "envoy_recalled")]),
    ("2004 verurteilte Kuba diese Entscheidung.", [("2004", "statement")]),
]


@pytest.mark.parametrize(("text", "expected"), HAPPENINGS, ids=[text for text, _ in HAPPENINGS])
def test_happenings(text: str, expected: list[tuple[str, str]]) -> None:
    assert happenings(PAIR, text) == expected


TITLES = [
    ("Kubanisch-peruanische Beziehungen", ["CU", "PE"], "bilateral"),
    ("Deutsch-französische Beziehungen", ["DE", "FR"], "bilateral"),
    ("Beziehungen zwischen Kuba und den Vereinigten Staaten", ["CU", "US"], "bilateral"),
    ("Außenpolitik Perus", ["PE"], "foreign-relations"),
    ("Außenpolitik der Vereinigten Staaten", ["US"], "foreign-relations"),
]


@pytest.mark.parametrize(("title", "codes", "schema"), TITLES, ids=[title for title, _, _ in TITLES])
def test_titles(title: str, codes: list[str], schema: str) -> None:
    assert [party.code for party in Gazetteer.load("de").title_parties(title)] == codes
    assert schema_for(title, "de").name == schema
    assert schema_for(title, "de").fits(title)


def test_headings() -> None:
    roles = {
        "Diplomatische Vertretungen": "missions",
        "Siehe auch": "see_also",
        "Einzelnachweise": "references",
        "Weblinks": "reading",
        "Staatsbesuche": "visits",
        "Geschichte": None,
    }
    assert {heading: SCHEMA.role((heading,)) for heading in roles} == roles


@pytest.mark.parametrize("ending", ["", "e", "en", "er", "es", "em"])
def test_adjectives_in_every_form(ending: str) -> None:
    found = Gazetteer.load("de").mentions(f"mit kubanisch{ending} Hilfe und Perus Rat")
    assert [(mention.party.code, mention.form) for mention in found] == [("CU", "adjective"), ("PE", "name")]


def test_the_title_is_read_without_its_ending() -> None:
    article = parse_article(
        "Die '''kubanisch-peruanischen Beziehungen''' sind gut.\n\n== X ==\n* Kuba hat eine Botschaft in Lima."
    )
    assert article.title == PAIR
    assert [mission.city for mission in article.missions] == ["Lima"]
