"""From the bytes of a file to the bytes of its XML, in chunks, each one checked before it is given.

bzip2 is fed in small pieces with room for more than a block can give (900 kB, 46 MB at the very most by its
first run-length pass), so libbz2 compares a block's checksum before any of it is given: what comes out is
good, and of a damaged stream the blocks before the damage are kept.
"""

from __future__ import annotations

import bz2
import importlib
import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from wikirel.dump.damage import Damage, DamageKind, Limits
from wikirel.errors import MissingExtraError

__all__ = [
    "HEAD_LENGTH",
    "STREAM_HEAD",
    "Chunk",
    "bz2_chunks",
    "bz2_stream",
    "find_stream",
    "gzip_chunks",
    "xml_chunks",
    "zstd_chunks",
]

_PIECE = 128 << 10
_ROOM = 64 << 20
_WINDOW = 4 << 20
STREAM_HEAD = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
"""The head of a bzip2 stream and of its first block (pi), or of a stream without a block (the root of pi)."""
HEAD_LENGTH = 10
"""How many bytes of a bzip2 stream tell that it is one: of less, nothing is found."""


class Chunk(NamedTuple):
    """Some XML.

    Attributes:
        offset: where its stream starts (bzip2; of a file of one stream, its block), or where its input
            starts (other files), in the file.
        data: the XML.
        position: how far the file has been read.
    """

    offset: int
    data: bytes
    position: int


class _Input:
    """A file read forwards, into which bytes can be given back."""

    def __init__(self, file: IO[bytes], path: str, start: int) -> None:
        self.file = file
        self.path = path
        self.position = start
        self._back = b""
        file.seek(start)

    def take(self) -> bytes:
        if self._back:
            piece, self._back = self._back, b""
        else:
            piece = self.file.read(_PIECE)
        self.position += len(piece)
        return piece

    def give_back(self, rest: bytes) -> None:
        self._back = rest
        self.position -= len(rest)

    def jump(self, position: int) -> None:
        self._back = b""
        self.position = position
        self.file.seek(position)


def find_stream(file: IO[bytes], start: int, size: int) -> int:
    """Return where the first bzip2 stream at or after ``start`` begins; -1 if there is none before ``size``.

    The ten bytes that it looks for stand inside a stream by chance once in 10**24 bytes.
    """
    position = start
    kept = b""
    file.seek(start)
    while position < size:
        read = file.read(min(_WINDOW, size - position))
        if not read:
            break
        data = kept + read
        found = STREAM_HEAD.search(data)
        if found is not None:
            return position - len(kept) + found.start()
        position += len(read)
        kept = data[-(HEAD_LENGTH - 1) :]
    return -1


class _Broken(Exception):  # noqa: N818  never leaves this module
    def __init__(self, kind: DamageKind, message: str, offset: int) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.offset = offset


def _one_stream(source: _Input, limits: Limits, bounded: bool) -> Iterator[Chunk]:
    start = source.position
    decoder = bz2.BZ2Decompressor()
    given = 0
    while not decoder.eof:
        piece = source.take()
        if not piece:
            raise _Broken(
                DamageKind.TRUNCATED, f"the file ends inside the bzip2 stream of byte {start}", start
            )
        try:
            data = decoder.decompress(piece, _ROOM)
        except OSError:
            message = f"the bzip2 stream of byte {start} is damaged before byte {source.position}"
            raise _Broken(DamageKind.DAMAGED, message, start) from None
        given += len(data)
        read = source.position - start
        if len(data) >= _ROOM or (given > limits.free and given > read * limits.ratio):
            raise _Broken(DamageKind.UNSAFE, f"a bzip2 bomb: {read} bytes give {given} and more", start)
        if bounded and given > limits.stream:
            raise _Broken(DamageKind.UNSAFE, f"a bzip2 stream of more than {limits.stream} bytes", start)
        if data:
            yield Chunk(start, data, source.position)
    source.give_back(decoder.unused_data)


def bz2_stream(
    file: IO[bytes], path: str, start: int, stop: int | None, limits: Limits
) -> Iterator[Chunk | Damage]:
    """Yield the chunks of the one stream at ``start``, which must end at ``stop`` where that is given."""
    source = _Input(file, path, start)
    head = file.read(4)
    source.jump(start)
    if not re.fullmatch(rb"BZh[1-9]", head):
        yield Damage(DamageKind.INDEX, "no bzip2 stream starts here, as the index says", path, start)
        return
    try:
        yield from _one_stream(source, limits, bounded=True)
    except _Broken as broken:
        yield Damage(broken.kind, broken.message, path, broken.offset)
        return
    if stop is not None and source.position != stop:
        message = f"the bzip2 stream of byte {start} ends at byte {source.position}; the index says {stop}"
        yield Damage(DamageKind.INDEX, message, path, start)


