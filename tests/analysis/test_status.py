from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.analysis.material import CUBA, KENYA, PERU, about, act, corpora, date, days, edtfs, post, row
from wikirel import Event, Modality, parse_article
from wikirel.analysis import StatusHistory, merge, status_history
from wikirel.analysis.discrepancy import agree
from wikirel.values.dates.edtf import EARLIEST_DAY, LATEST_DAY


def history(*events: Event) -> StatusHistory:
    return status_history([about(CUBA, PERU, events=events)], "CU", "PE")


def on(found: StatusHistory, when: str) -> str:
    return found.on(when).standing.value


def test_the_founding_question() -> None:
    found = history(act("severed", "1960-12-30", at=0), act("restored", "1972-07-08", at=9))
    assert [on(found, day) for day in ("1965-01-01", "1960-12-30", "1972-07-07")] == ["no"] * 3
    assert [on(found, day) for day in ("1972-07-08", "1972-08", "2000")] == ["yes"] * 3
    assert on(found, "1972") == "unknown"
    assert on(found, "1960-12-29") == "unknown"  # since when they had stood, nobody says
    assert found.on("1965").evidence[0].article == "Cuba–Peru relations"


def test_nothing_told_is_unknown() -> None:
    found = history()
    assert on(found, "1965") == "unknown"
    assert found.on("1965").evidence == ()
    assert len(found.spans) == 1


def test_within_a_date_that_is_not_exact_it_is_unknown() -> None:
    found = history(act("established", "1905"))
    assert [on(found, w) for w in ("1904-12-31", "1905-06-01", "1905", "1906", "1906-01-01")] == [
        *("no", "unknown", "unknown", "yes", "yes")
    ]
    assert on(found, "1905-12-31") == "yes"  # by the last day of 1905 it had happened
    assert on(history(act("established", "1905~")), "1906-06-01") == "unknown"


def test_a_more_exact_telling_settles_it() -> None:
    found = history(act("established", "1905", at=0), act("established", "1905-01-11", at=9))
    assert on(found, "1905-06-01") == "yes"
    assert len(found.on("1905-06-01").evidence) == 2


def test_tellings_that_do_not_fit_leave_the_time_between_open() -> None:
    found = history(act("established", "1945", at=0), act("established", "1991-03-18", at=9))
    assert [on(found, year) for year in ("1944", "1960", "1992")] == ["no", "unknown", "yes"]
    assert "do not fit" in found.on("1960").reason
    assert len(found.on("1960").evidence) == 2


def test_two_acts_of_which_it_is_open_which_came_first() -> None:
    found = history(act("severed", "1960", at=0), act("restored", "1960-05", at=9))
    assert on(found, "1961") == "unknown"


def test_a_rise_in_rank_says_that_they_stood() -> None:
    found = history(act("established", "1905-01-11", at=0), act("upgraded", "1943", at=9))
    assert on(found, "1943-05-05") == "yes"
    assert on(history(act("upgraded", "1943")), "1944") == "yes"
    assert on(history(act("upgraded", "1943")), "1940") == "unknown"


def test_a_suspension_from_to_does_not_say_what_came_then() -> None:
    found = history(act("established", "1945-03-08", at=0), act("severed", "1967/1974", at=9))
    assert [on(found, year) for year in ("1950", "1970", "1980")] == ["yes", "no", "unknown"]


@given(
    st.integers(1850, 1950),
    st.integers(1, 60),
    st.sampled_from(("{}–{}", "{} – {}", "3 May {} – 7 June {}", "{}—May {}", "{}-{}")),
)
def test_relations_from_to_are_open_after_their_end(first: int, years: int, form: str) -> None:
    last = first + years
    cell = form.format(first, last)
    table = f"{{|\n! Country !! Formal relations began\n|-\n| {{{{flag|Peru}}}} || {cell}\n|}}\n"
    articles = [parse_article(table, title="Foreign relations of Cuba")]
    found = status_history(articles, "CU", "PE")
    assert on(found, str(first - 1)) == "no"
    assert years == 1 or on(found, str(last - 1)) == "yes"
    assert on(found, str(last + 1)) == "unknown"
    # A break that is told in that year says more.
    told = f"In {last}, Cuba broke off diplomatic relations with Peru."
    articles.append(parse_article(told, title="Cuba–Peru relations"))
    assert on(status_history(articles, "CU", "PE"), str(last + 1)) == "no"


def test_a_break_without_a_date() -> None:
    found = history(act("established", "1945-03-08", at=0), act("severed", None, at=9))
    assert [on(found, year) for year in ("1940", "1950")] == ["no", "unknown"]
    assert len(found.undated) == 1


def test_a_plan_is_no_act() -> None:
    found = history(act("severed", "1960", modality=Modality.PLANNED))
    assert found.acts == ()


def test_rows_count_and_those_of_other_pairs_do_not() -> None:
    article = about(CUBA, dyads=[row(CUBA, PERU, "1902-05-05"), row(CUBA, KENYA, "1975", 20)])
    assert on(status_history([article], "Peru", CUBA), "1960") == "yes"
    assert on(status_history([article], PERU, KENYA), "1980") == "unknown"


