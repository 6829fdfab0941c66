"""Look-ups in a gazetteer that rules make again and again, remembered across articles.

The same few hundred countries and cities stand in every article, and the gazetteer normalises each name anew.
The memory is bounded, so a dump of millions of names does not fill it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from wikirel.values.parties import Gazetteer, Party

__all__ = ["Lookups", "lookups"]

_SIZE = 1 << 14


class Lookups:
    """A gazetteer with a memory; get one by :func:`lookups`.

    Attributes:
        gazetteer: the gazetteer beneath.

    >>> names = lookups("en")
    >>> names.party("Cuba").code, [party.code for party in names.city("Lima")], names.is_city_state("Monaco")
    ('CU', ['PE', 'US'], True)
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.party = lru_cache(_SIZE)(self._party)
        self.flag = lru_cache(_SIZE)(gazetteer.flag)
        self.city = lru_cache(_SIZE)(gazetteer.city)
        self.capital = lru_cache(_SIZE)(gazetteer.capital)
        self.adjective = lru_cache(_SIZE)(self._adjective)
        self.is_city_state = lru_cache(_SIZE)(self._is_city_state)
        self.sovereign = lru_cache(_SIZE)(gazetteer.sovereign)

    def _party(self, name: str, among: tuple[Party, ...] = ()) -> Party | None:
        return self.gazetteer.party(name, among)

    def _adjective(self, word: str) -> Party | None:
        return self.gazetteer.adjective(word)

    def _is_city_state(self, name: str) -> bool:
        """Tell whether a name is that of a country and of its capital alike."""
        party = self.gazetteer.party(name)
        return party is not None and bool(party.code) and name in self.gazetteer.capital_of(party.code or "")


@cache
def lookups(language: str) -> Lookups:
    """Return the look-ups of a language, shared by all articles.

    Raises:
        SchemaError: there is no gazetteer of that language.
    """
    return Lookups(Gazetteer.load(language))
