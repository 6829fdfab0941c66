"""The types that the attributes of a fact's class are annotated with, also where they are strings."""

from __future__ import annotations

from typing import Any

import attrs

import wikirel.facts
from wikirel.document.evidence import Citation, Evidence
from wikirel.errors import ExportError
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["attribute_types"]

_OURS = {
    **{name: getattr(wikirel.facts, name) for name in wikirel.facts.__all__},
    **{cls.__name__: cls for cls in (Citation, Evidence, HistoricalDate, Party, Span)},
    "Any": Any,
}


def attribute_types(cls: type[Any]) -> dict[str, Any]:
    """Return the type of each attribute of an attrs class.

    Annotations that are strings (``from __future__ import annotations``) are looked up in the module of the
    class, as ``typing.get_type_hints`` does.  For a class inside a function, whose module does not know the
    names, wikirel's own names are known besides.  The class keeps what was found, as ``attrs.resolve_types``
    has it.

    Raises:
        ExportError: it is no attrs class, or a name is nowhere to be found.
    """
    if not (isinstance(cls, type) and attrs.has(cls)):
        raise ExportError(f"a kind of facts must be an attrs class, not {cls!r}")
    try:
        attrs.resolve_types(cls)
    except NameError:
        try:
            attrs.resolve_types(cls, localns=_OURS)
        except NameError as error:
            raise ExportError(
                f"the annotations of {cls.__name__} cannot be read: {error}; define the class in a module"
            ) from error
    return {field.name: field.type if field.type is not None else Any for field in attrs.fields(cls)}
