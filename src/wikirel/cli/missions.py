"""``wikirel missions``."""

from __future__ import annotations

import click

from wikirel.cli.facts import FORMATS, print_facts
from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option

__all__ = ["missions"]


@click.command(cls=Command, examples=("wikirel missions seeds/cuba-peru.wiki --format csv",))
@files
@format_option(*FORMATS)
@title_option
@schema_option
@output_option
def missions(
    files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print the diplomatic missions.

    A table says whose, to whom, of what kind and where.  Records of
    json, jsonl and csv carry the quote, where it stands and its first reference.
    """
    from wikirel.cli.show import mission_table
    from wikirel.facts import Mission

    told = [
        (article.title, mission)
        for _, article in read_articles(files, title, schema)
        for mission in article.missions
    ]
    print_facts(told, Mission, mission_table, layout, output)
