"""The exceptions of wikirel.

Malformed wikitext is not an error: it costs a :class:`~wikirel.spans.Diagnostic`.  Exceptions are for
callers and for files that cannot be read::

    WikirelError
    ├── InputError        a file or a source that cannot be read
    ├── SchemaError       a schema was asked for something it does not hold
    ├── ExportError       an output that cannot be written, or read back
    └── MissingExtraError an optional dependency is not installed
"""

from __future__ import annotations

__all__ = ["ExportError", "InputError", "MissingExtraError", "SchemaError", "WikirelError"]


class WikirelError(Exception):
    """The root of every exception that wikirel raises on purpose."""


class InputError(WikirelError):
    """A file or another source cannot be read as an article."""


class SchemaError(WikirelError, LookupError):
    """A schema was asked for something that it does not hold."""


class ExportError(WikirelError, ValueError):
    """An output cannot be written, or what was read back is not one of ours."""


class MissingExtraError(WikirelError, ImportError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra that is not installed: pip install 'wikirel[{extra}]'")
