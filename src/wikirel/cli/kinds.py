"""``wikirel facts``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from wikirel.cli.facts import FORMATS, print_facts
from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Command, files, format_option, output_option, schema_option, title_option
from wikirel.cli.output import Failure

if TYPE_CHECKING:
    from wikirel.facts import Article

__all__ = ["facts"]


@click.command(
    cls=Command,
    examples=(
        "wikirel facts Mission seeds/cuba-peru.wiki",
        "wikirel facts Trade examples/ghana-uruguay.wiki --schema examples/own_facts.py --format csv",
    ),
)
@click.argument("kind", is_eager=True)
@files
@format_option(*FORMATS)
@title_option
@schema_option
@output_option
def facts(
    kind: str, files: tuple[str, ...], layout: str, title: str | None, schema: str | None, output: str | None
) -> None:
    """Print the facts of one kind, also of a kind of your own.

    KIND is the name of a class: Event, Mission, Dyad, EnvoyTerm, or one whose facts a rule of the schema finds.
    """
    from wikirel.cli.show import table_of

    articles = [article for _, article in read_articles(files, title, schema)]
    chosen = _class_of(kind, articles, schema)
    told = [(article.title, fact) for article in articles for fact in article.facts(chosen)]
    print_facts(told, chosen, table_of(chosen), layout, output)


def _class_of(name: str, articles: Sequence[Article], schema: str | None) -> type[Any]:
    """Return the class of that name: one whose facts were found, or may be found."""
    from wikirel.facts import Dyad, EnvoyTerm, Event, Mission
    from wikirel.named_schemas import load_schema

    kinds: dict[str, type[Any]] = {}
    for article in articles:
        for fact in article.more:
            kinds.setdefault(type(fact).__name__, type(fact))
    if schema is not None and name not in kinds:
        kinds.update((kind.__name__, kind) for kind in load_schema(schema).kinds)
    for kind in (Event, Mission, Dyad, EnvoyTerm):
        kinds.setdefault(kind.__name__, kind)
    if name not in kinds:
        raise Failure([f"no facts are named {name!r}; there are {', '.join(kinds)}"])
    return kinds[name]
