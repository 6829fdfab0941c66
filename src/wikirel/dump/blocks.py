"""The blocks of a bzip2 stream, read from anywhere in it.

A bzip2 stream is a head, blocks of up to 900 kB, and an end.  Nothing is aligned to bytes, and nothing says
where a block is, but each begins with the same 48 bits (pi), and the end with others (the root of pi).  So a
block can be found from any place, and read by itself when it is shifted to whole bytes and given a head and an
end of its own: that is how ``bzip2recover`` mends files.  libbz2 then compares the block's checksum as ever.

So the one stream of a content file export is read by many processes, is read again from the blocks that hold
wanted pages, and goes on after a damaged block.  Shifting and searching add 6% to decompression.  The 48 bits
stand inside a block by chance once in 35 TB; a block that is wrong for that is tried with the next one.

The format is described in ``bzip2recover.c`` and ``compress.c`` of bzip2 1.0.8.
"""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from wikirel.dump.damage import Damage, DamageKind, Limits
from wikirel.dump.streams import HEAD_LENGTH, STREAM_HEAD, Chunk

__all__ = ["bz2_blocks"]

_BLOCK, _END = 0x314159265359, 0x177245385090
_BITS = 48  # of such a mark
_CRC = 32
_WINDOW = 1 << 20
_LONGEST = 2 << 20  # bytes; bzip2 makes 909 kB out of the 900 kB of a block that it cannot compress
_ROOM = 64 << 20  # bytes; by its first run-length pass a block may hold 46 MB


class _Mark(NamedTuple):
    bit: int
    ends: bool  # whether the stream ends here


def _shifted(mark: int, shift: int) -> bytes:
    """Return the whole bytes of a mark that begins ``shift`` bits into a byte."""
    data = (mark << (8 - shift)).to_bytes(7, "big")
    return data[1:6] if shift else data[:6]


_SHIFTS = {
    _shifted(mark, shift): (shift, mark == _END, mark) for mark in (_BLOCK, _END) for shift in range(8)
}
_MARKS = re.compile(b"|".join(map(re.escape, _SHIFTS)))


