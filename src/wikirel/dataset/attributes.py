"""Which fact of a further kind is which, where nothing is known of its class but the attributes.

Two facts of one class are one if all attributes are equal.  What is left is paired one to one, the likest first:
likeness is the share of attributes that are equal, of those that either has, and half of them must be.  A date is
its EDTF here, and a party its code, as in the facts of our own kinds.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from wikirel.dataset.facts import StatedFact

__all__ = ["attributes", "pair_by_attributes", "same_attributes", "shown"]

_LEAST = 0.5
_COMMON = 64  # facts; an attribute that more of them share brings nothing together
_DATE = frozenset(("edtf", "text", "anchor"))
_PARTY = frozenset(("name", "code"))

Pairs = list[tuple[StatedFact, StatedFact]]


def attributes(fact: StatedFact) -> Mapping[str, str]:
    """Return the attributes of a fact, each as JSON that is equal where the values say the same.

    >>> from wikirel.dataset.facts import FactKind
    >>> fields = '{"host": {"code": "PE", "name": "Peru"}, "start": {"anchor": null, "edtf": "1990", "text": ""}}'
    >>> dict(attributes(StatedFact(FactKind.FACT, {"kind": "Term", "fields": fields})))
    {'host': '"PE"', 'start': '"1990"'}
    """
    return _attributes(str(fact.values["fields"] or "{}"))


@lru_cache(maxsize=1 << 14)
def _attributes(fields: str) -> Mapping[str, str]:
    return {name: json.dumps(_plain(value), sort_keys=True) for name, value in json.loads(fields).items()}


def _plain(value: Any) -> Any:
    """Return a value without what words it; JSON that Python has read nests no deeper than it can be walked."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == _DATE:
            return value["edtf"]
        if value.keys() == _PARTY:
            return value["code"] or value["name"]
        return {name: _plain(item) for name, item in value.items()}
    return value


def shown(fact: StatedFact, name: str) -> str | None:
    """Return an attribute for people: a date as EDTF, a party by its name, anything else as JSON."""
    value: Any = json.loads(str(fact.values["fields"] or "{}")).get(name)
    if isinstance(value, dict) and value.keys() == _DATE:
        value = value["edtf"]
    elif isinstance(value, dict) and value.keys() == _PARTY:
        value = value["name"]
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def same_attributes(fact: StatedFact) -> Hashable:
    """Return what is equal for facts of one class with equal attributes."""
    return fact.values["kind"], frozenset(attributes(fact).items())


def pair_by_attributes(
    pairs: Pairs, old: list[StatedFact], new: list[StatedFact]
) -> tuple[list[StatedFact], list[StatedFact]]:
    """Pair facts that are alike, and return what is left of both sides."""
    having: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, fact in enumerate(new):
        for entry in _entries(fact):
            having[entry].append(number)
    told = Counter(entry for fact in old for entry in _entries(fact))
    ranked: list[tuple[float, list[str], int, int]] = []
    for one, fact in enumerate(old):
        rare = [entry for entry in _entries(fact) if max(told[entry], len(having.get(entry, ()))) <= _COMMON]
        for two in {two for entry in rare for two in having.get(entry, ())}:
            likeness = _likeness(fact, new[two])
            if likeness >= _LEAST:
                texts = sorted((str(fact.values["fields"]), str(new[two].values["fields"])))
                ranked.append((-likeness, texts, one, two))
    taken: tuple[set[int], set[int]] = set(), set()
    # Of equal likeness the order is that of the values, then of the places: neither knows which side is old.
    for _, _, one, two in sorted(ranked, key=lambda item: (item[0], item[1], item[2] + item[3])):
        if one not in taken[0] and two not in taken[1]:
            pairs.append((old[one], new[two]))
            taken[0].add(one)
            taken[1].add(two)
    return _left(old, taken[0]), _left(new, taken[1])


def _entries(fact: StatedFact) -> list[Hashable]:
    return [(fact.values["kind"], name, value) for name, value in attributes(fact).items() if value != "null"]


def _likeness(one: StatedFact, other: StatedFact) -> float:
    ours, theirs = attributes(one), attributes(other)
    names = ours.keys() | theirs.keys()
    return sum(ours.get(name) == theirs.get(name) for name in names) / max(1, len(names))


def _left(facts: Sequence[StatedFact], taken: set[int]) -> list[StatedFact]:
    return [fact for number, fact in enumerate(facts) if number not in taken]
