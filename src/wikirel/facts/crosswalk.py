"""The counterparts of our kinds of event in CAMEO, PLOVER and Wikidata.

The data lie in ``crosswalk.toml`` beside this module.  The codings were made for news, so many of our kinds have
only a close counterpart, or none; and they disagree with each other in places, which the notes say.  Nothing here
claims one truth: every counterpart says how well it fits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import attrs

from wikirel.facts.events import EventKind

__all__ = ["Counterpart", "Match", "Scheme", "codes", "counterparts", "crosswalk"]


class Scheme(StrEnum):
    """A coding of events, or of what they change."""

    CAMEO = "cameo"
    PLOVER = "plover"
    WIKIDATA = "wikidata"


class Match(StrEnum):
    """How well a code fits a kind, in the terms of SKOS mappings (exactMatch, closeMatch) or none."""

    EXACT = "exact"
    CLOSE = "close"
    NONE = "none"


@attrs.frozen
class Counterpart:
    """What a kind of event is in another coding.

    Attributes:
        scheme: the other coding.
        match: how well it fits.
        code: the code there, None where the scheme has none; ``04x`` stands for a whole group of CAMEO.
        note: when it applies, or what is open about it.
    """

    scheme: Scheme
    match: Match
    code: str | None = None
    note: str = ""


@cache
def codes(kind: EventKind, scheme: Scheme) -> tuple[str, ...]:
    """Return the codes that a kind has in a coding, the best first; none where it has no counterpart there.

    >>> codes(EventKind.ESTABLISHED, Scheme.CAMEO), codes(EventKind.POLITICS, Scheme.CAMEO)
    (('054', '050'), ())
    """
    return tuple(one.code for one in counterparts(kind, scheme) if one.code is not None)


def counterparts(kind: EventKind | str, scheme: Scheme | str | None = None) -> tuple[Counterpart, ...]:
    """Look up the counterparts of a kind, the best first within each scheme.

    Args:
        kind: a kind of event.
        scheme: one coding only; all by default.

    Returns:
        At least one for each scheme: one without a code says that there is none.

    Raises:
        ValueError: there is no such kind or scheme.

    >>> [(one.code, str(one.match)) for one in counterparts("severed", "cameo")]
    [('161', 'exact')]
    >>> counterparts("independence", "plover")[0].code is None
    True
    """
    found = crosswalk()[EventKind(kind)]
    if scheme is None:
        return found
    wanted = Scheme(scheme)
    return tuple(one for one in found if one.scheme is wanted)


@cache
def crosswalk() -> Mapping[EventKind, tuple[Counterpart, ...]]:
    """Return the whole table: for every kind of event its counterparts.

    >>> len(crosswalk()) == len(EventKind)
    True
    """
    table = tomllib.loads(files("wikirel.facts").joinpath("crosswalk.toml").read_text(encoding="utf-8"))
    return {
        kind: tuple(
            Counterpart(scheme, Match(entry["match"]), entry.get("code"), entry.get("note", ""))
            for scheme in Scheme
            for entry in table[kind.value][scheme.value]
        )
        for kind in EventKind
    }
