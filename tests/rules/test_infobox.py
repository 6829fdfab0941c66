"""The infobox: parties by position or name, typed values, envoys, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import HistoricalDate, parse_article

HEADS = [
    "Infobox bilateral relations",
    "Infobox Bilateral relations",
    "infobox_bilateral_relations",
    "Infobox Bilateral",
    "Bilateral",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "parties",
    [
        "| Cuba–Peru | Cuba | Peru |",
        "| Cuba–Peru\n| Cuba\n| Peru\n|",
        "|Cuba–Peru|Cuba|Peru|",
        "| party1 = Cuba | party2 = Peru |",
    ],
)
def test_parties_by_position_or_name(head: str, parties: str) -> None:
    article = parse_article(f"{{{{{head} {parties} map = A map.png | filetype = svg }}}}\n'''X''' is.")
    box = article.infobox
    assert box is not None
    assert [party.code for party in box.parties] == ["CU", "PE"]
    assert box.map == "A map.png"
    assert box.fields["filetype"].text == "svg"
    assert [party.code for party in article.parties] == ["CU", "PE"]


def test_envoys_are_paired_by_number() -> None:
    article = parse_article(
        "{{Infobox bilateral relations|Cuba–Peru|Cuba|Peru"
        "|envoytitle1=[[List of ambassadors|Ambassador]]|envoy1=[[Ana Pérez]]"
        "|envoytitle2=Chargé d'affaires|envoy2=Juan Soto}}"
    )
    assert article.infobox is not None
    assert article.infobox.envoys == (("Ambassador", "Ana Pérez"), ("Chargé d'affaires", "Juan Soto"))
    assert article.infobox.fields["envoy1"].links == ("Ana Pérez",)


def test_values_have_types() -> None:
    article = parse_article(
        "{{Infobox bilateral relations|a|Cuba|Peru|border=1,047|area=2.5|since=8 July 1972|note=c. 5 km}}"
    )
    assert article.infobox is not None
    fields = article.infobox.fields
    assert fields["border"].value == 1047
    assert fields["area"].value == 2.5
    assert fields["since"].value == HistoricalDate("1972-07-08", "8 July 1972")
    assert fields["note"].value == "c. 5 km"


def test_a_map_is_named_without_namespace_or_link() -> None:
    for written in ("File:A map.svg", "[[File:A map.svg|220px]]", "A map.svg", "Image:A map.svg"):
        article = parse_article(f"{{{{Infobox bilateral relations|a|Cuba|Peru|map={written}}}}}")
        assert article.infobox is not None
        assert article.infobox.map == "A map.svg", written


def test_a_list_in_a_field_keeps_its_lines() -> None:
    article = parse_article("{{Infobox bilateral relations|a|Cuba|Peru|border=\n* one\n* two\n|map=m.png}}")
    assert article.infobox is not None
    assert article.infobox.fields["border"].text == "one\ntwo"
    assert article.infobox.map == "m.png"


def test_no_infobox() -> None:
    assert parse_article("Cuba and Peru.").infobox is None


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{3,9}", fullmatch=True), st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True)
    )
)
def test_every_parameter_is_there_and_its_span_cuts_the_value(values: dict[str, str]) -> None:
    body = "".join(f"| {key} = {value}\n" for key, value in values.items())
    text = f"{{{{Infobox bilateral relations\n{body}}}}}\n"
    article = parse_article(text)
    if not values:
        assert article.infobox is None
        return
    assert article.infobox is not None
    assert {key: field.text for key, field in article.infobox.fields.items()} == values
    for key, field in article.infobox.fields.items():
        assert field.span.cut(text) == values[key]
