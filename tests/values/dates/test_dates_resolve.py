"""Partial and relative dates, and what they lean on."""

import pytest

from wikirel.values.dates import AnchorKind, BlockAnchor, DateAnchor, DateGrammar

GRAMMAR = DateGrammar.load("en")

RESOLVED = [
    ("In March 2014 they met. On 4 April they left.", ["2014-03", "2014-04-04"]),
    ("On February 2, 1994, they signed. On February 4, it ended.", ["1994-02-02", "1994-02-04"]),
    ("It was raised in 1994. In July it fell.", ["1994", "1994-07"]),
    (
        "He left on 24 June 2014, after a visit from June 22 through 24.",
        ["2014-06-24", "2014-06-22/2014-06-24"],
    ),
    ("In 2014 it began. The following year it ended.", ["2014", "2015"]),
    ("In 2014 it began. Early the following year it ended.", ["2014", "2015~"]),
    ("In 2014 it began. That same year it ended.", ["2014", "2014"]),
    ("It ended in 2014, not the previous year.", ["2014", "2013"]),
    ("In 2014 it began. Two years later it ended.", ["2014", "2016"]),
    ("In 2014 it began. Less than two years later it ended.", ["2014", "2016~"]),
    ("In 2014 it began, three years earlier than that.", ["2014", "2011"]),
    ("In 1990 it began. A decade later it ended.", ["1990", "2000~"]),
    ("In 1990 it began. The following decade it ended.", ["1990", "200X"]),
    ("On 5 May 1999 he came. Two days later he left.", ["1999-05-05", "1999-05-07"]),
    ("On 31 December 1999 he came. The next day he left.", ["1999-12-31", "2000-01-01"]),
    ("On 5 May 1999 he came. Two weeks later he left.", ["1999-05-05", "1999-05"]),
    ("On 5 May 1999 he came. The same day he left.", ["1999-05-05", "1999-05-05"]),
    ("In November 1999 he came. Two months later he left.", ["1999-11", "2000-01"]),
    ("In November 1999 he came. That month he left.", ["1999-11", "1999-11"]),
    ("In May 1999 he came. In July of the following year he left.", ["1999-05", "2000-07"]),
    ("In May 1999 he came. On 4 July the same year he left.", ["1999-05", "1999-07-04"]),
    ("In May 1999 he came. The following July he left.", ["1999-05", "1999-07"]),
    ("In September 1999 he came. The following July he left.", ["1999-09", "2000-07"]),
    ("It began in 1822, the year after the rising.", ["1822", "1821"]),
    ("It began two years after the 1999 coup.", ["2001", "1999"]),
    ("In 2016 it began. Five years later, during the 2021 protests, it ended.", ["2016", "2021"]),
    ("In 2016 it began. The following year, on 4 May, it ended.", ["2016", "2017-05-04"]),
    ("It began in 2015, the largest since 1990. In July it grew.", ["2015", "1990", "2015-07"]),
]

UNRESOLVED = [
    "In July they met.",
    "Two years later they met.",
    "In 1999 they met. Two months later they parted.",
    "In the 1990s they met. The following year they parted.",
    "In 1999 they met. Several years later they parted.",
    "In 1999 they met. On 5 May 2000 they spoke. It fell two years after independence.",
    "In December 1999 they met. In January they parted.",
    "It came in 1970. Relations are currently good. In March they met.",
    "It came in 1970.\nIn March they met.",
]

NOTHING = [
    "over the following year", "for two years after the war", "in the next two years", "the September 11 attacks",
    "in the same year as the coup", "thirty years of peace",
]  # fmt: skip


@pytest.mark.parametrize(("text", "dates"), RESOLVED)
def test_resolved(text: str, dates: list[str]) -> None:
    assert [mention.edtf for mention in GRAMMAR.resolve(GRAMMAR.find(text), text)] == dates


@pytest.mark.parametrize("text", UNRESOLVED)
def test_unresolved_ones_keep_no_date(text: str) -> None:
    assert GRAMMAR.resolve(GRAMMAR.find(text), text)[-1].edtf is None


@pytest.mark.parametrize("text", NOTHING)
def test_no_mention(text: str) -> None:
    assert GRAMMAR.find(text) == []


def test_the_anchor_is_told() -> None:
    text = "In 2014 it began. The following year it ended."
    mentions = GRAMMAR.resolve(GRAMMAR.find(text), text)
    assert [mention.anchor for mention in mentions] == [None, DateAnchor(AnchorKind.PREVIOUS_DATE, "2014")]


def test_a_heading_lends_its_year() -> None:
    text = "On 4 May they met.\nOn 5 May they met."
    anchors = [BlockAnchor(0, 19, "2011", "Visits in 2011")]
    first, second = GRAMMAR.resolve(GRAMMAR.find(text), text, anchors)
    assert (first.edtf, first.anchor) == ("2011-05-04", DateAnchor(AnchorKind.HEADING, "Visits in 2011"))
    assert second.edtf is None


def test_a_date_in_the_line_outweighs_the_heading() -> None:
    text = "In 1999 they met. On 4 May they left."
    anchors = [BlockAnchor(0, len(text), "2011", "Visits in 2011")]
    assert [mention.edtf for mention in GRAMMAR.resolve(GRAMMAR.find(text), text, anchors)] == [
        "1999",
        "1999-05-04",
    ]


# -- occasions told before ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in May 1994. During the meeting, a treaty was signed.", ["1994-05", "1994-05"]),
        ("They met on 3 May 1994. At this official ceremony they embraced.", ["1994-05-03", "1994-05-03"]),
        # Told apart: another meeting, or one with a date of its own.
        ("They met in May 1994. During the meeting of ministers, a treaty was signed.", ["1994-05"]),
        ("They met in May 1994. During the talks a treaty of 1999 was praised.", ["1994-05", "1999"]),
        # Nothing to lean on, or too far back.
        ("During the meeting, a treaty was signed.", []),
        (
            "They met in 1994. " + "They talked at great length. " * 20 + "During the visit, he left.",
            ["1994"],
        ),
        ("They met in the 20th century. During the meeting, a treaty was signed.", ["19XX"]),
        # Within a sentence it is told of the sentence's own.
        ("They met in May 1994 and during the meeting a treaty was signed.", ["1994-05"]),
    ],
)
def test_an_occasion_told_before_has_its_date(text: str, expected: list[str]) -> None:
    grammar = DateGrammar.load("en")
    assert [m.edtf for m in grammar.resolve(grammar.find(text), text) if m.edtf] == expected
