"""Words that deny or suppose: what they say of an act, and what only looks like one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import parse_article
from wikirel.facts import Event

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ACTS = (
    ("the two ministers met", "meeting"),
    ("the two countries broke off diplomatic relations", "severed"),
    ("an agreement was signed", "agreement"),
    ("the president visited Lima", "visit"),
)


def events(text: str, title: str = "Cuba–Peru relations") -> tuple[Event, ...]:
    return parse_article(text, title=title).events


@given(
    st.sampled_from(("On {day} {month} {year}", "On {month} {day} {year}", "In {month} {year}")),
    st.integers(1, 28),
    st.integers(1, 12),
    st.integers(1900, 2020),
    st.sampled_from(_ACTS),
    st.sampled_from((" ", ", ")),
)
def test_no_month_is_a_doubt(
    form: str, day: int, month: int, year: int, act: tuple[str, str], join: str
) -> None:
    """The month of May is not the verb: what is done in it was done, with a comma behind the date or without."""
    text = f"{form.format(day=day, month=_MONTHS[month - 1], year=year)}{join}{act[0]}."
    date = f"{year}-{month:02}" + (f"-{day:02}" if "day" in form else "")
    told = [(event.date and event.date.edtf, event.kind, event.modality) for event in events(text)]
    assert told == [(date, act[1], "actual")]


def test_the_verb_may_is_a_doubt() -> None:
    (event,) = events("Peru may have opened an embassy in Havana in 1999.")
    assert (event.date, event.modality) == (None, "hypothetical")


@pytest.mark.parametrize("year", [1902, 1990])
@pytest.mark.parametrize(
    "text",
    [
        "It was not until {} that trade reached $2 million.",
        "It was not until {} that an embassy was opened in Lima.",
        "It wasn't until {} that an embassy was opened in Lima.",
        "Not until {} did Cuba open an embassy in Lima.",
        "The embassy wasn't opened until {}.",
        "Diplomatic relations were not established until {}.",
    ],
)
def test_not_until_affirms(text: str, year: int) -> None:
    (event,) = events(text.format(year))
    assert event.date is not None
    assert (event.date.edtf, event.modality) == (str(year), "actual")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("No fue hasta 1990 que se abrió la embajada en Lima.", "Relaciones Cuba-Perú"),
        ("No fue sino hasta 1990 que se abrió la embajada en Lima.", "Relaciones Cuba-Perú"),
        ("Não foi senão em 1990 que a embaixada foi aberta em Lima.", "Relações entre Cuba e Peru"),
        ("Não foi até 1990 que a embaixada foi aberta em Lima.", "Relações entre Cuba e Peru"),
        ("Ce n'est qu'en 1990 que l'ambassade fut ouverte à Lima.", "Relations entre Cuba et le Pérou"),
    ],
)
def test_not_until_affirms_in_other_languages(text: str, title: str) -> None:
    (event,) = events(text, title)
    assert event.date is not None
    assert (event.date.edtf, event.modality) == ("1990", "actual")


@pytest.mark.parametrize("mark", ["'", "’"])
@pytest.mark.parametrize(
    "text",
    [
        "The embassy wasn{}t opened in 1990.",
        "Cuba didn{}t open an embassy in Lima in 1990.",
        "Cuba hadn{}t recognised Peru in 1990.",
        "Cuba couldn{}t open an embassy in 1990.",
    ],
)
def test_a_contracted_not_denies(text: str, mark: str) -> None:
    (event,) = events(text.format(mark))
    assert (event.date, event.modality) == (None, "denied")


@pytest.mark.parametrize(
    "text",
    [
        "In 2015, Peru announced it would open a consulate in Havana.",
        "In 2015, both countries indicated an intent to open resident embassies.",
    ],
)
def test_what_is_announced_has_not_happened(text: str) -> None:
    told = [(event.date and event.date.edtf, event.kind, event.modality) for event in events(text)]
    assert told == [("2015", "statement", "actual")]


@pytest.mark.parametrize(
    "text",
    [
        "In 1973 Peru declined to open an embassy in Havana.",
        "In 1973, Peru promised to open an embassy in Havana.",
        "Peru threatened to break off relations in 1973.",
        "Peru denied that relations were severed in 1973.",
        "In 1973 Peru refused to sign the treaty.",
        "In 1973 Peru offered to host a summit.",
        "Peru vowed to withdraw its troops in 1973.",
        "In 1973 Peru invited Cuba to open a consulate in Lima.",
        "In 1973 Peru asked Cuba to recall its ambassador.",
        "In 1973 Peru called on Cuba to sign the treaty.",
        "Peru proposed that an embassy be opened in 1973.",
        "Peru called for sanctions against Cuba in 1973.",
        "In 1973 Peru considered opening an embassy in Havana.",
    ],
)
def test_only_the_word_was_given(text: str) -> None:
    """What is promised, threatened, asked for, refused or denied is told as said, and not as done."""
    assert [(str(event.kind), event.modality) for event in events(text) if event.date] == [
        ("statement", "actual")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Relations were nearly severed in 1973.",
        "In 1973 Peru almost broke off relations with Cuba.",
        "In 1973 Peru was about to sever relations.",
        "Both might meet in 2001 in Lima.",
    ],
)
def test_what_nearly_was_has_no_date(text: str) -> None:
    assert [event for event in events(text) if event.date] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("In 1973 Peru refused a visa and opened an embassy in Havana.", {"mission_opened"}),
        ("In 1973 Peru was the first to recognise Cuba.", {"recognised"}),
        ("In 1973 both countries agreed to establish diplomatic relations.", {"established"}),
        ("Peru applied to join the Andean Community in 1973.", {"membership"}),
    ],
)
def test_what_was_done_beside_a_word_or_as_agreed_is_told(text: str, kinds: set[str]) -> None:
    assert kinds <= {str(event.kind) for event in events(text) if event.date}


@pytest.mark.parametrize(
    "text",
    [
        "The negotiations did not begin in March 2005.",
        "The talks did not take place in 1999.",
        "The president announced his intention to go to Lima in March 2021.",
        "The ambassador was to present his credentials on 3 May 2010 but fell ill.",
        "Relations were almost severed in 1962.",
        "The agreement with Cuba had not yet begun to be ratified in 2019.",
    ],
)
def test_what_was_not_or_only_to_be_has_no_date(text: str) -> None:
    assert [event for event in events(text) if event.date is not None] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The minister ruled out a visit in 2014.", "statement"),
        ("In 1999 Peru denied that it had severed relations.", "statement"),
        ("The negotiations did not begin until March 2005.", "meeting"),
    ],
)
def test_what_is_said_of_it_has_the_date(text: str, kind: str) -> None:
    assert [str(event.kind) for event in events(text) if event.date is not None] == [kind]
