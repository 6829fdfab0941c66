from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import ok, run
from tests.conftest import ROOT

SEEDS = ROOT / "seeds"


def test_csv() -> None:
    text = ok("panel", SEEDS, "--from", "1959", "--to", "1973", "--as-of", "1973")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 30
    found = {row["year"]: (row["relations"], row["embassy"]) for row in rows if row["sender_iso"] == "PE"}
    assert (found["1959"], found["1965"], found["1973"]) == (("", ""), ("0", ""), ("1", "1"))


def test_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "panel.parquet"
    assert ok("panel", SEEDS, "--from", "1959", "--to", "1973", "-f", "parquet", "-o", file) == ""
    assert parquet.read_table(file).num_rows == 30


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("panel", SEEDS, "--from", "1", "--to", "2", "-f", "parquet", "-o", tmp_path / "p")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "wikirel[arrow]" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "1990", "--to", "1980"),
        ("--from", "0", "--to", "1980"),
        ("--to", "1980"),
        ("--from", "1990", "--to", "1999", "--format", "parquet"),
    ],
)
def test_what_does_not_make_sense_is_refused(wrong: tuple[str, ...]) -> None:
    result = run("panel", SEEDS, *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr
