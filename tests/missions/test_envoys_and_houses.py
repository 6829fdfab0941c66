"""Envoys that imply a post, posts inside another's house, and posts at each other's."""

from __future__ import annotations

import pytest

from tests.missions.material import CU_LIMA, PE_HAVANA, Row, both_forms, post

CU_QUITO = post("CU", "PE", "embassy", "Quito", "EC")
MUTUAL = [post("CU", "PE", "embassy", None), post("PE", "CU", "embassy", None)]
OPENED = [
    post("CU", "PE", "embassy", None, opened="1972"),
    post("PE", "CU", "embassy", None, opened="1972"),
]

ENVOYS: list[tuple[str, list[Row]]] = [
    (
        "The Cuban ambassador to Ecuador Dr. José Díaz is also accredited to Peru (as well as Bolivia).",
        [post("CU", "PE", "embassy", None, "EC"), post("CU", "BO", "embassy", None, "EC")],
    ),
    (
        "The ambassador of Cuba to Ecuador, José Díaz, is also accredited to Peru.",
        [post("CU", "PE", "embassy", None, "EC")],
    ),
    (
        "Cuba's ambassador to Ecuador acts as Cuba's non-resident ambassador to Peru (as well as to Bolivia).",
        [post("CU", "PE", "embassy", None, "EC"), post("CU", "BO", "embassy", None, "EC")],
    ),
    ("Cuba's High Commissioner-Designate to Peru is based in Quito.", [
        post("CU", "PE", "high_commission", "Quito", "EC")]),
    ("Peru has a resident ambassador in Havana.", [PE_HAVANA]),
    ("Peru has consuls general in Havana and Cienfuegos.", [
        post("PE", "CU", "consulate_general", "Havana"),
        post("PE", "CU", "consulate_general", "Cienfuegos")]),
    ("Mexico and Chile have ambassadors or high commissioners resident in Lima.", [
        post("MX", "PE", "embassy", "Lima"), post("CL", "PE", "embassy", "Lima")]),
    ("Cuba's embassy in Quito is also accredited to the country.", [CU_QUITO]),
    ("The Cuban ambassador in Quito acts as non-resident ambassador to Peru.", [CU_QUITO]),
    ("The Cuban ambassador to Ecuador also serves as non-resident ambassador to Peru.", [
        post("CU", "PE", "embassy", None, "EC")]),
    ("The embassy of Cuba in Quito, Ecuador is accredited to Peru.", [CU_QUITO]),
    ("The Cuban embassy in Quito represents Cuba in Peru.", [CU_QUITO]),
    ("The Cuban embassy in Quito is also cross-accredited to Peru.", [CU_QUITO]),
    ("Peruvian Embassy in Caracas, Venezuela, accredited to Cuba.", [
        post("PE", "CU", "embassy", "Caracas", "VE")]),
    ("The Cuban embassy is resident in Lima.", [CU_LIMA]),
    ("Cuba appointed an honorary consul in Cusco in 1902.", [
        post("CU", "PE", "honorary_consulate", "Cusco")]),
    # persons, and no posts
    ("The Cuban ambassador Juan Pérez was killed in Lima.", []),
    ("The two countries have exchanged ambassadors since 1972.", []),
    ("Juan Pérez was appointed Cuban consul in Lima in 1902.", []),
    # another country's embassy that lends its services
    ("The Swiss embassy in Havana represented Peru.", []),
    ("The Swiss embassy in Havana represented Peruvian interests from 1961 to 1977.", []),
]  # fmt: skip

MUTUALLY: list[tuple[str, list[Row]]] = [
    ("The two countries maintain resident ambassadors in both capitals.", MUTUAL),
    ("Each maintains an embassy in the capital of the other.", MUTUAL),
    ("They are close friends, with embassies mutually established.", MUTUAL),
    ("The two countries exchanged embassies in 1972.", OPENED),
    ("Both countries opened embassies in 1972.", OPENED),
    ("In 1972 both countries raised their legations to embassies.", OPENED),
    ("Cuba and Peru have no embassies in each other's countries.", []),
    ("They have two embassies in the same city.", []),
]

