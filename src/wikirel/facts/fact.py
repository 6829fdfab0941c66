"""What every fact has: evidence, and an identity by which two tellings of it are one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast, runtime_checkable

import attrs

from wikirel.document.evidence import Evidence
from wikirel.errors import SchemaError

__all__ = ["Fact", "FactPool", "distinct", "has_evidence"]


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


def distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return pieces of evidence without those of a span that is there already."""
    seen: dict[tuple[int, int], Evidence] = {}
    for piece in evidence:
        seen.setdefault((piece.span.start, piece.span.end), piece)
    return tuple(seen.values())


@lru_cache(maxsize=256)
def _arguments(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return what an object of a class is made of but for its evidence: arguments and attributes."""
    fields = [field for field in attrs.fields(cls) if field.init and field.name != "evidence"]
    return tuple((field.alias, field.name) for field in fields)


def _told_again(fact: Any, evidence: Iterable[Evidence]) -> Any:
    """Return a fact with more evidence, as ``attrs.evolve`` would, which looks the class over every time."""
    cls = type(fact)
    arguments = {argument: getattr(fact, name) for argument, name in _arguments(cast("Hashable", cls))}
    return cls(**arguments, evidence=distinct((*fact.evidence, *evidence)))


class FactPool:
    """Facts in the order in which they were first told; tellings of one fact are brought together.

    >>> pool = FactPool()
    >>> pool.facts(object)
    ()
    """

    def __init__(self) -> None:
        self._facts: list[Any] = []
        self._indexes: dict[Hashable, int] = {}
        self._more: dict[int, list[Evidence]] = {}  # of facts told again since the last look, by index

    def add(self, facts: Iterable[Any]) -> None:
        """Take in facts; a fact that is there already gains their evidence.

        Raises:
            SchemaError: a fact is no attrs object, or cannot be told from others, because its class holds
                what has no hash.
        """
        known, indexes = self._facts, self._indexes
        for fact in facts:
            own = getattr(fact, "identity", None)  # as identity_of(fact) does: most classes have one
            key: Hashable = (type(fact), identity_of(fact) if own is None else own())
            size = len(known)
            try:
                index = indexes.setdefault(key, size)
            except TypeError as error:
                raise SchemaError(
                    f"facts of class {type(fact).__name__} cannot be told apart ({error}): let it hold tuples "
                    "for lists, or give it a method identity()"
                ) from error
            if index == size:
                known.append(fact)
            else:
                self._more.setdefault(index, []).extend(getattr(fact, "evidence", ()))

    def facts(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the facts of a kind."""
        for index, evidence in self._more.items():
            if evidence:
                self._facts[index] = _told_again(self._facts[index], evidence)
        self._more.clear()
        return tuple([fact for fact in self._facts if isinstance(fact, kind)])
