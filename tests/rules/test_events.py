"""Events from prose: what counts as one, its date, kind, parties, modality and evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import Article, EventKind, Modality, parse_article

TITLE = "Cuba–Peru relations"


def read(text: str, title: str = TITLE) -> Article:
    return parse_article(text, title=title)


def dated(text: str, title: str = TITLE) -> list[tuple[str, str]]:
    return [
        (event.date.edtf, str(event.kind)) for event in read(text, title).events if event.date is not None
    ]


ONE_HAPPENING = [
    ("Diplomatic relations were established on 4 May 1911.", "1911-05-04", "established"),
    ("Peru and Cuba have had formal relations since 1911.", "1911", "established"),
    ("Relations between Cuba and Peru date back to 1911.", "1911", "established"),
    ("Relations were not established until 4 May 1911.", "1911-05-04", "established"),
    ("Peru severed diplomatic relations with Cuba in December 1960.", "1960-12", "severed"),
    ("In 1960, ties between the two countries were broken off.", "1960", "severed"),
    ("Peru and Cuba restored full diplomatic relations on 8 July 1972.", "1972-07-08", "restored"),
    ("Relations were later normalised in 1972.", "1972", "restored"),
    ("The legation in Lima was raised to the level of an embassy in 1942.", "1942", "upgraded"),
    ("Peru recognised the new republic in 1902.", "1902", "recognised"),
    ("Cuba gained its independence in 1902.", "1902", "independence"),
    ("Cuba opened a consulate in Arequipa in 1998.", "1998", "mission_opened"),
    ("The embassy in Havana did not open until 1974.", "1974", "mission_opened"),
    ("The Peruvian consulate was closed in 1999.", "1999", "mission_closed"),
    ("The new ambassador presented his credentials on 3 March 2005.", "2005-03-03", "envoy_appointed"),
    ("In 2004, Peru recalled its ambassador from Havana.", "2004", "envoy_recalled"),
    ("President Suárez visited Lima in October 2007.", "2007-10", "visit"),
    ("The two foreign ministers met in Quito in 2003.", "2003", "meeting"),
    ("A trade agreement was signed in 2001.", "2001", "agreement"),
    ("Peru joined the organisation in 1945.", "1945", "membership"),
    ("Spanish troops invaded the island in 1762.", "1762", "conflict"),
    ("An armistice ended the war in 1883.", "1883", "peace"),
    ("The government imposed an embargo on sugar in 1964.", "1964", "sanction"),
    ("Cuba sent doctors to Peru in 1970.", "1970", "aid"),
    ("Bilateral trade amounted to 30 million dollars in 2012.", "2012", "trade"),
    ("The minister condemned the raid in 1981.", "1981", "statement"),
    ("A diplomat was arrested in 1985.", "1985", "incident"),
    ("About 400 Peruvians were deported in 1996.", "1996", "migration"),
    ("A coup brought the army to power in 1968.", "1968", "politics"),
    ("The 2019 Pan American Games were a success.", "2019", "culture"),
]


@pytest.mark.parametrize(("text", "date", "kind"), ONE_HAPPENING)
def test_one_happening(text: str, date: str, kind: str) -> None:
    assert dated(text) == [(date, kind)]


@pytest.mark.parametrize(("text", "date", "kind"), ONE_HAPPENING)
def test_an_item_and_a_paragraph_tell_the_same(text: str, date: str, kind: str) -> None:
    assert dated(f"* {text}") == dated(text) == [(date, kind)]


SEVERAL_HAPPENINGS = [
    (
        "Peru broke off relations in 1960 and restored them in 1972.",
        [("1960", "severed"), ("1972", "restored")],
    ),
    (
        "In 1974, Peru re-established diplomatic relations with Cuba and opened an embassy in Havana.",
        [("1974", "restored"), ("1974", "mission_opened")],
    ),
    (
        "Peru closed its embassy on 11 February 1961, Chile closed its embassy on 13 February.",
        [("1961-02-11", "mission_closed"), ("1961-02-13", "mission_closed")],
    ),
    (
        "Peru is a founding member of the League (1920), the Union (1948) and the Council (1969).",
        [("1920", "membership"), ("1948", "membership"), ("1969", "membership")],
    ),
    (
        "During the 2009 Honduran crisis, the Peruvian minister said that both sides should talk.",
        [("2009", "incident"), ("2009", "statement")],
    ),
    (
        "Peru governed the province from 1861 to 1871, when it gained its independence.",
        [("1861/1871", "politics"), ("1871", "independence")],
    ),
    (
        "Diplomatic relations were established in 1905 and were suspended from 1943.",
        [("1905", "established"), ("1943", "severed")],
    ),
    (
        "Peru governed the province from 1802 to 1948, until it achieved full independence.",
        [("1802/1948", "politics"), ("1948", "independence")],
    ),
    (
        "Following the 1968 coup, Cuba recalled its ambassador.",
        [("1968", "politics"), ("1968", "envoy_recalled")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL_HAPPENINGS)
def test_several_happenings(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(dated(text)) == sorted(expected)


def test_one_date_and_one_kind_are_one_happening() -> None:
    text = "In June 1981, the minister condemned the raid and criticised the police."
    assert dated(text) == [("1981-06", "statement")]


def test_what_is_reported_is_one_happening() -> None:
    text = "In 2006 a newspaper reported that Cuba was training Peruvian officers."
    assert len(dated(text)) == 1


NO_HAPPENING = [
    "Before 1902, the islands had no consul.",
    "Peru will open an embassy in Bridgetown in 2031.",
    "An embassy is expected to be opened in 2031.",
    "The loan was worth 3 billion in constant 2008 dollars.",
    "Relations are warm, and many Peruvians study in Havana.",
]


@pytest.mark.parametrize("text", NO_HAPPENING)
def test_no_happening(text: str) -> None:
    assert dated(text) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Peru did not recognise the government in 1961.", Modality.DENIED),
        ("The two countries plan to sign a treaty in 2031.", Modality.PLANNED),
        ("If Peru had signed the treaty in 1961, trade would have grown.", Modality.HYPOTHETICAL),
    ],
)
def test_what_did_not_happen_is_not_asserted(text: str, modality: Modality) -> None:
    events = read(text).events
    assert not [event for event in events if event.modality is Modality.ACTUAL and event.date is not None]
    assert all(event.modality is modality and event.date is None for event in events)


def test_publications_tell_of_nothing() -> None:
    text = "== Further reading ==\n* A. Author, ''The treaty signed at Lima'' (1975)\n"
    assert read(text).events == ()


@pytest.mark.parametrize(
    ("heading", "kind"), [("High-level visits", "visit"), ("Bilateral agreements", "agreement")]
)
def test_items_lean_on_their_heading(heading: str, kind: str) -> None:
    text = f"== {heading} ==\n* President A. B. of Cuba to the city of Lima (2011)\n"
    assert dated(text) == [("2011", kind)]


def test_a_heading_lends_its_date_to_itself_alone() -> None:
    text = "== Boatlift of 1980 ==\nMany people left the island by sea. The port was opened.\n"
    (event,) = read(text).events
    assert event.date is not None
    assert event.date.anchor is not None
    assert (event.date.edtf, event.date.anchor.kind.value) == ("1980", "heading")


def test_what_is_done_at_an_occasion_has_its_date() -> None:
    text = "The two presidents met in Quito in May 2003. During the meeting, {}."
    assert dated(text.format("a treaty on fishing was signed")) == [
        ("2003-05", "meeting"),
        ("2003-05", "agreement"),
    ]
    # No second meeting, and nothing where no act is told.
    assert dated(text.format("the two sides discussed trade relations")) == [("2003-05", "meeting")]
    assert dated(text.format("the weather was fine")) == [("2003-05", "meeting")]


def test_undated_diplomatic_acts() -> None:
    (event,) = read("Peru responded by recalling her ambassador from Havana.").events
    assert (event.date, event.kind) == (None, EventKind.ENVOY_RECALLED)


def test_parties() -> None:
    def codes(text: str, title: str = TITLE) -> list[str | None]:
        return [party.code for party in read(text, title).events[0].parties]

    assert codes("Chile and Peru signed a treaty in 1929.") == ["CL", "PE"]
    assert codes("Diplomatic relations were established in 1911.") == ["CU", "PE"]
    assert codes("Both countries signed a treaty in 1929.") == ["CU", "PE"]
    assert codes("== Chile ==\nRelations were severed in 1978.", "Foreign relations of Bolivia") == [
        "BO",
        "CL",
    ]
    assert codes("The Peruvian foreign minister visited Havana in 2001.") == ["PE", "CU"]


def test_persons_are_links_behind_an_office() -> None:
    text = "In 2001, President [[Ana Prueba|Prueba]] visited [[Havana]] with [[Otra Persona]]."
    assert read(text).events[0].persons == ("Ana Prueba",)


def test_the_text_is_the_clause() -> None:
    text = "Trade grew slowly; in 1974 Peru opened an embassy in Havana; later it was moved."
    assert [event.text for event in read(text).events] == ["in 1974 Peru opened an embassy in Havana"]


sentences = st.sampled_from([text for text, *_ in [*ONE_HAPPENING, *SEVERAL_HAPPENINGS]] + NO_HAPPENING)


@given(st.lists(sentences, max_size=6), st.sampled_from(["\n\n", "\n* ", " "]))
def test_every_event_stands_in_the_text(texts: list[str], join: str) -> None:
    source = join.join(texts)
    article = read(source)
    for event in article.events:
        for evidence in event.evidence:
            assert 0 <= evidence.span.start < evidence.span.end <= len(source)
        assert event.text in event.evidence[0].text
        if event.date is not None:
            assert event.date.text in event.evidence[0].text
            assert event.modality is Modality.ACTUAL


@given(st.lists(sentences, min_size=1, max_size=5))
def test_paragraphs_do_not_change_each_other(texts: list[str]) -> None:
    together = set(dated("\n\n".join(texts)))
    assert together == {telling for text in texts for telling in dated(text)}


@given(st.lists(sentences, min_size=1, max_size=4))
def test_both_forms_tell_the_same(texts: list[str]) -> None:
    wikitext = "== History ==\n" + "\n\n".join(texts)
    plain = f"= {TITLE} =\n\n==History==\n" + "\n".join(texts)
    in_plain = [(event.date, event.kind, event.text, event.parties) for event in parse_article(plain).events]
    assert in_plain == [
        (event.date, event.kind, event.text, event.parties) for event in read(wikitext).events
    ]


@given(st.integers(min_value=1700, max_value=2020), st.sampled_from(ONE_HAPPENING[:30]))
def test_the_date_is_the_text_s(year: int, case: tuple[str, str, str]) -> None:
    text, date, kind = case
    moved = text.replace(date[:4], str(year))
    assert dated(moved) == [(str(year) + date[4:], kind)]


@given(st.text(alphabet="a1 ,.;()-'’“”|=[]{}\n*İß", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for event in read(f"In 1990 they signed it. {text}").events:
        assert event.evidence


def test_an_endless_sentence_is_read_in_pieces() -> None:
    years = [str(1700 + number % 300) for number in range(400)]
    text = "Treaties were signed in " + ", in ".join(years)
    assert {date for date, _ in dated(text)} == set(years)


@pytest.mark.parametrize(
    "text",
    [
        "The visit of the Cuban president, foreseen for May 2020, was called off.",
        "A proposed visit of the minister in 1994 came to nothing.",
        "The signing of an air treaty, due on 15 May 2013, was put off indefinitely.",
        "Reports of a clash in June 1974 were found to be untrue.",
        "The port, slated for 1903, was never built.",
        "An embassy was to have been opened in 2009.",
    ],
)
def test_what_came_to_nothing_is_no_happening(text: str) -> None:
    assert not [event for event in read(text).events if event.date is not None]


def test_what_was_done_and_then_undone_was_done() -> None:
    assert ("1975", "agreement") in dated(
        "The treaty was signed in 1975 but was shelved by the new government."
    )
    text = "A visit of the president, foreseen for May 2020, was called off and took place in August 2022."
    assert [date for date, _ in dated(text)] == ["2022-08"]
