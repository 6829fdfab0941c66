"""The JSON Schema of what :mod:`wikirel.export.json` writes, made from the classes themselves.

Source of the vocabulary: JSON Schema, draft 2020-12.  ``docs/article.schema.json`` is the result, written by
``scripts/make_json_schema.py``.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from wikirel.document.citations import CitedSource
from wikirel.document.evidence import Citation
from wikirel.errors import ExportError
from wikirel.export.annotations import attribute_types
from wikirel.export.layout import FORMAT, KNOWN_KINDS, OPEN_KINDS, VERSION
from wikirel.facts import Article, FieldValue, Infobox, Mission, MissionList, has_evidence
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate

__all__ = ["article_schema"]

Data = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTES = re.compile(r"^Attributes:\n((?:[ ]{4,}.*\n?|\n)+)", re.MULTILINE)
_ENTRY = re.compile(r"^ {4}([\w, ]+): (.*(?:\n {5,}.*)*)", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?([^`]*)`|``?([^`]*)``?")
_PLAIN: dict[Any, Data] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"anyOf": [{"type": "number"}, {"enum": ["inf", "-inf", "nan"]}]},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Decimal: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Any: {},
}


def article_schema(kinds: Sequence[type[Any]] = ()) -> Data:
    """Return the JSON Schema of an article.

    Args:
        kinds: a user's own classes of facts; without any, ``more`` may hold facts of any class.

    Returns:
        The schema as plain data.

    Raises:
        ExportError: a class has an attribute of a type that has no form in JSON.

    >>> article_schema()["properties"]["format"]
    {'const': 'wikirel article'}
    """
    return _Maker(tuple(kinds)).article()


class _Maker:
    """Collects the definitions that a schema refers to."""

    def __init__(self, kinds: tuple[type[Any], ...]) -> None:
        self._kinds = (*KNOWN_KINDS, *kinds) if kinds else ()
        self._definitions: Data = {}

    def article(self) -> Data:
        made = self._object(Article, {"more": self._more})
        made["properties"] = {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **made["properties"],
        }
        made["required"] = ["format", "version", *made["required"]]
        return {
            "$schema": _DIALECT,
            "title": FORMAT,
            **made,
            "$defs": dict(sorted(self._definitions.items())),
        }

    # -- classes ----------------------------------------------------------------------------------------

    def _reference(self, name: str, make: Callable[[], Data]) -> Data:
        if name not in self._definitions:
            self._definitions[name] = {}  # a section holds sections
            self._definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, cls: type[Any], special: Mapping[str, Callable[[], Data]] | None = None) -> Data:
        hints = attribute_types(cls)
        notes = _notes(cls)
        properties: Data = {}
        required: list[str] = []
        for field in attrs.fields(cls):
            if not field.init:
                continue
            make = (special or {}).get(field.name)
            made = make() if make else self._of(hints[field.name], cls, field.name)
            if field.validator is has_evidence:
                made = {**made, "minItems": 1}
            if field.name in notes:
                made = {**made, "description": notes[field.name]}
            properties[field.name] = made
            required.append(field.name)
        return {
            "type": "object",
            "description": _summary(cls),
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _class(self, cls: type[Any]) -> Data:
        special: Mapping[str, Callable[[], Data]] = {}
        if cls is FieldValue:
            special = {"value": self._field_value}
        elif cls is Infobox:
            special = {"envoys": _envoys}
        elif cls is Span:
            offset = {"type": "integer", "minimum": 0}
            special = {"start": lambda: offset, "end": lambda: offset}
        elif cls is Citation:
            return self._reference(cls.__name__, self._citation)
        own = self._reference(cls.__name__, lambda: self._object(cls, special))
        return {"anyOf": [own, self._own_fact()]} if cls in OPEN_KINDS else own

    def _own_fact(self) -> Data:
        """A fact of a user's class, of whatever fields."""
        evidence = {"type": "array", "items": {"$ref": "#/$defs/Evidence"}}
        return self._reference(
            "OwnFact",
            lambda: {
                "type": "object",
                "description": "A fact of a class that is not one of wikirel's own.",
                "properties": {
                    "fact": {"type": "string", "description": "name of the class."},
                    "fields": {"type": "object", "properties": {"evidence": evidence}},
                },
                "required": ["fact", "fields"],
                "additionalProperties": False,
            },
        )

    def _more(self) -> Data:
        if not self._kinds:
            return {"type": "array", "items": self._own_fact()}
        return {"type": "array", "items": {"anyOf": [self._known_fact(kind) for kind in self._kinds]}}

    def _known_fact(self, kind: type[Any]) -> Data:
        return {
            "type": "object",
            "properties": {
                "fact": {"const": kind.__name__},
                "fields": self._reference(kind.__name__, lambda: self._object(kind)),
            },
            "required": ["fact", "fields"],
            "additionalProperties": False,
        }

    def _citation(self) -> Data:
        made = self._object(Citation)
        hints = get_type_hints(CitedSource)
        made["properties"]["source"] = {
            "type": "object",
            "description": "what raw says of the work cited, worked out from it; what it does not say is missing.",
            "properties": {name: self._of(_present(type_), Citation, name) for name, type_ in hints.items()},
            "additionalProperties": False,
        }
        return made

    def _field_value(self) -> Data:
        number = {
            "type": "object",
            "description": "a number that JSON has no form for.",
            "properties": {"number": {"enum": ["inf", "-inf", "nan"]}},
            "required": ["number"],
            "additionalProperties": False,
        }
        return {"anyOf": [{"type": ["number", "string"]}, self._class(HistoricalDate), number]}

    # -- types ------------------------------------------------------------------------------------------

    def _of(self, type_: Any, cls: type[Any], name: str) -> Data:
        if type_ in _PLAIN:
            return dict(_PLAIN[type_])
        if type_ is MissionList:
            type_ = tuple[Mission, ...]
        origin, arguments = get_origin(type_), get_args(type_)
        if origin in (Union, types.UnionType):
            return _any_of([self._of(argument, cls, name) for argument in arguments])
        if origin is tuple and not (len(arguments) == 2 and arguments[1] is ...):
            items = [self._of(argument, cls, name) for argument in arguments]
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self._of(arguments[1], cls, name)}
        if isinstance(origin, type) and issubclass(origin, Sequence | set | frozenset):
            return {"type": "array", "items": self._of(arguments[0], cls, name)}
        if isinstance(type_, type) and issubclass(type_, Enum):
            values = [member.value for member in type_]
            return self._reference(type_.__name__, lambda: {"description": _summary(type_), "enum": values})
        if isinstance(type_, type) and attrs.has(type_):
            return self._class(type_)
        raise ExportError(f"{cls.__name__}.{name} is {type_!r}, which has no form in JSON")


