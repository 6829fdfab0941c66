"""The infobox: its parties, map, missions, envoys, and every other parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wikirel.facts import FieldValue, Infobox, Mission
from wikirel.markup.blocks import Field
from wikirel.schema import Reading
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["infobox"]

# By the decimal sign of the language, the other one parts thousands.
_NUMBERS = {
    ".": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?"),
    ",": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[+-]?\d+(?:,\d+)?"),
}
_LONGEST_NUMBER = 18  # longer ones, which a float would round, stay text
_NAMESPACE = re.compile(r"\A\s*(?:\[\[)?\s*(?:[^\W\d_]+)\s*:\s*(?=[^/])")


def infobox(reading: Reading) -> Iterable[Infobox]:
    """Read the first infobox that the vocabulary's table ``infobox`` names, or else the first one at all."""
    document = reading.document
    if not document.fields:
        return
    words: Mapping[str, Any] = reading.vocabulary.get("infobox", {})
    names = frozenset(words.get("names", ()))
    chosen = next(
        (field for field in document.fields if _normal(field.template) in names), document.fields[0]
    ).template_span
    fields = [field for field in document.fields if field.template_span == chosen]
    span = Span(*chosen)
    values: dict[str, FieldValue] = {}
    for field in fields:
        value = _value(reading, field)
        if value.text or field.name not in values:
            values[field.name] = value
    yield Infobox(
        name=fields[0].template,
        parties=_parties(reading, values, words),
        map=_map(document.source, values, words),
        missions=tuple(
            mission
            for mission in reading.facts(Mission)
            if any(span.contains(evidence.span) for evidence in mission.evidence)
        ),
        envoys=_envoys(values, words),
        fields=values,
        span=span,
    )


def _normal(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _value(reading: Reading, field: Field) -> FieldValue:
    document = reading.document
    start, end = document.range_of(field)
    text = document.text[start:end]
    links = tuple(document.target(use) for use in document.links_in(start, end))
    return FieldValue(
        field.name, text, Span(field.source_start, field.source_end), links, _typed(reading, text)
    )


def _typed(reading: Reading, text: str) -> int | float | HistoricalDate | str:
    """Give a value its type: a number or a date when the whole of it is one."""
    decimal = str(reading.vocabulary.get("infobox", {}).get("decimal", "."))
    if len(text) < _LONGEST_NUMBER and _NUMBERS[decimal].fullmatch(text):
        digits = text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
        return float(digits) if "." in digits else int(digits)
    grammar = reading.date_grammar if text[:1].isdigit() or text[-1:].isdigit() else None
    if grammar is not None:
        found = grammar.find(text)
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(text):
            return found[0].date(text) or text
    return text


def _parties(
    reading: Reading, values: Mapping[str, FieldValue], words: Mapping[str, Any]
) -> tuple[Party, ...]:
    named = []
    for keys in words.get("parties", ()):
        value = next((values[key].text for key in keys if key in values and values[key].text), None)
        if value:
            named.append(reading.gazetteer.flag(value) or reading.gazetteer.entity(value))
    return tuple(named) if len(named) == 2 else reading.parties


def _map(source: str, values: Mapping[str, FieldValue], words: Mapping[str, Any]) -> str | None:
    for key in words.get("map", ()):
        if key in values:
            written = values[key].text or values[key].span.cut(source)  # a link to a file shows no text
            name = _NAMESPACE.sub("", written).partition("|")[0].strip("[] ")
            if name:
                return name
    return None


def _envoys(values: Mapping[str, FieldValue], words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Pair numbered offices and persons."""
    offices: dict[str, str] = {}
    persons: dict[str, str] = {}
    for name, value in values.items():
        for pattern, into in ((words.get("offices"), offices), (words.get("persons"), persons)):
            found = re.fullmatch(pattern, name) if pattern and value.text else None
            if found is not None:
                into[found[1]] = value.text
    return tuple((offices.get(number, ""), person) for number, person in persons.items())
