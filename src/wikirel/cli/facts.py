"""What the commands about one kind of facts share: missions, events and dyads as tables and records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from wikirel.cli.output import draw, dump, emit

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["FORMATS", "print_facts"]

FORMATS = ("table", "json", "jsonl", "csv")


def print_facts(
    told: Sequence[tuple[str, Any]],
    kind: type[Any],
    table: Callable[..., RenderableType],
    layout: str,
    output: str | None,
) -> None:
    """Print facts of a kind.

    Args:
        told: the facts, each with the title of its article.
        kind: their class.
        table: makes a table of them.
        layout: one of :data:`FORMATS`.
        output: a file, or None.
    """
    from wikirel.export.records import columns, record, write_records

    if layout == "table":
        if not told:
            emit(f"no {kind.__name__.lower()}s found\n", output, for_people=True)
            return
        several = len({title for title, _ in told}) > 1
        emit(draw([table(told, articles=several)], output), output, for_people=True)
        return
    records = [record(fact, kind, title) for title, fact in told]
    if layout == "csv":
        import io

        text = io.StringIO(newline="")
        write_records(records, columns(kind), text)
        emit(text.getvalue(), output)
    elif layout == "jsonl":
        emit("".join(dump(row, indent=None) for row in records), output)
    else:
        emit(dump(records), output)
