"""``wikirel schemas``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from wikirel.cli.options import Command, format_option, output_option
from wikirel.cli.output import draw, dump, emit

if TYPE_CHECKING:
    from rich.console import RenderableType

    from wikirel.schema import Schema

__all__ = ["schemas"]


@click.command(cls=Command, examples=("wikirel schemas", "wikirel schemas --format json"))
@format_option("table", "json")
@output_option
def schemas(layout: str, output: str | None) -> None:
    """List the schemas that --schema takes.

    Those of wikirel come first, then those that installed packages offer as
    entry points of the group "wikirel.schemas".
    """
    from wikirel.errors import SchemaError
    from wikirel.named_schemas import offered, offered_schema
    from wikirel.presets import SCHEMAS

    found = [_about(preset.name, "wikirel", preset) for preset in SCHEMAS]
    for name, point in offered().items():
        package = point.dist.name if point.dist is not None else ""
        try:
            found.append(_about(name, package, offered_schema(name, point)))
        except SchemaError as failure:  # one that is broken must not hide the others
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
