"""The index of a multistream dump: a line ``offset:number:title`` for each page, in the order of the dump."""

from __future__ import annotations

import bz2
import os
import re
from collections.abc import Iterator

from wikirel.dump.page import unescape
from wikirel.dump.parts import IndexedStream
from wikirel.errors import DamagedDumpError, TruncatedDumpError

__all__ = ["IndexEntry", "find_index", "read_index"]

_NAME = re.compile(r"(.*-multistream)(\d*)\.xml(-p\d+p\d+)?\.bz2\Z", re.DOTALL)

IndexEntry = tuple[IndexedStream, tuple[str, ...]]
"""A stream and the titles of its pages, in the order of the numbers."""


def find_index(path: str) -> str | None:
    """Return the index that lies beside a multistream dump, or None.

    The names are Wikimedia's: beside ``x-multistream.xml.bz2`` lies ``x-multistream-index.txt.bz2``, beside
    ``x-multistream1.xml-p1p41242.bz2`` lies ``x-multistream-index1.txt-p1p41242.bz2``.
    """
    found = _NAME.match(path)
    if found is None:
        return None
    stem = f"{found[1]}-index{found[2]}.txt{found[3] or ''}"
    return next((name for name in (f"{stem}.bz2", stem) if os.path.isfile(name)), None)


def read_index(path: str) -> Iterator[IndexEntry]:
    """Yield the streams of an index with the titles of their pages, one stream at a time.

    Args:
        path: the index, plain or bzip2.

    Raises:
        DamagedDumpError: a line is none of an index, or offsets go backwards; names the line.
        TruncatedDumpError: the bzip2 data end early.
        OSError: the file cannot be read.
    """
    offset = -1
    ids: list[int] = []
    titles: list[str] = []
    for number, line in enumerate(_lines(path), 1):
        parts = line.rstrip(b"\r\n").split(b":", 2)
        if len(parts) != 3 or not parts[0].isdigit() or not parts[1].isdigit():
            raise DamagedDumpError(f"line {number} of the index is not offset:number:title", path)
        start = int(parts[0])
        if start != offset:
            if start < offset:
                raise DamagedDumpError(f"line {number} of the index goes back to byte {start}", path)
            if ids:
                yield IndexedStream(offset, start, tuple(ids)), tuple(titles)
            offset, ids, titles = start, [], []
        ids.append(int(parts[1]))
        try:
            titles.append(unescape(parts[2].decode("utf-8")))
        except UnicodeDecodeError as error:
            raise DamagedDumpError(f"line {number} of the index is not UTF-8", path) from error
    if not ids:
        raise DamagedDumpError("the index is empty", path)
    yield IndexedStream(offset, None, tuple(ids)), tuple(titles)


def _lines(path: str) -> Iterator[bytes]:
    if not path.endswith(".bz2"):
        with open(path, "rb") as plain:
            yield from plain
        return
    with bz2.open(path, "rb") as packed:
        try:
            while lines := packed.readlines(1 << 20):  # twice as fast as line by line
                yield from lines
        except EOFError as error:
            raise TruncatedDumpError("the index ends inside its bzip2 data", path) from error
        except OSError as error:
            raise DamagedDumpError(f"the index is not bzip2 ({error})", path) from error
