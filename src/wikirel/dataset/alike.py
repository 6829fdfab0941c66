"""Which fact of one side is which of the other, and what of it changed.

The rules, each one to one, the surest first:

- the same values;
- a mission of the same sender, host, kind, city and seat; then of the same pair and kind, where each side has only
  one left of it; then of the same pair and city, likewise;
- a dyad of the same country and partner;
- a fact of a further kind by its attributes (:mod:`wikirel.dataset.attributes`);
- an event of the same words; of the same kind, parties and date, where each side has only one left of it; of the
  same kind and parties with dates of which one lies within the other, in like words; of like words alone.

Words are alike from :data:`LIKE` up: the number of words that both have over the number that either has (Jaccard's
index).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache

import attrs

from wikirel.dataset.attributes import attributes, pair_by_attributes, same_attributes, shown
from wikirel.dataset.facts import FactKind, StatedFact
from wikirel.dataset.likest import Pairs, left_over, pair_likest
from wikirel.dataset.tables import Value

__all__ = ["LIKE", "FieldChange", "field_changes", "pair_up"]

LIKE = 0.6
_CLOSE = 0.4  # enough where kind, parties and dates agree

_DATES = {FactKind.DYAD: ("established",), FactKind.EVENT: ("date",), FactKind.MISSION: ("opened", "closed")}
# Names go with their codes, words are not facts, and of a date the EDTF says all.
_COMPARED = {
    FactKind.DYAD: ("country", "partner", "established"),
    FactKind.EVENT: ("date", "kind", "parties", "modality"),
    FactKind.MISSION: (
        "sending",
        "host",
        "kind",
        "city",
        "resident",
        "seat",
        "status",
        "opened",
        "closed",
    ),
}
_CODES = {
    "country": "country_code",
    "partner": "partner_code",
    "sending": "sending_code",
    "host": "host_code",
}
_CODES |= {"seat": "seat_code", "parties": "parties_codes"}
# The beginning, breaking off and resumption of relations: the words are no part of the fact (Event.identity).
_WORDLESS = frozenset(("established", "severed", "restored"))

_WORD = re.compile(r"\w+")

Key = Callable[[StatedFact], Hashable]


@attrs.frozen
class FieldChange:
    """What changed of a fact in one respect.

    Attributes:
        name: the column.
        old: its value before.
        new: its value after.
        note: of a date that lies within the other, ``more precise`` or ``less precise``; else empty.
    """

    name: str
    old: Value
    new: Value
    note: str = ""

    def __str__(self) -> str:
        note = f" ({self.note})" if self.note else ""
        return f"{self.name}: {_shown(self.old)} → {_shown(self.new)}{note}"


def _shown(value: Value) -> str:
    if value is None:
        return "—"
    return str(value).lower() if isinstance(value, bool) else str(value)


def field_changes(kind: FactKind, old: StatedFact, new: StatedFact) -> tuple[FieldChange, ...]:
    """Return what changed between two statements of one fact; nothing if only words did."""
    if kind is FactKind.FACT:
        ours, theirs = attributes(old), attributes(new)
        names = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
        return tuple(FieldChange(name, shown(old, name), shown(new, name)) for name in names)
    made = []
    for name in _COMPARED[kind]:
        if _of(old, name) == _of(new, name):
            continue
        one, two = old.values[name], new.values[name]
        note = ""
        if name in _DATES[kind]:
            if _within(new, old, name):
                note = "more precise"
            elif _within(old, new, name):
                note = "less precise"
        made.append(FieldChange(name, one, two, note))
    return tuple(made)


def pair_up(
    kind: FactKind, old: Sequence[StatedFact], new: Sequence[StatedFact]
) -> tuple[Pairs, list[StatedFact], list[StatedFact]]:
    """Find which facts of one kind, of one article, are which.

    Args:
        kind: their kind.
        old: those of one side.
        new: those of the other.

    Returns:
        The pairs, what is left of the first side, and what is left of the second.
    """
    pairs: Pairs = []
    rest = list(old), list(new)
    for key, only in _STEPS[kind]:
        rest = _by_key(pairs, *rest, key, only=only)
    if kind is FactKind.EVENT:
        rest = pair_likest(pairs, *rest, signs=_words, likeness=_likeness, text=_text)
    elif kind is FactKind.FACT:
        rest = pair_by_attributes(pairs, *rest)
    return pairs, *rest


def _by_key(
    pairs: Pairs, old: list[StatedFact], new: list[StatedFact], key: Key, *, only: bool
) -> tuple[list[StatedFact], list[StatedFact]]:
    """Pair facts of equal keys; with ``only``, where each side has one of them."""
    if not old or not new:
        return old, new
    groups: tuple[dict[Hashable, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for group, facts in zip(groups, (old, new), strict=True):
        for number, fact in enumerate(facts):
            name = key(fact)
            if name is not None:
                group[name].append(number)
    taken: tuple[set[int], set[int]] = set(), set()
    for name, ours in groups[0].items():
        theirs = groups[1].get(name, ())
        if only and (len(ours) > 1 or len(theirs) > 1):
            continue
        for one, two in zip(ours, theirs, strict=False):
            pairs.append((old[one], new[two]))
            taken[0].add(one)
            taken[1].add(two)
    return left_over(old, taken[0]), left_over(new, taken[1])


def _likeness(one: StatedFact, other: StatedFact) -> float:
    """Return how surely two events are one: 0 if they are not, more than 1 where more than the words agrees."""
    ours, theirs = _words(one), _words(other)
    common = len(ours & theirs)
    alike = common / (len(ours) + len(theirs) - common) if common else 0.0
    if _of(one, "kind") == _of(other, "kind") and _of(one, "parties") == _of(other, "parties"):
        dated = _of(one, "date") == _of(other, "date")
        if alike >= _CLOSE and (dated or _within(one, other, "date") or _within(other, one, "date")):
            return alike + 1 + dated
    return alike if alike >= LIKE else 0.0


# -- keys ---------------------------------------------------------------------------------------------------


def _of(fact: StatedFact, name: str) -> Hashable:
    """Return a value to compare: a country's code where it has one, parties in no order, a city in any case."""
    code = _CODES.get(name)
    value = fact.values[name] if code is None else fact.values[code] or fact.values[name]
    if name == "parties":
        return frozenset(str(value or "").split("; "))
    return value.casefold() if name == "city" and isinstance(value, str) else value


