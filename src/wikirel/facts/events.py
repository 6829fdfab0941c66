"""Events: dated happenings between countries, typed."""

from __future__ import annotations

from enum import StrEnum

import attrs

from wikirel.document.evidence import Evidence
from wikirel.facts.fact import has_evidence
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["Event", "EventKind", "Modality"]


class EventKind(StrEnum):
    """What happened.  :mod:`wikirel.facts.crosswalk` has the counterparts in CAMEO, PLOVER and Wikidata."""

    ESTABLISHED = "established"
    SEVERED = "severed"
    RESTORED = "restored"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"
    RECOGNISED = "recognised"
    INDEPENDENCE = "independence"
    MISSION_OPENED = "mission_opened"
    MISSION_CLOSED = "mission_closed"
    ENVOY_APPOINTED = "envoy_appointed"
    ENVOY_RECALLED = "envoy_recalled"
    VISIT = "visit"
    MEETING = "meeting"
    AGREEMENT = "agreement"
    MEMBERSHIP = "membership"
    CONFLICT = "conflict"
    PEACE = "peace"
    SANCTION = "sanction"
    AID = "aid"
    TRADE = "trade"
    STATEMENT = "statement"
    INCIDENT = "incident"
    MIGRATION = "migration"
    POLITICS = "politics"
    CULTURE = "culture"
    OTHER = "other"


class Modality(StrEnum):
    """How the text holds a happening: only ``actual`` ones are asserted."""

    ACTUAL = "actual"
    PLANNED = "planned"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


@attrs.frozen(kw_only=True)
class Event:
    """One happening.

    Attributes:
        date: when, never more precisely than the text says; None where it does not say.
        kind: what happened.
        text: the clause that tells it, as plain text.
        parties: who took part, in the order of the text.
        persons: titles of the persons linked in the clause.
        modality: whether the text asserts it.
        evidence: where the text says it; never empty.
    """

    date: HistoricalDate | None
    kind: EventKind
    text: str
    parties: tuple[Party, ...] = ()
    persons: tuple[str, ...] = ()
    modality: Modality = Modality.ACTUAL
    evidence: tuple[Evidence, ...] = attrs.field(validator=has_evidence)

    def identity(self) -> tuple[object, ...]:
        """Return what makes two tellings one fact.

        The beginning, breaking off and resumption of relations is told in lists, tables and prose: there the
        date, the kind and the pair are the fact.  Any other happening is itself only in the same words.
        """
        date = self.date.edtf if self.date else None
        if date and self.kind in _TOLD_OFTEN and len(self.parties) == 2:
            return date, self.kind, self.modality, frozenset(self.parties)
        return date, self.kind, self.modality, self.parties, self.text


_TOLD_OFTEN = frozenset((EventKind.ESTABLISHED, EventKind.SEVERED, EventKind.RESTORED))
