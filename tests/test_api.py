"""The front door: any text parses, anything else is refused by name."""

from __future__ import annotations

import gc
import itertools
from pathlib import Path
from typing import Any

import attrs
import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

import wikirel
from tests.conftest import ROOT
from wikirel import Article, parse_article

PIECES = (
    *("{{", "}}", "[[", "]]", "|", "=", "\n", "==", "<ref>", "</ref>", "<!--", "-->", "{|", "|}", "|-", "''"),
    *("* ", "Cuba", " has an embassy in ", "Lima", ". ", "1960", "flag", "\x00", "&nbsp;"),
)
SEED = (ROOT / "seeds" / "cuba-peru.wiki").read_bytes().decode()


@pytest.mark.parametrize("wrong", [b"text", None, 7, ["text"]])
def test_anything_but_text_is_refused_by_name(wrong: object) -> None:
    with pytest.raises(TypeError, match=type(wrong).__name__):
        parse_article(wrong)  # type: ignore[arg-type]


def test_a_wikicode_is_read_like_its_text() -> None:
    assert parse_article(mwparserfromhell.parse(SEED)) == parse_article(SEED)


@given(st.text())
def test_any_text_parses(text: str) -> None:
    article = parse_article(text)
    assert article.source == text


@given(st.lists(st.sampled_from(PIECES)))
def test_any_broken_markup_parses(pieces: list[str]) -> None:
    text = "".join(pieces)
    article = parse_article(text, title="Cuba–Peru relations")
    for fact in (*article.events, *article.missions, *article.dyads):
        for evidence in fact.evidence:
            assert 0 <= evidence.span.start <= evidence.span.end <= len(text)


@given(st.integers(0, len(SEED)), st.integers(0, len(SEED)))
def test_any_cut_of_the_seed_parses(one: int, other: int) -> None:
    parse_article(SEED[min(one, other) : max(one, other)])


TABLE = "{|\n! Country !! Formal relations began\n|-\n|{{flag|Cuba}}||1902\n|}\n"


@pytest.mark.parametrize(
    "category",
    [
        "[[Category:Foreign relations of Peru| ]]",
        "[[category: Foreign_relations of Peru |*]]",
        "[[Category:Politics of Peru| ]]\n[[Category:Foreign relations of Peru| ]]",
    ],
)
def test_an_articles_own_category_is_its_title(category: str) -> None:
    article = parse_article(f"Peru has many friends.\n\n{TABLE}\n{category}")
    assert article.title == "Foreign relations of Peru"
    assert [[party.code for party in dyad.parties] for dyad in article.dyads] == [["PE", "CU"]]


@pytest.mark.parametrize(
    "category", ["[[Category:Foreign relations of Peru|Cuba]]", "[[Category:Foreign relations of Peru]]"]
)
def test_a_category_among_others_is_no_title(category: str) -> None:
    assert parse_article(f"Peru has many friends.\n\n{TABLE}\n{category}").title == ""


def test_a_category_in_another_language_is_a_title() -> None:
    article = parse_article("Perú tiene amigos.\n\n[[Categoría:Relaciones Cuba-Perú| ]]")
    assert (article.title, [party.code for party in article.parties]) == (
        "Relaciones Cuba-Perú",
        ["CU", "PE"],
    )


def test_a_given_title_wins() -> None:
    article = parse_article("* Kenya has an embassy in Tokyo.", title="Japan–Kenya relations")
    assert article.title == "Japan–Kenya relations"
    assert [party.code for party in article.parties] == ["JP", "KE"]


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    parse_article(SEED)
    assert gc.isenabled()
    gc.disable()
    try:
        parse_article(SEED)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_articles_are_frozen_and_slotted() -> None:
    article = parse_article(SEED)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        article.title = "other"  # type: ignore[misc]
    for value in (article, article.events[0], article.missions[0], article.events[0].evidence[0]):
        assert not hasattr(value, "__dict__")


def test_what_the_package_exports_is_there() -> None:
    assert sorted(wikirel.__all__) == wikirel.__all__ or len(set(wikirel.__all__)) == len(wikirel.__all__)
    for name in wikirel.__all__:
        assert hasattr(wikirel, name)


def test_sections_and_lead_tile_the_source() -> None:
    article = parse_article(SEED)
    edges = [section.span for section in article.sections]
    assert edges[-1].end == len(SEED)
    assert all(one.end == other.start for one, other in itertools.pairwise(edges))


def shared_texts(folder: Path) -> list[Path]:
    return sorted([*folder.glob("data/articles/*.wiki"), *folder.glob("plain/articles/*.txt")])


def test_every_shared_article_parses(shared: Path) -> None:
    paths = shared_texts(shared)
    assert paths
    for path in paths:
        article = parse_article(
            path.read_bytes().decode(), title=path.stem if path.suffix == ".wiki" else None
        )
        assert isinstance(article, Article)
        for fact in (*article.events, *article.missions, *article.dyads):
            assert fact.evidence


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"title": 5}, "the title must be a str, not int"),
        ({"title": b"Cuba"}, "the title must be a str, not bytes"),
        (
            {"schema": "bilateral"},
            "the schema must be a Schema, not str; .*load_schema gives one by its name",
        ),
    ],
)
def test_other_types_are_told(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        parse_article("Cuba and Peru.", **arguments)


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff"])
def test_marks_of_direction_in_a_title_hide_no_country(mark: str) -> None:
    article = parse_article("Ties.", title=f"{mark}Cuba{mark}–Peru{mark} relations")
    assert [party.code for party in article.parties] == ["CU", "PE"]
