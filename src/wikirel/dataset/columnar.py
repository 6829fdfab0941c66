"""The data set in columns: a folder with a Parquet file for each table, or a DuckDB database."""

from __future__ import annotations

import importlib
import json
import os
import shutil
from contextlib import ExitStack
from typing import Any

from wikirel.dataset.assemble import Numbered
from wikirel.dataset.tables import TABLES, Table, Type, Value
from wikirel.errors import MissingExtraError

__all__ = ["DuckDbWriter", "ParquetWriter"]

_ROWS = 20_000
_DUCKDB = {Type.TEXT: "VARCHAR", Type.INTEGER: "BIGINT", Type.BOOLEAN: "BOOLEAN"}


def _module(name: str, feature: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtraError(feature, extra) from error


class ParquetWriter:
    """Writes a file for each table, compressed with Zstandard, in groups of 20,000 rows.

    Args:
        path: the folder.

    Raises:
        MissingExtraError: the extra ``arrow`` is not installed.
    """

    @staticmethod
    def make_sure() -> None:
        """Raise a MissingExtraError if the extra is not installed."""
        _module("pyarrow.parquet", "writing Parquet", "arrow")

    def __init__(self, path: str) -> None:
        self._arrow = _module("pyarrow", "writing Parquet", "arrow")
        parquet = _module("pyarrow.parquet", "writing Parquet", "arrow")
        os.mkdir(path)
        self._schemas = {name: self._schema(table) for name, table in TABLES.items()}
        self._files = ExitStack()
        self._writers = {
            name: self._files.enter_context(
                parquet.ParquetWriter(os.path.join(path, f"{name}.parquet"), schema, compression="zstd")
            )
            for name, schema in self._schemas.items()
        }
        self._waiting: dict[str, list[tuple[Value, ...]]] = {name: [] for name in TABLES}

    def _schema(self, table: Table) -> Any:
        arrow = self._arrow
        types = {Type.TEXT: arrow.string(), Type.INTEGER: arrow.int64(), Type.BOOLEAN: arrow.bool_()}
        fields = [arrow.field("id", arrow.int64(), nullable=False)]
        return arrow.schema([*fields, *(arrow.field(c.name, types[c.type]) for c in table.columns)])

    def write(self, rows: Numbered) -> None:
        """Write some rows."""
        for name, values in rows.items():
            self._waiting[name] += values
            if len(self._waiting[name]) >= _ROWS:
                self._flush(name)

    def _flush(self, name: str) -> None:
        rows, self._waiting[name] = self._waiting[name], []
        if rows:
            schema = self._schemas[name]
            columns = [
                self._arrow.array(values, field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            self._writers[name].write_table(self._arrow.Table.from_arrays(columns, schema=schema))

    def close(self) -> None:
        """Write what waits, and close the files."""
        for name in TABLES:
            self._flush(name)
        self._files.close()


class DuckDbWriter:
    """Writes a database with keys; rows wait in files of JSON beside it, which DuckDB reads in bulk.

    Args:
        path: the file, which is not there yet.

    Raises:
        MissingExtraError: the extra ``duckdb`` is not installed.
    """

    @staticmethod
    def make_sure() -> None:
        """Raise a MissingExtraError if the extra is not installed."""
        _module("duckdb", "writing DuckDB", "duckdb")

    def __init__(self, path: str) -> None:
        self._path = path
        self._duckdb = _module("duckdb", "writing DuckDB", "duckdb")
        self._folder = f"{path}.rows"
        shutil.rmtree(self._folder, ignore_errors=True)
        os.mkdir(self._folder)
        self._files = ExitStack()
        self._rows = {
            name: self._files.enter_context(open(self._place(name), "w", encoding="utf-8", newline="\n"))  # noqa: SIM115
            for name in TABLES
        }

    def _place(self, name: str) -> str:
        return os.path.join(self._folder, f"{name}.jsonl")

    def write(self, rows: Numbered) -> None:
        """Write some rows."""
        for name, values in rows.items():
            names = TABLES[name].names
            file = self._rows[name]
            for row in values:
                file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Fill the database and close it.

        Raises:
            OSError: there is no room.
        """
        self._files.close()
        base = self._duckdb.connect(self._path)
        try:
            self._fill(base)
        except self._duckdb.Error as error:
            raise OSError(str(error)) from error
        finally:
            base.close()
        shutil.rmtree(self._folder)

    def _fill(self, base: Any) -> None:
        for name, table in TABLES.items():
            base.execute(_create(table))
            columns = ", ".join(f"'{n}': '{t}'" for n, t in _types(table))
            if os.path.getsize(self._place(name)):
                base.execute(
                    f"INSERT INTO \"{name}\" SELECT * FROM read_json(?, format = 'newline_delimited', "
                    f"columns = {{{columns}}}, maximum_object_size = 268435456)",
                    [self._place(name)],
                )


def _types(table: Table) -> list[tuple[str, str]]:
    return [("id", "BIGINT"), *((column.name, _DUCKDB[column.type]) for column in table.columns)]


def _create(table: Table) -> str:
    refers = {column.name: column.refers for column in table.columns}
    lines = []
    for name, type_ in _types(table):
        # A table cannot be filled in bulk with references to itself.
        other = refers.get(name)
        key = " PRIMARY KEY" if name == "id" else ""
        key += f' REFERENCES "{other}" ("id")' if other and other != table.name else ""
        lines.append(f'"{name}" {type_}{key}')
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'
