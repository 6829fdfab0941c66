"""``wikirel dyads``."""

from __future__ import annotations

import click

from wikirel.cli.facts import FORMATS, print_facts
from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option

__all__ = ["dyads"]


@click.command(cls=Command, examples=("wikirel dyads examples/foreign-relations-of-peru.wiki",))
@files
@format_option(*FORMATS)
@title_option
@schema_option
@output_option
def dyads(
    files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print the relations with one partner each.

    These are the rows of the tables in an article on the foreign relations of one country.
    """
    from wikirel.cli.show import dyad_table
    from wikirel.facts import Dyad

    told = [
        (article.title, dyad) for _, article in read_articles(files, title, schema) for dyad in article.dyads
    ]
    print_facts(told, Dyad, dyad_table, layout, output)
