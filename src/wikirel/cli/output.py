"""Where what a command made goes: standard output or a file, whole or not at all."""

from __future__ import annotations

import io
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = ["Failure", "draw", "dump", "emit"]

_WIDEST = 120  # columns; longer lines are hard to read
_NARROWEST = 40
_UNKNOWN_WIDTH = 100  # where no terminal tells
_KILLED_BY_PIPE = 141  # what a shell reports of a program that a closed pipe ended


class Failure(click.ClickException):
    """Something that the caller has to put right: a line for each thing, and exit status 2."""

    exit_code = 2

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self._messages = messages

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines on standard error."""
        for message in self._messages:
            click.echo(f"wikirel: {printable(message)}", file=file, err=True)


def printable(text: str) -> str:
    """Return a text in one line that a terminal shows and does not obey."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def dump(data: Any, *, indent: int | None = 2) -> str:
    """Return plain data as JSON, letters as they are."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


def draw(parts: Iterable[RenderableType], output: str | None) -> str:
    """Return what rich makes of some parts, for a terminal or plain, as the place that it goes to wants it."""
    drawn = io.StringIO()
    console = _console(drawn, output)
    for part in parts:
        console.print(part)
    if console.is_terminal:
        return drawn.getvalue()
    # Cells are padded to the width of their column, which in a file is only noise.
    return "".join(line.rstrip() + "\n" for line in drawn.getvalue().split("\n")[:-1])


def _console(drawn: io.StringIO, output: str | None) -> Console:
    """Return a console that draws into memory as the real one would, so that nothing is printed by halves."""
    from rich.console import Console

    real = Console(file=io.StringIO() if output not in (None, "-") else sys.stdout)
    if real.is_terminal or os.environ.get("COLUMNS", "").isdigit():
        width = min(real.width, _WIDEST)
    else:
        width = _UNKNOWN_WIDTH
    colours: Any = real.color_system
    return Console(
        file=drawn,
        width=max(width, _NARROWEST),
        force_terminal=real.is_terminal,
        color_system=colours,
        no_color=real.no_color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def emit(text: str, output: str | None, *, for_people: bool = False) -> None:
    """Write what a command made.

    Args:
        text: all of it.
        output: a file, or None for standard output.
        for_people: on standard output, use the encoding of the terminal; data are always UTF-8.

    Raises:
        Failure: it cannot be written.
    """
    if output is not None and output != "-":
        try:
            _write_file(output, text.encode("utf-8", "replace"))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise Failure([f"{output}: cannot be written: {reason[:1].lower()}{reason[1:]}"]) from error
        return
    if sys.stdout is None:  # as Python has it where the shell closed it
        raise Failure(["standard output: is closed; --output names a file"])
    encoding = (for_people and sys.stdout.encoding) or "utf-8"
    stream = sys.stdout.buffer
    try:
        rest = memoryview(text.encode(encoding, "replace"))
        while rest:  # an unbuffered stream (python -u) may take a part and say so
            rest = rest[stream.write(rest) :]
        stream.flush()
    except BrokenPipeError:
        _drop_stdout()
        raise SystemExit(_KILLED_BY_PIPE) from None
    except OSError as error:
        _drop_stdout()
        raise Failure([f"standard output: cannot be written: {error.strerror}"]) from error


def _drop_stdout() -> None:
    """Send what is still in the buffer nowhere, or Python complains of it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(name: str, data: bytes) -> None:
    """Write a file by way of a new one beside it, so that there is never half of it."""
    path = Path(os.path.realpath(name))
    mode = 0o666
    try:
        found = path.stat()
    except FileNotFoundError:
        pass
    else:
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(21, "Is a directory")
        if not stat.S_ISREG(found.st_mode):  # a device or a pipe is written to, never replaced
            path.write_bytes(data)
            return
        mode = stat.S_IMODE(found.st_mode)
    new = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}")
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
