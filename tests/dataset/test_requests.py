"""What is asked for and cannot be had, and data sets that are damaged: told in a line, and nothing is lost."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_commands import run
from tests.conftest import ROOT
from wikirel import BILATERAL, MissingExtraError, Reading, Rule
from wikirel.dataset import build_dataset
from wikirel.dataset.diff import diff
from wikirel.dataset.reading import explained
from wikirel.errors import ExportError, InputError

DUMP = """<mediawiki version="0.11" xml:lang="en">
<page><title>Cuba–Peru relations</title><ns>0</ns><id>1</id>
<revision><id>2</id><text>Cuba has an embassy in Lima.</text></revision></page>
<page><title>Peru–Cuba relations</title><ns>0</ns><id>3</id><redirect title="Cuba–Peru relations" />
<revision><id>4</id><text>#REDIRECT [[Cuba–Peru relations]]</text></revision></page>
<page><title>Cuban relations</title><ns>0</ns><id>5</id>
<revision><id>6</id><text>{{disambiguation}}</text></revision></page>
</mediawiki>
"""


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "small.xml"
    path.write_text(DUMP, encoding="utf-8")
    return path


def test_titles_that_a_dump_lacks_are_named(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "small.sqlite"
    titles = ("cuba–Peru_relations", "No such", "Peru–Cuba relations", "Cuban relations", "Nor such")
    report = build_dataset(dump, out, titles=titles)
    assert report.lacking == ("No such", "Nor such")
    assert report.counts["articles"] == 1
    result = run("dataset", dump, tmp_path / "b.sqlite", *(f"--title={title}" for title in titles), "-q")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "".join(
        f"wikirel: {title}: the dump has no page of this title\n" for title in report.lacking
    )


def test_titles_choose_nothing_of_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no dump, so there are no pages to choose by their titles"):
        build_dataset(ROOT / "seeds", tmp_path / "a.sqlite", titles=("Cuba–Peru relations",))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("suffix", "module"), [("parquet", "pyarrow.parquet"), ("duckdb", "duckdb")])
def test_a_format_that_cannot_be_written_is_told_before_anything_is_read(
    suffix: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError):
        build_dataset(ROOT / "seeds", tmp_path / f"a.{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_data_set_needs_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError, match="the name of a data set is wanted"):
        build_dataset(ROOT / "seeds", "")
    assert list(tmp_path.iterdir()) == []


@attrs.frozen
class Length:
    """A fact without evidence: a class of somebody's own may leave it out."""

    kilometres: int
    of: str = "the border"


def lengths(reading: Reading) -> list[Length]:
    return [Length(1047 + reading.text.count("!"))]


@pytest.mark.parametrize("suffix", ["sqlite", "jsonl", "csv"])
def test_facts_without_evidence_are_kept_and_compared(suffix: str, tmp_path: Path) -> None:
    schema = BILATERAL.extend(Rule("lengths", lengths))
    for name, text in (("old", "Cuba and Peru."), ("new", "Cuba and Peru!")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Cuba–Peru relations.wiki").write_text(text, encoding="utf-8")
        report = build_dataset(tmp_path / name, tmp_path / f"{name}.{suffix}", schema=schema)
        assert report.counts["facts"] == 1
    found = diff(tmp_path / f"old.{suffix}", tmp_path / f"new.{suffix}").differences
    assert [str(field) for difference in found for field in difference.fields] == ["kilometres: 1047 → 1048"]


def test_a_long_lead_is_read_back_from_csv(tmp_path: Path) -> None:
    source = tmp_path / "Cuba–Peru relations.wiki"
    source.write_text("Ties are old. " * 20_000 + "\n\n* Cuba has an embassy in Lima.\n", encoding="utf-8")
    build_dataset(source, tmp_path / "long.csv")
    assert not diff(tmp_path / "long.csv", source).differences


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for suffix in ("sqlite", "jsonl", "csv"):
        build_dataset(ROOT / "seeds/cuba-peru.wiki", folder / f"seed.{suffix}")
    return folder


@given(
    suffix=st.sampled_from(("sqlite", "jsonl", "csv")),
    command=st.sampled_from(("audit", "diff")),
    seed=st.integers(0, 10**6),
    way=st.sampled_from(("cut", "noise", "gone", "empty")),
)
def test_a_damaged_data_set_is_read_or_costs_one_line(
    suffix: str, command: str, seed: int, way: str, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is wrong with it: status 2 and one line that a person can read, or it does not matter."""
    folder = tmp_path_factory.mktemp("damaged")
    chance = random.Random(seed)
    path = folder / f"seed.{suffix}"
    if suffix == "csv":
        shutil.copytree(whole / path.name, path)
        victim = chance.choice(sorted(path.iterdir()))
    else:
        shutil.copy(whole / path.name, path)
        victim = path
    data = victim.read_bytes()
    place = chance.randrange(len(data))
    match way:
        case "cut":
            victim.write_bytes(data[:place])
        case "noise":
            victim.write_bytes(data[:place] + chance.randbytes(300) + data[place + 300 :])
        case "gone":
            victim.unlink()
        case _:
            victim.write_bytes(b"")
    result = run(command, path, *([whole / "seed.sqlite"] if command == "diff" else []))
    assert result.exit_code in (0, 1, 2), result.exception
    if result.exit_code == 2:
        assert result.stdout == ""
        assert result.stderr.startswith("wikirel: ")
        assert result.stderr.count("\n") == 1
        assert len(result.stderr) < 900
        assert "Error(" not in result.stderr


@pytest.mark.parametrize("suffix", [".jsonl", ".sqlite", ".csv", ".parquet", ".xml", ".xml.bz2"])
def test_a_name_of_no_article_does_not_pass_for_one(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_text("[1", encoding="utf-8")
    result = run("audit", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "wikirel dataset" in result.stderr


def test_reasons_are_words() -> None:
    error = UnicodeDecodeError("utf-8", b"a\xff" * 4000, 1, 2, "invalid start byte")
    assert explained(error) == "not UTF-8: byte 0xff"
    assert explained(ValueError()) == "ValueError"
