"""Facts as flat records, for tables, CSV and data frames.

What a column holds is worked out from the classes: an attribute becomes one or more columns by its type, so a
user's own attrs class needs nothing more.

- a party: ``host`` (its name) and ``host_code``;
- parties: ``parties`` and ``parties_codes``, joined by ``; ``;
- a date: ``opened`` (EDTF), ``opened_text`` (as written), and ``opened_anchor`` (what kind of place it was
  completed from, such as ``heading``; empty for a date that stands alone);
- a kind of event: ``kind``, and ``kind_cameo``, ``kind_plover`` and ``kind_wikidata``: its codes in these schemes,
  the best first, joined by ``; ``, empty where there is none (how well each fits: :mod:`wikirel.facts.crosswalk`);
- a tuple of facts: their number;
- ``evidence``: ``start`` and ``end`` (of the first piece, half-open code points of the source), ``section``
  (headings joined by `` > ``), ``quote`` (plain text), ``citation`` (the first address that a reference gives),
  ``flags``, and ``tellings`` (how many pieces there are); all with ``evidence_`` before them where the class has
  an attribute of one of these names.
"""

from __future__ import annotations

import csv
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, TextIO, Union, get_args, get_origin

import attrs

from wikirel.document.evidence import Evidence
from wikirel.export.annotations import attribute_types
from wikirel.facts import Article, Dyad, EventKind
from wikirel.facts.crosswalk import Scheme, codes
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["Record", "columns", "record", "rows", "shown", "write_csv", "write_records"]

Value = str | int | float | None
Record = dict[str, Value]

_LIST = "; "
_PATH = " > "
_EVIDENCE = ("start", "end", "section", "quote", "citation", "flags", "tellings")

Flatten = Callable[[Any], tuple[Value, ...]]
Column = tuple[tuple[str, ...], str, Flatten]  # names of columns, the attribute, and how it fills them


def columns(kind: type[Any]) -> tuple[str, ...]:
    """Return the columns of a kind of facts, in order; they depend on the class alone.

    Args:
        kind: ``Event``, ``Mission``, ``Dyad`` or a user's own attrs class.

    Raises:
        ExportError: the class is no attrs class.

    >>> from wikirel import Mission
    >>> columns(Mission)[:7]
    ('article', 'sending', 'sending_code', 'host', 'host_code', 'kind', 'city')
    """
    return ("article", *(name for names, _, _ in _of_class(kind) for name in names))


def shown(kind: type[Any]) -> tuple[str, ...]:
    """Return the attributes of a kind of facts that say something of the world, not of the text.

    Raises:
        ExportError: the class is no attrs class.

    >>> from wikirel import EnvoyTerm
    >>> shown(EnvoyTerm)
    ('person', 'office', 'sending', 'host', 'start', 'end')
    """
    types_ = attribute_types(kind)
    return tuple(name for name, type_ in types_.items() if name != "evidence" and type_ is not Span)


def rows(article: Article, kind: type[Any]) -> Iterator[Record]:
    """Yield a flat record for each fact of a kind.

    Args:
        article: the article.
        kind: ``Event``, ``Mission``, ``Dyad`` or a user's own attrs class.

    Returns:
        An iterator over records with the keys of :func:`columns`, in the order of the facts.

    Raises:
        ExportError: the class is no attrs class.
    """
    _of_class(kind)
    return (record(fact, kind, article.title) for fact in article.facts(kind))


def record(fact: Any, kind: type[Any] | None = None, article: str = "") -> Record:
    """Return the flat record of one fact.

    Args:
        fact: the fact.
        kind: the class whose columns it gets, by default its own.
        article: title of the article that tells it.

    Raises:
        ExportError: the class is no attrs class.
    """
    made: Record = {"article": article}
    for names, attribute, flatten in _of_class(kind or type(fact)):
        made.update(zip(names, flatten(getattr(fact, attribute)), strict=True))
    return made


def write_csv(articles: Iterable[Article], kind: type[Any], file: TextIO) -> int:
    """Write the facts of a kind as CSV (RFC 4180) with a header.

    Args:
        articles: the articles.
        kind: as for :func:`rows`.
        file: where to write; open it with ``newline=""``, as the module ``csv`` asks.

    Returns:
        How many records there are.

    Raises:
        ExportError: the class is no attrs class.
    """
    return write_records((row for article in articles for row in rows(article, kind)), columns(kind), file)


