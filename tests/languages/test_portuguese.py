"""Portuguese: dates, missions, happenings, titles and headings, in sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.languages.reading import dates, happenings, missions, posts
from wikirel import Gazetteer, parse_article, schema_for
from wikirel.presets import BILATERAL

PAIR = "Relações entre Brasil e Peru"
SCHEMA = BILATERAL.in_language("pt")

DATES = [
    ("nas décadas de 1960 e 1970", ["196X", "197X"]),
    ("os anos 60 e 70", ["196X", "197X"]),
    ("dos séculos XVI ao XVIII", ["15XX/17XX"]),
    ("em 12/10/1992", ["1992-10-12"]),
    ("Em 8 de julho de 1972 assinaram.", ["1972-07-08"]),
    ("em 30 de dezembro de 1960", ["1960-12-30"]),
    ("1º de janeiro de 1959", ["1959-01-01"]),
    ("em 1821", ["1821"]),
    ("no ano de 2010", ["2010"]),
    ("maio de 1970", ["1970-05"]),
    ("na década de 1960", ["196X"]),
    ("os anos sessenta", ["196X"]),
    ("durante os anos oitenta e noventa", ["198X", "199X"]),
    ("no início dos anos 60", ["196X~"]),
    ("no século XIX", ["18XX"]),
    ("nos séculos XVI e XVII", ["15XX", "16XX"]),
    ("no final do século XX", ["19XX~"]),
    ("entre 1955 e 1961", ["1955/1961"]),
    ("de 1955 a 1961", ["1955/1961"]),
    ("desde 1955 até 1961", ["1955/1961"]),
    ("entre março e maio de 1980", ["1980-03/1980-05"]),
    ("de 5 a 7 de maio de 2001", ["2001-05-05/2001-05-07"]),
    ("em 5 e 6 de maio de 2001", ["2001-05-05", "2001-05-06"]),
    ("no início de 1999", ["1999~"]),
    ("em meados da década de 1970", ["197X~"]),
    ("por volta de 1900", ["1900~"]),
    ("na primavera de 1940", ["1940-21"]),
    ("Em 1999 assinaram. No ano seguinte romperam. Cinco anos depois voltaram.", ["1999", "2000", "2005"]),
    ("Em maio de 1999 veio. Nesse mesmo ano saiu.", ["1999-05", "1999"]),
    ("Em 1990 veio; em julho do mesmo ano saiu.", ["1990", "1990-07"]),
    ("Em 2001 houve eleições. No ano anterior não.", ["2001", "2000"]),
    ("Em 2 de maio de 1994 encontraram-se. Dois dias mais tarde assinaram.", ["1994-05-02", "1994-05-04"]),
    ("enviou 1500 soldados", []),
    ("cerca de 2000 médicos", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_dates(text: str, expected: list[str]) -> None:
    assert dates("pt", text) == expected


MONTHS = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()


@given(day=st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    text = f"Assinaram em {day.day} de {MONTHS[day.month - 1]} de {day.year}."
    assert dates("pt", text) == [day.isoformat()]


POSTS = [
    ("O Brasil mantém em Lima uma embaixada.", [("BR", "PE", "embassy", "Lima", True)]),
    ("* O Brasil tem uma embaixada em Lima.", [("BR", "PE", "embassy", "Lima", True)]),
    (
        "* O Peru mantém uma embaixada em Brasília e consulados-gerais em São Paulo e no Rio de Janeiro.",
        [
            ("PE", "BR", "embassy", "Brasília", True),
            ("PE", "BR", "consulate_general", "São Paulo", True),
            ("PE", "BR", "consulate_general", "Rio de Janeiro", True),
        ],
    ),
    (
        "* Peru tem consulados honorários em Curitiba e Recife.",
        [("PE", "BR", "honorary_consulate", city, True) for city in ("Curitiba", "Recife")],
    ),
    ("* A embaixada brasileira em Lima foi aberta em 1974.", [("BR", "PE", "embassy", "Lima", True)]),
    ("* Embaixada do Brasil em Lima", [("BR", "PE", "embassy", "Lima", True)]),
    (
        "Ambos os países têm embaixadas nas respectivas capitais.",
        [("BR", "PE", "embassy", None, True), ("PE", "BR", "embassy", None, True)],
    ),
    ("O Brasil não tem embaixada em Lima.", []),
    ("O Brasil planeja abrir uma embaixada em Lima.", []),
]


@pytest.mark.parametrize(("line", "expected"), POSTS, ids=[line for line, _ in POSTS])
def test_missions(line: str, expected: list[object]) -> None:
    assert posts(PAIR, line) == expected


@pytest.mark.parametrize(
    ("line", "city", "seat"),
    [
        ("* A Bolívia está acreditada no Mali através da sua embaixada em Paris, França.", "Paris", "FR"),
        ("* A Bolívia está acreditada junto ao Mali a partir da sua embaixada no Cairo.", "Cairo", "EG"),
        ("* A Bolívia está representada no Mali por meio de sua embaixada no Cairo (Egito).", "Cairo", "EG"),
    ],
)
def test_accredited_from_elsewhere(line: str, city: str, seat: str) -> None:
    (mission,) = missions("Relações Bolívia-Mali", line)
    assert (mission.sending.code, mission.host.code, mission.resident) == ("BO", "ML", False)
    assert (mission.city, mission.seat and mission.seat.code) == (city, seat)


@pytest.mark.parametrize(
    ("line", "opened", "closed"),
    [
        ("* O Brasil conta com uma embaixada em Lima desde 1972.", "1972", None),
        ("O Brasil abriu uma embaixada em Lima em 1974.", "1974", None),
        ("* O Peru teve uma embaixada em Brasília até 1960.", None, "1960"),
        ("O Peru fechou a sua embaixada em Brasília em 1960.", None, "1960"),
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
    ("Em 1946 o Brasil concedeu um crédito ao Peru: enviou ajuda.", [("1946", "aid")]),
    ("Em 1975 milhares de peruanos fugiram do país.", [("1975", "migration")]),
    ("Os dois países tornaram-se parceiros estratégicos em 1988.", [("1988", "upgraded")]),
    ("Os embaixadores foram retirados em 2024.", [("2024", "envoy_recalled")]),
    (
        "A embaixada foi fechada em 1914 e reaberta em 1917.",
        [("1914", "mission_closed"), ("1917", "mission_opened")],
    ),
    ("Em 2091 será aberto um consulado em Arequipa.", [(None, "mission_opened")]),
    ("Antes de 1821 o Peru era um vice-reino.", []),
    (
        "Ambos os países estabeleceram relações diplomáticas em 3 de maio de 1902.",
        [("1902-05-03", "established")],
    ),
    ("O Peru rompeu relações com o Brasil em 1960.", [("1960", "severed")]),
    ("As relações foram restabelecidas em julho de 1972.", [("1972-07", "restored")]),
    ("Em 1974 o Brasil abriu uma embaixada em Lima.", [("1974", "mission_opened")]),
    ("Em 2005 foi assinado um acordo de livre comércio.", [("2005", "agreement")]),
    ("O presidente peruano visitou Brasília em 2010.", [("2010", "visit")]),
    (
        "Em 2007 o Peru sofreu um terremoto e o Brasil enviou médicos.",
        [("2007", "incident"), ("2007", "aid")],
    ),
    ("Em 1983 o Brasil condenou essa decisão.", [("1983", "statement")]),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS, ids=[text for text, _ in EVENTS])
def test_events(text: str, expected: list[object]) -> None:
    assert happenings(PAIR, text) == expected


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Relações entre Cuba e Peru", ["CU", "PE"]),
        ("Relações Brasil-Peru", ["BR", "PE"]),
        ("Relações entre Angola e Portugal", ["AO", "PT"]),
        ("Relações Estados Unidos-México", ["US", "MX"]),
        ("Relações Guiné-Bissau-Portugal", ["GW", "PT"]),
        ("Relações exteriores do Peru", ["PE"]),
        ("Política externa da Argentina", ["AR"]),
    ],
)
def test_titles(title: str, codes: list[str]) -> None:
    assert [party.code for party in Gazetteer.load("pt").title_parties(title)] == codes
    name = "foreign-relations" if len(codes) == 1 else "bilateral"
    schema = schema_for(title, "pt")
    assert (schema.name, schema.fits(title)) == (name, True)
    article = parse_article("Texto.", title=title)
    assert (article.title, [party.code for party in article.parties]) == (title, codes)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Ver também", "see_also"),
        ("Missões diplomáticas residentes", "missions"),
        ("Visitas de alto nível", "visits"),
        ("Acordos bilaterais", "agreements"),
        ("Relações comerciais", "trade"),
        ("Referências", "references"),
        ("Ligações externas", "reading"),
        ("História", None),
    ],
)
def test_headings(heading: str, role: str | None) -> None:
    assert SCHEMA.role((heading,)) == role


def test_adjectives_are_written_small() -> None:
    found = Gazetteer.load("pt").mentions("Os médicos cubanos e a embaixada peruana dos alemães")
    assert [(mention.party.code, mention.form) for mention in found] == [
        ("CU", "adjective"),
        ("PE", "adjective"),
        ("DE", "adjective"),
    ]
