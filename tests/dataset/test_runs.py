"""Runs that are stopped, killed, repeated, or meet damage."""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import wikirel
from tests.dump.builder import Multistream
from wikirel.cli import main
from wikirel.dataset import Progress, build_dataset
from wikirel.dataset.progress import LineProgress
from wikirel.errors import DumpError, ExportError, InputError


class StopAfter(Progress):
    """Interrupts a run when so many jobs are done."""

    def __init__(self, jobs: int) -> None:
        super().__init__()
        self.jobs = jobs

    def found(self, articles: int) -> None:
        self.jobs -= 1
        if self.jobs < 0:
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory, built: Multistream) -> bytes:
    folder = tmp_path_factory.mktemp("unbroken")
    build_dataset(built.write(folder), folder / "a.sqlite", part_size=1000, use_index=False)
    return (folder / "a.sqlite").read_bytes()


@pytest.mark.parametrize("jobs", [0, 1, 3, 7])
@pytest.mark.parametrize("workers", [1, 2])
def test_stopped_and_resumed(tmp_path: Path, dump: Path, unbroken: bytes, jobs: int, workers: int) -> None:
    out = tmp_path / "a.sqlite"
    with pytest.raises(KeyboardInterrupt):
        build_dataset(dump, out, part_size=1000, use_index=False, workers=workers, progress=StopAfter(jobs))
    assert not out.exists()
    with pytest.raises(ExportError, match="--resume"):
        build_dataset(dump, out, part_size=1000, use_index=False)
    with pytest.raises(ExportError, match="size of a part"):
        build_dataset(dump, out, part_size=2000, use_index=False, resume=True)
    report = build_dataset(dump, out, part_size=1000, use_index=False, resume=True)
    assert report.kept >= jobs
    assert report.jobs > 10
    assert out.read_bytes() == unbroken
    assert not (tmp_path / "a.sqlite.partial").exists()


