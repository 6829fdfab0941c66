"""Dates of closures, and dates that belong to one of several places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import Mission, parse_article

TITLE = "Cuba–Peru relations"


def only(text: str) -> Mission:
    (mission,) = parse_article(text, title=TITLE).missions
    return mission


def when(mission: Mission) -> tuple[str | None, str | None]:
    return (
        mission.opened.edtf if mission.opened else None,
        mission.closed.edtf if mission.closed else None,
    )


@given(
    st.sampled_from(
        (
            "Cuba's embassy in Lima was closed {}.",
            "The Cuban embassy in Lima was suspended {}.",
            "Cuba closed its embassy in Lima {}.",
        )
    ),
    st.integers(1900, 1980),
    st.integers(1, 40),
    st.sampled_from(("from {} to {}", "between {} and {}")),
)
def test_a_closure_of_some_years_tells_no_opening(text: str, first: int, years: int, form: str) -> None:
    mission = only(text.format(form.format(first, first + years)))
    assert (mission.city, str(mission.status), *when(mission)) == ("Lima", "closed", None, str(first))


@given(st.integers(1900, 1980), st.integers(1, 40), st.sampled_from(("from {} to {}", "between {} and {}")))
def test_a_post_of_some_years_has_both_ends(first: int, years: int, form: str) -> None:
    mission = only(f"Cuba had an embassy in Lima {form.format(first, first + years)}.")
    assert (str(mission.status), *when(mission)) == ("closed", str(first), str(first + years))


@given(st.lists(st.integers(1900, 2020), min_size=3, max_size=3, unique=True).map(sorted))
def test_a_post_that_opened_again_is_open(years: list[int]) -> None:
    opened, closed, again = years
    mission = only(f"Cuba's embassy in Lima opened in {opened}, closed in {closed}, and reopened in {again}.")
    assert (str(mission.status), *when(mission)) == ("open", str(again), None)


@pytest.mark.parametrize("word", ["latter", "former", "last"])
@pytest.mark.parametrize("verb", ["opened", "closed"])
def test_the_date_of_one_place_is_not_that_of_all(word: str, verb: str) -> None:
    text = f"Cuba has consulates in Cusco, Trujillo and Arequipa (the {word} {verb} in 2012)."
    missions = parse_article(text, title=TITLE).missions
    assert [(mission.city, *when(mission)) for mission in missions] == [
        ("Cusco", None, None),
        ("Trujillo", None, None),
        ("Arequipa", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Cuba had consulates in Callao (until 1930) and Iquitos (until 1945).", ["Callao", "Iquitos"]),
        (
            "Cuba has consulates in Cusco (since 1990), Arequipa and Trujillo.",
            ["Cusco", "Arequipa", "Trujillo"],
        ),
        ("Cuba operates consulates in Cusco and, since 2005, Arequipa.", ["Cusco"]),
        ("Cuba has an embassy in Lima and, since 2005, one in Callao.", ["Lima"]),
    ],
)
def test_a_date_among_the_places_is_not_that_of_all(text: str, cities: list[str]) -> None:
    missions = parse_article(text, title=TITLE).missions
    assert [(mission.city, *when(mission)) for mission in missions][: len(cities)] == [
        (city, None, None) for city in cities
    ]


@pytest.mark.parametrize(("text", "opened"), [("Cuba has an embassy in Lima, since 1990.", "1990")])
def test_a_date_behind_a_comma_is_that_of_the_post(text: str, opened: str) -> None:
    assert when(only(text)) == (opened, None)


def test_both_places_have_a_date_that_both_have() -> None:
    text = "Cuba has consulates in Cusco and Trujillo (both opened in 2012)."
    missions = parse_article(text, title=TITLE).missions
    assert [(mission.city, *when(mission)) for mission in missions] == [
        ("Cusco", "2012", None),
        ("Trujillo", "2012", None),
    ]


@pytest.mark.parametrize("remark", ["closed", "now closed", "Closed", "temporarily closed", "closed down"])
@pytest.mark.parametrize(
    "text",
    [
        "Cuba has an embassy in Lima ({}).",
        "Cuba has an embassy in Lima, Peru ({}).",
        "Cuba has an embassy ({}) in Lima.",
        "Embassy of Cuba, Lima ({})",
    ],
)
def test_a_remark_tells_that_a_post_is_closed(text: str, remark: str) -> None:
    mission = only(f"== Missions ==\n* {text.format(remark)}")
    assert (mission.city, str(mission.status), *when(mission)) == ("Lima", "closed", None, None)


@given(st.sets(st.integers(0, 2)))
def test_a_remark_behind_one_place_is_of_that_alone(closed: set[int]) -> None:
    cities = ["Cusco", "Trujillo", "Arequipa"]
    named = [city + " (closed)" * (index in closed) for index, city in enumerate(cities)]
    missions = parse_article(
        f"Cuba has consulates in {named[0]}, {named[1]} and {named[2]}.", title=TITLE
    ).missions
    assert [(mission.city, str(mission.status)) for mission in missions] == [
        (city, "closed" if index in closed else "open") for index, city in enumerate(cities)
    ]


def test_what_follows_a_remark_behind_a_country_is_read() -> None:
    text = "Cuba has an embassy in Lima, Peru (now closed), and a consulate in Cusco."
    missions = parse_article(text, title=TITLE).missions
    assert [(mission.city, str(mission.status)) for mission in missions] == [
        ("Lima", "closed"),
        ("Cusco", "open"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Cuba tiene una embajada en Lima (cerrada).", "Relaciones Cuba-Perú"),
        ("Cuba a une ambassade à Lima (désormais fermée).", "Relations entre Cuba et le Pérou"),
        ("Cuba tem uma embaixada em Lima (encerrada).", "Relações entre Cuba e Peru"),
        ("Kuba hat eine Botschaft in Lima (inzwischen geschlossen).", "Kubanisch-peruanische Beziehungen"),
    ],
)
def test_a_remark_tells_of_a_closure_in_every_language(text: str, title: str) -> None:
    (mission,) = parse_article(f"== X ==\n* {text}", title=title).missions
    assert (mission.city, str(mission.status)) == ("Lima", "closed")


CUSCO_CLOSED_LIMA_OPEN = [("CU", "consulate", "Cusco", "closed"), ("CU", "embassy", "Lima", "open")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("In 1973 Cuba closed its consulate in Cusco but kept its embassy in Lima.", TITLE),
        ("Cuba closed its consulate in Cusco in 1973 and kept its embassy in Lima.", TITLE),
        ("Cuba kept its embassy in Lima but closed its consulate in Cusco in 1973.", TITLE),
        ("In 1973 Cuba closed its consulate in Cusco and opened an embassy in Lima.", TITLE),
        ("Cuba cerró su consulado en Cusco pero conservó su embajada en Lima.", "Relaciones Cuba-Perú"),
        (
            "Cuba a fermé son consulat à Cusco mais a maintenu son ambassade à Lima.",
            "Relations entre Cuba et le Pérou",
        ),
        (
            "Cuba fechou seu consulado em Cusco, mas manteve sua embaixada em Lima.",
            "Relações entre Cuba e Peru",
        ),
        (
            "Kuba schloss sein Konsulat in Cusco, behielt aber seine Botschaft in Lima.",
            "Kubanisch-peruanische Beziehungen",
        ),
    ],
)
def test_what_was_kept_when_another_post_closed_is_open(text: str, title: str) -> None:
    missions = parse_article(text, title=title).missions
    rows = [
        (mission.sending.code, str(mission.kind), mission.city, str(mission.status)) for mission in missions
    ]
    assert sorted(rows, key=lambda row: row[2] or "") == CUSCO_CLOSED_LIMA_OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Cuba maintained an embassy in Lima.",
        "Cuba maintained an embassy in Lima, but the embassy was closed in 1973.",
        "Cuba maintained an embassy in Lima until 1973, and Peru closed its embassy in Havana.",
    ],
)
def test_what_was_maintained_is_past_where_no_other_post_closed(text: str) -> None:
    assert {str(mission.status) for mission in parse_article(text, title=TITLE).missions} == {"closed"}


def test_a_post_joined_to_another_has_its_own_verb() -> None:
    text = "Cuba maintained an embassy in Lima from 1960 to 1970 and closed a consulate in Cusco in 1973."
    lima, cusco = parse_article(text, title=TITLE).missions
    assert (str(lima.status), *when(lima)) == ("closed", "1960", "1970")
    assert (str(cusco.status), *when(cusco)) == ("closed", None, "1973")


RECALLED = [
    ("Cuba recalled its ambassador in {} and closed the embassy {}.", TITLE),
    ("In {} Cuba recalled its ambassador and closed the embassy {}.", TITLE),
]


@pytest.mark.parametrize(("text", "title"), RECALLED)
@pytest.mark.parametrize(
    ("when_closed", "closed"),
    [
        ("a year later", "1974"),
        ("the following year", "1974"),
        ("in 1974", "1974"),
        ("some time later", None),
        ("several years later", None),
    ],
)
def test_the_date_right_behind_a_post_is_its_own(
    text: str, title: str, when_closed: str, closed: str | None
) -> None:
    mission = only(text.format(1973, when_closed))
    assert (str(mission.status), *when(mission)) == ("closed", None, closed)


@pytest.mark.parametrize(
    ("text", "title", "closed"),
    [
        ("Cuba recalled its ambassador in 1973 and later closed the embassy.", TITLE, None),
        ("In 1973 Cuba closed its embassy, opened in 1960.", TITLE, "1973"),
        ("In 1973 Cuba closed its embassy, and recalled its athletes two years later.", TITLE, "1973"),
        (
            "Cuba retiró a su embajador en 1973 y cerró la embajada un año después.",
            "Relaciones Cuba-Perú",
            "1974",
        ),
        ("Cuba retiró a su embajador en 1973 y más tarde cerró la embajada.", "Relaciones Cuba-Perú", None),
        (
            "Cuba a rappelé son ambassadeur en 1973 et a fermé l'ambassade un an plus tard.",
            "Relations entre Cuba et le Pérou",
            "1974",
        ),
        (
            "Cuba retirou seu embaixador em 1973 e fechou a embaixada um ano depois.",
            "Relações entre Cuba e Peru",
            "1974",
        ),
        (
            "Kuba berief 1973 seinen Botschafter ab und schloss die Botschaft ein Jahr später.",
            "Kubanisch-peruanische Beziehungen",
            "1974",
        ),
    ],
)
def test_a_closure_is_of_its_own_date(text: str, title: str, closed: str | None) -> None:
    (mission,) = parse_article(text, title=title).missions
    assert (str(mission.status), when(mission)[1]) == ("closed", closed)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("capitals: in Lima since 1990 and in Havana since 1992.", None),
        ("capitals, in Lima since 1990.", None),
        ("capitals since 1990.", "1990"),
        ("capitals, in Lima and Havana, since 1990.", "1990"),
    ],
)
def test_the_date_of_one_of_two_capitals_is_not_that_of_both(text: str, opened: str | None) -> None:
    missions = parse_article(f"Both countries have embassies in each other's {text}", title=TITLE).missions
    assert [when(mission) for mission in missions] == [(opened, None)] * 2


@pytest.mark.parametrize("join", ["; Peru", " and Peru", ", and Peru"])
@pytest.mark.parametrize("rest", ["one in Havana", "likewise in Havana", "followed"])
def test_a_country_behind_the_city_of_a_single_post_is_no_place_of_it(join: str, rest: str) -> None:
    missions = parse_article(f"Since 1960 Cuba has an embassy in Lima{join} {rest}.", title=TITLE).missions
    assert (missions[0].city, *when(missions[0])) == ("Lima", "1960", None)
    assert all(mission.city for mission in missions)
