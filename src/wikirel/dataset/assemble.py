"""From the rows of all jobs to the tables: global keys, counts, and the row of the run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import attrs

from wikirel.dataset.rows import Block
from wikirel.dataset.tables import TABLES, Table, Value

__all__ = ["Numbered", "Tally", "Writer", "numbered"]

Numbered = dict[str, list[tuple[Value, ...]]]
"""Rows by table, with their keys."""


class Writer(Protocol):
    """Writes tables in one format."""

    def write(self, rows: Numbered) -> None:
        """Write some rows: all those of an article, of a redirect, of a damage or of the run."""

    def close(self) -> None:
        """Finish what is written."""


@attrs.define
class Tally:
    """What was counted while rows were numbered."""

    counts: dict[str, int] = attrs.field(factory=lambda: dict.fromkeys(TABLES, 0))
    damaged: int = 0
    first: str | None = None
    last: str | None = None
    highest: int | None = None
    revisions: object = attrs.field(factory=hashlib.sha256, repr=False)

    def digest(self) -> str:
        """Return a digest of the revisions that were read, in their order."""
        return str(self.revisions.hexdigest())  # type: ignore[attr-defined]

    def add_article(self, page: Value, revision: Value, timestamp: Value) -> None:
        """Note which revision was read."""
        if not isinstance(revision, int):
            return
        self.revisions.update(f"{page}:{revision}\n".encode())  # type: ignore[attr-defined]
        self.highest = max(self.highest or 0, revision)
        if isinstance(timestamp, str) and timestamp:
            self.first = min(self.first or timestamp, timestamp)
            self.last = max(self.last or timestamp, timestamp)


def numbered(blocks: Iterable[Block], tally: Tally) -> Iterator[Numbered]:
    """Number the rows of each block; redirects come last, when all the articles are known.

    Args:
        blocks: in the order of the source.
        tally: what is counted; the keys go on from its counts.
    """
    redirects: list[list[Value]] = []
    articles: dict[str, int] = {}
    seen: set[int] = set()
    for block in blocks:
        redirects += block.pop("redirects", ())
        for row in block.get("articles", ()):
            page = row[1]
            if isinstance(page, int):
                if page in seen:  # the same page in two passes, or twice in a source
                    block = {}
                    break
                seen.add(page)
            articles.setdefault(str(row[0]), tally.counts["articles"] + 1)
            tally.add_article(row[1], row[2], row[3])
        if not block:
            continue
        tally.damaged += sum(row[0] is None for row in block.get("diagnostics", ()))
        yield _with_keys(block, tally.counts)
    for row in redirects:
        target = articles.get(str(row[2]).partition("#")[0])
        tally.counts["redirects"] += 1
        yield {"redirects": [(tally.counts["redirects"], target, *row[1:])]}


def _with_keys(block: Block, counts: dict[str, int]) -> Numbered:
    base = dict(counts)
    made: Numbered = {}
    for name, table in TABLES.items():
        rows = block.get(name)
        if not rows:
            continue
        places = _references(table)
        first = base[name] + 1
        for row in rows:
            for place, refers in places:
                value = row[place]
                if value is not None:
                    row[place] = int(value) + base[refers] + 1
        made[name] = [(first + number, *row) for number, row in enumerate(rows)]
        counts[name] += len(rows)
    return made


def _references(table: Table) -> list[tuple[int, str]]:
    return [(place, column.refers) for place, column in enumerate(table.columns) if column.refers is not None]