def test_killed_and_resumed(tmp_path: Path, dump: Path) -> None:
    # A copy of the package: a run refuses to go on when the code was changed, as it may be while tests run.
    package = Path(wikirel.__file__).parent
    shutil.copytree(package, tmp_path / "code" / "wikirel", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "code")}
    start = [sys.executable, "-c", "from wikirel.cli import main; main()", "dataset", str(dump)]
    options = ["--workers", "2", "-q", "--no-index"]

    def finish(out: Path, *more: str) -> bytes:
        done = subprocess.run(
            [*start, str(out), *options, *more], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return out.read_bytes()

    begun = time.monotonic()
    whole = finish(tmp_path / "whole.sqlite")
    took = time.monotonic() - begun
    chance = random.Random(20)
    killed = 0
    for number in range(3):
        out = tmp_path / f"{number}.sqlite"
        run = subprocess.Popen(
            [*start, str(out), *options],
            env=environment,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        if number == 0:  # one for certain: as soon as there is something to resume
            while run.poll() is None and not (tmp_path / f"{number}.sqlite.partial").exists():
                time.sleep(0.005)
        try:
            run.wait(timeout=0.0 if number == 0 else chance.uniform(0.2, took))
        except subprocess.TimeoutExpired:
            os.kill(run.pid, signal.SIGKILL)
            killed += 1
            run.wait()
        assert finish(out, "--resume") == whole
    assert killed


def test_workers_give_the_same(tmp_path: Path, dump: Path, unbroken: bytes) -> None:
    out = tmp_path / "a.sqlite"
    build_dataset(dump, out, part_size=1000, use_index=False, workers=2)
    assert out.read_bytes() == unbroken


def test_there_already(tmp_path: Path, dump: Path) -> None:
    for name in ("a.sqlite", "a.csv"):
        out = tmp_path / name
        build_dataset(dump, out)
        with pytest.raises(ExportError, match="--overwrite"):
            build_dataset(dump, out)
        assert build_dataset(dump, out, resume=True).counts == {}
        before = sorted(out.iterdir())[0].read_bytes() if out.is_dir() else out.read_bytes()
        build_dataset(dump, out, overwrite=True)
        assert before == (sorted(out.iterdir())[0].read_bytes() if out.is_dir() else out.read_bytes())


def test_two_runs_at_once(tmp_path: Path, dump: Path) -> None:
    from wikirel.dataset.journal import Journal

    with Journal(str(tmp_path / "a.sqlite"), {"x": 1}), pytest.raises(ExportError, match="another run"):
        build_dataset(dump, tmp_path / "a.sqlite", overwrite=True)


def test_damage_is_told_and_the_rest_kept(tmp_path: Path, built: Multistream) -> None:
    data = bytearray(built.data)
    data[built.offset(4) + 60] ^= 0xFF
    path = built.write(tmp_path, data=bytes(data), index=False)
    result = CliRunner().invoke(main, ["dataset", str(path), str(tmp_path / "a.sqlite"), "--workers", "1"])
    assert result.exit_code == 3
    assert f"{path.name}: byte {built.offset(4)}: the bzip2 stream" in result.output
    assert "8 articles" in result.output


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.xml", None, "no such file"),
        ("a.xml", b"<!DOCTYPE x>", "document type"),
        ("a.xml.bz2", b"BZh9", "ends in the head"),
        ("a.wiki", None, "no such file"),
        ("a.doc", b"text", "neither a dump"),
    ],
)
def test_bad_sources(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = CliRunner().invoke(main, ["dataset", str(tmp_path / name), str(tmp_path / "a.sqlite")])
    assert result.exit_code == 2
    assert message in result.output
    assert name in result.output
    assert not (tmp_path / "a.sqlite").exists()
    assert not (tmp_path / "a.sqlite.partial").exists()


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither a dump nor"):
        build_dataset(tmp_path, tmp_path / "a.sqlite")


def test_checksums_are_compared_first(tmp_path: Path, dump: Path) -> None:
    (tmp_path / "testwiki-20260101-sha1sums.txt").write_text(f"{'0' * 40}  {dump.name}\n")
    with pytest.raises(DumpError, match="its sha1 is"):
        build_dataset(dump, tmp_path / "a.sqlite")
    assert not (tmp_path / "a.sqlite").exists()
    build_dataset(dump, tmp_path / "a.sqlite", verify=False, overwrite=True)


def test_disk_full(tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:  # the plan has found room
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("wikirel.dataset.work.os.fsync", full)
        with pytest.raises(ExportError, match=r"a\.sqlite: .*no space left.*--resume"):
            build_dataset(dump, tmp_path / "a.sqlite")
    assert not (tmp_path / "a.sqlite").exists()
    assert build_dataset(dump, tmp_path / "a.sqlite", resume=True).counts["articles"] == 9


def test_titles_from_a_file(tmp_path: Path, dump: Path) -> None:
    (tmp_path / "titles.txt").write_text("Cuba–Peru relations\n\n", "utf-8")
    arguments = ["dataset", str(dump), str(tmp_path / "a.jsonl"), "--titles", str(tmp_path / "titles.txt")]
    result = CliRunner().invoke(main, [*arguments, "-q", "--workers", "1"])
    assert (result.exit_code, result.output) == (0, "")
    assert len((tmp_path / "a.jsonl").read_text("utf-8").splitlines()) == 2


def test_out_in_a_folder_that_is_not_there(tmp_path: Path, dump: Path) -> None:
    with pytest.raises(ExportError, match="no such file or directory"):
        build_dataset(dump, tmp_path / "none" / "a.sqlite")
    assert not (tmp_path / "none").exists()


def test_what_is_written_where(tmp_path: Path, dump: Path) -> None:
    result = CliRunner().invoke(main, ["dataset", str(dump), str(tmp_path / "a.sqlite"), "--workers", "1"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{tmp_path / 'a.sqlite'}: 9 articles, 1 dyad, ")


def test_lines_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("wikirel.dataset.progress.time.monotonic", lambda: now)
    shown = io.StringIO()
    progress = LineProgress(shown)
    progress.start("reading", 3_000_000, 1_000_000)
    for _ in range(4):
        now += 2.0
        progress.add(250_000)
        progress.found(1)
    progress.stop()
    progress.start("reading", 10)
    progress.stop()
    assert shown.getvalue().splitlines() == [
        "reading: 58% of 3.0 MB, 2 articles, 125.0 kB/s, 0:00:10 left",
        "reading: 66% of 3.0 MB, 4 articles, 125.0 kB/s",
    ]


def test_a_job_whose_worker_dies(tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wikirel.dataset.work import do_job
    from wikirel.dump.parallel import WorkerDied

    def one_dies(function: Any, jobs: list[Any], **_options: Any) -> Iterator[tuple[int, Any]]:
        for number, job in enumerate(jobs):
            yield number, WorkerDied() if number == 2 else do_job(job)

    monkeypatch.setattr("wikirel.dataset.build.as_done", one_dies)
    report = build_dataset(dump, tmp_path / "a.sqlite", part_size=4000, use_index=False, workers=2)
    assert [message.partition(": byte ")[2] for message in report.damage] == [
        "8000: its reader ended without a result, twice (a crash, or not enough memory)"
    ]
    assert 0 < report.counts["articles"] < 9
