"""Which fact of a further kind is which, where nothing is known of its class but the attributes.

Two facts of one class are one if all attributes are equal.  What is left is paired one to one, the likest first:
likeness is the share of attributes that are equal, of those that either has, and half of them must be.  A date is
its EDTF here, and a party its code, as in the facts of our own kinds.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from wikirel.dataset.facts import StatedFact
from wikirel.dataset.likest import Pairs, pair_likest

__all__ = ["attributes", "pair_by_attributes", "same_attributes", "shown"]

_LEAST = 0.5
_DATE = frozenset(("edtf", "text", "anchor"))
_PARTY = frozenset(("name", "code"))


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
        if value.keys() >= _DATE:
            return value["edtf"]
        if value.keys() == _PARTY:
            return value["code"] or value["name"]
        return {name: _plain(item) for name, item in value.items()}
    return value


def shown(fact: StatedFact, name: str) -> str | None:
    """Return an attribute for people: a date as EDTF, a party by its name, anything else as JSON."""
    value: Any = json.loads(str(fact.values["fields"] or "{}")).get(name)
    if isinstance(value, dict) and value.keys() >= _DATE:
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
    return pair_likest(
        pairs, old, new, signs=_entries, likeness=_likeness, text=lambda fact: str(fact.values["fields"])
    )


def _entries(fact: StatedFact) -> list[Hashable]:
    return [(fact.values["kind"], name, value) for name, value in attributes(fact).items() if value != "null"]


def _likeness(one: StatedFact, other: StatedFact) -> float:
    ours, theirs = attributes(one), attributes(other)
    names = ours.keys() | theirs.keys()
    share = sum(ours.get(name) == theirs.get(name) for name in names) / max(1, len(names))
    return share if share >= _LEAST else 0.0
