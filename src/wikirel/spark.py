"""Facts on Spark: a thin layer over :mod:`wikirel.dataset.batches`, which knows no engine.

::

    from wikirel.spark import facts, session

    pages = session().read.parquet("pages/")  # title, text, revision
    facts(pages, "missions").write.parquet("missions/")

Needs the extra ``spark``; on a cluster wikirel must be installed where the workers are (``docs/spark.md``).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from wikirel.dataset.batches import LONGEST, PAGE_TABLES, all_facts_of, facts_of
from wikirel.dataset.schemas import schemas_text
from wikirel.dataset.selection import Selection
from wikirel.dataset.tables import TABLES, Type, Value
from wikirel.errors import MissingExtraError, SchemaError, WikirelError
from wikirel.named_schemas import load_schema
from wikirel.schema import Schema

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["all_facts", "ddl", "facts", "session", "session_options", "write_dataset"]

_TYPES = {Type.TEXT: "STRING", Type.INTEGER: "BIGINT", Type.BOOLEAN: "BOOLEAN"}
_TAKEN = ("title", "text", "revision", "page", "timestamp", "redirect")


def session_options(*, local: bool = False) -> dict[str, str]:
    """Return the options of a session in which texts of articles do not fill the memory.

    An Arrow batch has few rows, because a row holds a text of up to two megabytes (Spark's default is 10,000
    rows), and the parts that files are read in are small, because a compressed megabyte is much work.

    Args:
        local: whether Spark runs on this machine alone; then it listens on the loopback address
            and has no web page.

    >>> session_options()["spark.sql.execution.arrow.maxRecordsPerBatch"]
    '32'
    """
    options = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": "32",
        "spark.sql.files.maxPartitionBytes": str(8 << 20),
    }
    if local:
        # The name of a laptop often resolves to an address of a network that it has left.
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        options |= {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    return options


def session(cores: int | None = None, **options: str) -> SparkSession:
    """Return the session of this program: the active one, that of ``spark-submit``, or else one on this machine.

    On this machine the workers are the interpreter that runs this: ``PYSPARK_PYTHON`` is set where it is not, for
    otherwise they would be whatever ``python3`` is on the path, where wikirel may be missing.

    Args:
        cores: how many of this machine are used; by default all.
        options: more options of a session on this machine, with ``__`` for a dot.

    Raises:
        MissingExtraError: the extra ``spark`` is not installed.
        WikirelError: there is no Java.
    """
    class_ = _pyspark("pyspark.sql").SparkSession
    active: SparkSession | None = class_.getActiveSession()
    if active is not None:
        return active
    if (
        "PYSPARK_GATEWAY_PORT" in os.environ
    ):  # spark-submit has set up all; what it was not told is ours to say
        submitted: SparkSession = class_.builder.getOrCreate()
        told = submitted.sparkContext.getConf()
        for name, value in session_options().items():
            if not told.contains(name):
                submitted.conf.set(name, value)
        return submitted
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(os.path.join(home, "bin", "java") if home else "java"):
        raise WikirelError("Spark needs Java 17 or newer: install it, or set JAVA_HOME")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = class_.builder.appName("wikirel").master(f"local[{cores or '*'}]")
    more = {name.replace("__", "."): value for name, value in options.items()}
    for name, value in (session_options(local=True) | more).items():
        builder = builder.config(name, value)
    started: SparkSession = builder.getOrCreate()
    return started


def ddl(table: str) -> str:
    """Return the columns of a table as Spark's ``mapInArrow`` takes them.

    Args:
        table: one of :data:`~wikirel.dataset.TABLES`.

    Raises:
        SchemaError: there is no such table.

    >>> ddl("redirects")
    '`id` BIGINT NOT NULL, `article_id` BIGINT, `title` STRING, `target` STRING, `page` BIGINT, `revision` BIGINT'
    """
    if table not in TABLES:
        raise SchemaError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    return ", ".join(
        [
            "`id` BIGINT NOT NULL",
            *(f"`{column.name}` {_TYPES[column.type]}" for column in TABLES[table].columns),
        ]
    )


def facts(
    pages: DataFrame,
    table: str,
    *,
    wanted: Selection | None = None,
    longest: int = LONGEST,
    schema: Schema | str | None = None,
) -> DataFrame:
    """Return the rows of one table that pages give.

    Args:
        pages: with the columns of :func:`wikirel.dataset.batches.facts_of`; others are left alone.
        table: one of :data:`~wikirel.dataset.batches.PAGE_TABLES`.
        wanted: which pages are read; by default all.  Patterns of titles are tried in Spark first, so that
            the texts of other pages never reach Python.
        longest: pages of more code points are not read.
        schema: what to look for in every page, or its name, as ``wikirel dataset --schema`` takes it.  A file of
            ``FILE.py`` or ``FILE.py:NAME`` is sent to the workers; a package or a module must be there.  By
            default it is chosen by the title.

    Raises:
        SchemaError: there is no such table of pages, or no such schema.
        MissingExtraError: the extra ``spark`` is not installed.
    """
    if table not in PAGE_TABLES:
        raise SchemaError(f"pages give no table {table!r}; they give {', '.join(PAGE_TABLES)}")
    read = partial(_read, facts_of, schema=_sent(pages, schema), table=table, wanted=wanted, longest=longest)
    return _mapped(pages, read, ddl(table), wanted)


def all_facts(
    pages: DataFrame,
    *,
    wanted: Selection | None = None,
    longest: int = LONGEST,
    schema: Schema | str | None = None,
) -> DataFrame:
    """Return a row for each page that gives any fact, with the rows of every table as an array of structures.

    ``all_facts(pages).selectExpr("inline(missions)")`` is ``facts(pages, "missions")``; of this each page is read
    but once, where it is persisted.

    Args:
        pages: as for :func:`facts`.
        wanted: as for :func:`facts`.
        longest: as for :func:`facts`.
        schema: as for :func:`facts`.

    Raises:
        SchemaError: there is no such schema.
        MissingExtraError: the extra ``spark`` is not installed.
    """
    columns = ", ".join(f"`{name}` ARRAY<STRUCT<{_fields(name)}>>" for name in PAGE_TABLES)
    read = partial(_read, all_facts_of, schema=_sent(pages, schema), wanted=wanted, longest=longest)
    return _mapped(pages, read, columns, wanted)


def write_dataset(
    pages: DataFrame,
    folder: str,
    *,
    source: str = "",
    wanted: Selection | None = None,
    longest: int = LONGEST,
    files: int = 1,
    schema: Schema | str | None = None,
) -> dict[str, int]:
    """Write a data set as Parquet: ``folder/missions.parquet/`` and so on for every table, runs among them.

    Keys are those of :mod:`wikirel.dataset.batches`; all else is as ``wikirel dataset`` writes it.

    Args:
        pages: as for :func:`facts`; each page once.
        folder: where Spark writes: a path, or the address of a store that it knows.
        source: what the pages are, for ``runs``: the name of the dump or of the table.
        wanted: as for :func:`facts`.
        longest: as for :func:`facts`.
        files: how many files a table is written as, in the order of its keys.  All the facts of a Wikipedia take
            a few megabytes.
        schema: as for :func:`facts`.

    Returns:
        How many rows each table has.

    Raises:
        SchemaError: there is no such schema.
        MissingExtraError: the extra ``spark`` is not installed.
    """
    level = _pyspark("pyspark").StorageLevel.DISK_ONLY
    found = all_facts(pages, wanted=wanted, longest=longest, schema=schema).persist(level)
    try:
        # This reads all pages, on all workers, and keeps what they give; the writes below only copy.
        sums = found.selectExpr(*(f"coalesce(sum(size({name})), 0) AS {name}" for name in PAGE_TABLES))
        counts = {name: int(count) for name, count in sums.collect()[0].asDict().items()}
        for name in PAGE_TABLES:
            rows = found.selectExpr(f"inline({name})")
            rows = rows.coalesce(1) if files == 1 else rows.repartitionByRange(files, "id")
            rows.sortWithinPartitions("id").write.parquet(f"{folder}/{name}.parquet", compression="zstd")
        articles = found.selectExpr("inline(articles)").select("page", "revision", "timestamp")
        failed = found.selectExpr("inline(diagnostics)").where("article_id IS NULL").count()
        read = [tuple(row) for row in articles.sort("page", "revision").collect()]
    finally:
        found.unpersist()
    words = {"source": source, "wanted": wanted.text if wanted else "pages", "schemas": schemas_text(schema)}
    run = _run_row(read, counts | {"runs": 1, "damaged": failed}, words)
    frame = pages.sparkSession.createDataFrame([run], ddl("runs"))
    frame.coalesce(1).write.parquet(f"{folder}/runs.parquet", compression="zstd")
    return counts | {"runs": 1}


def _pyspark(name: str) -> Any:
    try:
        importlib.import_module("pandas")  # mapInArrow asks for it, though it is not used
        importlib.import_module("pyarrow")
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtraError("Spark", "spark") from error


@attrs.frozen
class _File:
    """A schema in a file that was sent to the workers: the file's name, and what stands behind it."""

    name: str
    behind: str

    def load(self) -> Schema:
        return load_schema(_pyspark("pyspark").SparkFiles.get(self.name) + self.behind)


