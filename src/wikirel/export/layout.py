"""How an article is laid out in JSON, as converters between our classes and plain data.

Every attribute is a key of the same name and every key is there, empty or not, with these exceptions:

- at the top stand ``format`` and ``version``;
- a citation has ``source`` besides: what its ``raw`` says of the work cited, without what it does not say.
  That is for readers of the JSON; on reading it back, it is passed over and worked out from ``raw`` again;
- an envoy is ``{"office": ..., "person": ...}``;
- the typed value of an infobox field is a number, a string or, for a date, an object;
- a fact of a user's own class is ``{"fact": <name of the class>, "fields": {...}}``, wherever it stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from wikirel.document.evidence import Citation, Evidence
from wikirel.errors import ExportError
from wikirel.export.annotations import attribute_types
from wikirel.facts import Dyad, EnvoyTerm, Event, FieldValue, Infobox, Mission, MissionList
from wikirel.values.dates import HistoricalDate

__all__ = [
    "FORMAT",
    "KNOWN_KINDS",
    "OPEN_KINDS",
    "VERSION",
    "UnknownFact",
    "article_converter",
    "fact_data",
    "fact_from",
]

FORMAT = "wikirel article"
"""What stands under ``format`` at the top."""

VERSION = 1
"""The version of the layout; a layout that an older reader would misread gets a higher one."""

OPEN_KINDS: tuple[type[Any], ...] = (Event, Mission, Dyad)
"""Our kinds of facts that a user may derive a class from."""

KNOWN_KINDS: tuple[type[Any], ...] = (EnvoyTerm,)
"""Our kinds of facts that stand in ``more``, as a user's own do, and that are read without being named."""


