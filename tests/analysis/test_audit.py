from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.material import (
    CUBA,
    JAPAN,
    KENYA,
    PERU,
    about,
    act,
    corpora,
    date,
    days,
    edtfs,
    post,
    row,
)
from wikirel import Article, MissionKind
from wikirel.analysis import Audit, Discrepancy, Finding, FindingKind, Weight, audit
from wikirel.analysis.discrepancy import agree, difference, narrowest
from wikirel.analysis.report import AUDIT_COLUMNS, audit_data, audit_markdown, write_audit_csv


def only(found: Audit) -> Finding:
    (finding,) = found.findings
    return finding


def two_rows(one: str, other: str) -> list[Article]:
    return [about(CUBA, dyads=[row(CUBA, PERU, one)]), about(PERU, dyads=[row(PERU, CUBA, other)])]


# -- what must hold of any articles --------------------------------------------------------------------------


@given(corpora, st.randoms())
def test_the_order_of_the_articles_does_not_matter(found: list[Article], random: object) -> None:
    # Articles of one title would be parts of one article, told apart by nothing.
    distinct = list({article.title: article for article in found}.values())
    shuffled = list(distinct)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert audit(shuffled) == audit(distinct)


@given(corpora)
def test_an_article_passed_twice_counts_once(found: list[Article]) -> None:
    distinct = list({article.title: article for article in found}.values())
    assert audit([*distinct, *distinct]) == audit(distinct)


@given(corpora)
def test_every_contradiction_has_two_sides_with_a_place_each(found: list[Article]) -> None:
    for finding in audit(found).findings:
        assert len(finding.positions) >= 2
        assert all(position.tellings for position in finding.positions)
        assert finding.summary


@given(corpora)
def test_reports_hold_every_place(found: list[Article]) -> None:
    result = audit(found)
    places = sum(len(position.tellings) for f in result.findings for position in f.positions)
    text = io.StringIO(newline="")
    assert write_audit_csv(result, text) == places
    rows = list(csv.reader(io.StringIO(text.getvalue(), newline="")))
    assert tuple(rows[0]) == AUDIT_COLUMNS
    assert len(rows) == places + 1
    assert len(json.loads(json.dumps(audit_data(result)))["findings"]) == len(result.findings)
    page = audit_markdown(result)
    assert page.count("- [ ] ") == len(result.contradictions)
    lines = [line for line in page.splitlines() if line.startswith("  | ")]
    assert len(lines) == places + 2 * len(result.findings)
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} <= {6}


# -- dates ---------------------------------------------------------------------------------------------------


@given(days, st.sampled_from([4, 7, 10]))
def test_a_day_agrees_with_its_month_and_year(day: str, cut: int) -> None:
    found = audit(two_rows(day, day[:cut]))
    assert found.findings == ()
    (agreement,) = found.agreements
    assert (agreement.value, agreement.articles) == (day, 2)


@given(days, days)
def test_two_days_are_one_contradiction(one: str, other: str) -> None:
    found = audit(two_rows(one, other))
    if one == other:
        assert found.findings == ()
    else:
        finding = only(found)
        assert (finding.kind, finding.weight) == (FindingKind.DATE_ACROSS, Weight.CONTRADICTION)
        assert [position.value for position in finding.positions] == sorted((one, other))
        assert [position.articles for position in finding.positions] != [(), ()]


@given(edtfs, edtfs)
def test_to_agree_and_to_differ_are_mutual(one: str, other: str) -> None:
    a, b = date(one), date(other)
    assert agree(a, a)
    assert agree(a, b) == agree(b, a) == (difference(a, b) is None)
    assert difference(a, b) == difference(b, a)
    if a.compatible(b):
        assert agree(a, b)


