"""What several articles tell of one pair of countries, brought together.

The acts that begin, end and change relations, and the missions, each with the places that tell them.  Nothing is
decided here: what disagrees stays side by side, for :mod:`wikirel.analysis.audit` to list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from wikirel.analysis.pairs import Pair, Telling, pair_of
from wikirel.collector import collector_paused
from wikirel.facts import Article, Dyad, Event, EventKind, Mission, Modality
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["ACTS", "STEPS", "Act", "PairFacts", "ToldMission", "merge"]

ACTS = frozenset(
    (
        EventKind.ESTABLISHED,
        EventKind.RESTORED,
        EventKind.SEVERED,
        EventKind.UPGRADED,
        EventKind.DOWNGRADED,
    )
)
"""The kinds of events that say whether relations stood."""

STEPS = frozenset((EventKind.RECOGNISED, EventKind.MISSION_OPENED, EventKind.ENVOY_APPOINTED))
"""The kinds of events whose date is at times given as that of the beginning of relations."""

_GATHERED = ACTS | STEPS
_BEGINNINGS = (EventKind.ESTABLISHED, EventKind.RESTORED)


@attrs.frozen
class Act:
    """One act of diplomatic relations, or a step towards them, as one place tells it.

    Attributes:
        kind: one of :data:`ACTS` or :data:`STEPS`.
        date: when; None where the place does not say.
        telling: the place.
        from_row: whether it stands in the date column of a table of relations.
    """

    kind: EventKind
    date: HistoricalDate | None
    telling: Telling
    from_row: bool = False


@attrs.frozen
class ToldMission:
    """A mission and the places of one article that tell it.

    Attributes:
        mission: the mission.
        tellings: the places; never empty.
    """

    mission: Mission
    tellings: tuple[Telling, ...]


@attrs.frozen
class PairFacts:
    """What the articles tell of one pair.

    Attributes:
        pair: the two countries.
        acts: by article, then in the order of the text.
        missions: of either to the other, by article, then in the order of the text.
        rows: the rows and sections of articles that are about the pair.
    """

    pair: Pair
    acts: tuple[Act, ...] = ()
    missions: tuple[ToldMission, ...] = ()
    rows: tuple[Telling, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """Titles of the articles that tell of the pair, in order."""
        told = {act.telling.article for act in self.acts}
        told.update(telling.article for mission in self.missions for telling in mission.tellings)
        told.update(row.article for row in self.rows)
        return tuple(sorted(told))


@attrs.define
class _Gathered:
    acts: dict[tuple[tuple[str, int, int], EventKind, str], Act] = attrs.field(factory=dict)
    missions: dict[object, ToldMission] = attrs.field(factory=dict)
    rows: dict[object, Telling] = attrs.field(factory=dict)


def merge(articles: Iterable[Article]) -> dict[Pair, PairFacts]:
    r"""Bring together what articles tell of each pair of countries.

    Only happenings that the text asserts count; plans, denials and conditions do not.  The order of the articles
    does not matter, and an article that is passed twice counts once.

    Args:
        articles: "Foreign relations of X" and "X–Y relations", in any mixture.

    Returns:
        The facts by pair, in the order of the pairs' names.

    >>> from wikirel import parse_article
    >>> article = parse_article("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
    >>> [(pair.name, len(facts.missions)) for pair, facts in merge([article]).items()]
    [('Cuba–Peru', 1)]
    """
    pairs: defaultdict[Pair, _Gathered] = defaultdict(_Gathered)
    with collector_paused():
        for article in articles:
            _gather(article, pairs)
        return _sorted(pairs)


def _sorted(pairs: Mapping[Pair, _Gathered]) -> dict[Pair, PairFacts]:
    return {
        pair: PairFacts(
            pair,
            tuple(sorted((_placed(act, found.rows) for act in found.acts.values()), key=_act_key)),
            tuple(sorted(found.missions.values(), key=_mission_key)),
            tuple(sorted(found.rows.values(), key=lambda row: row.key)),
        )
        for pair, found in sorted(pairs.items(), key=lambda item: item[0].key)
    }


def _placed(act: Act, rows: Mapping[object, Telling]) -> Act:
    """Mark an act whose evidence is that of a row: a break or a resumption in the column of dates."""
    if act.from_row or act.telling.key not in rows:
        return act
    return attrs.evolve(act, from_row=True)


def _act_key(act: Act) -> tuple[object, ...]:
    return act.telling.key, act.kind.value, act.date.edtf if act.date else ""


def _mission_key(told: ToldMission) -> tuple[object, ...]:
    mission = told.mission
    return (
        *told.tellings[0].key,
        mission.sending.name,
        mission.kind.value,
        mission.city or "",
        mission.status.value,
        str(mission.opened),
        str(mission.closed),
    )


def _gather(article: Article, pairs: defaultdict[Pair, _Gathered]) -> None:
    for event, pair in _events(article):
        found = pairs[pair]
        date = event.date.edtf if event.date else ""
        for telling in Telling.of(article, event.evidence):
            found.acts.setdefault((telling.key, event.kind, date), Act(event.kind, event.date, telling))
    for dyad in article.dyads:
        about = pair_of(dyad.parties)
        if about is None:
            continue
        found = pairs[about]
        for telling in Telling.of(article, dyad.evidence):
            found.rows.setdefault(telling.key, telling)
        _add_row_date(found, dyad, article)
    for mission in chain(article.missions, *(dyad.missions for dyad in article.dyads)):
        concerned = pair_of((mission.sending, mission.host))
        if concerned is not None:
            told = ToldMission(mission, Telling.of(article, mission.evidence))
            key = (tuple(telling.key for telling in told.tellings), mission.identity())
            pairs[concerned].missions.setdefault(key, told)


def _events(article: Article) -> Iterator[tuple[Event, Pair]]:
    """Yield the acts of an article, each once, with the pair that they concern."""
    own = article.parties
    context: dict[object, tuple[Event, Sequence[Party]]] = {}
    places: list[tuple[Sequence[Party], Sequence[Event]]] = [(article.parties, article.events)]
    places += [(dyad.parties, dyad.events) for dyad in article.dyads]
    for about, events in places:
        for event in events:
            if _is_act(event):
                key = (event.kind, event.date and event.date.edtf, event.evidence[0].span, event.text)
                context[key] = event, about  # a row knows better than the article whom it is about
    for event, about in context.values():
        pair = _pair_of_event(event.parties, about)
        if pair is not None and (not own or any(pair.partner(party) for party in own)):
            yield event, pair


def _is_act(event: Event) -> bool:
    return event.kind in _GATHERED and event.modality is Modality.ACTUAL


def _pair_of_event(parties: Sequence[Party], about: Sequence[Party]) -> Pair | None:
    """Return whose relations an act concerns, from the parties of its clause and those of its place.

    A clause that names one country, or none, is about the countries that its row or article is about.  What an
    article tells in passing of two other countries is left out: most often it is of a third that did the act.
    """
    if len(parties) < 2:
        if len(about) == 2 and all(party in about for party in parties):
            return pair_of(about)
        return pair_of((*about, *parties))
    if about and not any(party in about for party in parties):
        return None
    return pair_of(parties)


def _add_row_date(found: _Gathered, dyad: Dyad, article: Article) -> None:
    """Mark the event that a row or section has for its date; where it has none, add one."""
    date = dyad.established
    if date is None:
        return
    row = Telling(article.title, article.parties, dyad.evidence[0])
    if (row.key, EventKind.SEVERED, date.edtf) in found.acts:
        return  # "severed 13 July 2022" alone: the column does not tell when relations began
    keys = [
        (Telling(article.title, article.parties, piece).key, event.kind, date.edtf)
        for event in dyad.events
        if event.kind in _BEGINNINGS and event.date is not None and event.date.edtf == date.edtf
        for piece in event.evidence
    ]
    keys += [(row.key, kind, date.edtf) for kind in _BEGINNINGS]
    own = [key for key in keys if key in found.acts]
    # Of several, the one that stands where the row does.
    key = next((key for key in own if key[0] == row.key), own[0] if own else None)
    if key is None:
        act = Act(EventKind.ESTABLISHED, date, row, from_row=True)
        found.acts.setdefault((row.key, EventKind.ESTABLISHED, date.edtf), act)
    else:
        found.acts[key] = attrs.evolve(found.acts[key], from_row=True)
