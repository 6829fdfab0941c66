"""What damage does to a run of the command: its status, its message, and the data set that is left.

Everything here is real: the limits are those of the command, processes die, and a disk is full.
"""

from __future__ import annotations

import bz2
import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from tests.dump.builder import Entry, Multistream, filler, multistream, xml
from wikirel.dataset import build_dataset

WHOLE = 9  # articles in the sound dump
START = [sys.executable, "-c", "from wikirel.cli import main; main()", "dataset"]


def run(source: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    arguments = [*START, str(source), str(out), "-q", "--workers", "1", *options]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def articles(out: Path) -> int:
    with closing(sqlite3.connect(out)) as base:
        return int(base.execute("select count(*) from articles").fetchone()[0])


def check_damaged(
    done: subprocess.CompletedProcess[str], out: Path, place: str, told: str, count: int
) -> None:
    """Status 3: one message with file and byte, the rest kept, and the data set says that it is not all."""
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("damaged: ")
    assert place in line
    assert told in line
    assert articles(out) == count
    with closing(sqlite3.connect(out)) as base:
        assert base.execute("select status, damaged from runs").fetchall() == [("damaged", 1)]
        rows = base.execute("select file, file_offset, message from diagnostics where article_id is null")
        ((file, offset, message),) = rows.fetchall()
    assert f"{file}: byte {offset}" in line
    assert message in line
    assert not Path(f"{out}.partial").exists()


def stream_of(built: Multistream, title: str) -> int:
    """Return the number of the stream that holds a page."""
    wanted = f"<title>{title}</title>".encode()
    return next(n for n, data in enumerate(built.streams) if wanted in bz2.decompress(data))


@pytest.mark.parametrize("index", [True, False])
def test_cut_inside_a_stream(tmp_path: Path, built: Multistream, index: bool) -> None:
    at = stream_of(built, "Iran–Iraq relations")
    path = built.write(tmp_path, data=built.data[: built.offset(at) + 100], index=index)
    done = run(path, tmp_path / "a.sqlite")
    if index:  # also told: that streams behind it are missing
        assert done.returncode == 3
        assert f"{path.name}: byte {built.offset(at) + 100}: the file ends before" in done.stderr
        assert articles(tmp_path / "a.sqlite") == 7
    else:
        place = f"{path.name}: byte {built.offset(at)}: "
        check_damaged(done, tmp_path / "a.sqlite", place, "the file ends inside the bzip2 stream", 7)


@pytest.mark.parametrize("index", [True, False])
def test_cut_exactly_between_two_streams(tmp_path: Path, built: Multistream, index: bool) -> None:
    data = b"".join(built.streams[:-1])
    assert bz2.decompress(data)  # the standard library reads it as whole
    path = built.write(tmp_path, data=data, index=index)
    done = run(path, tmp_path / "a.sqlite")
    place = f"{path.name}: byte {len(data)}: "
    check_damaged(done, tmp_path / "a.sqlite", place, "without </mediawiki>", WHOLE)


def test_missing_stream(tmp_path: Path, built: Multistream) -> None:
    at = stream_of(built, "Italy–Japan relations")
    path = built.write(tmp_path, data=b"".join((*built.streams[:at], *built.streams[at + 1 :])))
    done = run(path, tmp_path / "a.sqlite")
    assert done.returncode == 2
    assert f"{path.name}: byte " in done.stderr
    assert "the index is of another dump, or bytes are missing" in done.stderr
    assert not (tmp_path / "a.sqlite").exists()


def test_index_of_another_dump(tmp_path: Path, built: Multistream) -> None:
    other = multistream(filler(5000, 60), per_stream=2)
    path = attrs.evolve(built, index=other.index).write(tmp_path)
    done = run(path, tmp_path / "a.sqlite")
    assert (done.returncode, "index" in done.stderr) == (2, True)
    assert not (tmp_path / "a.sqlite").exists()
    assert run(path, tmp_path / "a.sqlite", "--no-index").returncode == 0
    assert articles(tmp_path / "a.sqlite") == WHOLE


def test_garbage_between_streams(tmp_path: Path, built: Multistream) -> None:
    data = b"".join((*built.streams[:8], os.urandom(5000), *built.streams[8:]))
    path = built.write(tmp_path, data=data, index=False)
    place = f"{path.name}: byte {built.offset(8)}: "
    done = run(path, tmp_path / "a.sqlite")
    check_damaged(done, tmp_path / "a.sqlite", place, "no bzip2 stream", WHOLE)


@pytest.mark.parametrize("index", [True, False])
def test_damaged_stream_in_the_middle(tmp_path: Path, built: Multistream, index: bool) -> None:
    at = stream_of(built, "France–Spain relations")
    data = bytearray(built.data)
    data[built.offset(at) + len(built.streams[at]) // 2] ^= 0xFF
    path = built.write(tmp_path, data=bytes(data), index=index)
    place = f"{path.name}: byte {built.offset(at)}: "
    done = run(path, tmp_path / "a.sqlite")
    check_damaged(done, tmp_path / "a.sqlite", place, "is damaged before byte", WHOLE - 1)


@pytest.mark.parametrize("suffix", [".xml.bz2", ".xml.gz"])
def test_bomb(tmp_path: Path, built: Multistream, entries: list[Entry], suffix: str) -> None:
    """A hundred bytes that give 100 MB, by the limits that the command has."""
    path = tmp_path / f"a{suffix}"
    if suffix == ".xml.gz":
        path.write_bytes(gzip.compress(xml(entries).encode() + b" " * 100_000_000))
        place, told = f"{path.name}: byte ", "a gzip bomb: "
    else:
        path.write_bytes(b"".join((*built.streams[:8], bz2.compress(b"a" * 100_000_000), *built.streams[8:])))
        place, told = f"{path.name}: byte {built.offset(8)}: ", "a bzip2 bomb: "
    check_damaged(run(path, tmp_path / "a.sqlite"), tmp_path / "a.sqlite", place, told, WHOLE)


def test_a_page_of_50_megabytes(tmp_path: Path, entries: list[Entry]) -> None:
    giant = Entry(title="Kenya–Peru relations", id=4000, text="Trade is brisk. " * (50_000_000 // 16))
    path = tmp_path / "a.xml"
    path.write_text(xml([*entries[:20], giant, *entries[20:]]), "utf-8")
    data = path.read_bytes()
    place = f"{path.name}: byte {data.rindex(b'<page>', 0, data.index('Kenya–Peru'.encode()))}: "
    done = run(path, tmp_path / "a.sqlite")
    check_damaged(done, tmp_path / "a.sqlite", place, "a page of more than 33554432 bytes (Kenya–Peru", WHOLE)


@pytest.mark.parametrize(
    ("change", "told", "count"),
    [
        (lambda page: page.replace(b"</page>", b""), "a page without its end tag", WHOLE - 1),
        (lambda page: page.replace(b"Havana", b"Hav\xe4na"), "is not UTF-8: byte 0xe4", WHOLE - 1),
        (lambda page: page.replace(b"Havana", b"&haha;"), "an entity that is not XML's own", WHOLE - 1),
    ],
)
def test_a_broken_page(
    tmp_path: Path, entries: list[Entry], change: Callable[[bytes], bytes], told: str, count: int
) -> None:
    """Of the first article; the pages before and after it are kept."""
    data = xml(entries).encode()
    start = data.index("<title>Cuba–Peru relations</title>".encode())
    end = data.index(b"</page>", start) + 7
    page = data[start:end]
    broken = change(page)
    assert broken != page
    path = tmp_path / "a.xml"
    path.write_bytes(data[:start] + broken + data[end:])
    place = f"{path.name}: byte {data.rindex(b'<page>', 0, start)}: "
    check_damaged(run(path, tmp_path / "a.sqlite"), tmp_path / "a.sqlite", place, told, count)


LAUGHS = '<!DOCTYPE x [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)


def test_billion_laughs(tmp_path: Path, entries: list[Entry]) -> None:
    path = tmp_path / "a.xml"
    body = xml([Entry(title="Cuba–Peru relations", id=1, text="LAUGH"), *entries]).replace("LAUGH", "&l9;")
    path.write_text(f'<?xml version="1.0"?>\n<!-- a dump -->\n{LAUGHS}]>\n{body}', "utf-8")
    done = run(path, tmp_path / "a.sqlite")
    assert done.returncode == 2
    assert f"{path}: byte 0: it has a document type declaration" in done.stderr
    assert not (tmp_path / "a.sqlite").exists()


def test_checksum(tmp_path: Path, built: Multistream) -> None:
    path = built.write(tmp_path, index=False)
    (tmp_path / "testwiki-20260101-sha1sums.txt").write_text(f"{'0' * 40}  {path.name}\n")
    done = run(path, tmp_path / "a.sqlite")
    assert done.returncode == 2
    assert f"{path}: its sha1 is " in done.stderr
    assert not (tmp_path / "a.sqlite").exists()


DEADLY = """
import os
from wikirel import BILATERAL, Rule


def dies(reading):
    if "Uganda" in reading.text:
        os._exit(9)
    return []


SCHEMA = BILATERAL.extend(Rule("dies", dies))
"""


def test_a_worker_that_dies(tmp_path: Path, built: Multistream) -> None:
    """A process that ends at one article, each time: its part is lost, and the others are not."""
    (tmp_path / "deadly.py").write_text(DEADLY, "utf-8")
    path = built.write(tmp_path)
    out = tmp_path / "a.sqlite"
    report = build_dataset(
        path, out, schema=str(tmp_path / "deadly.py"), workers=2, use_index=False, part_size=3000
    )
    (message,) = report.damage
    assert message.startswith(f"{path.name}: byte ")
    assert message.endswith("its reader ended without a result, twice (a crash, or not enough memory)")
    assert articles(out) == WHOLE - 1
    with closing(sqlite3.connect(out)) as base:
        assert base.execute("select status, damaged from runs").fetchall() == [("damaged", 1)]
        titles = {title for (title,) in base.execute("select title from articles")}
    assert "Kenya–Uganda relations" not in titles


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    mount = shutil.which("mount")
    place = tmp_path / "disk"
    place.mkdir()
    made = [mount or "", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not mount or subprocess.run(made, capture_output=True, check=False).returncode != 0:
        pytest.skip("a disk of our own cannot be mounted: that needs root on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_disk_full(tmp_path: Path, built: Multistream, small_disk: Path) -> None:
    """At three moments: when rows are kept, when the data set is put together, and soon after the start."""
    path = built.write(tmp_path, index=False)
    unbroken = tmp_path / "whole.sqlite"
    build_dataset(path, unbroken)
    noise = random.Random(1)
    messages = set()
    for room in (0, 60_000, 300_000):
        out = small_disk / "a.sqlite"
        ballast = small_disk / "ballast"
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(noise.randbytes(max(0, free - room)))
        done = run(path, out)
        assert done.returncode == 2, (room, done.stderr)
        assert f"{small_disk}" in done.stderr
        assert "no space left on device" in done.stderr or "disk is full" in done.stderr
        messages.add(done.stderr.partition("a.sqlite")[2].partition(": ")[2])
        assert not out.exists()
        ballast.unlink()
        again = run(path, out, "--resume")
        assert (again.returncode, again.stderr) == (0, "")
        assert out.read_bytes() == unbroken.read_bytes()
        for entry in small_disk.iterdir():
            entry.unlink()
    assert len(messages) > 1  # it was full at different moments
