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
    offset, written = -1, ""
    ids: list[int] = []
    titles: list[str] = []
    number = 0
    for lines in _pieces(path):
        for line in lines:
            number += 1
            try:
                start, page, title = line.split(":", 2)
                page_id = int(page)
                beginning = offset if start == written else int(start)
            except ValueError as error:
                message = f"line {number} of the index is not offset:number:title"
                raise DamagedDumpError(message, path) from error
            if start != written:
                if beginning <= offset:
                    raise DamagedDumpError(f"line {number} of the index goes back to byte {start}", path)
                if ids:
                    yield IndexedStream(offset, beginning, tuple(ids)), tuple(titles)
                offset, written, ids, titles = beginning, start, [], []
            ids.append(page_id)
            titles.append(title)
    if not ids:
        raise DamagedDumpError("the index is empty", path)
    yield IndexedStream(offset, None, tuple(ids)), tuple(titles)


def _pieces(path: str) -> Iterator[list[str]]:
    """Yield the lines, many at a time: twice as fast as one by one, and bounded whatever the bytes are."""
    rest = b""
    with bz2.open(path, "rb") if path.endswith(".bz2") else open(path, "rb") as file:
        try:
            while data := file.read(1 << 20):
                whole, found, rest = (rest + data).rpartition(b"\n")
                if found:
                    yield unescape(whole.decode("utf-8")).split("\n")
                if len(rest) > _LONGEST:
                    raise DamagedDumpError(f"a line of the index is longer than {_LONGEST} bytes", path)
            if rest:
                yield [unescape(rest.decode("utf-8"))]
        except UnicodeDecodeError as error:
            raise DamagedDumpError(
                f"the index is not UTF-8 ({error.object[error.start]:#x})", path
            ) from error
        except EOFError as error:
            raise TruncatedDumpError("the index ends inside its bzip2 data", path) from error
        except OSError as error:
            raise DamagedDumpError(f"the index cannot be read ({error})", path) from error
