"""Plain wordings of the kinds beyond the diplomatic core: families of words, a sentence or two for each."""

from __future__ import annotations

import pytest

from wikirel import BILATERAL, SchemaError, parse_article

WORDINGS = [
    ("In 1931 the prince called on the president in Lima.", "visit"),
    ("The Cuban minister paid a call on the queen in 1931.", "visit"),
    ("The vice-president was in Lima in 1987.", "visit"),
    ("In 1994 she became the first Peruvian president to visit Cuba.", "visit"),
    ("She was the only sitting Peruvian premier ever to set foot in Cuba, in 1994.", "visit"),
    ("In 1994 Peru became the second member to sign the convention.", "agreement"),
    ("She became president of Peru in 1994.", "politics"),
    ("In 2004 the two ministers conferred by telephone.", "meeting"),
    ("The customs chiefs compared notes in Lima in 2004.", "meeting"),
    ("The mixed arrangement took legal effect in 2004.", "agreement"),
    ("In 1934 the two banks undertook in writing to share their books.", "agreement"),
    ("Peru tore up the treaty in 1934.", "agreement"),
    ("Peru quit the Andean community in 1976.", "membership"),
    ("Cuba was let into the United Nations in 1945.", "membership"),
    ("Peru was voted into the Security Council in 1954.", "membership"),
    ("The two patrols exchanged fire in 1941.", "conflict"),
    ("Peru shut the frontier in 1961.", "sanction"),
    ("In 1961 Peru stopped trading with Cuba.", "sanction"),
    ("Peru wrote off half of the debt in 1999.", "aid"),
    ("Cuba gave Peru two patrol boats in 1999.", "aid"),
    ("Naval manoeuvres were held off Callao in 1999.", "aid"),
    ("The airline stopped its flights to Havana in 1999.", "trade"),
    ("In 1999 the minister let it be known that no note had come.", "statement"),
    ("A bomb went off in the garden of the palace in 1999.", "incident"),
    ("Lima and Havana have been sister towns since 1999.", "culture"),
    ("A chair of Peruvian studies was endowed at Havana in 1999.", "culture"),
    ("The Havana ballet toured Peru in 1999.", "culture"),
    ("The prince acceded to the throne in 1931.", "politics"),
    ("Peru acceded to the Convention on Cultural Property in 1931.", "agreement"),
    ("Peru joined the Andean coalition in 1931.", "conflict"),
    ("Peru joined eleven other states in 2006 in delivering a protest.", "statement"),
    ("Cuba and Peru signed a joint letter on whaling in 2019.", "statement"),
    ("Peru voted in favour of the partition plan in 1947.", "statement"),
    ("Peru supported the Cuban revolution in 1959.", "statement"),
    ("Peru was part of the Spanish Empire until 1821.", "independence"),
    ("The consul was assassinated in 1936.", "incident"),
    ("Many Peruvians settled in Cuba in the 1860s.", "migration"),
    ("Both states abolished visas in 1999.", "migration"),
    ("Peru suspended its air links with Cuba in 1961.", "sanction"),
    ("Peru has closed its embassy in Havana in 1961.", "mission_closed"),
    (
        "The Apostolic Delegation of Cuba was erected in 1931, branched to create an apostolic delegation.",
        "mission_opened",
    ),
    ("Diplomatic relations between Cuba (then a republic) and Peru were established in 1902.", "established"),
    ("Relations with the Socialist Federal Republic of Yugoslavia were established in 1946.", "established"),
    ("Peru re-recognised the Cuban republic in 1991.", "recognised"),
    ("474,874 Peruvian tourists visited Cuba in 2019.", "migration"),
    ("The relations of Cuba and Peru warmed in 1999.", "upgraded"),
    ("Peru has applied the rules, and relations with Cuba have improved since 1999.", "upgraded"),
]


@pytest.mark.parametrize(("text", "kind"), WORDINGS)
def test_plain_wordings(text: str, kind: str) -> None:
    events = parse_article(text, title="Cuba–Peru relations").events
    assert [str(event.kind) for event in events if event.date is not None] == [kind]


def test_a_hall_is_held_by_nobody() -> None:
    events = parse_article("The conference was held in Lima in 1999.", title="Cuba–Peru relations").events
    assert [str(event.kind) for event in events] == ["meeting"]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("jamboree in ", "ends with a word, not with a blank"),
        ("at camp", "begins with a word of three letters"),
    ],
)
def test_a_pattern_that_could_never_match_is_refused(pattern: str, wanted: str) -> None:
    words = {"events": {"acts": {"culture": {"9.5": [pattern]}}}}
    schema = BILATERAL.extend(words=words, name="own")
    with pytest.raises(SchemaError, match=f"{wanted}: '{pattern}'"):
        parse_article("The jamboree in 1999.", schema=schema)
