"""What an audit finds: values without logic."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from wikirel.analysis.discrepancy import Discrepancy
from wikirel.analysis.pairs import Pair, Telling

__all__ = ["Agreement", "Audit", "Finding", "FindingKind", "Position", "Weight"]


class FindingKind(StrEnum):
    """What the articles disagree on."""

    DATE_WITHIN = "date-within-article"
    DATE_ACROSS = "date-across-articles"
    DATE_IN_TEXT = "date-in-text"
    SEVERED_CURRENT = "severed-but-current"
    MISSION_STATUS = "mission-status"
    MISSION_CITY = "mission-city"
    MISSION_RESIDENCE = "mission-residence"
    MISSION_ONE_SIDED = "mission-one-sided"


class Weight(StrEnum):
    """Whether two tellings cannot both be true, or merely do not tell the same."""

    CONTRADICTION = "contradiction"
    INFORMATION = "information"


@attrs.frozen
class Position:
    """One of the things that are told.

    Attributes:
        value: what is told, such as ``1960-12-30`` or ``open in Lima``.
        tellings: where; never empty.
    """

    value: str
    tellings: tuple[Telling, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Titles of the articles that tell it, in order, each once."""
        return tuple(dict.fromkeys(telling.article for telling in self.tellings))


@attrs.frozen
class Finding:
    """One thing that the articles do not tell alike.

    Attributes:
        pair: the two countries.
        kind: what it is about.
        weight: a contradiction, or information.
        summary: one sentence for people.
        positions: what is told, each with its places; two or more for a contradiction.
        discrepancy: for dates, the likeliest cause; None for other kinds.
    """

    pair: Pair
    kind: FindingKind
    weight: Weight
    summary: str
    positions: tuple[Position, ...]
    discrepancy: Discrepancy | None = None

    @property
    def rank(self) -> int:
        """What findings of one kind are worked down by: likely slips first."""
        return list(Discrepancy).index(self.discrepancy) if self.discrepancy else 0


@attrs.frozen
class Agreement:
    """One thing that several places tell alike.

    Attributes:
        pair: the two countries.
        topic: ``established`` or ``mission``.
        value: what is told, in its most exact form.
        tellings: the places; two or more.
    """

    pair: Pair
    topic: str
    value: str
    tellings: tuple[Telling, ...]

    @property
    def articles(self) -> int:
        """How many articles tell it; more than one is corroboration across articles."""
        return len({telling.article for telling in self.tellings})


@attrs.frozen
class Audit:
    """What articles tell alike, and what they do not.

    Attributes:
        findings: in the order of the pairs, then of the kinds.
        agreements: in the order of the pairs.
        articles: how many articles were compared.
        pairs: how many pairs they tell of.
        compared: for each topic, how many pairs (or, for missions, directions) several places tell of: what the
            counts of findings are to be held against.
    """

    findings: tuple[Finding, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    articles: int = 0
    pairs: int = 0
    compared: tuple[tuple[str, int], ...] = ()

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings that cannot both be true."""
        return tuple(f for f in self.findings if f.weight is Weight.CONTRADICTION)

    def of_kinds(self, kinds: Iterable[FindingKind | str]) -> Audit:
        """Return the audit with the findings of some kinds only.

        Raises:
            ValueError: there is no such kind.
        """
        wanted = {FindingKind(kind) for kind in kinds}
        return attrs.evolve(self, findings=tuple(f for f in self.findings if f.kind in wanted))

    def counts(self) -> dict[tuple[FindingKind, Weight], int]:
        """Count the findings by kind and weight, in the order of the kinds."""
        found: dict[tuple[FindingKind, Weight], int] = {}
        for kind in FindingKind:
            for weight in Weight:
                number = sum(f.kind is kind and f.weight is weight for f in self.findings)
                if number:
                    found[kind, weight] = number
        return found
