"""Missions told in ways out of the ordinary: corrections, remarks, dates and houses between post and city."""

from __future__ import annotations

import pytest

from tests.missions.material import CU_LIMA, PE_HAVANA, Row, both_forms, post
from wikirel import parse_article

CU_CUSCO = post("CU", "PE", "honorary_consulate", "Cusco")
RAISED = post("CU", "PE", "embassy", "Lima", opened="1960")
PE_QUITO = post("PE", "CU", "embassy", "Quito", "EC")

PHRASINGS: list[tuple[str, list[Row]]] = [
    # one denied, and the one that there is
    ("Cuba has no embassy in Peru, only an honorary consulate in Cusco.", [CU_CUSCO]),
    ("Cuba does not have an embassy in Lima, but an honorary consulate in Cusco.", [CU_CUSCO]),
    ("Cuba has neither an embassy nor a consulate in Lima.", []),
    # a stray full stop
    ("Cuba has an embassy in Lima. and an honorary consulate in Cusco.", [CU_LIMA, CU_CUSCO]),
    # two owners under one verb
    ("There is a Cuban embassy in Lima and a Peruvian embassy in Havana.", [CU_LIMA, PE_HAVANA]),
    # between a post and its place
    ("Cuba has an embassy, with a military attaché, in Lima.", [CU_LIMA]),
    ("Cuba has an embassy (on the third floor of a bank) in Lima.", [CU_LIMA]),
    ("Cuba opened an embassy in 1991 in Lima.", [post("CU", "PE", "embassy", "Lima", opened="1991")]),
    (
        "The Cuban consulate was inaugurated in May 1991 in Cusco.",
        [post("CU", "PE", "consulate", "Cusco", opened="1991-05")],
    ),
    ("Cuba has an embassy in the former capital city of Lima.", [CU_LIMA]),
    ("Cuba has an embassy in (Lima).", [CU_LIMA]),
    # a house, then its city
    ("Cuba has an embassy at the Miramar Tower in Lima.", [CU_LIMA]),
    ("Cuba is represented in Peru through the Royal Cuban Embassy in Lima.", [CU_LIMA]),
    # the owner inside the name of the post
    ("There is an honorary Cuban consulate in Cusco.", [CU_CUSCO]),
    # lists
    ("Peru has consulates in Cuba, in Havana.", [post("PE", "CU", "consulate", "Havana")]),
    (
        "Cuba has consulates in Arequipa, Mollendo Province and Cusco.",
        [post("CU", "PE", "consulate", "Arequipa"), post("CU", "PE", "consulate", "Cusco")],
    ),
    # dates before and behind
    (
        "Both countries established diplomatic relations on 3 May 1902 when was opened a Legation of Cuba in Lima.",
        [post("CU", "PE", "legation", "Lima", opened="1902-05-03")],
    ),
    (
        "In 1990 Cuba opened an embassy in Lima, however, the embassy was closed in 1999.",
        [post("CU", "PE", "embassy", "Lima", status="closed", opened="1990", closed="1999")],
    ),
    (
        "In 1990 Cuba closed its embassy in Lima. The embassy was reopened in 1999.",
        [post("CU", "PE", "embassy", "Lima", opened="1999")],
    ),
    (
        "In 1990 Cuba closed its embassy in Lima. The embassy was opened in 1902.",
        [post("CU", "PE", "embassy", "Lima", status="closed", opened="1902", closed="1990")],
    ),
    ("Cuba was the first country to open an embassy in Lima.", [CU_LIMA]),
    # envoys
    (
        "Relations began in 1975 with the accreditation of Peru’s ambassador in Quito on a non-resident basis.",
        [post("PE", "CU", "embassy", "Quito", "EC", opened="1975")],
    ),
    ("Peru is accredited to Cuba from a non-resident ambassador in Quito.", [PE_QUITO]),
    (
        "Peru is represented in Cuba through a non-resident ambassador based in the Peruvian embassy in Quito.",
        [PE_QUITO],
    ),
    (
        "Cuba is represented in Peru through a mission in Lima.",
        [post("CU", "PE", "representative_office", "Lima")],
    ),
    # both have one there
    (
        "Both countries cooperate through their respective embassies in Quito.",
        [post("CU", "PE", "embassy", "Quito", "EC"), PE_QUITO],
    ),
    ("Peru covers Cuba from its embassy in Quito.", [PE_QUITO]),
    ("The Cuban embassy is in Lima.", [CU_LIMA]),
    (
        "Cuba has an embassy in Lima and a liaison office to ECLAC in Cusco.",
        [CU_LIMA, post("CU", "PE", "liaison_office", "Cusco")],
    ),
    (
        "Peru's embassy in Quito is also accredited to Cuba, and Cuba has an embassy in Lima.",
        [PE_QUITO, CU_LIMA],
    ),
    # raised in rank
    (
        "The Cuban legation in Lima was upgraded to an embassy in 1960.",
        [post("CU", "PE", "embassy", "Lima", opened="1960")],
    ),
    (
        "In 1960 Cuba upgraded its legation in Lima to an embassy.",
        [post("CU", "PE", "embassy", "Lima", opened="1960")],
    ),
    (
        "Cuba raised its legation in Lima to embassy level in 1960.",
        [post("CU", "PE", "embassy", "Lima", opened="1960")],
    ),
    (
        "Cuba opened a consulate in Lima in 1950. It was upgraded to an embassy in 1960.",
        [
            post("CU", "PE", "consulate", "Lima", status="closed", opened="1950", closed="1960"),
            RAISED,
        ],
    ),
    (
        "Cuba opened a consulate in Lima in 1950, and this was raised to embassy in 1960.",
        [
            post("CU", "PE", "consulate", "Lima", status="closed", opened="1950", closed="1960"),
            RAISED,
        ],
    ),
    (
        "The Cuban embassy in Lima closed in 1990 but reopened in 1995.",
        [post("CU", "PE", "embassy", "Lima", opened="1995")],
    ),
    # not yet
    ("Cuba has not yet established diplomatic representation to Peru.", []),
    ("Cuba does not yet have an embassy in Lima.", []),
    ("Cuba has an embassy in Lima (planned).", []),
    # the same post again, in other words
    ("Cuba has an embassy in Lima, the first embassy of a Caribbean country in Peru.", [CU_LIMA]),
    (
        "Cuba closed its embassy in Lima in 1990. In May 1999, Cuba reopened its embassy in Lima.",
        [post("CU", "PE", "embassy", "Lima", opened="1999-05")],
    ),
    # dates, each of its own post
    (
        "Since 1994, Cuba has an embassy in Lima and since 1997 a consulate in Cusco.",
        [
            post("CU", "PE", "embassy", "Lima", opened="1994"),
            post("CU", "PE", "consulate", "Cusco", opened="1997"),
        ],
    ),
    (
        "Peru has opened an embassy in Havana in 2001, having previously accredited its ambassador based in Quito.",
        [
            post("PE", "CU", "embassy", "Havana", opened="2001"),
            post("PE", "CU", "embassy", "Quito", "EC", status="closed"),
        ],
    ),
    ("The first Peruvian ambassador to Cuba was accredited in March 1973.", []),
    # an envoy who stays at home
    (
        "Peru has a non-resident ambassador in Lima (in the Foreign Ministry).",
        [post("PE", "CU", "embassy", "Lima", "PE")],
    ),
    # countries, then cities in parentheses
    (
        "In 1924, Cuba opened 2 consulates in Peru (in Cusco and Arequipa).",
        [
            post("CU", "PE", "consulate", "Cusco", opened="1924"),
            post("CU", "PE", "consulate", "Arequipa", opened="1924"),
        ],
    ),
    ("Cuba has a consulate at San Cosme in Peru.", [post("CU", "PE", "consulate", "San Cosme")]),
    ("Cuba has an embassy, a visa office and a passport office in Lima.", [CU_LIMA]),
    ("Cuba has an embassy on the 5th floor of the Miramar Tower in Lima.", [CU_LIMA]),
    # of another country, which lends its services
    (
        "Cuba is represented in Peru through the embassy of Chile in Lima and an honorary consulate in Cusco.",
        [CU_CUSCO],
    ),
    # one post, several hosts
    (
        "Peru has an embassy in Havana, also accredited to Jamaica and Haiti, while Cuba has an embassy in Lima.",
        [
            post("PE", "JM", "embassy", "Havana", "CU"),
            post("PE", "HT", "embassy", "Havana", "CU"),
            PE_HAVANA,
            CU_LIMA,
        ],
    ),
    (
        "Cuba is accredited to Peru through its office in Lima.",
        [post("CU", "PE", "representative_office", "Lima")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), PHRASINGS, ids=[sentence for sentence, _ in PHRASINGS])
def test_phrasings(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected


def test_a_post_closed_and_opened_again_has_both_sentences_as_evidence() -> None:
    text = "* In 1990 Cuba closed its embassy in Lima. It was missed. Cuba reopened its embassy in Peru in 1999.\n"
    (mission,) = parse_article(text, title="Cuba–Peru relations").missions
    assert mission.opened is not None
    assert (mission.city, mission.opened.edtf, mission.closed) == ("Lima", "1999", None)
    assert [evidence.text for evidence in mission.evidence] == [
        "In 1990 Cuba closed its embassy in Lima.",
        "Cuba reopened its embassy in Peru in 1999.",
    ]


def test_a_nunciature_of_a_country_is_there() -> None:
    rows = both_forms(
        "In 1977, the Apostolic Nunciature of Peru was established in Lima.", "Holy See–Peru relations"
    )
    assert rows == [post("VA", "PE", "nunciature", "Lima", opened="1977")]


def test_a_part_of_the_host_is_no_third_country() -> None:
    rows = both_forms(
        "Cuba is accredited to China through its embassy in Beijing and a consulate in Hong Kong.",
        "Cuba–China relations",
    )
    assert rows == [post("CU", "CN", "embassy", "Beijing"), post("CU", "CN", "consulate", "Hong Kong")]
