"""The data set as text: one JSON line an article, or a folder with a CSV file for each table."""

from __future__ import annotations

import csv
import json
import os
from contextlib import ExitStack
from typing import Any

from wikirel.dataset.assemble import Numbered
from wikirel.dataset.tables import TABLES, Type, Value

__all__ = ["CsvWriter", "JsonLinesWriter"]

_BOOLEANS = {
    name: {place for place, column in enumerate(table.columns, 1) if column.type is Type.BOOLEAN}
    for name, table in TABLES.items()
}


class JsonLinesWriter:
    """Writes a line for each article: an object of tables, each an array of rows as objects.

    A redirect and a damage have lines of their own; the last line is the run's, so a file that was cut shows.

    Args:
        path: the file.
    """

    def __init__(self, path: str) -> None:
        self._file = open(path, "w", encoding="utf-8", newline="\n")  # noqa: SIM115  close() closes it

    def write(self, rows: Numbered) -> None:
        """Write a line."""
        data: dict[str, list[dict[str, Any]]] = {
            name: [dict(zip(TABLES[name].names, row, strict=True)) for row in values]
            for name, values in rows.items()
        }
        self._file.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class CsvWriter:
    """Writes a file for each table (RFC 4180, with a header); truth values are ``true`` and ``false``.

    Args:
        path: the folder.
    """

    def __init__(self, path: str) -> None:
        os.mkdir(path)
        self._files = ExitStack()
        self._writers = {}
        for name, table in TABLES.items():
            file = open(os.path.join(path, f"{name}.csv"), "w", encoding="utf-8", newline="")  # noqa: SIM115
            self._files.enter_context(file)
            self._writers[name] = csv.writer(file, lineterminator="\r\n")
            self._writers[name].writerow(table.names)

    def write(self, rows: Numbered) -> None:
        """Write some rows."""
        for name, values in rows.items():
            booleans = _BOOLEANS[name]
            self._writers[name].writerows(
                [_cell(value, place in booleans) for place, value in enumerate(row)] if booleans else row
                for row in values
            )

    def close(self) -> None:
        """Close the files."""
        self._files.close()


def _cell(value: Value, boolean: bool) -> Value:
    return str(bool(value)).lower() if boolean and value is not None else value
