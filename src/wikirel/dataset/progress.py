"""How the work goes: a bar on a terminal, lines elsewhere, nothing when nothing is wanted."""

from __future__ import annotations

import time
from typing import Any, TextIO

__all__ = ["BarProgress", "LineProgress", "Progress"]

_EVERY = 5.0  # seconds between two lines


class Progress:
    """Counts, and says nothing."""

    def __init__(self) -> None:
        self.what = ""
        self.total = 0
        self.read = 0
        self.articles = 0
        self._before = 0
        self._begun = 0.0

    def start(self, what: str, total: int, read: int = 0) -> None:
        """Begin a stage.

        Args:
            what: its name.
            total: how many bytes there are to read.
            read: how many of them a run before has read.
        """
        self.what, self.total, self.read, self._before = what, total, read, read
        self._begun = time.monotonic()
        self.show()

    def add(self, count: int) -> None:
        """Note that so many bytes more were read."""
        self.read += count
        self.show()

    def reach(self, count: int) -> None:
        """Note how many bytes were read in this stage and run."""
        self.read = self._before + count
        self.show()

    def found(self, articles: int) -> None:
        """Note that so many articles more were found."""
        self.articles += articles
        self.show()

    def stop(self) -> None:
        """End a stage."""

    def tell(self, message: str) -> None:
        """Say something at once."""

    def show(self) -> None:
        """Show how it goes."""

    @property
    def rate(self) -> float:
        """Bytes a second, since the stage began."""
        return (self.read - self._before) / max(time.monotonic() - self._begun, 1e-6)

    @property
    def left(self) -> float:
        """Seconds that are left, if it goes on so."""
        return max(0, self.total - self.read) / max(self.rate, 1e-6)


class LineProgress(Progress):
    """Writes a line every five seconds, and one at the end of a stage that took so long.

    Args:
        file: where to.
    """

    def __init__(self, file: TextIO) -> None:
        super().__init__()
        self._file = file
        self._last = time.monotonic()
        self._shown = False

    def show(self) -> None:
        """Write a line, if the last one is five seconds old."""
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            self._shown = True
            self._write(f", {_time(self.left)} left")

    def tell(self, message: str) -> None:
        """Write a line."""
        self._file.write(f"{message}\n")
        self._file.flush()

    def stop(self) -> None:
        """Write the last line of a stage."""
        if self._shown:
            self._write("")
        self._shown = False

    def _write(self, more: str) -> None:
        share = min(100, 100 * self.read // max(self.total, 1))
        self._file.write(
            f"{self.what}: {share}% of {_size(self.total)}, {self.articles} articles, {_size(self.rate)}/s{more}\n"
        )
        self._file.flush()


class BarProgress(Progress):
    """Draws a bar on a terminal."""

    def __init__(self) -> None:
        super().__init__()
        from rich import progress as rich_progress
        from rich.console import Console

        self._bar: Any = rich_progress.Progress(
            rich_progress.TextColumn("{task.description}"),
            rich_progress.BarColumn(),
            rich_progress.DownloadColumn(),
            rich_progress.TransferSpeedColumn(),
            rich_progress.TimeRemainingColumn(),
            rich_progress.TextColumn("{task.fields[articles]} articles"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: Any = None
        self._shown = 0.0

    def start(self, what: str, total: int, read: int = 0) -> None:
        """Begin a bar."""
        self._bar.start()
        self._task = self._bar.add_task(what, total=total, completed=read, articles=0)
        super().start(what, total, read)

    def show(self) -> None:
        """Draw the bar, ten times a second at most."""
        now = time.monotonic()
        if self._task is not None and now - self._shown > 0.1:
            self._shown = now
            self._bar.update(self._task, completed=min(self.read, self.total), articles=self.articles)

    def tell(self, message: str) -> None:
        """Write a line above the bar."""
        self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        """Take the bar away."""
        self._bar.stop()


def _size(count: float) -> str:
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def _time(seconds: float) -> str:
    whole = int(min(seconds, 359_999))
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
