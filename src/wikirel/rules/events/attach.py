"""Which happenings a sentence tells of at each of its dates.

Every act is weighed against every date: how surely its words tell of a kind of happening, less how far it
stands from the date (:meth:`.sentence.Sentence.distances`).  The best one is the date's first happening; further
ones, of another kind, count where they are likely to be acts of their own (:mod:`.further`).  Where the acts only
hint, all words about the date are asked (:mod:`.weighing`).
"""

from __future__ import annotations

from typing import NamedTuple

from wikirel.facts import EventKind, Modality
from wikirel.rules.events.dated import end_of_name, in_brackets
from wikirel.rules.events.further import FurtherSigns, further_signs, load_further, parted
from wikirel.rules.events.modality import held, supposed_at
from wikirel.rules.events.sentence import STRONG, Find, Sentence
from wikirel.rules.events.weighing import ActSigns, Weights
from wikirel.values.dates import DateMention, MentionKind, Qualifier

__all__ = ["Attachment", "Happening", "undated"]

_ELSEWHERE = 2.5
_MAIN = 1.5
_LINKED = 3.0
_RELATIONS = frozenset((EventKind.ESTABLISHED, EventKind.RESTORED, EventKind.SEVERED))
_NAME_BONUS = 8.0
_HEAD = 2.0
_ASIDE = 6.0
_DIPLOMATIC = 12.0
_LIST_WIDTH = 80
_TRIED = 5
_MORE = 2
# An act below this weight only hints.
_HINT = 5.5
# The log-odds of what ends an interval: it comes before what only may be a happening.
_ENDS = 10.0
# An act from this weight on says what happened; so does one from the second on that is the only kind there.
_SURE = 9.0
_SURE_ALONE = 6.0
# So does one from this weight on that leaves all of other kinds so far behind.
_PLAIN = 7.0
_LEAD = 7.0


class Happening(NamedTuple):
    """A happening: its date, its kind, the words that tell it (None where only the place does), how it is held."""

    date: DateMention | None
    kind: EventKind
    find: Find | None
    modality: Modality = Modality.ACTUAL


def undated(sentence: Sentence) -> list[Happening]:
    """Return the diplomatic acts of a sentence without a date: only those that its words tell beyond doubt."""
    found: dict[EventKind, Happening] = {}
    for find in sentence.finds:
        if find.weight >= _DIPLOMATIC and find.kind not in found and sentence.verbal(find):
            found[find.kind] = Happening(None, find.kind, find, held(sentence, find))
    return list(found.values())


_REACHED = (Qualifier.BY, Qualifier.UNTIL)


