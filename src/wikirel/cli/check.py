"""``wikirel check``."""

from __future__ import annotations

from typing import Any

import click

from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option
from wikirel.cli.output import dump, emit

__all__ = ["check"]


@click.command(cls=Command, examples=("wikirel check seeds/cuba-peru.wiki",))
@files
@format_option("table", "json", "jsonl")
@title_option
@schema_option
@output_option
@click.pass_context
def check(
    context: click.Context,
    files: tuple[str, ...],
    layout: str,
    title: str | None,
    schema: str | None,
    output: str | None,
) -> None:
    """Print what was read with reservations.

    A line each: file, line, column, severity, code, message.  The exit status is 1 when there
    is a warning; notes ("info") do not count.
    """
    found: list[dict[str, Any]] = []
    for name, article in read_articles(files, title, schema, tell=False):
        for diagnostic in article.diagnostics:
            span = diagnostic.span
            line = article.source.count("\n", 0, span.start) + 1 if span else None
            column = span.start - article.source.rfind("\n", 0, span.start) if span else None
            found.append(
                {
                    "file": name,
                    "article": article.title,
                    "severity": diagnostic.severity.value,
                    "code": diagnostic.code,
                    "message": diagnostic.message,
                    "line": line,
                    "column": column,
                    "start": span.start if span else None,
                    "end": span.end if span else None,
                }
            )
    if layout == "json":
        emit(dump(found), output)
    elif layout == "jsonl":
        emit("".join(dump(record, indent=None) for record in found), output)
    else:
        emit("".join(_line(record) for record in found), output, for_people=True)
    if any(record["severity"] == "warning" for record in found):
        context.exit(1)


def _line(record: dict[str, Any]) -> str:
    from wikirel.cli.show import clean

    place = f":{record['line']}:{record['column']}" if record["line"] else ""
    text = f"{record['file']}{place}: {record['severity']}: {record['code']}: {record['message']}"
    return clean(" ".join(text.split())).plain + "\n"
