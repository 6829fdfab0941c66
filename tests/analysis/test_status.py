from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.analysis.material import CUBA, KENYA, PERU, about, act, corpora, date, days, edtfs, post, row
from wikirel import Event, Modality, parse_article
from wikirel.analysis import StatusHistory, merge, status_history
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
    assert [on(found, year) for year in ("1950", "1970", "1980")] == ["yes", "unknown", "unknown"]


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
    order = sorted(dates)
    names = ["established", *["severed", "restored"] * len(order)][: len(order)]
    cuts = [4] * len(order)
    if isinstance(data, st.DataObject):
        cuts = data.draw(st.lists(st.sampled_from([4, 7, 10]), min_size=len(order), max_size=len(order)))
    exact = history(*(act(n, d, at=9 * i) for i, (n, d) in enumerate(zip(names, order, strict=True))))
    vague = history(
        *(act(n, d[:c], at=9 * i) for i, (n, d, c) in enumerate(zip(names, order, cuts, strict=True)))
    )
    assert on(vague, day) in (on(exact, day), "unknown")
