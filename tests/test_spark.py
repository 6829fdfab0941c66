"""Facts on a real session of Spark, on this machine."""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from wikirel import spark as ours
from wikirel.dataset import TABLES
from wikirel.dataset.articles import stored_articles
from wikirel.dataset.batches import PAGE_TABLES, all_facts_of, facts_of
from wikirel.dataset.diff import diff
from wikirel.dataset.selection import Selection
from wikirel.errors import MissingExtraError, SchemaError, WikirelError

PAIRS = "Cuba–Peru Chile–Peru Cuba–Mexico Brazil–Chile".split()
LONGEST = 50_000
Rows = list[dict[str, Any]]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("pandas", "pyarrow", "pyspark"):
        pytest.importorskip(name, reason="the extra spark is not installed")
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(os.path.join(home, "bin", "java") if home else "java"):
        pytest.skip("there is no Java")
    monkeypatch.delenv("PYSPARK_PYTHON", raising=False)
    started = ours.session(
        1,
        spark__sql__shuffle__partitions="2",
        spark__sql__codegen__wholeStage="false",  # many small queries, each of them run once
        spark__driver__extraJavaOptions="-XX:TieredStopAtLevel=1",
    )
    assert os.environ["PYSPARK_PYTHON"] == sys.executable
    started.sparkContext.setLogLevel("OFF")  # the failures that are meant to be
    yield started
    started.stop()


def pages_of(seed: str) -> Any:
    """Articles on four pairs among pages that are not ours, one without a text, one too long."""
    import pyarrow

    texts = []
    for pair in PAIRS:
        one, other = pair.split("–")
        texts.append(seed.replace("Cuba", "\0").replace("Peru", other).replace("\0", one))
    titles = [f"{pair} relations" for pair in PAIRS]
    return pyarrow.table(
        {
            "wiki": ["testwiki"] * 8,
            "title": [
                *titles,
                "Public relations",
                "A village",
                "Kenya–Uganda relations",
                "Iran–Iraq relations",
            ],
            "text": [*texts, "Not ours.", "A mill.", None, "Long. " * 9000],
            "page": [1, 2, 3, 4, 5, 6, 7, 8],
            "revision": [40, 30, 20, 10, 50, 60, 70, 80],
            "timestamp": [f"2026-01-0{n}T00:00:00Z" for n in range(1, 9)],
        }
    )


