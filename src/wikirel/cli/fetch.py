"""``wikirel fetch``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wikirel.cli.options import Command, Decorator
from wikirel.cli.output import Failure, printable

if TYPE_CHECKING:
    from wikirel.fetch import FetchedPage, MissingPage, WikiClient

__all__ = ["client_for", "contact_option", "counted", "fetch", "read_titles", "reported", "tell_lacking"]

_LACKING = 3

contact_option: Decorator = click.option(
    "--contact",
    metavar="WHO",
    envvar="WIKIREL_CONTACT",
    help="Your mail address, or the address of a page about you: wikis ask for it. [env: WIKIREL_CONTACT]",
)


@click.command(
    cls=Command,
    examples=("wikirel fetch --help",),
    epilog="With a network: wikirel fetch 'Cuba–Peru relations' --output articles --contact you@example.org",
)
@click.argument("titles", metavar="[TITLE]...", nargs=-1)
@click.option(
    "--wiki", default="en.wikipedia.org", show_default=True, help="A host, or the address of an api.php."
)
@click.option(
    "--titles", "lists", metavar="FILE", multiple=True, help="Titles, one a line; '-' is standard input."
)
@click.option(
    "--manifest", metavar="FILE", help="Fetch the revisions that a manifest names: the same texts again."
)
@click.option(
    "-o",
    "--output",
    metavar="DIR|FILE.xml",
    default=".",
    help="A folder, for a file each and a manifest [default: this one]; or one file that reads as a dump.",
)
@contact_option
@click.option("--cache", metavar="DIR", help="Where pages are kept; by default the user's folder of caches.")
@click.option("--no-cache", is_flag=True, help="Keep nothing, and use nothing that was kept.")
@click.option("--refresh", is_flag=True, help="Ask for the newest revisions, whatever the cache has.")
@click.option("-q", "--quiet", is_flag=True, help="Write nothing but what is wrong.")
def fetch(
    titles: tuple[str, ...],
    wiki: str,
    lists: tuple[str, ...],
    manifest: str | None,
    output: str,
    contact: str | None,
    cache: str | None,
    no_cache: bool,
    refresh: bool,
    quiet: bool,
) -> None:
    """Fetch pages from a wiki, with the revisions that they are.

    Redirects are followed.  Pages are asked for in batches, one
    request at a time, later when the wiki is busy.

    Exit status: 0 when all is there; 2 when the wiki or an
    option is at fault; 3 when the rest is there and some titles
    have no page: they are named.
    """
    from wikirel.fetch import revisions_of

    with reported():
        wanted = [*titles, *(title for name in lists for title in read_titles(name))]
        if bool(wanted) == bool(manifest):
            raise Failure(["name titles, a file of titles (--titles), or else a manifest (--manifest)"])
        numbers = revisions_of(manifest) if manifest else []
        with client_for(wiki, contact, cache=cache, no_cache=no_cache, refresh=refresh) as client:
            found = client.revisions(numbers) if manifest else client.pages(wanted)
            with counted(found, len(numbers or wanted), quiet) as pages:
                lacking = _save(client, pages, output)
            if not quiet:
                got = len(set(numbers or wanted)) - len(lacking)
                click.echo(f"{output}: {got:,} pages, {client.requests:,} requests", err=True)
    tell_lacking(lacking)
    if lacking:
        sys.exit(_LACKING)


def tell_lacking(lacking: Iterable[MissingPage]) -> None:
    """Name on standard error the pages that there are not."""
    for page in lacking:
        click.echo(f"wikirel: {printable(str(page))}", err=True)


def client_for(
    wiki: str, contact: str | None, *, cache: str | None = None, no_cache: bool = False, refresh: bool = False
) -> WikiClient:
    """Return a client as the options ask for it.

    Raises:
        WikirelError: they are wrong, or the extra is not installed.
    """
    from wikirel.fetch import WikiClient, default_cache

    kept = None if no_cache else cache or default_cache()
    return WikiClient(wiki, contact=contact, cache=kept, refresh=refresh)


@contextmanager
def reported() -> Iterator[None]:
    """Turn what goes wrong between a wiki and the disk into a line and exit status 2.

    Raises:
        Failure: something goes wrong.
    """
    from wikirel.errors import WikirelError

    try:
        yield
    except WikirelError as error:
        raise Failure([str(error)]) from error
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise Failure([f"{place}{(error.strerror or str(error)).lower()}"]) from error


def read_titles(name: str) -> list[str]:
    """Return the titles in a file, one a line; blank lines are left out.

    Raises:
        InputError: it cannot be read, or holds none.
    """
    from wikirel.errors import InputError
    from wikirel.files import decode_article, read_file

    text = decode_article(sys.stdin.buffer.read(), "standard input") if name == "-" else read_file(name)
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found:
        raise InputError(f"{name}: holds no title")
    return found


def _save(client: WikiClient, pages: Iterable[FetchedPage | MissingPage], output: str) -> list[MissingPage]:
    from wikirel.fetch import save_dump, save_folder

    if Path(output).suffix.lower() == ".xml":
        return save_dump(pages, output, site=client.site())[1]
    return save_folder(pages, output, api=client.api)


@contextmanager
def counted(
    pages: Iterable[FetchedPage | MissingPage], total: int, quiet: bool
) -> Iterator[Iterable[FetchedPage | MissingPage]]:
    """Show how far it is, on a terminal only.

    Args:
        pages: the pages, as they come.
        total: how many there will be.
        quiet: show nothing.
    """
    if quiet or not sys.stderr.isatty():
        yield pages
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield progress.track(pages, total=total, description="fetching")
