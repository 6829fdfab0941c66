"""The head of a dump: what wiki it is of, in which version of the export schema, and that it is safe."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import attrs

from wikirel.dump.damage import DEFAULT_LIMITS, Damage, Limits
from wikirel.dump.page import unescape
from wikirel.dump.parts import kind_of
from wikirel.dump.streams import Chunk, bz2_chunks, gzip_chunks, xml_chunks, zstd_chunks
from wikirel.errors import DamagedDumpError, DumpError, TruncatedDumpError, UnsafeDumpError

__all__ = ["SCHEMAS", "Header", "read_header"]

SCHEMAS = ("0.10", "0.11")
"""The versions of the export schema that are read: before and since June 2024."""

_LONGEST = 1 << 20
_PROLOGUE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>)?\s*(?:<!--.*?-->\s*)*(<[^<>\s]*)", re.DOTALL
)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")
_ROOT = re.compile(rb"<mediawiki\b[^<>]*>")
_VERSION = re.compile(rb"\bversion=\"([^\"]*)\"")
_LANGUAGE = re.compile(rb"\bxml:lang=\"([^\"]*)\"")
_WIKI = re.compile(rb"<dbname>([^<]*)</dbname>")
_END = re.compile(rb"</siteinfo>|<page>|</mediawiki>")
_BASE = re.compile(rb"<base>([^<]*)</base>")


@attrs.frozen
class Header:
    """What a dump says of itself.

    Attributes:
        schema: version of the export schema, such as ``0.11``.
        language: the wiki's language.
        wiki: name of its database, such as ``enwiki``.
        base: address of its main page.
    """

    schema: str
    language: str = ""
    wiki: str = ""
    base: str = ""


def read_header(path: str, limits: Limits = DEFAULT_LIMITS) -> Header:
    """Read the head of a dump, and refuse what is none.

    Raises:
        DamagedDumpError: it does not begin as a dump does.
        TruncatedDumpError: it is empty, or ends in its head.
        UnsafeDumpError: it has a document type declaration.
        DumpError: its version of the export schema is not one of :data:`SCHEMAS`.
        MissingExtraError: the file is Zstandard and the extra ``zstd`` is not installed.
        OSError: it cannot be read.
    """
    head = _head(path, limits)
    begin = _PROLOGUE.match(head)
    if begin is None:
        raise DamagedDumpError("this is no XML of MediaWiki", path, 0)
    if begin[1].upper().startswith((b"<!DOCTYPE", b"<!ENTITY")):
        raise UnsafeDumpError("it has a document type declaration, which no dump has", path, 0)
    root = _ROOT.match(head, begin.start(1))
    if root is None:
        raise DamagedDumpError("it does not begin with <mediawiki>", path, 0)
    encoding = _ENCODING.search(head, 0, begin.start(1))
    if encoding is not None and encoding[1].upper() != b"UTF-8":
        raise DamagedDumpError(
            f"its encoding is {encoding[1].decode('ascii', 'replace')}, not UTF-8", path, 0
        )
    version = _text(_VERSION.search(root[0]))
    if version not in SCHEMAS:
        known = " and ".join(SCHEMAS)
        raise DumpError(f"its export schema is {version or 'not named'}; {known} are read", path, 0)
    return Header(
        schema=version,
        language=_text(_LANGUAGE.search(root[0])),
        wiki=_text(_WIKI.search(head)),
        base=_text(_BASE.search(head)),
    )


def _text(found: re.Match[bytes] | None) -> str:
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _head(path: str, limits: Limits) -> bytes:
    """Return what stands before the first page."""
    size = os.path.getsize(path)
    if size == 0:
        raise TruncatedDumpError("the file is empty", path, 0)
    head = b""
    with open(path, "rb") as file:
        kind = kind_of(path)
        chunks: Iterator[Chunk | Damage]
        if kind == "bz2":
            chunks = bz2_chunks(file, path, 0, size, limits)
        elif kind == "gz":
            chunks = gzip_chunks(file, path, limits)
        elif kind == "zst":
            chunks = zstd_chunks(file, path, limits)
        elif kind == "xml":
            chunks = xml_chunks(file, path, 0, size, size)
        else:
            raise DumpError("the name of a dump ends in .xml, .xml.bz2, .xml.gz or .xml.zst", path)
        for chunk in chunks:
            if isinstance(chunk, Damage):
                raise chunk.error()
            head += chunk.data
            end = _END.search(head)
            if end is not None:
                return head[: end.start()]
            if len(head) > _LONGEST:
                break
    return head
