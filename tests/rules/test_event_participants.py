"""Who takes part in an event, and which words of a sentence tell of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import parse_article
from wikirel.facts import Event

PAIR = "Cuba–Peru relations"
FOREIGN = "Foreign relations of Cuba"


def events(text: str, title: str = PAIR) -> tuple[Event, ...]:
    return parse_article(text, title=title).events


def told(text: str, title: str = PAIR) -> list[tuple[str | None, list[str]]]:
    return [
        (event.date.edtf if event.date else None, [party.name for party in event.parties])
        for event in events(text, title)
    ]


ROW = """{{| class="wikitable"
! Country !! Formal relations began !! Notes
|-
| {{{{flag|Peru}}}} || 1902 || {}
|}}
"""


@pytest.mark.parametrize(
    "note",
    [
        "Both countries signed a trade treaty in 1911.",
        "Diplomatic relations were re-established in 1911.",
        "It has a consulate in Trujillo, opened in 1911.",
        "Trade between the two countries came to $3 million in 1911.",
        "Two-way trade came to $3 million in 1911.",
        "A treaty of friendship was signed in 1911.",
        "In 1911 President A. B. visited Lima.",
    ],
)
def test_a_note_is_about_the_country_of_its_row(note: str) -> None:
    date, parties = told(ROW.format(note), FOREIGN)[-1]
    assert (date, set(parties)) == ("1911", {"Cuba", "Peru"})


def test_relations_told_in_a_row_and_in_its_note_are_one_event() -> None:
    text = ROW.format("Both countries established diplomatic relations in 1902.")
    (event,) = events(text, FOREIGN)
    assert len(event.evidence) == 2


def test_a_heading_with_more_than_a_name_tells_the_partner() -> None:
    text = "== Relations with Peru ==\nRelations were severed in 1961."
    assert told(text, FOREIGN) == [("1961", ["Cuba", "Peru"])]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # Others are named: it is them that "both" means.
        ("Chile and Spain became rivals, and both countries signed a pact in 1911.", ["Chile", "Spain"]),
        # Where an envoy lives.
        (
            "Relations began in 1957 when the first envoy of Peru to Cuba (resident in Mexico City) was named.",
            ["Peru", "Cuba"],
        ),
        ("Peru accredited its ambassador based in Ottawa to Cuba in 1957.", ["Peru", "Cuba"]),
        # Where others met.
        ("A treaty between Peru and Chile was signed in Washington in 1929.", ["Peru", "Chile"]),
        # What was before.
        ("Peru recognised Panama after the dissolution of the Soviet Union in 1991.", ["Peru", "Panama"]),
        # Of four, the two that relations are between.
        (
            "In 1978 pacts of Peru and Spain broke off relations between Caracas and Havana.",
            ["Venezuela", "Cuba"],
        ),
    ],
)
def test_who_takes_part(text: str, parties: list[str]) -> None:
    assert {tuple(found) for _, found in told(text)} == {tuple(parties)}


def test_all_of_a_list_before_the_verb_take_part() -> None:
    text = "In 1995, Mali, Niger, and Chad signed a treaty on the river, and left the league in 1999."
    assert told(text) == [("1995", ["Mali", "Niger", "Chad"]), ("1999", ["Mali", "Niger", "Chad"])]


def test_a_list_of_dates_gives_each_its_own() -> None:
    text = "Cuba signed treaties with Chile in 1881, Peru in 1882 and 1907, and Spain in 1923."
    assert told(text) == [
        ("1881", ["Cuba", "Chile"]),
        ("1882", ["Cuba", "Peru"]),
        ("1907", ["Cuba", "Peru"]),
        ("1923", ["Cuba", "Spain"]),
    ]


def test_brackets_with_another_date_are_another_story() -> None:
    text = "Chile joined the league (Spain followed in 1971) with Peru in 1970."
    assert ("1970", ["Chile", "Peru"]) in told(text)


def test_an_item_under_agreements_is_the_article_s_country_s_too() -> None:
    text = "== Agreements ==\n* Switzerland – March 1995\n* Chile – 1996\n"
    assert told(text, FOREIGN) == [("1995-03", ["Cuba", "Switzerland"]), ("1996", ["Cuba", "Chile"])]


def test_a_stranger_s_treaty_is_not_the_pair_s() -> None:
    assert told("Chile signed a treaty in 1929.") == [("1929", ["Chile"])]
    assert told("The census of 1929 was the last.") in ([], [("1929", [])])


# -- the text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        # Two happenings, each with its date.
        (
            "Peru recognised Cuba in 1902 and Chile recognised Panama in 1904.",
            ["Peru recognised Cuba in 1902", "Chile recognised Panama in 1904."],
        ),
        (
            "Peru closed its embassy on 14 May 2015, Japan closed its embassy on 16 May 2015.",
            ["Peru closed its embassy on 14 May 2015", "Japan closed its embassy on 16 May 2015."],
        ),
        # What points back is not told apart from what it points to.
        (
            "Spain recognised Cuba in 1902 and Peru recognised it in 1904.",
            [
                "Spain recognised Cuba in 1902",
                "Spain recognised Cuba in 1902 and Peru recognised it in 1904.",
            ],
        ),
        # The time alone tells nothing.
        (
            "At the time of the 2016 census, 15,000 people of Peru lived in Cuba, which is warm.",
            ["At the time of the 2016 census, 15,000 people of Peru lived in Cuba"],
        ),
        # A relative clause keeps what it is told of.
        (
            "Peru opened a consulate in Trinidad, which was closed in 1961.",
            ["Peru opened a consulate in Trinidad, which was closed in 1961."],
        ),
        # The verb behind a name that was cut out of its clause is not the name's.
        (
            "In Havana the aid of the west after the 1974 drought in Peru was a success, as was said.",
            ["the 1974 drought in Peru"],
        ),
        # A list goes on to its end.
        (
            "In 1995, Peru signed treaties on oil, gas, and coal, which took long.",
            ["In 1995, Peru signed treaties on oil, gas, and coal"],
        ),
    ],
)
def test_the_text_says_who_did_what(text: str, clauses: list[str]) -> None:
    assert [event.text for event in events(text)] == clauses


@given(
    st.lists(
        st.sampled_from(["Peru", "Chile", "Mali", "Chad", "Spain"]), min_size=2, max_size=5, unique=True
    ),
    st.integers(1900, 2010),
    st.sampled_from(["signed the treaty", "joined the league", "severed relations"]),
)
def test_whoever_the_list_names_takes_part(names: list[str], year: int, act: str) -> None:
    *most, last = names
    text = f"In {year}, {', '.join(most)}, and {last} {act}, which was new."
    (event,) = events(text, "Foreign relations of Togo")
    assert [party.name for party in event.parties] == names


# -- persons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("In 1961, [[Queen Ana IV]] visited Lima.", ("Queen Ana IV",)),
        ("The President of Mongolia [[Ana Prueba]] visited Lima in 1961.", ("Ana Prueba",)),
        ("The Secretary of State, [[Ana Prueba]], visited Lima in 1961.", ("Ana Prueba",)),
        (
            "In 1961 Senators [[Ana Be]], [[Carla De]] and [[Eva Ef]] visited Lima.",
            ("Ana Be", "Carla De", "Eva Ef"),
        ),
        ("The minister met his counterpart [[Ana al-Prueba]] in Lima in 1961.", ("Ana al-Prueba",)),
        # No persons: where an office is, what its holder did, what it is called after.
        ("The Cuban ambassador in [[Lima]] was recalled in 1961.", ()),
        ("The king of [[Spain]] visited Lima in 1961.", ()),
        ("The president visited [[Lima]] in 1961.", ()),
        ("The king signed the [[Treaty of the three rivers]] in Lima in 1961.", ()),
        (
            "In 1961 the minister visited the [[President of Peru|president]] and [[Foreign Minister of Peru]].",
            (),
        ),
    ],
)
def test_persons(text: str, persons: tuple[str, ...]) -> None:
    assert events(text)[0].persons == persons


# -- modality ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Peru announced in 2008 that it would open an embassy in Havana in 2010.",
        "A law of 2008 laid down that the duty would end in 2010.",
        "Peru drafted a pact in 2008 that would have made it the first to recognise Cuba in 2010.",
        "The treaty of 2008 was to be renewed in 2010.",
    ],
)
def test_what_was_to_come_has_no_date(text: str) -> None:
    assert "2010" not in [event.date and event.date.edtf for event in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Unless Cuba withdrew, Peru would sever relations in 1961.",
        "Should Peru recognise Cuba in 1961, others would follow.",
        "In 1961 the queen envisaged a visit to Lima.",
    ],
)
def test_what_is_only_thought_of_is_not_actual(text: str) -> None:
    assert [event for event in events(text) if event.modality == "actual"] == []


def test_relations_that_were_to_be_restored_are_a_statement() -> None:
    (event,) = events("The minister announced on 18 March 2009 that relations were to be re-established.")
    assert (event.kind, event.modality) == ("statement", "actual")
