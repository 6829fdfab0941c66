"""Work in several processes: bounded, in order or as it is done, and never hung by a worker that dies.

``ProcessPoolExecutor`` raises when a worker dies (``multiprocessing.Pool`` waits for ever).  Workers are
spawned, so they hold nothing of the caller's threads and locks, and they end when the caller is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, Generic, TypeVar

__all__ = ["Stopped", "WorkerDied", "as_done", "in_order", "tick"]

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 3  # tasks in flight for each worker: one at work, two waiting
_POLL = 0.5  # seconds between two looks at the progress


class WorkerDied:
    """Stands for the result of a task whose worker process ended without one, twice."""

    def __str__(self) -> str:
        return "ended without a result, twice (a crash, or not enough memory)"


class Stopped(Exception):  # noqa: N818  no error: the caller asked for it
    """The caller wants no more results."""


_bytes: Any = None
_stop: Any = None


def tick(count: int) -> None:
    """Tell the caller's process that a worker has read so many bytes more; also ends the worker if asked.

    Raises:
        Stopped: the caller wants no more.
    """
    if _bytes is not None:
        with _bytes.get_lock():
            _bytes.value += count
    if _stop is not None and _stop.value:
        raise Stopped


def _start_worker(read: Any, stop: Any) -> None:
    global _bytes, _stop
    _bytes, _stop = read, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's matter
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)  # the caller was killed: nobody waits for a result


class _Pool(Generic[Task, Result]):
    def __init__(self, function: Callable[[Task], Result], workers: int) -> None:
        self.function = function
        self.workers = workers
        self.context = multiprocessing.get_context("spawn")
        self.read = self.context.Value("Q", 0)
        self.stop = self.context.Value("b", 0)
        self.executor = self._start(workers)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=self.context, initializer=_start_worker, initargs=(self.read, self.stop)
        )

    def submit(self, task: Task) -> Future[Result]:
        try:
            return self.executor.submit(self.function, task)
        except BrokenProcessPool as error:
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def restart(self) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)
        self.executor = self._start(self.workers)

    def alone(self, task: Task) -> Result | WorkerDied:
        """Give a task that was in flight when a process ended one of its own, and then another one."""
        for _ in range(2):
            with self._start(1) as single:
                try:
                    return single.submit(self.function, task).result()
                except BrokenProcessPool:
                    continue
        return WorkerDied()

    def close(self) -> None:
        self.stop.value = 1
        self.executor.shutdown(wait=True, cancel_futures=True)


def as_done(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    workers: int,
    progress: Callable[[int], None] | None = None,
    may_start: Callable[[int], bool] = lambda number: True,
) -> Iterator[tuple[int, Result | WorkerDied]]:
    """Yield the number of a task and its result, as they are done.

    Args:
        function: what to do; with its arguments and its result, it must pickle.
        tasks: what to do it with; taken as there is room, never more than a few ahead.
        workers: how many processes.
        progress: called twice a second with the sum of what workers passed to :func:`tick`.
        may_start: tells whether the task of a number may be taken already.
    """
    pool = _Pool(function, workers)
    waiting = enumerate(tasks)
    flight: dict[Future[Result], tuple[int, Task]] = {}
    entry = next(waiting, None)
    try:
        while True:
            while entry is not None and len(flight) < workers * _AHEAD and may_start(entry[0]):
                flight[pool.submit(entry[1])] = entry
                entry = next(waiting, None)
            if not flight:
                return
            done, _ = wait(flight, timeout=_POLL, return_when=FIRST_COMPLETED)
            if progress is not None:
                progress(pool.read.value)
            suspects = []
            for future in done:
                number, task = flight.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    suspects.append((number, task))
                else:
                    yield number, future.result()
            if suspects:
                suspects.extend(flight.values())
                flight.clear()
                pool.restart()
                for number, task in sorted(suspects, key=lambda entry: entry[0]):
                    yield number, pool.alone(task)
    finally:
        pool.close()


def in_order(
    function: Callable[[Task], Result], tasks: Iterable[Task], *, workers: int
) -> Iterator[Result | WorkerDied]:
    """Yield the results in the order of the tasks; a consumer that is slow slows the workers."""
    done: dict[int, Result | WorkerDied] = {}
    following = 0

    def near(number: int) -> bool:
        # Keeps the workers from running ahead, and results from piling up, while one task takes long.
        return number < following + workers * _AHEAD

    for number, result in as_done(function, tasks, workers=workers, may_start=near):
        done[number] = result
        while following in done:
            yield done.pop(following)
            following += 1
