"""Time the reading of a dump: by its index, whole, by the places that a run has kept; kill it; weigh it.

A multistream dump of the size asked for is built in a temporary folder, out of the articles of the shared
material among filler pages; 2% of its streams hold wanted pages.  Everything is measured in one run, because
times drift from machine to machine and from hour to hour: trust the ratios.

    python benchmarks/dump.py --articles ../shared/data/articles --size 300 --kills 20
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import importlib
import importlib.util
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

import wikirel

HEADER = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n'
    "  <siteinfo><dbname>benchwiki</dbname><base>https://bench.invalid/</base></siteinfo>\n"
)
PAGES_A_STREAM = 100
UNIQUE = 48_000_000  # bytes of XML of filler that are made; a larger dump repeats their streams
PARTS = ("reading", "one-stream", "dataset", "kills", "memory")
START = [sys.executable, "-c", "from wikirel.cli import main; main()", "dataset"]


def page(title: str, number: int, text: str) -> str:
    return (
        f"  <page>\n    <title>{escape(title)}</title>\n    <ns>0</ns>\n    <id>{number}</id>\n    <revision>\n"
        f"      <id>{number * 7}</id>\n      <timestamp>2026-01-01T00:00:00Z</timestamp>\n"
        f"      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
        f'      <text bytes="{len(text.encode())}" xml:space="preserve">{escape(text)}</text>\n'
        "    </revision>\n  </page>\n"
    )


class Builder:
    """Builds the dump: streams of filler, and a few that hold articles."""

    def __init__(self, articles: Path) -> None:
        self.texts = [(path.stem, path.read_text("utf-8")) for path in sorted(articles.glob("*.wiki"))]
        lines = [line for _, text in self.texts for line in text.splitlines() if 40 < len(line) < 2000]
        self.chance = random.Random(7)
        self.filler: list[tuple[bytes, list[tuple[int, str]], int]] = []
        made, number = 0, 1000
        while made < UNIQUE:
            entries, xml = [], []
            for _ in range(PAGES_A_STREAM):
                text = "\n".join(self.chance.sample(lines, self.chance.randint(1, 30)))
                entries.append((number, f"Village {number}"))
                xml.append(page(f"Village {number}", number, text))
                number += 1
            data = "".join(xml).encode()
            made += len(data)
            self.filler.append((bz2.compress(data), entries, len(data)))

    def build(self, folder: Path, size: int, articles: int | None = None) -> tuple[Path, int, int]:
        """Write a dump of at least so many bytes of XML; return it, the bytes, and how many streams."""
        folder.mkdir()
        mean = sum(entry[2] for entry in self.filler) / len(self.filler)
        streams = max(50, int(size / mean) + 1)
        wanted = set(self.chance.sample(range(streams), max(1, streams // 50)))
        # English Wikipedia has 1.25 wanted pages in each stream that has any.
        texts = self.texts[: articles or math.ceil(1.25 * len(wanted))]
        share = [texts[start :: len(wanted)] for start in range(len(wanted))]
        path = folder / "benchwiki-20260101-pages-articles-multistream.xml.bz2"
        index, total, number = [], len(HEADER), 1
        with path.open("wb") as file:
            file.write(bz2.compress(HEADER.encode()))
            for at in range(streams):
                data, entries, length = self.filler[at % len(self.filler)]
                if at in wanted and share:
                    own = [(number + n, title, text) for n, (title, text) in enumerate(share.pop())]
                    number += len(own)
                    xml = "".join(page(title, n, text) for n, title, text in own).encode()
                    data = bz2.compress(xml + bz2.decompress(data))
                    entries = [*((n, title) for n, title, _ in own), *entries]
                    length += len(xml)
                offset = file.tell()
                index += [f"{offset}:{n}:{escape(title)}\n" for n, title in entries]
                file.write(data)
                total += length
            file.write(bz2.compress(b"</mediawiki>\n"))
        name = "benchwiki-20260101-pages-articles-multistream-index.txt.bz2"
        (folder / name).write_bytes(bz2.compress("".join(index).encode()))
        return path, total, streams


def as_one_stream(path: Path, folder: Path) -> Path:
    """Write a dump again as one bzip2 stream, as the content file exports are."""
    folder.mkdir()
    one = folder / "benchwiki-2026-01-01-p1p9999999.xml.bz2"
    packer = bz2.BZ2Compressor()
    with bz2.open(path) as source, one.open("wb") as file:
        while data := source.read(1 << 20):
            file.write(packer.compress(data))
        file.write(packer.flush())
    return one


def timed(run: Callable[[], object], repeats: int = 3) -> float:
    """Return the best time of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times)


