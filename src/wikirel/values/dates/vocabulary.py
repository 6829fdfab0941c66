"""The words of a language's dates, compiled into patterns.

A *blank* in these patterns is white space other than a line break: a date never crosses a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import attrs

from wikirel.errors import SchemaError
from wikirel.values.dates.edtf import days_in_month
from wikirel.values.dates.model import Qualifier

__all__ = ["BLANK", "BLANKS", "DateVocabulary", "MonthDay", "alternation", "folded", "roman_number"]

BLANK = r"[^\S\n]{1,3}"
BLANKS = r"[^\S\n]{0,3}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"


def alternation(words: Iterable[str]) -> str:
    """Build a regular expression for any of ``words``, longest first; a space stands for a blank.

    No words match nothing.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        return "(?!)"
    return "(?:" + "|".join(BLANK.join(map(re.escape, word.split(" "))) for word in ordered) + ")"


def roman_number(numeral: str) -> int:
    """Read a Roman numeral up to XXXIX.

    >>> roman_number("XIX")
    19
    """
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


class MonthDay(NamedTuple):
    """A day of the year; ``part`` is what EDTF writes behind the year."""

    month: int
    day: int
    part: str


def folded(words: Iterable[str]) -> frozenset[str]:
    """Return words as they compare, whatever their case."""
    return frozenset(word.casefold() for word in words)


@attrs.frozen
class DateVocabulary:
    """The tables ``dates`` of a language, ready to match with.

    Attributes:
        table: the tables as read.
        months: month numbers by name or abbreviation, in lower case.
        days: the days of the year as written: "8 May", "08 May".
        trigger: finds where a date may begin: digits, or the name of a month; a day, a month's full name and a
            year that nothing behind them bears on as a whole ("8 May 1945"): most full dates are such.
        digits: matches a date that begins with a digit.
        day_number: matches a day in a list of days.
        named: matches a date that begins with the name of a month.
        worded: matches a decade or century that begins with a word or a Roman numeral; None in a language
            that writes none.
        prefix: matches what stands before a date and bears on it, up to the end of the search.
        prefix_ends: the words with which such a prefix can end, with the words before them that it needs
            (an empty set: none).
        prefix_words: every word that a prefix holds, in lower case.
        seasons: EDTF season and quarter numbers, by name.
        qualifiers: qualifiers by word.
    """

    table: Mapping[str, Any]
    months: Mapping[str, int]
    days: Mapping[str, MonthDay]
    trigger: re.Pattern[str]
    digits: re.Pattern[str]
    day_number: re.Pattern[str]
    named: re.Pattern[str]
    worded: re.Pattern[str] | None
    prefix: re.Pattern[str]
    prefix_ends: Mapping[str, frozenset[str]]
    prefix_words: frozenset[str]
    seasons: Mapping[str, int]
    qualifiers: Mapping[str, Qualifier]
    range_joins: frozenset[str]
    list_joins: frozenset[str]
    choices: frozenset[str]
    between: frozenset[str]
    between_joins: frozenset[str]
    lead_from: frozenset[str]
    month_introducers: frozenset[str]
    year_introducers: frozenset[str]
    never_after: frozenset[str]
    never_before: frozenset[str]
    never_alone_after: frozenset[str]
    strong: frozenset[str]
    articles: frozenset[str]
    open_end: re.Pattern[str]
    new_style: re.Pattern[str]
    spelled_century: re.Pattern[str]
    era: re.Pattern[str]

    @classmethod
    def build(cls, table: Mapping[str, Any]) -> DateVocabulary:
        """Compile the ``dates`` tables of a language.

        Raises:
            SchemaError: a table is missing.
        """
        try:
            return _build(table)
        except KeyError as missing:
            raise SchemaError(f"the language has no table dates.{missing.args[0]}") from missing