def _present(type_: Any) -> Any:
    """Return what stands beside None in an optional type."""
    parts = get_args(type_)
    return parts[0] if type(None) in parts else type_


def _any_of(schemas: list[Data]) -> Data:
    """Say "string or null" in one word where it can be said."""
    if all(set(schema) == {"type"} for schema in schemas):
        return {"type": [schema["type"] for schema in schemas]}
    return {"anyOf": schemas}


def _envoys() -> Data:
    text = {"type": "string"}
    envoy = {
        "type": "object",
        "properties": {"office": text, "person": text},
        "required": ["office", "person"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": envoy}


# -- descriptions ------------------------------------------------------------------------------------------


def _clean(text: str) -> str:
    return " ".join(_ROLE.sub(lambda found: found[1] or found[2] or "", text).split())


def _summary(cls: type[Any]) -> str:
    return _clean((inspect.getdoc(cls) or cls.__name__).partition("\n\n")[0])


def _notes(cls: type[Any]) -> dict[str, str]:
    """Read what the docstring says of each attribute."""
    found = _ATTRIBUTES.search((inspect.getdoc(cls) or "") + "\n")
    notes: dict[str, str] = {}
    for names, note in _ENTRY.findall(found[1] if found else ""):
        for name in names.split(","):
            notes[name.strip()] = _clean(note)
    return notes