class _Bits:
    """A file in which marks are sought forwards; of what was read, no more is kept than is asked for."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file = file
        self._size = size
        self._base = start
        self._data = b""

    def find(self, bit: int, keep: int, stop: int) -> _Mark | None:
        """Return the first mark at or after a bit that begins before a byte; None if there is none.

        Args:
            bit: where to begin.
            keep: bytes from here on are asked for later.
            stop: the byte.
        """
        self._drop(keep)
        at = bit // 8
        while True:
            found = _MARKS.search(self._data, max(0, at - self._base))
            while found is not None:
                mark = self._mark(found)
                if mark is not None and mark.bit >= bit:
                    return mark if mark.bit // 8 < stop else None
                found = _MARKS.search(self._data, found.start() + 1)
            read = self._base + len(self._data)
            at = max(at, read - 8)
            if at >= stop or read >= self._size:
                return None
            self._drop(min(keep, at))
            self._file.seek(read)
            more = self._file.read(min(_WINDOW, self._size - read))
            if not more:  # the file became shorter
                return None
            self._data += more

    def _drop(self, keep: int) -> None:
        behind = min(keep - self._base, len(self._data))
        if behind > 0:
            self._data = self._data[behind:]
            self._base += behind

    def _mark(self, found: re.Match[bytes]) -> _Mark | None:
        """Look at the bits on both sides of the bytes that were found, which belong to the mark."""
        shift, ends, mark = _SHIFTS[found[0]]
        first = found.start() - bool(shift)
        piece = self._data[first : first + 7] if first >= 0 else b""
        if len(piece) < 6 + bool(shift):
            return None
        bits = int.from_bytes(piece.ljust(7, b"\0"), "big") >> (8 - shift)
        return _Mark((self._base + first) * 8 + shift, ends) if bits & ((1 << _BITS) - 1) == mark else None

    def bits(self, start: int, stop: int) -> int:
        """Return the bits of a range as a number; the range must be kept."""
        first, last = start // 8 - self._base, (stop + 7) // 8 - self._base
        number = int.from_bytes(self._data[first:last], "big") >> (-stop % 8)
        return number & ((1 << (stop - start)) - 1)


def _decoded(source: _Bits, start: int, stop: int) -> bytes | None:
    """Return what a block holds; None if it is damaged or holds more than a block can."""
    length = stop - start
    if length < _BITS + _CRC:
        return None
    # The checksum of a stream of one block is that of the block.
    checksum = source.bits(start + _BITS, start + _BITS + _CRC)
    stream = ((source.bits(start, stop) << _BITS | _END) << _CRC) | checksum
    length += _BITS + _CRC
    padding = -length % 8
    data = (stream << padding).to_bytes((length + padding) // 8, "big")
    decoder = bz2.BZ2Decompressor()
    try:
        block = decoder.decompress(b"BZh9" + data, _ROOM)
    except OSError:
        return None
    return block if decoder.eof and not decoder.unused_data else None


def bz2_blocks(
    file: IO[bytes], path: str, start: int, stop: int, size: int, limits: Limits
) -> Iterator[Chunk | Damage]:
    """Yield the blocks from the first one that begins at or after a byte, to the end of the file.

    Args:
        file: the file.
        path: its path, for messages.
        start: the byte.
        stop: if no block begins before this byte, nothing is given.
        size: the size of the file.
        limits: what is refused.

    Yields:
        A chunk for each block, whose offset is the byte in which it begins; after damage the next block.
        Before a block at or after ``stop``, an empty chunk.
    """
    source = _Bits(file, start, size)
    mark = source.find(start * 8, start, stop)
    if start == 0 and stop > 4 and (mark is None or mark.bit != 32):  # the head has four bytes
        yield Damage(DamageKind.GARBAGE, "bytes that are no bzip2 stream", path, 0)
    given = 0
    while mark is not None:
        place = mark.bit // 8
        if place >= stop and not mark.ends:
            yield Chunk(place, b"", place)  # the caller may need no more
        if mark.ends:
            after = (mark.bit + _BITS + _CRC + 7) // 8
            wrong = _between(file, path, after, size)
            if wrong is not None and place < stop:  # else whoever reads from there tells it
                yield wrong
            mark = source.find(mark.bit + _BITS, after, size)
            continue
        data, following = _block(source, mark, size)
        if data is None:
            yield _damage(path, place, following, size)
        else:
            given += len(data)
            position = following.bit // 8 if following else size
            if given > limits.free and given > (position - start) * limits.ratio:
                message = f"a bzip2 bomb: {position - start} bytes give {given} and more"
                yield Damage(DamageKind.UNSAFE, message, path, place)
                return
            yield Chunk(place, data, position)
        mark = following or source.find((place + _LONGEST) * 8, place + _LONGEST, size)


def _block(source: _Bits, mark: _Mark, size: int) -> tuple[bytes | None, _Mark | None]:
    """Return what a block holds, and the mark after it; None for what cannot be had."""
    place = mark.bit // 8
    following = source.find(mark.bit + _BITS, place, min(place + _LONGEST, size))
    if following is None:
        return None, None
    data = _decoded(source, mark.bit, following.bit)
    if data is not None or following.ends:
        return data, following
    # By chance a block may hold the 48 bits.
    other = source.find(following.bit + _BITS, place, min(place + _LONGEST, size))
    data = _decoded(source, mark.bit, other.bit) if other is not None else None
    return data, other if data is not None else following


def _damage(path: str, place: int, following: _Mark | None, size: int) -> Damage:
    if following is None and size - place < _LONGEST:
        message = f"the file ends inside the bzip2 block of byte {place}"
        return Damage(DamageKind.TRUNCATED, message, path, place)
    return Damage(DamageKind.DAMAGED, f"the bzip2 block of byte {place} is damaged", path, place)


def _between(file: IO[bytes], path: str, after: int, size: int) -> Damage | None:
    """Look at what follows the end of a stream: the end of the file, or the head of the next stream."""
    if after == size:
        return None
    if after > size:
        return Damage(DamageKind.TRUNCATED, "the file ends in the end of a bzip2 stream", path, size)
    file.seek(after)
    head = file.read(HEAD_LENGTH)
    if STREAM_HEAD.match(head):
        return None
    if len(head) < HEAD_LENGTH and head[:3] == b"BZh"[: len(head)]:
        return Damage(DamageKind.TRUNCATED, "the file ends in the head of a bzip2 stream", path, after)
    return Damage(DamageKind.GARBAGE, "bytes that are no bzip2 stream", path, after)
