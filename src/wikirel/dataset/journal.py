"""The journal: what a run that was stopped has done, so that the next one goes on from there.

While a run works, all that it makes lies in the folder ``OUT.partial``: the plan (what was asked for, of which
source), one file of rows for each job that is done, and at last the output, which takes OUT's place in one
step.  So OUT is whole or not there, and a run that was killed at any moment has lost no more than the jobs
that were at work.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import shutil
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from wikirel.errors import ExportError
from wikirel.replacing import refuse_special

__all__ = ["Journal"]

_PLAN = "plan.json"


class Journal:
    """The folder ``OUT.partial`` while a run works; use it in a ``with`` statement.

    Args:
        out: where the data set will be.
        plan: what was asked for, of which source; plain data.
        resume: go on with what is there.
        overwrite: replace what is there.

    Raises:
        ExportError: there is something there and neither was asked for; it is of another plan; another run
            is at work; or nothing can be written there.
    """

    def __init__(
        self, out: str, plan: dict[str, Any], *, resume: bool = False, overwrite: bool = False
    ) -> None:
        self.out = out
        self.folder = f"{out}.partial"
        self._lock: Any = None
        try:
            refuse_special(out)
        except OSError as error:
            raise ExportError(f"{out}: {error.strerror}") from error
        if os.path.lexists(out) and not (resume or overwrite):
            raise ExportError(f"{out}: is there already; choose --overwrite to replace it, or another name")
        found = os.path.lexists(self.folder)
        if found and not (resume or overwrite):
            raise ExportError(
                f"{out}: a run was stopped before it was done ({self.folder}); choose --resume to go on with it, "
                "or --overwrite to begin anew"
            )
        try:
            if not os.path.isdir(self.folder):
                os.mkdir(self.folder)
            self._take_lock()
            if overwrite:
                self._clear()
            self._check_plan(plan)
        except OSError as error:
            self._release()
            raise ExportError(f"{self.folder}: {(error.strerror or str(error)).lower()}") from error
        except BaseException:
            self._release()
            raise

    def _take_lock(self) -> None:
        try:
            fcntl = importlib.import_module("fcntl")
        except ImportError:  # Windows, where files in use cannot be replaced anyhow
            return
        self._lock = open(os.path.join(self.folder, "lock"), "w")  # noqa: SIM115  held until the end
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ExportError(f"{self.out}: another run is at work on it") from None

    def _clear(self) -> None:
        for entry in os.scandir(self.folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            elif entry.name != "lock":
                os.unlink(entry.path)

    def _check_plan(self, plan: dict[str, Any]) -> None:
        path = os.path.join(self.folder, _PLAN)
        plan = json.loads(json.dumps(plan))
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                known = json.load(file)
            if known != plan:
                differs = next(key for key in {**known, **plan} if known.get(key) != plan.get(key))
                raise ExportError(
                    f"{self.out}: cannot go on, because the {differs} is another one than when the run began; "
                    "begin anew with --overwrite"
                )
        else:
            self.note(_PLAN, plan)

    def note(self, name: str, data: Any) -> None:
        """Write a small file of JSON, whole or not at all."""
        path = os.path.join(self.folder, name)
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(f"{path}.new", path)

    def noted(self, name: str) -> Any:
        """Return what was noted by a name; None where nothing was."""
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def path(self, name: str) -> str:
        """Return the path of something in the journal."""
        return os.path.join(self.folder, name)

    @contextlib.contextmanager
    def output(self) -> Iterator[str]:
        """Give a place for the output; when the block is done, what is there takes OUT's place."""
        folder = self.path("output")
        _remove(folder)  # a run that was killed may have left something
        os.mkdir(folder)
        place = os.path.join(folder, "data")
        yield place
        _sync(place)
        if os.path.isdir(self.out) and not os.path.islink(self.out):
            # A folder cannot be replaced in one step; for an instant there is none.
            old = self.path("old")
            _remove(old)
            os.replace(self.out, old)
        os.replace(place, self.out)
        # The new name must be on the disk before the journal is gone from it.
        _sync(os.path.dirname(os.path.abspath(self.out)), inside=False)

    def done(self) -> None:
        """Remove the journal: OUT is whole."""
        self._release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next run have it."""
        self._release()


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def _sync(path: str, *, inside: bool = True) -> None:
    names = [path]
    if inside and os.path.isdir(path):
        names += [os.path.join(path, name) for name in os.listdir(path)]
    for name in names:
        if os.name == "nt" and os.path.isdir(name):
            continue  # a folder cannot be opened there
        handle = os.open(name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
