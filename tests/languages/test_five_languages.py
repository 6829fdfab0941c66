"""The seed in five languages gives the same codes, dates, kinds and missions."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from wikirel import Article, EventKind, MissionKind, parse_article
from wikirel.values.dates import AnchorKind
from wikirel.values.language import load_language

CODES = ("de", "es", "fr", "pt")
SEEDS = {code: ROOT / "seeds" / f"cuba-peru.{code}.wiki" for code in CODES}
WRITTEN = [code for code in CODES if SEEDS[code].exists()]
TITLES = {
    "de": "Kubanisch-peruanische Beziehungen",
    "es": "Relaciones Cuba-Perú",
    "fr": "Relations entre Cuba et le Pérou",
    "pt": "Relações entre Cuba e Peru",
}
CAPITALS = {
    "de": ("Lima", "Havanna"),
    "es": ("Lima", "La Habana"),
    "fr": ("Lima", "La Havane"),
    "pt": ("Lima", "Havana"),
}
# The German Wikipedia has no infobox of relations, so each mission is told once.
WITHOUT_INFOBOX = ("de",)
each_language = pytest.mark.parametrize("code", WRITTEN)


@pytest.fixture(scope="module")
def english() -> Article:
    return parse_article((ROOT / "seeds" / "cuba-peru.wiki").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {code: parse_article(SEEDS[code].read_text(encoding="utf-8")) for code in WRITTEN}


def dated(article: Article) -> list[tuple[str | None, AnchorKind | None, EventKind]]:
    """Return the events: date, where the date is taken from if it does not stand beside them, kind."""
    found = []
    for event in article.events:
        date = event.date
        anchor = date.anchor.kind if date is not None and date.anchor is not None else None
        found.append((date.edtf if date is not None else None, anchor, event.kind))
    return found


@each_language
def test_title_and_parties(articles: dict[str, Article], code: str) -> None:
    article = articles[code]
    assert article.title == TITLES[code]
    assert [party.code for party in article.parties] == ["CU", "PE"]
    assert [party.name for party in article.parties] == ["Cuba", "Peru"]


@each_language
def test_infobox(articles: dict[str, Article], code: str) -> None:
    box = articles[code].infobox
    if code in WITHOUT_INFOBOX:
        assert box is None
        return
    assert box is not None
    assert box.map == "Cuba Peru Locator.png"
    assert [party.code for party in box.parties] == ["CU", "PE"]


@each_language
def test_missions(articles: dict[str, Article], english: Article, code: str) -> None:
    missions = articles[code].missions
    assert [(m.sending, m.host, m.kind, m.resident, m.seat, m.status) for m in missions] == [
        (m.sending, m.host, m.kind, m.resident, m.seat, m.status) for m in english.missions
    ]
    assert {m.kind for m in missions} == {MissionKind.EMBASSY}
    assert tuple(m.city for m in missions) == CAPITALS[code]
    told = 1 if code in WITHOUT_INFOBOX else 2
    assert [len(m.evidence) for m in missions] == [told, told]
    assert [len(m.evidence) for m in english.missions] == [2, 2]


@each_language
def test_dates_and_kinds(articles: dict[str, Article], english: Article, code: str) -> None:
    assert dated(articles[code]) == dated(english)


@each_language
def test_sections_and_see_also(articles: dict[str, Article], english: Article, code: str) -> None:
    article = articles[code]
    assert len(article.see_also) == len(english.see_also)
    assert [len(section.sections) for section in article.sections][:3] == [2, 0, 0]


@each_language
def test_references_stand_by_facts_and_templates_are_known(articles: dict[str, Article], code: str) -> None:
    restored = next(event for event in articles[code].events if str(event.kind) == "restored")
    assert len(restored.evidence[0].citations) == 1
    assert not [entry for entry in articles[code].diagnostics if entry.code == "unknown-template"]


@each_language
def test_every_span_cuts_out_what_tells_it(articles: dict[str, Article], code: str) -> None:
    article = articles[code]
    for fact in (*article.events, *article.missions):
        for evidence in fact.evidence:
            words = re.findall(r"\w+", evidence.text)
            cut = evidence.span.cut(article.source)
            assert words
            assert all(word in cut for word in words)


COMPLETE = ("de", "es", "fr", "pt")

# Tables whose keys are words of the language, and tables that a language may do without.
OWN_KEYS = {
    "countries",
    "dates.centuries.spelled",
    "dates.decades.spelled",
    "dates.months.more",
    "dates.numbers",
    "dates.relative.units",
    "dates.seasons",
    "dates.templates",
    "events.clauses",
    "events.fragments",
    "titles.shapes",
}


def missing(english: object, own: object, path: str) -> list[str]:
    if not isinstance(english, dict) or path in OWN_KEYS:
        return []
    assert isinstance(own, dict), path
    found = []
    for key, value in english.items():
        inner = f"{path}.{key}".strip(".")
        if key in own:
            found += missing(value, own[key], inner)
        elif not path.startswith("events.acts."):  # each language weighs its words for itself
            found.append(inner)
    return found


@pytest.mark.parametrize("code", COMPLETE)
def test_the_vocabulary_is_complete(code: str) -> None:
    assert missing(load_language("en"), load_language(code), "") == []