def write_records(records: Iterable[Record], names: Sequence[str], file: TextIO) -> int:
    """Write records as CSV (RFC 4180) with a header; truth values are ``true`` and ``false``.

    Args:
        records: the records.
        names: the columns.
        file: where to write; open it with ``newline=""``.

    Returns:
        How many records there are.
    """
    writer = csv.DictWriter(file, names, lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in records:
        writer.writerow({key: _cell(value) for key, value in row.items()})
        count += 1
    return count


def _cell(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


# -- from types to columns ---------------------------------------------------------------------------------


def _of_class(kind: Any) -> tuple[Column, ...]:
    return _plan(kind)


@lru_cache(maxsize=128)
def _plan(kind: type[Any]) -> tuple[Column, ...]:
    types_ = attribute_types(kind)
    plan: list[Column] = []
    taken = {field.name for field in attrs.fields(kind)} | {"article"}
    evidence = tuple(f"evidence_{name}" for name in _EVIDENCE) if taken & set(_EVIDENCE) else _EVIDENCE
    for field in attrs.fields(kind):
        type_ = _without_none(types_[field.name])
        if field.name == "evidence":
            plan.append((evidence, field.name, _evidence))
        elif kind is Dyad and field.name == "parties":
            plan.append((("country", "country_code", "partner", "partner_code"), field.name, _pair))
        else:
            suffixes, flatten = _columns_of(type_)
            plan.append((tuple(field.name + suffix for suffix in suffixes), field.name, flatten))
    return tuple(plan)


def _without_none(type_: Any) -> Any:
    if get_origin(type_) in (Union, types.UnionType):
        rest = [argument for argument in get_args(type_) if argument is not type(None)]
        return rest[0] if len(rest) == 1 else Any
    return type_


def _columns_of(type_: Any) -> tuple[tuple[str, ...], Flatten]:
    if type_ is Party:
        return ("", "_code"), lambda party: (party.name, party.code) if party else (None, None)
    if type_ is HistoricalDate:
        return ("", "_text", "_anchor"), _date
    if type_ is EventKind:
        return ("", *(f"_{scheme.value}" for scheme in Scheme)), _event_kind
    if type_ is Span:
        return ("_start", "_end"), lambda span: (span.start, span.end) if span else (None, None)
    if get_origin(type_) is tuple:
        items = set(get_args(type_)) - {...}
        if items == {Party}:
            return ("", "_codes"), _parties
        if any(isinstance(item, type) and attrs.has(item) for item in items):
            return ("",), lambda facts: (len(facts),)
        return ("",), lambda values: (_LIST.join(str(_value(value)) for value in values),)
    return ("",), lambda value: (_value(value),)


def _value(value: Any) -> Value:
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


def _date(date: HistoricalDate | None) -> tuple[Value, ...]:
    if date is None:
        return None, None, None
    return date.edtf, date.text, date.anchor.kind.value if date.anchor else None


def _event_kind(kind: EventKind | None) -> tuple[Value, ...]:
    if kind is None:
        return (None,) * (1 + len(Scheme))
    return kind.value, *(_LIST.join(codes(kind, scheme)) for scheme in Scheme)


def _parties(parties: tuple[Party, ...]) -> tuple[Value, ...]:
    names = _LIST.join(party.name for party in parties)
    return names, _LIST.join(party.code or party.name for party in parties)


def _pair(parties: tuple[Party, Party]) -> tuple[Value, ...]:
    one, other = parties
    return one.name, one.code, other.name, other.code


def _evidence(evidence: tuple[Evidence, ...]) -> tuple[Value, ...]:
    if not evidence:
        return (None,) * len(_EVIDENCE)
    first = evidence[0]
    addresses = (citation.url for piece in evidence for citation in piece.citations if citation.url)
    flags = dict.fromkeys(flag for piece in evidence for flag in piece.flags)
    return (
        *(first.span.start, first.span.end, _PATH.join(first.section), first.text),
        *(next(addresses, None), _LIST.join(flags), len(evidence)),
    )
