"""Lists of envoys: tables of all shapes, items, offices, and whose envoys they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import BILATERAL, ENVOYS, EnvoyTerm, HistoricalDate, parse_article
from wikirel.export.json import from_json, to_json

TITLE = "List of ambassadors of Cuba to Peru"


def edtf(date: HistoricalDate | None) -> str | None:
    return date.edtf if date is not None else None


def told(text: str, title: str = TITLE) -> list[tuple[str, str, str | None, str | None]]:
    terms = parse_article(text, title=title).facts(EnvoyTerm)
    return [(term.person, term.office, edtf(term.start), edtf(term.end)) for term in terms]


TWO_HEADERS = """{| class="wikitext"
! rowspan=2 | No. !! rowspan=2 | Portrait !! rowspan=2 | Name !! colspan=2 | Term of office !! rowspan=2 | Notes
|-
! Took office !! Left office
|-
| 1 || [[File:A.jpg]] || [[Ana Paz]] (1920–2001) || 3 May 1960 || 1962<ref name="a">x</ref> || Came by ship in 1959
|-
! scope="row" | 2
| || Luis Gil || March 1992 || present ||
|-
| 3 || || ''Vacant'' || 1993 || 1994 ||
|}"""


def test_a_table_with_two_rows_of_headers() -> None:
    assert told(TWO_HEADERS) == [
        ("Ana Paz", "ambassador", "1960-05-03", "1962"),
        ("Luis Gil", "ambassador", "1992-03", None),
    ]


def test_what_a_term_rests_on() -> None:
    article = parse_article(TWO_HEADERS, title=TITLE)
    term = article.facts(EnvoyTerm)[0]
    assert (term.sending, term.host) == article.parties
    assert [party.code for party in article.parties] == ["CU", "PE"]
    assert "Ana Paz" in term.evidence[0].span.cut(TWO_HEADERS)
    assert term.evidence[0].citations[0].name == "a"
    assert from_json(to_json(article)) == article


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Name !! Term", "Ana Paz || 1990–1994", ("ambassador", "1990", "1994")),
        ("Ambassador !! Years", "Ana Paz || 1990–94", ("ambassador", "1990", "1994")),
        ("Name !! Tenure", "Ana Paz || 2019–present", ("ambassador", "2019", None)),
        ("Name !! Tenure", "Ana Paz || 4 May 1990 – 3 June 1991", ("ambassador", "1990-05-04", "1991-06-03")),
        ("Name !! Tenure", "Ana Paz || until 1994", ("ambassador", None, "1994")),
        ("Name !! From !! To", "Ana Paz || 1990 || 1994", ("ambassador", "1990", "1994")),
        (
            "Name !! Appointed !! Terminated mission",
            "Ana Paz || 1990 || 1994",
            ("ambassador", "1990", "1994"),
        ),
        ("Name !! Rank !! Since", "Ana Paz || [[Consul General]] || 1990", ("consul_general", "1990", None)),
        ("Name !! Title !! Since", "Ana Paz || Commercial agent || 1990", ("Commercial agent", "1990", None)),
        ("Name !! Title !! Since", "Ana Paz || Envoy and Minister || 1990", ("envoy", "1990", None)),
    ],
)
def test_columns(header: str, cells: str, expected: tuple[str, str | None, str | None]) -> None:
    assert told(f"{{|\n! {header}\n|-\n| {cells}\n|}}") == [("Ana Paz", *expected)]


@pytest.mark.parametrize(
    "table",
    [
        "{|\n! Year !! Event\n|-\n| 1990 || Something\n|}",
        "{|\n! Name !! Population\n|-\n| Ana || 3\n|}",
        "{|\n|}",
        "{|\n! Name !! Term\n|}",
        "{|\n! Name !! Term\n|-\n|\n|}",
        "== See also ==\n{|\n! Name !! Term\n|-\n| Ana Paz || 1990\n|}",
    ],
)
def test_other_tables(table: str) -> None:
    assert told(table) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Ana Paz (1990–1994)", ("Ana Paz", "1990", "1994")),
        ("[[Ana Paz]], 1990–1994", ("Ana Paz", "1990", "1994")),
        ("Rosa María de la Vega: 1990–1994", ("Rosa María de la Vega", "1990", "1994")),
        ("1990–1994: [[Ana Paz]], later a minister", ("Ana Paz", "1990", "1994")),
        ("2019–present – Ana Paz", ("Ana Paz", "2019", None)),
        ("4 May 1990 – Ana Paz", ("Ana Paz", "1990-05-04", None)),
        ("J. P. van der Berg (1990)", ("J. P. van der Berg", "1990", None)),
    ],
)
def test_items(item: str, expected: tuple[str, str | None, str | None]) -> None:
    person, start, end = expected
    assert told(f"* {item}") == [(person, "ambassador", start, end)]


@pytest.mark.parametrize(
    "item",
    [
        "Relations were broken off in 1970.",
        "1990: relations began",
        "Ana Paz",
        "The embassy was closed in 1970",
    ],
)
def test_items_that_are_no_envoys(item: str) -> None:
    assert told(f"* {item}") == []


def test_the_heading_says_the_office() -> None:
    sections = (
        ("Consuls", "Ana Paz (1890)"),
        ("Chargés d'affaires", "Luis Gil (1902)"),
        ("1930s", "Eva Sol (1930)"),
    )
    text = "\n".join(f"== {heading} ==\n* {item}" for heading, item in sections)
    assert [term[1] for term in told(text)] == ["consul", "charge_d_affaires", "ambassador"]


def test_lists_of_one_country() -> None:
    table = "{|\n! Country !! Ambassador !! Since\n|-\n| {{flag|Peru}} || Ana Paz || 2020\n|}"
    (term,) = parse_article(table, title="List of ambassadors of Cuba").facts(EnvoyTerm)
    assert (term.sending and term.sending.code, term.host and term.host.code) == ("CU", "PE")
    (term,) = parse_article(table, title="List of ambassadors to Cuba").facts(EnvoyTerm)
    assert (term.sending and term.sending.code, term.host and term.host.code) == ("PE", "CU")
    listed = "== Peru ==\n* Ana Paz (2020)"
    (term,) = parse_article(listed, title="List of ambassadors of Cuba").facts(EnvoyTerm)
    assert (term.sending and term.sending.code, term.host and term.host.code) == ("CU", "PE")


NAMES = st.sampled_from(["Ana Paz", "Luis Gil", "Eva Sol", "Rosa de la Vega", "Kofi Adu", "J. P. Berg"])
TERMS = st.lists(st.tuples(NAMES, st.integers(1830, 2020), st.integers(0, 9)), max_size=8, unique=True)


@given(TERMS)
def test_a_table_and_a_list_say_the_same(terms: list[tuple[str, int, int]]) -> None:
    expected = [(name, "ambassador", str(year), str(year + more + 1)) for name, year, more in terms]
    rows = "".join(f"|-\n| {name} || {start} || {end}\n" for name, _, start, end in expected)
    items = "".join(f"* {name} ({start}–{end})\n" for name, _, start, end in expected)
    assert told(f"{{|\n! Name !! From !! Until\n{rows}|}}") == expected
    assert told(items) == expected


TITLES = [TITLE, "Embassy of Peru, Havana", "List of ambassadors to Cuba"]
PIECES = st.sampled_from(
    """{|#-|#|}#! Name !! Term#| Ana Paz || 1990–1994#* #(1990–#1994)#== Consuls ==#[[#]]#{{Infobox embassy |
#|location=#|ambassador=#}}#[1]#Havana, #rowspan=9 |# #""".split("#")
)
BREAKS = st.sampled_from(["", "\n"])


@given(st.lists(st.tuples(BREAKS, PIECES), max_size=40), st.sampled_from(TITLES))
def test_any_text_is_read(pieces: list[tuple[str, str]], title: str) -> None:
    article = parse_article("".join(map("".join, pieces)), title=title)
    for fact in (*article.facts(EnvoyTerm), *article.missions):
        assert all(evidence.span.end <= len(article.source) for evidence in fact.evidence)


UNITS = ["[1]", "(x) ", "Ana ", "de la ", ", ", "{|\n! Name !! Term\n|-\n| ", "* 1990 (", "a, in ", "EU "]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    for text in (f"* Ana Paz {unit * 20000} 1990", f"{{{{Infobox embassy |location={unit * 20000}}}}}"):
        for title in (TITLE, "Embassy of Peru, Havana", f"Embassy of {unit * 20000}"):
            began = time.process_time()
            parse_article(text, title=title)
            assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("List of Ambassadors of Cuba to Peru", ("CU", "PE")),
        ("List of ambassadors and high commissioners of Ghana to India", ("GH", "IN")),
        ("Ghanaian High Commissioner to India", ("GH", "IN")),
        ("List of Ghanaian High Commissioners to India", ("GH", "IN")),
        ("List of ambassadors and high commissioners to India", (None, "IN")),
        ("List of Ambassadors from Ghana", ("GH", None)),
    ],
)
def test_titles(title: str, codes: tuple[str | None, str | None]) -> None:
    (term,) = parse_article("* Ana Paz (1990)", title=title).facts(EnvoyTerm)
    assert (term.sending and term.sending.code, term.host and term.host.code) == codes


def test_a_section_of_an_article_on_a_pair() -> None:
    text = (
        "== Events ==\n* Ana Paz (1970)\n== Envoys ==\n=== Ambassadors of Cuba to Peru ===\n* Luis Gil (1990)\n"
        "=== Peruvian ambassadors to Cuba ===\n* Eva Sol (1995)\n=== Others ===\n* Rosa Vega (1999)"
    )
    schema = BILATERAL.extend(ENVOYS.rule("envoys"))
    terms = parse_article(text, title="Cuba–Peru relations", schema=schema).facts(EnvoyTerm)
    assert [(t.person, t.sending and t.sending.code, t.host and t.host.code) for t in terms] == [
        ("Luis Gil", "CU", "PE"),
        ("Eva Sol", "PE", "CU"),
        ("Rosa Vega", None, None),
    ]
