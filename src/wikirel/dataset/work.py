"""One job: a part of a dump, or some files of articles, becomes one file of rows in the journal.

A job's file is written beside its place and put there when it is whole, so a file that is there is whole.
Its lines are JSON: the rows of an article, of a redirect or of a damage; the last one says that it ends, and
where in a dump the wanted pages begin.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from wikirel.api import parse_article
from wikirel.collector import collector_paused
from wikirel.dataset.rows import Block, article_rows, damage_rows, redirect_rows
from wikirel.dataset.selection import Selection, is_article
from wikirel.dump import Damage, DamageKind, Limits, Page, Part, read_part
from wikirel.dump.parallel import tick
from wikirel.errors import InputError, reason
from wikirel.files import parse_file
from wikirel.named_schemas import load_schema
from wikirel.schema import Schema

__all__ = ["Job", "do_job", "write_blocks", "written_blocks", "written_places"]

_END = "end"
_PLACES = "places"

_Found = tuple[str, int, int, str]  # path, offset, number and title of a page


@attrs.frozen
class Job:
    """What one worker does at a time.

    Attributes:
        target: the file of rows that it makes.
        work: a part of a dump, or names of files.
        selection: which pages are wanted.
        limits: what is refused of a dump.
        schema: what to look for, or its name, for what is made in a file cannot be sent to another process;
            None to choose by the titles.
    """

    target: str
    work: Part | tuple[str, ...]
    selection: Selection
    limits: Limits
    schema: Schema | str | None = None

    @property
    def chosen(self) -> Schema | None:
        """What to look for."""
        return load_schema(self.schema) if isinstance(self.schema, str) else self.schema


def do_job(job: Job, progress: Callable[[int], None] = tick) -> int:
    """Do a job and return how many articles there were.

    Raises:
        OSError: the source cannot be read, or the target cannot be written.
    """
    places: list[_Found] = []
    return write_blocks(job.target, _blocks(job, progress, places), places)


def write_blocks(target: str, blocks: Iterable[Block], places: Sequence[_Found] = ()) -> int:
    """Write a job's file, whole or not at all, and return how many articles are in it.

    Args:
        target: the file.
        blocks: the rows.
        places: where the pages begin, as (path, offset, number, title); complete when the blocks are.

    Raises:
        OSError: it cannot be written.
    """
    waiting = f"{target}.{os.getpid()}"
    articles = 0
    try:
        with open(waiting, "w", encoding="utf-8", newline="\n") as file:
            for block in blocks:
                articles += len(block.get("articles", ()))
                file.write(_line(block))
            file.write(_line({_END: articles, _PLACES: places}))
            file.flush()
            os.fsync(file.fileno())
        os.replace(waiting, target)
    except BaseException:
        if os.path.exists(waiting):
            os.unlink(waiting)
        raise
    return articles


def written_blocks(path: str) -> Iterator[Block]:
    """Yield what a job has written.

    Raises:
        InputError: the file is not whole.
    """
    with open(path, encoding="utf-8") as file:
        for line in file:
            block: Any = json.loads(line)
            if _END in block:
                return
            yield block
    raise InputError(f"{path}: not whole; start again with --overwrite")


def written_places(path: str) -> list[tuple[str, int, int, str]]:
    """Return where the wanted pages of a job begin, as (path, offset, number, title).

    Raises:
        InputError: the file is not whole.
    """
    last = b""
    with open(path, "rb") as file:
        for line in file:
            last = line
    end: Any = json.loads(last or b"{}")
    if _END not in end:
        raise InputError(f"{path}: not whole; start again with --overwrite")
    return [(name, offset, number, title) for name, offset, number, title in end[_PLACES]]


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _blocks(job: Job, progress: Callable[[int], None], places: list[_Found]) -> Iterator[Block]:
    if isinstance(job.work, Part):
        return _of_dump(job, job.work, progress, places)
    return _of_files(job.work, job.chosen, progress)


def _of_dump(job: Job, part: Part, progress: Callable[[int], None], places: list[_Found]) -> Iterator[Block]:
    name, schema = os.path.basename(part.path), job.chosen
    for item in read_part(part, job.selection, job.limits, progress):
        if isinstance(item, Page):
            places.append((item.path, item.offset, item.id, item.title))
        if isinstance(item, Damage):
            yield damage_rows(item, name)
        elif item.redirect is not None and item.namespace == 0:
            yield redirect_rows(item)
        elif is_article(item):
            yield _of_page(item, name, schema)


def _of_page(page: Page, name: str, schema: Schema | None) -> Block:
    try:
        with collector_paused():
            article = parse_article(page.text, page.title, schema)
            return article_rows(article, page, name, schema.name if schema else None)
    except Exception as error:  # a mistake of ours in one article must not cost the others
        message = f"{page.title} could not be read: {reason(error)}"
        return damage_rows(Damage(DamageKind.DAMAGED, message, page.path, page.offset), name)


def _of_files(
    paths: tuple[str, ...], schema: Schema | None, progress: Callable[[int], None]
) -> Iterator[Block]:
    for path in paths:
        name = os.path.basename(path)
        try:
            with collector_paused():
                article = parse_file(path, schema=schema)
                block = article_rows(article, None, name, schema.name if schema else None)
            yield block
        except InputError as error:
            message = str(error).removeprefix(f"{path}: ")
            yield damage_rows(Damage(DamageKind.DAMAGED, message, path, 0), name)
        except Exception as error:
            message = f"could not be read: {reason(error)}"
            yield damage_rows(Damage(DamageKind.DAMAGED, message, path, 0), name)
        progress(os.path.getsize(path) if os.path.exists(path) else 0)