def _build(table: Mapping[str, Any]) -> DateVocabulary:
    months = _months(table["months"])
    full = table["months"]["names"]
    others = [*table["months"]["abbreviations"], *table["months"]["more"]]
    short = alternation(name for name in others if name not in full)
    names = rf"(?:{alternation(full)}|{short}(?![^\W\d_])\.?)"
    ranges, years = table["ranges"], table["years"]
    kinds = table["qualifiers"].items()
    qualifiers = {word.casefold(): Qualifier(kind) for kind, words in kinds for word in words}
    prefix, ends, prefix_words = _prefix(table)
    heads = sorted({name[:3] for name in [*table["months"]["names"], *table["months"]["more"]]})
    # Every branch begins with a literal: the engine then skips to the next such character by a table.
    worded, openings = _worded(table)
    # An era or the name of a calendar may stand behind a year, and three digits behind a mark make it a number.
    eras = [*table["eras"]["before"], *table["eras"]["after"]]
    firsts = "".join(sorted({re.escape(word[0]) for word in eras if word}))
    alone = rf"(?![0-9]|[.,][0-9]{{3}}|{BLANKS}[\[({firsts}])"
    whole = rf"[0-9]? {alternation(full)} [1-9][0-9]{{3}}{alone}"
    # Up to three digits at the end of a line, as in the first cell of a numbered row, are no date.
    numbers = [rf"{digit}(?:{whole}|[0-9]{{3,}}|[0-9]{{0,2}}(?![0-9\n]))" for digit in range(10)]
    trigger = "|".join([*numbers, *_by_first([*map(re.escape, heads), *openings])])
    spelled = alternation(table["centuries"]["spelled"])
    joined = alternation(word for word in ranges["joins"] + ranges["lists"] if word[0].isalpha())
    opened = alternation(word for word in ranges["joins"] if word[0].isalpha())
    return DateVocabulary(
        table=table,
        months=months,
        days=_days(full),
        trigger=re.compile(trigger),
        digits=_digits(table, names),
        day_number=re.compile(rf"[0-9]+(?:{alternation(table['days']['ordinals'])})?"),
        named=_named(table, names),
        worded=worded,
        prefix=prefix,
        prefix_ends=ends,
        prefix_words=prefix_words,
        seasons={name.casefold(): number for name, number in table["seasons"].items()},
        qualifiers=qualifiers,
        range_joins=folded(ranges["joins"]),
        list_joins=folded(ranges["lists"]),
        choices=folded(ranges["choices"]),
        between=folded(ranges["between"]),
        between_joins=folded(ranges["between_joins"]),
        lead_from=folded(ranges["from"]),
        month_introducers=folded(table["months"]["introduced_by"]),
        year_introducers=folded(years["introduced_by"]),
        never_after=folded([*years["not_after"], *_elided(table["relative"]["the"], years["not_after"])]),
        never_before=folded(years["not_before"]),
        never_alone_after=folded(years["not_alone_after"]),
        strong=folded(years["strong"]),
        articles=folded(table["relative"]["the"]),
        open_end=re.compile(
            rf"{BLANKS}[–—-]{BLANKS}(?i:{alternation(ranges['open'])})\b|[–—-](?=\))|{BLANK}(?:{opened}){BLANK}"
            rf"(?i:{alternation(ranges['open_to'])}\b|{alternation(ranges['open'])}(?!{BLANKS}\w))"
        ),
        new_style=re.compile(
            rf"[\[(](?P<inside>[^\])\n]*{alternation(table['days']['new_style'])}[^\])\n]*)[\])]"
        ),
        spelled_century=re.compile(
            rf"(?i)(?:\b(?P<left>{spelled}){BLANK}{joined}{BLANK}(?:[^\W\d_]+(?:{BLANK}|-)){{0,2}})?"
            rf"\b(?P<right>{spelled})(?:{BLANK}|-){alternation(table['centuries']['words'])}(?!\w)"
        ),
        era=re.compile(rf"{BLANKS}({alternation(eras)})(?!\w)"),
    )


