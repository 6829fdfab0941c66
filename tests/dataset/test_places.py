"""Runs that keep where the wanted pages are, and the runs after them."""

from __future__ import annotations

import bz2
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.dump.builder import Entry, Multistream, xml
from wikirel.cli import main
from wikirel.dataset import Progress, build_dataset
from wikirel.dataset.selection import Selection
from wikirel.errors import ExportError, InputError


class Read(Progress):
    """Notes what was to be read, and what was told."""

    def __init__(self) -> None:
        super().__init__()
        self.totals: list[int] = []
        self.told: list[str] = []

    def start(self, what: str, total: int, read: int = 0) -> None:
        super().start(what, total, read)
        self.totals.append(total)

    def tell(self, message: str) -> None:
        self.told.append(message)


@pytest.fixture(params=["streams.xml.bz2", "one.xml.bz2", "plain.xml"])
def source(request: pytest.FixtureRequest, tmp_path: Path, entries: list[Entry], built: Multistream) -> Path:
    data = xml(entries).encode()
    contents = {"streams.xml.bz2": built.data, "one.xml.bz2": bz2.compress(data), "plain.xml": data}
    path = tmp_path / str(request.param)
    path.write_bytes(contents[path.name])
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_the_second_run_gives_the_same(tmp_path: Path, source: Path, workers: int) -> None:
    places = tmp_path / "places.json"
    first = build_dataset(source, tmp_path / "a.sqlite", places=places, part_size=4000)
    assert first.notes == ()
    kept = json.loads(places.read_text("utf-8"))["files"][0]["pages"]
    titles = [title for _, _, title in kept]
    assert len(titles) == len(set(titles)) == 13
    assert all("elations" in title for title in titles)
    second = build_dataset(
        source,
        tmp_path / "b.sqlite",
        places=places,
        part_size=4000,
        workers=workers,
        progress=(read := Read()),
    )
    assert read.told == []
    assert second.notes == ()
    assert second.jobs < first.jobs or first.jobs == 1
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_pages_elsewhere_are_not_read(tmp_path: Path, built: Multistream) -> None:
    source, places = tmp_path / "a.xml.bz2", tmp_path / "places.json"
    source.write_bytes(built.data)
    build_dataset(source, tmp_path / "a.jsonl", places=places, titles=["Cuba–Peru relations"])
    data = bytearray(built.data)
    at = built.offset(12) + 40  # filler, far from the page and from every sample
    data[at] ^= 0xFF
    samples = (tmp_path / "a.xml.bz2").stat().st_size
    source.write_bytes(data)
    report = build_dataset(source, tmp_path / "b.jsonl", places=places, titles=["Cuba–Peru relations"])
    assert samples == len(data)
    # A small dump is all samples, so that its change is noticed; and then the damage, too.
    assert "of another dump" in report.notes[0]
    assert report.damage
    assert report.notes[1].endswith("not written, because the dump is damaged")


def test_stopped_and_resumed(tmp_path: Path, source: Path) -> None:
    from tests.dataset.test_runs import StopAfter

    places = tmp_path / "places.json"
    for name in ("a", "b"):  # the first learns the places, the second uses them
        with pytest.raises(KeyboardInterrupt):
            build_dataset(
                source, tmp_path / f"{name}.jsonl", places=places, part_size=1000, progress=StopAfter(0)
            )
        assert places.exists() == (name == "b")
        build_dataset(source, tmp_path / f"{name}.jsonl", places=places, part_size=1000, resume=True)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        build_dataset(source, tmp_path / "c.jsonl", places=places, progress=StopAfter(0))
    with pytest.raises(ExportError, match="list of places"):
        build_dataset(source, tmp_path / "c.jsonl", resume=True)


def test_redirects_are_followed_from_the_places(tmp_path: Path, source: Path) -> None:
    places = tmp_path / "places.json"
    titles = ["Havana talks", "Cuba–Peru relations"]
    first = build_dataset(source, tmp_path / "a.jsonl", places=places, titles=titles)
    assert first.counts["articles"] == 2
    second = build_dataset(source, tmp_path / "b.jsonl", places=places, titles=titles)
    assert second.notes == ()
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    fewer = build_dataset(source, tmp_path / "c.jsonl", places=places, titles=["Lima talks"])
    assert (fewer.notes, fewer.counts["articles"]) == ((), 1)


