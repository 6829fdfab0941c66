from __future__ import annotations

import ast
import csv
import io
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT
from wikirel.dataset import build_dataset

SCRIPTS = sorted((ROOT / "examples").glob("*.py"))


def run(script: Path, *arguments: str, cwd: Path = ROOT) -> str:
    command = [sys.executable, "-W", "error", "-X", "utf8", str(script), *arguments]
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def missing(script: Path) -> list[str]:
    """The modules that a script needs and that are not installed."""
    tree = ast.parse(script.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return [name for name in sorted({name.partition(".")[0] for name in names}) if find_spec(name) is None]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_example_runs_quickly(script: Path, tmp_path: Path) -> None:
    if script.stem == "spark_missions":
        pytest.skip("tests/test_spark.py runs it, in its session")
    if "needs wikirel[" in script.read_text(encoding="utf-8") and missing(script):
        pytest.skip(f"it needs an extra: {', '.join(missing(script))}")
    clone, elsewhere = tmp_path / "clone", tmp_path / "elsewhere"
    for folder in ("seeds", "examples"):
        shutil.copytree(ROOT / folder, clone / folder)
    elsewhere.mkdir()
    began = time.monotonic()
    said = run(clone / "examples" / script.name, cwd=clone)
    assert time.monotonic() - began < 5
    assert said
    assert run(clone / "examples" / script.name, cwd=elsewhere) == said


def test_readme_names_every_example() -> None:
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert len(SCRIPTS) >= 3
    for script in SCRIPTS:
        assert f"[{script.name}]({script.name})" in readme


def test_timeline() -> None:
    lines = run(ROOT / "examples" / "timeline_of_the_seed.py").splitlines()
    assert lines[0] == "Cuba–Peru relations"
    dates = [line.split()[0] for line in lines[1:] if not line.startswith(" ")]
    assert dates == sorted(dates)
    assert {"1960-12-30", "1972-07-08"} <= set(dates)


def test_missions_to_csv(tmp_path: Path) -> None:
    script = ROOT / "examples" / "missions_to_csv.py"
    rows = list(csv.DictReader(io.StringIO(run(script))))
    found = {(row["sending_code"], row["host_code"], row["city"]) for row in rows}
    assert {("CU", "PE", "Lima"), ("PE", "CU", "Havana"), ("PE", "JP", "Nagoya")} <= found
    target = tmp_path / "missions.csv"
    assert run(script, str(target)) == f"{len(rows)} missions\n"
    with open(target, encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows


def test_another_pair() -> None:
    shown = run(ROOT / "examples" / "another_pair.py")
    assert "2010-07-02: Uruguay 1, Ghana 1" in shown
    assert "['https://example.org/quarter-final']" in shown
    assert "Uruguay: honorary_consulate in Accra" in shown
    assert '"fact": "Match"' in shown


def test_check_a_claim() -> None:
    shown = run(ROOT / "examples" / "check_a_claim.py")
    assert "severed 1960-12-30" in shown
    assert "Lima breaks with Havana" in shown


def test_five_questions(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="the extra duckdb is not installed")
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    script = ROOT / "examples" / "five_questions.py"
    said = run(script)
    assert said.count("?\n") == 5
    for words in (
        "Cuba–Peru 1960-12-30 1972-07-08 12",
        "Peru 1 China",
        "Apia Samoa 3",
        "Brussels Belgium 1 2",
    ):
        assert words in " ".join(said.split())
    folder = tmp_path / "relations.parquet"
    build_dataset(ROOT / "examples", folder)
    assert "Apia Samoa 3" in " ".join(run(script, str(folder)).split())
