"""``wikirel schemas``, and how the option ``--schema`` finds one.

Schemas of other packages are looked for here only, when one is asked for: importing wikirel imports none of them.
They stand under the group ``wikirel.schemas`` of their package's entry points.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from wikirel.cli.options import Command, format_option, output_option
from wikirel.cli.output import Failure, draw, dump, emit

if TYPE_CHECKING:
    from rich.console import RenderableType

    from wikirel.schema import Schema

__all__ = ["GROUP", "load_schema", "schemas"]

GROUP = "wikirel.schemas"
"""The group of entry points under which packages offer schemas."""


@cache
def load_schema(name: str) -> Schema:
    """Return the schema of a name.

    Args:
        name: the name of one of ours or of an entry point, or ``FILE.py:NAME`` or ``MODULE:NAME``, where the
            name may be left out when there is one schema.

    Raises:
        Failure: there is none, or it cannot be imported; the message lists those that there are.
    """
    from wikirel.presets import SCHEMAS

    for preset in SCHEMAS:
        if preset.name == name:
            return preset
    points = _entry_points()
    if name in points:
        return _loaded(name, points[name])
    place, colon, attribute = name.rpartition(":")
    if not colon or place.endswith(("\\", "/")):
        place, attribute = name, ""
    if place.endswith(".py"):
        return _of_module(name, _run_file(place), attribute)
    if colon:
        return _of_module(name, _imported(place), attribute)
    known = ", ".join([*(preset.name for preset in SCHEMAS), *points])
    raise Failure([f"no schema {name!r}; there are {known}; or name one as FILE.py:NAME or MODULE:NAME"])


def _entry_points() -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def _loaded(name: str, point: EntryPoint) -> Schema:
    try:
        found = point.load()
    except Exception as error:  # whatever another package's module does
        raise Failure([f"schema {name!r} ({point.value}) cannot be loaded: {_reason(error)}"]) from error
    return _checked(f"{name!r} ({point.value})", found)


def _checked(name: str, found: Any) -> Schema:
    from wikirel.schema import Schema

    if not isinstance(found, Schema):
        raise Failure([f"{name} is no schema but {type(found).__name__}"])
    return found


def _run_file(path: str) -> ModuleType:
    file = Path(path)
    name = file.stem
    if not name.isidentifier() or name in sys.modules or name in sys.stdlib_module_names:
        name = f"wikirel_schema_{abs(hash(str(file.absolute())))}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise Failure([f"{path}: no such file"])
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where annotations that are strings are looked up
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise Failure([f"{path}: cannot be run: {_reason(error)}"]) from error
    return module


def _imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise Failure([f"module {name!r} cannot be imported: {_reason(error)}"]) from error


def _of_module(name: str, module: ModuleType, attribute: str) -> Schema:
    from wikirel.presets import SCHEMAS
    from wikirel.schema import Schema

    found = {
        key: value
        for key, value in vars(module).items()
        if isinstance(value, Schema) and not any(value is preset for preset in SCHEMAS)
    }
    if attribute and not hasattr(module, attribute):
        known = ", ".join(found) or "none"
        raise Failure([f"{name}: there is no {attribute!r}; the schemas in it: {known}"])
    if attribute:
        return _checked(name, getattr(module, attribute))
    if len(found) != 1:
        what = "it holds no schema" if not found else f"it holds several: {', '.join(found)}; name one"
        raise Failure([f"{name}: {what}"])
    return next(iter(found.values()))


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


@click.command(cls=Command, examples=("wikirel schemas", "wikirel schemas --format json"))
@format_option("table", "json")
@output_option
def schemas(layout: str, output: str | None) -> None:
    """List the schemas that --schema takes.

    Those of wikirel come first, then those that installed packages offer as
    entry points of the group "wikirel.schemas".
    """
    from wikirel.presets import SCHEMAS

    found = [_about(preset.name, "wikirel", preset) for preset in SCHEMAS]
    for name, point in _entry_points().items():
        package = point.dist.name if point.dist is not None else ""
        try:
            found.append(_about(name, package, _loaded(name, point)))
        except Failure as failure:  # one that is broken must not hide the others
            found.append({"name": name, "package": package, "rules": [], "kinds": [], "error": str(failure)})
    if layout == "json":
        emit(dump(found), output)
    else:
        emit(draw([_table(found)], output), output, for_people=True)


def _about(name: str, package: str, schema: Schema) -> dict[str, Any]:
    return {
        "name": name,
        "package": package,
        "rules": [rule.name for rule in schema.rules],
        "kinds": [kind.__name__ for kind in schema.kinds],
        "error": None,
    }


def _table(found: list[dict[str, Any]]) -> RenderableType:
    from rich import box
    from rich.table import Table

    from wikirel.cli.show import clean

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
    for name in ("name", "package", "rules", "facts"):
        table.add_column(name, overflow="fold", style="bold" if name == "name" else "")
    for entry in found:
        rules = entry["error"] or ", ".join(entry["rules"])
        cells = (entry["name"], entry["package"], rules, ", ".join(entry["kinds"]))
        table.add_row(*(clean(cell) for cell in cells))
    return table
