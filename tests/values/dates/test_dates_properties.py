"""Sentences that hold for every text."""

import datetime

import pytest
from edtf import parse_edtf as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from wikirel.values.dates import DateGrammar, DateMention, MentionKind, Precision, parse_edtf

GRAMMAR = DateGrammar.load("en")
DATES = st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 12, 31))
DAY_FORMS = [
    "{0.day} {0:%B} {0.year}",
    "{0.day}th of {0:%B}, {0.year}",
    "{0:%B} {0.day}, {0.year}",
    "{0:%B} {0.day} {0.year}",
    "{0:%b}. {0.day}, {0.year}",
    "{0:%Y-%m-%d}",
    "{0.day:02d} {0:%b} {0.year}",
    "{0.day} {0:%B}, {0.year}",
]
MONTH_FORMS = ["{0:%B} {0.year}", "{0:%B} of {0.year}", "{0:%b} {0.year}", "{0:%B}, {0.year}"]
WORDS = st.sampled_from(
    (
        "1999 12 3rd May March 2001 in on from to between and the late early mid- – - , . ; \n year years later "
        "following that same two decade century 19th 1960s 's spring of c. since until 05/06/2010 1999-05 1990–91 "
        "BC [O.S. ] km troops nineteenth the\xa0next day months after before 30 31 2, 0000 9999 Q1 first quarter "
        "currently http:// ² ٣ 70s ? (?) (1850?) 44 AD A.D. / or c. about circa 12/25 Julian) N.S. [N.S. (O.S.) "
        "264–241 centuries and 5 BC. twenty-five two-or- half end of present to – 1999/2003 1907-06 (c. turn "
        "January/February"
    ).split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=12).map("".join),
)


def check(text: str, mentions: list[DateMention]) -> None:
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert "\n" not in text[mention.start : mention.end]
        end = mention.end
        if mention.edtf is not None:
            assert reference(mention.edtf) is not None
            bounds = parse_edtf(mention.edtf)
            digits = sum(char.isdecimal() for char in text[mention.start : mention.end])
            if mention.kind is MentionKind.ABSOLUTE and bounds.precision is Precision.DAY:
                assert digits >= 1
            if mention.anchor is not None:
                assert mention.kind is not MentionKind.ABSOLUTE


@settings(deadline=None)
@given(TEXTS)
def test_any_text_gives_valid_dates_in_order(text: str) -> None:
    mentions = GRAMMAR.find(text)
    check(text, mentions)
    check(text, GRAMMAR.resolve(mentions, text))
    check(text, GRAMMAR.parse_cell(text))


