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
