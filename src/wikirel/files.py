"""Articles in files: bytes to text, with messages for people where that fails.

Bytes are decoded as UTF-8 and nothing else is done to them: line ends stay as they are, so offsets count in
the file's own text.  Only a byte order mark at the very start is taken off.
"""

from __future__ import annotations

import os
from pathlib import Path

from wikirel.api import parse_article
from wikirel.errors import InputError
from wikirel.facts import Article
from wikirel.schema import Schema

__all__ = ["decode_article", "parse_file", "read_file", "title_of_file"]

_MARK = "\ufeff"
# What the first bytes of files of other kinds are, and what becomes of such files.
_OTHERS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"BZh": "bzip2; a dump is read by wikirel dataset",
    b"\x1f\x8b": "gzip; a dump is read by wikirel dataset",
    b"\x28\xb5\x2f\xfd": "Zstandard; a dump is read by wikirel dataset",
    b"SQLite format 3\0": "an SQLite database; a data set is read by wikirel audit, graph, panel and diff",
    b"PAR1": "Parquet; a data set is read by wikirel audit, graph, panel and diff",
    b"PK\3\4": "a zip file",
    b"%PDF": "PDF",
}
_WANTED = "wanted is the text of an article, in UTF-8"
_FOLDERS = "folders are read by wikirel audit, graph, panel, diff and dataset"


def parse_file(
    path: str | os.PathLike[str], title: str | None = None, schema: Schema | None = None
) -> Article:
    """Read the article in a file.

    Args:
        path: the file, in UTF-8.
        title: the article's title; without one it is read off the text, and off the name of the file where
            the text has none.
        schema: as for :func:`~wikirel.parse_article`.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or is empty; the message is one line.
    """
    text = read_file(path)
    article = parse_article(text, title, schema)
    if article.title or title is not None:
        return article
    return parse_article(text, title_of_file(path), schema)


def read_file(path: str | os.PathLike[str]) -> str:
    """Return the text of a file.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or is empty.
    """
    name = os.fspath(path)
    if not name:
        raise InputError("'': the name of a file is wanted, not an empty one")
    try:
        data = Path(name).read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{name}: is a directory; {_WANTED} ({_FOLDERS})") from error
    except (OSError, ValueError) as error:  # a ValueError for a NUL in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{name}: {reason[:1].lower()}{reason[1:]}") from error
    return decode_article(data, name)


def decode_article(data: bytes, name: str) -> str:
    r"""Return the text of bytes that were read from a file or a stream.

    Args:
        data: the bytes.
        name: what to call them in a message.

    Raises:
        InputError: they are not UTF-8 (the message names the first byte that is not), or nothing but blanks.

    >>> decode_article(b"Per\xfa", "peru.wiki")
    Traceback (most recent call last):
    wikirel.errors.InputError: peru.wiki: not UTF-8: byte 0xfa at offset 3
    """
    try:
        text = data.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        guess = next((kind for mark, kind in _OTHERS.items() if data.startswith(mark)), None)
        hint = f" (this looks like {guess})" if guess else ""
        raise InputError(
            f"{name}: not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}{hint}; {_WANTED}"
        ) from error
    if not text or text.isspace():
        raise InputError(f"{name}: empty; {_WANTED}")
    return text


def title_of_file(path: str | os.PathLike[str]) -> str:
    """Return the title that the name of a file gives.

    >>> title_of_file("articles/Foreign_relations_of_Peru.wiki")
    'Foreign relations of Peru'
    """
    stem = Path(os.fspath(path)).stem
    # A name that is not UTF-8 comes with surrogates, which nothing can write.
    return " ".join(stem.encode("utf-8", "replace").decode().replace("_", " ").split())