class Attachment:
    """The acts of a sentence weighed against its dates.

    Args:
        sentence: the sentence.
        dates: its dates that a happening can have (see :func:`dated`), at least one.
        default: the kind of a date that nothing in the sentence gives one, or None where such a date counts
            for nothing.
        leaning: the default is what the section says, which only a verb overrules.
        weights: what the words about a date speak of, for where the acts only hint.
    """

    def __init__(
        self,
        sentence: Sentence,
        dates: list[DateMention],
        default: EventKind | None,
        leaning: bool = False,
        weights: Weights | None = None,
    ) -> None:
        # One date and one kind: there is nothing to weigh.
        plain = len(dates) < 2 and len({find.kind for find in sentence.finds}) < 2
        self.sentence = sentence
        self.dates = dates
        self.default = default
        self.leaning = leaning
        self.weights = weights
        self.plain = plain
        self.further = load_further()
        self.main: frozenset[int] = frozenset()
        self.fronted = [not plain and sentence.fronted(date) for date in dates]
        self.asides = [in_brackets(sentence, date) for date in dates]
        self.names = [end_of_name(sentence, date) for date in dates]
        finds = sentence.finds
        if plain:
            self.costs = [[0.0] for _ in finds]
            self.homes = [0 for _ in finds]
        else:
            self.costs = sentence.distances(dates, self.fronted)
            self._adjust()
            self.homes = [min(range(len(dates)), key=row.__getitem__) for row in self.costs]
        self._worth: dict[int, list[float]] = {}
        self.found: list[Happening] = []
        self.seen: set[tuple[str | None, EventKind]] = set()

    def _adjust(self) -> None:
        sentence, dates, costs = self.sentence, self.dates, self.costs
        if sentence.opens(dates[0]):
            self.main = frozenset(sentence.main_acts(dates[0]))
            for at in self.main:
                costs[at][0] = min(costs[at][0], _MAIN)
        if sentence.links():
            for at, find in enumerate(sentence.finds):
                if find.weight < STRONG:
                    continue
                for index, date in enumerate(dates):
                    if (
                        self.names[index] == date.end < find.start
                        and costs[at][index] > _LINKED
                        and sentence.linked(find, date)
                    ):
                        costs[at][index] = _LINKED
        for at in sentence.background():
            costs[at] = [cost + _ASIDE for cost in costs[at]]
        for index, aside in enumerate(self.asides):
            if aside:
                for at, find in enumerate(sentence.finds):
                    if find.start > dates[index].end:
                        costs[at][index] += _ASIDE

    def happenings(self) -> list[Happening]:
        """Return the happenings, date by date."""
        before: Find | None = None
        kind = EventKind.OTHER
        for index, date in enumerate(self.dates):
            first, modal = self.first(index, before)
            goes_on = first is not None and first is before
            before = first or before
            if first is None:
                if modal is not None:
                    self.found.append(Happening(None, modal[0].kind, modal[0], modal[1]))
                elif (
                    self.default is not None
                    and not self.sentence.finds
                    and not self.sentence.as_of(date)
                    and not supposed_at(self.sentence, date)
                ):
                    told = None if self.leaning else self.weighed(index, None)
                    self._add(date, told[0] if told else self.default, None)
                continue
            if self.leaning and self.default is not None and not self.sentence.verbal(first):
                self._add(date, self.default, first)
                continue
            if not goes_on:
                kind, act = self.weighed(index, first) or (first.kind, first)
                first = act or first
            self._add(date, kind, first)
            if self.plain:
                continue
            for at in self._more(index, kind, first):
                find = self.sentence.finds[at]
                self._add(self._end_of(date, find), find.kind, find)
        return self.found

    def _add(self, date: DateMention, kind: EventKind, find: Find | None) -> None:
        if kind is EventKind.OTHER and date.qualifier in _REACHED:
            return  # "by 2010, ties had lost momentum": a state that was reached, not a happening of that year
        if (date.edtf, kind) not in self.seen:
            self.seen.add((date.edtf, kind))
            self.found.append(Happening(date, kind, find))

    def first(self, index: int, before: Find | None) -> tuple[Find | None, tuple[Find, Modality] | None]:
        """Return the act that a date belongs to most, or None and the one that is only planned or denied."""
        sentence, date = self.sentence, self.dates[index]
        if before is not None and self._goes_on(index):
            return before, None
        name_end = self.names[index]
        ranked = [(net, -at) for at, net in enumerate(self._nets(index))]
        ranked.sort(reverse=True)
        modal: tuple[Find, Modality] | None = None
        not_so: dict[EventKind, int] = {}
        for _, minus in ranked[:_TRIED]:
            find = sentence.finds[-minus]
            if modal is not None and find.weight < _HINT:
                continue  # a hint beside what is denied: "relations were almost severed"
            modality = held(sentence, find)
            if modality is Modality.ACTUAL and find.start > not_so.get(find.kind, find.start):
                # The object of a verb that is only planned or denied: "plans to sign a treaty".
                continue
            if modality is Modality.ACTUAL or date.end <= find.start < name_end:
                return self._told(find), None
            not_so.setdefault(find.kind, find.start)
            modal = modal or (find, modality)
        return None, modal

    def _nets(self, index: int) -> list[float]:
        """Return what each act is worth for a date: its weight less its distance."""
        known = self._worth.get(index)
        if known is not None:
            return known
        date, name_end = self.dates[index], self.names[index]
        nets = []
        head = -1
        for at, find in enumerate(self.sentence.finds):
            net = find.weight - self.costs[at][index]
            if self.homes[at] != index:
                net -= _ELSEWHERE
            if date.end <= find.start < name_end:
                net += _NAME_BONUS
                head = at
            nets.append(net)
        if head >= 0:
            # The last noun of a name says what it names: "the 2012 membership referendum".
            nets[head] += _HEAD
        self._worth[index] = nets
        return nets

    def signs(self, index: int, first: Find | None) -> dict[EventKind, ActSigns]:
        """Return how the acts of each kind stand to a date, the best one of each kind.

        Args:
            index: the date's place in the sentence.
            first: the act that the date belongs to most.
        """
        best: dict[EventKind, tuple[float, int]] = {}
        for at, net in enumerate(self._nets(index)):
            kind = self.sentence.finds[at].kind
            if kind not in best or net > best[kind][0]:
                best[kind] = (net, at)
        finds = self.sentence.finds
        return {
            kind: ActSigns(
                net,
                first is not None and kind is first.kind,
                finds[at].weight,
                self.homes[at] == index and self.sentence.verbal(finds[at]),
            )
            for kind, (net, at) in best.items()
        }

    def weighed(self, index: int, first: Find | None) -> tuple[EventKind, Find | None] | None:
        """Return what the words about a date speak of where its act only hints, with the act that tells it best.

        None is for an act that is sure, or where the words agree with it.
        """
        if self.weights is None:
            return None
        finds = self.sentence.finds
        if first is not None and (
            first.kind not in self.weights.kinds
            or first.weight >= _SURE
            or (first.weight >= _SURE_ALONE and all(find.kind is first.kind for find in finds))
        ):
            return None
        if first is not None and first.weight >= _PLAIN and self._leads(index, first):
            return None
        signs = self.signs(index, first)
        kind = self.weights.likeliest(self.sentence, self.dates[index], signs)
        if kind is None or (first is not None and kind is first.kind):
            return None
        of_kind = [at for at, find in enumerate(finds) if find.kind is kind]
        if first is None or not of_kind:
            return kind, first
        nets = self._nets(index)
        best = max(of_kind, key=nets.__getitem__)
        if held(self.sentence, finds[best]) is not Modality.ACTUAL:
            return None  # "denied that relations were severed"
        if not self.plain and (
            self.ends_interval(index, finds[best]) or self._log_odds(index, first.kind, first, best) > 0
        ):
            return None  # what is a happening of its own beside the first one leaves that as it is
        return kind, finds[best]

    def _leads(self, index: int, first: Find) -> bool:
        """Tell whether no act of another kind comes near the first one of a date."""
        own = other = -_LEAD
        for find, net in zip(self.sentence.finds, self._nets(index), strict=True):
            if find.kind is first.kind:
                own = max(own, net)
            else:
                other = max(other, net)
        return own - other >= _LEAD

    def _told(self, find: Find) -> Find:
        """Return the diplomatic act that a statement reports, if it does, else the act itself."""
        sentence = self.sentence
        if find.kind is EventKind.STATEMENT:
            for told in sentence.finds:
                if (
                    told.weight >= _DIPLOMATIC
                    and sentence.reports(find, told)
                    and not sentence.to_come(find, told)
                ):
                    return told
        return find

    def _goes_on(self, index: int) -> bool:
        """Tell whether a date goes on a list: "Peru in 1881, Chile in 1882 and 1907", "UN (1945), OAS (1948)"."""
        if index == 0 or self.fronted[index] or self.dates[index].kind is MentionKind.RELATIVE:
            return False
        sentence, last, date = self.sentence, self.dates[index - 1], self.dates[index]
        between = [find for find in sentence.finds if last.end <= find.start < date.start]
        if self.asides[index] and self.asides[index - 1]:
            return not any(sentence.verbal(find) and find.weight >= 7 for find in between)
        return (
            date.start - last.end < _LIST_WIDTH
            and not between
            and self.names[index] == date.end
            and not sentence.words.verbal.search(sentence.low, last.end, date.start)
        )

    def _end_of(self, date: DateMention, find: Find) -> DateMention:
        """Return the end of an interval for what happened then: "from 1861 to 1971, when it became free"."""
        start, slash, end = (date.edtf or "").partition("/")
        opening = self.sentence.opening(find)
        if (
            slash
            and start
            and end
            and date.end <= opening
            and self._opens(opening, self.sentence.words.at_end)
        ):
            return date._replace(edtf=end)
        return date

    def ends_interval(self, index: int, find: Find) -> bool:
        """Tell whether an act beyond doubt happened at the end of a date's interval, which is a date of its own."""
        date = self.dates[index]
        return (
            find.weight >= STRONG
            and self._end_of(date, find) is not date
            and self.sentence.verbal(find)
            and held(self.sentence, find) is Modality.ACTUAL
        )

    def _opens(self, at: int, words: tuple[str, ...]) -> bool:
        return self.sentence.low.startswith(words, at) if words else False

    def beside(self, index: int, kind: EventKind, first: Find, at: int) -> FurtherSigns | None:
        """Return how an act stands to a date beside its first one; None where it cannot be a further happening.

        Args:
            index: the date's place in the sentence.
            kind: the kind of the date's first happening.
            first: the act that the date belongs to most.
            at: the other act's place among the sentence's acts.
        """
        sentence, date, find = self.sentence, self.dates[index], self.sentence.finds[at]
        if find.kind is kind or find.kind is first.kind or self.homes[at] != index:
            return None
        if find.kind in _RELATIONS and first.kind in _RELATIONS:
            return None
        low, high = (first, find) if first.start < find.start else (find, first)
        governed, named = at in self.main, self.names[index] > date.end
        if low.end > high.start or not parted(sentence, date, first, find, governed=governed, named=named):
            return None
        if sentence.reports(low, high) or held(sentence, find) is not Modality.ACTUAL:
            return None
        cost = self.costs[at][index]
        return further_signs(sentence, date, first, find, cost, governed=governed, named=named)

    def _log_odds(self, index: int, kind: EventKind, first: Find, at: int) -> float:
        """Return the log-odds that an act is a happening of its own beside the first one of a date."""
        find, further = self.sentence.finds[at], self.further
        if further.at_most(kind, find.kind, find.weight, self.costs[at][index]) <= 0:
            return 0.0
        signs = self.beside(index, kind, first, at)
        return 0.0 if signs is None else further.log_odds(kind, find.kind, signs)

    def _more(self, index: int, kind: EventKind, first: Find) -> list[int]:
        """Return the acts that are further happenings of a date, as they stand in the sentence."""
        likely: dict[EventKind, tuple[float, int]] = {}
        interval = "/" in (self.dates[index].edtf or "")
        for at, find in enumerate(self.sentence.finds):
            if interval and self.ends_interval(index, find):
                odds = _ENDS
            elif find.kind is kind or self.homes[at] != index:
                continue
            else:
                odds = self._log_odds(index, kind, first, at)
            if odds > 0 and odds > likely.get(find.kind, (0.0, 0))[0]:
                likely[find.kind] = (odds, at)
        if len(likely) < 2:
            return [at for _, at in likely.values()]
        return sorted(at for _, at in sorted(likely.values(), reverse=True)[:_MORE])
