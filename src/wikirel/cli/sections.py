"""``wikirel sections``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option
from wikirel.cli.output import draw, dump, emit

if TYPE_CHECKING:
    from wikirel.document import Section

__all__ = ["sections"]


@click.command(cls=Command, examples=("wikirel sections seeds/cuba-peru.wiki",))
@files
@format_option("table", "json", "jsonl")
@title_option
@schema_option
@output_option
def sections(
    files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print the tree of sections.

    With json and jsonl there is a record a section: its headings from the outermost in, level, range of
    code points in the source, and plain text.
    """
    articles = [article for _, article in read_articles(files, title, schema)]
    if layout == "table":
        from wikirel.cli.show import clean, section_tree

        parts = [
            part
            for article in articles
            for part in (
                *([clean(article.title, "bold")] if len(articles) > 1 else []),
                section_tree(article.sections),
            )
        ]
        emit(draw(parts, output), output, for_people=True)
        return
    records = []
    for article in articles:
        waiting: list[tuple[tuple[str, ...], Section]] = [
            ((section.title,), section) for section in reversed(article.sections)
        ]
        while waiting:
            path, section = waiting.pop()
            records.append(
                {
                    "article": article.title,
                    "section": list(path),
                    "level": section.level,
                    "start": section.span.start,
                    "end": section.span.end,
                    "text": section.text,
                }
            )
            waiting.extend(((*path, below.title), below) for below in reversed(section.sections))
    if layout == "json":
        emit(dump(records), output)
    else:
        emit("".join(dump(record, indent=None) for record in records), output)