def test_missions_decide_nothing() -> None:
    article = about(CUBA, PERU, missions=[post(CUBA, PERU, "Lima")])
    assert on(status_history([article], CUBA, PERU), "2025") == "unknown"


def test_what_an_article_tells_of_two_others_is_left_out() -> None:
    article = about(KENYA, events=[act("severed", "1960", (CUBA, PERU))])
    assert on(status_history([article], CUBA, PERU), "1965") == "unknown"
    assert on(status_history([about(events=[act("severed", "1960")])], CUBA, PERU), "1965") == "no"


def test_a_country_has_no_relations_with_itself() -> None:
    with pytest.raises(ValueError, match="Peru"):
        status_history([], "PE", "Peru")
    with pytest.raises(ValueError, match="not a date"):
        history().on("yesterday")


# -- bounds, orders, and what acts without a date leave open -------------------------------------------------


def told(*sentences: str) -> StatusHistory:
    return status_history([parse_article(" ".join(sentences), title="Cuba–Peru relations")], "CU", "PE")


FOUNDED = "Cuba and Peru established diplomatic relations on 3 May 1905."


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Diplomatic relations were established after 1970.",
            {"1969": "no", "1975": "unknown", "2020": "unknown"},
        ),
        ("By 1970, the two countries had established relations.", {"1950": "unknown", "1971": "yes"}),
        (
            "Relations were established after 1970. They were severed in 1980.",
            {"1969": "no", "1975": "unknown", "1981": "no"},
        ),
        (FOUNDED + " By 1970, the two countries had established diplomatic relations.", {"1906": "yes"}),
        (
            "Diplomatic relations were established in May 1971. Relations were established after 1970.",
            {"1970": "no", "1972": "yes"},
        ),
        (
            FOUNDED + " Peru broke off diplomatic relations with Cuba after 1970.",
            {"1960": "yes", "1990": "unknown"},
        ),
        (FOUNDED + " Diplomatic relations were suspended until 1974.", {"1950": "unknown", "1975": "yes"}),
        (FOUNDED + " Diplomatic relations were not severed until 1974.", {"1950": "yes", "1975": "no"}),
        ("Peru had no diplomatic relations with Cuba until 1972.", {"1960": "no", "1980": "yes"}),
        (FOUNDED + " They maintained diplomatic relations until 1960.", {"1950": "yes", "1970": "no"}),
        ("Peru has had no diplomatic relations with Cuba since 1961.", {"1970": "no"}),
        (
            "Peru maintained diplomatic relations with Cuba from 1902 to 1960.",
            {"1901": "no", "1950": "yes", "1970": "unknown"},
        ),
        (
            FOUNDED + " Diplomatic relations were suspended between 1943 and 1946.",
            {"1940": "yes", "1945": "no", "1950": "unknown"},
        ),
    ],
)
def test_a_bound_is_not_the_date_of_the_act(text: str, days: dict[str, str]) -> None:
    found = told(text)
    assert {day: on(found, day) for day in days} == days


def test_a_row_dated_before_a_year_does_not_deny_what_was_before() -> None:
    table = "{|\n! Country !! Formal relations began\n|-\n| {{flag|Peru}} || Before 1999\n|}\n"
    found = status_history([parse_article(table, title="Foreign relations of Cuba")], "CU", "PE")
    assert [on(found, year) for year in ("1990", "1999", "2000")] == ["unknown", "yes", "yes"]


def test_a_row_of_a_break_alone_tells_of_no_beginning() -> None:
    table = "{|\n! Country !! Formal relations began\n|-\n| {{flag|Peru}} || (Relations severed 13 July 1960)\n|}\n"
    found = status_history([parse_article(table, title="Foreign relations of Cuba")], "CU", "PE")
    assert [on(found, year) for year in ("1950", "1961")] == ["unknown", "no"]


def test_severed_and_restored_in_one_year_after_relations() -> None:
    found = history(
        act("established", "1905-05-03"), act("severed", "1961", at=9), act("restored", "1961", at=20)
    )
    assert [on(found, year) for year in ("1960", "1961", "1962")] == ["yes", "unknown", "yes"]
    found = history(
        act("established", "1905-05-03"), act("severed", "1961", at=9), act("restored", "1961-05-02", at=20)
    )
    assert [on(found, day) for day in ("1960-12-31", "1961-05-01", "1961-05-02")] == ["yes", "unknown", "yes"]


def test_one_day_told_as_a_break_and_as_a_return_is_open() -> None:
    found = history(
        act("established", "1905-05-03"),
        act("severed", "1961-05-02", at=9),
        act("restored", "1961-05-02", at=20),
    )
    assert [on(found, year) for year in ("1960", "1962")] == ["yes", "unknown"]


def test_a_return_after_a_lower_rank_is_one_of_rank() -> None:
    found = history(
        act("established", "1905-05-03"), act("downgraded", "1994", at=9), act("restored", "2003", at=20)
    )
    assert [on(found, year) for year in ("1993", "1998", "2004")] == ["yes"] * 3


