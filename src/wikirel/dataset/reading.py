"""The rows of a data set, article by article, out of whatever format it was written in."""

from __future__ import annotations

import csv
import importlib
import json
import os
import sqlite3
import weakref
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import attrs

from wikirel.dataset.tables import TABLES, Type, Value
from wikirel.errors import InputError, MissingExtraError

__all__ = ["ArticleKey", "Row", "Rows", "explained", "is_dataset", "open_rows", "plain"]

Row = Mapping[str, Value]

_LONGEST_CELL = 1 << 27  # four times the longest page that is read of a dump


@attrs.frozen
class ArticleKey:
    """An article of a source.

    Attributes:
        title: its title.
        page: the page's number, where that is known.
        revision: the revision's number, where that is known.
        place: how the source finds it.
    """

    title: str
    page: int | None
    revision: int | None
    place: Any = attrs.field(repr=False)


@attrs.frozen
class Rows:
    """The rows of a data set.

    Attributes:
        name: what it is called.
        articles: its articles.
        read: gives the rows of some tables that belong to an article, as every format has them.
    """

    name: str
    articles: tuple[ArticleKey, ...]
    read: Callable[[ArticleKey, Sequence[str]], dict[str, list[Row]]] = attrs.field(repr=False, eq=False)


def is_dataset(path: str) -> bool:
    """Tell by its first bytes whether a file is a data set, or by what is in it whether a folder is one."""
    return _opener(path) is not None


def open_rows(path: str) -> Rows:
    """Open a data set; its rows are read when they are asked for.

    Args:
        path: SQLite, DuckDB (extra ``duckdb``), JSONL, or a folder of CSV or Parquet files (extra ``arrow``).

    Raises:
        InputError: it is none of these, or cannot be read.
        MissingExtraError: an extra is not installed.
    """
    opener = _opener(path)
    if opener is None:
        raise InputError(f"{path}: no data set (SQLite, DuckDB, JSONL, a folder of CSV or Parquet files)")
    try:
        return opener(path)
    except OSError as error:
        raise InputError(f"{error.filename or path}: {(error.strerror or str(error)).lower()}") from error
    except (MissingExtraError, InputError):
        raise
    except Exception as error:  # each format has exceptions of its own
        raise InputError(f"{path}: not a data set as wikirel writes it ({explained(error)})") from error


def explained(error: Exception) -> str:
    """Say in a few words what was wrong with a data set.

    >>> explained(KeyError("article_id")), explained(ValueError("no number"))
    ("there is no 'article_id'", 'no number')
    """
    if isinstance(error, KeyError):
        return f"there is no {error}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte 0x{error.object[error.start]:02x}"
    if isinstance(error, OSError):
        place = f"{os.path.basename(str(error.filename))}: " if error.filename else ""
        return f"{place}{(error.strerror or str(error)).lower()}"
    return " ".join(str(error).split()) or type(error).__name__


def plain(table: str, row: Mapping[str, Value]) -> dict[str, Value]:
    """Return a row as every format has it: SQLite has no truth values, CSV no difference of empty and null."""
    made: dict[str, Value] = {}
    for name, value in row.items():
        if value == "" and isinstance(value, str):
            value = None
        elif value is not None and name in _BOOLEANS[table]:
            value = bool(value)
        made[name] = value
    return made


_BOOLEANS = {
    name: frozenset(column.name for column in table.columns if column.type is Type.BOOLEAN)
    for name, table in TABLES.items()
}


def _opener(path: str) -> Callable[[str], Rows] | None:
    if os.path.isdir(path):
        for suffix, opener in (("csv", _csv), ("parquet", _parquet)):
            if os.path.exists(os.path.join(path, f"articles.{suffix}")):
                return opener
        return None
    try:
        with open(path, "rb") as file:
            head = file.read(16)
    except OSError:
        return None
    if head == b"SQLite format 3\0":
        return _sqlite
    if head[8:12] == b"DUCK":
        return _duckdb
    return _jsonl if head.startswith(b"{") else None


