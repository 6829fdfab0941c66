"""Dyads: rows of tables of relations in every layout, sections about one partner, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wikirel import (
    Article,
    Document,
    Event,
    EventKind,
    Evidence,
    Mission,
    MissionKind,
    Party,
    Span,
    parse_article,
)
from wikirel.analysis import status_history
from wikirel.rules.dyads import _ByPlace

TITLE = "Foreign relations of Peru"


def dyads(article: Article) -> list[tuple[str, str | None]]:
    return [
        (dyad.parties[1].code or dyad.parties[1].name, dyad.established.edtf if dyad.established else None)
        for dyad in article.dyads
    ]


def read(text: str) -> Article:
    return parse_article(text, title=TITLE)


CU_NO = [("CU", "1902-05-20"), ("NO", "1921")]


def lines(*rows: str) -> str:
    return "\n".join(rows)


LAYOUTS = [
    lines(
        '{| class="wikitable"',
        "! Country !! Formal Relations Began !! Notes",
        "|-",
        "|{{flag|Cuba}}||20 May 1902||a",
        "|-",
        "|{{flag|Norway}}||1921||b",
        "|}",
    ),
    lines(
        "{|",
        "! # !! Country !! Date",
        "|-",
        "|1",
        "|{{flag|Cuba}}",
        "|{{dts|20 May 1902}}",
        "|-",
        "|2",
        "|{{Flag|Norway }}",
        "|1921",
        "|}",
    ),
    lines(
        "{|",
        '! colspan="3" | [[File:Map.svg|frameless]]',
        "|-",
        "! #",
        "! Country",
        "! Date",
        "|-",
        "|1||{{flag|Cuba}}||20 May 1902",
        "|-",
        "|2||{{flag|Norway}}||1921",
        "|}",
    ),
    lines(
        "{|",
        "! Country/Region !! Relations began<br>(date) !! Notes !! Free trade agreement",
        "|-",
        "|{{flagicon|Cuba}} [[Cuba]]||May 20, 1902||||yes",
        "|-",
        "|{{flagu|Norway}}||1921||||",
        "|}",
    ),
    lines(
        "{|",
        "! State !! Notes !! Since",
        "|- valign=top",
        "|[[Cuba]]||text||20 May 1902",
        "|- valign=top",
        "|[[Norway]]||text||1921",
        "|}",
    ),
    lines(
        "{|",
        "|{{flag|Cuba}}||20 May 1902",
        "|-",
        "|{{flag|Norway}}||1921",
        "|}",
    ),
    lines(
        "{|",
        "! Continent !! Country !! Date",
        "|-",
        "|rowspan=2|Many||{{flag|Cuba}}||20 May 1902",
        "|-",
        "|{{flag|Norway}}||1921",
        "|}",
    ),
    lines(
        "{|",
        "! Country !! Formal relations established !! Notes",
        "|-",
        "|{{#invoke:flag||Cuba}}||{{dts|1902|5|20}}||x",
        "|-",
        "|{{#invoke:flag||Norway}}||{{dts|1921}}||",
        "|}",
    ),
]


@pytest.mark.parametrize("table", LAYOUTS)
def test_layouts_of_tables(table: str) -> None:
    article = read(f"== Bilateral relations ==\n{table}\n")
    assert dyads(article) == CU_NO
    assert not [d for d in article.diagnostics if d.code == "unread-row"]


def test_the_plain_rendering_has_tables_too() -> None:
    article = parse_article(
        f"= {TITLE} =\n\n== Bilateral relations ==\n| Country | Formal relations began | Notes |\n"
        "| Cuba | 20 May 1902 | See more. |\n| Norway | 1921 |  |\n"
    )
    assert dyads(article) == CU_NO


@pytest.mark.parametrize(
    ("heading", "table"),
    [
        ("Visa policy", "! Country !! Date\n|-\n|{{flag|Cuba}}||20 May 1902"),
        ("Relations", "! Country !! Visa requirement !! Notes\n|-\n|{{flag|Cuba}}||none||90 days"),
        ("Treaties", "! Country !! Signed !! Treaty\n|-\n|{{flag|Cuba}}||20 May 1902||peace"),
        ("Trade", "! Country !! Imports !! Exports\n|-\n|{{flag|Cuba}}||1902||5"),
        ("Missions", "! Host country !! Ambassador !! Website\n|-\n|{{flag|Cuba}}||Ana||x"),
        ("Multilateral", "! Organization !! Formal Relations Began !! Notes\n|-\n|{{flag|Cuba}}||1971||x"),
        ("Blocs", "! Bloc !! Countries\n|-\n|Andes||Peru, Bolivia"),
    ],
)
def test_other_tables_give_no_dyads(heading: str, table: str) -> None:
    assert dyads(read(f"== {heading} ==\n{{|\n{table}\n|}}\n")) == []


DATES = [
    ("8 March 1945, broken 3 January 1955, restored 18 March 1991", ["established", "severed", "restored"]),
    ("1973 (suspended 19 March 2021)", ["established", "severed"]),
    ("1824; 1849", ["established"]),
    ("14 June 1895<ref>signed 3 July 1999</ref>", ["established"]),
    ("<!-- 3 July 1999 -->14 June 1895", ["established"]),
    ("<!-- 3 July 1999 -->", []),
    ("''N/A''", []),
]


@pytest.mark.parametrize(("cell", "kinds"), DATES)
def test_dates_of_a_cell(cell: str, kinds: list[str]) -> None:
    article = read(f"{{|\n! Country !! Date !! Notes\n|-\n|{{{{flag|Cuba}}}}||{cell}||\n|}}\n")
    (dyad,) = article.dyads
    events = [event for event in dyad.events if [party.code for party in event.parties] == ["PE", "CU"]]
    assert [str(event.kind) for event in events] == kinds
    assert (dyad.established is None) == (not kinds)
    # The rule for prose leaves the cell alone, long as it may be.
    assert [str(event.kind) for event in article.events] == kinds


@pytest.mark.parametrize("cell", ["Before 1999", "prior to 1999"])
def test_a_row_dated_before_a_year_tells_nothing_of_that_year(cell: str) -> None:
    """The date is the row's, for it is what the cell names; but relations did not begin then."""
    article = read(f"{{|\n! Country !! Date\n|-\n|{{{{flag|Cuba}}}}||{cell}\n|}}\n")
    (dyad,) = article.dyads
    assert dyad.established is not None
    assert dyad.established.edtf == "1999"
    assert not article.events


