"""Facts out of Arrow record batches: a pure function that Spark, Ray, Dask and Daft take alike.

No key is counted here, for no worker knows what the others have made.  The key of an article is the number of its
revision (a negative digest of title and text where that is not known), and the key of a row of another table is
``article * 2**20 + place``: the same page gives the same keys wherever and whenever it is read, and keys of
different revisions of one wiki never meet.

>>> import pyarrow
>>> pages = pyarrow.table(
...     {"title": ["Cuba–Peru relations"], "text": ["* Cuba has an embassy in Lima."], "revision": [7]}
... )
>>> (missions,) = facts_of(pages.to_batches(), "missions")
>>> missions.select(["article_id", "sending", "city"]).to_pylist()
[{'article_id': 7, 'sending': 'Cuba', 'city': 'Lima'}]
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from wikirel.api import parse_article
from wikirel.dataset.rows import Block, article_rows
from wikirel.dataset.selection import is_article
from wikirel.dataset.tables import TABLES, Type, Value
from wikirel.dump import Page
from wikirel.errors import InputError, MissingExtraError, SchemaError
from wikirel.named_schemas import load_schema
from wikirel.schema import Schema

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow import Schema as Columns

__all__ = ["LONGEST", "PAGE_TABLES", "all_facts_of", "all_facts_schema", "facts_of", "facts_schema"]

PAGE_TABLES = tuple(name for name in TABLES if name != "runs")
"""The tables that a page has rows in: all but that of the run."""

LONGEST = 8 << 20
"""How many code points of a page are read: four times what MediaWiki saves (``$wgMaxArticleSize``, 2 MiB)."""

_SHIFT = 20  # so many bits of a key are the place of the row among those of its page
_ROWS = 10_000  # a batch is given once it has so many rows
_CHARACTERS = 16 << 20  # or once so many code points were read for it

_REQUIRED = ("title", "text")
_OPTIONAL = ("revision", "page", "timestamp", "redirect")


@attrs.frozen
class _Input:
    """A page as a row of a batch has it; what is not there is None; broken names columns that are no UTF-8."""

    title: str | None
    text: str | None
    revision: int | None = None
    page: int | None = None
    timestamp: str | None = None
    redirect: str | None = None
    broken: str = ""

    @property
    def key(self) -> int:
        """The key of the article: positive where the revision is known, negative otherwise."""
        if self.revision is not None and 0 < self.revision < 1 << (63 - _SHIFT):
            return self.revision
        digest = hashlib.blake2b(digest_size=8)
        for part in (self.title, self.text):
            digest.update(f"{len(part or '')}:{part or ''}".encode())
        return -1 - (int.from_bytes(digest.digest(), "big") >> (_SHIFT + 1))


def facts_schema(table: str) -> Columns:
    """Return the Arrow schema of a table: that of the Parquet file of a data set.

    Args:
        table: one of :data:`~wikirel.dataset.TABLES`.

    Raises:
        SchemaError: there is no such table.
        MissingExtraError: the extra ``arrow`` is not installed.

    >>> facts_schema("redirects").names
    ['id', 'article_id', 'title', 'target', 'page', 'revision']
    """
    arrow = _arrow()
    if table not in TABLES:
        raise SchemaError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    types = {Type.TEXT: arrow.string(), Type.INTEGER: arrow.int64(), Type.BOOLEAN: arrow.bool_()}
    fields = [arrow.field(column.name, types[column.type]) for column in TABLES[table].columns]
    return arrow.schema([arrow.field("id", arrow.int64(), nullable=False), *fields])


def all_facts_schema() -> Columns:
    """Return the schema of :func:`all_facts_of`: a column for each table, which holds a list of its rows.

    Raises:
        MissingExtraError: the extra ``arrow`` is not installed.

    >>> all_facts_schema().names == list(PAGE_TABLES)
    True
    """
    arrow = _arrow()
    return arrow.schema([arrow.field(name, arrow.list_(_struct(name))) for name in PAGE_TABLES])


def facts_of(
    batches: Iterable[RecordBatch],
    table: str,
    *,
    wanted: Callable[[str], bool] | None = None,
    longest: int = LONGEST,
    schema: Schema | str | None = None,
) -> Iterator[RecordBatch]:
    """Yield the rows of one table that pages give.

    A page that cannot be read costs a row of ``diagnostics`` and no exception.  Pages that only list pages of like
    names give nothing, and redirects give a row of ``redirects`` alone, as in a data set out of a dump.

    Args:
        batches: pages; the columns ``title`` and ``text`` are needed, ``revision``, ``page`` (its number),
            ``timestamp`` and ``redirect`` (the target of a redirect) are taken where they are there, others are
            left alone.  A title of null is read off the text.
        table: one of :data:`PAGE_TABLES`.
        wanted: tells by a title whether the page is read, such as
            :meth:`wikirel.dataset.Selection.by_patterns`; by default all are.
        longest: pages of more code points are not read.  Time and memory grow with the length of a page and with
            nothing else, so this bounds both.
        schema: what to look for in every page, or its name (see :func:`~wikirel.named_schemas.load_schema`),
            which is looked up where the pages are read; by default it is chosen by the title.

    Raises:
        SchemaError: there is no such table of pages, or no such schema.
        InputError: a batch has not the columns of pages.
        MissingExtraError: the extra ``arrow`` is not installed.
    """
    if table not in PAGE_TABLES:
        raise SchemaError(f"pages give no table {table!r}; they give {', '.join(PAGE_TABLES)}")
    columns = facts_schema(table)

    def make(rows: Block) -> RecordBatch | None:
        return _batch(rows[table], columns) if rows.get(table) else None

    return _gathered(_pages(batches, wanted), make, _Reader(longest, _schema_of(schema)))


def all_facts_of(
    batches: Iterable[RecordBatch],
    *,
    wanted: Callable[[str], bool] | None = None,
    longest: int = LONGEST,
    schema: Schema | str | None = None,
) -> Iterator[RecordBatch]:
    """Yield a row for each page that gives any fact, with the rows of every table in one column each.

    So each page is read once, whatever the number of tables.  Engines take such lists apart: ``inline`` in Spark,
    ``unnest`` in DuckDB, ``explode`` elsewhere.

    Args:
        batches: as for :func:`facts_of`.
        wanted: as for :func:`facts_of`.
        longest: as for :func:`facts_of`.
        schema: as for :func:`facts_of`.

    Raises:
        SchemaError: there is no such schema.
        InputError: a batch has not the columns of pages.
        MissingExtraError: the extra ``arrow`` is not installed.
    """
    layout = all_facts_schema()
    tables = {name: facts_schema(name) for name in PAGE_TABLES}
    arrow = _arrow()

    def make(rows: Block) -> RecordBatch | None:
        if not any(rows.values()):
            return None
        columns = []
        for name, inner in tables.items():
            batch = _batch(rows.get(name, []), inner)
            struct = arrow.StructArray.from_arrays(batch.columns, fields=list(inner))
            columns.append(
                arrow.ListArray.from_arrays([0, batch.num_rows], struct, type=layout.field(name).type)
            )
        return arrow.RecordBatch.from_arrays(columns, schema=layout)

    return _gathered(_pages(batches, wanted), make, _Reader(longest, _schema_of(schema)))


def _arrow() -> Any:
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise MissingExtraError("facts in Arrow batches", "arrow") from error


def _struct(table: str) -> Any:
    return _arrow().struct(list(facts_schema(table)))


def _batch(rows: list[list[Value]], layout: Columns) -> RecordBatch:
    arrow = _arrow()
    columns = zip(*rows, strict=True) if rows else [()] * len(layout)
    arrays = [arrow.array(column, field.type) for column, field in zip(columns, layout, strict=True)]
    return arrow.RecordBatch.from_arrays(arrays, schema=layout)


def _pages(batches: Iterable[RecordBatch], wanted: Callable[[str], bool] | None) -> Iterator[_Input]:
    """Yield pages one by one: the texts of a batch are long, and are not all to be Python strings at once."""
    arrow = _arrow()
    text, number = arrow.large_string(), arrow.int64()
    types = dict.fromkeys((*_REQUIRED, *_OPTIONAL), text) | {"revision": number, "page": number}
    for batch in batches:
        names = batch.schema.names
        if lacking := [name for name in _REQUIRED if name not in names]:
            raise InputError(
                f"pages have no column {' and no column '.join(lacking)}; there are {', '.join(names)}"
            )
        columns = {}
        for name in types:
            if name in names:
                try:
                    columns[name] = batch.column(names.index(name)).cast(types[name])
                except arrow.ArrowException as error:
                    raise InputError(f"the column {name} of pages is no {types[name]}: {error}") from error
        for place in range(batch.num_rows):
            title, _ = _decoded(columns["title"][place])
            if wanted is None or (title is not None and wanted(title)):
                values = {name: _decoded(column[place]) for name, column in columns.items()}
                broken = [name for name, (_, fine) in values.items() if not fine]
                yield _Input(
                    **{name: value for name, (value, _) in values.items()}, broken=" and ".join(broken)
                )


def _decoded(value: Any) -> tuple[Any, bool]:
    """Return a value, and whether it is what was written: engines let bytes pass as text that are no UTF-8."""
    try:
        return value.as_py(), True
    except UnicodeDecodeError:
        return value.as_buffer().to_pybytes().decode(errors="backslashreplace"), False


def _gathered(
    pages: Iterable[_Input], make: Callable[[Block], RecordBatch | None], reader: _Reader
) -> Iterator[RecordBatch]:
    """Put what single pages give together to batches of a fair size."""
    parse_article("")  # an installation that is broken must not pass for a million pages that are
    waiting: list[RecordBatch] = []
    rows = characters = 0
    for page in pages:
        try:
            batch = make(_keyed(_block(page, reader), page.key))
        except Exception as error:  # a mistake of ours in one page must not abort a job of millions
            batch = make(_keyed(_failed(page, "page-unread", f"{type(error).__name__}: {error}"), page.key))
        if batch is not None:
            waiting.append(batch)
            rows += batch.num_rows
        characters += len(page.text or "")
        if waiting and (rows >= _ROWS or characters >= _CHARACTERS):
            yield from _joined(waiting)
            rows = characters = 0
            waiting = []
    if waiting:
        yield from _joined(waiting)


def _joined(batches: list[RecordBatch]) -> Iterator[RecordBatch]:
    yield from _arrow().Table.from_batches(batches).combine_chunks().to_batches()


@attrs.frozen
class _Reader:
    """How pages are read: which are too long, and what is looked for."""

    longest: int
    schema: Schema | None


def _schema_of(schema: Schema | str | None) -> Schema | None:
    return load_schema(schema) if isinstance(schema, str) else schema


def _block(page: _Input, reader: _Reader) -> Block:
    if page.broken:
        return _failed(page, "page-unread", f"{page.broken} is no UTF-8")
    if page.redirect:
        return {"redirects": [[None, page.title, page.redirect, page.page, page.revision]]}
    if page.text is None:
        return _failed(page, "page-without-text", "it has no text")
    if len(page.text) > reader.longest:
        return _failed(page, "page-too-long", f"{len(page.text)} characters are more than {reader.longest}")
    if not is_article(Page(title=page.title or "", id=0, text=page.text)):
        return {}
    schema = reader.schema
    article = parse_article(page.text, page.title, schema)
    block = article_rows(article, schema=schema.name if schema else None)
    block["articles"][0][1:4] = [page.page, page.revision, page.timestamp]
    return block


def _failed(page: _Input, code: str, why: str) -> Block:
    name = page.title or f"revision {page.revision}"
    message = f"{name} was not read: {why}".encode(errors="backslashreplace").decode()
    return {"diagnostics": [[None, code, "error", message, None, None, None, None]]}


def _keyed(block: Block, article: int) -> Block:
    """Give each row its key, and references the keys of their rows."""
    keyed: Block = {}
    for name, rows in block.items():
        if len(rows) >> _SHIFT:
            raise OverflowError(f"{len(rows)} rows of {name}")
        places = [
            (place, 0 if column.refers == "articles" else article << _SHIFT)
            for place, column in enumerate(TABLES[name].columns)
            if column.refers is not None
        ]
        keyed[name] = made = []
        for number, row in enumerate(rows):
            for place, base in places:
                value = row[place]
                if value is not None:
                    row[place] = base + int(value) if base else article
            made.append([article if name == "articles" else (article << _SHIFT) + number, *row])
    return keyed
