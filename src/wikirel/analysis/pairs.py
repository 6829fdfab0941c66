"""Pairs of countries without direction, and the places of articles that tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs

from wikirel.document import Evidence
from wikirel.facts import Article
from wikirel.values.parties import Gazetteer, Party

__all__ = ["Pair", "Telling", "pair_of", "party_key", "party_named"]


def party_key(party: Party) -> tuple[str, str]:
    """Return what parties are put in order by: the name, then the code.

    >>> sorted([Party("Peru", "PE"), Party("Abkhazia"), Party("Cuba", "CU")], key=party_key)[0].name
    'Abkhazia'
    """
    return party.name, party.code or ""


@attrs.frozen(cache_hash=True)
class Pair:
    """Two countries, in the order of :func:`party_key`; make one by :func:`pair_of`.

    Attributes:
        one: the first by name.
        other: the second.
    """

    one: Party
    other: Party

    @property
    def name(self) -> str:
        """The two names with an en dash, as Wikipedia titles articles about pairs, without "relations"."""
        return f"{self.one.name}–{self.other.name}"

    @property
    def codes(self) -> tuple[str | None, str | None]:
        """The two codes."""
        return self.one.code, self.other.code

    @property
    def key(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """What pairs are put in order by."""
        return party_key(self.one), party_key(self.other)

    def partner(self, party: Party) -> Party | None:
        """Return the other of the two, or None for a party that is neither."""
        if party == self.one:
            return self.other
        return self.one if party == self.other else None


@lru_cache(maxsize=65536)
def _ordered(name: str, code: str | None, other_name: str, other_code: str | None) -> Pair | None:
    # By strings, which keep their hash: a party works out its own anew each time.
    one, other = Party(name, code), Party(other_name, other_code)
    return None if one == other else Pair(*sorted((one, other), key=party_key))


def pair_of(parties: Sequence[Party]) -> Pair | None:
    """Return the pair of two parties; None for any other number of parties, and for a party with itself.

    Args:
        parties: in any order.

    >>> pair_of((Party("Peru", "PE"), Party("Cuba", "CU"))).name
    'Cuba–Peru'
    """
    if len(parties) != 2:
        return None
    one, other = parties
    return _ordered(one.name, one.code, other.name, other.code)


def party_named(name: str) -> Party:
    """Return the party of a code or an English name; one without a code for a name that no table knows.

    >>> party_named("PE"), party_named("Soviet Union").code
    (Party(name='Peru', code='PE'), 'SUHH')
    """
    places = Gazetteer.load()
    return places.code(name) or places.entity(name)


@attrs.frozen
class Telling:
    """One place of one article that tells a fact.

    Attributes:
        article: the article's title.
        about: the countries that the article is about: one, or the two of a pair.
        evidence: where it says it, with the references that stand there.
    """

    article: str
    about: tuple[Party, ...]
    evidence: Evidence

    @property
    def key(self) -> tuple[str, int, int]:
        """What tellings are put in order by, and what makes two of them one: article and source range."""
        return self.article, self.evidence.span.start, self.evidence.span.end

    @staticmethod
    def of(article: Article, evidence: Iterable[Evidence]) -> tuple[Telling, ...]:
        """Return a telling for each piece of evidence."""
        return tuple(Telling(article.title, article.parties, piece) for piece in evidence)
