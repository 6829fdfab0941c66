"""Articles about one post: what the title, the infobox and the place tell."""

from __future__ import annotations

import pytest

from wikirel import Article, EnvoyTerm, Mission, parse_article

BOX = """{{Infobox embassy
| name = Embassy of Peru in Cuba
| location = [[Havana]], [[Cuba]]
| address = Calle 30 107, Miramar
| opened = {{start date|1961|5|2}}
| ambassador = [[Ana Paz]] (since 2021)<ref>{{cite web|url=https://example.org/a|title=x}}</ref>
| chargé = vacant
| website = [https://example.org/ example.org]
}}
The '''Embassy of Peru in Cuba''' is the post of Peru in Cuba. It has a garden.
"""


def only(article: Article) -> Mission:
    (mission,) = article.missions
    return mission


def test_the_infobox_of_an_embassy() -> None:
    article = parse_article(BOX)
    assert article.title == "Embassy of Peru in Cuba"
    mission = only(article)
    assert (mission.sending.code, mission.host.code, mission.city) == ("PE", "CU", "Havana")
    assert (str(mission.kind), str(mission.status), mission.resident) == ("embassy", "open", True)
    assert mission.opened is not None
    assert mission.opened.edtf == "1961-05-02"
    assert [evidence.text for evidence in mission.evidence] == [
        "The Embassy of Peru in Cuba is the post of Peru in Cuba.",
        "Havana, Cuba",
        "May 2, 1961",
    ]
    assert mission.evidence[1].span.cut(BOX) == "[[Havana]], [[Cuba]]"


def test_who_heads_it() -> None:
    (head,) = parse_article(BOX).facts(EnvoyTerm)
    assert (head.person, head.office) == ("Ana Paz", "ambassador")
    assert (head.sending, head.host) == (only(parse_article(BOX)).sending, only(parse_article(BOX)).host)
    assert head.start is not None
    assert head.start.edtf == "2021"
    assert head.end is None
    assert head.evidence[0].citations[0].url == "https://example.org/a"


@pytest.mark.parametrize(
    ("title", "kind", "codes", "city"),
    [
        ("Embassy of Peru, Havana", "embassy", ("PE", "CU"), "Havana"),
        ("Embassy of the United States, Lima", "embassy", ("US", "PE"), "Lima"),
        ("Embassy of Peru, Washington, D.C.", "embassy", ("PE", "US"), "Washington, D.C."),
        ("Embassy of Peru in Singapore", "embassy", ("PE", "SG"), "Singapore"),
        ("Embassy of Peru in Cuba", "embassy", ("PE", "CU"), None),
        ("High Commission of Ghana, London", "high_commission", ("GH", "GB"), "London"),
        ("Consulate General of Peru in Madrid", "consulate_general", ("PE", "ES"), "Madrid"),
        ("Peruvian Embassy, Havana", "embassy", ("PE", "CU"), "Havana"),
        ("The Embassy of Peru to Cuba", "embassy", ("PE", "CU"), None),
        ("Honorary Consulate of Peru in Porto", "honorary_consulate", ("PE", "PT"), "Porto"),
        ("Apostolic Nunciature to Peru", "nunciature", ("VA", "PE"), None),
        ("Consulate-General of Peru, Gibraltar", "consulate_general", ("PE", "GB"), "Gibraltar"),
    ],
)
def test_the_title_alone(title: str, kind: str, codes: tuple[str, str], city: str | None) -> None:
    mission = only(parse_article("The house is old.", title=title))
    assert str(mission.kind) == kind
    assert (mission.sending.code, mission.host.code) == codes
    assert mission.city == city
    assert mission.evidence[0].text == "The house is old."


def test_a_closed_one() -> None:
    text = "{{Infobox diplomatic mission |location=Lisbon |opened=1911 |closed=3 May 1960}}\nIt was small."
    mission = only(parse_article(text, title="Embassy of Peru, Lisbon"))
    assert str(mission.status) == "closed"
    assert mission.closed is not None
    assert mission.closed.edtf == "1960-05-03"
    former = only(parse_article("It was small.", title="Former Embassy of Peru, Lisbon"))
    assert (str(former.status), former.host.code, former.closed) == ("closed", "PT", None)


def test_the_location_settles_which_town_it_is() -> None:
    text = "{{Infobox embassy |location=Tripoli, Lebanon}}\nIt stands by the sea."
    assert only(parse_article(text, title="Embassy of Ghana, Tripoli")).host.code == "LB"
    assert only(parse_article("It stands by the sea.", title="Embassy of Ghana, Tripoli")).host.code == "LY"


@pytest.mark.parametrize(
    "title",
    ["Embassy of Atlantis, Nowhere", "Embassy Row", "Embassy of Peru", "Burning of Peruvian Embassy, Lima"],
)
def test_a_post_that_nobody_knows_is_none(title: str) -> None:
    article = parse_article("{{Infobox embassy |ambassador=Ana Paz}}\nIt is big.", title=title)
    assert (len(article.missions), article.facts(EnvoyTerm)) == (0, ())


def test_an_empty_article() -> None:
    assert len(parse_article("", title="Embassy of Peru, Havana").missions) == 0
