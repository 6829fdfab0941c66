from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.test_commands import ok, run
from wikirel.analysis import FindingKind

TABLE = """== Diplomatic relations ==
{{| class="wikitable"
! Country !! Formal relations began
|-
| {{{{flag|{partner}}}}} || {date}<ref>{{{{cite web |title=A {{{{!}}}} list |url=https://example.org/{date}}}}}</ref>
|}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles that disagree by a day, one of them in a folder below."""
    below = tmp_path / "articles" / "more"
    below.mkdir(parents=True)
    cuba = TABLE.format(partner="Peru", date="27 July 1902")
    peru = TABLE.format(partner="Cuba", date="28 July 1902")
    (below.parent / "Foreign relations of Cuba.wiki").write_text(cuba, encoding="utf-8")
    (below / "Foreign_relations_of_Peru.txt").write_text(peru, encoding="utf-8")
    (below / ".hidden.wiki").write_text("= nothing =", encoding="utf-8")
    (below / "picture.png").write_bytes(b"\xff")
    return below.parent


def test_table(folder: Path) -> None:
    shown = ok("audit", folder)
    assert "2 articles, 1 pair of countries, 1 contradiction, 0 pieces" in shown
    assert "1902-07-27" in shown
    assert "1902-07-28" in shown


def test_json(folder: Path) -> None:
    data = json.loads(ok("audit", folder, "--format", "json"))
    (finding,) = data["findings"]
    assert (finding["kind"], finding["discrepancy"]) == ("date-across-articles", "slip-of-day")
    assert [p["value"] for p in finding["positions"]] == ["1902-07-27", "1902-07-28"]
    telling = finding["positions"][0]["tellings"][0]
    assert telling["article"] == "Foreign relations of Cuba"
    assert telling["section"] == ["Diplomatic relations"]
    assert telling["references"][0]["url"].startswith("https://example.org/27")


def test_csv(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ok("audit", folder, "-f", "csv"), newline="")))
    assert [(row["one_code"], row["other_code"], row["told"]) for row in rows] == [
        ("CU", "PE", "1902-07-27"),
        ("CU", "PE", "1902-07-28"),
    ]


def test_markdown_goes_to_a_file(folder: Path, tmp_path: Path) -> None:
    assert ok("audit", folder, "-f", "markdown", "-o", tmp_path / "audit.md") == ""
    page = (tmp_path / "audit.md").read_text(encoding="utf-8")
    assert "- [ ] **Cuba–Peru**: relations began 1902-07-27 or 1902-07-28: likely a slip of the day" in page


def test_kinds(folder: Path) -> None:
    assert "0 contradictions," in ok("audit", folder, "--kind", "mission-city")
    assert "1 contradiction," in ok("audit", folder, "--kind", "date-across-articles", "--contradictions")
    for kind in FindingKind:
        ok("audit", folder, "--kind", kind.value)
    refused = run("audit", folder, "--kind", "spelling")
    assert refused.exit_code == 2
    assert "date-in-text" in refused.stderr


def test_files_and_folders_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place, reason in ((tmp_path / "empty", "no article in it"), (tmp_path / "gone", "no such file")):
        result = run("audit", folder, place)
        assert (result.exit_code, result.stdout) == (2, "")
        assert reason in result.stderr
        assert result.stderr.count("\n") == 1
