"""Times wikirel's layers against other parsers, in one run and on the same texts; see ``--help``.

``make bench`` runs it.  Texts: the seed, and the articles beside the repository where they are (another folder:
``WIKIREL_ARTICLES``).  The JavaScript parsers run where Node is, after ``python benchmarks/run.py --install-node``.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from subjects import OURS, SUBJECTS  # noqa: E402
from tests.attacks import ATTACKS, LISTED, build  # noqa: E402

NODE = ROOT / "benchmarks" / "node"
NODE_PEERS = ("wtf_wikipedia", "wikiparser-node")
BASE = "mwparserfromhell.parse"
console = Console(width=110, highlight=False)


def article_paths() -> list[Path]:
    folder = Path(os.environ.get("WIKIREL_ARTICLES", ROOT.parent / "shared" / "data" / "articles"))
    return sorted(folder.glob("*.wiki"), key=lambda path: (path.stat().st_size, path.name))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def seconds(subject: Callable[[str], object], texts: Iterable[str]) -> float:
    """Return the processor's time, which other programs on the machine disturb less than the clock's."""
    gc.collect()
    start = time.process_time()
    for text in texts:
        subject(text)
    return time.process_time() - start


def table(title: str, *columns: str) -> Table:
    made = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        made.add_column(column, justify="left" if number == 0 else "right", no_wrap=True)
    return made


# -- speed ----------------------------------------------------------------------------------------------------


def speed(name: str, paths: Sequence[Path], rounds: int) -> None:
    """Time all subjects on the same texts, in turn within each round, and show the median of the rounds."""
    texts = [read(path) for path in paths]
    size = sum(map(len, texts)) / 1e6
    for subject in SUBJECTS.values():
        subject(texts[0])
    times: dict[str, list[float]] = {label: [] for label in SUBJECTS}
    for _ in range(rounds):
        for label, subject in SUBJECTS.items():
            times[label].append(seconds(subject, texts))
    for label in NODE_PEERS:
        found = run_node(label, paths, 2)
        if found is not None:
            times[f"{label} (Node)"] = found["seconds"][1:]
    middle = {label: statistics.median(values) for label, values in times.items()}
    shown = table(
        f"{name}: {len(texts)} texts, {size:.2f} M characters, median of {rounds}",
        *("", "seconds", "MB/s", f"of {BASE}"),
    )
    for label, value in middle.items():
        shown.add_row(label, f"{value:.3f}", f"{size / value:.2f}", f"{value / middle[BASE]:.3f}")
    console.print(shown)


def run_node(label: str, paths: Sequence[Path], rounds: int) -> dict[str, list[float]] | None:
    if shutil.which("node") is None or not (NODE / "node_modules" / label).is_dir():
        return None
    done = subprocess.run(
        ["node", str(NODE / "bench.mjs"), label, str(rounds), *map(str, paths)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    if done.returncode:
        console.print(f"{label}: {done.stderr.strip().splitlines()[-1:]}")
        return None
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


# -- growth ---------------------------------------------------------------------------------------------------


def growth(text: str, size: int) -> None:
    """Show the time for n, 2n and 4n characters of real text; peers too."""
    unit = (text * (size // len(text) + 1))[:size]
    shown = table(f"growth on real text, n = {size:,} characters (ms)", "", "n", "2n", "4n", "2n/n", "4n/2n")
    for label, subject in SUBJECTS.items():
        one, two, four = (min(seconds(subject, [unit * factor]) for _ in range(2)) for factor in (1, 2, 4))
        shown.add_row(
            label, *(f"{t * 1e3:.1f}" for t in (one, two, four)), f"{two / one:.2f}", f"{four / two:.2f}"
        )
    console.print(shown)


def attacks(size: int, names: Iterable[str]) -> None:
    """Show for each attack the time at n/2 and n, and the memory beyond the input; our layers only.

    mwparserfromhell is not run on them: it hangs, or takes the process down with it.
    """
    shown = table(
        f"attacks, n = {size:,} characters: seconds",
        *("", "Document n/2", "n", "growth", "bytes/char", "parse_article", "bytes/char"),
    )
    document, article = list(OURS.values())[1:]
    for name in names:
        half, text = build(name, size // 2), build(name, size)
        one, two = seconds(document, [half]), seconds(document, [text])
        shown.add_row(
            f"{name} *" if name in LISTED else name,
            *(f"{one:.3f}", f"{two:.3f}", f"{two / one:.2f}", f"{per_character(document, text):.0f}"),
            *(f"{seconds(article, [text]):.3f}", f"{per_character(article, text):.0f}"),
        )
    console.print(shown)
    console.print("* promised: under 2 s for 1 MB, and under 100 bytes a character")


def per_character(subject: Callable[[str], object], text: str) -> float:
    gc.collect()
    tracemalloc.start()
    kept = subject(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return peak / len(text)


# -- memory ---------------------------------------------------------------------------------------------------


def memory(paths: Sequence[Path]) -> None:
    """Show the peak of resident memory beyond what the process had before, each in a process of its own."""
    size = sum(len(read(path)) for path in paths)
    shown = table(f"peak memory on {size:,} characters in one text", "", "MB", "bytes/char")
    for label in SUBJECTS:
        done = subprocess.run(
            [sys.executable, __file__, "--child", label, *map(str, paths)],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        peak = int(done.stdout)
        shown.add_row(label, f"{peak / 1e6:.1f}", f"{peak / size:.1f}")
    for label in NODE_PEERS:
        found = run_node(label, paths, 1)
        if found is not None:
            peak = int(str(found["peak"]))
            shown.add_row(f"{label} (Node)", f"{peak / 1e6:.1f}", f"{peak / size:.1f}")
    console.print(shown)


def child(label: str, paths: Sequence[str]) -> None:
    """Print the bytes by which the resident memory peaks over what it is before the texts are read."""
    texts = [read(Path(path)) for path in paths]
    SUBJECTS[label]("'''a''' [[b]]")  # tables load here
    before = resident("VmRSS")
    kept = [SUBJECTS[label](text) for text in texts]
    print(max(0, resident("VmHWM") - before))
    del kept


def resident(field: str) -> int:
    """Return a field of the kernel's account of this process, in bytes; where there is none, the peak so far.

    The peak of ``getrusage`` is no use here: a process inherits it from the one that started it.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines[field].split()[0]) * 1024


