r"""An infobox of one's own, read into a class: the annotations of its attributes say how.

>>> import attrs
>>> from wikirel import parse_article
>>> from wikirel.schema import Schema
>>> @attrs.frozen
... class Border:
...     crossings: tuple[str, ...] = parameter("crossing")
...     border_km: float | None = parameter("border_km", "length", default=None)
>>> schema = Schema(name="border").extend(infobox_rule(Border, names=("Infobox border",)))
>>> text = "{{Infobox border |length=1,047.5 km |crossing1=Desaguadero |crossing2=Kasani}}"
>>> parse_article(text, schema=schema).facts(Border)
(Border(crossings=('Desaguadero', 'Kasani'), border_km=1047.5),)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import attrs

from wikirel.errors import SchemaError
from wikirel.markup.blocks import Block, Field
from wikirel.markup.renderings import normal_name
from wikirel.schema.converters import Convert, converter_for, item_type, without_none
from wikirel.schema.reading import Reading
from wikirel.schema.schema import Rule
from wikirel.spans import Diagnostic, Span

__all__ = ["infobox_rule", "parameter"]

_KEY = "wikirel.parameter"
_NUMBER = "{}"
_BREAK = re.compile(r"<br\b[^<>]{0,40}>", re.IGNORECASE)
_EVIDENCE, _SPAN = "evidence", "span"  # attributes of these names are filled with where the infobox stands


def parameter(*names: str, default: Any = attrs.NOTHING) -> Any:
    """Say which parameters an attribute is read from, where its own name does not say it.

    Args:
        names: names of parameters, the one that counts first; letters of either case, a blank or an underscore.
            In a class whose objects come in numbered groups, ``{}`` stands for the number, which a first group
            may lack (``envoy``, ``envoy2``).
        default: what the attribute is without the parameter; without a default, the parameter must be there.

    Returns:
        What :func:`attrs.field` returns.
    """
    return attrs.field(default=default, metadata={_KEY: names})


def infobox_rule(cls: type[Any], names: Sequence[str], name: str | None = None) -> Rule:
    """Make a rule that reads infoboxes into objects of a class.

    What an attribute is annotated with says how it is read:

    - ``str``: the plain text; ``int`` and ``float``: the number that the text begins with, so a unit may follow;
      ``bool``: by the words ``yes`` and ``no`` of the vocabulary's table ``infobox``; an ``Enum``: by its values;
    - ``HistoricalDate``: the first date; ``Party``: the country of a name or flag;
    - ``tuple[X, ...]`` of these: the parameters with a number behind the name, in the order of the numbers, or
      the lines of the one without;
    - ``tuple[C, ...]`` of an attrs class: an object for each number; ``C`` alone: one without numbers;
    - ``X | None``: the same as ``X``.

    Attributes ``evidence`` and ``span`` are filled with where the infobox stands.

    Args:
        cls: the class: frozen, with annotations.
        names: names of templates, such as ``Infobox border``; also others than ``Infobox ...``, when the schema
            renders them as such (``templates={"border box": {"fields": True}}``).
        name: the rule's name; by default the class's in lower case.

    Returns:
        The rule.  A value that cannot be read is noted as a diagnostic ``infobox-value`` with its span, and one
        that is missing without a default as ``infobox-missing``: then there is no fact.

    Raises:
        SchemaError: it is no attrs class, or an attribute is of a type that is not listed above.
    """
    reader = _plan(cls)
    wanted = frozenset(normal_name(template) for template in names)

    def read(reading: Reading) -> Iterator[Any]:
        for span, fields in _boxes(reading, wanted):
            fact = _Box(reading, span, fields).read(reader)
            if fact is not None:
                yield fact

    return Rule(name or cls.__name__.lower(), read, kinds=(cls,))


def _boxes(reading: Reading, wanted: frozenset[str]) -> Iterator[tuple[Span, dict[str, Field]]]:
    """Yield the infoboxes of these names, with the parameters that show something."""
    boxes: dict[tuple[int, int], dict[str, Field]] = {}
    for field in reading.document.fields:
        if normal_name(field.template) in wanted:
            fields = boxes.setdefault(field.template_span, {})
            if field.first_block < field.last_block:
                fields[normal_name(field.name)] = field
    for (start, end), fields in boxes.items():
        yield Span(start, end), fields


# -- from a class to a plan --------------------------------------------------------------------------------


class _Attribute(NamedTuple):
    """How one attribute is read.

    Attributes:
        name: the attribute.
        required: whether it has no default.
        parameters: names of parameters; in a group, with ``{}`` for the number.
        convert: reads a value; None where ``nested`` does.
        nested: the plan of the attrs class that it holds.
        many: whether it is a tuple.
    """

    name: str
    required: bool
    parameters: tuple[str, ...]
    convert: Convert | None
    nested: _Plan | None
    many: bool


class _Plan(NamedTuple):
    cls: type[Any]
    attributes: tuple[_Attribute, ...]
    evidence: bool
    span: bool


def _plan(cls: Any, within: tuple[Any, ...] = ()) -> _Plan:
    if not (isinstance(cls, type) and attrs.has(cls)):
        raise SchemaError(f"a typed infobox is read into an attrs class, not {cls!r}")
    if cls in within:
        raise SchemaError(f"{cls.__name__} holds itself; an infobox has no such depth")
    try:
        attrs.resolve_types(cls)
    except NameError as error:
        raise SchemaError(
            f"the annotations of {cls.__name__} cannot be read: {error}; define it in a module"
        ) from error
    fields = [field for field in attrs.fields(cls) if field.init]
    own = [field for field in fields if field.name not in (_EVIDENCE, _SPAN)]
    names = {field.name for field in fields}
    return _Plan(
        cls,
        tuple(_attribute(cls, field, (*within, cls)) for field in own),
        _EVIDENCE in names,
        _SPAN in names,
    )


def _attribute(cls: type[Any], field: attrs.Attribute[Any], within: tuple[type[Any], ...]) -> _Attribute:
    type_ = without_none(field.type)
    item = item_type(type_)
    many, kind = item is not None, item if item is not None else type_
    nested = _plan(kind, within) if isinstance(kind, type) and attrs.has(kind) else None
    convert = converter_for(kind)
    if convert is not None:
        nested = None  # a date is an attrs class too
    elif nested is None:
        raise SchemaError(f"{cls.__name__}.{field.name}: an infobox is not read as {field.type!r}")
    default = f"{field.name}{_NUMBER}" if len(within) > 1 else field.name
    parameters = tuple(normal_name(name) for name in field.metadata.get(_KEY, (default,)))
    return _Attribute(
        field.alias or field.name, field.default is attrs.NOTHING, parameters, convert, nested, many
    )


# -- from a plan and an infobox to an object ---------------------------------------------------------------


class _Box:
    """One infobox that is being read."""

    def __init__(self, reading: Reading, span: Span, fields: Mapping[str, Field]) -> None:
        self._reading = reading
        self._span = span
        self._fields = fields

    def read(self, plan: _Plan, number: str = "") -> Any:
        """Return an object, or None where something is missing."""
        values: dict[str, Any] = {}
        for attribute in plan.attributes:
            found = self._value(attribute, number)
            if found is not None:
                values[attribute.name] = found
            elif attribute.required and attribute.many:
                values[attribute.name] = ()
            elif attribute.required:
                wanted = " or ".join(name.replace(_NUMBER, number) for name in attribute.parameters)
                self._note("infobox-missing", f"{plan.cls.__name__} needs the parameter {wanted}", self._span)
                return None
        if plan.span:
            values[_SPAN] = self._span
        if plan.evidence:
            blocks = self._reading.document.blocks
            first = blocks[min(field.first_block for field in self._fields.values())].start
            last = blocks[max(field.last_block for field in self._fields.values()) - 1].end
            values[_EVIDENCE] = (self._reading.document.evidence(first, last),)
        try:
            return plan.cls(**values)
        except (TypeError, ValueError) as error:  # what the class's own validators say
            self._note("infobox-value", f"{plan.cls.__name__}: {error}", self._span)
            return None

    def _value(self, attribute: _Attribute, number: str) -> Any:
        if attribute.nested is not None:
            if not attribute.many:
                return self.read(attribute.nested) if self._numbers(attribute.nested, "") else None
            numbers = self._numbers(attribute.nested, None)
            objects = (self.read(attribute.nested, number) for number in numbers)
            return tuple(found for found in objects if found is not None) or None
        if attribute.many:
            return self._items(attribute) or None
        for name in attribute.parameters:
            field = self._fields.get(name.replace(_NUMBER, number))
            if field is not None:
                return self._converted(attribute, field, self._reading.document.range_of(field))
        return None

    def _numbers(self, plan: _Plan, only: str | None) -> list[str]:
        """List the numbers of the groups that stand in the infobox, in order; the one without first."""
        found: set[str] = set()
        names = [name for attribute in plan.attributes for name in attribute.parameters]
        for pattern in (_numbered(name) for name in names):
            found.update(match[1] for name in self._fields if (match := pattern.fullmatch(name)))
        return sorted((n for n in found if only is None or n == only), key=lambda n: (int(n or 0), n))

    def _items(self, attribute: _Attribute) -> tuple[Any, ...]:
        document = self._reading.document
        numbered: list[tuple[int, Field]] = []
        for name in attribute.parameters:
            pattern = _numbered(name if _NUMBER in name else name + _NUMBER)
            for key, field in self._fields.items():
                match = pattern.fullmatch(key)
                if match is not None:
                    numbered.append((int(match[1] or 0), field))
        numbered.sort(key=lambda entry: entry[0])
        ranges = [
            (field, line)
            for _, field in numbered
            for block in document.blocks_of(field)
            for line in self._lines(field, block)
        ]
        values = (self._converted(attribute, field, range_) for field, range_ in ranges)
        return tuple(value for value in values if value is not None)

    def _lines(self, field: Field, block: Block) -> list[tuple[int, int]]:
        """Return the plain ranges of the lines of a block, which ``<br>`` parts."""
        document = self._reading.document
        source = document.source
        breaks = [match.span() for match in _BREAK.finditer(source, field.source_start, field.source_end)]
        if not breaks:
            return [(block.start, block.end)]
        starts = [field.source_start, *(end for _, end in breaks)]
        ends = [*(start for start, _ in breaks), field.source_end]
        lines = (document.plain_range(Span(*place)) for place in zip(starts, ends, strict=True))
        within = ((max(start, block.start), min(end, block.end)) for start, end in lines)
        return [(start, end) for start, end in within if document.text[start:end].strip()]

    def _converted(self, attribute: _Attribute, field: Field, range_: tuple[int, int]) -> Any:
        assert attribute.convert is not None
        try:
            return attribute.convert(self._reading, *range_)
        except ValueError as error:
            place = Span(field.source_start, field.source_end)
            self._note("infobox-value", f"parameter {field.name}: {error}", place)
            return None

    def _note(self, code: str, message: str, span: Span) -> None:
        self._reading.diagnostics.append(Diagnostic(code, message, span))


@cache
def _numbered(name: str) -> re.Pattern[str]:
    """Return what finds a parameter with any number; the group is the number."""
    before, _, after = name.partition(_NUMBER)
    return re.compile(re.escape(before) + (r"([0-9]{0,6})" if _NUMBER in name else "()") + re.escape(after))
