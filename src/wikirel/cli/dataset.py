"""``wikirel dataset``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wikirel.cli.fetch import contact_option, tell_lacking
from wikirel.cli.options import Command, schema_option
from wikirel.cli.output import Failure, printable
from wikirel.errors import InputError, WikirelError

if TYPE_CHECKING:
    from wikirel.dataset import Progress, Report
    from wikirel.fetch import MissingPage

__all__ = ["dataset"]

_FORMATS = ("sqlite", "jsonl", "csv", "parquet", "duckdb")
_DAMAGED = 3
_SHOWN = 20


@click.command(
    cls=Command,
    examples=(
        "wikirel dataset seeds relations.sqlite",
        "wikirel dataset examples relations.jsonl --workers 1",
    ),
    epilog="With a dump: wikirel dataset enwiki-20261001-pages-articles-multistream.xml.bz2 relations.sqlite",
)
@click.argument("source")
@click.argument("out")
@click.option(
    "--format", "layout", type=click.Choice(_FORMATS), help="By default what OUT's name ends in, or sqlite."
)
@click.option("--title", "titles", metavar="TITLE", multiple=True, help="Read this page; may be repeated.")
@click.option(
    "--titles", "list_of_titles", metavar="FILE", help="Read the pages that a file lists, one a line."
)
@click.option(
    "--wiki", metavar="HOST", help="SOURCE is a file of titles, one a line: fetch them from this wiki."
)
@contact_option
@schema_option
@click.option("--workers", type=click.IntRange(1), help="Processes; by default one for each core.")
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@click.option("--overwrite", is_flag=True, help="Replace OUT, or what a stopped run has left.")
@click.option("--no-index", is_flag=True, help="Read a multistream dump whole, without its index.")
@click.option(
    "--places",
    metavar="FILE",
    help="Keep in FILE where the wanted pages of a dump without an index are; where FILE is there, only these "
    "places are read.",
)
@click.option("--no-checksums", is_flag=True, help="Do not compare a dump with the checksums beside it.")
@click.option("-q", "--quiet", is_flag=True, help="Write nothing but what is wrong.")
@click.pass_context
def dataset(
    context: click.Context,
    source: str,
    out: str,
    layout: str | None,
    titles: tuple[str, ...],
    list_of_titles: str | None,
    wiki: str | None,
    contact: str | None,
    schema: str | None,
    workers: int | None,
    resume: bool,
    overwrite: bool,
    no_index: bool,
    places: str | None,
    no_checksums: bool,
    quiet: bool,
) -> None:
    """Make a data set of a dump of Wikipedia, of a folder of articles, or of pages to fetch.

    SOURCE is a dump (.xml, .xml.bz2, .xml.gz, .xml.zst; the index of a multistream dump is used where it lies
    beside it), a folder of content file exports, or a folder of article files (.wiki, .txt).  With --wiki it is
    a file of titles; the pages are fetched into a file beside OUT first (see: wikirel fetch --help).
    OUT is an SQLite database, or what its name ends in: .jsonl, .csv (a folder), .parquet (a folder), .duckdb.

    Exit status: 0 when all was read; 2 when the source or OUT is wrong, and then OUT is not written;
    3 when OUT is written and parts of the source were damaged, or titles have no page: they are named.
    """
    from wikirel.cli.fetched import fetch_source
    from wikirel.dataset import Format, build_dataset

    progress = _progress(quiet)
    read, lacking = source, list["MissingPage"]()
    try:
        if wiki is not None:
            _refuse_titles(titles, list_of_titles)
            ways = {"resume": resume, "overwrite": overwrite, "quiet": quiet}
            read, titles, lacking = fetch_source(source, out, wiki=wiki, contact=contact, **ways)
        report = build_dataset(
            read,
            out,
            format=Format(layout) if layout else None,
            titles=(*titles, *_read_titles(list_of_titles)),
            workers=workers or _cores(),
            resume=resume,
            overwrite=overwrite,
            verify=not no_checksums,
            use_index=not no_index,
            progress=progress,
            schema=schema,
            places=places,
        )
    except WikirelError as error:
        raise Failure([str(error)]) from error
    except KeyboardInterrupt:
        way = f" --wiki {wiki}" if wiki else ""
        click.echo(f"stopped; go on with: wikirel dataset {source} {out}{way} --resume", err=True)
        context.exit(130)
    finally:
        progress.stop()
    _tell(report, lacking, quiet)
    if report.damage or report.lacking or lacking:
        context.exit(_DAMAGED)


def _refuse_titles(titles: Sequence[str], list_of_titles: str | None) -> None:
    if titles or list_of_titles:
        raise InputError("with --wiki, SOURCE is the file of titles: leave --title and --titles out")


def _tell(report: Report, lacking: Sequence[MissingPage], quiet: bool) -> None:
    tell_lacking(lacking)
    for note in report.notes if quiet else ():  # otherwise the progress has told them
        click.echo(note, err=True)
    for title in report.lacking[:_SHOWN]:
        click.echo(f"wikirel: {printable(title)}: the dump has no page of this title", err=True)
    if len(report.lacking) > _SHOWN:
        click.echo(f"wikirel: {len(report.lacking) - _SHOWN} more titles have no page", err=True)
    for message in report.damage[:_SHOWN]:
        click.echo(f"damaged: {printable(message)}", err=True)
    if len(report.damage) > _SHOWN:
        click.echo(f"damaged: {len(report.damage) - _SHOWN} more; see the table diagnostics", err=True)
    if quiet:
        return
    if not report.counts:
        click.echo(f"{report.out}: is whole already")
        return
    tables = ["articles", "dyads", "events", "missions"]
    if report.counts["facts"]:
        tables.append("facts")
    counts = ", ".join(
        f"{(count := report.counts[name]):,} {name if count != 1 else name.removesuffix('s')}"
        for name in tables
    )
    click.echo(f"{report.out}: {counts}")


def _progress(quiet: bool) -> Progress:
    from wikirel.dataset.progress import BarProgress, LineProgress, Progress

    if quiet:
        return Progress()
    return BarProgress() if sys.stderr.isatty() else LineProgress(sys.stderr)


def _read_titles(path: str | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "not UTF-8").lower()
        raise InputError(f"{path}: {reason}") from error
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        raise InputError(f"{path}: holds no title")
    return found


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
