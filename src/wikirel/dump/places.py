"""Where the wanted pages of a dump are, as a full scan has found, for runs that come after.

A dump without an index must be decompressed whole to be searched.  What that has shown is small: for each page
wanted, the byte, bzip2 stream or block in which it begins.  A list of these, kept in a file, lets the next run
read these places only, as the index of a multistream dump does.

A list is good for one dump, told by the sizes of its files, digests of samples out of them, and, of plain XML,
which has no checksums inside, the time of their last change; it need not lie where it did.  The file ends with
a digest of itself.

>>> import bz2, tempfile, pathlib
>>> from wikirel.dump import Places, open_dump
>>> xml = ('<mediawiki version="0.11" xml:lang="en"><page><title>Cuba–Peru relations</title><ns>0</ns><id>1</id>'
...        '<revision><id>2</id><text>Ties.</text></revision></page></mediawiki>')
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "small.xml").write_text(xml, "utf-8")
>>> dump = open_dump(folder / "small.xml")
>>> Places.of(dump, dump.pages()).write(folder / "places.json")
>>> places = Places.read(folder / "places.json", dump)
>>> [(page.title, page.offset) for page in dump.pages(places=places)]
[('Cuba–Peru relations', 40)]
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

import attrs

from wikirel.dump.page import Page
from wikirel.dump.parts import SOUGHT, DumpFile, Part, Place, is_one_stream, kind_of
from wikirel.errors import DamagedDumpError, ExportError, IndexMismatchError
from wikirel.replacing import refuse_special

__all__ = ["Places", "is_list_of_places"]

_FORMAT = "wikirel places"
_VERSION = 1
_SAMPLES, _SAMPLE = 64, 4096
_PLACES_A_PART = 8


class _Dump(Protocol):
    @property
    def files(self) -> tuple[DumpFile, ...]: ...


@attrs.frozen(kw_only=True)
class _File:
    """What is known of a file: what it was like, and its wanted pages as (offset, number, title)."""

    name: str
    size: int
    changed: int | None  # nanoseconds; None where it does not matter
    samples: str
    blocks: bool
    pages: tuple[tuple[int, int, str], ...]


@attrs.frozen
class Places:
    """A list of the places where wanted pages begin.

    Attributes:
        choice: which pages were wanted, in the words of who asked for them; plain data.
        files: for each file of the dump, what it was like and which pages it has.
    """

    choice: Mapping[str, Any]
    files: tuple[_File, ...] = attrs.field(repr=False)

    @staticmethod
    def of(dump: _Dump, pages: Iterable[Page], choice: Mapping[str, Any] | None = None) -> Places:
        """Make a list of the pages that a full scan of a dump has given.

        Args:
            dump: the dump.
            pages: all the wanted pages; they are looked at once, for where they begin.
            choice: which pages were wanted.

        Raises:
            OSError: the dump cannot be read.
        """
        return Places.found(dump, ((page.path, page.offset, page.id, page.title) for page in pages), choice)

    @staticmethod
    def found(
        dump: _Dump, pages: Iterable[tuple[str, int, int, str]], choice: Mapping[str, Any] | None = None
    ) -> Places:
        """Make a list of pages given as (path, offset, number, title); otherwise as :meth:`of`.

        Raises:
            OSError: the dump cannot be read.
        """
        of_file: dict[str, list[tuple[int, int, str]]] = {file.path: [] for file in dump.files}
        for path, offset, number, title in pages:
            of_file[path].append((offset, number, title))
        files = (
            _File(
                name=os.path.basename(path),
                # A file that is read as one stream has all its pages at 0, where no block begins.
                blocks=kind_of(path) == "bz2" and any(at for at, _, _ in found) and is_one_stream(path),
                pages=tuple(sorted(found, key=lambda entry: entry[0])),
                **_state(path),
            )
            for path, found in of_file.items()
        )
        return Places(dict(choice or {}), tuple(files))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the list to a file, whole or not at all.

        Raises:
            ExportError: it cannot be written.
        """
        name = os.fspath(path)
        waiting = f"{name}.{os.getpid()}"
        try:
            refuse_special(name)
            with open(waiting, "w", encoding="utf-8") as file:
                json.dump(
                    {**self._body, "sha256": self.digest}, file, ensure_ascii=False, separators=(",", ":")
                )
                file.flush()
                os.fsync(file.fileno())
            os.replace(waiting, name)
        except OSError as error:
            if os.path.exists(waiting):
                os.unlink(waiting)
            raise ExportError(f"{name}: {(error.strerror or str(error)).lower()}") from error

    @property
    def _body(self) -> dict[str, Any]:
        files = [attrs.asdict(file) for file in self.files]
        return {_FORMAT: _VERSION, "choice": dict(self.choice), "files": files}

    @property
    def digest(self) -> str:
        """What tells the list from others."""
        return _digest(self._body)

    @staticmethod
    def read(path: str | os.PathLike[str], dump: _Dump) -> Places:
        """Read the list of a dump from a file.

        Raises:
            DamagedDumpError: it is no such list, or was changed since it was written.
            IndexMismatchError: it is of another dump.
            OSError: a file cannot be read.
        """
        name = os.fspath(path)
        with open(name, "rb") as file:
            data = file.read()
        try:
            body = json.loads(data)
            written = body.pop("sha256")
            if body[_FORMAT] != _VERSION:
                raise ValueError
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise DamagedDumpError("this is no list of the places of pages", name) from error
        if written != _digest(body):
            raise DamagedDumpError("the list of places was changed, or is damaged", name)
        files = tuple(
            _File(**{**entry, "pages": tuple((at, number, title) for at, number, title in entry["pages"])})
            for entry in body["files"]
        )
        _check(name, files, [file.path for file in dump.files])
        return Places(body["choice"], files)

    def parts(self, dump: _Dump, wanted: Callable[[str], bool]) -> list[Part]:
        """Return the parts to read for the pages that are wanted by their titles."""
        parts: list[Part] = []
        for file, known in zip(dump.files, self.files, strict=True):
            pages = [(at, number) for at, number, title in known.pages if wanted(title)]
            if kind_of(file.path) not in SOUGHT:
                pages = sorted((0, number) for _, number in pages)
            places = [
                Place(at, tuple(number for _, number in some))
                for at, some in groupby(pages, key=lambda entry: entry[0])
            ]
            parts += _grouped(Part(file.path, 0, file.size, file.size, blocks=known.blocks), places)
        return parts


