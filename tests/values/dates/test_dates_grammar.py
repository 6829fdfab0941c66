"""What the grammar reads, form by form; docs/dates.md tells the same as a table."""

import pytest

from wikirel.errors import SchemaError
from wikirel.values.dates import DateGrammar, Qualifier

GRAMMAR = DateGrammar.load("en")

ONE = [
    ("30 December 1960", "30 December 1960", "1960-12-30"),
    ("on the 30th of December, 1960", "30th of December, 1960", "1960-12-30"),
    ("December 30, 1960", "December 30, 1960", "1960-12-30"),
    ("December 30th, 1960,", "December 30th, 1960", "1960-12-30"),
    ("Dec. 30 1960", "Dec. 30 1960", "1960-12-30"),
    ("3 Sept. 1999", "3 Sept. 1999", "1999-09-03"),
    ("14 April,1970", "14 April,1970", "1970-04-14"),
    ("30\xa0December\xa01960", "30\xa0December\xa01960", "1960-12-30"),
    ("in December 1960.", "December 1960", "1960-12"),
    ("December, 1960", "December, 1960", "1960-12"),
    ("December of 1960", "December of 1960", "1960-12"),
    ("1960", "1960", "1960"),
    ("(1960)", "1960", "1960"),
    ("1960-12-30", "1960-12-30", "1960-12-30"),
    ("1960-12-3", "1960-12-3", "1960-12-03"),
    ("30/12/1960", "30/12/1960", "1960-12-30"),
    ("12/30/1960", "12/30/1960", "1960-12-30"),
    ("30.12.1960", "30.12.1960", "1960-12-30"),
    ("1953-01", "1953-01", "1953-01"),
    ("1960–61", "1960–61", "1960/1961"),
    ("1912–13", "1912–13", "1912/1913"),
    ("1898–1901", "1898–1901", "1898/1901"),
    ("1963-1968", "1963-1968", "1963/1968"),
    ("1939/40", "1939/40", "1939/1940"),
    ("from 1955 to 1961", "from 1955 to 1961", "1955/1961"),
    ("from 1941–1950,", "from 1941–1950", "1941/1950"),
    ("1955 until 1961", "1955 until 1961", "1955/1961"),
    ("between 2000 and 2014", "between 2000 and 2014", "2000/2014"),
    ("between June 2021 and February 2022", "between June 2021 and February 2022", "2021-06/2022-02"),
    ("22–24 June 2014", "22–24 June 2014", "2014-06-22/2014-06-24"),
    ("June 22–24, 2014", "June 22–24, 2014", "2014-06-22/2014-06-24"),
    (
        "from the 22nd to the 24th of June 2014",
        "from the 22nd to the 24th of June 2014",
        "2014-06-22/2014-06-24",
    ),
    ("28 May – 3 June 1999", "28 May – 3 June 1999", "1999-05-28/1999-06-03"),
    ("3 May 1999 to 2 June", "3 May 1999 to 2 June", "1999-05-03/1999-06-02"),
    ("January–March 1999", "January–March 1999", "1999-01/1999-03"),
    ("November to February 1999", "November to February 1999", "1998-11/1999-02"),
    ("1994 May", "1994 May", "1994-05"),
    ("in the 1960s", "1960s", "196X"),
    ("the 1960's", "1960's", "196X"),
    ("the 1900s", "1900s", "19XX"),
    ("the 2000s", "2000s", "200X"),
    ("the late 1930s", "late 1930s", "193X~"),
    ("mid-1990s", "mid-1990s", "199X~"),
    ("in the mid to late 1990s", "late 1990s", "199X~"),
    ("1980s–1990s", "1980s–1990s", "198X/199X"),
    ("from the late 1960s to the early 1970s", "from the late 1960s to the early 1970s", "1960~/1979~"),
    ("the 19th century", "19th century", "18XX"),
    ("a 19th-century treaty", "19th-century", "18XX"),
    ("late nineteenth century", "late nineteenth century", "18XX~"),
    ("the 3rd century BC", "3rd century BC", "-02XX"),
    ("early 2005", "early 2005", "2005~"),
    ("mid-May 1999", "mid-May 1999", "1999-05~"),
    ("the end of 1999", "end of 1999", "1999~"),
    ("at the beginning of the year 2000", "beginning of the year 2000", "2000~"),
    ("spring of 1999", "spring of 1999", "1999-21"),
    ("Summer 1999", "Summer 1999", "1999-22"),
    ("late summer of 1999", "late summer of 1999", "1999-22"),
    ("in the first quarter of 2010", "first quarter of 2010", "2010-33"),
    ("Q4 2010", "Q4 2010", "2010-36"),
    ("circa 1900", "circa 1900", "1900~"),
    ("c. 1900", "c. 1900", "1900~"),
    ("c.1900", "c.1900", "1900~"),
    ("around 1900", "around 1900", "1900~"),
    ("44 BC", "44 BC", "-0043"),
    ("843 AD", "843 AD", "0843"),
    ("2 September [O.S. 21 August] 1917", "2 September [O.S. 21 August] 1917", "1917-09-02"),
    ("the 1948 war", "1948", "1948"),
    ("1980 Summer Olympics", "1980", "1980"),
    ("the class of 1999", "1999", "1999"),
    ("in 1971 members of the board resigned", "1971", "1971"),
    ("until at least 1991", "1991", "1991"),
    ("prior to the start of the 1991 war", "1991", "1991"),
    ("over 1960–2009", "1960–2009", "1960/2009"),
    ("November 2018 - May 2019", "November 2018 - May 2019", "2018-11/2019-05"),
]

