"""Posts of several countries in one clause: lists of senders, and those told of by likeness to another."""

from __future__ import annotations

import pytest

from tests.missions.material import CU_LIMA, PE_HAVANA, Row, both_forms, post

MX_LIMA = post("MX", "PE", "embassy", "Lima")
CL_LIMA = post("CL", "PE", "embassy", "Lima")

LISTS: list[tuple[str, list[Row]]] = [
    ("Cuba, Mexico and Chile have embassies in Lima.", [CU_LIMA, MX_LIMA, CL_LIMA]),
    ("Only Mexico and Chile have embassies in Lima.", [MX_LIMA, CL_LIMA]),
    ("In addition to Ecuador, Mexico and Chile maintain embassies in Lima.", [MX_LIMA, CL_LIMA]),
    ("Cuba and Peru have embassies in Lima and Havana, respectively.", [CU_LIMA, PE_HAVANA]),
    # no lists, though a word joins two names
    ("Cuba recognised Mexico, and Peru opened an embassy in Havana.", [PE_HAVANA]),
    ("Cuba, together with Mexico and Chile, has an embassy in Lima.", [CU_LIMA]),
    ("Cuba has good relations with Mexico while Peru has an embassy in Havana.", [PE_HAVANA]),
    ("Unlike Mexico and Chile, Cuba has an embassy in Lima.", [CU_LIMA]),
    (
        "Cuba closed its embassy in Lima, and Chile suspended relations.",
        [post("CU", "PE", "embassy", "Lima", status="closed")],
    ),
]

ALIKE: list[tuple[str, list[Row]]] = [
    ("Cuba has an embassy in Lima, and Peru likewise has one in Havana.", [CU_LIMA, PE_HAVANA]),
    ("Cuba has an embassy in Lima and Peru likewise in Havana.", [CU_LIMA, PE_HAVANA]),
    ("Cuba has an embassy in Lima, and Peru one in Havana.", [CU_LIMA, PE_HAVANA]),
    ("Cuba maintains an embassy in Lima, as does Peru in Havana.", [CU_LIMA, PE_HAVANA]),
    ("Cuba has an embassy in Lima, as does Mexico.", [CU_LIMA, MX_LIMA]),
    (
        "Cuba opened an embassy in Lima in 1972, and Peru did the same in Havana in 1980.",
        [
            post("CU", "PE", "embassy", "Lima", opened="1972"),
            post("PE", "CU", "embassy", "Havana", opened="1980"),
        ],
    ),
    (
        "Cuba opened an embassy in Lima, and Peru did the same.",
        [CU_LIMA, post("PE", "CU", "embassy", None)],
    ),
    (
        "Cuba has an embassy in Peru and vice versa.",
        [post("CU", "PE", "embassy", None), post("PE", "CU", "embassy", None)],
    ),
    (
        "The first embassies of Cuba in Peru and vice versa were opened in 1902.",
        [post("CU", "PE", "embassy", None, opened="1902"), post("PE", "CU", "embassy", None, opened="1902")],
    ),
    ("Cuba has an embassy in Lima, but Peru has none in Havana.", [CU_LIMA]),
    ("Cuba has an embassy in Lima, and Peru also has interests in Havana.", [CU_LIMA]),
]


DATES: list[tuple[str, list[Row]]] = [
    (
        "In 2011, Peru opened an embassy in Havana, and Cuba opened a consulate in Cusco.",
        [
            post("PE", "CU", "embassy", "Havana", opened="2011"),
            post("CU", "PE", "consulate", "Cusco", opened="2011"),
        ],
    ),
    (
        "Since April 1993, Cuba has maintained an embassy in Lima, and Peru has maintained one in Havana.",
        [
            post("CU", "PE", "embassy", "Lima", opened="1993-04"),
            post("PE", "CU", "embassy", "Havana", opened="1993-04"),
        ],
    ),
    # a clause with a date, a verb or a time of its own
    (
        "In 2011, Peru opened an embassy in Havana, and Cuba opened a consulate in Cusco in 2015.",
        [
            post("PE", "CU", "embassy", "Havana", opened="2011"),
            post("CU", "PE", "consulate", "Cusco", opened="2015"),
        ],
    ),
    (
        "In 1972, Cuba opened an embassy in Lima, and Peru has an embassy in Havana.",
        [post("CU", "PE", "embassy", "Lima", opened="1972"), PE_HAVANA],
    ),
    (
        "In 1960, Cuba closed its embassy in Lima, and later closed its consulate in Cusco.",
        [
            post("CU", "PE", "embassy", "Lima", status="closed", closed="1960"),
            post("CU", "PE", "consulate", "Cusco", status="closed"),
        ],
    ),
    # one post, of which two sentences tell
    (
        "The Cuban embassy in Lima was established on 3 May 1985. The Cuban embassy in Lima was closed in 1993.",
        [post("CU", "PE", "embassy", "Lima", status="closed", opened="1985-05-03", closed="1993")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), DATES, ids=[each for each, _ in DATES])
def test_a_date_may_be_of_several_clauses(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), LISTS, ids=[each for each, _ in LISTS])
def test_each_country_of_a_list_has_a_post(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), ALIKE, ids=[each for each, _ in ALIKE])
def test_a_post_may_be_told_of_by_likeness(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected
