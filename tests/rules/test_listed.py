"""Lists and tables under telling headings whose dates stand apart from what they tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import Article, Event, parse_article, schema_for

TITLE = "Cuba–Peru relations"


def read(text: str, title: str = TITLE) -> Article:
    return parse_article(text, title=title)


def told(article: Article) -> list[tuple[str, str | None]]:
    """Return what is told by more than a date: an item that is nothing else tells of no happening."""
    return [
        (event.kind.value, event.date.edtf if event.date else None)
        for event in article.events
        if event.date is None or event.text != event.date.text
    ]


def codes(event: Event) -> list[str | None]:
    return [party.code for party in event.parties]


@pytest.mark.parametrize(
    "text",
    [
        "== Official visits ==\n=== 1971 ===\n* [[Fidel Castro]] in Lima\n=== 2011 ===\n* Alan García in Havana",
        "== Official visits ==\n* 1971\n** [[Fidel Castro]] in Lima\n* 2011\n** Alan García in Havana",
        "== Official visits ==\n; 1971\n: [[Fidel Castro]] in Lima\n; 2011\n: Alan García in Havana",
        "== Official visits ==\n'''1971'''\n* [[Fidel Castro]] in Lima\n'''2011'''\n* Alan García in Havana",
    ],
)
def test_a_year_above_items(text: str) -> None:
    events = [event for event in read(text).events if event.text not in ("1971", "2011")]
    assert [(event.kind.value, event.date and event.date.edtf) for event in events] == [
        ("visit", "1971"),
        ("visit", "2011"),
    ]
    assert [event.text for event in events] == ["Fidel Castro in Lima", "Alan García in Havana"]
    assert [set(codes(event)) for event in events] == [{"CU", "PE"}] * 2
    assert events[0].date is not None
    assert events[0].date.anchor is not None
    assert events[0].date.anchor.text == "1971"


def test_the_years_of_a_chronology_date_what_its_items_say() -> None:
    text = (
        "== Chronology ==\n; 1902\n: Peru recognises Cuba\n; 1960\n: Peru breaks off relations\n; 1961\n: -"
    )
    assert told(read(text)) == [("recognised", "1902"), ("severed", "1960")]


def test_an_item_with_a_date_of_its_own_keeps_it() -> None:
    text = "== Official visits ==\n=== 1971 ===\n* Fidel Castro in Lima (December 1972)\n"
    assert told(read(text)) == [("visit", "1972-12")]


def test_what_is_planned_has_no_date() -> None:
    text = "== Official visits ==\n=== 1971 ===\n* Fidel Castro will visit Lima\n"
    assert [(e.modality.value, e.date) for e in read(text).events] == [("planned", None)]


def test_persons_and_parties_by_the_line_above() -> None:
    text = (
        "== Official visits ==\n=== 1971 ===\n;Visits from Cuba to Peru\n* President [[Fidel Castro]]\n"
        ";Visits from Peru to Cuba\n* President [[Juan Velasco]]\n"
    )
    events = read(text).events
    assert [(codes(event), event.persons) for event in events] == [
        (["CU", "PE"], ("Fidel Castro",)),
        (["PE", "CU"], ("Juan Velasco",)),
    ]


def test_parties_by_the_heading() -> None:
    text = "== Visits from Peru to Cuba ==\n=== 2011 ===\n* President [[Alan García]]\n"
    (event,) = read(text).events
    assert codes(event) == ["PE", "CU"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("State visits", "visit"),
        ("Treaties", "agreement"),
        ("Bilateral treaties and conventions", "agreement"),
        ("Ambassadors", "envoy_appointed"),
        ("Consuls", "envoy_appointed"),
        ("Summits", "meeting"),
    ],
)
def test_a_table_whose_dates_have_a_column(heading: str, kind: str) -> None:
    table = (
        f"== {heading} ==\n{{|\n! Date !! What !! Where\n|-\n| 12 May 1975 || President [[Ana Paz]] || Havana\n"
        "|-\n| 1980 || Something || Lima\n|-\n| || Undated || Lima\n|}\n"
    )
    events = read(table).events
    assert [(e.kind.value, e.date and e.date.edtf) for e in events] == [(kind, "1975-05-12"), (kind, "1980")]
    assert events[0].text == "President Ana Paz, Havana"
    assert events[0].persons == ("Ana Paz",)
    assert "12 May 1975" in events[0].evidence[0].text


def test_a_cell_that_spans_rows_dates_each() -> None:
    table = (
        '== Treaties ==\n{|\n! Date !! Treaty\n|-\n| rowspan="2" | 1975 || On culture\n|-\n| On trade\n|}\n'
    )
    assert told(read(table)) == [("agreement", "1975"), ("agreement", "1975")]


def test_a_table_of_one_countrys_agreements_has_that_country() -> None:
    table = "== Trade agreements ==\n{|\n! Partner !! Signed\n|-\n| Cuba || 1999\n|}\n"
    (event,) = read(table, "Foreign relations of Peru").events
    assert codes(event) == ["PE", "CU"]


def test_tables_under_other_headings_are_left_alone() -> None:
    table = "== Football ==\n{|\n! Date !! Match\n|-\n| 12 May 1975 || Cuba against Peru\n|}\n"
    assert told(read(table)) == []


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("es", "Relaciones Cuba-Perú", "== Visitas ==\n=== 1971 ===\n* Fidel Castro en Lima\n"),
        ("fr", "Relations entre Cuba et le Pérou", "== Visites ==\n=== 1971 ===\n* Fidel Castro à Lima\n"),
        ("pt", "Relações entre Cuba e Peru", "== Visitas ==\n=== 1971 ===\n* Fidel Castro em Lima\n"),
        ("de", "Kubanisch-peruanische Beziehungen", "== Besuche ==\n=== 1971 ===\n* Fidel Castro in Lima\n"),
    ],
)
def test_in_other_languages(language: str, title: str, text: str) -> None:
    article = parse_article(text, title=title, schema=schema_for(title, language))
    assert told(article) == [("visit", "1971")]


@given(st.lists(st.tuples(st.integers(1900, 2020), st.integers(1, 3)), min_size=1, max_size=6))
def test_every_item_below_a_year_is_one_event_of_that_year(years: list[tuple[int, int]]) -> None:
    lines, expected = ["== State visits =="], []
    number = 0
    for year, items in years:
        lines.append(f"=== {year} ===")
        for _ in range(items):
            number += 1
            lines.append(f"* Guest {'abcdefghijklmnopqrstuvwxyz'[number]} in Lima")
            expected.append(("visit", str(year)))
    assert told(read("\n".join(lines))) == expected


def test_items_with_dates_of_their_own_have_the_parties_of_their_headings() -> None:
    text = (
        "== High-level visits ==\n=== Presidential visits from Cuba to Peru ===\n* President A. B. (2011)\n"
        "=== Presidential visits from Peru to Cuba ===\n* President C. D. to Havana (2006)\n"
    )
    told = parse_article(text, title="Cuba–Peru relations").events
    assert [[party.code for party in event.parties] for event in told] == [["CU", "PE"], ["PE", "CU"]]


@pytest.mark.parametrize("label", ["'''2011'''", "* 2011", "; 2011", "* [[2011]]"])
def test_a_line_that_is_only_a_date_tells_nothing(label: str) -> None:
    text = f"== High-level visits ==\n{label}\n\nAll of them were short.\n"
    assert parse_article(text, title="Cuba–Peru relations").events == ()
