"""What the commands over many articles share: folders and data sets as well as files on the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wikirel.cli.inputs import read_articles
from wikirel.cli.options import Decorator
from wikirel.cli.output import Failure

if TYPE_CHECKING:
    from wikirel.facts import Article

__all__ = ["places", "read_corpus"]

_SUFFIXES = frozenset((".wiki", ".wikitext", ".mediawiki", ".txt"))
_NO_SET = "no data set, whatever its name says; wanted are articles, or what wikirel dataset writes"
_DUMP = "a dump is no article; make a data set of it (wikirel dataset), which is read here"
# Names that no article has: a text of another kind must not pass for an article that tells nothing.
_OTHERS = {
    **dict.fromkeys((".sqlite", ".db", ".duckdb", ".jsonl", ".json", ".parquet", ".csv"), _NO_SET),
    **dict.fromkeys((".xml", ".bz2", ".gz", ".zst"), _DUMP),
}

places: Decorator = click.argument("places", metavar="DIR|FILE|DATASET...", nargs=-1, required=True)


def read_corpus(names: Sequence[str], schema: str | None = None) -> list[Article]:
    """Read the articles in files, folders and data sets.

    Args:
        names: files, ``-``, data sets, and folders, of which every article below is read, in the order of their
            names.  The articles of data sets come last.
        schema: what the option ``--schema`` names, or None.

    Raises:
        Failure: a file cannot be read, a folder holds no article, or there is a data set and a schema.
    """
    from wikirel.dataset.reading import is_dataset

    files: list[str] = []
    stored: list[str] = []
    empty: list[str] = []
    for name in names:
        if name != "-" and not _is_article(Path(name)) and is_dataset(name):
            stored.append(name)
            if schema is not None:
                empty.append(f"{name}: a data set holds what it was made by: leave --schema out")
        elif name != "-" and os.path.isdir(name):
            found = sorted(str(path) for path in Path(name).rglob("*") if _is_article(path))
            files += found
            if not found:
                empty.append(f"{name}: no article in it (looked for {', '.join(sorted(_SUFFIXES))})")
        elif name != "-" and (wanted := _OTHERS.get(Path(name).suffix.lower())) and os.path.exists(name):
            empty.append(f"{name}: {wanted}")
        else:
            files.append(name)
    if empty:
        raise Failure(empty)
    articles = [article for _, article in read_articles(files, None, schema)]
    if stored:
        from wikirel.dataset.articles import stored_articles

        articles += (article for name in stored for article in stored_articles(name))
    return articles


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith(".") and path.is_file()
