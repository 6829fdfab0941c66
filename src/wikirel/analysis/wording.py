"""What the words beside a date say of an act: "after 1970" names 1970, and tells of no act in it.

An event carries the date that its text names, which is what a timeline wants.  Whoever asks when the act took place
must know whether the text gives its date or only a bound.  The words are those of all languages that ship with
wikirel, for an article does not say which one it is in: right before a date they do not get in each other's way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from wikirel.values.dates import HistoricalDate, Precision, Qualifier
from wikirel.values.language import language_codes, load_language

__all__ = ["at_end", "between", "bound", "part_of"]

_BOUNDS = (Qualifier.BEFORE, Qualifier.AFTER, Qualifier.BY)
_REACH = 40  # letters before a date in which the words stand
# "after the 1970s", and not "after the 1973 coup": an article belongs to a date only if that is a stretch of years.
_LONG = frozenset((Precision.DECADE, Precision.CENTURY))
_KNOWN = 20_000


def bound(date: HistoricalDate, text: str) -> Qualifier | None:
    """Return before, after or by, where the words right before a date make it a bound; else None.

    "Since" and "until" are none of these: what holds since a date began then.

    Args:
        date: a date.
        text: the sentence or cell that names it.

    >>> bound(HistoricalDate("1970", "1970"), "Relations were established after 1970.").value
    'after'
    >>> bound(HistoricalDate("1973", "1973"), "They were broken off after the 1973 coup.")
    """
    words, inner = _bounds(), _long_bounds()
    found: set[Qualifier | None] = set()
    at = text.find(date.text) if date.text else -1
    while at >= 0:
        before = text[max(0, at - _REACH) : at]
        match = (inner if date.precision in _LONG else words).search(before)
        told = Qualifier(match.lastgroup) if match is not None and match.lastgroup else None
        found.add(told)
        at = text.find(date.text, at + len(date.text))
    return found.pop() if len(found) == 1 else None


def at_end(date: HistoricalDate, text: str) -> bool:
    """Tell whether an act took place at the end of an interval: "from 1961 until 1978, when it severed them".

    Args:
        date: an interval.
        text: the sentence that names it.

    >>> at_end(HistoricalDate("1961/1978", "from 1961 to 1978"), "It had them from 1961 to 1978, when it cut them.")
    True
    """
    at = text.find(date.text) if date.text else -1
    return at >= 0 and _at_ends().match(text, at + len(date.text)) is not None


@lru_cache(maxsize=_KNOWN)
def part_of(words: str) -> bool:
    """Tell whether a date is a part of what it names, "early 1960s", not something about it, "about 1960".

    Args:
        words: the date as written.

    >>> part_of("early 1960s"), part_of("mid-1960s"), part_of("around 1960")
    (True, True, False)
    """
    return _parts().match(words) is not None


@lru_cache(maxsize=_KNOWN)
def between(words: str) -> bool:
    """Tell whether an interval is written as one that something lies in: "between 1960 and 1962".

    >>> between("between 1960 and 1962"), between("from 1960 to 1962")
    (True, False)
    """
    return _betweens().match(words) is not None


# -- the words ---------------------------------------------------------------------------------------------


def _lists(*keys: str) -> Iterator[str]:
    """Yield the words that languages have under keys, such as ``dates``, ``qualifiers``, ``after``."""
    for code in language_codes():
        table: Any = load_language(code)
        for key in keys:
            table = table.get(key, {})
        yield from table


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) or "(?!)"


@cache
def _bounds(article: str = "") -> re.Pattern[str]:
    kinds = "|".join(
        f"(?P<{kind.value}>{_any(_lists('dates', 'qualifiers', kind.value))})" for kind in _BOUNDS
    )
    neutral = _any(_lists("dates", "approximate", "neutral"))
    return re.compile(rf"(?i)(?<!\w)(?:{kinds})(?:\s+(?:{neutral}))?{article}[\s-]{{1,3}}\Z")


@cache
def _long_bounds() -> re.Pattern[str]:
    return _bounds(r"(?:\s+\w{1,3})?")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{_any(_lists('dates', 'approximate', 'part'))})(?!\w)")


@cache
def _betweens() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{_any(_lists('dates', 'ranges', 'between'))})(?!\w)")


@cache
def _at_ends() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(_lists("events", "at_end"))))) or "(?!)")