SEVERAL = [
    ("May and July 1978", ["1978-05", "1978-07"]),
    ("9 and 11 December 1961", ["1961-12-09", "1961-12-11"]),
    ("on 5, 6 and 7 May 1999", ["1999-05-05", "1999-05-06", "1999-05-07"]),
    ("9 December 1961 and 11 December 1963 respectively", ["1961-12-09", "1963-12-11"]),
    ("5 May, 7 June and 9 July 1988", ["1988-05-05", "1988-06-07", "1988-07-09"]),
    ("the 1960s and 70s", ["196X", "197X"]),
    ("in the 18th and 19th centuries", ["17XX", "18XX"]),
    ("the nineteenth and early twentieth centuries", ["18XX", "19XX~"]),
    ("1824; 1849", ["1824", "1849"]),
    (
        "8 March 1945, broken 3 January 1955, restored 18 March 1991",
        ["1945-03-08", "1955-01-03", "1991-03-18"],
    ),
]

NONE = [
    "in 1500 troops", "some 1900 people", "2,000 people", "1200 students", "2000 km", "US$ 1990 million", "1,979",
    "Resolution 1973", "UN Resolution 2254", "Boeing 1900", "No. 1514", "Route 1950", "the 1967-style line",
    "between 1200 and 1500 soldiers", "from 1,200 to 1500", "https://example.org/1999/05/03", "$1999", "1999.5",
    "it may 2 times", "they March on", "President May", "the turn of the century", "page 1990", "Agenda 2030",
    "in 12345 cases", "around 1500 to 2000 Croats",
    "a1999", "", "May", "no date", "1990-1985",
]  # fmt: skip

QUALIFIED = [
    ("since 1995", "since"),
    ("from 1995", "since"),
    ("1995–present", "since"),
    ("by 1995", "by"),
    ("by the end of 1995", "by"),
    ("until 1995", "until"),
    ("Before 1995", "before"),
    ("prior to 1995", "before"),
    ("pre-1995", "before"),
    ("after 1995", "after"),
    ("post-1995", "after"),
    ("in 1995", None),
]


@pytest.mark.parametrize(("text", "cut", "edtf"), ONE)
def test_one_date(text: str, cut: str, edtf: str) -> None:
    (mention,) = GRAMMAR.find(text)
    assert (text[mention.start : mention.end], mention.edtf) == (cut, edtf)


@pytest.mark.parametrize(("text", "dates"), SEVERAL)
def test_several_dates(text: str, dates: list[str]) -> None:
    assert [mention.edtf for mention in GRAMMAR.find(text)] == dates


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert GRAMMAR.find(text) == []


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED)
def test_qualifiers_stay_beside_the_date(text: str, qualifier: str | None) -> None:
    (mention,) = GRAMMAR.find(text)
    assert mention.qualifier == (None if qualifier is None else Qualifier(qualifier))
    assert (mention.edtf or "").startswith("1995")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("03/04/2010", "2010"), ("2003-05", "2003"), ("31 June 1999", "1999-06"), ("5.3.1999", "1999")],
)
def test_ambiguous_dates_are_flagged_and_not_guessed(text: str, edtf: str) -> None:
    (mention,) = GRAMMAR.find(text)
    assert (mention.edtf, mention.ambiguous) == (edtf, True)


def test_a_date_never_crosses_a_line() -> None:
    assert [mention.edtf for mention in GRAMMAR.find("30 December\n1960")] == [None, "1960"]


def test_a_stretch_of_the_text() -> None:
    text = "1990 and 1995 and 1999"
    assert [mention.start for mention in GRAMMAR.find(text, 5, 14)] == [9]


def test_unknown_language() -> None:
    with pytest.raises(SchemaError):
        DateGrammar.load("xx")


def test_date_of_a_mention() -> None:
    text = "in May 1999, then 4 June"
    absolute, partial = GRAMMAR.find(text)
    date = absolute.date(text)
    assert date is not None
    assert (date.edtf, date.text) == ("1999-05", "May 1999")
    assert partial.date(text) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "It fell on 31 December 1999/1 January 2000."),
        ("en", "December 31, 1999/January 1, 2000"),
        ("es", "el 31 de diciembre de 1999/1 de enero de 2000"),
        ("fr", "le 31 décembre 1999/1er janvier 2000"),
        ("pt", "a 31 de dezembro de 1999/1 de janeiro de 2000"),
        ("de", "am 31. Dezember 1999/1. Januar 2000"),
    ],
)
def test_a_full_date_may_follow_another_and_a_slash(code: str, text: str) -> None:
    assert [found.edtf for found in DateGrammar.load(code).find(text)] == ["1999-12-31", "2000-01-01"]


@pytest.mark.parametrize("mark", ["\u200e", "\u200f"])
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "On 3| March 1961."),
        ("en", "On 3 March| 1961."),
        ("en", "On |3 March 1961|."),
        ("en", "On |3| |March| 1961|."),
        ("en", "On March| 3|, 1961|, they met"),
        ("es", "El 3 de| marzo de 1961"),
        ("fr", "Le 3| mars 1961"),
        ("pt", "A 3 de março| de 1961"),
        ("de", "Am 3|. März 1961"),
    ],
)
def test_marks_of_direction_are_passed_over(code: str, text: str, mark: str) -> None:
    marked = text.replace("|", mark)
    (found,) = DateGrammar.load(code).find(marked)
    assert found.edtf == "1961-03-03"
    assert marked[found.start : found.end].endswith("1961")


def test_what_follows_no_year_and_a_slash_is_no_day() -> None:
    assert [found.edtf for found in GRAMMAR.find("file A/1 January 2000")] == ["2000-01"]