# -- command --------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a sample of the articles, fewer rounds, small attacks"
    )
    parser.add_argument("--rounds", type=int, default=0, help="rounds of the speed table (5; quick: 3)")
    parser.add_argument("--only", choices=["speed", "growth", "attacks", "memory"], help="one of the tables")
    parser.add_argument("--install-node", action="store_true", help="install the JavaScript parsers with npm")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], options.child[1:])
        return
    if options.install_node:
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=NODE, check=True)
        return
    seed = ROOT / "seeds" / "cuba-peru.wiki"
    paths = article_paths()
    if options.quick:
        paths = paths[::8]
    rounds = options.rounds or (3 if options.quick else 5)
    wanted = {options.only} if options.only else {"speed", "growth", "attacks", "memory"}
    if "speed" in wanted:
        speed("the seed", [seed] * 20, rounds)
        if paths:
            speed("articles", paths, rounds)
        else:
            console.print("no articles: set WIKIREL_ARTICLES to a folder of .wiki files")
    largest = paths[-1] if paths else seed
    if "growth" in wanted:
        growth(read(largest), 60_000 if options.quick else 250_000)
    if "memory" in wanted:
        memory([largest])
    if "attacks" in wanted:
        attacks(100_000 if options.quick else 1_000_000, LISTED if options.quick else ATTACKS)


if __name__ == "__main__":
    main()
