"""From a stretch of plain text to a value of a type; what :mod:`wikirel.schema.typed_infobox` reads with."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Union, get_args, get_origin

from wikirel.schema.reading import Reading
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["Convert", "converter_for", "item_type", "without_none"]

Convert = Callable[[Reading, int, int], Any]
"""From a reading and a plain range to a value; raises ValueError where the text is no such value."""

_GROUPED = r"[+−-]?\d{{1,3}}(?:{0}\d{{3}})+(?!\d)|[+−-]?\d+"
_BLANKS = "[ \u00a0\u2009\u202f]"
# What makes of the digits before it another number than they are: another way of grouping, an exponent, a range.
_GOES_ON = re.compile(rf"[.,'’]\d|[eE][+−-]?\d|[xX]\d|{_BLANKS}?[–—-]{_BLANKS}?\d|{_BLANKS}?[½¼¾⅓⅔⅛⅜⅝⅞/⁄×^]")
_DIGITS = 300  # of a number that a float holds; Python refuses to read integers of thousands
_LONGEST = 40  # characters of a value that a message quotes


def without_none(type_: Any) -> Any:
    """Return ``X`` for ``X | None``, and any other type as it is."""
    if get_origin(type_) in (Union, types.UnionType):
        rest = [argument for argument in get_args(type_) if argument is not type(None)]
        return rest[0] if len(rest) == 1 else type_
    return type_


def item_type(type_: Any) -> Any:
    """Return ``X`` for ``tuple[X, ...]``, and None for another type."""
    if get_origin(type_) is tuple:
        items = get_args(type_)
        return items[0] if len(items) == 2 and items[1] is ... else None
    return None


def converter_for(type_: Any) -> Convert | None:
    """Return what reads values of a type, or None for a type that text is not read as.

    Args:
        type_: ``str``, ``int``, ``float``, ``bool``, an ``Enum``, ``HistoricalDate`` or ``Party``.
    """
    if isinstance(type_, type) and issubclass(type_, Enum):
        return _enumeration(type_)
    return _CONVERTERS.get(type_)


def _text(reading: Reading, start: int, end: int) -> str:
    text = reading.text[start:end].strip()
    if not text:
        raise ValueError("it is empty")
    return text


def _said(reading: Reading, start: int, end: int) -> str:
    text = " ".join(reading.text[start:end].split())
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _number(reading: Reading, start: int, end: int) -> str:
    """Return the digits of the number that a text begins with, in Python's way of writing."""
    words: Mapping[str, Any] = reading.vocabulary.get("infobox", {})
    decimal = str(words.get("decimal", "."))
    group = f"(?:{re.escape(',' if decimal == '.' else '.')}|{_BLANKS})"
    found = re.match(
        rf"\D{{0,3}}?(?<![.,])({_GROUPED.format(group)})(?:{re.escape(decimal)}(\d+))?",
        _text(reading, start, end),
    )
    if found is None:
        raise ValueError(f"{_said(reading, start, end)} is no number")
    if _GOES_ON.match(found.string, found.end()) or len(found[0]) > _DIGITS:
        raise ValueError(f"{_said(reading, start, end)} is no number that can be read")
    whole = re.sub(r"[^\d-]", "", found[1].replace("−", "-"))
    return f"{whole}.{found[2]}" if found[2] else whole


def _integer(reading: Reading, start: int, end: int) -> int:
    digits = _number(reading, start, end)
    if "." in digits:
        raise ValueError(f"{_said(reading, start, end)} is no whole number")
    return int(digits)


def _float(reading: Reading, start: int, end: int) -> float:
    return float(_number(reading, start, end))


def _truth(reading: Reading, start: int, end: int) -> bool:
    words: Mapping[str, Any] = reading.vocabulary.get("infobox", {})
    text = _text(reading, start, end).casefold()
    for key, value in (("yes", True), ("no", False)):
        if text in words.get(key, ()):
            return value
    raise ValueError(f"{_said(reading, start, end)} is neither yes nor no")


def _date(reading: Reading, start: int, end: int) -> HistoricalDate:
    for mention in reading.dates_in(start, end):
        found = mention.date(reading.text)
        if found is not None:
            return found
    raise ValueError(f"{_said(reading, start, end)} is no date")


def _party(reading: Reading, start: int, end: int) -> Party:
    text = _text(reading, start, end)
    found = reading.gazetteer.flag(text) or reading.gazetteer.party(text, reading.parties)
    if found is not None:
        return found
    mentions = reading.mentions_in(start, end)
    parties = dict.fromkeys(mention.party for mention in mentions if mention.form != "capital")
    # "Cuba (since 1960)" names one country; a text that names two says which by more than a name.
    return next(iter(parties)) if len(parties) == 1 else reading.gazetteer.entity(text)


def _enumeration(type_: type[Enum]) -> Convert:
    members = {str(member.value).casefold(): member for member in type_}

    def convert(reading: Reading, start: int, end: int) -> Enum:
        text = _text(reading, start, end).casefold()
        for key in (text, text.replace(" ", "_"), text.replace("-", "_").replace(" ", "_")):
            if key in members:
                return members[key]
        raise ValueError(f"{_said(reading, start, end)} is none of {', '.join(members)}")

    return convert


_CONVERTERS: dict[Any, Convert] = {
    str: _text,
    int: _integer,
    float: _float,
    bool: _truth,
    HistoricalDate: _date,
    Party: _party,
}
