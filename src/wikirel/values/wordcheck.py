"""Checking tables of words before they are read: mistakes are told where they stand, not where they hurt.

A string where a list of patterns is wanted would be read letter by letter, and find anything; a pattern that is
no regular expression would fail in the middle of an article.  What is checked against are the English tables,
which hold every key that there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wikirel.errors import SchemaError

__all__ = ["check_words"]

# Tables whose strings are regular expressions, and what in them is not.
_PATTERN_TABLES = frozenset(
    ("sections", "titles", "embassies", "envoys", "events", "tables", "missions", "pages")
)
_LITERAL = frozenset((("titles", "shapes"), ("titles", "pair"), ("titles", "boxes")))
# Tables whose keys the code knows: another key would be a kind that no fact can have, or would be passed over.
_CLOSED = frozenset(
    (("missions", "kinds"), ("events", "acts"), ("dates", "qualifiers"), ("titles", "shapes"))
)
_WORDS = "dates"  # a table of words as they are written
_WHOLE = ("dates", "months", "names")  # a list of as many as there are months
_MONTHS = 12
_CHOICES = {("infobox", "decimal"): (".", ",")}
_ANY = "*"  # in what is known: any key
# What the English tables do not show: what other languages have besides, and tables with keys of one's own.
_BESIDES: Mapping[str, Any] = {
    "titles": {
        "shapes": dict.fromkeys(("pair", "post", "single", "relations", "prefixes", "articles"), ("",))
    },
    "countries": {"names": {_ANY: ""}, "adjectives": {_ANY: ""}, "cities": {_ANY: ""}},
    "sections": {_ANY: ("",)},
    "events": {"acts": {_ANY: {_ANY: ("",)}}, "clauses": {_ANY: ("",)}, "fragments": {_ANY: ""}},
}


def check_words(
    words: Mapping[str, Any], known: Mapping[str, Any], where: str = "words", path: tuple[str, ...] = ()
) -> None:
    """Check that tables are of the shape of others, and that patterns are regular expressions.

    Args:
        words: the tables.
        known: tables that hold the keys that there are; what they do not hold may be of any shape.
        where: what to call the tables in a message.
        path: where in them these stand.

    Raises:
        SchemaError: a table, a list or a string stands where something else is wanted; a list holds something
            else than is wanted; a kind of post or of event is not one of wikirel's; a weight is no number; or a
            pattern is no regular expression.  The message names the place and what stands there.

    >>> check_words({"missions": {"kinds": {"bureau": ["bureaus?"]}}}, {"missions": {"kinds": {"embassy": []}}})
    Traceback (most recent call last):
    wikirel.errors.SchemaError: words: missions.kinds has no 'bureau'; there are embassy
    """
    _check(words, known, _BESIDES, where, path)


def _check(
    words: Mapping[str, Any],
    known: Mapping[str, Any],
    besides: Mapping[str, Any],
    where: str,
    path: tuple[str, ...],
) -> None:
    keys = [key for key in dict.fromkeys((*known, *besides)) if key != _ANY]
    weights = bool(known) and all(map(_is_number, known))
    for key, value in words.items():
        here = (*path, key)
        name = f"{where}: {'.'.join(here)}"
        if path in _CLOSED and key not in keys:
            raise SchemaError(f"{where}: {'.'.join(path)} has no {key!r}; there are {', '.join(keys)}")
        if weights and not _is_number(key):
            raise SchemaError(f"{name}: {key!r} must be a number, the weight of what stands there")
        example = next(
            (table[one] for table, one in ((known, key), (besides, key), (besides, _ANY)) if one in table),
            None,
        )
        wanted = None if example is None else _shape(example)
        if wanted is not None and _shape(value) != wanted:
            raise SchemaError(f"{name} must be {wanted}, not {_shape(value)}: {value!r:.60}")
        if isinstance(value, Mapping):
            below = [table.get(key, table.get(_ANY, {})) for table in (known, besides)]
            first, second = (table if isinstance(table, Mapping) else {} for table in below)
            _check(value, first, second, where, here)
            continue
        items = tuple(value) if isinstance(value, list | tuple) else (value,)
        if wanted == "a list":
            _check_items(name, items, tuple(example or ()))
            if here[0] == _WORDS and "" in items and "" not in (example or ()):
                raise SchemaError(f"{name} holds an empty word, which stands everywhere")
        if here in _CHOICES and value not in _CHOICES[here]:
            choices = " or ".join(map(repr, _CHOICES[here]))
            raise SchemaError(f"{name} must be {choices}, not {value!r:.60}")
        if here == _WHOLE and len(items) != _MONTHS:
            raise SchemaError(f"{name} must hold {_MONTHS} strings, not {len(items)}")
        if here[0] in _PATTERN_TABLES and here[:2] not in _LITERAL:
            _check_patterns(name, items)


def _check_items(name: str, items: Iterable[Any], example: Iterable[Any]) -> None:
    shapes = {_shape(item) for item in example}
    for item in items:
        if len(shapes) == 1 and _shape(item) not in shapes:
            raise SchemaError(f"{name} must hold {_plural(*shapes)}, not {_shape(item)}: {item!r:.60}")


def _check_patterns(name: str, items: Iterable[Any]) -> None:
    patterns = [item for item in items if isinstance(item, str)]
    # One by one, and as the alternatives that they are: a group's name must not come twice, nor a flag inside.
    for item in (*patterns, f"(?:{'|'.join(patterns)})"):
        try:
            re.compile(item)
        except (re.error, OverflowError, RecursionError) as error:
            raise SchemaError(
                f"{name} holds {item!r:.80}, which is no regular expression: {error}"
            ) from error


def _is_number(key: str) -> bool:
    return key.isascii() and key.replace(".", "", 1).isdigit()


def _shape(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return {str: "a string", bool: "true or false"}.get(type(value), "a number")


def _plural(shape: str) -> str:
    return shape if shape == "true or false" else f"{shape.split(' ', 1)[1]}s"