@given(st.lists(edtfs, max_size=8))
def test_the_narrowest_dates_hold_no_other(found: list[str]) -> None:
    kept = narrowest(map(date, found))
    assert bool(kept) == bool(found)
    for one in kept:
        assert one.edtf in found
        others = [other for other in kept if other.edtf != one.edtf]
        assert not any(one.contains(other) for other in others if not (one.approximate or other.approximate))
    for edtf in found:
        assert any(agree(date(edtf), one) for one in kept)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1964-07-27", "1964-07-28", "slip-of-day"),
        ("1964-07-12", "1964-07-21", "slip-of-day"),
        ("1964-07-01", "1964-07-11", "slip-of-day"),
        ("1964-02-26", "1964-11-26", "slip-of-month"),
        ("1964-07-27", "1974-07-27", "slip-of-year"),
        ("1964-07", "1974-07", "slip-of-year"),
        ("1964-05-06", "1964-06-05", "day-and-month-swapped"),
        ("1964-07-03", "1964-07-17", "within-a-month"),
        ("1964-12-29", "1965-01-14", "within-a-month"),
        ("1964-07-03", "1965-11-17", "within-two-years"),
        ("1964", "1965", "within-two-years"),
        ("1964-07-03", "1969-02-17", "other"),
        ("1945-03-08", "1991-03-18", "first-or-restored"),
    ],
)
def test_likely_causes(one: str, other: str, expected: str) -> None:
    assert only(audit(two_rows(one, other))).discrepancy == expected


def test_the_day_of_a_recognition_is_a_step() -> None:
    articles = two_rows("1991-12-31", "1992-04-05")
    told = about(CUBA, PERU, events=[act("recognised", "1991-12-31")])
    assert only(audit([*articles, told])).discrepancy is Discrepancy.ANOTHER_STEP


def test_restored_relations_are_no_contradiction_where_the_text_says_so() -> None:
    told = act("restored", "1991-03-18", at=20)
    one = about(CUBA, dyads=[row(CUBA, PERU, "1945-03-08", events=[told])])
    other = about(PERU, dyads=[row(PERU, CUBA, "1991")])
    finding = only(audit([one, other]))
    assert (finding.weight, finding.discrepancy) == (Weight.INFORMATION, Discrepancy.FIRST_OR_RESTORED)


def test_a_list_against_its_own_table() -> None:
    article = about(CUBA, dyads=[row(CUBA, PERU, "1902-05-05", 0), row(CUBA, PERU, "1902-05-06", 50)])
    finding = only(audit([article]))
    assert finding.kind is FindingKind.DATE_WITHIN
    assert finding.positions[0].tellings[0].evidence.span.start == 0


def test_a_date_that_fits_two_sides_is_on_neither() -> None:
    article = about(
        CUBA,
        dyads=[
            row(CUBA, PERU, "1902-05-05", 0),
            row(CUBA, PERU, "1902-05-06", 50),
            row(CUBA, PERU, "1902", 90),
        ],
    )
    assert [len(position.tellings) for position in only(audit([article])).positions] == [1, 1]


def test_running_text_against_a_table() -> None:
    near = about(
        CUBA, dyads=[row(CUBA, PERU, "1902-05-05")], events=[act("established", "1902-05-06", at=50)]
    )
    finding = only(audit([near]))
    assert (finding.kind, finding.weight) == (FindingKind.DATE_IN_TEXT, Weight.CONTRADICTION)
    contacts = about(CUBA, dyads=[row(CUBA, PERU, "1902-05-05")], events=[act("established", "1821", at=50)])
    assert only(audit([contacts])).weight is Weight.INFORMATION
    vague = about(CUBA, dyads=[row(CUBA, PERU, "1902-05-05")], events=[act("established", "18XX", at=50)])
    assert audit([vague]).findings == ()


def test_a_row_and_its_own_event_are_one_telling() -> None:
    article = about(
        CUBA,
        dyads=[row(CUBA, PERU, "1902-05-05")],
        events=[act("established", "1902-05-05", (CUBA, PERU))],
    )
    assert audit([article]).agreements == ()


# -- status and missions -------------------------------------------------------------------------------------


def test_severed_and_yet_an_embassy_is_open() -> None:
    embassy = post(CUBA, PERU, "Lima", 40)
    broken = act("severed", "2021-08-24", at=0)
    article = about(CUBA, dyads=[row(CUBA, PERU, "1902", events=[broken])], missions=[embassy])
    finding = only(audit([article]))
    assert (finding.kind, finding.weight) == (FindingKind.SEVERED_CURRENT, Weight.CONTRADICTION)
    in_text = about(CUBA, PERU, events=[act("severed", "1967", at=20)], missions=[embassy])
    assert only(audit([in_text])).weight is Weight.INFORMATION
    restored = act("restored", "2023", at=60)
    assert audit([about(CUBA, PERU, events=[broken, restored], missions=[embassy])]).findings == ()
    undated = act("restored", None, at=60)
    assert audit([about(CUBA, PERU, events=[broken, undated], missions=[embassy])]).findings == ()


