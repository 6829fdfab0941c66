"""Facts of a user's own class are in a data set like any other, with their evidence."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_commands import ok
from tests.conftest import ROOT

TEXT = "= Bolivia–Peru relations =\n\nTrade rose to $ 41.5 million in 2018. Bolivia has an embassy in Lima.\n"
SCHEMA = str(ROOT / "examples" / "own_facts.py")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes((ROOT / "seeds" / "cuba-peru.txt").read_bytes())
    return folder


@pytest.mark.parametrize("workers", ["1", "2"])
def test_in_a_database(source: Path, tmp_path: Path, workers: str) -> None:
    out = tmp_path / "x.sqlite"
    ok("dataset", str(source), str(out), "--schema", SCHEMA, "--workers", workers, "-q")
    rows = sqlite3.connect(out).execute(
        "select f.kind, f.fields, e.quote, e.start_offset from facts f join evidence e on e.fact_id = f.id"
    )
    quote = "Trade rose to $ 41.5 million in 2018."
    assert rows.fetchall() == [("Trade", '{"millions": 41.5}', quote, TEXT.index(quote))]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_many_files_and_processes(tmp_path: Path, workers: str) -> None:
    """A schema out of a file cannot be pickled; its name is."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "x.sqlite"
    ok("dataset", str(folder), str(out), "--schema", f"{SCHEMA}:SCHEMA", "--workers", workers, "-q")
    database = sqlite3.connect(out)
    assert database.execute("select count(*) from facts").fetchone() == (20,)
    assert database.execute("select schemas from runs").fetchone() == (
        "bilateral: missions, infobox, events, listed, trade",
    )


def test_a_schema_that_changed_is_not_resumed(tmp_path: Path, source: Path) -> None:
    from tests.dataset.test_runs import StopAfter
    from wikirel.dataset import build_dataset
    from wikirel.errors import ExportError, SchemaError
    from wikirel.named_schemas import load_schema

    mine = tmp_path / "mine.py"
    mine.write_text(Path(SCHEMA).read_text("utf-8"), "utf-8")
    with pytest.raises(KeyboardInterrupt):
        build_dataset(source, tmp_path / "x.jsonl", schema=str(mine), progress=StopAfter(0))
    mine.write_text(mine.read_text("utf-8").replace("million", "billion"), "utf-8")
    load_schema.cache_clear()
    with pytest.raises(ExportError, match="the schema is another one"):
        build_dataset(source, tmp_path / "x.jsonl", schema=str(mine), resume=True)
    with pytest.raises(SchemaError, match="no such file"):
        build_dataset(source, tmp_path / "y.jsonl", schema="none.py")
    assert not (tmp_path / "y.jsonl.partial").exists()


def test_in_batches() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from wikirel.dataset.batches import all_facts_of, facts_of

    pages = pyarrow.table({"title": ["Bolivia–Peru relations"], "text": [TEXT]}).to_batches()
    (batch,) = facts_of(pages, "facts", schema=SCHEMA)
    assert batch.column("fields").to_pylist() == ['{"millions": 41.5}']
    (nested,) = all_facts_of(pages, schema=f"{SCHEMA}:SCHEMA")
    assert [row["kind"] for row in nested.column("facts").to_pylist()[0]] == ["Trade"]


def test_in_files(source: Path, tmp_path: Path) -> None:
    ok("dataset", str(source), str(tmp_path / "x.csv"), "--schema", SCHEMA, "-q", "--workers", "1")
    with (tmp_path / "x.csv" / "facts.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["kind"], json.loads(row["fields"])) == ("Trade", {"millions": 41.5})


def test_without_the_schema_there_are_none(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.sqlite"
    ok("dataset", str(source), str(out), "-q", "--workers", "1")
    assert sqlite3.connect(out).execute("select count(*) from facts").fetchone() == (0,)
