"""``wikirel diff``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from wikirel.cli.options import Command, format_option, output_option, schema_option
from wikirel.cli.output import Failure, draw, dump, emit

if TYPE_CHECKING:
    from rich.console import RenderableType

    from wikirel.dataset.diff import Diff

__all__ = ["diff"]

_KINDS = ("dyad", "event", "mission", "fact")
_SIGNS = {"added": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}


@click.command(
    cls=Command,
    examples=("wikirel diff seeds/cuba-peru.wiki seeds/cuba-peru.wiki",),
    epilog="Of two months: wikirel diff relations-2026-09.sqlite relations-2026-10.sqlite --format csv",
)
@click.argument("old")
@click.argument("new")
@format_option("table", "json", "csv")
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Only these facts; may be repeated.  'fact' are those of further kinds, such as the terms of envoys.",
)
@click.option(
    "--title", metavar="TITLE", help="The article's title, where OLD and NEW are files of one article."
)
@schema_option
@output_option
@click.pass_context
def diff(
    context: click.Context,
    old: str,
    new: str,
    layout: str,
    kinds: tuple[str, ...],
    title: str | None,
    schema: str | None,
    output: str | None,
) -> None:
    """Compare two data sets, or two revisions of articles, by fact.

    OLD and NEW are data sets (SQLite, DuckDB, JSONL, a folder of
    CSV or Parquet files), articles (.wiki, .txt), or folders of
    articles, which --schema is for.
    Facts that are told elsewhere or in other words are the same.

    Exit status, as that of diff: 0 when there is no difference,
    1 when there are some, 2 when something is wrong.
    """
    from wikirel.dataset.diff import diff as compare
    from wikirel.dataset.diff_report import diff_data, write_diff_csv
    from wikirel.dataset.facts import FactKind
    from wikirel.errors import WikirelError

    try:
        found = compare(old, new, kinds=map(FactKind, kinds or _KINDS), title=title, schema=schema)
    except WikirelError as error:
        raise Failure([str(error)]) from error
    if layout == "json":
        emit(dump(diff_data(found)), output)
    elif layout == "csv":
        text = io.StringIO(newline="")
        write_diff_csv(found.differences, text)
        emit(text.getvalue(), output)
    else:
        emit(draw(_view(found), output), output, for_people=True)
    context.exit(1 if found else 0)


def _view(found: Diff) -> Iterator[RenderableType]:
    from itertools import groupby

    from rich import box
    from rich.table import Table

    from wikirel.cli.show import clean, heading
    from wikirel.dataset.diff_report import fact_in_words, summary

    yield clean(summary(found))
    for old, new in found.articles_moved:
        yield clean(f"moved: {old} → {new}")
    titles = {*found.articles_added, *found.articles_gone}
    told = {difference.article for difference in found.differences}
    for title in sorted(titles - told):  # articles of which nothing is told
        yield clean(f"article {'added' if title in found.articles_added else 'gone'}: {title}")
    for title, group in groupby(found.differences, key=lambda difference: difference.article):
        differences = list(group)
        whole = f" (article {differences[0].change.value})" if differences[0].whole_article else ""
        yield clean("")
        yield heading(f"{title}{whole}")
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
        for name in ("", "kind", "fact", "words"):
            table.add_column(name, overflow="fold")
        for difference in differences:
            sign, style = _SIGNS[difference.change.value]
            fact = "\n".join([fact_in_words(difference.fact), *map(str, difference.fields)])
            words = difference.fact.evidence[0].quote if difference.fact.evidence else ""
            table.add_row(clean(sign, style), clean(difference.kind.value), clean(fact), clean(_short(words)))
        yield table


def _short(words: str, most: int = 80) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
