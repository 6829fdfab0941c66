"""How much of the articles on foreign relations is read: rows of tables of relations, and items on missions.

    python benchmarks/coverage.py [FOLDER] [--misses N]

FOLDER holds articles as ``.wiki`` files named by their titles; by default ``../shared/data/articles``.  An item
is a bullet that names a post or an accreditation; one is read when a mission has its evidence in it.  What is not
read is listed, up to N of a kind.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left
from pathlib import Path

from wikirel import Article, Document, parse_article
from wikirel.markup.blocks import BlockKind

POSTS = re.compile(
    r"\b(?:embass(?:y|ies)|consulates?|consul(?:ates?)?[- ]generals?|high commissions?|nunciatures?|accredited)\b",
    re.I,
)


def items(document: Document) -> list[tuple[int, int, str]]:
    """Return the source range and the text of every bullet that names a post or an accreditation."""
    found = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is BlockKind.ITEM and POSTS.search(text):
            span = document.span(block.start, block.end)
            found.append((span.start, span.end, text))
    return found


def read_items(article: Article, document: Document) -> tuple[int, list[str]]:
    """Return how many items name a post, and the texts of those without a mission."""
    spans = {(piece.span.start, piece.span.end) for mission in article.missions for piece in mission.evidence}
    ends = sorted((end, start) for start, end in spans)
    missed = []
    named = items(document)
    for start, end, text in named:
        index = bisect_left(ends, (start + 1, 0))
        if index == len(ends) or ends[index][1] >= end:
            missed.append(text)
    return len(named), missed


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path, nargs="?", default=Path("../shared/data/articles"))
    cli.add_argument("--misses", type=int, default=0)
    arguments = cli.parse_args()
    rows, unread, named, missed = 0, [], 0, []
    for path in sorted(arguments.folder.glob("*.wiki")):
        text = path.read_bytes().decode("utf-8")
        article = parse_article(text, title=path.stem)
        rows += len(article.dyads)
        unread += [
            f"{path.stem}: {note.message}" for note in article.diagnostics if note.code == "unread-row"
        ]
        count, without = read_items(article, Document(text))
        named += count
        missed += [f"{path.stem}: {line}" for line in without]
    print(f"dyads (rows and sections): {rows}, rows of relations tables not read: {len(unread)}")
    print(
        f"items that name a post: {named}, with a mission: {named - len(missed)} ({1 - len(missed) / named:.2%})"
    )
    for line in (*unread[: arguments.misses], *missed[: arguments.misses]):
        print("  ", line[:200])


if __name__ == "__main__":
    main()
