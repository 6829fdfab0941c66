"""A dump as a whole: its files, its index, and the parts to read of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import attrs

from wikirel.dump.checksums import check_file, read_sums, sums_beside
from wikirel.dump.damage import DEFAULT_LIMITS, Damage, DamageKind, Limits
from wikirel.dump.header import Header, read_header
from wikirel.dump.index import find_index, read_index
from wikirel.dump.page import Page
from wikirel.dump.parallel import WorkerDied, in_order, tick
from wikirel.dump.parts import DumpFile, IndexedStream, Part, cut_file, kind_of, read_part
from wikirel.dump.places import Places
from wikirel.dump.scan import Wanted
from wikirel.dump.streams import bz2_chunks, find_stream
from wikirel.errors import DumpError, IndexMismatchError, TruncatedDumpError

__all__ = ["Dump", "everything", "is_dump", "open_dump"]

_RANGE = re.compile(r"-p(\d+)p\d+\.xml\b|\.xml-p(\d+)p\d+")
_SAMPLES = 64
_STREAMS_A_PART = 8
_LARGEST_MESSAGE = 16 << 20
_SMALLEST_PART = 1 << 20
_LARGEST_PART = 16 << 20


def everything(title: str) -> bool:
    """Want every page."""
    return True


@attrs.frozen(kw_only=True)
class Dump:
    """A dump that was opened; get one from :func:`open_dump`.

    Attributes:
        path: what was opened: a file, or a folder of them.
        files: the files, in the order of their pages.
        header: what the first one says of the wiki.
        sums: the checksums that lie beside the files, by path.
        limits: what is refused.
    """

    path: str
    files: tuple[DumpFile, ...]
    header: Header
    sums: dict[str, str] = attrs.field(factory=dict)
    limits: Limits = attrs.field(factory=Limits)

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(file.size for file in self.files)

    @property
    def indexed(self) -> bool:
        """Whether every file has an index."""
        return all(file.index is not None for file in self.files)

    def verify(self, progress: Callable[[int], None] | None = None) -> None:
        """Compare the files with the checksums that lie beside them.

        Args:
            progress: called with how many bytes were read since it was called last.

        Raises:
            ChecksumError: one disagrees.
        """
        for path, digest in self.sums.items():
            check_file(path, digest, progress)

    def parts(
        self,
        wanted: Wanted = everything,
        *,
        part_size: int | None = None,
        use_index: bool = True,
        places: Places | None = None,
    ) -> tuple[list[Part], list[Damage]]:
        """Cut what is to be read into parts, in the order of the pages.

        With an index, only the streams that hold wanted pages are part of it; with places, only these.

        Args:
            wanted: tells by its title whether a page is wanted.
            part_size: about how many bytes of input a part has, where there is no index; by default a
                sixty-fourth of the dump, but at least 1 MB and at most 16 MB.
            use_index: whether an index is used.
            places: where an earlier scan has found all the pages that may be wanted.

        Returns:
            The parts, and what is wrong with the dump as far as it was looked at.

        Raises:
            DumpError: an index is damaged or not the dump's own.
        """
        if places is not None:
            return places.parts(self, wanted), []
        parts: list[Part] = []
        damage: list[Damage] = []
        size = part_size or min(max(self.size // 64, _SMALLEST_PART), _LARGEST_PART)
        for file in self.files:
            if file.index is None or not use_index:
                parts.extend(cut_file(file.path, size))
            else:
                found, more = _indexed_parts(file, file.index, wanted, self.limits)
                parts.extend(found)
                damage.extend(more)
        return parts, damage

    def pages(
        self,
        wanted: Wanted = everything,
        *,
        damage: list[Damage] | None = None,
        use_index: bool = True,
        workers: int = 1,
        places: Places | None = None,
    ) -> Iterator[Page]:
        """Yield the wanted pages, in the order of the dump.

        Args:
            wanted: tells by its title whether a page is wanted.
            damage: where damage is noted; without it, the first damage is raised when the good pages before
                it have been given.
            use_index: whether an index is used.
            workers: how many processes read; with more than one, ``wanted`` must pickle.
            places: as for :meth:`parts`.

        Raises:
            DumpError: the dump is damaged and ``damage`` is None, or its index is not its own.
        """
        size = min(max(self.size // 64, _SMALLEST_PART), _LARGEST_PART // 4)
        parts, found = self.parts(wanted, part_size=size, use_index=use_index, places=places)
        for item in chain(self._items(parts, wanted, workers), found):
            if isinstance(item, Page):
                yield item
            elif damage is None:
                raise item.error()
            else:
                damage.append(item)

    def _items(self, parts: list[Part], wanted: Wanted, workers: int) -> Iterator[Page | Damage]:
        # A part that is a whole large file is read here, as a stream: its pages would not fit into a message.
        if workers == 1 or any(part.cost > _LARGEST_MESSAGE for part in parts):
            for part in parts:
                yield from read_part(part, wanted, self.limits)
            return
        read = partial(_read_all, wanted=wanted, limits=self.limits)
        for part, items in zip(parts, in_order(read, parts, workers=workers), strict=True):
            if isinstance(items, WorkerDied):
                yield Damage(DamageKind.DAMAGED, f"its reader {items}", part.path, part.start)
            else:
                yield from items


def _read_all(part: Part, wanted: Wanted, limits: Limits) -> list[Page | Damage]:
    return list(read_part(part, wanted, limits, tick))


def is_dump(path: str | os.PathLike[str]) -> bool:
    """Tell by its name whether a file is a dump, or by what is in it whether a folder is one."""
    name = os.fspath(path)
    if os.path.isdir(name):
        return any(kind_of(entry) for entry in os.listdir(name))
    return kind_of(name) is not None


def open_dump(path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS) -> Dump:
    """Open a dump and look at its head; nothing else is read.

    Args:
        path: an XML file (``.xml``, ``.xml.bz2``, ``.xml.gz``, ``.xml.zst``), with the index of a multistream
            dump beside it or not, or a folder of such files, as the content file exports are.
        limits: what is refused.

    Raises:
        DumpError: it is no dump, not of a known version, or not complete (a folder with ``SHA256SUMS`` needs
            all the files that are named there, and ``_SUCCESS``).
        MissingExtraError: a file is Zstandard and the extra ``zstd`` is not installed.
    """
    name = os.fspath(path)
    try:
        names = _folder_files(name) if os.path.isdir(name) else [name]
        sums = {} if os.path.isdir(name) else sums_beside(name)
        if os.path.isdir(name) and os.path.isfile(os.path.join(name, "SHA256SUMS")):
            sums = read_sums(os.path.join(name, "SHA256SUMS"))
        headers = [read_header(file, limits) for file in names]
        files = tuple(DumpFile(file, os.path.getsize(file), find_index(file)) for file in names)
    except OSError as error:
        raise DumpError(str(error.strerror or error).lower(), error.filename or name) from error
    for file, header in zip(names, headers, strict=True):
        if header.wiki != headers[0].wiki:
            raise DumpError(f"it is of {header.wiki}; {names[0]} is of {headers[0].wiki}", file)
    known = {file: sums[base] for file in names if (base := os.path.basename(file)) in sums}
    return Dump(path=name, files=files, header=headers[0], sums=known, limits=limits)


def _folder_files(folder: str) -> list[str]:
    entries = sorted(os.listdir(folder))
    names = [name for name in entries if kind_of(name)]
    if not names:
        raise DumpError("the folder holds no file named as a dump is", folder)
    if "SHA256SUMS" in entries:
        sums = read_sums(os.path.join(folder, "SHA256SUMS"))
        missing = [name for name in sums if kind_of(name) and name not in names]
        if missing:
            raise TruncatedDumpError(f"SHA256SUMS names {missing[0]}, which is not there", folder)
        if "_SUCCESS" not in entries:
            raise TruncatedDumpError(
                "_SUCCESS is not there: the export, or the download, is not done", folder
            )
    return [os.path.join(folder, name) for name in sorted(names, key=_page_order)]


def _page_order(name: str) -> tuple[int, str]:
    found = _RANGE.search(name)
    return (int(found[1] or found[2]) if found else 0, name)


# -- multistream --------------------------------------------------------------------------------------------


def _indexed_parts(
    file: DumpFile, index: str, wanted: Wanted, limits: Limits
) -> tuple[list[Part], list[Damage]]:
    chosen: list[IndexedStream] = []
    offsets: list[int] = []
    first = last = None
    # Some know a quicker question for many titles: there are millions.
    among: Callable[[tuple[str, ...]], bool] = getattr(wanted, "among", lambda some: any(map(wanted, some)))
    for stream, titles in read_index(index):
        first = first or stream
        last = stream
        offsets.append(stream.offset)
        if among(titles):
            chosen.append(stream)
    if first is None or last is None:  # read_index raises before
        return [], []
    end = _end_of_last(file, last)
    if end is not None:
        chosen = [attrs.evolve(s, stop=end) if s.stop is None and s is last else s for s in chosen]
    missing = _check_index(file, first, offsets, limits)
    damage = missing or _check_end(file, last.offset if end is None else end, limits)
    good = [stream for stream in chosen if stream.offset < file.size]
    return list(_grouped(file, good)), damage


def _grouped(file: DumpFile, streams: Iterable[IndexedStream]) -> Iterator[Part]:
    batch: list[IndexedStream] = []
    for stream in streams:
        batch.append(stream)
        if len(batch) == _STREAMS_A_PART:
            yield _indexed_part(file, batch)
            batch = []
    if batch:
        yield _indexed_part(file, batch)


def _indexed_part(file: DumpFile, batch: list[IndexedStream]) -> Part:
    return Part(file.path, batch[0].offset, batch[-1].stop or file.size, file.size, tuple(batch))


def _end_of_last(file: DumpFile, last: IndexedStream) -> int | None:
    """Return where the last indexed stream ends: the one with ``</mediawiki>`` is not in the index."""
    with open(file.path, "rb") as dump:
        end = find_stream(dump, last.offset + 1, file.size)
    return end if end >= 0 else None


def _check_index(file: DumpFile, first: IndexedStream, offsets: list[int], limits: Limits) -> list[Damage]:
    """Look whether streams start where the index says, and hold its pages.

    The last offset alone tells of any byte too many or too few before it.

    Raises:
        IndexMismatchError: they do not.
    """
    step = max(1, len(offsets) // _SAMPLES)
    with open(file.path, "rb") as dump:
        for offset in (*offsets[::step], offsets[-1]):
            if offset >= file.size:
                continue
            dump.seek(offset)
            if not b"BZh".startswith(dump.read(3)):  # the file may end in it
                raise IndexMismatchError(
                    "no bzip2 stream starts here, as the index says: the index is of another dump, or bytes "
                    "are missing or too many before this place",
                    file.path,
                    offset,
                )
    part = Part(file.path, first.offset, first.stop or file.size, file.size, (first,))
    for item in read_part(part, lambda title: False, limits):
        if isinstance(item, Damage) and item.kind is DamageKind.INDEX:
            raise item.error()
    beyond = sum(offset >= file.size for offset in offsets)
    if not beyond:
        return []
    message = f"the file ends before {beyond} of the {len(offsets)} streams that its index names"
    return [Damage(DamageKind.TRUNCATED, message, file.path, file.size)]


def _check_end(file: DumpFile, start: int, limits: Limits) -> list[Damage]:
    """Look for ``</mediawiki>`` from a stream on: a file that was cut between two reads as whole otherwise."""
    tail = b""
    with open(file.path, "rb") as dump:
        for chunk in bz2_chunks(dump, file.path, start, file.size, limits):
            if isinstance(chunk, Damage):
                return [chunk]
            tail = tail[-64:] + chunk.data
            if b"</mediawiki>" in tail:
                return []
    message = "the file ends without </mediawiki>: it was cut, perhaps exactly between two streams"
    return [Damage(DamageKind.TRUNCATED, message, file.path, file.size)]
