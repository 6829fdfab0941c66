"""Regular expressions taken apart: a word that begins none of many is then told by its first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

__all__ = ["LETTER", "closing", "sorted_by", "spellings", "split"]

LETTER = re.compile(r"[^\W\d_](?![?*{])")
"""A letter that a pattern is sure to begin with."""

Key = TypeVar("Key")

_GROUP_HEAD = re.compile(r"\(\?:")
_REPEATED = frozenset("*+{")
_WEIGHED = frozenset(
    ("??", "?+")
)  # lazy and possessive: not the alternatives that stand there, in their order


def sorted_by(
    entries: Iterable[tuple[Key, str]], beginning: re.Pattern[str]
) -> dict[str, list[tuple[Key, str]]]:
    """Sort patterns by how they begin, and cut that off; those that begin otherwise come last, whole.

    Args:
        entries: patterns, each with something that stays with it.
        beginning: what their beginnings match.

    >>> sorted_by([(1, "envoy"), (2, "consul"), (3, "embassy")], LETTER)
    {'e': [(1, 'nvoy'), (3, 'mbassy')], 'c': [(2, 'onsul')]}
    """
    found: dict[str, list[tuple[Key, str]]] = {}
    for key, pattern in entries:
        match = beginning.match(pattern)
        start = match.group() if match else ""
        found.setdefault(start, []).append((key, pattern[len(start) :]))
    if "" in found:
        found[""] = found.pop("")
    return found


def spellings(pattern: str) -> list[str]:
    """Part the alternatives of a pattern, those of groups that it begins with too.

    >>> spellings("(?:not|never) had|no")
    ['not had', 'never had', 'no']
    """
    return [begun for part in split(pattern) for begun in _begun(part)]


def _begun(part: str) -> list[str]:
    """Spell out the groups that a pattern begins with, until each spelling begins with letters."""
    opened = _GROUP_HEAD.match(part)
    close = closing(part) if opened else 0
    following = part[close + 1 : close + 3]
    if not opened or following[:1] in _REPEATED or following in _WEIGHED:
        return [part]
    rest = part[close + 1 :].removeprefix("?")
    inner = split(part[3:close]) + ([""] if following[:1] == "?" else [])
    return [begun for one in inner for begun in _begun(one + rest)]


def split(pattern: str) -> list[str]:
    """Part the alternatives of a pattern at its bars, but not those of its groups."""
    parts, depth, start, in_class, escaped = [], 0, 0, False, False
    for index, character in enumerate(pattern):
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == "|" and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
    return [*parts, pattern[start:]]


def closing(pattern: str) -> int:
    """Return where the group that a pattern begins with closes."""
    depth = 0
    for index, character in enumerate(pattern):
        if character == "(" and pattern[index - 1] != "\\":
            depth += 1
        elif character == ")" and pattern[index - 1] != "\\":
            depth -= 1
            if depth == 0:
                return index
    raise ValueError(f"unbalanced pattern {pattern!r}")
