"""Parties by name, adjective, city, title and mention."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel.errors import SchemaError
from wikirel.values.gazetteer import Party, fold, load_cities, load_table, name_key
from wikirel.values.parties import Gazetteer, Mention

PLACES = Gazetteer.load()
TABLE = load_table()
NAMES = sorted(TABLE.names.items())
ADJECTIVES = sorted(TABLE.adjectives.items())
PEOPLE = sorted(TABLE.people.items())


def code(party: Party | None) -> str | None:
    return party.code if party else None


def codes(parties: tuple[Party, ...]) -> list[str | None]:
    return [party.code for party in parties]


def mentions(text: str, **options: object) -> list[tuple[str, str | None, str]]:
    return [(text[m.start : m.end], m.party.code, m.form) for m in PLACES.mentions(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Cuba", "CU"),
        ("Republic of Cuba", "CU"),
        ("the Gambia", "GM"),
        ("The Gambia", "GM"),
        (" Peru\u00a0", "PE"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Co\u0302te d'Ivoire", "CI"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("eSwatini", "SZ"),
        ("Ceylon", "LK"),
        ("Upper Volta", "BF"),
        ("Zaire", "CD"),
        ("Cape Verde", "CV"),
        ("Cabo Verde", "CV"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("East Timor", "TL"),
        ("Timor–Leste", "TL"),
        ("Republic of Ireland", "IE"),
        ("Republic of China", "TW"),
        ("People's Republic of China", "CN"),
        ("People’s Republic of China", "CN"),
        ("FYROM", "MK"),
        ("Macedonia", "MK"),
        ("Persia", "IR"),
        ("Siam", "TH"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Saint Lucia", "LC"),
        ("St. Lucia", "LC"),
        ("St Vincent & the Grenadines", "VC"),
        ("Trinidad & Tobago", "TT"),
        ("Soviet Union", "SUHH"),
        ("USSR", "SUHH"),
        ("Yugoslavia", "YUCS"),
        ("East Germany", "DDDE"),
        ("West Germany", "DE"),
        ("Czechoslovakia", "CSHH"),
        ("Serbia and Montenegro", "CSXX"),
        ("South Yemen", "YDYE"),
        ("North Vietnam", "VDVN"),
        ("Kosovo", "XK"),
        ("European Union", "EU"),
        ("Vatican City", "VA"),
        ("State of Palestine", "PS"),
        ("Sahrawi Arab Democratic Republic", "EH"),
        ("Western Sahara", "EH"),
        ("Hong Kong", "HK"),
        ("Macao", "MO"),
        ("USA", "US"),
        ("UK", "GB"),
        ("PRC", "CN"),
        ("ROC", "TW"),
        ("DRC", "CD"),
        ("UAE", "AE"),
        ("RSA", "ZA"),
        ("ROK", "KR"),
        ("DPRK", "KP"),
        ("HUN", "HU"),
        ("PER", "PE"),
        ("GER", "DE"),
        ("PE", "PE"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Guinea Bissau", "GW"),
        ("Equatorial Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Georgia", "GE"),
        ("Ireland", "IE"),
        ("Sudan", "SD"),
        ("South Sudan", "SS"),
        ("Samoa", "WS"),
        ("American Samoa", "AS"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Congo-Brazzaville", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo", None),
        ("Korea", None),
        ("Atlantis", None),
        ("and", None),
        ("", None),
    ],
)
def test_a_name_in_any_form_is_its_party(name: str, expected: str | None) -> None:
    assert code(PLACES.party(name)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Abkhazia",
        "South Ossetia",
        "Somaliland",
        "Transnistria",
        "Northern Cyprus",
        "Sovereign Order of Malta",
        "Ottoman Empire",
        "Austria-Hungary",
        "Prussia",
        "South Vietnam",
    ],
)
def test_an_entity_without_a_code_is_a_party_by_its_plain_name(name: str) -> None:
    assert PLACES.party(name) == Party(name, None)


def test_the_order_of_malta_has_one_name() -> None:
    assert PLACES.party("Sovereign Military Order of Malta") == Party("Sovereign Order of Malta")


def test_an_open_name_lists_its_candidates_and_the_context_decides() -> None:
    congos = PLACES.ambiguous("Congo")
    assert codes(congos) == ["CD", "CG"]
    assert codes(PLACES.ambiguous("Korean")) == ["KP", "KR"]
    assert PLACES.ambiguous("Cuba") == ()
    assert code(PLACES.party("Congo", among=congos[:1])) == "CD"
    assert PLACES.party("Congo", among=congos) is None
    assert code(PLACES.adjective("Congolese", among=congos[1:])) == "CG"
    assert PLACES.adjective("Congolese") is None


def test_a_flag_template_settles_what_prose_leaves_open() -> None:
    assert code(PLACES.flag("Congo")) == "CG"
    assert code(PLACES.flag(" Peru ")) == "PE"


def test_an_entity_is_never_nothing() -> None:
    assert PLACES.entity("Cuba") == Party("Cuba", "CU")
    assert PLACES.entity(" Lost   Atlantis ") == Party("Lost Atlantis")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Cuban", "CU"),
        ("Cubans", "CU"),
        ("Peruvian", "PE"),
        ("Danish", "DK"),
        ("Danes", "DK"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Soviet", "SUHH"),
        ("East German", "DDDE"),
        ("South Korean", "KR"),
        ("Sino", "CN"),
        ("Dominican", None),
        ("Cuba", None),
    ],
)
def test_an_adjective_is_its_party(word: str, expected: str | None) -> None:
    assert code(PLACES.adjective(word)) == expected


def test_capitals_and_cities() -> None:
    assert PLACES.capital_of("PE") == ("Lima",)
    assert PLACES.capital_of("ZA") == ("Pretoria", "Cape Town", "Bloemfontein")
    assert PLACES.capital_of("??") == ()
    assert code(PLACES.capital("Lima")) == "PE"
    assert code(PLACES.capital("Moscow")) == "RU"
    assert code(PLACES.capital("Washington, D.C.")) == "US"
    assert PLACES.capital("Munich") is None
    assert codes(PLACES.city("Paris"))[0] == "FR"
    assert codes(PLACES.city("Asuncion")) == ["PY"]
    assert codes(PLACES.city("Port-of-Spain")) == ["TT"]
    assert codes(PLACES.city("Kuwait city"))[:1] == ["KW"]
    assert codes(PLACES.city("Tripoli, Lebanon")) == ["LB"]
    assert codes(PLACES.city("Singapore"))[0] == "SG"
    assert PLACES.city("Atlantis Harbour") == ()
    assert PLACES.city_is_open("Salisbury")
    assert not PLACES.city_is_open("San José")


def test_a_territory_belongs_to_a_state() -> None:
    gibraltar, cuba = PLACES.entity("Gibraltar"), PLACES.entity("Cuba")
    assert code(PLACES.sovereign(gibraltar)) == "GB"
    assert PLACES.sovereign(cuba) == cuba
    assert PLACES.sovereign(Party("Atlantis")) == Party("Atlantis")


def test_other_data_sets_know_a_party_by_number() -> None:
    peru = PLACES.country(PLACES.entity("Peru"))
    germany = PLACES.country(PLACES.entity("Germany"))
    assert peru is not None
    assert germany is not None
    assert (peru.alpha3, peru.cow, peru.gw, peru.wikidata) == ("PER", 135, 135, "Q419")
    assert (germany.cow, germany.gw) == (255, 260)
    assert PLACES.country(Party("Atlantis")) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Cuba–Peru relations", ["CU", "PE"]),
        ("Cuba-Peru relations", ["CU", "PE"]),
        ("Cuba_–_Peru_relations", ["CU", "PE"]),
        ("Foreign relations of the Comoros", ["KM"]),
        ("Foreign relations of The Gambia", ["GM"]),
        ("Democratic Republic of the Congo–Egypt relations", ["CD", "EG"]),
        ("Guinea-Bissau–Portugal relations", ["GW", "PT"]),
        ("Guinea-Bissau-Portugal relations", ["GW", "PT"]),
        ("Holy See–Timor-Leste relations", ["VA", "TL"]),
        ("Cuba–European Union relations", ["CU", "EU"]),
        ("United Kingdom–United States relations", ["GB", "US"]),
        ("Austria-Hungary–Cuba relations", [None, "CU"]),
        ("Cuba–NATO relations", ["CU", None]),
        ("Sino–Soviet relations", ["CN", "SUHH"]),
        ("Cuban–American relations", ["CU", "US"]),
        ("History of Cuba–Peru relations", ["CU", "PE"]),
        ("Cuba–Peru relations (1902–1959)", ["CU", "PE"]),
        ("Cuba–Japan–Peru relations", ["CU", "JP", "PE"]),
        ("Diplomatic relations between Cuba and Trinidad and Tobago", ["CU", "TT"]),
        ("Embassy of Cuba, Lima", ["CU", "PE"]),
        ("Embassy of the United States, London", ["US", "GB"]),
        ("High Commission of India, London", ["IN", "GB"]),
        ("List of ambassadors of Cuba to Peru", ["CU", "PE"]),
        ("List of diplomatic missions of Peru", ["PE"]),
        ("Special Relationship", []),
        ("Public relations", []),
        ("Well-known relations", []),
        ("", []),
        ("–", []),
        ("- relations", []),
    ],
)
def test_a_title_names_its_parties(title: str, expected: list[str | None]) -> None:
    assert codes(PLACES.title_parties(title)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru’s envoy met the Cubans", [("Peru", "PE", "name"), ("Cubans", "CU", "demonym")]),
        ("a Georgian in Tbilisi", [("Georgian", "GE", "adjective"), ("Tbilisi", "GE", "capital")]),
        ("from Guinea-Bissau to Guinea", [("Guinea-Bissau", "GW", "name"), ("Guinea", "GN", "name")]),
        ("in the South China Sea", []),
        ("in New Mexico and the Gulf of Oman", []),
        ("Latin American and South American ministers", []),
        ("the Niger River, Lake Malawi and the Indian Ocean", []),
        ("the U.S. and the US", [("U.S.", "US", "name"), ("US", "US", "name")]),
        ("it told us that US$5 million", []),
        ("the Republic\u00a0of\nCuba", [("Republic\u00a0of\nCuba", "CU", "name")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CI", "name")]),
        ("Sino-Peruvian trade", [("Sino", "CN", "adjective"), ("Peruvian", "PE", "adjective")]),
        ("General Franco spoke", []),
        ("xSino-Y", []),
        ("Peru–Cuba", [("Peru", "PE", "name"), ("Cuba", "CU", "name")]),
        ("Democratic Republic of the Congo", [("Democratic Republic of the Congo", "CD", "name")]),
        ("Perugia, CubaX, xCuba, Cuba_2", []),
        ("Congolese ships", []),
        ("The Hague", [("The Hague", "NL", "capital")]),
        ("", []),
    ],
)
def test_mentions_in_a_text(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert mentions(text) == expected


def test_the_context_decides_an_open_mention() -> None:
    assert mentions("Congolese ships", among=(PLACES.entity("DRC"),)) == [("Congolese", "CD", "adjective")]


def test_a_window_cuts_no_word_in_two() -> None:
    assert PLACES.mentions("Georgian", 0, 7) == []
    assert PLACES.mentions("xCuba", 1) == []
    assert [m.start for m in PLACES.mentions("Cuba Cuba Cuba", 5, 9)] == [5]


def test_other_languages_add_their_names() -> None:
    spanish = Gazetteer.load("es")
    assert code(spanish.party("Estados Unidos")) == "US"
    assert code(spanish.party("Perú")) == "PE"
    assert code(spanish.party("Peru")) == "PE"
    assert codes(spanish.title_parties("Relaciones Cuba-Perú")) == ["CU", "PE"]
    assert codes(spanish.city("Londres")) == ["GB"]
    german = Gazetteer.load("de")
    assert codes(german.title_parties("Beziehungen zwischen Kuba und Peru")) == ["CU", "PE"]
    text = "Kuba, Vereinigte Staaten"
    assert [text[m.start : m.end] for m in german.mentions(text)] == ["Kuba", "Vereinigte Staaten"]
    assert Gazetteer.languages()[0] == "en"
    with pytest.raises(SchemaError, match="language 'xx'"):
        Gazetteer.load("xx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sri\nLanka", "LK"),
        ("Sri\xa0Lanka", "LK"),
        ("Guinea\u2011Bissau", "GW"),
        ("Guinea-Bissau", "GW"),
        ("Guinea and Bissau", "GN"),
        ("Côte d\u2019Ivoire", "CI"),
        ("Papua New Guinea", "PG"),
        ("Sino-Cuban", "CN"),
    ],
)
def test_a_long_name_is_found_whole_however_its_marks_are_written(text: str, expected: str) -> None:
    found = PLACES.mentions(f"In {text}.")
    assert found[0].party.code == expected
    assert (found[0].start, found[0].end) == (
        3,
        3 + len(text) if expected not in ("GN", "CN") else found[0].end,
    )


@given(st.sampled_from(NAMES))
def test_every_name_of_the_table_is_its_own_party(entry: tuple[str, Party]) -> None:
    name, party = entry
    assert PLACES.party(name) == party
    assert PLACES.party(name[0].lower() + name[1:]) == party
    assert PLACES.party(f"\u00a0 {name}\t") == party
    assert PLACES.party(f"the {name}") == party
    assert PLACES.party(name.replace("'", "’").replace(" ", "\u00a0")) == party


@given(st.sampled_from(ADJECTIVES + PEOPLE))
def test_every_adjective_of_the_table_is_its_own_party(entry: tuple[str, Party]) -> None:
    assert PLACES.adjective(entry[0]) == entry[1]


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text())
def test_look_ups_never_fail(text: str) -> None:
    PLACES.party(text)
    PLACES.adjective(text)
    PLACES.city(text)
    PLACES.flag(text)
    PLACES.title_parties(text)
    assert PLACES.entity(text) is not None


PIECES = st.one_of(
    st.sampled_from([name for name, _ in NAMES + ADJECTIVES + PEOPLE]),
    st.sampled_from(sorted(TABLE.capitals)),
    st.sampled_from(TABLE.stop),
    st.sampled_from([" ", ", ", "-", "–", "\n", "s", "’s ", "the ", "of ", "New ", "_", "é"]),
    st.text(max_size=4),
)


def spells(text: str, mention: Mention) -> bool:
    words = text[mention.start : mention.end]
    if mention.form == "name":
        return PLACES.party(words) == mention.party
    if mention.form == "capital":
        return PLACES.capital(words) == mention.party
    return PLACES.adjective(words) == mention.party


@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_spell_their_parties_in_order_without_overlap(text: str) -> None:
    found = PLACES.mentions(text)
    assert all(spells(text, mention) for mention in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(PIECES, max_size=8).map("".join), st.integers(0, 40), st.integers(0, 40))
def test_mentions_stay_in_their_window(text: str, start: int, end: int) -> None:
    assert all(start <= m.start < m.end <= end for m in PLACES.mentions(text, start, end))


@given(st.sampled_from(sorted(load_cities())))
def test_every_city_has_a_country_and_is_found_without_accents(name: str) -> None:
    assert PLACES.city(name)
    assert PLACES.city(fold(name))


def test_a_long_text_costs_linear_time() -> None:
    hostile = [
        "Republic of " * 50_000,
        "United " * 80_000,
        "Sino-" * 100_000,
        "A" * 500_000,
        "South-" * 80_000,
    ]
    began = time.perf_counter()
    for text in hostile:
        PLACES.mentions(text)
        PLACES.title_parties(text)
        PLACES.party(text)
    assert time.perf_counter() - began < 20
