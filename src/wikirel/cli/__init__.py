"""The command line.

Each command stands in a module of its own and imports what it works with when it runs, so ``--help`` is quick.
"""

from __future__ import annotations

import click

from wikirel.cli.audit import audit
from wikirel.cli.check import check
from wikirel.cli.dataset import dataset
from wikirel.cli.diff import diff
from wikirel.cli.dyads import dyads
from wikirel.cli.events import events
from wikirel.cli.fetch import fetch
from wikirel.cli.graph import graph
from wikirel.cli.kinds import facts
from wikirel.cli.missions import missions
from wikirel.cli.options import Group
from wikirel.cli.panel import panel
from wikirel.cli.parse import parse
from wikirel.cli.schemas import schemas
from wikirel.cli.sections import sections
from wikirel.cli.timeline import timeline

__all__ = ["main"]


@click.group(
    cls=Group,
    examples=("wikirel parse seeds/cuba-peru.wiki",),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="An input that cannot be read costs one line on standard error and exit status 2; "
    "then nothing is printed, nor is any file written.",
)
@click.version_option(package_name="wikirel", prog_name="wikirel", message="%(prog)s %(version)s")
def main() -> None:
    """Typed, dated, sourced facts from Wikipedia's articles on the relations between countries.

    FILE is the wikitext of an article, or its plain rendering, in UTF-8; "-" is standard input.
    """


for _command in (
    *(parse, timeline, missions, events, dyads, facts, sections, check),
    *(audit, graph, panel, dataset, diff, fetch, schemas),
):
    main.add_command(_command)
