"""The quickest way: lines of one regular clause whose cities settle all, such as "X has an embassy in C".

Most regular lines are of one clause, and every city in them is one of the host, or one of a third country in
"X is accredited to Y from its embassy in C".  What such a clause tells depends on the words behind its head and on
the host alone, and the same words come in article after article, so that is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from wikirel.facts import MissionKind
from wikirel.rules.missions.regular import LONGEST_LINE, RegularReader
from wikirel.rules.missions.settling import Settler, other_of
from wikirel.values.parties import Party

__all__ = ["PlainLine", "PlainReader"]

_SIZE = 1 << 13

_Settled: TypeAlias = tuple[MissionKind, str | None, bool, Party | None]


class PlainLine(NamedTuple):
    """What a plain line tells.

    Attributes:
        sender: whose posts they are.
        host: whose guests.
        posts: for each the kind, the city, whether it is resident, and its seat where it is not.
    """

    sender: Party
    host: Party
    posts: tuple[_Settled, ...]


class PlainReader:
    """Reads plain lines in one language.

    Args:
        regular: reads the clauses.
        settler: tells where a city lies.
    """

    def __init__(self, regular: RegularReader, settler: Settler) -> None:
        self._regular = regular
        self._settler = settler
        self._remembered = lru_cache(_SIZE)(self._settled)

    def read(self, line: str, pair: tuple[Party, ...]) -> PlainLine | None:
        """Read a line.

        Args:
            line: the line, a sentence of its own.
            pair: the two parties that its place is about.

        Returns:
            What it tells, or None where it is not plain.
        """
        head = self._regular.head(line, 0, pair) if len(line) <= LONGEST_LINE else None
        if head is None:
            return None
        sender, named, end = head
        host = other_of(sender, pair)
        if host is None or host.code is None or (named is not None and named.code != host.code):
            return None
        posts = self._remembered(line[end:], named is not None, host.code)
        return PlainLine(sender, host, posts) if posts else None

    def _settled(self, tail: str, via: bool, code: str) -> tuple[_Settled, ...]:
        """Settle the posts behind a head; none where not all are plain."""
        found: list[_Settled] = []
        for post in self._regular.only_posts(tail):
            for place in post.places:
                stands = self._settler.plainly(via, code, place)
                if stands is None:
                    return ()
                found.append((post.kind, place.city, *stands))
        return tuple(found)
