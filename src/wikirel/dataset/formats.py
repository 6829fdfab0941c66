"""What a data set is written as."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum

from wikirel.dataset.assemble import Writer
from wikirel.dataset.columnar import DuckDbWriter, ParquetWriter
from wikirel.dataset.sqlite import SqliteWriter
from wikirel.dataset.textual import CsvWriter, JsonLinesWriter

__all__ = ["Format", "format_of", "make_sure", "writer_of"]


class Format(StrEnum):
    """What a data set is written as."""

    SQLITE = "sqlite"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    DUCKDB = "duckdb"


_WRITERS: dict[Format, Callable[[str], Writer]] = {
    Format.SQLITE: SqliteWriter,
    Format.JSONL: JsonLinesWriter,
    Format.CSV: CsvWriter,
    Format.PARQUET: ParquetWriter,
    Format.DUCKDB: DuckDbWriter,
}
_CHECKS: dict[Format, Callable[[], object]] = {
    Format.PARQUET: ParquetWriter.make_sure,
    Format.DUCKDB: DuckDbWriter.make_sure,
}


def format_of(out: str) -> Format:
    """Return the format that a name asks for: SQLite where it asks for none.

    >>> format_of("relations.duckdb").value, format_of("relations.db").value
    ('duckdb', 'sqlite')
    """
    suffix = os.path.splitext(out.rstrip("/"))[1].lower().removeprefix(".")
    return Format(suffix) if suffix in {format_.value for format_ in Format} else Format.SQLITE


def make_sure(format_: Format) -> None:
    """Make sure, before anything is read, that a format can be written.

    Raises:
        MissingExtraError: it needs an extra that is not installed.
    """
    if format_ in _CHECKS:
        _CHECKS[format_]()


def writer_of(format_: Format, path: str) -> Writer:
    """Return a writer of that format.

    Raises:
        MissingExtraError: it needs an extra that is not installed.
        OSError: nothing can be written there.
    """
    return _WRITERS[format_](path)