def test_a_row_holds_its_notes_missions_and_article() -> None:
    article = read(
        "{|\n! Country !! Formal relations began !! Notes\n|-\n|{{flag|Cuba}}||1902||See [[Cuba–Peru relations]]\n"
        "* Cuba has an embassy in [[Lima]].\n* Peru has an embassy in Havana.\n|-\n|{{flag|Norway}}||1921||\n"
        "{{main|Norway–Peru relations}}\n* Norway is accredited to Peru from its embassy in Santiago, Chile.\n|}\n"
    )
    cuba, norway = article.dyads
    assert cuba.main_article == "Cuba–Peru relations"
    assert norway.main_article == "Norway–Peru relations"
    assert [mission.city for mission in cuba.missions] == ["Lima", "Havana"]
    assert [mission.city for mission in norway.missions] == ["Santiago"]
    assert cuba.notes.splitlines()[1] == "Cuba has an embassy in Lima."
    assert cuba.evidence[0].text == "Cuba 1902"


def test_the_article_of_a_pair_is_named_in_other_words_elsewhere() -> None:
    article = parse_article(
        "{|\n! Pays !! Date !! Notes\n|-\n"
        "| Pérou || 3 mai 1951 || Voir [[Relations entre la France et le Pérou]].\n"
        "|-\n| Cuba || 1952 || Voir [[Musée des relations]].\n|}\n",
        title="Politique étrangère de la France",
    )
    assert [dyad.main_article for dyad in article.dyads] == ["Relations entre la France et le Pérou", None]


@given(
    st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=3, unique=True), max_size=12),
    st.integers(0, 12),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=12),
)
def test_a_place_tells_the_facts_whose_evidence_begins_in_it(
    told: list[list[int]], border: int, places: list[tuple[int, int]]
) -> None:
    def evidence(starts: list[int]) -> tuple[Evidence, ...]:
        return tuple(Evidence(Span(start, start + 1)) for start in starts)

    peru, cuba = Party("Peru", "PE"), Party("Cuba", "CU")
    missions = [
        Mission(sending=peru, host=cuba, kind=MissionKind.EMBASSY, evidence=evidence(starts))
        for starts in told[:border]
    ]
    events = [
        Event(date=None, kind=EventKind.OTHER, text="", evidence=evidence(one)) for one in told[border:]
    ]
    ranges = [
        (start, start + length) for start, length in places
    ]  # in any order, as rows of odd tables may be

    def within(facts: list[Mission] | list[Event], start: int, end: int) -> list[int]:
        hits = [
            (piece.span.start, id(fact))
            for fact in facts
            for piece in fact.evidence
            if start <= piece.span.start < end
        ]
        return sorted({fact for _, fact in hits})

    for (start, end), found in zip(ranges, _ByPlace(missions, events).within(ranges), strict=True):
        assert [sorted(map(id, facts)) for facts in found] == [
            within(missions, start, end),
            within(events, start, end),
        ]


def test_sections_about_one_partner() -> None:
    article = read(
        "== Asia ==\n=== Japan ===\n{{main|Japan–Peru relations}}\nJapan has an embassy in Lima.\n"
        "=== Relations with India ===\nText.\n== Peru–Cuba relations ==\nText.\n== European affairs ==\nText.\n"
        "== See also ==\n=== Norway ===\n* List\n"
    )
    assert dyads(article) == [("JP", None), ("IN", None), ("CU", None)]
    japan = article.dyads[0]
    assert japan.main_article == "Japan–Peru relations"
    assert [(mission.sending.code, mission.city) for mission in japan.missions] == [("JP", "Lima")]
    assert japan.evidence[0].text == "Japan"