def _read_only(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


@attrs.frozen
class UnknownFact:
    """A fact of a class that the reader of the JSON did not have.

    Attributes:
        name: name of the class.
        fields: its attributes as plain data, ``evidence`` included.
        evidence: where the text says it.
    """

    name: str
    fields: Mapping[str, Any] = attrs.field(converter=_read_only, hash=False)
    evidence: tuple[Evidence, ...] = ()


@lru_cache(maxsize=32)
def article_converter(kinds: tuple[type[Any], ...] = (), keep_unknown: bool = False) -> Converter:
    """Return a converter for articles.

    Args:
        kinds: the user's own classes of facts that it reads.
        keep_unknown: whether a fact of another class becomes an :class:`UnknownFact` or is an error.

    Raises:
        ExportError: one of the kinds is no attrs class, or two have the same name.
    """
    named = _by_name(kinds)
    made = make_converter(unstruct_collection_overrides={tuple: list}, forbid_extra_keys=True)
    for type_, allowed in _STRICT.items():
        made.register_structure_hook(type_, _strictly(type_, allowed))
    made.register_unstructure_hook_func(_is(float), _finite)
    made.register_unstructure_hook(Enum, lambda member: member.value)
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    made.register_unstructure_hook_func(
        _is(MissionList), lambda missions: [made.unstructure(item, Mission) for item in missions]
    )
    made.register_structure_hook_func(
        _is(MissionList), lambda data, _: MissionList(made.structure(data, tuple[Mission, ...]))
    )
    _add_citation(made)
    _add_infobox(made)
    _add_facts(made, named, keep_unknown)
    return made


def fact_data(fact: Any, converter: Converter) -> dict[str, Any]:
    """Return a fact of a user's own class as data.

    Raises:
        ExportError: it is no attrs object, or holds something that has no form in JSON.
    """
    if isinstance(fact, UnknownFact):
        return {"fact": fact.name, "fields": dict(fact.fields)}
    cls = type(fact)
    if not attrs.has(cls):
        raise ExportError(f"a fact must be an object of an attrs class to be written, not {cls.__name__}")
    attribute_types(cls)
    try:
        fields = make_dict_unstructure_fn(cls, converter)(fact)
    except Exception as error:  # whatever a user's types and properties do
        raise ExportError(f"facts of class {cls.__name__} cannot be written: {error}") from error
    return {"fact": cls.__name__, "fields": fields}


def fact_from(data: Any, named: Mapping[str, type[Any]], converter: Converter, keep_unknown: bool) -> Any:
    """Return the fact that data of :func:`fact_data` describe.

    Raises:
        ExportError: its class is not among those given.
    """
    if not isinstance(data, dict) or set(data) != {"fact", "fields"} or not isinstance(data["fields"], dict):
        raise ValueError('expected an object with "fact" and "fields"')
    name, fields = data["fact"], data["fields"]
    if name in named:
        # Not ``converter.structure``: a class derived from one of ours would come back here.
        return make_dict_structure_fn(named[name], converter)(fields, named[name])
    if keep_unknown:
        evidence = converter.structure(fields.get("evidence", []), tuple[Evidence, ...])
        return UnknownFact(name, fields, evidence)
    raise ExportError(
        f"a fact of the unknown class {name!r}: pass the class, as in from_json(text, kinds=({name},)), "
        "or keep_unknown=True"
    )


def _by_name(kinds: tuple[type[Any], ...]) -> dict[str, type[Any]]:
    named: dict[str, type[Any]] = {}
    for kind in kinds:
        attribute_types(kind)
        if named.setdefault(kind.__name__, kind) is not kind:
            raise ExportError(f"two kinds of facts are named {kind.__name__}; names tell them apart in JSON")
    return named


# -- plain values: JSON is typed, so nothing is coerced ------------------------------------------------------

_STRICT: dict[type[Any], tuple[type[Any], ...]] = {
    str: (str,),
    int: (int,),
    float: (float, int),
    bool: (bool,),
}


def _is(type_: Any) -> Callable[[Any], bool]:
    return lambda other: other is type_


def _strictly(type_: type[Any], allowed: tuple[type[Any], ...]) -> Callable[[Any, Any], Any]:
    def structure(value: Any, target: Any) -> Any:  # the target may be derived, as a StrEnum is
        if type_ is float and value in _NOT_FINITE:
            return float(value)
        if not isinstance(value, allowed) or (isinstance(value, bool) and type_ is not bool):
            raise ValueError(f"expected {type_.__name__}, found {_kind(value)}")
        return target(value)

    return structure


_NOT_FINITE = ("inf", "-inf", "nan")


def _finite(value: float) -> float | str:
    """JSON has no infinity; it is written as a string."""
    return value if math.isfinite(value) else str(value)


def _kind(value: Any) -> str:
    return "null" if value is None else type(value).__name__


# -- our own classes ---------------------------------------------------------------------------------------


def _add_citation(made: Converter) -> None:
    write = make_dict_unstructure_fn(Citation, made)
    read = make_dict_structure_fn(Citation, made, _cattrs_forbid_extra_keys=True)

    def write_citation(citation: Citation) -> dict[str, Any]:
        said = {name: value for name, value in citation.source._asdict().items() if value}
        if "identifiers" in said:
            said["identifiers"] = dict(said["identifiers"])
        return {**write(citation), "source": said}

    def read_citation(data: Any, type_: Any) -> Citation:
        if isinstance(data, dict):
            data = {name: value for name, value in data.items() if name != "source"}
        return read(data, type_)

    made.register_unstructure_hook(Citation, write_citation)
    made.register_structure_hook(Citation, read_citation)


def _add_infobox(made: Converter) -> None:
    def write_value(value: Any) -> Any:
        if isinstance(value, HistoricalDate):
            return made.unstructure(value)
        if isinstance(value, float) and not math.isfinite(value):
            return {"number": str(value)}
        return value

    def read_value(data: Any, _: Any) -> Any:
        if isinstance(data, dict):
            return float(data["number"]) if set(data) == {"number"} else made.structure(data, HistoricalDate)
        if isinstance(data, bool) or not isinstance(data, int | float | str):
            raise ValueError(f"expected a number, a string or a date, found {_kind(data)}")
        return data

    def write_envoys(envoys: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
        return [{"office": office, "person": person} for office, person in envoys]

    def read_envoys(data: Any, _: Any) -> tuple[tuple[str, str], ...]:
        found = made.structure(data, list[dict[str, str]])
        for envoy in found:
            if set(envoy) != {"office", "person"}:
                raise ValueError('an envoy has "office" and "person"')
        return tuple((envoy["office"], envoy["person"]) for envoy in found)

    value = override(unstruct_hook=write_value, struct_hook=read_value)
    made.register_unstructure_hook(FieldValue, make_dict_unstructure_fn(FieldValue, made, value=value))
    made.register_structure_hook(
        FieldValue, make_dict_structure_fn(FieldValue, made, _cattrs_forbid_extra_keys=True, value=value)
    )
    envoys = override(unstruct_hook=write_envoys, struct_hook=read_envoys)
    made.register_unstructure_hook(Infobox, make_dict_unstructure_fn(Infobox, made, envoys=envoys))
    made.register_structure_hook(
        Infobox, make_dict_structure_fn(Infobox, made, _cattrs_forbid_extra_keys=True, envoys=envoys)
    )


def _add_facts(made: Converter, named: Mapping[str, type[Any]], keep_unknown: bool) -> None:
    """Let facts of derived classes stand where ours do."""
    for cls in OPEN_KINDS:
        write = make_dict_unstructure_fn(cls, made)
        read = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True)

        def write_any(fact: Any, cls: type[Any] = cls, write: Callable[[Any], Any] = write) -> Any:
            return write(fact) if type(fact) is cls else fact_data(fact, made)

        def read_any(data: Any, type_: Any, read: Callable[[Any, Any], Any] = read) -> Any:
            if isinstance(data, dict) and "fact" in data:
                return fact_from(data, named, made, keep_unknown)
            return read(data, type_)

        made.register_unstructure_hook_func(_is(cls), write_any)
        made.register_structure_hook_func(_is(cls), read_any)
