"""``wikirel panel``."""

from __future__ import annotations

import click

from wikirel.cli.corpus import places, read_corpus
from wikirel.cli.options import Command, format_option, output_option, schema_option
from wikirel.cli.output import Failure, emit

__all__ = ["panel"]

_YEAR = click.IntRange(1, 9999)


@click.command(
    cls=Command,
    examples=(
        "wikirel panel --from 1955 --to 1975 seeds",
        "wikirel panel --from 2020 --to 2025 --as-of 2025 seeds --output panel.csv",
    ),
)
@places
@click.option("--from", "first", type=_YEAR, required=True, metavar="YEAR", help="The first year.")
@click.option("--to", "last", type=_YEAR, required=True, metavar="YEAR", help="The last year.")
@click.option(
    "--as-of",
    type=_YEAR,
    metavar="YEAR",
    help="The year that the articles describe as their present: posts told as open were open then.",
)
@format_option("csv", "parquet")
@schema_option
@output_option
def panel(
    places: tuple[str, ...],
    first: int,
    last: int,
    as_of: int | None,
    layout: str,
    schema: str | None,
    output: str | None,
) -> None:
    """Print the directed dyad-year panel.

    A row is a sender, a host and a year, with the state numbers of
    the Correlates of War project and of Gleditsch and Ward: whether
    relations stood, which posts were open, and the places in the
    articles that say so.  What is not known is empty.  Parquet needs
    --output and the extra "arrow".
    """
    if first > last:
        raise click.BadParameter(f"{first} comes after --to {last}", param_hint="--from")
    if layout == "parquet" and output in (None, "-"):
        raise click.BadParameter("Parquet is written to a file only", param_hint="--output")
    from wikirel.analysis import panel as panel_rows
    from wikirel.analysis.panel import write_panel_csv, write_panel_parquet
    from wikirel.errors import WikirelError

    rows = panel_rows(read_corpus(places, schema), first, last, as_of=as_of)
    if layout == "parquet" and output is not None:
        try:
            write_panel_parquet(rows, output)
        except WikirelError as error:
            raise Failure([str(error)]) from error
        return
    import io

    text = io.StringIO(newline="")
    write_panel_csv(rows, text)
    emit(text.getvalue(), output)
