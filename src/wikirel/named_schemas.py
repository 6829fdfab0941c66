"""Schemas by their names: ours, those that packages offer, and those in a file or a module of one's own.

Schemas of other packages are looked for here only, when one is asked for: importing wikirel imports none of them.
They stand under the group ``wikirel.schemas`` of their package's entry points.

>>> load_schema("bilateral").rules[0].name
'missions'
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from wikirel.errors import SchemaError, reason
from wikirel.presets import SCHEMAS
from wikirel.schema import Schema

__all__ = ["GROUP", "load_schema", "offered", "offered_schema"]

GROUP = "wikirel.schemas"
"""The group of entry points under which packages offer schemas."""


@cache
def load_schema(name: str) -> Schema:
    """Return the schema of a name.

    Args:
        name: the name of one of ours or of an entry point, or ``FILE.py:NAME`` or ``MODULE:NAME``, where the
            name may be left out when there is one schema.

    Raises:
        SchemaError: there is none, or it cannot be imported; the message lists those that there are.
    """
    for preset in SCHEMAS:
        if preset.name == name:
            return preset
    points = offered()
    if name in points:
        return offered_schema(name, points[name])
    place, colon, attribute = name.rpartition(":")
    if not colon or place.endswith(("\\", "/")):
        place, attribute = name, ""
    if place.endswith(".py"):
        return _of_module(name, _run_file(place), attribute)
    if colon:
        return _of_module(name, _imported(place), attribute)
    known = ", ".join([*(preset.name for preset in SCHEMAS), *points])
    raise SchemaError(f"no schema {name!r}; there are {known}; or name one as FILE.py:NAME or MODULE:NAME")


def offered() -> dict[str, EntryPoint]:
    """Return the entry points under which packages offer schemas, by name; none is imported."""
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def offered_schema(name: str, point: EntryPoint) -> Schema:
    """Return the schema of an entry point.

    Raises:
        SchemaError: it cannot be imported, or is no schema.
    """
    try:
        found = point.load()
    except (Exception, SystemExit) as error:  # whatever another package's module does
        raise SchemaError(f"schema {name!r} ({point.value}) cannot be loaded: {reason(error)}") from error
    return _checked(f"{name!r} ({point.value})", found)


def _checked(name: str, found: Any) -> Schema:
    if not isinstance(found, Schema):
        raise SchemaError(f"{name} is no schema but {type(found).__name__}")
    return found


def _run_file(path: str) -> ModuleType:
    file = Path(path)
    name = file.stem
    if not name.isidentifier() or name in sys.modules or name in sys.stdlib_module_names:
        name = f"wikirel_schema_{abs(hash(str(file.absolute())))}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise SchemaError(f"{path}: no such file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where annotations that are strings are looked up
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # a script that ends itself must not end us
        del sys.modules[name]
        raise SchemaError(f"{path}: cannot be run: {reason(error)}") from error
    return module


def _imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as error:
        raise SchemaError(f"module {name!r} cannot be imported: {reason(error)}") from error


def _of_module(name: str, module: ModuleType, attribute: str) -> Schema:
    found = {
        key: value
        for key, value in vars(module).items()
        if isinstance(value, Schema) and not any(value is preset for preset in SCHEMAS)
    }
    if attribute and not hasattr(module, attribute):
        known = ", ".join(found) or "none"
        raise SchemaError(f"{name}: there is no {attribute!r}; the schemas in it: {known}")
    if attribute:
        return _checked(name, getattr(module, attribute))
    if len(found) != 1:
        what = "it holds no schema" if not found else f"it holds several: {', '.join(found)}; name one"
        raise SchemaError(f"{name}: {what}")
    return next(iter(found.values()))