def test_another_choice(tmp_path: Path, source: Path) -> None:
    places = tmp_path / "places.json"
    build_dataset(source, tmp_path / "a.jsonl", places=places)
    one = build_dataset(source, tmp_path / "b.jsonl", places=places, titles=["Kenya–Uganda relations"])
    assert (one.notes, one.counts["articles"]) == ((), 1)
    read = Read()
    other = build_dataset(
        source, tmp_path / "c.jsonl", places=places, titles=["Lima talks"], progress=read, overwrite=True
    )
    assert other.counts["articles"] == 1
    assert "another choice of titles" in other.notes[0]
    assert read.told == list(other.notes)
    again = build_dataset(source, tmp_path / "d.jsonl", places=places, titles=["Lima talks"])
    assert again.notes == ()


def test_other_words(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = tmp_path / "places.json"
    build_dataset(source, tmp_path / "a.jsonl", places=places)
    monkeypatch.setattr("wikirel.dataset.places._words", lambda: "others")
    report = build_dataset(source, tmp_path / "b.jsonl", places=places)
    assert "another version of wikirel" in report.notes[0]


def run(source: Path, out: Path, places: Path, *more: str) -> Result:
    arguments = ["dataset", str(source), str(out), "--places", str(places), "--workers", "1", *more]
    return CliRunner().invoke(main, arguments)


def test_command(tmp_path: Path, source: Path, built: Multistream) -> None:
    places = tmp_path / "places.json"
    for name in ("a.jsonl", "b.jsonl"):
        result = run(source, tmp_path / name, places)
        assert (result.exit_code, result.stderr) == (0, "")
    for option in ("--overwrite", "-q"):
        body = places.read_text("utf-8")
        places.write_text(body.replace("Kenya", "Benin"), "utf-8")
        result = run(source, tmp_path / f"c{option}.jsonl", places, option)
        assert result.exit_code == 0
        assert result.stderr == (
            f"{places}: the list of places was changed, or is damaged; the dump is read whole, and it will be "
            "replaced\n"
        )
        assert places.read_text("utf-8") == body
        assert (tmp_path / f"c{option}.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


def test_a_file_that_is_not_ours_stays(tmp_path: Path, source: Path) -> None:
    mine = tmp_path / "thesis.txt"
    mine.write_text("Chapter 1")
    result = run(source, tmp_path / "a.jsonl", mine)
    assert result.exit_code == 0
    assert "this is no list of the places of pages; the dump is read whole, and it stays" in result.stderr
    assert mine.read_text() == "Chapter 1"


def test_where_it_cannot_be(tmp_path: Path, source: Path, dump: Path) -> None:
    report = build_dataset(source, tmp_path / "a.jsonl", places=tmp_path / "none" / "places")
    assert "no such file" in report.notes[0]
    assert (tmp_path / "a.jsonl").exists()
    with pytest.raises(InputError, match="directory"):
        build_dataset(source, tmp_path / "b.jsonl", places=tmp_path)
    with pytest.raises(InputError, match="no dump"):
        build_dataset("seeds", tmp_path / "b.jsonl", places=tmp_path / "p")
    indexed = build_dataset(dump, tmp_path / "c.jsonl", places=tmp_path / "p")
    assert "the dump has its index" in indexed.notes[0]
    assert not (tmp_path / "p").exists()


TITLES = (
    *("Cuba–Peru relations", "cuba–Peru RELATIONS", "Public relations", "Foreign relations of Peru", "Lima"),
    *(
        "The foreign relations of Peru",
        "Embassy of Cuba, Lima",
        "British Embassy, Lima",
        "british embassy, lima",
    ),
    *(
        "List of ambassadors of Peru to Cuba",
        "Peru–European Union relations",
        "Relations of Peru",
        "Havana\n",
    ),
)


@given(st.lists(st.sampled_from(TITLES), max_size=6))
def test_among_says_what_each_says(titles: list[str]) -> None:
    for selection in (Selection.by_patterns(), Selection.by_titles(["Cuba–Peru relations"])):
        assert selection.among(titles) == any(map(selection, titles))