def _queried(name: str, rows: Sequence[Sequence[Any]], run: Callable[[str, Value], _Answer]) -> Rows:
    def read(article: ArticleKey, tables: Sequence[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for table in tables:
            names, values = run(f'select * from "{table}" where article_id = ? order by id', article.place)
            found[table] = [plain(table, dict(zip(names, row, strict=True))) for row in values]
        return found

    return Rows(name, tuple(ArticleKey(*row) for row in rows), read)


class _Answer(NamedTuple):
    names: list[str]
    rows: list[tuple[Any, ...]]


_ARTICLES = "select title, page, revision, id from articles order by id"


class _Sqlite:
    """A connection that is closed when nobody can ask it any more."""

    def __init__(self, address: str) -> None:
        self.connection = sqlite3.connect(address, uri=True, check_same_thread=False)


def _sqlite(path: str) -> Rows:
    base = _Sqlite(f"file:{quote(os.path.abspath(path))}?mode=ro")
    weakref.finalize(base, base.connection.close)

    def run(query: str, *values: Value) -> _Answer:
        cursor = base.connection.execute(query, values)
        return _Answer([column[0] for column in cursor.description], cursor.fetchall())

    return _queried(path, run(_ARTICLES).rows, run)


def _duckdb(path: str) -> Rows:
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError as error:
        raise MissingExtraError("reading DuckDB", "duckdb") from error
    base = duckdb.connect(path, read_only=True)

    def run(query: str, *values: Value) -> _Answer:
        cursor = base.execute(query, list(values))
        return _Answer([column[0] for column in cursor.description], cursor.fetchall())

    return _queried(path, run(_ARTICLES).rows, run)


def _jsonl(path: str) -> Rows:
    articles = []
    ended = False
    with open(path, "rb") as file:
        offset = 0
        for line in file:
            block = json.loads(line)
            ended = "runs" in block
            for row in block.get("articles", ()):
                articles.append(ArticleKey(row["title"], row["page"], row["revision"], offset))
            offset += len(line)
    if not ended:
        raise InputError(f"{path}: not whole, or no data set: its last line is not that of the run")

    def read(article: ArticleKey, tables: Sequence[str]) -> dict[str, list[Row]]:
        with open(path, "rb") as file:
            file.seek(article.place)
            data: dict[str, list[Row]] = json.loads(file.readline())
        return {table: [plain(table, row) for row in data.get(table, ())] for table in tables}

    return Rows(path, tuple(articles), read)


def _csv(path: str) -> Rows:
    kept: dict[str, dict[str, list[Row]]] = {}

    def of(table: str) -> dict[str, list[Row]]:
        if table not in kept:
            by_article = kept[table] = {}
            for row in _csv_rows(path, table):
                by_article.setdefault(str(row["article_id"]), []).append(row)
        return kept[table]

    def read(article: ArticleKey, tables: Sequence[str]) -> dict[str, list[Row]]:
        return {table: of(table).get(article.place, []) for table in tables}

    articles = tuple(
        ArticleKey(str(row["title"]), _number(row["page"]), _number(row["revision"]), str(row["id"]))
        for row in _csv_rows(path, "articles")
    )
    return Rows(path, articles, read)


def _csv_rows(folder: str, table: str) -> Iterator[Row]:
    types = {column.name: column.type for column in TABLES[table].columns}
    place = os.path.join(folder, f"{table}.csv")
    # The limit is one for all of Python, and 128 KB by default: the lead of an article may be longer.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    try:
        with open(place, encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            lacking = [name for name in ("id", *types) if name not in (rows.fieldnames or ())]
            if lacking:
                raise InputError(
                    f"{place}: not as wikirel writes it (there is no column {', '.join(lacking)})"
                )
            for row in rows:
                yield {name: _cell(value, types.get(name, Type.INTEGER)) for name, value in row.items()}
    except (UnicodeDecodeError, csv.Error, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{place}: not as wikirel writes it ({explained(error)})") from error


def _cell(value: str, type_: Type) -> Value:
    if type_ is Type.TEXT:
        return value or None  # CSV has one way to write both
    if not value:
        return None
    return value == "true" if type_ is Type.BOOLEAN else int(value)


def _number(value: Value) -> int | None:
    return int(value) if value is not None else None


def _parquet(path: str) -> Rows:
    """Keep the tables as Arrow has them, in columns, and look articles up by bisection."""
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "arrow") from error
    kept: dict[str, tuple[Any, list[int]]] = {}

    def of(table: str) -> tuple[Any, list[int]]:
        if table not in kept:
            # A folder where Spark wrote; rows without an article, of damage, come first and are never asked for.
            data = parquet.read_table(os.path.join(path, f"{table}.parquet"))
            data = data.filter(data.column("article_id").is_valid())
            data = data.sort_by([("article_id", "ascending"), ("id", "ascending")])
            kept[table] = data, data.column("article_id").to_pylist()
        return kept[table]

    def read(article: ArticleKey, tables: Sequence[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for table in tables:
            data, keys = of(table)
            start, stop = bisect_left(keys, article.place), bisect_left(keys, article.place + 1)
            found[table] = [plain(table, row) for row in data.slice(start, stop - start).to_pylist()]
        return found

    articles = parquet.read_table(
        os.path.join(path, "articles.parquet"), columns=["title", "page", "revision", "id"]
    )
    rows = articles.sort_by("id").to_pylist()
    return Rows(
        path, tuple(ArticleKey(row["title"], row["page"], row["revision"], row["id"]) for row in rows), read
    )
