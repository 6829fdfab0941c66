"""``wikirel graph``."""

from __future__ import annotations

import click

from wikirel.cli.corpus import places, read_corpus
from wikirel.cli.options import Command, format_option, output_option, schema_option
from wikirel.cli.output import Failure, emit

__all__ = ["graph"]


@click.command(
    cls=Command,
    examples=(
        "wikirel graph seeds",
        "wikirel graph seeds --layer relations --format csv",
    ),
)
@places
@format_option("json", "csv", "graphml", "gexf")
@click.option(
    "--layer",
    type=click.Choice(("missions", "relations")),
    default="missions",
    show_default=True,
    help="Directed edges, one a post; or undirected ones, one a pair.",
)
@schema_option
@output_option
def graph(places: tuple[str, ...], layout: str, layer: str, schema: str | None, output: str | None) -> None:
    """Print the network of missions or of relations.

    Tellings of one post are brought together.  JSON is node-link
    data as NetworkX reads it; GraphML and GEXF need the extra
    "graph".
    """
    from wikirel.analysis import network
    from wikirel.analysis.graph_files import graph_text
    from wikirel.errors import MissingExtraError

    try:
        text = graph_text(network(read_corpus(places, schema)), layout, layer)
    except MissingExtraError as error:
        raise Failure([str(error)]) from error
    emit(text, output)
