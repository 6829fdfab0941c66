"""A list of titles as the source of a data set: fetched into one file, which is then read as a dump."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from wikirel.cli.fetch import client_for, counted, read_titles, reported
from wikirel.errors import ExportError, InputError

if TYPE_CHECKING:
    from wikirel.fetch import MissingPage

__all__ = ["fetch_source", "pages_beside"]


def pages_beside(out: str) -> str:
    """Return where the pages of a data set lie that were fetched for it.

    >>> pages_beside("relations.sqlite")
    'relations.pages.xml'
    """
    return f"{os.path.splitext(out.rstrip('/'))[0]}.pages.xml"


def fetch_source(
    names: str,
    out: str,
    *,
    wiki: str,
    contact: str | None,
    resume: bool = False,
    overwrite: bool = False,
    quiet: bool = False,
) -> tuple[str, tuple[str, ...], list[MissingPage]]:
    """Fetch the pages that a file lists into a file beside a data set.

    To resume, pages that are there are taken as they are: a data set is of one time.

    Args:
        names: a file of titles, one a line; ``-`` is standard input.
        out: the data set.
        wiki: as for a client.
        contact: as for a client.
        resume: go on with a run that was stopped.
        overwrite: replace what is there.
        quiet: show nothing.

    Returns:
        The file, the titles of its pages, and the pages that there are not.

    Raises:
        ExportError: something is there already.
        Failure: the wiki, the disk or an option is at fault.
    """
    from wikirel.dump import open_dump
    from wikirel.fetch import save_dump

    path = pages_beside(out)
    for name in (out.rstrip("/"), f"{out.rstrip('/')}.partial", path):
        if os.path.lexists(name) and not (resume or overwrite):
            raise ExportError(f"{name}: is there already; choose --resume, --overwrite, or another name")
    if resume and not overwrite and Path(path).is_file():
        return path, tuple(page.title for page in open_dump(path).pages()), []
    with reported():
        titles = read_titles(names)
        with client_for(wiki, contact) as client, counted(client.pages(titles), len(titles), quiet) as pages:
            found, lacking = save_dump(pages, path, site=client.site())
        if not found:
            os.unlink(path)
            raise InputError(f"{names}: {client.api} has no page of these titles")
    return path, tuple(found), lacking