def decompress(path: Path) -> None:
    with bz2.open(path) as file:
        while file.read(1 << 20):
            pass


def read_mwxml(path: Path) -> None:
    import mwxml

    with bz2.open(path) as file:
        for entry in mwxml.Dump.from_file(file):
            for revision in entry:
                revision.text  # noqa: B018


def measure_reading(path: Path, size: int, streams: int, repeats: int) -> None:
    from wikirel.dataset.selection import Selection
    from wikirel.dump import Places, open_dump

    dump, wanted = open_dump(path), Selection.by_patterns()
    kept = path.with_suffix(".places.json")
    Places.of(dump, dump.pages(wanted, use_index=False)).write(kept)
    parts, _ = dump.parts(wanted)
    touched = sum(len(part.streams or ()) for part in parts)
    count = len(list(dump.pages(wanted)))
    print(f"{size / 1e6:.0f} MB of XML, {streams} streams, {touched} with wanted pages, {count} pages wanted")
    runs: dict[str, Callable[[], object]] = {
        "bz2 alone, one process": lambda: decompress(path),
        "full scan, one process": lambda: list(dump.pages(wanted, use_index=False)),
        "full scan, two processes": lambda: list(dump.pages(wanted, use_index=False, workers=2)),
        "by the index, one process": lambda: list(dump.pages(wanted)),
        "by places, one process": lambda: list(dump.pages(wanted, places=Places.read(kept, dump))),
    }
    if importlib.util.find_spec("mwxml") is not None:
        runs["mwxml, one process"] = lambda: read_mwxml(path)
    seconds = {name: timed(run, 1 if "mwxml" in name else repeats) for name, run in runs.items()}
    for name, took in seconds.items():
        print(f"  {name:28} {took:8.2f} s {size / took / 1e6:9.1f} MB/s of dump")
    scan = seconds["full scan, one process"]
    print(f"  a full scan costs {scan / seconds['bz2 alone, one process']:.2f} times decompression")
    print(f"  the index makes it {scan / seconds['by the index, one process']:.1f} times faster")
    print(f"  places make it {scan / seconds['by places, one process']:.1f} times faster")
    print(f"  two processes give {scan / seconds['full scan, two processes']:.2f} times one")


def measure_one_stream(path: Path, size: int, repeats: int) -> None:
    """Time the reading of a file of one stream, and of the places that were kept of it and of the other file."""
    from wikirel.dataset.selection import Selection
    from wikirel.dump import Places, open_dump

    wanted = Selection.by_patterns()
    dump = open_dump(path)
    pages = list(dump.pages(wanted))
    kept = path.with_suffix(".places.json")
    Places.of(dump, pages).write(kept)
    again = list(dump.pages(wanted, places=Places.read(kept, dump)))
    places = f"{kept.stat().st_size / 1000:.0f} kB of places"
    print(f"one stream: {len(pages)} pages, {places}, same pages by them: {again == pages}")
    runs: dict[str, Callable[[], object]] = {
        "bz2 alone, one process": lambda: decompress(path),
        "full scan, one process": lambda: list(dump.pages(wanted)),
        "full scan, two processes": lambda: list(dump.pages(wanted, workers=2)),
        "by places, one process": lambda: list(dump.pages(wanted, places=Places.read(kept, dump))),
    }
    for name in ("indexed_bzip2", "rapidgzip"):
        if importlib.util.find_spec(name) is not None:
            for threads in (1, 2):
                runs[f"{name} alone, {threads} threads"] = partial(decompress_by, name, path, threads)
    seconds = {name: timed(run, repeats) for name, run in runs.items()}
    for name, took in seconds.items():
        print(f"  {name:32} {took:8.2f} s {size / took / 1e6:9.1f} MB/s of dump")
    scan = seconds["full scan, one process"]
    print(f"  a full scan costs {scan / seconds['bz2 alone, one process']:.2f} times decompression")
    print(f"  two processes give {scan / seconds['full scan, two processes']:.2f} times one")
    print(f"  places make it {scan / seconds['by places, one process']:.1f} times faster")


def decompress_by(module: str, path: Path, threads: int) -> None:
    with importlib.import_module(module).IndexedBzip2File(str(path), parallelization=threads) as file:
        while file.read(1 << 20):
            pass


def measure_dataset(path: Path, folder: Path) -> None:
    for options in (["--workers", "1"], ["--workers", "2"]):
        out = folder / "timed.sqlite"
        command = [*START, str(path), str(out), "--no-index", "--overwrite", "-q", *options]
        took = timed(lambda command=command: subprocess.run(command, check=True), 1)  # type: ignore[misc]
        print(f"  dataset without the index, {' '.join(options):12} {took:8.2f} s")


