"""The file in which a run keeps where the wanted pages of a dump are, and whether it is good for another run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

from wikirel.dataset.selection import Selection
from wikirel.dataset.work import written_places
from wikirel.dump import Dump, Places
from wikirel.dump.places import is_list_of_places
from wikirel.errors import DumpError, InputError
from wikirel.presets import BILATERAL

__all__ = ["PlacesFile"]


@attrs.frozen
class PlacesFile:
    """A file of places, looked at for one run.

    Attributes:
        path: the file.
        places: what it holds, where that is good for the run.
        choice: what the places were kept of.
        note: why it is not good; empty where it is, or where there is none yet.
        ours: whether it may be written.
    """

    path: str
    places: Places | None = None
    choice: Selection = attrs.field(factory=Selection)
    note: str = ""
    ours: bool = True

    @staticmethod
    def look(path: str, dump: Dump, selection: Selection, *, use_index: bool) -> PlacesFile:
        """Look whether a file of places is good for a dump and a choice of titles.

        Raises:
            InputError: the file cannot be read.
        """
        if use_index and dump.indexed:
            return PlacesFile(path, note=f"{path}: not needed: the dump has its index", ours=False)
        if not os.path.lexists(path):
            return PlacesFile(path)
        try:
            ours = is_list_of_places(path)
            places = Places.read(path, dump)
            choice = _choice(places.choice)
        except DumpError as error:
            then = "it will be replaced" if ours else "it stays as it is"
            return PlacesFile(path, note=f"{error}; the dump is read whole, and {then}", ours=ours)
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
        if not _covers(choice, places.choice, selection):
            note = (
                f"{path}: the list of places is of another choice of titles, or of another version of wikirel"
            )
            return PlacesFile(path, note=f"{note}; the dump is read whole, and it will be replaced")
        return PlacesFile(path, places, choice)

    @property
    def digest(self) -> str | None:
        """What tells the places from others; None where none are used."""
        return self.places.digest if self.places is not None else None

    def covers(self, selection: Selection) -> Places | None:
        """Return the places if they hold all pages of a choice."""
        if self.places is None or not _covers(self.choice, self.places.choice, selection):
            return None
        return self.places

    @staticmethod
    def collect(dump: Dump, selection: Selection, files: Iterable[str]) -> Places:
        """Return the places that jobs have found.

        Args:
            dump: the dump.
            selection: which pages were wanted.
            files: what the jobs have written.

        Raises:
            OSError: the dump cannot be read.
        """
        choice = {"titles": sorted(selection.titles), "patterns": selection.patterns, "words": _words()}
        return Places.found(dump, dict.fromkeys(_found(files)), choice)


def _found(files: Iterable[str]) -> Iterator[tuple[str, int, int, str]]:
    for file in files:
        yield from written_places(file)


def _choice(data: Any) -> Selection:
    return Selection(titles=frozenset(data.get("titles", ())), patterns=data.get("patterns", ""))


def _covers(kept: Selection, data: Any, wanted: Selection) -> bool:
    """Tell whether all pages of one choice are among those of another."""
    if kept.patterns and data.get("words") != _words():
        return False
    if not wanted.titles:
        return bool(wanted.patterns) and kept.patterns == wanted.patterns
    return all(map(kept, wanted.titles))


@lru_cache(maxsize=1)
def _words() -> str:
    """Return a digest of what decides whether a title that fits the patterns names a country."""
    package = Path(__file__).parent.parent
    files = [path for path in (package / "values").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files.append(package / "languages" / f"{BILATERAL.language}.toml")
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
