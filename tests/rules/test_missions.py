"""Missions: each phrasing tells exactly the posts that it states, in wikitext and in plain form alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.missions.material import CU_LIMA, PE_HAVANA, Row, both_forms, post, told

from wikirel import parse_article
from wikirel.rules.missions.plain import PlainReader
from wikirel.rules.missions.regular import RegularReader

PHRASINGS: list[tuple[str, list[Row]]] = [
    ("Cuba has an embassy in Lima.", [CU_LIMA]),
    ("Cuba has an embassy in Lima", [CU_LIMA]),
    ("The Republic of Cuba maintains a resident embassy in Lima.", [CU_LIMA]),
    ("The Cuban embassy in Lima.", [CU_LIMA]),
    ("Embassy of Cuba in Lima", [CU_LIMA]),
    ("Embassy of Cuba, Lima", [CU_LIMA]),
    ("Lima (Embassy)", [CU_LIMA]),
    ("Cusco (honorary consulate)", [post("CU", "PE", "honorary_consulate", "Cusco")]),
    ("Cuba has an embassy in Lima, and Peru has an embassy in Havana.", [CU_LIMA, PE_HAVANA]),
    ("Cuba has an embassy in Lima while Peru maintains its own embassy in Havana.", [CU_LIMA, PE_HAVANA]),
    ("See also: Embassy of Cuba in Lima, Embassy of Peru in Havana", [CU_LIMA, PE_HAVANA]),
    (
        "Cuba has an embassy in Lima. It also has a consulate in Cusco.",
        [CU_LIMA, post("CU", "PE", "consulate", "Cusco")],
    ),
    (
        "Cuba has an embassy in Lima and 2 honorary consulates (in Cusco and Arequipa).",
        [
            CU_LIMA,
            post("CU", "PE", "honorary_consulate", "Cusco"),
            post("CU", "PE", "honorary_consulate", "Arequipa"),
        ],
    ),
    (
        "Peru has an embassy in Havana, a consulate-general in Santiago de Cuba, and honorary consuls in "
        "Camagüey, Holguín and Santa Clara.",
        [
            PE_HAVANA,
            post("PE", "CU", "consulate_general", "Santiago de Cuba"),
            post("PE", "CU", "honorary_consulate", "Camagüey"),
            post("PE", "CU", "honorary_consulate", "Holguín"),
            post("PE", "CU", "honorary_consulate", "Santa Clara"),
        ],
    ),
    (
        "Cuba has an embassy and a consulate in Lima.",
        [CU_LIMA, post("CU", "PE", "consulate", "Lima")],
    ),
    ("Cuba has an embassy in Peru.", [post("CU", "PE", "embassy", None)]),
    ("Cuba has an embassy in Lima, Peru.", [CU_LIMA]),
    ("Cuba is accredited to Peru through its embassy in Lima.", [CU_LIMA]),
    (
        "Cuba is accredited to Peru from its embassy in Quito, Ecuador.",
        [post("CU", "PE", "embassy", "Quito", "EC")],
    ),
    (
        "Cuba is represented in Peru through its embassy in Quito (Ecuador) and an honorary consulate in Cusco.",
        [
            post("CU", "PE", "embassy", "Quito", "EC"),
            post("CU", "PE", "honorary_consulate", "Cusco"),
        ],
    ),
    ("Cuba is represented in Peru by its embassy in Chile.", [post("CU", "PE", "embassy", None, "CL")]),
    ("Cuba is represented in Peru through Quito.", [post("CU", "PE", "embassy", "Quito", "EC")]),
    (
        "Cuba is accredited to Peru from its Ministry of Foreign Affairs in Havana.",
        [post("CU", "PE", "embassy", "Havana", "CU")],
    ),
    (
        "Cuba is accredited to Peru from its Permanent Mission to the United Nations in New York City.",
        [post("CU", "PE", "permanent_mission", "New York City", "US")],
    ),
    (
        "The Cuban ambassador in Quito to Ecuador is also accredited to Peru.",
        [post("CU", "PE", "embassy", "Quito", "EC")],
    ),
    ("Cuba's ambassador is accredited from Quito, Ecuador.", [post("CU", "PE", "embassy", "Quito", "EC")]),
    (
        "Cuba's embassy in Quito is also accredited to Peru.",
        [post("CU", "PE", "embassy", "Quito", "EC")],
    ),
    (
        "Cuba is not accredited to Peru through an embassy; Cuba develops relations through its embassy in Quito.",
        [post("CU", "PE", "embassy", "Quito", "EC")],
    ),
    (
        "Both countries have embassies in each other's capitals.",
        [post("CU", "PE", "embassy", None), post("PE", "CU", "embassy", None)],
    ),
    (
        "Cuba and Peru have embassies in their respective capitals.",
        [post("CU", "PE", "embassy", None), post("PE", "CU", "embassy", None)],
    ),
    (
        "Since 1972, Cuba has an embassy in Lima.",
        [post("CU", "PE", "embassy", "Lima", opened="1972")],
    ),
    (
        "Cuba opened an embassy in Lima on 8 July 1972.",
        [post("CU", "PE", "embassy", "Lima", opened="1972-07-08")],
    ),
    (
        "Cuba has an embassy in Lima, which opened in 1972, and since 1996 a consulate in Cusco.",
        [
            post("CU", "PE", "embassy", "Lima", opened="1972"),
            post("CU", "PE", "consulate", "Cusco", opened="1996"),
        ],
    ),
    (
        "The Cuban legation in Lima was opened in 1912.",
        [post("CU", "PE", "legation", "Lima", opened="1912")],
    ),
    (
        "Peru had an embassy in Havana until 2014.",
        [post("PE", "CU", "embassy", "Havana", status="closed", closed="2014")],
    ),
    (
        "Peru closed its embassy in Havana in 2014.",
        [post("PE", "CU", "embassy", "Havana", status="closed", closed="2014")],
    ),
    (
        "In 1972, Peru opened a consulate in Havana; in 1980 it closed its embassy in Havana.",
        [
            post("PE", "CU", "consulate", "Havana", opened="1972"),
            post("PE", "CU", "embassy", "Havana", status="closed", closed="1980"),
        ],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), PHRASINGS, ids=[sentence for sentence, _ in PHRASINGS])
def test_phrasings(sentence: str, expected: list[Row]) -> None:
    assert both_forms(sentence) == expected


SILENT = [
    "A crowd gathered before the embassy in Lima.",
    "There was a protest at the Cuban embassy in Lima in 1980.",
    "Peru's embassy in Havana was stormed by thousands of people.",
    "Peru does not have an embassy in Havana.",
    "There is no Peruvian embassy in Havana.",
    "Peru is not accredited to Cuba.",
    "Peru will open an embassy in Havana.",
    "Peru plans to open a consulate in Havana in 2030.",
    "In 2009, Peru announced the opening of an embassy in Havana.",
    "Both countries are members of the United Nations.",
    "The Peruvian ambassador visited Havana in 1999.",
    "Cuba is represented in Peru through the embassy of the Netherlands.",
    "List of diplomatic missions of Peru",
    "The Embassy Act of 1995",
    "Cuba appointed its first ambassador to Peru in 1912.",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_what_tells_of_no_post(sentence: str) -> None:
    assert both_forms(sentence) == []


def test_a_planned_post_beside_a_real_one() -> None:
    assert both_forms("Cuba has an embassy in Lima. Peru plans to open an embassy in Havana.") == [CU_LIMA]


PLACES = {
    "Cuba": ("CU", ("Havana", "Holguín", "Camagüey")),
    "Peru": ("PE", ("Lima", "Cusco", "Arequipa")),
    "Norway": ("NO", ("Oslo", "Bergen", "Trondheim")),
    "Kenya": ("KE", ("Nairobi", "Mombasa", "Kisumu")),
    "Japan": ("JP", ("Tokyo", "Osaka", "Sapporo")),
    "Bosnia and Herzegovina": ("BA", ("Sarajevo", "Mostar", "Banja Luka")),
    "the Netherlands": ("NL", ("The Hague", "Rotterdam", "Groningen")),
    "Switzerland": ("CH", ("Bern", "Geneva", "Lugano")),
}
KINDS = {
    "embassy": ("embassy", "embassies"),
    "high_commission": ("high commission", "high commissions"),
    "consulate_general": ("consulate-general", "consulates-general"),
    "consulate": ("consulate", "consulates"),
    "honorary_consulate": ("honorary consulate", "honorary consulates"),
    "vice_consulate": ("vice-consulate", "vice-consulates"),
    "liaison_office": ("liaison office", "liaison offices"),
}
countries = st.lists(st.sampled_from(sorted(PLACES)), min_size=3, max_size=3, unique=True)
kinds = st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=2, unique=True)


def a(noun: str) -> str:
    return f"an {noun}" if noun.startswith(("e", "honorary")) else f"a {noun}"


def titled(one: str, other: str) -> str:
    return f"{one.removeprefix('the ')}–{other.removeprefix('the ')} relations"


@settings(deadline=None, max_examples=60)
@given(countries, kinds, st.sampled_from(["has", "maintains", "also has"]))
def test_any_pair_any_kinds(names: list[str], posts: list[str], verb: str) -> None:
    sender, host, _third = names
    (from_, _), (to, cities) = PLACES[sender], PLACES[host]
    one, two = posts
    sentence = (
        f"{sender[0].upper()}{sender[1:]} {verb} {a(KINDS[one][0])} in {cities[0]} and two {KINDS[two][1]} "
        f"in {cities[1]} and {cities[2]}."
    )
    assert both_forms(sentence, titled(sender, host)) == [
        post(from_, to, one, cities[0]),
        post(from_, to, two, cities[1]),
        post(from_, to, two, cities[2]),
    ]


@settings(deadline=None, max_examples=60)
@given(
    countries,
    st.sampled_from(
        [
            "{sender} is accredited to {host} from its embassy in {city}, {third}.",
            "{sender} is accredited to {host} from its embassy in {city} ({third}).",
            "{sender} is represented in {host} through its embassy in {city}.",
            "{sender} is represented in {host} by its embassy in {city}, {third}.",
            "{sender} is currently accredited to {host} via its embassy in {city}, {third}",
            "{sender} maintains diplomatic relations with {host} through its embassy in {city}, {third}.",
        ]
    ),
)
def test_any_accreditation_from_a_third_country(names: list[str], phrase: str) -> None:
    sender, host, third = names
    city = PLACES[third][1][0]
    sentence = phrase.format(sender=sender[0].upper() + sender[1:], host=host, city=city, third=third)
    assert both_forms(sentence, titled(sender, host)) == [
        post(PLACES[sender][0], PLACES[host][0], "embassy", city, PLACES[third][0])
    ]


@settings(deadline=None, max_examples=40)
@given(countries)
def test_the_infobox_tells_the_same_as_a_bullet(names: list[str]) -> None:
    one, other, _third = (name.removeprefix("the ") for name in names)
    here, there = (PLACES[name][1][0] for name in names[:2])
    article = parse_article(
        f"{{{{Infobox bilateral relations|{one}–{other}|{one}|{other}\n"
        f"| mission1 = [[Embassy of {one}, {there}]]\n| mission2 = [[Embassy of {other}, {here}]]\n}}}}\n"
        f"* {names[0]} has an embassy in [[{there}]].\n",
        title=f"{one}–{other} relations",
    )
    first, second = PLACES[names[0]][0], PLACES[names[1]][0]
    assert told(article) == [
        post(first, second, "embassy", there),
        post(second, first, "embassy", here),
    ]
    assert [len(mission.evidence) for mission in article.missions] == [2, 1]


def test_evidence_is_the_sentence_with_its_references() -> None:
    text = "* Peru is large. [[Cuba]] has an embassy in [[Lima]].<ref name=a>{{cite web|title=T}}</ref>\n"
    mission = parse_article(text, title="Cuba–Peru relations").missions[0]
    (evidence,) = mission.evidence
    assert evidence.text == "Cuba has an embassy in Lima."
    assert "[[Lima]]" in evidence.span.cut(text)
    assert [citation.title for citation in evidence.citations] == ["T"]


def test_territories_are_no_third_countries() -> None:
    assert both_forms("France has a consulate in Hamilton (Bermuda).", "France–United Kingdom relations") == [
        post("FR", "GB", "consulate", "Hamilton")
    ]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            "Cuba Peru has an embassy in Lima and consulates accredited to its through ( ) , . ; of ambassador "
            "1972 closed both not The".split()
        ),
        max_size=60,
    )
)
def test_any_words_in_any_order_are_read(words: list[str]) -> None:
    article = parse_article(f"* {' '.join(words)}\n", title="Cuba–Peru relations")
    for mission in article.missions:
        assert mission.evidence
        assert mission.seat is None or not mission.resident
        assert mission.sending != mission.host


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    countries,
    kinds,
    st.lists(st.sampled_from(["{s} has {a} in {c}", "{s} maintains two {k} in {c} and {d}"])),
)
def test_the_quick_reader_says_what_the_full_one_says(
    monkeypatch: pytest.MonkeyPatch, names: list[str], posts: list[str], clauses: list[str]
) -> None:
    sentences = []
    for index, clause in enumerate([*clauses, "{s} is accredited to {h} from its {n} in {c}, {t}"]):
        sender, host = names[index % 2], names[1 - index % 2]
        noun, nouns = KINDS[posts[index % 2]]
        words = {
            "s": sender[0].upper() + sender[1:],
            "h": host,
            "t": names[2],
            "n": noun,
            "k": nouns,
            "a": a(noun),
        }
        words |= {"c": PLACES[host][1][1], "d": PLACES[host][1][2]}
        sentences.append(clause.format(**words))
    text = f"* {', and '.join(sentences)}.\n* {'. '.join(sentences)}."
    title = titled(names[0], names[1])
    quick = told(parse_article(text, title=title))
    with monkeypatch.context() as patch:
        patch.setattr(RegularReader, "read", lambda *_: None)
        patch.setattr(PlainReader, "read", lambda *_: None)
        full = told(parse_article(text, title=title))
    assert quick == full
    assert quick


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    countries,
    kinds,
    st.lists(
        st.sampled_from(
            [
                "{s} has {a} in {c}.",
                "{s} has {a} in {t}.",
                "{s} has {a} in {h}.",
                "{s} is accredited to {h} from its {n} in {c}.",
                "{s} is accredited to {h} from its {n} in {o}, {t}.",
                "{s} is accredited to {h} from its {n} in {t} and {a} in {c}.",
                "{s} is represented in {h} through its {n} in {h}.",
                "{s} has {a} in {c} and two {k} in {o} and {d}.",
                "List of diplomatic missions of {s} and {h}",
                "List of diplomatic missions in {s}",
                "List of ambassadors of {s} to {h}",
            ]
        ),
        min_size=1,
    ),
)
def test_lines_of_one_clause_say_what_the_full_reader_says(
    monkeypatch: pytest.MonkeyPatch, names: list[str], posts: list[str], lines: list[str]
) -> None:
    text = ""
    for index, line in enumerate(lines):
        sender, host = names[index % 2], names[1 - index % 2]
        noun, nouns = KINDS[posts[index % 2]]
        words = {"s": sender[0].upper() + sender[1:], "h": host, "t": names[2], "n": noun, "k": nouns}
        words |= {"c": PLACES[host][1][1], "d": PLACES[host][1][2], "o": PLACES[names[2]][1][0], "a": a(noun)}
        text += f"* {line.format(**words)}\n"
    title = titled(names[0], names[1])
    quick = told(parse_article(text, title=title))
    with monkeypatch.context() as patch:
        patch.setattr(RegularReader, "read", lambda *_: None)
        patch.setattr(RegularReader, "is_silent", lambda *_: False)
        patch.setattr(PlainReader, "read", lambda *_: None)
        full = told(parse_article(text, title=title))
    assert quick == full


@pytest.mark.parametrize(
    "line",
    [
        "Cuba is accredited to Peru from its embassy in Port of Spain, Trinidad and Tobago.",
        "Cuba is accredited to Peru from its embassy in Arima (Trinidad and Tobago) and a consulate in Ica.",
        "Cuba is accredited to Peru from its embassy in Trinidad and Tobago and a consulate in Lima.",
        "Cuba is accredited to Peru from its embassy in Sarajevo, Bosnia and Herzegovina, and a consulate in Lima.",
        "Peru has consulates in Havana and Saint Kitts and Nevis.",
        "Peru has an embassy in Saint Vincent and the Grenadines.",
        "Peru has consulates in Trinidad and Tobago and Havana.",
    ],
)
def test_and_may_stand_in_the_name_of_a_country(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    quick = told(parse_article(f"* {line}", title="Cuba–Peru relations"))
    with monkeypatch.context() as patch:
        patch.setattr(RegularReader, "read", lambda *_: None)
        patch.setattr(PlainReader, "read", lambda *_: None)
        full = told(parse_article(f"* {line}", title="Cuba–Peru relations"))
    assert quick == full


def test_a_post_told_of_again_is_dated_not_doubled() -> None:
    assert both_forms("Cuba has an embassy in Lima. The embassy opened in 1972.") == [
        post("CU", "PE", "embassy", "Lima", opened="1972")
    ]
