"""``wikirel timeline``."""

from __future__ import annotations

import click

from wikirel.cli.facts import FORMATS, print_facts
from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option

__all__ = ["timeline"]


@click.command(cls=Command, examples=("wikirel timeline seeds/cuba-peru.wiki",))
@files
@format_option(*FORMATS)
@title_option
@schema_option
@output_option
def timeline(
    files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print the events by date.

    Those of several files come in one timeline.  A date
    that stands in a heading or a table, and not with the event, has an asterisk.
    """
    from wikirel.cli.show import event_table, in_time
    from wikirel.facts import Event

    told = [
        (article.title, event)
        for _, article in read_articles(files, title, schema)
        for event in article.events
    ]
    print_facts(in_time(told), Event, event_table, layout, output)
