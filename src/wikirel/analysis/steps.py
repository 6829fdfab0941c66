"""From marks to steps: in which order acts took place, where their dates leave that open.

"Severed in 1961", "restored in 1961", and relations that stood before: only one order fits together.  Where
exactly one does, it also narrows the dates.  Where several do, all those acts are one step, with the outcome that
the orders share; where none does, acts of one effect are taken for one act told twice, if their dates allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

import attrs

from wikirel.analysis.marks import Mark
from wikirel.facts import EventKind
from wikirel.values.dates import Day

__all__ = ["State", "Step", "steps"]

_ORDERED = 7  # so many acts of one time are put in order; no text tells as many
_LOWERING = frozenset((EventKind.DOWNGRADED,))
_RESTORING = frozenset((EventKind.RESTORED,))
_FIRST = frozenset((EventKind.ESTABLISHED,))


class State(Enum):
    """How relations stand after a step; LOWERED is at a lower rank, from which they may be restored."""

    OPEN = auto()
    NO = auto()
    YES = auto()
    LOWERED = auto()

    @property
    def stands(self) -> bool | None:
        """Whether relations stand; None where it is open."""
        return None if self is State.OPEN else self is not State.NO


@attrs.frozen(eq=False)
class Step:
    """Acts after which relations stand, or do not.

    Attributes:
        low: the first day on which it may begin.
        high: the day by which it is done.
        marks: its acts, in the order that fits; most often one.
        after: how relations stand then.
        since: the acts that made it so; the last one of its own where it is open.
        fits: whether it can come after the step before it.
        first: nothing stood before it.
    """

    low: Day
    high: Day
    marks: tuple[Mark, ...]
    after: State
    since: tuple[Mark, ...]
    fits: bool
    first: bool

    @property
    def changes(self) -> bool:
        """Whether relations may be other after it than before."""
        return any(mark.changes for mark in self.marks)


def steps(marks: Sequence[Mark]) -> list[Step]:
    """Put acts in order.

    Args:
        marks: the acts of one pair, by their first possible day.

    Returns:
        Steps of which neither the first nor the last days go back.
    """
    clusters = list(_clusters(mark for mark in marks if mark.changes))
    clusters += [[mark] for mark in _apart(marks, clusters)]
    clusters.sort(key=lambda cluster: (cluster[0].low, _high(cluster)))
    found: list[Step] = []
    for cluster in clusters:
        _settle(cluster, found)
    return found


def _high(cluster: Iterable[Mark]) -> Day:
    return max(mark.high for mark in cluster)


def _clusters(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Yield acts of which it is open which came first, together."""
    cluster: list[Mark] = []
    until: Day | None = None
    for mark in marks:
        if until is not None and mark.low > until:
            yield cluster
            cluster, until = [], None
        cluster.append(mark)
        until = mark.high if until is None else max(until, mark.high)
    if cluster:
        yield cluster


def _apart(marks: Iterable[Mark], clusters: Sequence[Sequence[Mark]]) -> Iterator[Mark]:
    """Yield the acts that change nothing and cannot be of the time of one that does: those say the more."""
    spans = [(cluster[0].low, _high(cluster)) for cluster in clusters]
    at = 0
    for mark in marks:
        if mark.changes:
            continue
        while at < len(spans) and spans[at][1] < mark.low:
            at += 1
        if at == len(spans) or mark.high < spans[at][0]:
            yield mark


def _settle(cluster: list[Mark], found: list[Step]) -> None:
    """Append the steps that a cluster comes to."""
    before = found[-1].after if found else _beginning(cluster)
    if _contradict(cluster):
        _append_open(cluster, found)
        return
    for start in dict.fromkeys((before, State.OPEN)):
        orders = _orders(cluster, start) if len(cluster) <= _ORDERED else {}
        if orders:
            _append(cluster, orders, start is before, found)
            return
    merged = _merged(cluster)
    if len(merged) == len(cluster):
        _append_open(cluster, found)
        return
    for part in _clusters(merged):
        _settle(part, found)