# Py4J leaves its sockets to the end of the program, and Spark starts Java from a program with threads.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_on_a_session(
    session: Any, seed_wiki: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One test, because it takes seconds to start Spark, and tests of one file may run in several processes."""
    from pyarrow import Table, parquet

    table = pages_of(seed_wiki)
    (tmp_path / "pages").mkdir()
    for number in range(4):
        parquet.write_table(table.slice(number * 2, 2), tmp_path / "pages" / f"{number}.parquet")
    pages = session.read.parquet(str(tmp_path / "pages"))
    nested = Table.from_batches(
        all_facts_of(table.to_batches(), wanted=Selection.by_patterns(), longest=LONGEST)
    )
    expected = {
        name: sorted((row for rows in nested.column(name).to_pylist() for row in rows), key=_key)
        for name in PAGE_TABLES
    }
    assert ours.session() is session
    check_one_table(pages, expected["missions"])
    check_the_function_as_it_is(pages)
    check_data_set(pages, expected, tmp_path / "out")
    check_schema_of_a_file(pages, tmp_path)
    check_example(capsys)


def _key(row: dict[str, Any]) -> int:
    return int(row["id"])


def check_one_table(pages: Any, expected: Rows) -> None:
    found = ours.facts(pages, "missions", wanted=Selection.by_patterns(), longest=LONGEST)
    assert sorted((row.asDict() for row in found.collect()), key=_key) == expected
    assert {row["article_id"] for row in expected} == {10, 20, 30, 40}
    # Titles are looked at before texts are sent to Python, and columns that nobody needs are not read.
    plan = found._jdf.queryExecution().executedPlan().toString()
    assert "RLIKE" in plan.upper()
    assert "wiki:" not in plan.partition("ReadSchema: ")[2].splitlines()[0]


def check_the_function_as_it_is(pages: Any) -> None:
    read = partial(facts_of, table="events", longest=LONGEST)
    found = pages.mapInArrow(read, ours.ddl("events"))
    assert [name for name, _ in found.dtypes] == list(TABLES["events"].names)
    assert {row["article_id"] for row in found.collect()} >= {10, 20, 30, 40}


def check_data_set(pages: Any, expected: dict[str, Rows], folder: Path) -> None:
    from pyarrow import parquet

    wanted = Selection.by_patterns()
    counts = ours.write_dataset(pages, str(folder), source="made", wanted=wanted, longest=LONGEST)
    assert counts == {**{name: len(rows) for name, rows in expected.items()}, "runs": 1}
    assert counts["missions"] == 2 * len(PAIRS)
    for name, rows in expected.items():
        assert parquet.read_table(folder / f"{name}.parquet").to_pylist() == rows
    (run,) = parquet.read_table(folder / "runs.parquet").to_pylist()
    assert (run["source"], run["status"], run["damaged"], run["articles"]) == ("made", "damaged", 2, 4)
    assert (run["first_timestamp"], run["highest_revision"]) == ("2026-01-01T00:00:00Z", 40)
    revisions = "".join(f"{page}:{revision}\n" for page, revision in [(1, 40), (2, 30), (3, 20), (4, 10)])
    assert run["revisions_sha256"] == hashlib.sha256(revisions.encode()).hexdigest()
    codes = [row["code"] for row in expected["diagnostics"] if row["article_id"] is None]
    assert codes == ["page-without-text", "page-too-long"]
    assert not diff(folder, folder)
    assert [article.title for article in stored_articles(folder)] == [
        f"{pair} relations" for pair in PAIRS[::-1]
    ]
    with pytest.raises(Exception, match="already exists"):
        ours.write_dataset(pages.limit(0), str(folder))


def check_schema_of_a_file(pages: Any, folder: Path) -> None:
    """The workers are sent a file that they could not import, and its own class of fact is in the table."""
    (folder / "mine.py").write_text(
        "from __future__ import annotations\n"
        + (ROOT / "examples" / "own_facts.py")
        .read_text("utf-8")
        .replace("Trade", "Mill")
        .replace("[Tt]rade\\b[^.\\n]{0,60}?\\$ ?([\\d.]+) million", "(1)902"),
        "utf-8",
    )
    for behind in ("", ":SCHEMA"):
        found = ours.facts(
            pages,
            "facts",
            wanted=Selection.by_patterns(),
            longest=LONGEST,
            schema=f"{folder / 'mine.py'}{behind}",
        )
        assert {(row["kind"], row["fields"]) for row in found.collect()} == {("Mill", '{"millions": 1.0}')}
    named = ours.facts(pages, "articles", wanted=Selection.by_patterns(), longest=LONGEST, schema="embassy")
    assert {row["schema"] for row in named.collect()} == {"embassy"}
    with pytest.raises(SchemaError, match="no schema 'nope'"):
        ours.facts(pages, "facts", schema="nope")
    made = ours.write_dataset(pages.limit(1), str(folder / "own"), schema=str(folder / "mine.py"))
    assert made["facts"] > 0


def check_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["spark_missions.py"])
        runpy.run_path(str(ROOT / "examples" / "spark_missions.py"), run_name="__main__")
        said = capsys.readouterr().out.splitlines()
        assert "Uganda in Kenya: embassy, 1" in said
        assert len(said) == 6


@pytest.mark.parametrize("name", ["pandas", "pyarrow", "pyspark.sql"])
def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=r"wikirel\[spark\]"):
        ours.session()


def test_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("pandas", "pyarrow", "pyspark"):
        pytest.importorskip(name, reason="the extra spark is not installed")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(WikirelError, match="Java 17"):
        ours.session()


def test_tables_that_are_none() -> None:
    with pytest.raises(SchemaError, match="there is no table 'mission'"):
        ours.ddl("mission")
    pages: Any = None
    with pytest.raises(SchemaError, match="pages give no table 'runs'"):
        ours.facts(pages, "runs")
