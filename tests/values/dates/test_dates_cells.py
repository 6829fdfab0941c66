"""Cells of tables."""

import pytest

from wikirel.values.dates import DateGrammar

GRAMMAR = DateGrammar.load("en")

CELLS = [
    ("14 April 1970", ["1970-04-14"]),
    ("April 14 1970", ["1970-04-14"]),
    ("October 15, 1948", ["1948-10-15"]),
    ("1963-04-02", ["1963-04-02"]),
    ("1943-4-21", ["1943-04-21"]),
    ("14-04-1970", ["1970-04-14"]),
    ("14 APRIL 1970", ["1970-04-14"]),
    ("14 april 1970", ["1970-04-14"]),
    ("1970 April 14", ["1970-04-14"]),
    ("1970-Apr-14", ["1970-04-14"]),
    ("1970 April", ["1970-04"]),
    (" 1838 ", ["1838"]),
    ("1970 (suspended 1975)", ["1970", "1975"]),
    ("Before 1 March 2015", ["2015-03-01"]),
    ("1824; 1849", ["1824", "1849"]),
    ("May 1829", ["1829-05"]),
    ("ca. 1838", ["1838~"]),
    ("03/04/2010", ["2010"]),
    ("~1500", ["1500"]),
    ("", []),
    ("N/A", []),
    ("?", []),
    ("Unknown", []),
    ("—", []),
    ("See below", []),
]


@pytest.mark.parametrize(("text", "dates"), CELLS)
def test_cell(text: str, dates: list[str]) -> None:
    mentions = GRAMMAR.parse_cell(text)
    assert [mention.edtf for mention in mentions] == dates
    assert all(text[mention.start : mention.end].strip() for mention in mentions)
