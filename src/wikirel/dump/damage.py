"""Damage: what is wrong with a part of a dump while the rest of it is good."""

from __future__ import annotations

from enum import StrEnum

import attrs

from wikirel.errors import (
    ChecksumError,
    DamagedDumpError,
    DumpError,
    IndexMismatchError,
    TruncatedDumpError,
    UnsafeDumpError,
)

__all__ = ["DEFAULT_LIMITS", "Damage", "DamageKind", "Limits"]


class DamageKind(StrEnum):
    """What kind of damage it is."""

    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    GARBAGE = "garbage"
    CHECKSUM = "checksum"
    INDEX = "index"
    UNSAFE = "unsafe"


_ERRORS: dict[DamageKind, type[DumpError]] = {
    DamageKind.TRUNCATED: TruncatedDumpError,
    DamageKind.DAMAGED: DamagedDumpError,
    DamageKind.GARBAGE: DamagedDumpError,
    DamageKind.CHECKSUM: ChecksumError,
    DamageKind.INDEX: IndexMismatchError,
    DamageKind.UNSAFE: UnsafeDumpError,
}


@attrs.frozen
class Damage:
    """A part of a dump that could not be read.

    Attributes:
        kind: what kind of damage it is.
        message: what is wrong, in a sentence without the place.
        path: the file.
        offset: where in the file, in bytes from its start.
    """

    kind: DamageKind
    message: str
    path: str
    offset: int

    def error(self) -> DumpError:
        """Return the exception that says the same.

        >>> Damage(DamageKind.TRUNCATED, "the file ends in a stream", "a.xml.bz2", 627).error()
        TruncatedDumpError('a.xml.bz2: byte 627: the file ends in a stream')
        """
        return _ERRORS[self.kind](self.message, self.path, self.offset)


@attrs.frozen(kw_only=True)
class Limits:
    """What a dump may ask of the reader.

    Attributes:
        page: the longest page, in bytes of XML.  MediaWiki's own limit is 2 MB of wikitext
            (``$wgMaxArticleSize``), which escapes can multiply by six.
        stream: the longest bzip2 stream of a multistream dump, in bytes of XML; such a stream holds a
            hundred pages.
        ratio: how many bytes of XML a byte of input may give, once :attr:`free` bytes are out; real dumps
            give 3 to 20.
        free: how many bytes are given before the ratio is looked at.
    """

    page: int = 32 << 20
    stream: int = 512 << 20
    ratio: int = 250
    free: int = 64 << 20


DEFAULT_LIMITS = Limits()
