"""Dyads: one country's relations with one partner, as a row or a section of an article tells them."""

from __future__ import annotations

import attrs

from wikirel.document.evidence import Evidence
from wikirel.facts.events import Event
from wikirel.facts.fact import has_evidence
from wikirel.facts.missions import Mission
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["Dyad"]


@attrs.frozen(kw_only=True)
class Dyad:
    """A pair of countries, as one place of an article tells of it.

    Attributes:
        parties: the article's country first, then the partner.
        established: the first date of the date column, None where it holds none.
        missions: the missions told of in the same place.
        events: the events told of in the same place.
        notes: the rest of the row as plain text, a line for each paragraph and bullet.
        main_article: title of the article about the pair, where the row or section names it.
        memberships: organisations that the row says both are members of, as it names them.
        evidence: where the text says it; never empty.
    """

    parties: tuple[Party, Party]
    established: HistoricalDate | None = None
    missions: tuple[Mission, ...] = ()
    events: tuple[Event, ...] = ()
    notes: str = ""
    main_article: str | None = None
    memberships: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = attrs.field(validator=has_evidence)

    def identity(self) -> tuple[object, ...]:
        """Return what makes two tellings one fact: a dyad is the place that tells it."""
        if len(self.evidence) == 1:
            span = self.evidence[0].span
            return self.parties, span.start, span.end
        return self.parties, tuple([(piece.span.start, piece.span.end) for piece in self.evidence])
