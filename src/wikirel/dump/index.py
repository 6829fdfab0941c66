"""The index of a multistream dump: a line ``offset:number:title`` for each page, in the order of the dump."""

from __future__ import annotations

import bz2
import os
import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from wikirel.dump.page import unescape
from wikirel.dump.parts import IndexedStream
from wikirel.errors import DamagedDumpError, TruncatedDumpError

__all__ = ["IndexEntry", "find_index", "read_index"]

_NAME = re.compile(r"(.*-multistream)(\d*)\.xml(-p\d+p\d+)?\.bz2\Z", re.DOTALL)

_LINE = re.compile(r"^([0-9]{1,18}):([0-9]{1,18}):([^\n]*)$", re.MULTILINE)
_LONGEST = 4096  # bytes; a title has at most 255

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

    Of an index that ends in a broken line the whole is refused: nothing tells what else is missing.

    Args:
        path: the index, plain or bzip2.

    Raises:
        DamagedDumpError: a line is none of an index, or offsets go backwards; names the line.
        TruncatedDumpError: the bzip2 data end early.
        OSError: the file cannot be read.
    """
    offset = -1
    ids: list[str] = []
    titles: list[str] = []
    number = 0
    for text in _pieces(path):
        found = _LINE.findall(text)
        lines = text.count("\n") + 1
        if len(found) != lines:
            raise DamagedDumpError(
                f"line {number + _wrong(text)} of the index is not offset:number:title", path
            )
        for start, group in groupby(found, key=itemgetter(0)):
            beginning = int(start)
            some = list(group)
            if beginning != offset:
                if beginning < offset:
                    place = number + found.index(some[0]) + 1
                    raise DamagedDumpError(f"line {place} of the index goes back to byte {start}", path)
                if ids:
                    yield IndexedStream(offset, beginning, tuple(map(int, ids))), tuple(titles)
                offset, ids, titles = beginning, [], []
            ids += map(itemgetter(1), some)
            titles += map(itemgetter(2), some)
        number += lines
    if not ids:
        raise DamagedDumpError("the index is empty", path)
    yield IndexedStream(offset, None, tuple(map(int, ids))), tuple(titles)


def _wrong(text: str) -> int:
    """Return the number of the first line that is none of an index."""
    lines = enumerate(text.split("\n"), 1)
    return next(number for number, line in lines if _LINE.fullmatch(line) is None)


def _pieces(path: str) -> Iterator[str]:
    """Yield the lines, many at a time: faster than one by one, and bounded whatever the bytes are."""
    rest = b""
    with bz2.open(path, "rb") if path.endswith(".bz2") else open(path, "rb") as file:
        try:
            while data := file.read(1 << 20):
                whole, found, rest = (rest + data).rpartition(b"\n")
                if found:
                    yield unescape(whole.decode("utf-8"))
                if len(rest) > _LONGEST:
                    raise DamagedDumpError(f"a line of the index is longer than {_LONGEST} bytes", path)
            if rest:
                yield unescape(rest.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise DamagedDumpError(
                f"the index is not UTF-8 ({error.object[error.start]:#x})", path
            ) from error
        except EOFError as error:
            raise TruncatedDumpError("the index ends inside its bzip2 data", path) from error
        except OSError as error:
            raise DamagedDumpError(f"the index cannot be read ({error})", path) from error
