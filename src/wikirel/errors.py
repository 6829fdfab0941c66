"""The exceptions of wikirel.

Malformed wikitext is not an error: it costs a :class:`~wikirel.spans.Diagnostic`.  Exceptions are for
callers and for files that cannot be read::

    WikirelError
    ├── InputError        a file or a source that cannot be read
    ├── SchemaError       a schema was asked for something it does not hold
    ├── EditError         an edit that would change more than it says
    ├── InteropError      a piece that another parser cannot read safely
    ├── ExportError       an output that cannot be written, or read back
    ├── DumpError         a dump that cannot be trusted: names the file and the byte
    │   ├── TruncatedDumpError   it ends before its end
    │   ├── DamagedDumpError     bytes in it are not what they must be
    │   ├── ChecksumError        it disagrees with the list of checksums beside it
    │   ├── IndexMismatchError   the index beside it belongs to another dump
    │   └── UnsafeDumpError      it holds what a dump never holds: a DTD, a bomb, a giant page
    ├── FetchError        a wiki does not answer, or its answer cannot be used
    └── MissingExtraError an optional dependency is not installed
"""

from __future__ import annotations

__all__ = [
    "ChecksumError",
    "DamagedDumpError",
    "DumpError",
    "EditError",
    "ExportError",
    "FetchError",
    "IndexMismatchError",
    "InputError",
    "InteropError",
    "MissingExtraError",
    "SchemaError",
    "TruncatedDumpError",
    "UnsafeDumpError",
    "WikirelError",
    "reason",
]


class WikirelError(Exception):
    """The root of every exception that wikirel raises on purpose."""


class InputError(WikirelError):
    """A file or another source cannot be read as an article."""


class SchemaError(WikirelError, LookupError):
    """A schema was asked for something that it does not hold."""


class EditError(WikirelError, ValueError):
    """Edits overlap, reach outside the text, or would change more than they say."""


class InteropError(WikirelError, ValueError):
    """A piece of wikitext cannot be handed to another parser without risk."""


class ExportError(WikirelError, ValueError):
    """An output cannot be written, or what was read back is not one of ours."""


class FetchError(WikirelError):
    """A wiki cannot be reached, refuses, or answers what cannot be used."""


class MissingExtraError(WikirelError, ImportError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra that is not installed: pip install 'wikirel[{extra}]'")


class DumpError(WikirelError, ValueError):
    """A dump, or a part of it, cannot be read or must not be trusted.

    Attributes:
        reason: what is wrong, without the place.
        path: the file.
        offset: where in the file, in bytes from its start; None where no place can be named.
    """

    def __init__(self, reason: str, path: str = "", offset: int | None = None) -> None:
        place = f"{path}: " if path else ""
        super().__init__(f"{place}{reason}" if offset is None else f"{place}byte {offset}: {reason}")
        self.reason = reason
        self.path = path
        self.offset = offset

    def __reduce__(self) -> tuple[type[DumpError], tuple[str, str, int | None]]:
        # An exception pickles its message alone, and would come back from a worker process misread.
        return type(self), (self.reason, self.path, self.offset)


class TruncatedDumpError(DumpError):
    """A dump ends before its end; also one that was cut exactly between two bzip2 streams."""


class DamagedDumpError(DumpError):
    """Bytes of a dump are not what they must be: a broken stream, garbage, a page without its end."""


class ChecksumError(DumpError):
    """A file disagrees with the checksums that lie beside it."""


class IndexMismatchError(DumpError):
    """The index beside a dump is not that dump's index."""


class UnsafeDumpError(DumpError):
    """A dump holds what no dump of MediaWiki holds: a DTD, a decompression bomb, a giant page."""


def reason(error: BaseException) -> str:
    """Say what an exception of somebody else's code was: the notes that it bears, its kind, its message.

    >>> reason(ZeroDivisionError("division by zero"))
    'ZeroDivisionError: division by zero'
    """
    notes = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
    return f"{notes}{type(error).__name__}: {error}"