def test_a_return_without_a_date_leaves_open_what_came_after_the_break() -> None:
    found = history(
        act("established", "1905-05-03"), act("severed", "1961-05-02", at=9), act("restored", None, at=20)
    )
    assert [on(found, year) for year in ("1960", "1962", "9999")] == ["yes", "unknown", "unknown"]


def test_a_part_of_a_decade_lies_in_it() -> None:
    found = told(FOUNDED, "Peru severed relations with Cuba in the early 1960s.")
    assert [on(found, year) for year in ("1959", "1965", "1970")] == ["yes", "unknown", "no"]


def test_the_reason_names_what_made_it_so() -> None:
    found = history(act("established", "1905-01-11"), act("upgraded", "1943", at=9))
    assert found.on("1950").reason == "since established 1905-01-11"
    assert len(found.on("1950").evidence) == 2


def test_what_a_row_tells_of_its_partner_and_a_third_country_is_left_out() -> None:
    section = row(CUBA, PERU, "1902", events=[act("severed", "1960", (PERU, KENYA))])
    article = about(CUBA, dyads=[section])
    assert on(status_history([article], PERU, KENYA), "1965") == "unknown"
    assert on(status_history([article], CUBA, PERU), "1965") == "yes"


near_days = st.builds(
    "{}-{:02d}-{:02d}".format, st.integers(1904, 1907), st.integers(1, 12), st.integers(1, 28)
)


@given(st.sets(near_days, min_size=2, max_size=5), st.data(), near_days)
def test_orders_that_fit_never_give_another_answer(dates: set[str], data: st.DataObject, day: str) -> None:
    """The same, of acts that lie close together."""
    order = sorted(dates)
    first = data.draw(st.sampled_from(["established", "severed", "restored"]))
    names = {
        "established": ["established", "severed", "restored", "severed", "restored"],
        "severed": ["severed", "restored"] * 3,
        "restored": ["restored", "severed"] * 3,
    }[first]
    cuts = data.draw(st.lists(st.sampled_from([4, 7, 10]), min_size=len(order), max_size=len(order)))
    vague_dates = [when[:cut] for when, cut in zip(order, cuts, strict=True)]
    acts = list(zip(names, vague_dates, strict=False))
    assume(not any(a[0] == b[0] and agree(date(a[1]), date(b[1])) for a, b in combinations(acts, 2)))
    exact = history(*(act(n, d, at=9 * i) for i, (n, d) in enumerate(zip(names, order, strict=False))))
    vague = history(*(act(n, d, at=9 * i) for i, (n, d) in enumerate(acts)))
    assert on(vague, day) in (on(exact, day), "unknown")


@given(corpora, edtfs)
def test_spans_have_no_gaps_and_on_agrees_with_them(found: list[object], when: str) -> None:
    for facts in merge(found).values():  # type: ignore[arg-type]
        told = StatusHistory.of(facts)
        spans = told.spans
        assert (spans[0].first, spans[-1].last) == (EARLIEST_DAY, LATEST_DAY)
        for one, other in pairwise(spans):
            assert one.last < other.first
            assert one.answer != other.answer
        bounds = date(when).bounds
        touched = {s.answer.standing for s in spans if s.first <= bounds.latest and bounds.earliest <= s.last}
        assert told.on(when).standing == (touched.pop() if len(touched) == 1 else "unknown")


@given(st.sets(days, min_size=1, max_size=8), days)
def test_exact_acts_in_turn_give_what_counting_gives(dates: set[str], day: str) -> None:
    order = sorted(dates)
    names = ["established", *["severed", "restored"] * len(order)][: len(order)]
    found = history(
        *(act(name, when, at=9 * i) for i, (name, when) in enumerate(zip(names, order, strict=True)))
    )
    happened = sum(when <= day for when in order)
    assert on(found, day) == ("yes" if happened % 2 else "no")


@given(st.lists(days, min_size=1, max_size=6, unique=True), st.data(), days)
@example(["1905-01-05", "1905-03-05", "1905-06-05"], None, "1904-01-01")
def test_a_less_exact_text_gives_the_same_answer_or_none(dates: list[str], data: object, day: str) -> None:
    """Acts of one kind whose dates agree are taken for one, so the texts here tell of none such."""
    order = sorted(dates)
    names = ["established", *["severed", "restored"] * len(order)][: len(order)]
    cuts = [4] * len(order)
    if isinstance(data, st.DataObject):
        cuts = data.draw(st.lists(st.sampled_from([4, 7, 10]), min_size=len(order), max_size=len(order)))
    told_dates = [(name, date(when[:cut])) for name, when, cut in zip(names, order, cuts, strict=True)]
    assume(not any(one[0] == two[0] and agree(one[1], two[1]) for one, two in combinations(told_dates, 2)))
    exact = history(*(act(n, d, at=9 * i) for i, (n, d) in enumerate(zip(names, order, strict=True))))
    vague = history(
        *(act(n, d[:c], at=9 * i) for i, (n, d, c) in enumerate(zip(names, order, cuts, strict=True)))
    )
    assert on(vague, day) in (on(exact, day), "unknown")
