"""Work in processes: in order, bounded, and done although a worker dies."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from wikirel.dump.parallel import WorkerDied, as_done, in_order, tick


def slow_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    tick(10)
    return number * number


def dies_once(path: str) -> str:
    """End the process at the first try; the second one finds the mark of the first."""
    mark = Path(path)
    if mark.name.startswith("bad") and not mark.exists():
        mark.touch()
        os._exit(1)
    return mark.name


def fails(number: int) -> int:
    raise ValueError(f"no {number}")


def test_in_order() -> None:
    assert list(in_order(slow_first, range(12), workers=2)) == [n * n for n in range(12)]


def test_as_done_takes_few_tasks_ahead_and_counts() -> None:
    taken = []
    seen: list[int] = []

    def tasks() -> range:
        return range(30)

    given = (taken.append(n) or n for n in tasks())  # type: ignore[func-returns-value]
    for _number, _result in as_done(slow_first, given, workers=2, progress=seen.append):
        assert len(taken) <= 30
    assert seen == sorted(seen)
    assert seen[-1] == 300
    results = as_done(slow_first, iter(range(10**9)), workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    names = ["a", "bad-1", "b", "c", "d", "bad-2", "e"]
    paths = [str(tmp_path / name) for name in names]
    assert list(in_order(dies_once, paths, workers=2)) == names


def always_dies(number: int) -> int:
    if number == 1:
        os._exit(1)
    return number


def test_a_worker_that_dies_twice_costs_its_task() -> None:
    results = list(in_order(always_dies, range(5), workers=2))
    assert isinstance(results[1], WorkerDied)
    assert [result for result in results if not isinstance(result, WorkerDied)] == [0, 2, 3, 4]


def test_errors_come_through() -> None:
    with pytest.raises(ValueError, match="no "):
        list(in_order(fails, range(3), workers=2))
