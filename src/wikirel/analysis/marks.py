"""From acts to marks: tellings of one act brought together, with the days on which it may have taken place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from wikirel.analysis.discrepancy import DateIndex, window
from wikirel.analysis.merge import ACTS, Act
from wikirel.analysis.pairs import Telling
from wikirel.analysis.wording import at_end, between, bound
from wikirel.facts import EventKind
from wikirel.values.dates import EARLIEST_DAY, LATEST_DAY, Day, HistoricalDate, Qualifier

__all__ = ["Mark", "marks"]

# A date of two ends, "1902–1960" or "2 May 1902 – 1960": a dash, and the year that it leads to.
_STRETCH = re.compile(r"[–—-] ?(?:[^\d–—-][^–—-]{0,30}|\d{1,2} [^–—-]{1,30})?(?<!\d)(\d{4})\Z")

_Effect = tuple[bool, bool]
_BEGINS, _ENDS, _STANDS = (False, True), (True, False), (True, True)
_EFFECTS: dict[EventKind, _Effect] = {
    EventKind.ESTABLISHED: _BEGINS,
    EventKind.RESTORED: _BEGINS,
    EventKind.SEVERED: _ENDS,
    EventKind.UPGRADED: _STANDS,
    EventKind.DOWNGRADED: _STANDS,
}
_MOST = 50  # bounds that are held against all other acts; no text tells as many


@attrs.frozen(eq=False)
class Mark:
    """An act with all its tellings: when it took place, and what it says of the time before and after.

    Attributes:
        low: the first day on which it may have taken place.
        high: the last.
        before: True (relations stood before it), False (they did not), or None (it does not say).
        after: the same of the time from it on.
        kinds: the kinds of event as which it is told; none for the end of a stretch.
        name: what a reason calls it.
        tellings: the places.
    """

    low: Day
    high: Day
    before: bool | None
    after: bool | None
    kinds: frozenset[EventKind]
    name: str
    tellings: tuple[Telling, ...]

    @property
    def changes(self) -> bool:
        """Whether relations may be other after it than before."""
        return self.before is not self.after or self.after is None


@attrs.frozen
class _Bounded:
    """An act of which the text tells that it was before, by or after a date."""

    kind: EventKind
    date: HistoricalDate
    how: Qualifier

    @property
    def earlier(self) -> bool:
        return self.how is not Qualifier.AFTER

    @property
    def name(self) -> str:
        return f"{self.kind.value} {self.how.value} {self.date.edtf}"

    @property
    def window(self) -> tuple[Day, Day]:
        low, high = window(self.date)
        return (low, low) if self.how is Qualifier.BEFORE else (low, high)


def marks(acts: Sequence[Act]) -> list[Mark]:
    """Return the acts that say whether relations stood, in order; the narrowest of dates that agree is an act's.

    Args:
        acts: of one pair.
    """
    sure: list[Act] = []
    bounded: dict[_Bounded, list[Telling]] = {}
    ends: list[tuple[Act, HistoricalDate]] = []
    for act in acts:
        if act.date is not None and act.kind in ACTS:
            _sort(act, act.date, sure, bounded, ends)
    found: list[Mark] = []
    for _, same in groupby(sorted(sure, key=_group), key=_group):
        found += _merged(list(same))
    for number, (told, tellings) in enumerate(bounded.items()):
        _add_bounded(found if number < _MOST else [], found, told, tellings)
    found += _stretches(sure, found)
    found += _suspensions(ends, found)
    found.sort(key=lambda mark: (mark.low, mark.high, mark.name))
    if found:
        found += _undated(acts, found)
    return found


def _sort(
    act: Act,
    date: HistoricalDate,
    sure: list[Act],
    bounded: dict[_Bounded, list[Telling]],
    ends: list[tuple[Act, HistoricalDate]],
) -> None:
    """Tell whether the date of an act is the act's, a bound of it, or the two ends of a state."""
    effect = _EFFECTS[act.kind]
    told = None if effect is _STANDS else bound(date, act.telling.evidence.text)
    first, slash, last = date.edtf.partition("/")
    if slash and effect is not _STANDS:
        if effect is _ENDS and last not in ("", "..") and at_end(date, act.telling.evidence.text):
            sure.append(attrs.evolve(act, date=HistoricalDate(last, last, date.anchor)))
            return
        if between(date.text) and effect is _BEGINS:
            sure.append(act)  # it may have been at any time between the two
            return
        if first not in ("", ".."):
            sure.append(attrs.evolve(act, date=HistoricalDate(first, date.text, date.anchor)))
        if last not in ("", ".."):
            ends.append((act, HistoricalDate(last, date.text, date.anchor)))
    elif told is None:
        sure.append(act)
    else:
        key = _Bounded(act.kind, HistoricalDate(date.edtf, date.edtf), told)
        bounded.setdefault(key, []).append(act.telling)


def _group(act: Act) -> str:
    return "" if _EFFECTS[act.kind] is _STANDS else act.kind.value


