"""What every fact has: evidence, and an identity by which two tellings of it are one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Protocol, TypeVar, runtime_checkable

import attrs

from wikirel.document.evidence import Evidence
from wikirel.spans import Span

__all__ = ["Fact", "has_evidence", "merged"]


@runtime_checkable
class Fact(Protocol):
    """Anything with evidence: a frozen attrs class, ours or a user's."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the text says it; never empty."""
        ...


FactType = TypeVar("FactType", bound=Fact)


def has_evidence(_instance: object, _attribute: attrs.Attribute[Any], value: tuple[Evidence, ...]) -> None:
    """Validate that a fact has evidence.

    Raises:
        ValueError: it has none.
    """
    if not value:
        raise ValueError("a fact needs at least one piece of evidence")


def identity_of(fact: Fact) -> Hashable:
    """Return what makes two tellings one fact.

    A class says so by a method ``identity``; otherwise it is every attribute but the evidence.
    """
    own = getattr(fact, "identity", None)
    if own is not None:
        result: Hashable = own()
        return result
    cls: type[Any] = type(fact)
    return tuple(getattr(fact, field.name) for field in attrs.fields(cls) if field.name != "evidence")


def _distinct(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    seen: dict[Span, Evidence] = {}
    for piece in evidence:
        seen.setdefault(piece.span, piece)
    return tuple(seen.values())


def merged(facts: Iterable[FactType]) -> tuple[FactType, ...]:
    """Bring tellings of one fact together: the first one, with the evidence of all."""
    first: dict[Hashable, FactType] = {}
    more: dict[Hashable, list[Evidence]] = {}
    for fact in facts:
        key: Hashable = (type(fact), identity_of(fact))
        if key in first:
            more.setdefault(key, list(first[key].evidence)).extend(fact.evidence)
        else:
            first[key] = fact
    for key, evidence in more.items():
        whole: Any = first[key]
        first[key] = attrs.evolve(whole, evidence=_distinct(evidence))
    return tuple(first.values())
