"""What a data set says of the schemas that it was made by, and what tells a schema from its next state."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path
from typing import Any

from wikirel.named_schemas import load_schema
from wikirel.presets import SCHEMAS
from wikirel.schema import Schema

__all__ = ["schema_state", "schemas_text"]


def schemas_text(schema: Schema | str | None) -> str:
    """Return the names of the schemas and of their rules, for ``runs``.

    Args:
        schema: the schema, or its name; None for those that are chosen by the title.

    >>> schemas_text("bilateral")
    'bilateral: missions, infobox, events, listed'
    """
    chosen = load_schema(schema) if isinstance(schema, str) else schema
    schemas = SCHEMAS if chosen is None else (chosen,)
    return "; ".join(f"{found.name}: {', '.join(rule.name for rule in found.rules)}" for found in schemas)


def schema_state(schema: Schema) -> list[Any]:
    """Return what changes when a schema does, or the files of its rules: rows of two states must not mix."""
    digest = hashlib.sha256()
    for path in sorted({path for rule in schema.rules if (path := _file_of(rule.extract))}):
        digest.update(Path(path).read_bytes())
    return [schemas_text(schema), digest.hexdigest()]


def _file_of(function: Any) -> str | None:
    try:
        path = inspect.getsourcefile(inspect.unwrap(function))
    except TypeError:  # no function, but something that can be called
        path = inspect.getsourcefile(type(function))
    return path if path and Path(path).is_file() else None
