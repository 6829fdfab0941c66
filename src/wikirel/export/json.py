r"""Articles as JSON, written and read again without loss.

The layout is described in ``docs/json.md`` and, for programs, in ``docs/article.schema.json``.

>>> from wikirel import parse_article
>>> article = parse_article("= Cuba–Peru relations =\n\n== History ==\n")
>>> from_json(to_json(article)) == article
True
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.v import format_exception

from wikirel.errors import ExportError
from wikirel.export.layout import (
    FORMAT,
    KNOWN_KINDS,
    VERSION,
    UnknownFact,
    article_converter,
    fact_data,
    fact_from,
)
from wikirel.facts import Article

__all__ = ["UnknownFact", "from_data", "from_json", "to_data", "to_json"]

_SHOWN = 3  # how many mistakes a message lists

# UTF-8 has no form for half a surrogate pair, so it is escaped.  A low half right behind a high one stays as it
# is: escaped, the two would come back as one character.
_HALVES = re.compile("[\ud800-\udbff]|(?<![\ud800-\udbff])[\udc00-\udfff]")


def to_json(article: Article, *, indent: int | None = None) -> str:
    """Write an article as JSON.

    Args:
        article: what :func:`~wikirel.parse_article` returned.
        indent: blanks a level; None puts all on one line, as JSON Lines wants it.

    Returns:
        The JSON, without a line break at its end; letters beyond ASCII stand as they are.

    Raises:
        ExportError: a fact of a user's own class has no form in JSON.

    >>> from wikirel import Article
    >>> to_json(Article(title="Cuba–Peru relations"))[:72]
    '{"format": "wikirel article", "version": 1, "title": "Cuba–Peru relation'
    """
    data = to_data(article)
    try:
        text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    except (TypeError, ValueError) as error:
        place = _culprit(data)
        raise ExportError(f"the article cannot be written as JSON: {place}{error}") from error
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    return text


def _culprit(data: Mapping[str, Any]) -> str:
    """Name the attribute of a user's fact that has no form in JSON; empty if it is none of those."""
    for fact in (fact for facts in data.values() if isinstance(facts, list) for fact in facts):
        for name, value in fact.get("fields", {}).items() if isinstance(fact, Mapping) else ():
            try:
                json.dumps(value, allow_nan=False)
            except (TypeError, ValueError):
                return f"{fact['fact']}.{name}: "
    return ""


def from_json(text: str | bytes, kinds: Sequence[type[Any]] = (), *, keep_unknown: bool = False) -> Article:
    """Read an article that :func:`to_json` wrote.

    Args:
        text: the JSON.
        kinds: the user's own classes of facts that may stand in it.
        keep_unknown: whether a fact of a class that is not among ``kinds`` is kept as an
            :class:`UnknownFact` (which is written again as it was) instead of being an error.

    Returns:
        An article equal to the one that was written.

    Raises:
        ExportError: it is not JSON (the message says where), not an article of a version that is known, or
            it does not hold what an article holds (the message gives the path, such as ``$.events[0].kind``).

    >>> from_json("[1, 2")
    Traceback (most recent call last):
    wikirel.errors.ExportError: not JSON: Expecting ',' delimiter at line 1, column 6
    """
    try:
        data = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ExportError(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except UnicodeDecodeError as error:
        raise ExportError(
            f"not JSON: byte 0x{error.object[error.start]:02x} at offset {error.start}"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; a million brackets
        raise ExportError(f"not JSON that can be read: {error}") from error
    return from_data(data, kinds, keep_unknown=keep_unknown)


def to_data(article: Article) -> dict[str, Any]:
    """Return an article as plain dictionaries, lists, strings, numbers and None.

    Raises:
        ExportError: a fact of a user's own class has no form as plain data, or two classes share a name.
    """
    kinds: dict[str, type[Any]] = {}
    for fact in article.more:
        cls = type(fact)
        if cls is not UnknownFact and kinds.setdefault(cls.__name__, cls) is not cls:
            raise ExportError(f"two classes of facts are named {cls.__name__}; names tell them apart in JSON")
    made = article_converter()
    try:
        body = _writer(made)(article)
    except RecursionError as error:
        raise ExportError("the article cannot be written: it is nested too deeply") from error
    return {"format": FORMAT, "version": VERSION, **body}


def from_data(
    data: Mapping[str, Any], kinds: Sequence[type[Any]] = (), *, keep_unknown: bool = False
) -> Article:
    """Return the article that :func:`to_data` made plain data of.

    Args:
        data: the plain data.
        kinds: as for :func:`from_json`.
        keep_unknown: as for :func:`from_json`.

    Raises:
        ExportError: as for :func:`from_json`.
    """
    if not isinstance(data, Mapping):
        raise ExportError(f"not an article: expected an object, found {type(data).__name__}")
    if data.get("format") != FORMAT:
        found = f"the format is {data['format']!r}" if "format" in data else "there is no format"
        raise ExportError(f"not an article: {found}, expected {FORMAT!r}")
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise ExportError(
            f"version {version!r} of the format {FORMAT!r}; this wikirel reads version {VERSION}"
        )
    body = {key: value for key, value in data.items() if key not in ("format", "version")}
    made = article_converter(tuple(kinds), keep_unknown)
    named = {kind.__name__: kind for kind in (*KNOWN_KINDS, *kinds)}
    read = make_dict_structure_fn(
        Article,
        made,
        _cattrs_forbid_extra_keys=True,
        more=override(
            struct_hook=lambda facts, _: tuple(fact_from(fact, named, made, keep_unknown) for fact in facts)
        ),
    )
    missing = [field.name for field in attrs.fields(Article) if field.name not in body]
    if missing:
        raise ExportError(f"not a whole article: {', '.join(missing)} missing")
    try:
        return read(body, Article)
    except BaseValidationError as error:
        raise ExportError(_explained(error)) from error
    except RecursionError as error:
        raise ExportError("the article cannot be read: it is nested too deeply") from error


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _writer(made: Converter) -> Any:
    return make_dict_unstructure_fn(
        Article, made, more=override(unstruct_hook=lambda facts: [fact_data(fact, made) for fact in facts])
    )


def _explained(error: BaseValidationError) -> str:
    def explain(cause: BaseException, type_: type[Any] | None) -> str:
        if isinstance(cause, KeyError):
            return f"{cause} is missing"
        return str(cause) if isinstance(cause, ValueError) else format_exception(cause, type_)

    found = transform_error(error, format_exception=explain)
    more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
    return f"not an article: {'; '.join(found[:_SHOWN])}{more}"
