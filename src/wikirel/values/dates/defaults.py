"""What stands in for words of dates that a language does not give.

A language needs no more than the names of its months.  A table or a list that it lacks is empty, so what it is
for is not found; numbers, such as the range of years, are those of English, and so are the templates, which every
Wikipedia has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["completed"]

_INHERITED = frozenset(("templates", "phrases"))
_OPEN = frozenset(("seasons", "numbers"))  # their keys are words
_NEVER = "\x00"  # a string that no text holds
_REQUIRED = ("months", "names")


def completed(table: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables ``dates`` of a language with all tables and keys that a grammar asks for.

    Args:
        table: those of the language.
        english: those of English, which has them all.

    >>> mine = completed({"months": {"names": ["januari"]}}, {"months": {"names": [], "more": {"Sept": 9}}})
    >>> mine
    {'months': {'names': ['januari'], 'more': {}}}
    """
    whole: dict[str, Any] = dict(table)
    for name, known in english.items():
        own: Any = table.get(name)
        if own is None and name in _INHERITED:
            whole[name] = known
        elif isinstance(known, Mapping) and name not in (*_INHERITED, *_OPEN):
            missing = {
                key: _empty(value)
                for key, value in known.items()
                if key not in (own or {}) and (name, key) != _REQUIRED
            }
            whole[name] = {**(own or {}), **missing}
        elif own is None:
            whole[name] = _empty(known)
    return whole


def _empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {}
    if isinstance(value, list | tuple):
        return value if value and all(isinstance(item, int) for item in value) else []
    return _NEVER if isinstance(value, str) else value