def _contradict(cluster: Iterable[Mark]) -> bool:
    """Tell whether one day is told as that of a beginning and of an end: one of them was misread, or is wrong."""
    days = {(mark.low, mark.after) for mark in cluster if mark.low == mark.high}
    return any((day, not after) in days for day, after in days if after is not None)


def _beginning(cluster: Iterable[Mark]) -> State:
    """Return how relations stood before all that is told: not at all, if that tells of their establishment."""
    return State.NO if any(mark.kinds == _FIRST for mark in cluster) else State.OPEN


def _append(
    cluster: Sequence[Mark], orders: dict[State, list[tuple[Mark, ...]]], fits: bool, found: list[Step]
) -> None:
    first = not found and fits and _beginning(cluster) is State.NO
    if sum(len(same) for same in orders.values()) > 1:
        after = next(iter(orders)) if len(orders) == 1 else State.OPEN
        order = next(iter(orders.values()))[0]
        since = tuple(cluster) if after is State.OPEN else (order[-1],)
        found.append(Step(cluster[0].low, _high(cluster), order, after, since, fits, first))
        return
    ((_, (order,)),) = orders.items()
    lows, highs = [mark.low for mark in order], [mark.high for mark in order]
    for place in range(1, len(order)):
        lows[place] = max(lows[place], lows[place - 1])
        highs[-place - 1] = min(highs[-place - 1], highs[-place])
    for mark, low, high in zip(order, lows, highs, strict=True):
        state = found[-1].after if found and fits else State.NO if first else State.OPEN
        after = _after(mark, state)
        kept = found and fits and after.stands is not None and after.stands is state.stands
        since = found[-1].since if kept else (mark,)
        found.append(Step(low, high, (mark,), after, since, fits, first))
        fits, first = True, False


def _append_open(cluster: Sequence[Mark], found: list[Step]) -> None:
    """Append acts that do not fit together, or are too many: one step that leaves all open."""
    order = tuple(cluster)
    found.append(Step(cluster[0].low, _high(cluster), order, State.OPEN, order, True, False))


def _orders(cluster: Sequence[Mark], start: State) -> dict[State, list[tuple[Mark, ...]]]:
    """Return the orders that the dates allow and that fit together, by the state in which they leave relations."""
    found: dict[State, list[tuple[Mark, ...]]] = {}
    open_: list[tuple[tuple[Mark, ...], State]] = [((), start)]
    while open_:
        order, state = open_.pop()
        left = [mark for mark in cluster if mark not in order]
        if not left:
            found.setdefault(state, []).append(order)
            continue
        soonest = min(mark.high for mark in left)
        open_ += [((*order, m), _after(m, state)) for m in left if m.low <= soonest and _fits(m, state)]
    return found


def _fits(mark: Mark, state: State) -> bool:
    if mark.before is None or state is State.OPEN or mark.before is state.stands:
        return True
    # "Downgraded in 1994, restored in 2003" tells of the rank.
    return state is State.LOWERED and mark.kinds == _RESTORING


def _after(mark: Mark, state: State) -> State:
    if mark.after is None:
        return State.OPEN
    if not mark.after:
        return State.NO
    return State.LOWERED if mark.kinds == _LOWERING else State.YES


def _merged(cluster: Iterable[Mark]) -> list[Mark]:
    """Take acts of one effect whose dates allow it for one."""
    found: list[Mark] = []
    last: dict[tuple[bool | None, bool | None], int] = {}
    for mark in cluster:
        effect = mark.before, mark.after
        place = last.get(effect)
        if place is None or mark.kinds == frozenset() or mark.low > found[place].high:
            last[effect] = len(found)
            found.append(mark)
            continue
        one = found[place]
        name = (
            min((one, mark), key=lambda told: (told.high, told.name)).name
            if one.low == mark.low
            else mark.name
        )
        found[place] = attrs.evolve(
            one,
            low=max(one.low, mark.low),
            high=min(one.high, mark.high),
            kinds=one.kinds | mark.kinds,
            name=name,
            tellings=tuple(dict.fromkeys((*one.tellings, *mark.tellings))),
        )
    return sorted(found, key=lambda mark: (mark.low, mark.high, mark.name))
