"""Laying words over words: how a schema changes the tables of its language.

Tables are read only.  What is laid over them is checked against them first, by
:func:`~wikirel.values.wordcheck.check_words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["frozen", "joined", "overlaid"]


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
