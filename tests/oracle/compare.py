"""Compares our scan with mwparserfromhell, article by article.

Runs in a process of its own (``python -m tests.oracle.compare FILE...``), since 0.7.2 can take the process
down with it; prints one JSON object a line: the file, and for each construct what only one of the two found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import mwparserfromhell
from mwparserfromhell.nodes import Heading, Tag, Template, Wikilink

from wikirel.document import Document
from wikirel.markup.brackets import BracketKind, match_brackets
from wikirel.markup.protect import protect

__all__ = ["compare", "ours", "theirs"]

Found = dict[str, list[str]]


def _key(parts: Iterable[str]) -> str:
    return "\x1f".join(parts)


def ours(text: str) -> Found:
    """What our scan finds, inside references too: every construct as one string."""
    found: Found = {"templates": [], "links": []}
    waiting = [text]
    while waiting:
        part = waiting.pop()
        blank, regions = protect(part)
        waiting += [part[region.body_start : region.body_end] for region in regions if region.kind == "ref"]
        for bracket in match_brackets(blank)[0]:
            cut = [part[start:end] for start, end in bracket.parts(blank)]
            if bracket.kind is BracketKind.TEMPLATE:
                found["templates"].append(_key(cut))
            elif bracket.kind is BracketKind.LINK:
                found["links"].append(_key((cut[0], "|".join(cut[1:]))))
    document = Document(text)
    found["headings"] = [
        f"{heading.level} " + document.source[heading.source_start : heading.source_end].strip("= \t\n")
        for heading in document.headings
    ]
    found["tables"] = [" ".join(str(len(row.cells)) for row in table.rows) for table in document.tables]
    return found


def theirs(text: str) -> Found:
    """What mwparserfromhell finds, in the same form."""
    code = mwparserfromhell.parse(text)
    found: Found = {"templates": [], "links": [], "headings": [], "tables": []}
    for node in code.ifilter(recursive=True):
        if isinstance(node, Template):
            found["templates"].append(_key((str(node.name), *map(str, node.params))))
        elif isinstance(node, Wikilink):
            found["links"].append(_key((str(node.title), "" if node.text is None else str(node.text))))
        elif isinstance(node, Heading):
            found["headings"].append(f"{node.level} " + str(node.title).strip("= \t\n"))
        elif isinstance(node, Tag) and str(node.tag).lower() == "table" and node.wiki_markup == "{|":
            found["tables"].append(_shape(node))
    return found


def _shape(table: Tag) -> str:
    """The number of cells of every row that has any; cells before the first ``|-`` are a row too.

    Their caption (``|+``) is a cell that begins with a plus: the one known difference, see docs/differences.md.
    """
    rows: list[int] = []
    loose = 0
    for tag in _tags(table):
        if str(tag.tag) in ("td", "th"):
            loose += not str(tag.contents).startswith("+")
        elif str(tag.tag) == "tr":
            rows.append(sum(str(cell.tag) in ("td", "th") for cell in _tags(tag)))
    return " ".join(str(count) for count in (loose, *rows) if count)


def _tags(node: Tag) -> list[Tag]:
    return [] if node.contents is None else [tag for tag in node.contents.nodes if isinstance(tag, Tag)]


def compare(text: str) -> dict[str, dict[str, list[str]]]:
    """Return, by construct, the number of equals and what only we or only they found."""
    mine, other = ours(text), theirs(text)
    result = {}
    for construct in mine:
        first, second = Counter(mine[construct]), Counter(other[construct])
        result[construct] = {
            "equal": [str((first & second).total())],
            "ours": sorted((first - second).elements()),
            "theirs": sorted((second - first).elements()),
        }
    return result


def main(paths: Iterable[str]) -> None:
    for path in paths:
        text = Path(path).read_bytes().decode("utf-8")
        print(json.dumps({"file": Path(path).name, **compare(text)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
