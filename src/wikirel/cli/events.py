"""``wikirel events``."""

from __future__ import annotations

import click

from wikirel.cli.facts import FORMATS, print_facts
from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option

__all__ = ["events"]


@click.command(cls=Command, examples=("wikirel events seeds/cuba-peru.wiki --format jsonl",))
@files
@format_option(*FORMATS)
@title_option
@schema_option
@output_option
def events(
    files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print the events, in the order of the text."""
    from wikirel.cli.show import event_table
    from wikirel.facts import Event

    told = [
        (article.title, event)
        for _, article in read_articles(files, title, schema)
        for event in article.events
    ]
    print_facts(told, Event, event_table, layout, output)