@settings(deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_a_stretch_stays_in_bounds(text: str, first: int, second: int) -> None:
    start, end = sorted((first, second))
    assert all(start <= mention.start and mention.end <= end for mention in GRAMMAR.find(text, start, end))


@settings(deadline=None)
@given(DATES, st.sampled_from(DAY_FORMS))
def test_a_written_day_is_read(day: datetime.date, form: str) -> None:
    written = form.format(day).replace("May.", "May")
    text = f"They met on {written}, and parted."
    (mention,) = GRAMMAR.find(text)
    assert (text[mention.start : mention.end], mention.edtf) == (written, day.isoformat())


@given(
    st.sampled_from(("", "On ", "since ", "from early ", "12 and ", "$", "x", "1.", "late\n", "mid-")),
    st.integers(0, 32),
    st.dates(),
    st.integers(1000, 2100),
    st.sampled_from(
        ("", ".", ", when", " and 1990", " BC", " (Old Style)", ".500", "–2003", "\n", "7", "th")
    ),
)
def test_a_comma_before_the_year_changes_nothing(
    before: str, number: int, month: datetime.date, year: int, after: str
) -> None:
    # Without the comma most such dates are read at a glance, and with it by the whole grammar.
    glance, whole = (GRAMMAR.find(f"{before}{number} {month:%B}{comma} {year}{after}") for comma in ("", ","))
    assert [mention[2:] for mention in glance] == [mention[2:] for mention in whole]


@settings(deadline=None)
@given(DATES, st.sampled_from(MONTH_FORMS))
def test_a_written_month_is_read(day: datetime.date, form: str) -> None:
    written = form.format(day)
    text = f"They met in {written} and parted."
    (mention,) = GRAMMAR.find(text)
    assert (text[mention.start : mention.end], mention.edtf) == (written, f"{day:%Y-%m}")


@settings(deadline=None)
@given(st.integers(1000, 2100))
def test_a_written_year_is_read(year: int) -> None:
    (mention,) = GRAMMAR.find(f"They met in {year}, and parted.")
    assert (mention.start, mention.end, mention.edtf) == (12, 16, f"{year}")


@settings(deadline=None)
@given(DATES, DATES)
def test_an_interval_is_read(first: datetime.date, second: datetime.date) -> None:
    low, high = sorted((first, second))
    text = f"It lasted from {low.day} {low:%B %Y} to {high.day} {high:%B %Y}."
    (mention,) = GRAMMAR.find(text)
    assert mention.edtf == f"{low}/{high}"
    assert text[mention.start : mention.end] == text[10:-1]


@settings(deadline=None)
@given(DATES, st.integers(1, 50))
def test_years_later_are_years(day: datetime.date, count: int) -> None:
    text = f"They met on {day.day} {day:%B %Y}. {count} years later they parted."
    _, later = GRAMMAR.resolve(GRAMMAR.find(text), text)
    assert later.edtf == f"{day.year + count}"


@settings(deadline=None)
@given(
    DATES, st.sampled_from(["two days later", "the next day", "in July", "that month", "two months later"])
)
def test_a_year_in_hand_gives_no_day(day: datetime.date, phrase: str) -> None:
    text = f"They met in {day.year}. They parted {phrase}."
    later = GRAMMAR.resolve(GRAMMAR.find(text), text)[-1]
    assert later.edtf is None or phrase == "in July"
    assert later.edtf in (None, f"{day.year}-07")


@settings(deadline=None)
@given(TEXTS)
def test_what_a_line_says_does_not_hang_on_the_lines_around_it(text: str) -> None:
    found: list[DateMention] = []
    resolved: list[DateMention] = []
    offset = 0
    for line in text.split("\n"):
        mentions = GRAMMAR.find(line)
        for of_line, of_text in ((mentions, found), (GRAMMAR.resolve(mentions, line), resolved)):
            of_text += [m._replace(start=m.start + offset, end=m.end + offset) for m in of_line]
        offset += len(line) + 1
    assert GRAMMAR.find(text) == found
    assert GRAMMAR.resolve(found, text) == resolved


ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = [*ONES, *TEENS, *(word for tens in TENS for word in (tens, *(f"{tens}-{one}" for one in ONES)))]


@pytest.mark.parametrize(("count", "words"), list(enumerate(NUMBERS, start=1)))
def test_numbers_in_words_count_years(count: int, words: str) -> None:
    for written in (words, str(count)):
        text = f"In 1850 they met. {written.capitalize()} years later they parted."
        assert [date.edtf for date in GRAMMAR.resolve(GRAMMAR.find(text), text)] == [
            "1850",
            str(1850 + count),
        ]


@settings(deadline=None)
@given(
    DATES,
    DATES,
    st.sampled_from(("from {} to {}", "{} – {}", "{}–{}", "between {} and {}", "from {} until {}")),
)
def test_two_days_make_an_interval(one: datetime.date, other: datetime.date, form: str) -> None:
    first, last = sorted((one, other))
    text = (
        "They met " + form.format(*(f"{day.day} {day:%B} {day.year}" for day in (first, last))) + " in Lima."
    )
    (mention,) = GRAMMAR.find(text)
    assert mention.edtf == f"{first}/{last}"


@settings(deadline=None)
@given(st.dates(datetime.date(1700, 3, 1), datetime.date(1927, 12, 31)), st.sampled_from(("/", " / ")))
def test_a_day_by_both_calendars_is_the_gregorian_one(day: datetime.date, slash: str) -> None:
    julian = day - datetime.timedelta(day.year // 100 - day.year // 400 - 2)
    parts = [f"{julian.day} {julian:%B} {julian.year}", f"{day.day} {day:%B} {day.year}"]
    if julian.month == day.month:
        parts[0] = str(julian.day)
    elif julian.year == day.year:
        parts[0] = f"{julian.day} {julian:%B}"
    (mention,) = GRAMMAR.find(f"They met on {slash.join(parts)} in Lima.")
    assert mention.edtf == str(day)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1600, 2100), st.sampled_from("/-."))
def test_figures_alone_are_never_guessed(first: int, second: int, year: int, mark: str) -> None:
    (mention,) = GRAMMAR.find(f"They met on {first}{mark}{second}{mark}{year}.")
    if first <= 12 and first != second:
        assert (mention.edtf, mention.ambiguous) == (str(year), True)
    else:
        assert (mention.edtf or "").startswith(f"{year}-{second:02d}")


@given(st.integers(1600, 2100), st.integers(1600, 2100), st.sampled_from(("about", "around", "c.", "circa")))
def test_about_is_of_both_years_that_are_left_open(first: int, second: int, about: str) -> None:
    found = GRAMMAR.find(f"It was built {about} {first} or {second} by him.")
    assert [mention.edtf for mention in found] == [f"{first}~", f"{second}~"]


@given(
    DATES,
    st.sampled_from(("{0.year}", "{0:%B} {0.year}", "{0.day} {0:%B} {0.year}")),
    st.sampled_from(("?", " (?)")),
)
def test_what_the_text_doubts_is_uncertain(day: datetime.date, form: str, mark: str) -> None:
    written = form.format(day) + mark
    text = f"The treaty ({written}) holds."
    (mention,) = GRAMMAR.find(text)
    date = mention.date(text)
    assert date is not None
    assert (date.uncertain, date.text) == (True, written)