def _text(fact: StatedFact) -> str:
    return str(fact.values["text"] or "")


@lru_cache(maxsize=1 << 16)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _words(fact: StatedFact) -> frozenset[str]:
    return _words_of(_text(fact))


def _same_words(fact: StatedFact) -> str | None:
    return " ".join(_WORD.findall(_text(fact).casefold())) or None


def _key(*names: str) -> Key:
    return lambda fact: tuple(_of(fact, name) for name in names)


def _all(kind: FactKind) -> Key:
    return _key(*_COMPARED[kind])


def _told(fact: StatedFact) -> Hashable:
    return (*(_of(fact, name) for name in _COMPARED[FactKind.EVENT]), _same_words(fact))


def _dated(fact: StatedFact) -> Hashable:
    if _of(fact, "date") is None:
        return None
    return _of(fact, "kind"), _of(fact, "date"), _of(fact, "modality"), _of(fact, "parties")


def _beginning(fact: StatedFact) -> Hashable:
    """Return the pair whose relations began, broke off or resumed: of these there is mostly one each."""
    kind = _of(fact, "kind")
    return (kind, _of(fact, "modality"), _of(fact, "parties")) if kind in _WORDLESS else None


def _post(fact: StatedFact) -> Hashable:
    """Return where a country has a post: one left there may have become one of another kind."""
    city = _of(fact, "city")
    return None if city is None else (_of(fact, "sending"), _of(fact, "host"), city)


_STEPS: dict[FactKind, tuple[tuple[Key, bool], ...]] = {
    FactKind.DYAD: ((_all(FactKind.DYAD), False), (_key("country", "partner"), False)),
    FactKind.MISSION: (
        (_all(FactKind.MISSION), False),
        (_key("sending", "host", "kind", "city", "resident", "seat"), False),
        (_key("sending", "host", "kind", "city"), True),
        (_key("sending", "host", "kind"), True),
        (_post, True),
    ),
    FactKind.EVENT: (
        (_told, False),
        (_same_words, True),
        (_dated, True),
        (_beginning, True),
    ),
    FactKind.FACT: ((same_attributes, False),),
}


def _within(inner: StatedFact, outer: StatedFact, date: str) -> bool:
    """Tell whether a date lies within another, and is narrower."""
    if inner.values[date] is None or outer.values[date] is None:
        return False
    low, high = _days(inner, date)
    least, most = _days(outer, date)
    return least <= low and high <= most and (least, most) != (low, high)


def _days(fact: StatedFact, date: str) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return the first and the last day of a date in an order that open ends and years before Christ keep."""
    return (
        _day(fact.values[f"{date}_earliest"], (-1_000_000, "")),
        _day(fact.values[f"{date}_latest"], (1_000_000, "")),
    )


def _day(value: Value, open_end: tuple[int, str]) -> tuple[int, str]:
    if not isinstance(value, str):
        return open_end
    year, month, day = value.rsplit("-", 2)
    return int(year), f"{month}-{day}"