def measure_kills(path: Path, folder: Path, kills: int) -> None:
    # A copy of the package: a run refuses to go on when somebody has edited the code.
    package = Path(wikirel.__file__).parent
    shutil.copytree(package, folder / "code" / "wikirel", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "PYTHONPATH": str(folder / "code")}
    options = ["--no-index", "--workers", "2", "-q"]
    whole_run = [*START, str(path), str(folder / "whole.sqlite"), *options]
    subprocess.run([*whole_run, "--overwrite"], check=True, env=environment)  # compiles the copy
    begun = time.perf_counter()
    subprocess.run([*whole_run, "--overwrite"], check=True, env=environment)
    took = time.perf_counter() - begun
    whole = hashlib.sha256((folder / "whole.sqlite").read_bytes()).hexdigest()
    chance = random.Random(11)
    same = killed = runs = 0
    while killed < kills and runs < 5 * kills:  # some are done before the moment comes
        runs += 1
        out = folder / f"killed-{runs}.sqlite"
        run = subprocess.Popen(
            [*START, str(path), str(out), *options], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            run.wait(timeout=chance.uniform(0.05, took))
        except subprocess.TimeoutExpired:
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
            killed += 1
            if out.exists():
                print("  a killed run left a data set that is not whole, or was just done")
        subprocess.run([*START, str(path), str(out), *options, "--resume"], check=True, env=environment)
        same += hashlib.sha256(out.read_bytes()).hexdigest() == whole
        out.unlink()
    print(
        f"  {killed} of {runs} runs killed at random moments; {same} data sets identical to the unbroken one"
    )


def peak(path: Path, out: Path, workers: int) -> float:
    """Return the highest resident memory of a run and of its workers, in MB."""
    # Not getrusage: a child inherits there what its parent used before it.
    code = (
        "import sys, threading, time\n"
        "from pathlib import Path\n"
        "from wikirel.dataset import build_dataset\n"
        "def high(process):\n"
        "    try:\n"
        "        lines = Path(f'/proc/{process}/status').read_text().splitlines()\n"
        "        return max((int(line.split()[1]) for line in lines if line.startswith('VmHWM')), default=0)\n"
        "    except OSError:\n"
        "        return 0\n"
        "def watch(found):\n"
        "    while True:\n"
        "        for task in Path('/proc/self/task').iterdir():\n"
        "            found += map(high, (task / 'children').read_text().split())\n"
        "        found[:] = [max(found, default=0)]\n"
        "        time.sleep(0.2)\n"
        "if __name__ == '__main__':\n"
        "    found = []\n"
        "    threading.Thread(target=watch, args=(found,), daemon=True).start()\n"
        "    build_dataset(sys.argv[1], sys.argv[2], use_index=False, workers=int(sys.argv[3]), overwrite=True)\n"
        "    print(max(found + [high('self')]))\n"
    )
    script = out.parent / "peak.py"
    script.write_text(code)
    command = [sys.executable, str(script), str(path), str(out), str(workers)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def measure_memory(builder: Builder, path: Path, size: int, folder: Path) -> None:
    larger, more, _ = builder.build(folder / "three", 3 * size)
    for workers in (1, 2):
        small = peak(path, folder / "small.sqlite", workers)
        large = peak(larger, folder / "large.sqlite", workers)
        growth = f"{large:.0f} MB ({100 * (large / small - 1):+.1f}%)"
        print(
            f"  memory with {workers} processes: {small:.0f} MB; at {more / size:.1f} times the size {growth}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    parser.add_argument("--size", type=int, default=300, help="megabytes of XML")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="wikirel-bench-"))
    print(f"load of the machine at the beginning: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    try:
        builder = Builder(arguments.articles)
        path, size, streams = builder.build(folder / "one", arguments.size * 1_000_000)
        if "reading" in arguments.only:
            measure_reading(path, size, streams, arguments.repeats)
        if "one-stream" in arguments.only:
            measure_one_stream(as_one_stream(path, folder / "one-stream"), size, arguments.repeats)
        if "dataset" in arguments.only:
            measure_dataset(path, folder)
        if "kills" in arguments.only:
            # Most of a run on this smaller one is starting, reading and putting together: kills fall everywhere.
            short, _, _ = builder.build(folder / "short", arguments.size * 200_000, articles=12)
            measure_kills(short, folder, arguments.kills)
        if "memory" in arguments.only:
            measure_memory(builder, path, size, folder)
        print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