def _merged(acts: Sequence[Act]) -> Iterator[Mark]:
    """Yield a mark for each of the narrowest dates among like acts; a date that fits several stands for none."""
    effect = _EFFECTS[acts[0].kind]
    index = DateIndex(act.date for act in acts if act.date is not None)
    told: list[list[Act]] = [[] for _ in index.dates]
    for act in acts:
        home = index.home(act.date) if act.date is not None else None
        if home is not None:
            told[home].append(act)
    for date, telling in zip(index.dates, told, strict=True):
        low, high = window(date)
        kinds = frozenset(act.kind for act in telling)
        after = None if effect is _BEGINS and "/" in date.edtf else effect[1]
        name = f"{max(kinds).value} {date.edtf}"
        yield Mark(low, high, effect[0], after, kinds, name, _distinct(act.telling for act in telling))


def _undated(acts: Iterable[Act], found: Sequence[Mark]) -> Iterator[Mark]:
    """Yield what acts without a date leave open: a break while none has a date, a return after the last break.

    "They broke off relations": from the first date on, it may have been any time.
    """
    undated = [act for act in acts if act.date is None]
    breaks = [act.telling for act in undated if act.kind is EventKind.SEVERED]
    # A row that is marked as broken is so at the time of writing, whatever was broken and restored before.
    marked = [act.telling for act in undated if act.kind is EventKind.SEVERED and act.from_row]
    returns = [act.telling for act in undated if act.kind is EventKind.RESTORED]
    if breaks and not any(mark.after is False for mark in found):
        yield _open(found[0].high, LATEST_DAY, "a break without a date", breaks)
    elif marked and found[-1].after:
        yield _open(found[-1].high, LATEST_DAY, "a break without a date", marked)
    if returns and found[-1].after is False:
        yield _open(found[-1].high, LATEST_DAY, "a return without a date", returns)


# -- bounds ------------------------------------------------------------------------------------------------


def _add_bounded(
    others: Sequence[Mark], found: list[Mark], told: _Bounded, tellings: Sequence[Telling]
) -> None:
    """Add an act that was before, by or after a date: to the mark of the same act, or a new one."""
    low, high = told.window
    place = _same_act(others, told, low, high)
    if place is not None:
        mark = others[place]
        found[place] = attrs.evolve(mark, tellings=_distinct((*mark.tellings, *tellings)))
        return
    before, after = _EFFECTS[told.kind]
    if told.earlier:
        # Not before what it undoes; a return without a break that is told, not before the beginning.
        floor = [m.low for m in others if m.after is before and m.low <= high]
        if told.kind is EventKind.RESTORED:
            floor += [m.high for m in others if m.after is after and m.high <= high]
        low = max(floor, default=EARLIEST_DAY)
    else:
        # Not after what presupposes it.
        high = min((m.high for m in others if m.before is after and m.low >= low), default=LATEST_DAY)
    found.append(Mark(low, high, before, after, frozenset((told.kind,)), told.name, _distinct(tellings)))


def _same_act(others: Sequence[Mark], told: _Bounded, low: Day, high: Day) -> int | None:
    """Return the index of the nearest mark that can be of a bounded act; nothing undoes it in between."""
    effect = _EFFECTS[told.kind]
    places = [place for place, mark in enumerate(others) if (mark.before, mark.after) == effect]
    if told.kind is EventKind.RESTORED:
        first = min((others[place].low for place in places), default=None)
        places = [p for p in places if EventKind.RESTORED in others[p].kinds or others[p].low != first]
    if told.earlier:
        places = [place for place in places if others[place].low <= high]
        nearest = max(places, key=lambda place: others[place].low, default=None)
    else:
        places = [place for place in places if others[place].high >= low]
        nearest = min(places, key=lambda place: others[place].low, default=None)
    if nearest is None:
        return None
    start, end = (others[nearest].high, low) if told.earlier else (high, others[nearest].low)
    undone = any(m.after is effect[0] and start <= m.low and m.high <= end for m in others)
    return None if undone else nearest


# -- ends of stretches -------------------------------------------------------------------------------------


def _stretches(acts: Iterable[Act], found: Sequence[Mark]) -> Iterator[Mark]:
    """Yield where relations dated "1902–1960" end, for which no act is told: what came then, it does not say."""
    told: dict[tuple[int, str], list[Telling]] = {}
    for act in acts:
        match = _STRETCH.search(act.date.text) if act.date is not None and _EFFECTS[act.kind][1] else None
        if match is not None and act.date is not None and act.date.latest.year < int(match[1]):
            told.setdefault((int(match[1]), act.date.text), []).append(act.telling)
    for (year, text), tellings in told.items():
        if not any(mark.after is False and mark.low.year <= year <= mark.high.year for mark in found):
            yield _open(Day(year, 1, 1), Day(year, 12, 31), f"the end of {text}", tellings)


def _suspensions(ends: Iterable[tuple[Act, HistoricalDate]], found: Sequence[Mark]) -> Iterator[Mark]:
    """Yield where "suspended from 1967 to 1974" and the like end, unless an act then says what came."""
    told: dict[tuple[Day, Day, str, bool], list[Telling]] = {}
    for act, date in ends:
        told.setdefault((*window(date), date.text, _EFFECTS[act.kind][0]), []).append(act.telling)
    for (low, high, text, after), tellings in told.items():
        if not any(mark.after is after and mark.low <= high and low <= mark.high for mark in found):
            yield _open(low, high, f"the end of {text}", tellings)


def _open(low: Day, high: Day, name: str, tellings: Iterable[Telling]) -> Mark:
    return Mark(low, high, None, None, frozenset(), name, _distinct(tellings))


def _distinct(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(dict.fromkeys(tellings))