def is_list_of_places(path: str) -> bool:
    """Tell whether a file was written by :meth:`Places.write`, whatever became of it, so it may be replaced."""
    with open(path, "rb") as file:
        return file.read(len(_FORMAT) + 3) == f'{{"{_FORMAT}"'.encode()


def _grouped(whole: Part, places: Sequence[Place]) -> Iterator[Part]:
    for start in range(0, len(places), _PLACES_A_PART):
        some = tuple(places[start : start + _PLACES_A_PART])
        part = attrs.evolve(whole, places=some)
        if kind_of(whole.path) in SOUGHT:
            part = attrs.evolve(part, start=some[0].offset, stop=some[-1].offset + 1)
        yield part


def _state(path: str) -> dict[str, Any]:
    """Return what tells a file from others, without reading it whole."""
    status = os.stat(path)
    samples = hashlib.sha256()
    with open(path, "rb") as file:
        for number in range(_SAMPLES):
            file.seek(max(0, status.st_size - _SAMPLE) * number // (_SAMPLES - 1))
            samples.update(file.read(_SAMPLE))
    changed = status.st_mtime_ns if kind_of(path) == "xml" else None
    return {"size": status.st_size, "changed": changed, "samples": samples.hexdigest()}


def _check(name: str, files: Sequence[_File], paths: Sequence[str]) -> None:
    if len(files) != len(paths):
        raise IndexMismatchError(
            f"the dump has {len(paths)} files; the list of places has {len(files)}", name
        )
    for known, path in zip(files, paths, strict=True):
        state = _state(path)
        for what, words in (("size", "size"), ("changed", "time of change"), ("samples", "content")):
            if state[what] != getattr(known, what):
                raise IndexMismatchError(
                    f"the list of places is of another dump, or of an older state: the {words} of {path} "
                    f"differs from that of {known.name}",
                    name,
                )


def _digest(body: Mapping[str, Any]) -> str:
    data = json.dumps(body, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()
