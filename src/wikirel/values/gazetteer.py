"""The table of countries that wikirel ships, and the one way in which names are compared.

The data are made by ``scripts/make_gazetteer.py`` (its head names the sources and their licences) and read
once, at first use.  This module knows nothing about looking names up: see :mod:`wikirel.values.parties`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

__all__ = ["Country", "Party", "Table", "fold", "load_cities", "load_table", "name_key", "same_length_key"]

# One code point for one: what may stand for a space, an apostrophe or a hyphen in a name.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u200a\t\r\n", " "),
        **dict.fromkeys("\u2018\u2019\u02bb\u02bc\u00b4\u0060\u2032", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)
_SPACES = re.compile(r" {2,}")
_THE = frozenset({"the ", "The "})
_OWN_THE = frozenset({"The Hague", "The Valley"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


@attrs.frozen(cache_hash=True)  # parties are keys everywhere
class Party:
    """A country, another state or an entity that takes part in relations.

    Attributes:
        name: the plain English name, as English Wikipedia titles its article, without "The".
        code: ISO 3166-1 alpha-2 (``XK`` Kosovo, ``EU`` European Union, ``VA`` Holy See); the four letters of
            ISO 3166-3 for a former state (``SUHH`` Soviet Union); None where neither exists.

    >>> Party("Cuba", "CU")
    Party(name='Cuba', code='CU')
    """

    name: str
    code: str | None = None


@attrs.frozen(kw_only=True)
class Country:
    """What other data sets call a party.

    Attributes:
        party: the party.
        alpha3: ISO 3166-1 alpha-3.
        wikidata: the item, such as ``Q419``.
        cow: the state number of the Correlates of War project (State System Membership v2016).
        gw: the state number of Gleditsch and Ward (1999), which differs for a few states.
        capitals: capitals and seats of government, the one that embassies go to first.
        part_of: the state that a territory with a code of its own belongs to (Gibraltar: the United Kingdom);
            None for a state.
    """

    party: Party
    alpha3: str | None = None
    wikidata: str | None = None
    cow: int | None = None
    gw: int | None = None
    capitals: tuple[str, ...] = ()
    part_of: Party | None = None


@attrs.frozen(kw_only=True)
class Table:
    """The whole of ``gazetteer.json`` in Python's terms; every mapping is by key (:func:`name_key`)."""

    countries: Mapping[Party, Country]
    by_code: Mapping[str, Party]
    codes: Mapping[str, Party]
    names: Mapping[str, Party]
    adjectives: Mapping[str, Party]
    people: Mapping[str, Party]
    capitals: Mapping[str, Party]
    ambiguous_names: Mapping[str, tuple[Party, ...]]
    ambiguous_adjectives: Mapping[str, tuple[Party, ...]]
    flags: Mapping[str, Party]
    prefixes: Mapping[str, Party]
    stop: tuple[str, ...]
    not_in_text: frozenset[str]
    titles: Mapping[str, Mapping[str, list[str]]]
    languages: Mapping[str, Mapping[str, Any]]


def same_length_key(text: str) -> str:
    """Replace each look-alike of a space, an apostrophe or a hyphen, one code point for one.

    >>> same_length_key("Côte d’Ivoire")
    "Côte d'Ivoire"
    """
    return text.translate(_ALIKE)


def name_key(name: str) -> str:
    """Return the form in which names are compared.

    Unicode NFC; one kind of space, apostrophe and hyphen; ``and`` for ``&``; no space around; no leading
    "the"; the first letter a capital.

    >>> name_key(" the Côte d’Ivoire ")
    "Côte d'Ivoire"
    >>> name_key("Guinea–Bissau"), name_key("Trinidad & Tobago")
    ('Guinea-Bissau', 'Trinidad and Tobago')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", _INVISIBLE.sub("", name))
    key = _SPACES.sub(" ", name.translate(_ALIKE).replace("&", "and")).strip()
    while key[:4] in _THE and key not in _OWN_THE:
        key = key[4:].strip()
    first = key[:1].upper()
    # A few letters have a capital of two code points, which would not compare equal when keyed again.
    return first + key[1:] if len(first) == 1 else key


def fold(name: str) -> str:
    """Drop accents and other marks.

    >>> fold("São Tomé")
    'Sao Tome'
    """
    letters = unicodedata.normalize(
        "NFD", name.translate({0xF8: "o", 0xD8: "O", 0x142: "l", 0x141: "L", 0x131: "i"})
    )
    return "".join(c for c in letters if not unicodedata.combining(c))


def _read(name: str) -> Any:
    return json.loads(files("wikirel.values").joinpath("data", name).read_bytes())


@cache
def load_cities() -> Mapping[str, str]:
    """Read the table of cities: country codes by key, the likeliest first, ``?`` before an open name."""
    cities: dict[str, str] = _read("cities.json")["cities"]
    return cities


@cache
def load_table() -> Table:
    """Read the table of parties; a few milliseconds once."""
    data = _read("gazetteer.json")
    countries: dict[Party, Country] = {}
    by_code = {row[0]: Party(row[1], row[0]) for row in data["parties"] if row[0]}
    part_of = {code: by_code[state] for code, state in data["sovereign"].items()}
    maps: tuple[dict[str, Party], ...] = ({}, {}, {}, {}, {})
    for code, name, alpha3, qid, cow, gw, *lists in data["parties"]:
        party = by_code[code] if code else Party(name)
        countries[party] = Country(
            party=party,
            alpha3=alpha3,
            wikidata=qid,
            cow=cow,
            gw=gw,
            capitals=tuple(lists[3]),
            part_of=part_of.get(code),
        )
        for target, keys in zip(maps, lists, strict=True):
            for key in keys:
                # The rows go from states of today to former ones: Moscow is Russia before the Soviet Union.
                target.setdefault(key, party)
    names, adjectives, people, capitals, codes = maps
    open_words = {
        kind: {word: tuple(by_code[code] for code in candidates) for word, candidates in words.items()}
        for kind, words in data["ambiguous"].items()
    }
    return Table(
        countries=countries,
        by_code=by_code,
        codes=codes,
        names=names,
        adjectives=adjectives,
        people=people,
        capitals=capitals,
        ambiguous_names=open_words["names"],
        ambiguous_adjectives=open_words["adjectives"],
        flags={word: by_code[code] for word, code in data["flags"].items()},
        prefixes={word: by_code[code] for word, code in data["prefixes"].items()},
        stop=tuple(data["stop"]),
        not_in_text=frozenset(data["not_in_text"]),
        titles=data["titles"],
        languages=data["languages"],
    )