@pytest.mark.parametrize(
    "mission",
    [
        post(CUBA, PERU, "Lima", 40, kind=MissionKind.INTERESTS_SECTION),
        post(CUBA, PERU, "Quito", 40, resident=False),
        post(CUBA, PERU, "Lima", 40, status="closed"),
        post(CUBA, PERU, "Lima", 40, opened="2023"),
    ],
)
def test_posts_that_may_be_there_without_relations(mission: object) -> None:
    article = about(CUBA, PERU, events=[act("severed", "2021-08-24", at=20)], missions=[mission])  # type: ignore[list-item]
    assert audit([article]).findings == ()


def test_severed_and_listed_without_the_break() -> None:
    one = about(CUBA, dyads=[row(CUBA, PERU, "1902", events=[act("severed", "2021", at=2)])])
    other = about(PERU, dyads=[row(PERU, CUBA, "1902")])
    finding = only(audit([one, other]))
    assert (finding.kind, finding.weight) == (FindingKind.SEVERED_CURRENT, Weight.INFORMATION)


def test_open_by_one_and_closed_by_another() -> None:
    one = about(CUBA, missions=[post(CUBA, PERU, "Lima")])
    other = about(PERU, missions=[post(CUBA, PERU, "Lima", status="closed", closed="2014")])
    assert only(audit([one, other])).kind is FindingKind.MISSION_STATUS
    both = about(
        PERU,
        missions=[post(CUBA, PERU, "Lima", status="closed"), post(CUBA, PERU, "Lima", 20, opened="2016")],
    )
    assert audit([one, both]).findings == ()


def test_resident_by_one_and_not_by_another() -> None:
    one = about(CUBA, missions=[post(CUBA, PERU, "Lima")])
    other = about(PERU, missions=[post(CUBA, PERU, "Quito", resident=False)])
    assert only(audit([one, other])).kind is FindingKind.MISSION_RESIDENCE
    next_door = about(PERU, missions=[post(CUBA, PERU, "Lima", resident=False)])
    assert audit([one, next_door]).findings == ()


def test_two_cities() -> None:
    one = about(KENYA, missions=[post(KENYA, JAPAN, "Tokyo")])
    other = about(JAPAN, missions=[post(KENYA, JAPAN, "Osaka")])
    finding = only(audit([one, other]))
    assert finding.kind is FindingKind.MISSION_CITY
    assert {position.value for position in finding.positions} == {"Tokyo", "Osaka"}
    spelt = about(JAPAN, missions=[post(KENYA, JAPAN, "Tōkyō")])
    assert audit([one, spelt]).findings == ()
    both = about(JAPAN, missions=[post(KENYA, JAPAN, "Osaka"), post(KENYA, JAPAN, "Tokyo")])
    assert only(audit([both])).weight is Weight.INFORMATION
    city_state = about(JAPAN, missions=[post(KENYA, JAPAN, "Japan")])
    assert audit([one, city_state]).findings == ()


def test_told_by_one_side_only_is_information() -> None:
    one = about(
        CUBA, dyads=[row(CUBA, PERU, None)], missions=[post(CUBA, PERU, "Lima"), post(PERU, CUBA, None, 20)]
    )
    other = about(PERU, dyads=[row(PERU, CUBA, None)], missions=[post(PERU, CUBA, "Havana")])
    finding = only(audit([one, other]))
    assert (finding.kind, finding.weight) == (FindingKind.MISSION_ONE_SIDED, Weight.INFORMATION)


def test_findings_of_some_kinds() -> None:
    found = audit(two_rows("1902", "1903"))
    assert found.of_kinds(["mission-city"]).findings == ()
    assert found.of_kinds(["date-across-articles"]) == found
    assert found.counts() == {(FindingKind.DATE_ACROSS, Weight.CONTRADICTION): 1}
    with pytest.raises(ValueError, match="dates"):
        found.of_kinds(["dates"])
