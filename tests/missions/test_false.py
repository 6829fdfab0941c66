"""What only looks like a fact about a post: what was not opened, what is about something else."""

from __future__ import annotations

import pytest

from tests.missions.material import CU_LIMA, Row, both_forms, post

NOTHING = [
    # not yet, or perhaps never
    "Cuba considered opening an embassy in Lima.",
    "Cuba has shown interest in opening an embassy in Lima.",
    "Cuba threatened the closure of its embassy in Lima.",
    "Cuba refused to open an embassy in Lima.",
    "Peru endorsed the establishment of a Cuban embassy in Lima.",
    # something else is told of
    "Work on a new Cuban embassy in Lima began in 2001.",
    "A new building for the Cuban embassy in Lima was opened in 2005.",
    "A Catholic mission in Cusco was opened by Cuban priests.",
    "Map of embassies of Cuba",
    # a post opens or closes something else
    "The Cuban embassy in Lima opened an exhibition in 1999.",
    "The Cuban embassy in Lima established a scholarship in 1999.",
    "The embassy of Cuba closed the visa department in 1999.",
    "The Cuban embassy in Lima is closed on Sundays.",
]

SOMETHING: list[tuple[str, list[Row]]] = [
    (
        "The Cuban embassy in Lima closed its doors in 1999.",
        [post("CU", "PE", "embassy", "Lima", status="closed", closed="1999")],
    ),
    (
        "The Cuban embassy in Lima opened in 1990 and closed the following year.",
        [post("CU", "PE", "embassy", "Lima", status="closed", opened="1990", closed="1991")],
    ),
    (
        "Peru ordered the closure of the Cuban embassy in Lima in 1962.",
        [post("CU", "PE", "embassy", "Lima", status="closed", closed="1962")],
    ),
    (
        "Relations began with the opening of a Cuban embassy in Lima and José Díaz became ambassador.",
        [CU_LIMA],
    ),
    ("As of 2011, Cuba maintains an embassy in Lima.", [CU_LIMA]),
    (
        "Cuba had an embassy in Lima but it was closed as of 2011.",
        [post("CU", "PE", "embassy", "Lima", status="closed", closed="2011")],
    ),
    (
        "The Cuban legation in Lima became an embassy in 1960.",
        [post("CU", "PE", "embassy", "Lima", opened="1960")],
    ),
    (
        "The Cuban consulate in Lima was elevated to the category of embassy in 1960.",
        [post("CU", "PE", "embassy", "Lima", opened="1960")],
    ),
    (
        "Cuba's embassy in Quito is accredited as a non resident embassy to Peru.",
        [post("CU", "PE", "embassy", "Quito", "EC")],
    ),
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_post(sentence: str) -> None:
    assert both_forms(sentence) == []


@pytest.mark.parametrize(("sentence", "expected"), SOMETHING, ids=[each for each, _ in SOMETHING])
def test_a_post(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected
