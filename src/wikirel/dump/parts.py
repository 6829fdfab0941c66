"""Parts of a dump, each of which can be read by itself, in another process, in any order.

A part is a range of bytes of a file.  To it belong the pages that begin in the streams (bzip2) or the bytes
(plain XML) that start in the range; the reader of a part looks past its end to finish the last page, and
leaves to the part before it what stands before the first page.  So any cut is right: between the streams of
a multistream dump, between the streams that a parallel compressor makes without regard to pages, between the
blocks in the one stream of a content file export.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import IO

import attrs

from wikirel.dump.blocks import bz2_blocks
from wikirel.dump.damage import DEFAULT_LIMITS, Damage, DamageKind, Limits
from wikirel.dump.page import Page
from wikirel.dump.scan import Scanner, Wanted
from wikirel.dump.streams import (
    HEAD_LENGTH,
    Chunk,
    bz2_chunks,
    bz2_stream,
    find_stream,
    gzip_chunks,
    xml_chunks,
    zstd_chunks,
)

__all__ = [
    "SOUGHT",
    "DumpFile",
    "IndexedStream",
    "Part",
    "Place",
    "cut_file",
    "is_one_stream",
    "kind_of",
    "read_part",
]

Progress = Callable[[int], None]

_KINDS = {".xml": "xml", ".bz2": "bz2", ".gz": "gz", ".zst": "zst"}
SOUGHT = ("xml", "bz2")
"""What can be read from other places than the start."""
_LOOK_AHEAD = 64 << 20  # a stream of a multistream dump has some 100 kB
_BLOCKS = 4 << 20  # bytes
_A_PLACE = 200 << 10  # bytes that are read for a place, about: a block, or a stream, and what follows it
_SMALL = 1 << 20  # bytes; a bzip2 file that is not larger is read as one stream


@attrs.frozen
class DumpFile:
    """One file of a dump.

    Attributes:
        path: the file.
        size: its size in bytes.
        index: the index beside it, or None.
    """

    path: str
    size: int
    index: str | None = None


@attrs.frozen
class IndexedStream:
    """A stream of a multistream dump, as its index tells of it.

    Attributes:
        offset: where it starts.
        stop: where it ends; None where the index does not tell (the last one).
        ids: the numbers of its pages.
    """

    offset: int
    stop: int | None
    ids: tuple[int, ...]


@attrs.frozen
class Place:
    """Where wanted pages begin: a byte, or the bzip2 stream or block that starts there.

    Attributes:
        offset: the byte.
        ids: the numbers of the pages.
    """

    offset: int
    ids: tuple[int, ...]


@attrs.frozen
class Part:
    """A part of a dump.

    Attributes:
        path: the file.
        start: the first byte.
        stop: one past the last byte.
        size: the size of the whole file.
        streams: the streams to read, by the index; None to read everything from start to stop.
        blocks: whether the file is read by the blocks of its one bzip2 stream.
        places: the places to read, where they are known; None to read everything from start to stop.
    """

    path: str
    start: int
    stop: int
    size: int
    streams: tuple[IndexedStream, ...] | None = None
    blocks: bool = False
    places: tuple[Place, ...] | None = None

    @property
    def cost(self) -> int:
        """How many bytes of input are read, about."""
        if self.places is not None and kind_of(self.path) in SOUGHT:
            return _A_PLACE * len(self.places)
        if self.streams is None:
            return self.stop - self.start
        return sum((stream.stop or stream.offset) - stream.offset for stream in self.streams)


def kind_of(path: str) -> str | None:
    """Return how a file is compressed, by its name: ``xml``, ``bz2``, ``gz`` or ``zst``; None for another.

    >>> kind_of("enwiki-20261001-pages-articles.xml.bz2"), kind_of("peru.wiki")
    ('bz2', None)
    """
    stem, suffix = os.path.splitext(path)
    kind = _KINDS.get(suffix.lower())
    return kind if kind == "xml" or stem.lower().endswith(".xml") else None


def cut_file(path: str, part_size: int) -> list[Part]:
    """Cut a file into parts of about a size, in bytes of input.

    A gzip or Zstandard file is one part, because it can be read from its start only.  A bzip2 file that is of
    one stream, as far as its first megabytes tell, is read by its blocks.
    """
    size = os.path.getsize(path)
    kind = kind_of(path)
    if kind not in SOUGHT:
        return [Part(path, 0, size, size)]
    blocks = False
    if kind == "bz2" and is_one_stream(path):
        if size <= min(_SMALL, part_size):
            return [Part(path, 0, size, size)]
        blocks = True
        if part_size >= _SMALL:
            part_size = max(part_size, _BLOCKS)  # for the last page the next part's first block is read, too
    borders = [*range(0, max(size - part_size // 2, 1), part_size), size]
    return [Part(path, start, stop, size, blocks=blocks) for start, stop in pairwise(borders)]


def is_one_stream(path: str) -> bool:
    """Tell whether a bzip2 file is of one stream, as far as its first megabytes tell."""
    with open(path, "rb") as file:
        return find_stream(file, 1, min(os.path.getsize(path), _LOOK_AHEAD)) < 0


def read_part(
    part: Part, wanted: Wanted, limits: Limits = DEFAULT_LIMITS, progress: Progress | None = None
) -> Iterator[Page | Damage]:
    """Yield the wanted pages of a part in their order, and the damage between them.

    Args:
        part: from :func:`~wikirel.dump.source.open_dump`.
        wanted: tells by the title whether a page is wanted.
        limits: what is refused.
        progress: called with how many bytes of input were read since it was called last.

    Raises:
        MissingExtraError: the file is Zstandard and the extra ``zstd`` is not installed.
        OSError: the file cannot be read.
    """
    with open(part.path, "rb") as file:
        if part.streams is not None:
            for stream in part.streams:
                yield from _indexed(part, stream, file, wanted, limits)
                if progress is not None:
                    progress((stream.stop or stream.offset) - stream.offset)
            return
        if part.places is not None:
            for place in part.places:
                yield from _placed(part, place, file, wanted, limits)
                if progress is not None:
                    progress(part.cost // len(part.places))
            return
        yield from _range(part, _chunks(part, file, limits), _scanner(part, wanted, limits), progress)


def _scanner(part: Part, wanted: Wanted, limits: Limits) -> Scanner:
    return Scanner(part.path, wanted, limits, exact=kind_of(part.path) == "xml")


def _chunks(part: Part, file: IO[bytes], limits: Limits) -> Iterator[Chunk | Damage]:
    kind = kind_of(part.path)
    if part.blocks:
        return bz2_blocks(file, part.path, part.start, part.stop, part.size, limits)
    if kind == "bz2":
        return bz2_chunks(file, part.path, part.start, part.size, limits)
    if kind == "gz":
        return gzip_chunks(file, part.path, limits)
    if kind == "zst":
        return zstd_chunks(file, part.path, limits)
    return xml_chunks(file, part.path, part.start, part.stop, part.size)


def _range(
    part: Part, chunks: Iterator[Chunk | Damage], scanner: Scanner, progress: Progress | None
) -> Iterator[Page | Damage]:
    reported = part.start
    owned = beyond = damaged = False
    for chunk in chunks:
        if chunk.offset >= part.stop:
            # What no search finds, garbage or a head that is cut, is seen only by the one who reads up to it.
            if isinstance(chunk, Damage):
                hidden = chunk.kind is DamageKind.GARBAGE or part.size - chunk.offset < HEAD_LENGTH
                if hidden and not beyond:
                    yield chunk
                break
            if not scanner.pending:
                break
            beyond = True
        elif isinstance(chunk, Damage):
            damaged = owned = True
            yield chunk
            yield from scanner.finish(cut=chunk.message)
            continue
        if not chunk.data:  # tells that a stream begins, for the first question alone
            continue
        owned = True
        yield from scanner.feed(chunk.data, chunk.offset, last=beyond)
        if progress is not None and reported < chunk.position:
            progress(chunk.position - reported)
            reported = chunk.position
    else:
        # The file was read to its end; the part that owns its last stream answers for the end.
        pending = scanner.pending
        yield from scanner.finish()
        if owned and not (beyond or scanner.ended or damaged or pending):
            yield _no_end(part)


def _no_end(part: Part) -> Damage:
    return Damage(
        DamageKind.TRUNCATED,
        "the file ends without </mediawiki>: it was cut, perhaps exactly between two streams",
        part.path,
        part.size,
    )


def _indexed(
    part: Part, stream: IndexedStream, file: IO[bytes], wanted: Wanted, limits: Limits
) -> Iterator[Page | Damage]:
    scanner = Scanner(part.path, wanted, limits, whole=True, keep_ids=True)
    complete = True
    for chunk in bz2_stream(file, part.path, stream.offset, stream.stop, limits):
        if isinstance(chunk, Damage):
            complete = False
            yield chunk
        else:
            yield from scanner.feed(chunk.data, chunk.offset)
    yield from scanner.finish(cut="" if complete else "damage")
    missing = set(stream.ids) - scanner.ids
    if complete and missing:
        message = (
            f"{len(missing)} of the {len(stream.ids)} pages that the index names are not in this stream "
            f"(page {min(missing)})"
        )
        yield Damage(DamageKind.INDEX, message, part.path, stream.offset)


def _placed(
    part: Part, place: Place, file: IO[bytes], wanted: Wanted, limits: Limits
) -> Iterator[Page | Damage]:
    """Read the pages of one place, as if it were a part of a byte."""
    alone = attrs.evolve(part, start=0, stop=part.size, places=None)
    if kind_of(part.path) in SOUGHT:
        alone = attrs.evolve(alone, start=place.offset, stop=place.offset + 1)
    missing, told = list(place.ids), False
    for item in _range(alone, _chunks(alone, file, limits), _scanner(part, wanted, limits), None):
        if isinstance(item, Damage):
            told = True
            yield item
        elif item.id in missing:
            missing.remove(item.id)
            yield item
            if not missing:  # what the block or stream has more is nobody's
                return
    if not told:
        message = f"page {min(missing)} does not begin here, as the list of places says, or is cut"
        yield Damage(DamageKind.INDEX, message, part.path, place.offset)