def _by_first(branches: Iterable[str]) -> list[str]:
    """Put the branches of an expression together by the letter that they begin with: fewer are tried at each."""
    rests: dict[str, list[str]] = {}
    for branch in branches:
        rests.setdefault(branch[0], []).append(branch[1:])
    return [rf"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()]


def _elided(articles: Iterable[str], words: Iterable[str]) -> list[str]:
    """Write words with an article that lost its vowel: "l'agenda"."""
    marked = [article for article in articles if article[-1:] in ("'", "’")]
    return [article + word for word in words for article in marked]


def _months(table: Mapping[str, Any]) -> dict[str, int]:
    numbers = {name.casefold(): number for name, number in table["more"].items()}
    for names in (table["names"], table["abbreviations"]):
        numbers.update((name.casefold(), number) for number, name in enumerate(names, start=1))
    return numbers


def _days(names: Iterable[str]) -> dict[str, MonthDay]:
    """Return the days of a leap year, as written with one digit and with two."""
    days: dict[str, MonthDay] = {}
    for month, name in zip(range(1, 13), names, strict=False):
        for number in range(1, days_in_month(2000, month) + 1):
            day = MonthDay(month, number, f"-{month:02d}-{number:02d}")
            days[f"{number} {name}"] = days[f"{number:02d} {name}"] = day
    return days


def _pieces(table: Mapping[str, Any]) -> tuple[str, str, str, str]:
    ordinal = rf"(?:{alternation(table['days']['ordinals'])})?"
    style = alternation(table["days"]["old_style"])
    style = rf"(?:{BLANKS}[\[(](?:{style}|[^\])\n]{{3,24}}[^\w\])\n]{style})[^\])\n]{{0,30}}[\])])?"
    era = rf"(?:{BLANKS}(?P<era_@>{alternation([*table['eras']['before'], *table['eras']['after']])})(?!\w))?"
    joins = r"(?:{0}[–—−/-]{0}|{1}(?:{2}){1}|{0}[,&]{0}(?:{3}{1})?)(?:{4}{1})?".format(
        BLANKS,
        BLANK,
        alternation(
            word for word in table["ranges"]["joins"] + table["ranges"]["lists"] if word[0].isalpha()
        ),
        alternation(table["ranges"]["between_joins"]),
        alternation(table["relative"]["the"]),
    )
    return ordinal, style, era, joins


def _digits(table: Mapping[str, Any], names: str) -> re.Pattern[str]:
    ordinal, style, era, joins = _pieces(table)
    of = alternation(table["days"]["of"])
    of_year = alternation(table["years"]["of"])
    century = alternation(table["centuries"]["words"])
    decade = alternation(table["decades"]["suffixes"])
    dash = r"[–—−‒/-]"
    led, before = alternation(table["eras"]["leads"]), alternation(table["eras"]["before"])
    era_near = rf"(?={BLANK}{alternation([*table['eras']['before'], *table['eras']['after']])}(?!\w))"
    joined = alternation(
        word for word in table["ranges"]["joins"] + table["ranges"]["lists"] if word[0].isalpha()
    )
    branches = [
        rf"(?P<days>(?:{_DAY}{ordinal}{joins}){{0,4}})(?P<day>{_DAY})(?![0-9]){ordinal}(?:{BLANKS}|-)(?:{of}{BLANK})?"
        rf"(?P<month>(?i:{names}))(?![^\W\d_])"
        rf"(?:{style}(?P<comma>{BLANKS},?{BLANKS}|-)(?:(?:{of_year}|{led}){BLANK})?(?P<year>[0-9]{{3,4}}|[0-9]{{1,2}}{era_near})"
        rf"(?![0-9])(?![.,][0-9]{{3}}(?![0-9]))"
        rf"(?:{style}{era.replace('@', 'd')})?)?",
        r"(?P<iso>(?P<iso_y>[0-9]{4})(?P<sep>[-./])(?P<iso_m>[0-9]{1,2})(?P=sep)(?P<iso_d>[0-9]{1,2}))(?![0-9])",
        r"(?P<numeric>(?P<num_1>[0-9]{1,2})(?P<num_sep>[-./])(?P<num_2>[0-9]{1,2})(?P=num_sep)(?P<num_y>[0-9]{4}))(?![0-9])",
        rf"(?P<decade>[0-9]{{3}}0){decade}(?!\w)",
        rf"(?P<short_decade>[1-9]0){decade}(?!\w)",
        rf"(?P<century>[0-9]{{1,2}}){ordinal}(?<=[^0-9])(?:{BLANK}|-){century}(?!\w){era.replace('@', 'c')}",
        rf"(?P<left_century>[0-9]{{1,2}}){ordinal}(?<=[^0-9])"
        rf"(?=(?:-?{joins}(?:\w+[ -])?[0-9]{{1,2}}{ordinal}){{1,3}}"
        rf"(?:{BLANK}|-){century}(?!\w){era.replace('@', 'l')})",
        rf"(?P<first>[0-9]{{4}})(?:(?P<dash>{dash})|{BLANKS}[–—−-]{BLANKS}(?=[0-9]{{4}}))"
        rf"(?P<second>[0-9]{{4}}|[0-9][0-9])(?!\w)(?![–-][0-9]|{BLANK}{before}(?!\w))",
        rf"(?:(?P<era_first>[0-9]{{1,4}})(?:{BLANKS}[–—−-]{BLANKS}|{BLANK}{joined}{BLANK}))?"
        rf"(?P<era_year>[0-9]{{1,4}})(?=[^\S\n]){era.replace('@', 'y')[:-1]}",
        r"(?P<bare>[0-9]{4})(?!\w)",
    ]
    return re.compile("|".join(branches))


def _worded(table: Mapping[str, Any]) -> tuple[re.Pattern[str] | None, list[str]]:
    """Build the pattern of decades and centuries that begin with a word, and what finds their beginnings."""
    decades, centuries = table["decades"], table["centuries"]
    leads, century_leads = decades.get("leads", ()), centuries.get("leads", ())
    words = table["ranges"]["joins"] + table["ranges"]["lists"]
    joined = alternation(word for word in words if word[0].isalpha())
    listed = alternation(word for word in table["ranges"]["lists"] if word[0].isalpha())
    branches: list[str] = []
    firsts: set[str] = set()
    era = alternation([*table["eras"]["before"], *table["eras"]["after"]])
    if leads:
        spelled = alternation(decades.get("spelled", ()))
        branches.append(
            rf"(?i:{alternation(leads)}){BLANK}"
            rf"(?:(?P<decade>[0-9]{{3}}0)|(?P<short>[1-9]0)|(?P<spelled>(?i:{spelled})))(?!\w|[.,][0-9])"
            rf"(?:{BLANK}{listed}{BLANK}"
            rf"(?:(?P<decade_too>[0-9]{{3}}0)|(?P<short_too>[1-9]0)|(?P<spelled_too>(?i:{spelled})))(?!\w|[.,][0-9]))?"
        )
    if century_leads:
        branches.append(
            rf"(?i:{alternation(century_leads)}){BLANKS}(?P<century>[IVX]{{1,5}})(?!\w)"
            rf"(?:{BLANK}{joined}{BLANK}(?P<century_too>[IVX]{{1,5}})(?!\w))?(?:{BLANKS}(?P<era>{era})(?!\w))?"
        )
    if era_leads := table["eras"]["leads"]:
        branches.append(
            rf"(?:{alternation(era_leads)}){BLANK}(?P<led_year>[0-9]{{1,4}})(?![\w%])(?![.,:][0-9])"
        )
        firsts |= {re.escape(f"{word} ") for word in era_leads}
    for word in {lead.split(" ", 1)[0] for lead in [*leads, *century_leads]}:
        firsts |= {re.escape(word), re.escape(word[0].upper() + word[1:])}
    if centuries.get("roman_before"):
        ends = alternation(centuries["roman_before"])
        branches.append(rf"(?P<roman>[IVX]{{1,5}})(?={ends}(?!\w)(?:{BLANKS}(?P<roman_era>{era})(?!\w))?)")
        firsts |= {rf"{letter}[IVX]{{0,4}}" for letter in "IVX"}
    return (re.compile("|".join(branches)) if branches else None), sorted(firsts)


def _named(table: Mapping[str, Any], names: str) -> re.Pattern[str]:
    ordinal, style, era, joins = _pieces(table)
    the = alternation(table["relative"]["the"])
    return re.compile(
        rf"(?P<month>{names})(?![^\W\d_])"
        rf"(?:(?:{BLANKS}|-)(?:{the}{BLANK})?(?P<day>{_DAY})(?![0-9]|[.,][0-9]{{3}}(?![0-9])){ordinal}(?!\w)"
        rf"(?P<days>(?:{joins}{_DAY}(?![0-9]){ordinal}(?!\w)){{0,4}})"
        rf"(?:{style}(?P<comma>{BLANKS},{BLANKS}|{BLANK}|-)(?P<year>[0-9]{{4}})(?!\w)"
        rf"(?![.,][0-9]{{3}}(?![0-9]))(?:{style}{era.replace('@', 'd')})?)?"
        rf"|{style}(?:{BLANKS},{BLANKS}|{BLANKS}|-)(?:{alternation(table['years']['of'])}{BLANK})?(?P<month_year>[0-9]{{4}})(?!\w)(?![.,][0-9]{{3}}(?![0-9])))?"
    )


def _prefix(
    table: Mapping[str, Any],
) -> tuple[re.Pattern[str], dict[str, frozenset[str]], frozenset[str]]:
    qualifiers = [word for words in table["qualifiers"].values() for word in words]
    qualifiers += table["ranges"]["between"] + table["ranges"]["from"]
    about, part = table["approximate"]["about"], table["approximate"]["part"]
    neutral: list[str] = table["approximate"]["neutral"]
    seasons, relative = list(table["seasons"]), table["relative"]
    shifts = [word for kind in ("month_next", "month_same", "month_previous") for word in relative[kind]]
    the, of = alternation(relative["the"]), alternation(table["approximate"]["of"])
    year = alternation(table["years"]["words"])
    mods = (
        rf"(?:(?:{the}{BLANK})?(?:(?P<season>{alternation(seasons)})|(?P<part>{alternation(part)})|(?P<about>{alternation(about)})|{alternation(neutral)})"
        rf"(?:{BLANKS},?{BLANK}|-|(?<=\.))(?:{of}{BLANK})?(?:{the}{BLANK})?)"
    )
    pattern = re.compile(
        rf"(?i)(?<![\w-])(?:(?P<qualifier>{alternation(qualifiers)})(?:{BLANK}|-))?"
        rf"(?:(?P<shift>{alternation(shifts)}){BLANK}|(?:{the}{BLANK})?(?P<mods>{mods}{{0,3}}))(?:{the}{BLANK})?(?:{year}{BLANK})?\Z"
    )
    ends: dict[str, set[str]] = {}
    phrases = [*qualifiers, *about, *part, *neutral, *seasons, *shifts, *table["years"]["words"]]
    links = [*relative["the"], *table["approximate"]["of"]]
    words = frozenset(word for phrase in [*phrases, *links] for word in re.findall(r"\w+", phrase.casefold()))
    for phrase in phrases:
        *before, last = phrase.casefold().split()
        needed = ends.setdefault(last, set())
        needed.add(before[-1] if before else "")
    for season in seasons:
        for word in table["years"]["of"]:
            ends.setdefault(word.casefold(), set()).add(season.casefold().split()[-1])
    # A word that ends a prefix by itself needs nothing before it.
    needs = {last: frozenset() if "" in needed else frozenset(needed) for last, needed in ends.items()}
    return pattern, needs, words
