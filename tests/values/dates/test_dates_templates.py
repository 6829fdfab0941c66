"""The text that date templates show, and that the grammar reads it."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wikirel.values.dates import DateGrammar, DateTemplates, template_date

SHOWN = [
    ("dts", ["20 December 1903"], {}, "20 December 1903"),
    ("DTS", ["12 March 1965"], {}, "12 March 1965"),
    ("Date table sorting", ["8 November 1971\n"], {}, "8 November 1971"),
    ("dts", ["1904", "4", "7"], {"format": "dmy"}, "7 April 1904"),
    ("dts", ["1904", "04", "07"], {"format": "mdy"}, "April 7, 1904"),
    ("dts", ["7", "April", "1904"], {}, "7 April 1904"),
    ("dts", ["1904", "Apr", "7"], {}, "7 April 1904"),
    ("dts", ["1962", "1"], {"format": "dmy"}, "January 1962"),
    ("dts", ["1996", "", ""], {"format": "dmy"}, "1996"),
    ("dts", ["1838"], {}, "1838"),
    ("dts", ["1953-01"], {}, "January 1953"),
    ("dts", ["1920-02-02"], {"format": "dmy"}, "1920-02-02"),
    ("dts", [""], {}, ""),
    ("dts", [], {"1": "5 May 1999"}, "5 May 1999"),
    ("dts", [], {"year": "1999", "month": "5", "day": "3"}, "3 May 1999"),
    ("dts", ["5 May 1999"], {"format": "hide"}, ""),
    ("#invoke:dts", ["main", "21 May 1971"], {}, "21 May 1971"),
    ("#invoke:dts", ["main", "1908", "4", "9"], {"format": "dmy"}, "9 April 1908"),
    ("start date", ["1999", "5", "3"], {}, "May 3, 1999"),
    ("Start date and age", ["1999", "5", "3"], {"df": "y"}, "3 May 1999"),
    ("start date", ["1999", "5"], {}, "May 1999"),
    ("end date", ["1999"], {}, "1999"),
    ("start-date", ["3 May 1999", "1999"], {}, "3 May 1999"),
    ("circa", ["1900"], {}, "c. 1900"),
    ("C.", ["1900", "1905"], {}, "c. 1900 – c. 1905"),
    ("daterange", ["May 1999", "June 2001"], {}, "May 1999 – June 2001"),
    ("daterange", ["1999"], {}, "1999–present"),
    ("as of", ["2012"], {"lc": "y"}, "as of 2012"),
    ("As of", ["2007", "December"], {}, "As of December 2007"),
    ("As of", ["2006", "08"], {}, "As of August 2006"),
    ("OldStyleDate", ["2 September", "1917", "21 August"], {}, "2 September [O.S. 21 August] 1917"),
    ("dts", ["nonsense", "x"], {}, "nonsense x"),
]


@pytest.mark.parametrize(("name", "positional", "named", "shown"), SHOWN)
def test_shown(name: str, positional: list[str], named: dict[str, str], shown: str) -> None:
    assert template_date(name, positional, named) == shown


@pytest.mark.parametrize("name", ["flag", "", "date needed", "cite web"])
def test_other_templates(name: str) -> None:
    assert template_date(name, ["1999"], {}) is None
    assert not DateTemplates.load("en").is_date(name)


@settings(deadline=None)
@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 12, 31)), st.sampled_from(["dmy", "mdy", ""]))
def test_the_grammar_reads_what_a_template_shows(day: datetime.date, order: str) -> None:
    text = template_date("dts", str(day).split("-"), {"format": order})
    assert text is not None
    assert [mention.edtf for mention in DateGrammar.load("en").parse_cell(text)] == [str(day)]


@settings(deadline=None)
@given(
    st.sampled_from(sorted(DateTemplates.load("en").forms)),
    st.lists(st.text(alphabet="0123456789 -Mayx\n", max_size=8), max_size=5),
    st.dictionaries(st.sampled_from(["1", "2", "format", "year", "month", "df", "lc"]), st.text(max_size=5)),
)
def test_any_arguments_render(name: str, positional: list[str], named: dict[str, str]) -> None:
    assert isinstance(template_date(name, positional, named), str)
