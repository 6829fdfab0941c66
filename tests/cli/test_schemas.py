"""The option ``--schema`` and the command ``schemas``: names, entry points, files and modules."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from wikirel import SCHEMAS
from wikirel.cli import main
from wikirel.named_schemas import load_schema

SEED = str(ROOT / "seeds" / "cuba-peru.wiki")
OF_FILES = ("check", "dyads", "events", "missions", "parse", "sections", "timeline", "audit", "graph")

MODULE = """
from wikirel import BILATERAL, Rule, Schema

BARE = Schema(name="bare")
{more}
"""


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installed package that offers two schemas, one of which is broken."""
    (tmp_path / "bare_schemas.py").write_text(MODULE.format(more=""), encoding="utf-8")
    info = tmp_path / "bare_schemas-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: bare-schemas\nVersion: 1.0\n", encoding="utf-8"
    )
    points = "[wikirel.schemas]\nbare = bare_schemas:BARE\nbroken = bare_schemas:NOPE\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    load_schema.cache_clear()
    yield tmp_path
    sys.modules.pop("bare_schemas", None)
    load_schema.cache_clear()


def test_names_of_our_own() -> None:
    for schema in SCHEMAS:
        assert load_schema(schema.name) is schema
    chosen = json.loads(run("parse", SEED, "--schema", "foreign-relations", "--format", "json").stdout)
    assert chosen["title"] == "Cuba–Peru relations"


@pytest.mark.parametrize("command", OF_FILES)
def test_every_command_takes_it(command: str, package: Path) -> None:
    result = run(command, "--schema", "bare", SEED)
    assert (result.exit_code, result.stderr) == (0, "")
    missing = run(command, "--schema", "nope", SEED)
    assert missing.exit_code == 2
    assert missing.stderr.startswith("wikirel: no schema 'nope'; there are foreign-relations, ")
    assert "bare, broken" in missing.stderr
    assert missing.stdout == ""


def test_a_schema_of_a_package_does_what_it_says(package: Path) -> None:
    assert run("missions", SEED, "--schema", "bare").stdout == "no missions found\n"
    assert run("missions", SEED, "--schema", "bare_schemas:BARE").stdout == "no missions found\n"
    assert run("missions", SEED, "--schema", "bare_schemas:").stdout == "no missions found\n"


def test_schemas_are_listed(package: Path) -> None:
    listed = {entry["name"]: entry for entry in json.loads(run("schemas", "--format", "json").stdout)}
    assert list(listed) == [*(schema.name for schema in SCHEMAS), "bare", "broken"]
    assert listed["bare"]["package"] == "bare-schemas"
    assert listed["bilateral"]["kinds"] == ["Mission", "Infobox", "Event"]
    assert "cannot be loaded: AttributeError" in listed["broken"]["error"]
    shown = run("schemas").stdout
    assert "foreign-relations" in shown
    assert "bare-schemas" in shown


def test_other_packages_are_not_imported_without_need(package: Path) -> None:
    assert run("missions", SEED).exit_code == 0
    assert run("missions", SEED, "--schema", "bilateral").exit_code == 0
    assert "bare_schemas" not in sys.modules


@pytest.mark.parametrize(
    ("more", "name", "said"),
    [
        ("", ":NOPE", "there is no 'NOPE'; the schemas in it: BARE"),
        ("OTHER = Schema(name='other')", "", "it holds several: BARE, OTHER; name one"),
        ("del BARE", "", "it holds no schema"),
        ("BARE = 3", ":BARE", "is no schema but int"),
        ("1 / 0", ":BARE", "cannot be run: ZeroDivisionError: division by zero"),
        ("(", ":BARE", "cannot be run: SyntaxError"),
    ],
)
def test_files_that_will_not_do(more: str, name: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(MODULE.format(more=more), encoding="utf-8")
    result = run("parse", SEED, "--schema", f"{path}{name}")
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.py:X", "nowhere.py: no such file"),
        ("no_such_module:X", "module 'no_such_module' cannot be imported: ModuleNotFoundError"),
        ("os:path", "os:path is no schema but module"),
    ],
)
def test_names_that_lead_nowhere(name: str, said: str) -> None:
    result = run("parse", SEED, "--schema", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_schema_that_goes_wrong_costs_a_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    path.write_text("from wikirel import Schema\nS = Schema(name='s', language='xx')\n", encoding="utf-8")
    result = run("parse", SEED, "--schema", str(path))
    assert result.exit_code == 2
    assert "no language 'xx'" in result.stderr


def test_facts_of_an_unknown_kind() -> None:
    result = run("facts", "Nope", SEED)
    assert result.exit_code == 2
    assert "no facts are named 'Nope'; there are Event, Mission, Dyad, EnvoyTerm" in result.stderr
    assert run("facts", "EnvoyTerm", SEED).stdout == "no envoyterms found\n"
    assert "embassy" in run("facts", "Mission", SEED).stdout


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return None", "rule 'r' of schema 'bilateral': it must return facts, not NoneType"),
        ("return [3]", "rule 'r' of schema 'bilateral': a fact must be an object of an attrs class, not int"),
        (
            "return [1 / 0]",
            "goes wrong: rule 'r' of schema 'bilateral': ZeroDivisionError: division by zero (",
        ),
    ],
)
def test_a_rule_that_goes_wrong_costs_a_line(body: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong_rule.py"
    rule = f"def r(reading):\n    {body}\n\nS = BILATERAL.extend(Rule('r', r))"
    path.write_text(MODULE.format(more=rule).replace("BARE = ", "_ = "), encoding="utf-8")
    result = run("parse", SEED, "--schema", f"{path}:S")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_schema_file_that_ends_the_program_costs_a_line(tmp_path: Path) -> None:
    path = tmp_path / "ending.py"
    path.write_text("raise SystemExit(7)\n", encoding="utf-8")
    result = run("parse", SEED, "--schema", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"wikirel: {path}: cannot be run: SystemExit: 7\n"


def test_a_fact_that_has_no_form_in_json_costs_a_line(tmp_path: Path) -> None:
    path = tmp_path / "odd_fact.py"
    rule = """
import attrs
@attrs.frozen
class Odd:
    it: object
def r(reading):
    return [Odd(reading.document)]
S = BILATERAL.extend(Rule('r', r))"""
    path.write_text(MODULE.format(more=rule), encoding="utf-8")
    result = run("parse", SEED, "--schema", f"{path}:S", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("wikirel: ")
    assert " Odd.it: " in result.stderr
    assert result.stderr.count("\n") == 1