def bz2_chunks(file: IO[bytes], path: str, start: int, size: int, limits: Limits) -> Iterator[Chunk | Damage]:
    """Yield the chunks of all streams from the first one at or after ``start`` to the end of the file.

    An empty chunk comes before each stream, and after damage the next stream.
    """
    position = start if start == 0 else find_stream(file, start, size)
    source = _Input(file, path, max(position, 0))
    while 0 <= position < size:
        source.jump(position)
        try:
            while (position := source.position) < size:
                yield from _checked_stream(source, limits)
            return
        except _Broken as broken:
            yield Damage(broken.kind, broken.message, path, broken.offset)
            resume = position + 1
        position = find_stream(file, resume, size)


def _checked_stream(source: _Input, limits: Limits) -> Iterator[Chunk]:
    position = source.position
    piece = source.take()
    source.give_back(piece)
    if len(piece) < HEAD_LENGTH:
        source.jump(position)
        piece = source.file.read(HEAD_LENGTH)
        source.jump(position)
    if not STREAM_HEAD.match(piece):
        if len(piece) < HEAD_LENGTH and piece[:3] == b"BZh"[: len(piece)]:
            raise _Broken(DamageKind.TRUNCATED, "the file ends in the head of a bzip2 stream", position)
        raise _Broken(DamageKind.GARBAGE, "bytes that are no bzip2 stream", position)
    yield Chunk(position, b"", position)  # the caller may need no more
    yield from _one_stream(source, limits, bounded=False)


def xml_chunks(file: IO[bytes], path: str, start: int, stop: int, size: int) -> Iterator[Chunk | Damage]:
    """Yield the bytes of a file that is not compressed, with a chunk that begins exactly at ``stop``."""
    position = start
    file.seek(start)
    while position < size:
        border = stop if position < stop else size
        data = file.read(min(1 << 20, border - position))
        if not data:
            yield Damage(DamageKind.TRUNCATED, "the file became shorter while it was read", path, position)
            return
        yield Chunk(position, data, position + len(data))
        position += len(data)


def gzip_chunks(file: IO[bytes], path: str, limits: Limits) -> Iterator[Chunk | Damage]:
    """Yield the XML of a gzip file, member after member."""

    def decoder() -> Any:
        return zlib.decompressobj(wbits=31)

    return _members(file, path, limits, _Format("gzip", decoder, zlib.error, 64 << 10))


def zstd_chunks(file: IO[bytes], path: str, limits: Limits) -> Iterator[Chunk | Damage]:
    """Yield the XML of a Zstandard file, frame after frame.

    Raises:
        MissingExtraError: the extra ``zstd`` is not installed.
    """
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError as error:
        raise MissingExtraError("reading .zst files", "zstd") from error

    def decoder() -> Any:
        # A frame may ask for a window of 2 GB; dumps compressed with --long=27 stay below this.
        return zstandard.ZstdDecompressor(max_window_size=1 << 28).decompressobj()

    return _members(file, path, limits, _Format("Zstandard", decoder, zstandard.ZstdError, 4 << 10))


class _Format(NamedTuple):
    name: str
    decoder: Callable[[], Any]
    error: type[Exception]
    piece: int  # bytes; all that a piece holds comes at once: 1032 times as much with gzip, 32768 with zstd


def _members(file: IO[bytes], path: str, limits: Limits, format_: _Format) -> Iterator[Chunk | Damage]:
    name = format_.name
    position = start = given = 0
    decoder: Any = None
    rest = b""
    file.seek(0)
    while piece := rest or file.read(format_.piece):
        start = position
        position += len(piece)
        rest = b""
        if decoder is None:
            decoder = format_.decoder()
        try:
            data: bytes = decoder.decompress(piece)
        except format_.error:
            yield Damage(DamageKind.DAMAGED, f"the {name} data are damaged", path, start)
            return
        given += len(data)
        if given > limits.free and given > position * limits.ratio:
            message = f"a {name} bomb: {position} bytes give {given} and more"
            yield Damage(DamageKind.UNSAFE, message, path, start)
            return
        if decoder.eof:
            rest = decoder.unused_data
            position -= len(rest)
            decoder = None
        if data:
            yield Chunk(start, data, position)
    if decoder is not None:
        yield Damage(DamageKind.TRUNCATED, f"the file ends inside its {name} data", path, start)
