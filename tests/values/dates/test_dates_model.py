"""Values: EDTF, bounds, order, agreement."""

import attrs
import pytest
from edtf import parse_edtf as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from wikirel.values.dates import DateGrammar, Day, HistoricalDate, Precision, Qualifier, parse_edtf
from wikirel.values.dates.edtf import interval

_DAYS = st.dates().map(str)
_YEARS = st.integers(0, 9999).map("{:04d}".format)
_MONTHS = st.tuples(_YEARS, st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}")
_MARKED = st.tuples(st.one_of(_DAYS, _YEARS, _MONTHS), st.sampled_from(["", "~", "?"])).map("".join)
_COARSE = st.tuples(
    st.one_of(
        st.integers(0, 999).map("{:03d}X".format),
        st.integers(0, 99).map("{:02d}XX".format),
        st.integers(1, 99).map("-{:02d}XX".format),
    ),
    st.sampled_from(["", "~"]),
).map("".join)
_SEASONS = st.tuples(_YEARS, st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36])).map(
    lambda s: f"{s[0]}-{s[1]}"
)
SINGLES = st.one_of(_MARKED, _COARSE, _SEASONS)
INTERVALS = st.tuples(SINGLES, SINGLES).map(lambda pair: interval(*pair)).filter(bool).map(str)
DATES = st.one_of(SINGLES, INTERVALS).map(lambda edtf: HistoricalDate(edtf, edtf))


@settings(deadline=None)
@given(st.one_of(SINGLES, INTERVALS))
def test_what_we_write_is_edtf(text: str) -> None:
    assert reference(text) is not None
    bounds = parse_edtf(text)
    assert bounds.earliest <= bounds.latest


@settings(deadline=None)
@given(_MARKED)
def test_bounds_agree_with_the_reference(text: str) -> None:
    bare = text.rstrip("~?")
    parsed = reference(bare)
    bounds = parse_edtf(text)
    assert bounds.earliest == Day(*parsed.lower_strict()[:3])
    assert bounds.latest == Day(*parsed.upper_strict()[:3])


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1972-07-08", (1972, 7, 8), (1972, 7, 8), Precision.DAY),
        ("1972-02", (1972, 2, 1), (1972, 2, 29), Precision.MONTH),
        ("1972", (1972, 1, 1), (1972, 12, 31), Precision.YEAR),
        ("198X~", (1980, 1, 1), (1989, 12, 31), Precision.DECADE),
        ("19XX", (1900, 1, 1), (1999, 12, 31), Precision.CENTURY),
        ("-02XX", (-299, 1, 1), (-200, 12, 31), Precision.CENTURY),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15), Precision.DAY),
        ("2001-22", (2001, 1, 1), (2001, 12, 31), Precision.SEASON),
        ("2001-34", (2001, 4, 1), (2001, 6, 30), Precision.QUARTER),
        ("2000/2014", (2000, 1, 1), (2014, 12, 31), Precision.INTERVAL),
        ("../1999", (-9999, 1, 1), (1999, 12, 31), Precision.INTERVAL),
        ("1999-05/..", (1999, 5, 1), (9999, 12, 31), Precision.INTERVAL),
    ],
)
def test_bounds(text: str, earliest: tuple[int, ...], latest: tuple[int, ...], precision: Precision) -> None:
    bounds = parse_edtf(text)
    assert (bounds.earliest, bounds.latest, bounds.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    "text",
    [
     "", "x", "1999-13", "1999-02-29", "1999-5", "199", "2014/2000", "../..", "1999/", "199X-05",
     "2001-21~", "1999-00", "1999-05-00", "1999 ", "１９９９", "1999//2000", "1999/2000/2001", "1999-05-03\n",
    ],
)  # fmt: skip
def test_what_is_not_edtf(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        HistoricalDate(text, text)


@settings(deadline=None)
@given(DATES, DATES, DATES)
def test_a_total_order(first: HistoricalDate, second: HistoricalDate, third: HistoricalDate) -> None:
    assert (first < second) + (first == second) + (first > second) == 1
    low, middle, high = sorted([first, second, third])
    assert low <= middle <= high
    assert low <= high


@settings(deadline=None)
@given(DATES, DATES)
def test_before_overlaps_and_agreement_hang_together(first: HistoricalDate, second: HistoricalDate) -> None:
    assert first.before(second) + second.before(first) + first.overlaps(second) == 1
    assert first.compatible(second) == second.compatible(first)
    assert first.contains(first)
    if first.contains(second):
        assert first.overlaps(second)
        assert first.compatible(second)


def test_a_year_agrees_with_its_days() -> None:
    year, day, other = (HistoricalDate(edtf, edtf) for edtf in ("1905", "1905-01-11", "1906-01-11"))
    assert year.compatible(day)
    assert not year.compatible(other)
    assert day.year == year.year == 1905
    assert HistoricalDate("198X~", "the late 1980s").year is None
    assert HistoricalDate("198X~", "the late 1980s").approximate
    assert HistoricalDate("1980?", "1980 (?)").uncertain
    assert str(day) == "1905-01-11"


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Before 1 March 2015", "../2015-03-01"),
        ("until 1999", "../1999"),
        ("no later than May 1999", "../1999-05"),
        ("since the late 1990s", "1990~/.."),
        ("after the 1990s", "1999/.."),
        ("before the 19th century", "../1800"),
        ("since the third quarter of 2010", "2010-07/.."),
        ("by the 1990s", "../1999"),
        ("since spring 1999", "1999-21/.."),
        ("1999–present", "1999/.."),
        ("after 1939–1945", "1945/.."),
        ("in 1999", "1999"),
        ("from 1955 to 1961", "1955/1961"),
    ],
)
def test_the_time_that_the_text_speaks_of(text: str, extent: str) -> None:
    (mention,) = DateGrammar.load("en").find(text)
    date = mention.date(text)
    assert date is not None
    assert date.extent == extent
    assert date == HistoricalDate(date.edtf, date.text)


@settings(deadline=None)
@given(DATES, st.sampled_from(Qualifier))
def test_an_extent_is_edtf_and_touches_its_date(date: HistoricalDate, qualifier: Qualifier) -> None:
    extent = attrs.evolve(date, qualifier=qualifier).extent
    assert reference(extent) is not None
    assert HistoricalDate(extent, "").overlaps(date)
