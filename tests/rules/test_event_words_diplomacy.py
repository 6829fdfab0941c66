"""Words of diplomatic acts: families of plain wordings, a few examples each."""

from __future__ import annotations

import pytest

from wikirel import parse_article

CASES = [
    ("established", "Peru and Cuba took up formal ties in 1911."),
    ("established", "Formal relations came about in 1911."),
    ("established", "Their relations were put on an official footing in 1911."),
    ("restored", "Diplomatic relations were taken up anew in 1972."),
    ("restored", "The rift was healed in 1972."),
    ("restored", "Lima resumed contact with Havana in 1972."),
    ("severed", "The ties with Havana were snapped in 1960."),
    ("severed", "Relations came to an end in 1960."),
    ("severed", "Lima froze its dealings with Havana in 1960."),
    ("upgraded", "The legation in Lima was given embassy status in 1942."),
    ("upgraded", "The Cuban consulate in Lima became an embassy in 1942."),
    ("downgraded", "Cuba scaled down its mission in Lima in 1985."),
    ("downgraded", "Since 1985 the mission has been headed by a chargé."),
    ("downgraded", "Peru's legation was relegated to a consulate in 1985."),
    ("recognised", "Cuba was the first country to acknowledge Peru's regained sovereignty, in 1825."),
    ("recognised", "The independence of Cuba was acknowledged in 1902."),
    ("independence", "The federation fell apart in 1962."),
    ("independence", "The island shook off colonial rule in 1902."),
    ("mission_opened", "The Cuban consulate in Cusco began work in 1998."),
    ("mission_closed", "Cuba ended its diplomatic presence in Lima in 2004."),
    ("mission_closed", "The consulate in Cusco was wound up in 2004."),
    ("mission_closed", "Peru phased out its embassy in Havana in 2004."),
    ("envoy_appointed", "The new minister resident handed over his letters in 1891."),
    ("envoy_recalled", "The Cuban consul, Juan Rey, was sent packing in 1987."),
    ("envoy_recalled", "Peru revoked the commission of its consul in Havana in 1996."),
    ("envoy_recalled", "The Peruvian ambassador was asked to leave in 1989."),
    ("envoy_recalled", "Two Cuban diplomats had to leave Lima in 2006."),
    ("peace", "The last Spanish soldiers quitted the island in 1899."),
    ("peace", "The fighting came to an end in 1883."),
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_kind(kind: str, text: str) -> None:
    (event,) = parse_article(text, title="Cuba–Peru relations").events
    assert event.kind == kind
    assert event.date is not None


def test_the_nearest_of_two_verbs_tells_the_kind() -> None:
    """Words with a gap go to the verb that comes first, whichever kind's vocabulary is longer."""
    text = "The Peruvian embassy was closed in 2001 and reopened in 2018."
    events = parse_article(text, title="Cuba–Peru relations").events
    assert [(event.date and event.date.edtf, str(event.kind)) for event in events] == [
        ("2001", "mission_closed"),
        ("2018", "mission_opened"),
    ]


def test_relations_established_and_broken_in_one_sentence() -> None:
    text = "Relations, established in 1961, were broken in 1973."
    events = parse_article(text, title="Cuba–Peru relations").events
    assert [(event.date and event.date.edtf, str(event.kind)) for event in events] == [
        ("1961", "established"),
        ("1973", "severed"),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("In 1960 Cuba suspended consular relations with Peru.", set()),
        ("In 1960 Cuba suspended trade relations with Peru.", set()),
        ("In 1990 Peru cut all military and economic ties with Cuba.", set()),
        ("In 1990 Peru cut all diplomatic and economic ties with Cuba.", {"severed"}),
        ("In 1990 Peru cut consular and diplomatic ties with Cuba.", {"severed"}),
        ("Peru severed relations in 1960, restoring them in 1972.", {"severed", "restored"}),
        (
            "Relations were established in 1902, broken in 1960 and re-established in 1972.",
            {"established", "severed", "restored"},
        ),
        ("The negotiations with Peru were broken off in 1995.", set()),
        ("Cuba maintained diplomatic relations with Peru until 1960.", {"severed"}),
        ("Cuba had no diplomatic relations with Peru until 1960.", {"established"}),
        ("Diplomatic relations were suspended until 1974.", {"restored"}),
        (
            "In 1994 Cuba lifted all sanctions against Peru and relations were normalised in 1995.",
            {"restored"},
        ),
        (
            "On 9 March 1998 the permanent representatives of both signed a communiqué establishing relations.",
            {"established"},
        ),
        ("In 2012 the president of Peru went to Havana to mend the broken relationship.", set()),
    ],
)
def test_which_relations_begin_and_end(text: str, kinds: set[str]) -> None:
    """Diplomatic ones: others can be cut, and talks broken off, while those stand."""
    article = parse_article(text, title="Cuba–Peru relations")
    turns = {"established", "severed", "restored", "upgraded"}
    assert {event.kind.value for event in article.events} & turns == kinds
