"""Further happenings of a date: the table, its signs, and the script that makes it."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import parse_article
from wikirel.facts import EventKind
from wikirel.rules.events.further import FurtherActs, FurtherSigns, load_further

TITLE = "Cuba–Peru relations"
KINDS = st.sampled_from(list(EventKind))
NUMBERS = st.floats(-2, 2)


def told(text: str) -> list[tuple[str, str]]:
    return [
        (event.date.edtf, str(event.kind)) for event in parse_article(text, title=TITLE).events if event.date
    ]


def test_the_shipped_table_has_every_pair_of_kinds() -> None:
    table = load_further()
    for first, kind in product(EventKind, EventKind):
        assert -9 < table.pairs[first][kind] < 9


def test_the_shipped_table_says_how_it_was_made() -> None:
    table = json.loads(files("wikirel.rules.events").joinpath("further.json").read_text(encoding="utf-8"))
    assert "train_further.py" in table["made_by"]


@given(
    first=KINDS,
    kind=KINDS,
    weight=st.floats(0, 15),
    cost=st.floats(0, 30),
    rest=st.tuples(*[st.booleans()] * 5),
)
def test_no_sign_lifts_an_act_over_the_most_that_it_can_have(
    first: EventKind, kind: EventKind, weight: float, cost: float, rest: tuple[bool, ...]
) -> None:
    table = load_further()
    net = max(-5.0, min(weight - cost, 12.0)) / 10
    signs = FurtherSigns(weight / 10, net, *map(float, rest))
    assert table.log_odds(first, kind, signs) <= table.at_most(first, kind, weight, cost) + 1e-9


@given(NUMBERS, NUMBERS, st.tuples(*[NUMBERS] * 7))
def test_the_log_odds_are_the_pair_and_the_sum_of_the_signs(
    pair: float, other: float, values: tuple[float, ...]
) -> None:
    table = FurtherActs(FurtherSigns(*[1.0] * 7), {EventKind.VISIT: {EventKind.MEETING: pair}}, other)
    signs = FurtherSigns(*values)
    assert table.log_odds(EventKind.VISIT, EventKind.MEETING, signs) == pytest.approx(pair + sum(values))
    # A pair that the table lacks begins with what it says of any other.
    assert table.log_odds(EventKind.AID, EventKind.MEETING, signs) == pytest.approx(other + sum(values))


SEVERAL = [
    ("In 2004 he visited Lima and met the president.", [("2004", "visit"), ("2004", "meeting")]),
    (
        "In October 2024, Peru severed diplomatic relations with Cuba and recalled its ambassador.",
        [("2024-10", "severed"), ("2024-10", "envoy_recalled")],
    ),
    (
        "The president of Peru visited Havana in 1999, during which the two countries signed a trade agreement.",
        [("1999", "visit"), ("1999", "agreement")],
    ),
]
ONE = [
    ("On 2 February 1994, Cuba signed a communique to resume diplomatic relations with Peru.", "restored"),
    ("A communique on the re-establishment of diplomatic relations was signed on 26 May 2018.", "restored"),
    ("Cuba was the first country to acknowledge Peru's regained sovereignty, in 1825.", "recognised"),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_acts_of_their_own_are_happenings_of_their_own(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "kind"), ONE)
def test_what_an_act_is_about_is_no_happening_of_its_own(text: str, kind: str) -> None:
    assert [found for _, found in told(text)] == [kind]