def test_rows_that_name_no_partner_are_noted() -> None:
    article = read("{|\n! Country !! Date !! Notes\n|-\n|{{flag|Cuba}}||1902||\n|-\n|||1903||somebody\n|}\n")
    assert dyads(article) == [("CU", "1902")]
    (note,) = [d for d in article.diagnostics if d.code == "unread-row"]
    assert note.span is not None
    assert "1903" in note.span.cut(article.source)


def test_only_articles_on_one_country_have_dyads() -> None:
    table = "{|\n! Country !! Date\n|-\n|{{flag|Cuba}}||1902\n|}\n"
    assert parse_article(table, title="Cuba–Peru relations").dyads == ()


NAMES = {"Cuba": "CU", "Norway": "NO", "Japan": "JP", "Guinea-Bissau": "GW", "Niger": "NE", "Nigeria": "NG"}
rows = st.lists(
    st.tuples(
        st.sampled_from(sorted(NAMES)),
        st.integers(1, 28),
        st.integers(1, 12),
        st.integers(1800, 2020),
        st.sampled_from(["{y:04d}-{m:02d}-{d:02d}", "{d} {name} {y}", "{name} {d}, {y}"]),
    ),
    min_size=1,
    max_size=8,
)
MONTHS = "January February March April May June July August September October November December".split()


@settings(deadline=None, max_examples=60)
@given(rows, st.booleans(), st.booleans(), st.sampled_from(["||", "\n|"]))
def test_every_row_is_one_dyad_in_any_layout(
    table: list[tuple[str, int, int, int, str]], numbered: bool, noted: bool, separator: str
) -> None:
    header = [
        *(["#"] if numbered else []),
        "Country",
        "Formal relations began",
        *(["Notes"] if noted else []),
    ]
    lines = ["{|", "! " + " !! ".join(header)]
    for index, (name, day, month, year, form) in enumerate(table):
        date = form.format(d=day, m=month, y=year, name=MONTHS[month - 1])
        cells = [
            *([str(index)] if numbered else []),
            f"{{{{flag|{name}}}}}",
            date,
            *(["none"] if noted else []),
        ]
        lines += ["|-", "|" + separator.join(cells)]
    article = read("\n".join([*lines, "|}", ""]))
    expected = [(NAMES[name], f"{year:04d}-{month:02d}-{day:02d}") for name, day, month, year, _ in table]
    assert dyads(article) == expected
    for dyad in article.dyads:
        (event,) = [event for event in dyad.events if str(event.kind) == "established"][:1]
        assert event.date is not None
        assert dyad.established is not None
        assert event.date.edtf == dyad.established.edtf


def test_wide_spans_cost_nothing() -> None:
    table = "{|\n! Country !! Date\n" + "|-\n|rowspan=9000 colspan=9000|{{flag|Cuba}}||1902\n" * 50 + "|}\n"
    assert Document(table).tables
    assert isinstance(read(table), Article)


def test_memberships_in_common() -> None:
    text = (
        '{| class="wikitable"\n! Country !! Formal Relations Began !! Notes\n|-\n| {{flag|Peru}} || 1902 ||\n'
        "* Both countries are full members of the [[Organization of American States]], "
        "of the [[Rio Group]] and NATO.\n"
        "* Cuba has an embassy in [[Lima]].\n|-\n| {{flag|Chile}} || 1903 || None.\n|}\n"
    )
    article = parse_article(text, title="Foreign relations of Cuba")
    assert [dyad.memberships for dyad in article.dyads] == [
        ("Organization of American States", "Rio Group", "NATO"),
        (),
    ]


def test_a_cell_that_tells_of_no_relations_tells_of_their_end() -> None:
    text = "{|\n! Country !! Formal relations began\n|-\n| {{flag|Cuba}} || no relations since 1999\n|}"
    article = parse_article(text, title="Foreign relations of Peru")
    assert [(str(event.kind), event.date and event.date.edtf) for event in article.events] == [
        ("severed", "1999")
    ]


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("{{flag|Cuba}} (suspended)", True),
        ("{{flag|Cuba}} (diplomatic relations severed)", True),
        ("{{flag|Cuba}} (island)", False),
    ],
)
def test_a_partner_that_is_marked_as_broken_off(name: str, marked: bool) -> None:
    article = read(f"{{|\n! Country !! Date\n|-\n|{name}||9 December 1972\n|}}\n")
    assert [(str(event.kind), event.date and event.date.edtf) for event in article.events] == [
        ("established", "1972-12-09"),
        *([("severed", None)] if marked else []),
    ]
    (dyad,) = article.dyads
    assert dyad.established is not None
    standing = status_history([article], *article.dyads[0].parties).on("2000").standing.value
    assert standing == ("unknown" if marked else "yes")
