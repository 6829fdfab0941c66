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


def test_in_files(source: Path, tmp_path: Path) -> None:
    ok("dataset", str(source), str(tmp_path / "x.csv"), "--schema", SCHEMA, "-q", "--workers", "1")
    with (tmp_path / "x.csv" / "facts.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["kind"], json.loads(row["fields"])) == ("Trade", {"millions": 41.5})


def test_without_the_schema_there_are_none(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.sqlite"
    ok("dataset", str(source), str(out), "-q", "--workers", "1")
    assert sqlite3.connect(out).execute("select count(*) from facts").fetchone() == (0,)
