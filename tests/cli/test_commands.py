from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from wikirel import Mission, parse_article
from wikirel.cli import main
from wikirel.cli.options import Command
from wikirel.export.json import from_json, to_data
from wikirel.export.records import columns

SEEDS = [ROOT / "seeds" / "cuba-peru.txt", ROOT / "seeds" / "cuba-peru.wiki"]
RELATIONS = ROOT / "examples" / "foreign-relations-of-peru.wiki"
COMMANDS = sorted(main.commands)
OF_FILES = ("check", "dyads", "events", "missions", "parse", "sections", "timeline")
BIN = Path(sys.executable).parent


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def ok(*arguments: str | Path, stdin: bytes | None = None) -> str:
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


# -- help --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    shown = ok(name, "--help")
    assert re.search(rf"^Examples?:\n  .*wikirel {name}\b", shown, re.MULTILINE)
    assert "Example" in ok("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_run_as_they_stand(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    command = main.commands[name]
    assert isinstance(command, Command)
    for example in command.examples:
        ran = subprocess.run(
            example,
            shell=True,
            cwd=tmp_path,
            env={"PATH": f"{BIN}:/usr/bin:/bin", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, ""), example
        assert ran.stdout or "--output" in example or name == "check"


def test_version() -> None:
    assert re.fullmatch(r"wikirel \d+\.\d+\.\d+\S*\n", ok("--version"))


def test_help_imports_little() -> None:
    """Commands import what they work with when they run, so help is there at once."""
    heavy = "{'rich', 'cattrs', 'mwparserfromhell', 'jsonschema', 'wikirel.files'}"
    script = f"import sys; import wikirel.cli; sys.exit(', '.join({heavy} & set(sys.modules)) or None)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr == ""


# -- parse -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.suffix)
def test_parse_shows_what_a_person_wants(path: Path) -> None:
    shown = ok("parse", path)
    assert shown.startswith("Cuba–Peru relations\nCuba (CU) · Peru (PE)\n")
    for part in (
        r"^Infobox$",
        r"^  map +Cuba Peru Locator.png$",
        r"^  mission1 +Embassy of Cuba, Lima$",
        r"^Sections\n  History\n  ├── Mariel boatlift of 1980\n  └── Post Cold War Era\n  Resident diplomatic",
        r"^Timeline \(\d+\)$",
        r"^  1960-12-30 +severed ",
        r"^Missions \(2\)$",
        r"^  Peru +Cuba +embassy +Havana$",
        r"^Reading$",
    ):
        assert re.search(part, shown, re.MULTILINE), part


@pytest.mark.parametrize("width", [80, 100, 120])
def test_parse_fits_its_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for path in (*SEEDS, RELATIONS):
        shown = ok("parse", path)
        assert max(len(line) for line in shown.splitlines()) <= width
        assert all(line == line.rstrip() for line in shown.splitlines())


def test_parse_json() -> None:
    for path in SEEDS:
        article = parse_article(path.read_bytes().decode())
        assert from_json(ok("parse", path, "--format", "json")) == article
        (line,) = ok("parse", path, "--format", "jsonl").splitlines()
        assert from_json(line) == article
    several = json.loads(ok("parse", *SEEDS, "--format", "json"))
    assert several == [to_data(parse_article(path.read_bytes().decode())) for path in SEEDS]
    assert len(ok("parse", *SEEDS, "--format", "jsonl").splitlines()) == 2


def test_standard_input() -> None:
    for path in SEEDS:
        assert ok("parse", "-", stdin=path.read_bytes()) == ok("parse", path)
    assert "read only once" in run("parse", "-", "-", stdin=b"text").stderr


# -- one kind of facts -------------------------------------------------------------------------------------


def test_missions_in_every_format() -> None:
    path = SEEDS[1]
    rows = json.loads(ok("missions", path, "--format", "json"))
    assert [(row["sending_code"], row["host_code"], row["city"]) for row in rows] == [
        ("CU", "PE", "Lima"),
        ("PE", "CU", "Havana"),
    ]
    lines = ok("missions", path, "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(ok("missions", path, "--format", "csv"))))
    assert [row["quote"] for row in table] == [row["quote"] for row in rows]
    assert tuple(table[0]) == columns(Mission)
    assert re.search(r"Cuba +Peru +embassy +Lima", ok("missions", path))


def test_timeline_is_in_time_and_events_in_the_order_of_the_text() -> None:
    dates = [row["date"] for row in json.loads(ok("timeline", SEEDS[0], "--format", "json")) if row["date"]]
    assert dates == sorted(dates)
    starts = [row["start"] for row in json.loads(ok("events", SEEDS[0], "--format", "json"))]
    assert starts == sorted(starts)


def test_several_articles_name_theirs() -> None:
    shown = " ".join(ok("timeline", SEEDS[0], RELATIONS).split())
    assert "Foreign relations of Peru" in shown
    assert "Cuba–Peru relations" in shown
    assert "article" in ok("missions", SEEDS[0], RELATIONS).splitlines()[0]


def test_dyads() -> None:
    rows = json.loads(ok("dyads", RELATIONS, "--format", "json"))
    found = {row["partner_code"]: row["established"] for row in rows}
    assert found == {"JP": "1873-08-21", "KR": "1963-04-01", "CN": "1971-11-02", "CU": None}
    assert re.search(r"^South Korea +1963-04-01", ok("dyads", RELATIONS), re.MULTILINE)


def test_nothing_found_is_said_in_a_table_and_empty_in_data() -> None:
    text = b"= Cuba\xe2\x80\x93Peru relations =\n\nNothing to tell."
    for name in ("missions", "events", "timeline", "dyads"):
        assert ok(name, "-", stdin=text).startswith("no ")
        assert json.loads(ok(name, "-", "--format", "json", stdin=text)) == []
        assert ok(name, "-", "--format", "jsonl", stdin=text) == ""
        assert ok(name, "-", "--format", "csv", stdin=text).count("\n") == 1


def test_sections() -> None:
    shown = ok("sections", SEEDS[0])
    assert shown == (
        "History\n├── Mariel boatlift of 1980\n└── Post Cold War Era\nResident diplomatic missions\nSee also\n"
    )
    rows = json.loads(ok("sections", SEEDS[0], "--format", "json"))
    assert [row["section"] for row in rows][:3] == [
        ["History"],
        ["History", "Mariel boatlift of 1980"],
        ["History", "Post Cold War Era"],
    ]


# -- check -------------------------------------------------------------------------------------------------


def test_check_names_the_place_and_fails_on_warnings(tmp_path: Path) -> None:
    file = tmp_path / "article.wiki"
    file.write_text('One line.\n\nA fact.<ref name="gone" /> More.\n', encoding="utf-8")
    result = run("check", file)
    assert result.exit_code == 1
    assert f"{file}:3:8: warning: undefined-reference: " in result.stdout
    (row,) = json.loads(run("check", file, "--format", "json").stdout)
    assert (row["line"], row["column"], row["start"]) == (3, 8, 18)
    file.write_text("One line.", encoding="utf-8")
    assert ok("check", file) == ""


# -- titles ------------------------------------------------------------------------------------------------


def test_title_option_and_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "Foreign_relations_of_Peru.wiki"
    file.write_text("Nothing here names a title.", encoding="utf-8")
    assert ok("parse", file).startswith("Foreign relations of Peru\nPeru (PE)\n")
    assert ok("parse", file, "--title", "Cuba–Peru relations").startswith("Cuba–Peru relations\nCuba (CU)")
    assert ok("parse", "-", stdin=b"Nothing.").startswith("(no title)\n")
    seed = tmp_path / "other.txt"
    seed.write_bytes(SEEDS[0].read_bytes())
    assert ok("parse", seed).startswith("Cuba–Peru relations\n")


def test_title_is_for_one_file() -> None:
    result = run("parse", "--title", "A", *SEEDS)
    assert result.exit_code == 2
    assert "several files" in result.stderr
    assert run("parse", *SEEDS, "--title", "A").exit_code == 2
