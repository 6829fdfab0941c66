"""``wikirel parse``."""

from __future__ import annotations

import click

from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option
from wikirel.cli.output import draw, dump, emit

__all__ = ["parse"]


@click.command(
    cls=Command,
    examples=(
        "wikirel parse seeds/cuba-peru.wiki",
        "wikirel parse seeds/cuba-peru.wiki --format json --output cuba-peru.json",
        "cat seeds/cuba-peru.txt | wikirel parse -",
    ),
)
@files
@format_option("table", "json", "jsonl")
@title_option
@schema_option
@output_option
def parse(
    files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print what articles say.

    A table shows the infobox, the sections, the timeline and the missions.
    With json, one file gives an object and several give an array; with jsonl, each article is a line.
    """
    articles = [article for _, article in read_articles(files, title, schema, tell=False)]
    if layout == "table":
        from rich.rule import Rule

        from wikirel.cli.show import article_view

        parts = [
            part
            for index, article in enumerate(articles)
            for part in (*([Rule(style="dim")] if index else []), *article_view(article))
        ]
        emit(draw(parts, output), output, for_people=True)
        return
    from wikirel.export.json import to_data, to_json

    if layout == "jsonl":
        emit("".join(to_json(article) + "\n" for article in articles), output)
    elif len(articles) == 1:
        emit(to_json(articles[0], indent=2) + "\n", output)
    else:
        emit(dump([to_data(article) for article in articles]), output)
