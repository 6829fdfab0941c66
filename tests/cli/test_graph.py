from __future__ import annotations

import csv
import io
import json
import sys

import pytest

from tests.cli.test_commands import ok, run
from tests.conftest import ROOT

SEEDS = (ROOT / "seeds" / "cuba-peru.txt", ROOT / "seeds" / "cuba-peru.wiki")  # the English ones


def test_json_is_node_link_data() -> None:
    data = json.loads(ok("graph", *SEEDS))
    assert data["directed"]
    assert {(e["source"], e["target"], e["kind"], e["city"]) for e in data["edges"]} == {
        ("CU", "PE", "embassy", "Lima"),
        ("PE", "CU", "embassy", "Havana"),
    }
    assert [(node["id"], node["cow"]) for node in data["nodes"]] == [("CU", 40), ("PE", 135)]


def test_csv_of_relations() -> None:
    rows = list(
        csv.DictReader(io.StringIO(ok("graph", *SEEDS, "--layer", "relations", "-f", "csv"), newline=""))
    )
    assert [(row["source"], row["target"], row["standing"]) for row in rows] == [("CU", "PE", "yes")]


@pytest.mark.parametrize("layout", ["graphml", "gexf"])
def test_xml(layout: str) -> None:
    pytest.importorskip("networkx")
    assert ok("graph", *SEEDS, "--format", layout).startswith("<?xml")


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    result = run("graph", *SEEDS, "--format", "gexf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "wikirel[graph]" in result.stderr
    assert result.stderr.count("\n") == 1
