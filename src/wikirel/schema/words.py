"""Laying words over words: how a schema changes the tables of its language.

Tables are read only.  What is laid over them is checked against them, because a string where a list of patterns
is wanted would be read letter by letter, and find anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wikirel.errors import SchemaError

__all__ = ["checked", "frozen", "joined", "overlaid"]

_PATTERN_TABLES = frozenset(("sections",))  # every value in them is a list of regular expressions


def frozen(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of tables that shares nothing that can change with them; lists become tuples."""
    return {key: _frozen(value) for key, value in words.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozen(value)
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return value


def overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay tables over others, key by key.

    >>> overlaid({"a": {"x": 1, "y": 2}}, {"a": {"y": 3}, "b": 4})
    {'a': {'x': 1, 'y': 3}, 'b': 4}
    """
    merged: dict[str, Any] = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            merged[key] = overlaid(known, value)
        else:
            merged[key] = value
    return merged


def joined(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay tables over others and join lists, those below first.

    >>> joined({"a": {"x": [1]}}, {"a": {"x": [2], "y": [3]}})
    {'a': {'x': (1, 2), 'y': [3]}}
    """
    merged: dict[str, Any] = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            merged[key] = joined(known, value)
        elif isinstance(known, list | tuple) and isinstance(value, list | tuple):
            merged[key] = (*known, *value)
        else:
            merged[key] = value
    return merged


def checked(words: Mapping[str, Any], known: Mapping[str, Any], path: tuple[str, ...] = ()) -> None:
    """Check that tables are of the shape of those that they are laid over.

    Args:
        words: the tables that are laid over others.
        known: the tables of the language; what they do not hold may be of any shape.
        path: where the tables stand.

    Raises:
        SchemaError: a table, a list or a string stands where the language has something else, or a pattern of
            the table ``sections`` is no regular expression.
    """
    for key, value in words.items():
        here = (*path, key)
        patterns = path[:1] and path[0] in _PATTERN_TABLES
        wanted = "a list" if patterns else _shape(known[key]) if key in known else None
        if wanted is not None and _shape(value) != wanted:
            raise SchemaError(f"words: {'.'.join(here)} must be {wanted}, not {_shape(value)}: {value!r:.60}")
        if patterns:
            _check_patterns(here, value)
        elif isinstance(value, Mapping):
            below = known.get(key, {})
            checked(value, below if isinstance(below, Mapping) else {}, here)


def _check_patterns(path: tuple[str, ...], patterns: Any) -> None:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            raise SchemaError(
                f"words: {'.'.join(path)} holds {pattern!r}, which is no regular expression: {error}"
            ) from error


def _shape(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return {str: "a string", bool: "true or false"}.get(type(value), "a number")