def _sent(pages: DataFrame, schema: Schema | str | None) -> Schema | str | _File | None:
    """Return what a worker finds a schema by; a file is sent to the workers.

    Raises:
        SchemaError: there is no such schema.
    """
    if not isinstance(schema, str):
        return schema
    load_schema(schema)  # so that a wrong name is told of here, and not by every worker
    place = schema if schema.endswith(".py") else schema.rpartition(":")[0]
    if not place.endswith(".py"):
        return schema
    pages.sparkSession.sparkContext.addFile(place)
    return _File(os.path.basename(place), schema[len(place) :])


def _read(
    function: Callable[..., Iterator[RecordBatch]],
    batches: Iterable[RecordBatch],
    *,
    schema: Schema | str | _File | None,
    **options: Any,
) -> Iterator[RecordBatch]:
    return function(batches, schema=schema.load() if isinstance(schema, _File) else schema, **options)


def _fields(table: str) -> str:
    return ", ".join(
        [
            "`id`: BIGINT NOT NULL",
            *(f"`{column.name}`: {_TYPES[column.type]}" for column in TABLES[table].columns),
        ]
    )


def _mapped(pages: DataFrame, read: Callable[..., Any], columns: str, wanted: Selection | None) -> DataFrame:
    functions = _pyspark("pyspark.sql.functions")
    if wanted is not None and wanted.patterns:
        # Java's flag U gives \b and \w the meaning that they have in Python.
        pages = pages.where(functions.col("title").rlike(f"(?iU){wanted.patterns}"))
    return pages.select(*(name for name in _TAKEN if name in pages.columns)).mapInArrow(read, columns)


def _run_row(
    read: Iterable[tuple[Any, ...]], counts: dict[str, int], words: dict[str, str]
) -> tuple[Value, ...]:
    """Return the row of ``runs``; its digest is that of a dump, where pages stand in the order of their numbers."""
    digest = hashlib.sha256()
    known = [row for row in read if row[1] is not None]
    for page, revision, _ in known:
        digest.update(f"{page}:{revision}\n".encode())
    stamps = [stamp for _, _, stamp in known if stamp]
    values: dict[str, Value] = {
        "wikirel": importlib.metadata.version("wikirel"),
        **words,
        "status": "damaged" if counts["damaged"] else "complete",
        "first_timestamp": min(stamps, default=None),
        "last_timestamp": max(stamps, default=None),
        "highest_revision": max((revision for _, revision, _ in known), default=None),
        "revisions_sha256": digest.hexdigest(),
        **counts,
    }
    return (1, *(values.get(column.name) for column in TABLES["runs"].columns))
