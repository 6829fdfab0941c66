"""The facts of a data set, or of articles, article by article: what two of them are compared by."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

import attrs

from wikirel.dataset.rows import Block, article_rows
from wikirel.dataset.tables import TABLES, Type, Value
from wikirel.errors import InputError
from wikirel.files import parse_file

__all__ = ["ArticleKey", "FactKind", "Facts", "Place", "StatedFact", "open_facts"]

Row = Mapping[str, Value]
_ARTICLES = frozenset((".wiki", ".wikitext", ".mediawiki", ".txt"))


class FactKind(StrEnum):
    """The facts that are compared."""

    DYAD = "dyad"
    EVENT = "event"
    MISSION = "mission"


@attrs.frozen
class Place:
    """Where an article says something.

    Attributes:
        section: headings, joined by ``" > "``.
        quote: the words, as plain text.
        start: where they begin, in code points of the wikitext.
        end: where they end.
    """

    section: str
    quote: str
    start: int
    end: int


@attrs.frozen
class StatedFact:
    """A fact of one article.

    Attributes:
        kind: what it is.
        values: the columns of its table that say something of the world, in their order, with the first and last
            day of each date.
        evidence: where the article says it; of a data set of ours never empty.
    """

    kind: FactKind
    values: Mapping[str, Value] = attrs.field(hash=False)
    evidence: tuple[Place, ...] = ()


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
class Facts:
    """A source of facts.

    Attributes:
        name: what it is called.
        articles: its articles.
    """

    name: str
    articles: tuple[ArticleKey, ...]
    _read: Callable[[ArticleKey], Mapping[str, Sequence[Row]]] = attrs.field(repr=False, eq=False)

    def of(self, article: ArticleKey) -> list[StatedFact]:
        """Return the facts of one of its articles, in the order of the text.

        Raises:
            InputError: the source is damaged.
        """
        try:
            return list(_stated(self._read(article)))
        except (KeyError, TypeError, ValueError, AttributeError, sqlite3.Error) as error:
            raise InputError(f"{self.name}: {article.title}: not as wikirel writes it ({error!r})") from error


def open_facts(source: str | os.PathLike[str], *, title: str | None = None) -> Facts:
    """Open a data set or articles; the facts are read when they are asked for.

    Args:
        source: a data set as SQLite, JSONL or a folder of CSV files; a file of an article, or a folder of them.
        title: the article's title, where the source is the file of one; by default as
            :func:`~wikirel.files.parse_file` finds it.

    Raises:
        InputError: it is none of these, or cannot be read.
    """
    name = os.fspath(source)
    try:
        if os.path.isdir(name):
            return _csv(name) if os.path.exists(os.path.join(name, "articles.csv")) else _folder(name)
        if os.path.splitext(name)[1].lower() in _ARTICLES:
            return _files(name, [name], title)
        with open(name, "rb") as file:
            head = file.read(16)
        if head == b"SQLite format 3\0":
            return _sqlite(name)
        if head.startswith(b"{"):
            return _jsonl(name)
    except OSError as error:
        raise InputError(f"{error.filename or name}: {(error.strerror or str(error)).lower()}") from error
    except (KeyError, TypeError, ValueError, AttributeError, sqlite3.Error) as error:
        raise InputError(f"{name}: not a data set as wikirel writes it ({error!r})") from error
    raise InputError(f"{name}: neither a data set (SQLite, JSONL, CSV) nor an article (.wiki, .txt)")


# -- from rows to facts -------------------------------------------------------------------------------------

_TABLE = {FactKind.DYAD: "dyads", FactKind.EVENT: "events", FactKind.MISSION: "missions"}
_LEFT_OUT = frozenset(("id", "article_id", "dyad_id", "missions", "events", "notes", "main_article"))
_WORDING = ("_text", "_anchor")


def _columns(kind: FactKind) -> tuple[str, ...]:
    return tuple(
        name for name in TABLES[_TABLE[kind]].names if name not in _LEFT_OUT and not name.endswith(_WORDING)
    )


_COLUMNS = {kind: _columns(kind) for kind in FactKind}


def _stated(rows: Mapping[str, Sequence[Row]]) -> Iterator[StatedFact]:
    places: dict[tuple[FactKind, Value], list[Place]] = {}
    for row in rows.get("evidence", ()):
        for kind in FactKind:
            key = row[f"{kind.value}_id"]
            if key is not None:
                start, end = int(row["start_offset"] or 0), int(row["end_offset"] or 0)
                place = Place(str(row["section"] or ""), str(row["quote"] or ""), start, end)
                places.setdefault((kind, key), []).append(place)
    for kind in FactKind:
        names = _COLUMNS[kind]
        booleans = {column.name for column in TABLES[_TABLE[kind]].columns if column.type is Type.BOOLEAN}
        for row in rows.get(_TABLE[kind], ()):
            values = {name: _plain(row[name], booleans, name) for name in names}
            yield StatedFact(kind, values, tuple(places.get((kind, row["id"]), ())))


def _plain(value: Value, booleans: Collection[str], name: str) -> Value:
    """Return a value as every format has it: SQLite has no truth values, CSV no difference of empty and null."""
    if value == "":
        return None
    return bool(value) if name in booleans and value is not None else value


_READ = ("dyads", "events", "missions", "evidence")

# -- sources ------------------------------------------------------------------------------------------------


def _sqlite(name: str) -> Facts:
    address = f"file:{quote(os.path.abspath(name))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as base:
        rows = base.execute("select title, page, revision, id from articles order by id").fetchall()

    def read(article: ArticleKey) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        with closing(sqlite3.connect(address, uri=True)) as base:
            for table in _READ:
                query = f'select * from "{table}" where article_id = ? order by id'
                cursor = base.execute(query, (article.place,))
                names = [column[0] for column in cursor.description]
                found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
        return found

    return Facts(name, tuple(ArticleKey(*row) for row in rows), read)


def _jsonl(name: str) -> Facts:
    articles = []
    ended = False
    with open(name, "rb") as file:
        offset = 0
        for line in file:
            block = json.loads(line)
            ended = "runs" in block
            for row in block.get("articles", ()):
                articles.append(ArticleKey(row["title"], row["page"], row["revision"], offset))
            offset += len(line)
    if not ended:
        raise InputError(f"{name}: not whole, or no data set: its last line is not that of the run")

    def read(article: ArticleKey) -> dict[str, list[Row]]:
        with open(name, "rb") as file:
            file.seek(article.place)
            data: dict[str, list[Row]] = json.loads(file.readline())
            return data

    return Facts(name, tuple(articles), read)


def _csv(name: str) -> Facts:
    tables: dict[str, dict[str, list[Row]]] = {}
    for table in _READ:
        by_article = tables[table] = {}
        for row in _csv_rows(name, table):
            by_article.setdefault(str(row["article_id"]), []).append(row)
    articles = tuple(
        ArticleKey(str(row["title"]), _number(row["page"]), _number(row["revision"]), str(row["id"]))
        for row in _csv_rows(name, "articles")
    )

    def read(article: ArticleKey) -> dict[str, list[Row]]:
        return {table: rows.get(article.place, []) for table, rows in tables.items()}

    return Facts(name, articles, read)


def _csv_rows(folder: str, table: str) -> Iterator[Row]:
    types = {column.name: column.type for column in TABLES[table].columns}
    with open(os.path.join(folder, f"{table}.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: _cell(value, types.get(name, Type.INTEGER)) for name, value in row.items()}


def _cell(value: str, type_: Type) -> Value:
    if type_ is Type.TEXT:
        return value or None  # CSV has one way to write both
    if not value:
        return None
    return value == "true" if type_ is Type.BOOLEAN else int(value)


def _number(value: Value) -> int | None:
    return int(value) if value is not None else None


def _folder(name: str) -> Facts:
    found = sorted(
        str(path)
        for path in Path(name).rglob("*")
        if path.suffix.lower() in _ARTICLES and not path.name.startswith(".") and path.is_file()
    )
    if not found:
        raise InputError(f"{name}: neither a data set of CSV files nor a folder of articles (.wiki, .txt)")
    return _files(name, found)


def _files(name: str, paths: Sequence[str], title: str | None = None) -> Facts:
    articles = []
    for path in paths:
        article = parse_file(path, title)
        # Kept as rows: an article with its text and map would be some ten times larger.
        articles.append(ArticleKey(article.title, None, None, _rows_of(article_rows(article))))
    return Facts(name, tuple(articles), lambda article: article.place)


def _rows_of(block: Block) -> dict[str, list[Row]]:
    return {
        table: [
            dict(zip(TABLES[table].names, (number, *row), strict=True))
            for number, row in enumerate(block.get(table, ()))
        ]
        for table in _READ
    }
