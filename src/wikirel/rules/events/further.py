"""How likely an act is a happening of its own beside the first one of a date.

"In 2004 he visited Lima and met the president" tells of two happenings, "In 2004 it signed the treaty on trade" of
one, whatever its nouns are.  What tells them apart is how the act is told and what the two kinds are: a visit and a
meeting are both counted, a coup and the change that it brought are mostly one.  How much each sign says is a table
(``further.json``), a logistic regression fitted to labelled sentences by ``scripts/train_further.py``.  It knows no
words, so it serves every language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Any, NamedTuple

import attrs

from wikirel.facts import EventKind
from wikirel.rules.events.sentence import STRONG, Find, Sentence
from wikirel.values.dates import DateMention

__all__ = ["FurtherActs", "FurtherSigns", "further_signs", "load_further", "parted"]

_FILE = "further.json"
_TEN = 10.0
_FARTHEST = -5.0
_NEAREST = 12.0
_BESIDE = 1.0
_PARTED = 1.899  # 1.9, less what adding up loses


class FurtherSigns(NamedTuple):
    """How an act stands to a date beside the date's first act, in numbers of about 0 to 1.

    Attributes:
        weight: how surely its words tell of a happening.
        net: the same, less how far it stands from the date.
        noun: 1 where it is only named, or told by weak words that do not stand beside the date.
        named: 1 where the date is part of a name and does not govern the act: "condemned the 2006 coup".
        state: 1 where it is told of the time before the date: "Before 1960, ...".
        behind: 1 where the first act stands before the date, which does not govern the other one.
        linked: 1 where it is told to go with what happened at the date: "..., during which they met".
    """

    weight: float
    net: float
    noun: float
    named: float
    state: float
    behind: float
    linked: float


@attrs.frozen(eq=False)
class FurtherActs:
    """What each sign and each pair of kinds says, as weights of a logistic regression.

    Attributes:
        signs: a weight for each of :class:`FurtherSigns`.
        pairs: by the kind of the first act and of the other one, the log-odds to begin with.
        other: the log-odds to begin with for a kind that the table does not have.
    """

    signs: FurtherSigns
    pairs: Mapping[EventKind, Mapping[EventKind, float]]
    other: float
    _rest: float = attrs.field(init=False, repr=False)

    @_rest.default
    def _most(self) -> float:
        """The most that the signs behind the first two can add."""
        return sum(max(0.0, sign) for sign in self.signs[2:])

    def at_most(self, first: EventKind, kind: EventKind, weight: float, cost: float) -> float:
        """Return the most that the log-odds of an act can be, by what costs little to ask.

        Args:
            first: the kind of the date's first happening.
            kind: that of the act.
            weight: how surely its words tell of a happening.
            cost: how far it stands from the date.
        """
        signs = self.signs
        return (
            self._start(first, kind)
            + signs.weight * weight / _TEN
            + signs.net * _net(weight, cost)
            + self._rest
        )

    def log_odds(self, first: EventKind, kind: EventKind, signs: FurtherSigns) -> float:
        """Return the log-odds that an act is a happening of its own; more than 0 is likely enough.

        Args:
            first: the kind of the date's first happening.
            kind: that of the act.
            signs: how it stands to the date.
        """
        told: float = sum(map(mul, self.signs, signs))
        return self._start(first, kind) + told

    def _start(self, first: EventKind, kind: EventKind) -> float:
        row = self.pairs.get(first)
        return self.other if row is None else row.get(kind, self.other)


def further_signs(
    sentence: Sentence,
    date: DateMention,
    first: Find,
    find: Find,
    cost: float,
    *,
    governed: bool,
    named: bool,
) -> FurtherSigns:
    """Return how an act stands to a date beside the date's first act.

    Args:
        sentence: the sentence.
        date: the date.
        first: the act that the date belongs to most.
        find: the other act.
        cost: how far the other act stands from the date.
        governed: whether the date stands before the main clause and governs the act.
        named: whether the date begins a name.
    """
    noun = (cost > _BESIDE or find.weight < STRONG) and not sentence.verbal(find)
    return FurtherSigns(
        find.weight / _TEN,
        _net(find.weight, cost),
        float(noun),
        float(named and not governed and not sentence.beside(date)),
        float(
            find.start > date.end and sentence.opens_before() and sentence.boundary(date.end, find.start) > 0
        ),
        float(first.end <= date.start and not governed),
        float(
            not noun
            and not named
            and find.start > date.end
            and sentence.links()
            and sentence.linked(find, date)
        ),
    )


def parted(
    sentence: Sentence, date: DateMention, first: Find, find: Find, *, governed: bool, named: bool
) -> bool:
    """Tell whether the date, or a boundary of clauses, parts two acts of a sentence.

    Where nothing does they are one happening: "signed a communique to resume relations".

    Args:
        sentence: the sentence.
        date: the date.
        first: the act that the date belongs to most.
        find: the other act.
        governed: whether the date stands before the main clause and governs the other act.
        named: whether the date begins a name.
    """
    low, high = (first, find) if first.start < find.start else (find, first)
    return (
        (low.end <= date.start < high.start and not named)
        or (find.weight >= STRONG and sentence.ends_with_date(low))
        or (governed and low is first and "," in sentence.low[low.end : high.start])
        or sentence.parted(low.end, high.start) >= _PARTED
    )


def _net(weight: float, cost: float) -> float:
    return max(_FARTHEST, min(weight - cost, _NEAREST)) / _TEN


@cache
def load_further() -> FurtherActs:
    """Read the table."""
    table: dict[str, Any] = json.loads(
        files("wikirel.rules.events").joinpath(_FILE).read_text(encoding="utf-8")
    )
    return FurtherActs(
        FurtherSigns(**table["signs"]),
        {
            EventKind(first): {EventKind(kind): odds for kind, odds in row.items()}
            for first, row in table["pairs"].items()
        },
        table["other"],
    )
