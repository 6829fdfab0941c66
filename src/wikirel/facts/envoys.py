"""Envoys: who held a post at whose seat, and from when to when."""

from __future__ import annotations

import attrs

from wikirel.document.evidence import Evidence
from wikirel.facts.fact import has_evidence
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["EnvoyTerm"]


@attrs.frozen(kw_only=True)
class EnvoyTerm:
    """One person's time as an envoy.

    Attributes:
        person: the name as the text shows it.
        office: a key of the vocabulary's table ``envoys.offices``, such as ``ambassador`` or ``consul_general``;
            the words of the text for an office that the table does not know; empty where none is told.
        sending: whose envoy it is; None where the text does not tell.
        host: the country that the envoy is accredited to; None where the text does not tell.
        start: when the term began, where the text says so.
        end: when it ended, where the text says so; None also for one that goes on.
        evidence: where the text says it; never empty.
    """

    person: str
    office: str = ""
    sending: Party | None = None
    host: Party | None = None
    start: HistoricalDate | None = None
    end: HistoricalDate | None = None
    evidence: tuple[Evidence, ...] = attrs.field(validator=has_evidence)

    def identity(self) -> tuple[object, ...]:
        """Return what makes two tellings one fact: everything but the evidence and how dates are written."""
        return (
            self.person,
            self.office,
            self.sending,
            self.host,
            self.start.edtf if self.start else None,
            self.end.edtf if self.end else None,
        )
