"""French: dates, missions, happenings, titles and headings, in sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.languages.reading import dates, happenings, missions, posts
from wikirel import Gazetteer, parse_article, schema_for
from wikirel.presets import BILATERAL
from wikirel.values.language import load_language

PAIR = "Relations entre Cuba et le Pérou"
SCHEMA = BILATERAL.in_language("fr")
MONTHS = load_language("fr")["dates"]["months"]["names"]

DATES = [
    ("Le 8 juillet 1972, ils signèrent.", ["1972-07-08"]),
    ("le 1er janvier 1990", ["1990-01-01"]),
    ("en 1821", ["1821"]),
    ("en l'an 1902", ["1902"]),
    ("Juillet 1972 fut calme.", ["1972-07"]),
    ("les années 1960", ["196X"]),
    ("à la fin des années 1980", ["198X~"]),
    ("au XIXe siècle", ["18XX"]),
    ("aux XVIIIe et XIXe siècles", ["17XX", "18XX"]),
    ("entre 1955 et 1961", ["1955/1961"]),
    ("de 1955 à 1961", ["1955/1961"]),
    ("du 5 au 9 mai 1960", ["1960-05-05/1960-05-09"]),
    ("au début de 1999", ["1999~"]),
    ("fin 1999", ["1999~"]),
    ("à la mi-juillet 1999", ["1999-07~"]),
    ("vers 1900", ["1900~"]),
    ("depuis juillet 1990", ["1990-07"]),
    ("jusqu’en 1995", ["1995"]),
    ("le 3/5/1999", ["1999-05-03"]),
    ("En 1980, ils signent. L'année suivante, ils rompent.", ["1980", "1981"]),
    ("En 1980, ils signent. Cinq ans plus tard, ils rompent.", ["1980", "1985"]),
    ("En 1980, ils signent. La même année, ils rompent.", ["1980", "1980"]),
    ("En 1999, ils signent. Deux ans auparavant, ils rompaient.", ["1999", "1997"]),
    ("En mai 1960, il vint. Le mois suivant, il partit.", ["1960-05", "1960-06"]),
    ("l'envoi de 1500 soldats", []),
    ("quelque 2000 médecins", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_dates(text: str, expected: list[str]) -> None:
    assert dates("fr", text) == expected


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_as_it_is_written(day: date) -> None:
    number = "1er" if day.day == 1 else str(day.day)
    assert dates("fr", f"le {number} {MONTHS[day.month - 1]} {day.year}") == [day.isoformat()]


POSTS = [
    ("- Cuba a une ambassade à Lima.", [("CU", "PE", "embassy", "Lima", True)]),
    ("- Le Pérou dispose d'une ambassade à La Havane.", [("PE", "CU", "embassy", "La Havane", True)]),
    (
        "- Le Pérou a une ambassade à La Havane et un consulat général à Santiago de Cuba.",
        [
            ("PE", "CU", "embassy", "La Havane", True),
            ("PE", "CU", "consulate_general", "Santiago de Cuba", True),
        ],
    ),
    (
        "- Cuba possède des consulats honoraires à Arequipa et à Cuzco.",
        [
            ("CU", "PE", "honorary_consulate", "Arequipa", True),
            ("CU", "PE", "honorary_consulate", "Cuzco", True),
        ],
    ),
    ("* Ambassade du Pérou à La Havane.", [("PE", "CU", "embassy", "La Havane", True)]),
    ("- Cuba n'a pas d'ambassade à Lima.", []),
    ("- Cuba prévoit d'ouvrir une ambassade à Lima.", []),
]


@pytest.mark.parametrize(("line", "expected"), POSTS, ids=[line for line, _ in POSTS])
def test_posts(line: str, expected: list[tuple[str, str, str, str, bool]]) -> None:
    assert posts(PAIR, line) == expected


def test_accredited_from_abroad() -> None:
    title = "Relations entre Cuba et la Bolivie"
    assert posts(title, "- Cuba est accréditée auprès de la Bolivie depuis son ambassade à Lima.") == [
        ("CU", "BO", "embassy", "Lima", False)
    ]
    (mission,) = missions(title, "- La Bolivie est représentée à Cuba par son ambassade à Mexico.")
    assert mission.seat is not None
    assert (mission.host.code, mission.seat.code) == ("CU", "MX")


def test_opened_and_closed() -> None:
    (mission,) = missions(PAIR, "- Le Pérou dispose d'une ambassade à La Havane depuis 1972.")
    assert mission.opened is not None
    assert mission.opened.edtf == "1972"
    (mission,) = missions(PAIR, "L'ambassade cubaine à Lima a été fermée en 1960.")
    assert mission.sending.code == "CU"
    assert mission.closed is not None
    assert (mission.closed.edtf, str(mission.status)) == ("1960", "closed")


HAPPENINGS = [
    ("Les deux pays établirent des relations diplomatiques en 1902.", [("1902", "established")]),
    ("Le Pérou rompit ses relations avec Cuba le 30 décembre 1960.", [("1960-12-30", "severed")]),
    ("Les relations furent rétablies en 1972.", [("1972", "restored")]),
    ("En 1974, Cuba ouvrit une ambassade à Lima.", [("1974", "mission_opened")]),
    ("Le président péruvien se rendit à Cuba en 1999.", [("1999", "visit")]),
    ("Un accord commercial fut signé le 5 mai 2001.", [("2001-05-05", "agreement")]),
    ("Le Pérou proclama son indépendance en 1821.", [("1821", "independence")]),
    ("En 1980, le Pérou rappela son ambassadeur.", [("1980", "envoy_recalled")]),
    ("En 2004, Cuba condamna cette décision.", [("2004", "statement")]),
]


@pytest.mark.parametrize(("text", "expected"), HAPPENINGS, ids=[text for text, _ in HAPPENINGS])
def test_happenings(text: str, expected: list[tuple[str, str]]) -> None:
    assert happenings(PAIR, text) == expected


TITLES = [
    ("Relations entre Cuba et le Pérou", ["CU", "PE"], "bilateral"),
    ("Relations entre l’Allemagne et les États-Unis", ["DE", "US"], "bilateral"),
    ("Politique étrangère du Pérou", ["PE"], "foreign-relations"),
    ("Politique étrangère de l'Allemagne", ["DE"], "foreign-relations"),
]


@pytest.mark.parametrize(("title", "codes", "schema"), TITLES, ids=[title for title, _, _ in TITLES])
def test_titles(title: str, codes: list[str], schema: str) -> None:
    assert [party.code for party in Gazetteer.load("fr").title_parties(title)] == codes
    assert schema_for(title, "fr").name == schema
    assert schema_for(title, "fr").fits(title)


def test_headings() -> None:
    roles = {
        "Représentations diplomatiques": "missions",
        "Voir aussi": "see_also",
        "Notes et références": "references",
        "Liens externes": "reading",
        "Visites officielles": "visits",
        "Histoire": None,
    }
    assert {heading: SCHEMA.role((heading,)) for heading in roles} == roles


def test_adjectives() -> None:
    found = Gazetteer.load("fr").mentions("Les péruviennes, l'ambassade cubaine, d'Espagne et les Français")
    assert [(mention.party.code, mention.form) for mention in found] == [
        ("PE", "adjective"),
        ("CU", "adjective"),
        ("ES", "name"),
        ("FR", "adjective"),
    ]


def test_the_language_is_chosen_by_the_title() -> None:
    article = parse_article("= Relations entre Cuba et le Pérou =\n\n- Cuba a une ambassade à Lima.")
    assert [mission.city for mission in article.missions] == ["Lima"]