POSTS: list[tuple[str, list[Row]]] = [
    (
        "The Cuban Interests Section of the Swiss embassy in Lima opened in 1977.",
        [post("CU", "PE", "interests_section", "Lima", opened="1977")],
    ),
    (
        "The former Cuban embassy in Lima is located on the main square.",
        [post("CU", "PE", "embassy", "Lima", status="closed")],
    ),
    (
        "A Peruvian consulate operated in Santiago de Cuba between 1920 and 1959.",
        [post("PE", "CU", "consulate", "Santiago de Cuba", status="closed", opened="1920", closed="1959")],
    ),
    (
        "There used to be a Cuban consulate in Cusco.",
        [post("CU", "PE", "consulate", "Cusco", status="closed")],
    ),
    ("Cuba kept its embassy in Lima open.", [CU_LIMA]),
    ("The Cuban embassy in Lima remains open.", [CU_LIMA]),
    (
        "It was not until 1972 that Cuba opened an embassy in Lima.",
        [post("CU", "PE", "embassy", "Lima", opened="1972")],
    ),
    (
        "Relations were strained until the 1980s when Cuba opened an embassy in Lima in 1985.",
        [post("CU", "PE", "embassy", "Lima", opened="1985")],
    ),
    (
        "Cuba downgraded its embassy in Lima to a consulate in 1975.",
        [post("CU", "PE", "consulate", "Lima", opened="1975")],
    ),
    (
        "The Cuban diplomatic agency in Lima became a legation in 1879.",
        [post("CU", "PE", "legation", "Lima", opened="1879")],
    ),
    (
        "Peru has embassies in Cuba, Mexico and Chile.",
        [
            post("PE", "CU", "embassy", None),
            post("PE", "MX", "embassy", None),
            post("PE", "CL", "embassy", None),
        ],
    ),
    (
        "Relations are conducted through the Peruvian embassy in Havana and the Cuban embassy in Lima.",
        [PE_HAVANA, CU_LIMA],
    ),
    (
        "Relations are coordinated by the embassies of Cuba and Peru in Quito.",
        [CU_QUITO, post("PE", "CU", "embassy", "Quito", "EC")],
    ),
    (
        "The embassies of Cuba and Mexico in Lima were closed in 1990.",
        [
            post("CU", "PE", "embassy", "Lima", status="closed", closed="1990"),
            post("MX", "PE", "embassy", "Lima", status="closed", closed="1990"),
        ],
    ),
    (
        "In 1976 Cuba closed its embassies in Lima, Quito and Bogotá.",
        [
            post("CU", "PE", "embassy", "Lima", status="closed", closed="1976"),
            post("CU", "EC", "embassy", "Quito", status="closed", closed="1976"),
            post("CU", "CO", "embassy", "Bogotá", status="closed", closed="1976"),
        ],
    ),
    (
        "The Cuban embassies in Lima and Quito were closed in 1976.",
        [
            post("CU", "PE", "embassy", "Lima", status="closed", closed="1976"),
            post("CU", "EC", "embassy", "Quito", status="closed", closed="1976"),
        ],
    ),
    (
        "Cuba recognised Peru on 3 May 1821, and opened an embassy in its capital, Lima, in March 1902.",
        [post("CU", "PE", "embassy", "Lima", opened="1902-03")],
    ),
    (
        "The first embassy of Cuba in the Southern Cone was inaugurated in Lima.",
        [post("CU", "PE", "embassy", "Lima")],
    ),
    (
        "Peru closed its embassy in Havana; it reopened in 1972.",
        [post("PE", "CU", "embassy", "Havana", opened="1972")],
    ),
    # to an organisation, and not to a country
    ("Cuba has an embassy in Lima and a mission to the United Nations in Geneva.", [CU_LIMA]),
    ("The organisation has representation from Cuba and Peru.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), ENVOYS, ids=[each for each, _ in ENVOYS])
def test_envoys(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), MUTUALLY, ids=[each for each, _ in MUTUALLY])
def test_posts_at_each_others(sentence: str, expected: list[Row]) -> None:
    assert sorted(both_forms(sentence)) == sorted(expected)


@pytest.mark.parametrize(("sentence", "expected"), POSTS, ids=[each for each, _ in POSTS])
def test_posts(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected
