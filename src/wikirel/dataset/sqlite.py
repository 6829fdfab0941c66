"""The data set as a SQLite database with keys, indexes and full-text search, and what datasette shows of it."""

from __future__ import annotations

import json
import os
import sqlite3
from typing import Any

from wikirel.dataset.assemble import Numbered
from wikirel.dataset.tables import TABLES, Table, Type

__all__ = ["SqliteWriter", "datasette_metadata", "metadata_path"]

_TYPES = {Type.TEXT: "TEXT", Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER"}

_QUERIES = {
    "missions_by_country": (
        "Open resident missions by sending country",
        "select sending, sending_code, count(*) as missions from missions "
        "where resident = 1 and status = 'open' group by sending_code order by missions desc",
    ),
    "partners_without_mission": (
        "Countries whose relations are told of without any mission",
        "select country, partner, established from dyads where missions = 0 order by country, partner",
    ),
    "breaks": (
        "Relations that were severed, with the words of the article",
        "select e.date, e.parties, v.quote, a.title from events e join evidence v on v.event_id = e.id "
        "join articles a on a.id = e.article_id where e.kind = 'severed' order by e.date_earliest",
    ),
    "disagreements": (
        "Pairs for which several dates of establishment are given",
        "select parties_codes, group_concat(distinct date) as dates, count(distinct date) as n from events "
        "where kind = 'established' group by parties_codes having n > 1 order by n desc",
    ),
    "uncited": (
        "Events without any reference",
        "select e.date, e.kind, e.text, a.title from events e join articles a on a.id = e.article_id where not "
        "exists (select 1 from evidence v join citations c on c.evidence_id = v.id where v.event_id = e.id)",
    ),
}


class SqliteWriter:
    """Writes a database.

    The file is of this run alone until it is whole, so SQLite's own journal is off.

    Args:
        path: the file, which is not there yet.
    """

    def __init__(self, path: str) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "journal_mode = off",
            "synchronous = off",
            "foreign_keys = off",
            "cache_size = -16000",
        ):
            self._base.execute(f"pragma {pragma}")
        self._base.execute("begin")
        for table in TABLES.values():
            self._base.execute(_create(table))
        self._insert = {
            name: f'insert into "{name}" values ({", ".join("?" * len(table.names))})'
            for name, table in TABLES.items()
        }

    def write(self, rows: Numbered) -> None:
        """Write some rows.

        Raises:
            OSError: there is no room.
        """
        try:
            for name, values in rows.items():
                self._base.executemany(self._insert[name], values)
        except sqlite3.OperationalError as error:
            self._base.close()
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Make the indexes, and close the database.

        Raises:
            OSError: there is no room.
        """
        try:
            self._finish()
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        finally:
            self._base.close()

    def _finish(self) -> None:
        for table in TABLES.values():
            for column in table.columns:
                if column.indexed:
                    index = f"{table.name}_{column.name}"
                    self._base.execute(f'create index "{index}" on "{table.name}" ("{column.name}")')
            if table.search:
                names = ", ".join(table.search)
                search = f"{table.name}_fts"
                self._base.execute(
                    f'create virtual table "{search}" using fts5({names}, content="{table.name}", '
                    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
                )
                self._base.execute(f'insert into "{search}" ("{search}") values (\'rebuild\')')
        self._base.execute("commit")


def _create(table: Table) -> str:
    lines = ['"id" INTEGER PRIMARY KEY']
    for column in table.columns:
        refers = f' REFERENCES "{column.refers}" ("id")' if column.refers else ""
        lines.append(f'"{column.name}" {_TYPES[column.type]}{refers}')
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def metadata_path(out: str) -> str:
    """Return where the metadata for datasette lie: beside the database.

    >>> metadata_path("relations.sqlite")
    'relations.metadata.json'
    """
    return f"{os.path.splitext(out)[0]}.metadata.json"


def datasette_metadata(out: str, source: str) -> str:
    """Return the metadata that ``datasette relations.sqlite -m relations.metadata.json`` shows.

    Args:
        out: the database.
        source: what it was made of.
    """
    tables: dict[str, Any] = {}
    for table in TABLES.values():
        entry: dict[str, Any] = {"description": table.about}
        if table.search:
            entry |= {"fts_table": f"{table.name}_fts", "fts_pk": "id"}
        label = next((name for name in ("title", "name", "text", "quote") if name in table.names), None)
        if label:
            entry["label_column"] = label
        tables[table.name] = entry
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in _QUERIES.items()}
    base = os.path.splitext(os.path.basename(out))[0]
    data = {
        "title": "Relations between countries, as Wikipedia tells of them",
        "description": "Typed, dated, sourced facts, made by wikirel; the table evidence "
        "has the words of the article for every fact.",
        "source": source,
        "license": "CC BY-SA 4.0",
        "databases": {base: {"tables": tables, "queries": queries}},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
