"""A kind of fact of a user's own, in a file outside the package, is seen wherever facts are seen."""

from __future__ import annotations

import ast
import csv
import io
import json
from pathlib import Path

from click.testing import CliRunner

from tests.conftest import ROOT
from wikirel.cli import main

RULE = ROOT / "examples" / "own_facts.py"
ARTICLE = ROOT / "examples" / "ghana-uruguay.wiki"
QUOTE = "Trade between the two countries came to US$ 41.5 million in 2018."


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return result.stdout


def test_it_takes_twenty_lines_at_most() -> None:
    tree = ast.parse(RULE.read_text(encoding="utf-8"))
    own = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.Assign)]
    lines = sum((node.end_lineno or 0) - node.lineno + 1 for node in own)
    assert lines <= 20


def test_it_is_seen_in_json() -> None:
    article = json.loads(run("parse", ARTICLE, "--schema", RULE, "--format", "json"))
    (fact,) = article["more"]
    assert (fact["fact"], fact["fields"]["millions"]) == ("Trade", 41.5)
    assert fact["fields"]["evidence"][0]["citations"][0]["source"]["url"] == "https://example.org/figures"


def test_it_is_seen_in_records() -> None:
    for name in (f"{RULE}:SCHEMA", str(RULE)):
        (row,) = csv.DictReader(
            io.StringIO(run("facts", "Trade", ARTICLE, "--schema", name, "--format", "csv"))
        )
        assert (row["article"], row["millions"], row["quote"]) == ("Ghana–Uruguay relations", "41.5", QUOTE)
        assert row["citation"] == "https://example.org/figures"
    (line,) = run("facts", "Trade", ARTICLE, "--schema", RULE, "--format", "jsonl").splitlines()
    assert json.loads(line)["section"] == "Economic relations"


def test_it_is_seen_in_tables() -> None:
    for command in (("facts", "Trade"), ("parse",)):
        shown = run(*command, ARTICLE, "--schema", RULE)
        assert f"41.5       {QUOTE}" in shown
    assert "Trade (1)" in run("parse", ARTICLE, "--schema", RULE)


def test_where_there_is_none_the_columns_are_known() -> None:
    seed = ROOT / "seeds" / "cuba-peru.wiki"
    assert run("facts", "Trade", seed, "--schema", RULE) == "no trades found\n"
    header = run("facts", "Trade", seed, "--schema", RULE, "--format", "csv")
    assert header.startswith("article,millions,start,end,section,quote")
