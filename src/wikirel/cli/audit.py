"""``wikirel audit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wikirel.cli.corpus import places, read_corpus
from wikirel.cli.options import Command, format_option, output_option, schema_option
from wikirel.cli.output import draw, dump, emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from wikirel.analysis import Audit

__all__ = ["audit"]

_KINDS = (
    "date-within-article",
    "date-across-articles",
    "date-in-text",
    "severed-but-current",
    "mission-status",
    "mission-city",
    "mission-residence",
    "mission-one-sided",
)


@click.command(
    cls=Command,
    examples=(
        "wikirel audit seeds",
        "wikirel audit seeds --format markdown --output audit.md",
        "wikirel audit seeds --kind date-across-articles --format csv",
    ),
)
@places
@format_option("table", "json", "csv", "markdown")
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Only findings of this kind; may be given several times.",
)
@click.option("--contradictions", is_flag=True, help="Only what cannot both be true, no information.")
@schema_option
@output_option
def audit(
    places: tuple[str, ...],
    layout: str,
    kinds: tuple[str, ...],
    contradictions: bool,
    schema: str | None,
    output: str | None,
) -> None:
    """Compare what articles tell of each pair of countries.

    Lists the contradictions, with what each place says, its
    section and its references: between two countries' articles,
    the article about the pair, and an article's list and its own
    table.  The markdown is a page to work down.  Data sets are
    read as well as articles and folders of them.
    """
    import attrs

    from wikirel.analysis import audit as audit_articles

    found = audit_articles(read_corpus(places, schema))
    if kinds:
        found = found.of_kinds(kinds)
    if contradictions:
        found = attrs.evolve(found, findings=found.contradictions)
    if layout == "table":
        emit(draw(_tables(found), output), output, for_people=True)
        return
    from wikirel.analysis.report import audit_data, audit_markdown, write_audit_csv

    if layout == "json":
        emit(dump(audit_data(found)), output)
    elif layout == "markdown":
        emit(audit_markdown(found), output)
    else:
        import io

        text = io.StringIO(newline="")
        write_audit_csv(found, text)
        emit(text.getvalue(), output)


def _tables(found: Audit) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table

    from wikirel.analysis.report import HEADINGS, quote, summary_line
    from wikirel.cli.show import clean, heading

    yield clean(summary_line(found))
    for kind, title in HEADINGS.items():
        chosen = sorted((f for f in found.findings if f.kind is kind), key=lambda f: f.rank)
        if not chosen:
            continue
        yield clean("")
        yield heading(f"{title} ({len(chosen):,})")
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
        for name in ("pair", "told", "article", "words"):
            table.add_column(name, overflow="fold", style="green" if name == "told" else "")
        for finding in chosen:
            name = finding.pair.name
            for position in finding.positions:
                told = position.value
                for telling in position.tellings:
                    cells = (name, told, telling.article, quote(telling, 60))
                    table.add_row(*(clean(cell) for cell in cells))
                    name = told = ""
        yield table
