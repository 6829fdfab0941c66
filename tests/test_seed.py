"""The founding document, in both of its forms, gives what the project was founded to give."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from wikirel import Article, EventKind, Gazetteer, MissionKind, parse_article
from wikirel.values.dates import AnchorKind

SEEDS = {name: (ROOT / "seeds" / name).read_bytes().decode() for name in ("cuba-peru.txt", "cuba-peru.wiki")}
both_forms = pytest.mark.parametrize("name", sorted(SEEDS))


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {name: parse_article(text) for name, text in SEEDS.items()}


@both_forms
def test_title_and_parties(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    assert article.title == "Cuba–Peru relations"
    assert [party.code for party in article.parties] == ["CU", "PE"]
    assert article.source == SEEDS[name]


@both_forms
def test_infobox(articles: dict[str, Article], name: str) -> None:
    box = articles[name].infobox
    assert box is not None
    assert box.map == "Cuba Peru Locator.png"
    assert [party.code for party in box.parties] == ["CU", "PE"]
    assert box.fields["mission1"].text == "Embassy of Cuba, Lima"
    assert box.fields["mission2"].span.cut(SEEDS[name]).strip("[]") == "Embassy of Peru, Havana"
    assert [(mission.sending.code, mission.city) for mission in box.missions] == [
        ("CU", "Lima"),
        ("PE", "Havana"),
    ]


@both_forms
def test_sections(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    titles = [section.title for section in article.sections if section.title != "References"]
    assert titles == ["History", "Resident diplomatic missions", "See also"]
    history = article.sections[0]
    assert [child.title for child in history.sections] == [
        "Mariel boatlift of 1980",
        "Post Cold War Era",
    ]
    assert history.level == 2
    assert history.sections[0].level == 3
    assert article.see_also == (
        "List of ambassadors of Cuba to Peru",
        "List of ambassadors of Peru to Cuba",
    )


@both_forms
def test_exactly_two_missions_each_with_two_pieces_of_evidence(
    articles: dict[str, Article], name: str
) -> None:
    article = articles[name]
    found = [
        (m.sending.code, m.host.code, m.kind, m.city, m.resident, str(m.status)) for m in article.missions
    ]
    assert found == [
        ("CU", "PE", MissionKind.EMBASSY, "Lima", True, "open"),
        ("PE", "CU", MissionKind.EMBASSY, "Havana", True, "open"),
    ]
    for mission in article.missions:
        assert [evidence.section for evidence in mission.evidence] == [(), ("Resident diplomatic missions",)]


EXPECTED = {
    "1821": {"independence"},
    "1902": {"independence"},
    "1959": {"politics"},
    "1960-12-30": {"severed"},
    "1972-07-08": {"restored"},
    "2004": {"statement"},
    "2010": {"aid", "incident"},
    "2016": {"politics", "culture"},
    "2021": {"incident"},
}


def own_date(event: Any) -> bool:
    return event.date is not None and (
        event.date.anchor is None or event.date.anchor.kind is not AnchorKind.HEADING
    )


@both_forms
def test_dated_events_each_once(articles: dict[str, Article], name: str) -> None:
    dated = [event for event in articles[name].events if own_date(event)]
    for date, kinds in EXPECTED.items():
        here = [event for event in dated if event.date and event.date.edtf == date]
        assert len(here) == 1, (date, here)
        assert str(here[0].kind) in kinds, (date, here)
    assert {event.date.edtf for event in dated if event.date} == set(EXPECTED)


@both_forms
def test_what_happened_in_1980_is_dated_by_its_heading_alone(articles: dict[str, Article], name: str) -> None:
    of_1980 = [event for event in articles[name].events if event.date and event.date.edtf == "1980"]
    assert of_1980
    for event in of_1980:
        assert event.date is not None
        assert event.date.anchor is not None
        assert event.date.anchor.kind is AnchorKind.HEADING


def facts(article: Article) -> list[object]:
    """The facts as values, without places in the source."""
    return [
        article.title,
        article.parties,
        [
            (e.date and e.date.edtf, e.kind, e.text, e.parties, [p.text for p in e.evidence])
            for e in article.events
        ],
        [(m.identity(), [p.text for p in m.evidence]) for m in article.missions],
        article.see_also,
        article.infobox and (article.infobox.map, article.infobox.parties, article.infobox.missions and 2),
    ]


def test_both_forms_give_the_same_facts(articles: dict[str, Article]) -> None:
    assert facts(articles["cuba-peru.txt"]) == facts(articles["cuba-peru.wiki"])


@both_forms
def test_every_span_cuts_out_what_its_fact_quotes(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    for fact in (*article.events, *article.missions):
        for evidence in fact.evidence:
            cut = evidence.span.cut(article.source)
            assert plain(cut) == evidence.text


def plain(cut: str) -> str:
    """Strip the little markup that the seed has inside its sentences."""
    cut = re.sub(r"<ref[^>/]*/>|<ref[^>]*>.*?</ref>", "", cut, flags=re.DOTALL)
    cut = re.sub(r"\{\{nowrap\|([^{}]*)\}\}", r"\1", cut)
    cut = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", cut)
    return " ".join(cut.replace("'''", "").split())


def test_references_stand_by_the_facts_of_the_wikitext(articles: dict[str, Article]) -> None:
    article = articles["cuba-peru.wiki"]
    severed = next(event for event in article.events if event.kind is EventKind.SEVERED)
    assert [citation.title for citation in severed.evidence[0].citations] == ["Lima breaks with Havana"]
    restored = next(event for event in article.events if event.kind is EventKind.RESTORED)
    (citation,) = restored.evidence[0].citations
    assert citation.name == "atlas"
    assert citation.title == "An Atlas of Hemispheric Diplomacy"
    painted = next(event for event in article.events if event.date and event.date.edtf == "2021")
    assert painted.evidence[0].citations[0].work == "Seed Wire"


# -- properties around the seed ---------------------------------------------------------------------------


def split_sections(text: str) -> tuple[str, list[str]]:
    lead, *rest = re.split(r"(?m)^(?===[^=])", text)
    return lead, rest


@pytest.mark.parametrize("name", sorted(SEEDS))
@given(data=st.data())
def test_reordering_sections_keeps_the_missions(name: str, data: st.DataObject) -> None:
    lead, sections = split_sections(SEEDS[name])
    order = data.draw(st.permutations(sections))
    shuffled = parse_article(lead + "".join(section.rstrip("\n") + "\n\n" for section in order))
    known = parse_article(SEEDS[name])
    assert {mission.identity() for mission in shuffled.missions} == {
        mission.identity() for mission in known.missions
    }


words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=30).filter(str.strip)


@given(key=st.from_regex(r"[a-z]{8,12}", fullmatch=True), value=words)
def test_an_unknown_infobox_parameter_loses_nothing(key: str, value: str) -> None:
    wiki = SEEDS["cuba-peru.wiki"].replace("\n}}\n'''Cuba", f"\n| {key} = {value}\n}}}}\n'''Cuba")
    text = SEEDS["cuba-peru.txt"].replace("Havana\n\n", f"Havana\n- {key.capitalize()}: {value}\n\n", 1)
    for changed, name in ((wiki, "cuba-peru.wiki"), (text, "cuba-peru.txt")):
        article = parse_article(changed)
        assert facts(article) == facts(parse_article(SEEDS[name]))
        assert article.infobox is not None
        assert article.infobox.fields[key].text == " ".join(value.split()) or value.strip() in (
            article.infobox.fields[key].text
        )


@pytest.mark.parametrize("name", sorted(SEEDS))
@given(title=words, body=words)
def test_an_unknown_section_loses_nothing(name: str, title: str, body: str) -> None:
    added = f"\n== zz {title.strip()} ==\n{body}\n\n== See also =="
    article = parse_article(SEEDS[name].replace("==See also==", added.strip("\n"), 1))
    known = parse_article(SEEDS[name])
    assert facts(article) == facts(known)
    assert len(article.sections) == len(known.sections) + 1


# name, adjective, formal name and capital, as one and the other of the pair
BOLIVIA = ("Bolivia", "Bolivian", "Plurinational State of Bolivia", "La Paz")
CHILE = ("Chile", "Chilean", "Republic of Chile", "Santiago")
DENMARK = ("Denmark", "Danish", "Kingdom of Denmark", "Copenhagen")
KENYA = ("Kenya", "Kenyan", "Republic of Kenya", "Nairobi")
JAPAN = ("Japan", "Japanese", "State of Japan", "Tokyo")
PORTUGAL = ("Portugal", "Portuguese", "Portuguese Republic", "Lisbon")
VIETNAM = ("Vietnam", "Vietnamese", "Socialist Republic of Vietnam", "Hanoi")
ZAMBIA = ("Zambia", "Zambian", "Republic of Zambia", "Lusaka")
PAIRS = [(BOLIVIA, CHILE), (DENMARK, KENYA), (JAPAN, PORTUGAL), (VIETNAM, ZAMBIA)]


def with_pair(text: str, one: tuple[str, str, str, str], other: tuple[str, str, str, str]) -> str:
    """Put another pair in the place of Cuba and Peru."""
    words = {
        "Republic of Cuba": one[2],
        "Republic of Peru": other[2],
        "Cuban Revolution": "January Revolution",  # a proper name that goes with no other country
        "Cubans": f"{one[1]} citizens",
        "Cuban": one[1],
        "Peruvian": other[1],
        "Cuba": one[0],
        "Peru": other[0],
        "Havana": one[3],
        "Lima": other[3],
    }
    pattern = re.compile("|".join(re.escape(word) for word in words))
    return pattern.sub(lambda found: words[found[0]], text)


@pytest.mark.parametrize("name", sorted(SEEDS))
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda pair: pair[0])
def test_another_pair_in_their_place_gives_the_same_facts(
    name: str, one: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    article = parse_article(with_pair(SEEDS[name], one, other))
    codes = {"CU": Gazetteer.load().party(one[0]), "PE": Gazetteer.load().party(other[0])}
    known = parse_article(SEEDS[name])
    cities = {"Lima": other[3], "Havana": one[3]}
    assert list(article.parties) == [codes["CU"], codes["PE"]]
    assert [(m.sending, m.host, m.kind, m.city) for m in article.missions] == [
        (codes[m.sending.code or ""], codes[m.host.code or ""], m.kind, cities[m.city or ""])
        for m in known.missions
    ]
    assert [(e.date and e.date.edtf, e.kind) for e in article.events] == [
        (e.date and e.date.edtf, e.kind) for e in known.events
    ]
