"""What every fact has: evidence, and an identity by which two tellings of it are one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Protocol, TypeVar, runtime_checkable

import attrs

from wikirel.document.evidence import Evidence
from wikirel.errors import SchemaError

__all__ = ["Fact", "FactPool", "has_evidence"]


@runtime_checkable
class Fact(Protocol):
    """Anything with evidence: a frozen attrs class, ours or a user's."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the text says it; never empty."""
        ...


Kind = TypeVar("Kind")


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

    Raises:
        SchemaError: it is no attrs object.
    """
    own = getattr(fact, "identity", None)
    if own is not None:
        result: Hashable = own()
        return result
    cls: type[Any] = type(fact)
    if not attrs.has(cls):
        raise SchemaError(f"a fact must be an object of an attrs class, not {cls.__name__}")
    return tuple(getattr(fact, field.name) for field in attrs.fields(cls) if field.name != "evidence")


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    seen: dict[tuple[int, int], Evidence] = {}
    for piece in evidence:
        seen.setdefault((piece.span.start, piece.span.end), piece)
    return tuple(seen.values())


class FactPool:
    """Facts in the order in which they were first told; tellings of one fact are brought together.

    >>> pool = FactPool()
    >>> pool.facts(object)
    ()
    """

    def __init__(self) -> None:
        self._facts: dict[Hashable, Any] = {}
        self._more: dict[Hashable, list[Evidence]] = {}  # of facts told again since the last look

    def add(self, facts: Iterable[Any]) -> None:
        """Take in facts; a fact that is there already gains their evidence.

        Raises:
            SchemaError: a fact is no attrs object, or cannot be told from others, because its class holds
                what has no hash.
        """
        pool = self._facts
        for fact in facts:
            key: Hashable = (type(fact), identity_of(fact))
            known = len(pool)
            try:
                pool.setdefault(key, fact)
            except TypeError as error:
                raise SchemaError(
                    f"facts of class {type(fact).__name__} cannot be told apart ({error}): let it hold tuples "
                    "for lists, or give it a method identity()"
                ) from error
            if len(pool) == known:
                self._more.setdefault(key, []).extend(getattr(fact, "evidence", ()))

    def facts(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the facts of a kind."""
        for key, evidence in self._more.items():
            known = self._facts[key]
            if not evidence:
                continue
            self._facts[key] = attrs.evolve(known, evidence=_distinct((*known.evidence, *evidence)))
        self._more.clear()
        return tuple([fact for fact in self._facts.values() if isinstance(fact, kind)])
