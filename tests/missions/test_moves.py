"""Posts that moved from one city to another, in one sentence or over several."""

from __future__ import annotations

import pytest

from tests.missions.material import CU_LIMA, Row, both_forms, post
from wikirel import parse_article
from wikirel.presets import BILATERAL

CUSCO = post("CU", "PE", "embassy", "Cusco", status="closed", closed="1960")
LIMA = post("CU", "PE", "embassy", "Lima", opened="1960")

MOVED: list[tuple[str, list[Row]]] = [
    ("Cuba moved its embassy from Cusco to Lima in 1960.", [CUSCO, LIMA]),
    ("Cuba relocated its embassy in Peru from Cusco to Lima in 1960.", [CUSCO, LIMA]),
    ("In 1960, Cuba transferred its embassy in 1960 from Cusco to Lima.", [CUSCO, LIMA]),
    ("In 1960 the Cuban embassy moved from Cusco to the capital of Lima.", [CUSCO, LIMA]),
    ("The Cuban embassy was moved from Cusco to Lima in 1960.", [CUSCO, LIMA]),
    ("The Cuban embassy in Cusco was later relocated to Lima.", [
        post("CU", "PE", "embassy", "Cusco", status="closed"), CU_LIMA]),
    ("The embassy of Cuba was located in Cusco until it moved to Lima in 1960.", [CUSCO, LIMA]),
    ("Cuba opened an embassy in Cusco in 1950 and moved it to Lima in 1960.", [
        post("CU", "PE", "embassy", "Cusco", status="closed", opened="1950", closed="1960"), LIMA]),
    (
        "Cuba opened an embassy in Cusco in 1950. The embassy was later relocated to Lima. "
        "In 1960 Cuba moved its embassy back to Cusco.",
        [
            post("CU", "PE", "embassy", "Cusco", status="closed", opened="1950"),
            post("CU", "PE", "embassy", "Lima", status="closed", closed="1960"),
            post("CU", "PE", "embassy", "Cusco", opened="1960"),
        ],
    ),
    ("In 1960 Cuba, Chile and Mexico moved their embassies to Lima.", [
        LIMA, post("CL", "PE", "embassy", "Lima", opened="1960"),
        post("MX", "PE", "embassy", "Lima", opened="1960")]),
]  # fmt: skip

STAYED = [
    "Cuba has an embassy in Lima. It has been temporarily relocated to Quito.",
    "Cuba has an embassy in Lima, which moved to a new building.",
    "Cuba has an embassy in Lima. Cuba announced that it would move its embassy to Cusco.",
    "Cuba has an embassy in Lima. Cuba temporarily moved its embassy to Quito.",
]


@pytest.mark.parametrize(("sentence", "expected"), MOVED, ids=[each for each, _ in MOVED])
def test_a_move_closes_one_post_and_opens_another(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected


@pytest.mark.parametrize("sentence", STAYED)
def test_what_did_not_move_stays(sentence: str) -> None:
    assert both_forms(sentence) == [CU_LIMA]


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("es", "Relaciones Cuba-Perú", "Cuba trasladó su embajada de Cusco a Lima en 1960."),
        ("fr", "Relations entre Cuba et le Pérou", "En 1960, Cuba transféra son ambassade de Cusco à Lima."),
        ("pt", "Relações entre Cuba e Peru", "Em 1960 Cuba transferiu sua embaixada de Cusco para Lima."),
        (
            "de",
            "Kubanisch-peruanische Beziehungen",
            "Kuba verlegte seine Botschaft 1960 von Cusco nach Lima.",
        ),
    ],
)
def test_other_languages(language: str, title: str, sentence: str) -> None:
    schema = BILATERAL.in_language(language)
    old, new = parse_article(f"* {sentence}", title=title, schema=schema).missions
    assert (old.city, str(old.status), new.city, str(new.status)) == ("Cusco", "closed", "Lima", "open")
    assert {old.sending.code, new.sending.code} == {"CU"}
    assert old.closed is not None
    assert new.opened is not None
    assert (old.closed.edtf, new.opened.edtf) == ("1960", "1960")
