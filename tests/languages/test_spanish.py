"""Spanish: dates, missions, happenings, titles and headings, in sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.languages.reading import dates, happenings, missions, posts
from wikirel import Gazetteer, parse_article, schema_for
from wikirel.presets import BILATERAL

PAIR = "Relaciones entre Cuba y Perú"
SCHEMA = BILATERAL.in_language("es")

DATES = [
    ("en las décadas de 1960 y 1970", ["196X", "197X"]),
    ("los años 60 y 70", ["196X", "197X"]),
    ("de los siglos XVI al XVIII", ["15XX/17XX"]),
    ("el 12/10/1992", ["1992-10-12"]),
    ("El 8 de julio de 1972 firmaron.", ["1972-07-08"]),
    ("el 30 de diciembre de 1960", ["1960-12-30"]),
    ("el 1.º de enero de 1959", ["1959-01-01"]),
    ("en 1821", ["1821"]),
    ("en el año 2010", ["2010"]),
    ("mayo de 1970", ["1970-05"]),
    ("en la década de 1960", ["196X"]),
    ("los años sesenta", ["196X"]),
    ("durante los años ochenta y noventa", ["198X", "199X"]),
    ("a principios de los años 60", ["196X~"]),
    ("en el siglo XIX", ["18XX"]),
    ("en los siglos XVI y XVII", ["15XX", "16XX"]),
    ("a fines del siglo XX", ["19XX~"]),
    ("entre 1955 y 1961", ["1955/1961"]),
    ("de 1955 a 1961", ["1955/1961"]),
    ("desde 1955 hasta 1961", ["1955/1961"]),
    ("entre marzo y mayo de 1980", ["1980-03/1980-05"]),
    ("del 5 al 7 de mayo de 2001", ["2001-05-05/2001-05-07"]),
    ("el 5 y el 6 de mayo de 2001", ["2001-05-05", "2001-05-06"]),
    ("a principios de 1999", ["1999~"]),
    ("a mediados de la década de 1970", ["197X~"]),
    ("hacia 1900", ["1900~"]),
    ("en la primavera de 1940", ["1940-21"]),
    ("En 1999 firmaron. Al año siguiente rompieron. Cinco años después volvieron.", ["1999", "2000", "2005"]),
    ("En mayo de 1999 vino. Ese mismo año se fue.", ["1999-05", "1999"]),
    ("En 1990 vino; en julio del mismo año se fue.", ["1990", "1990-07"]),
    ("En 2001 hubo elecciones. El año anterior no.", ["2001", "2000"]),
    ("El 2 de mayo de 1994 se vieron. Dos días más tarde firmaron.", ["1994-05-02", "1994-05-04"]),
    ("envió 1500 soldados", []),
    ("unos 2000 médicos", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_dates(text: str, expected: list[str]) -> None:
    assert dates("es", text) == expected


MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


@given(day=st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    text = f"Firmaron el {day.day} de {MONTHS[day.month - 1]} de {day.year}."
    assert dates("es", text) == [day.isoformat()]


POSTS = [
    ("El Perú mantiene en La Habana una embajada.", [("PE", "CU", "embassy", "La Habana", True)]),
    ("* Cuba tiene una embajada en Lima.", [("CU", "PE", "embassy", "Lima", True)]),
    (
        "* El Perú mantiene una embajada en La Habana y un consulado general en Santiago de Cuba.",
        [
            ("PE", "CU", "embassy", "La Habana", True),
            ("PE", "CU", "consulate_general", "Santiago de Cuba", True),
        ],
    ),
    (
        "* Perú tiene consulados honorarios en La Habana y Matanzas.",
        [("PE", "CU", "honorary_consulate", city, True) for city in ("La Habana", "Matanzas")],
    ),
    (
        "* Perú tiene consulados honorarios en Santiago de Cuba, Camagüey y Holguín.",
        [
            ("PE", "CU", "honorary_consulate", city, True)
            for city in ("Santiago de Cuba", "Camagüey", "Holguín")
        ],
    ),
    ("* La embajada cubana en Lima abrió en 1974.", [("CU", "PE", "embassy", "Lima", True)]),
    ("* Embajada de Cuba en Lima", [("CU", "PE", "embassy", "Lima", True)]),
    (
        "Ambos países tienen embajadas en sus respectivas capitales.",
        [("CU", "PE", "embassy", None, True), ("PE", "CU", "embassy", None, True)],
    ),
    ("Cuba no tiene embajada en Lima.", []),
    ("Cuba planea abrir una embajada en Lima.", []),
]


@pytest.mark.parametrize(("line", "expected"), POSTS, ids=[line for line, _ in POSTS])
def test_missions(line: str, expected: list[object]) -> None:
    assert posts(PAIR, line) == expected


@pytest.mark.parametrize(
    ("line", "city", "seat"),
    [
        ("* Bolivia está acreditada ante Malí desde su embajada en París, Francia.", "París", "FR"),
        ("* Bolivia está acreditada en Malí a través de su embajada en El Cairo.", "El Cairo", "EG"),
        ("* Bolivia está representada en Malí mediante su embajada en El Cairo (Egipto).", "El Cairo", "EG"),
    ],
)
def test_accredited_from_elsewhere(line: str, city: str, seat: str) -> None:
    (mission,) = missions("Relaciones Bolivia-Malí", line)
    assert (mission.sending.code, mission.host.code, mission.resident) == ("BO", "ML", False)
    assert (mission.city, mission.seat and mission.seat.code) == (city, seat)


@pytest.mark.parametrize(
    ("line", "opened", "closed"),
    [
        ("* Cuba cuenta con una embajada en Lima desde 1972.", "1972", None),
        ("Cuba abrió una embajada en Lima en 1974.", "1974", None),
        ("* Perú tuvo una embajada en La Habana hasta 1960.", None, "1960"),
        ("El Perú cerró su embajada en La Habana en 1960.", None, "1960"),
    ],
)
def test_opened_and_closed(line: str, opened: str | None, closed: str | None) -> None:
    (mission,) = missions(PAIR, line)
    assert (mission.opened and mission.opened.edtf, mission.closed and mission.closed.edtf) == (
        opened,
        closed,
    )
    assert str(mission.status) == ("closed" if closed else "open")


EVENTS = [
    ("En 1946 Argentina concedió un crédito a España.", [("1946", "aid")]),
    (
        "Tras el golpe de Estado de 1976, Perú condenó al nuevo gobierno.",
        [("1976", "politics"), ("1976", "statement")],
    ),
    ("Ambos países se convirtieron en socios estratégicos en 1988.", [("1988", "upgraded")]),
    ("Los embajadores fueron retirados en 2024.", [("2024", "envoy_recalled")]),
    ("La provincia se separó de Colombia en 1903.", [("1903", "independence")]),
    ("Cuba se incorporó a la organización en 1948.", [("1948", "membership")]),
    ("El ejército se rindió en 1824.", [("1824", "peace")]),
    ("El ministro se disculpó en 1999.", [("1999", "statement")]),
    ("El tratado está en vigor desde 1999.", [("1999", "agreement")]),
    (
        "La embajada fue cerrada en 1914 y reabierta en 1917.",
        [("1914", "mission_closed"), ("1917", "mission_opened")],
    ),
    ("En 2091 se abrirá un consulado en Arequipa.", [(None, "mission_opened")]),
    ("Antes de 1821 el Perú era un virreinato.", []),
    (
        "Ambos países establecieron relaciones diplomáticas el 3 de mayo de 1902.",
        [("1902-05-03", "established")],
    ),
    ("El Perú rompió relaciones con Cuba en 1960.", [("1960", "severed")]),
    ("Las relaciones se restablecieron en julio de 1972.", [("1972-07", "restored")]),
    ("En 1974 Cuba abrió una embajada en Lima.", [("1974", "mission_opened")]),
    ("En 2005 se firmó un acuerdo de libre comercio.", [("2005", "agreement")]),
    ("El presidente peruano visitó La Habana en 2010.", [("2010", "visit")]),
    ("En 2007 el Perú sufrió un terremoto y Cuba envió médicos.", [("2007", "incident"), ("2007", "aid")]),
    ("En 1983 Cuba condenó esa decisión.", [("1983", "statement")]),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS, ids=[text for text, _ in EVENTS])
def test_events(text: str, expected: list[object]) -> None:
    assert happenings(PAIR, text) == expected


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Relaciones Cuba-Perú", ["CU", "PE"]),
        ("Relaciones entre Cuba y Perú", ["CU", "PE"]),
        ("Relaciones entre España e Irán", ["ES", "IR"]),
        ("Relaciones Estados Unidos-México", ["US", "MX"]),
        ("Relaciones Guinea-Bisáu-Portugal", ["GW", "PT"]),
        ("Relaciones exteriores del Perú", ["PE"]),
        ("Política exterior de Cuba", ["CU"]),
    ],
)
def test_titles(title: str, codes: list[str]) -> None:
    assert [party.code for party in Gazetteer.load("es").title_parties(title)] == codes
    assert parse_article("Texto.", title=title).title == title
    name = "foreign-relations" if len(codes) == 1 else "bilateral"
    schema = schema_for(title, "es")
    assert (schema.name, schema.fits(title)) == (name, True)
    assert [party.code for party in parse_article("Texto.", title=title).parties] == codes


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Véase también", "see_also"),
        ("Misiones diplomáticas residentes", "missions"),
        ("Visitas de alto nivel", "visits"),
        ("Acuerdos bilaterales", "agreements"),
        ("Relaciones comerciales", "trade"),
        ("Referencias", "references"),
        ("Enlaces externos", "reading"),
        ("Historia", None),
    ],
)
def test_headings(heading: str, role: str | None) -> None:
    assert SCHEMA.role((heading,)) == role


def test_adjectives_are_written_small() -> None:
    found = Gazetteer.load("es").mentions("Los médicos cubanos y la embajada peruana de los españoles")
    assert [(mention.party.code, mention.form) for mention in found] == [
        ("CU", "adjective"),
        ("PE", "adjective"),
        ("ES", "adjective"),
    ]
