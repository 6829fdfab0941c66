"""Where the articles are that lie beside the repository, and which of them a quick run reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

__all__ = ["ROOT", "article_paths", "sample"]

ROOT = Path(__file__).resolve().parent.parent


def article_paths() -> list[Path]:
    """Return all articles, the shortest first; skip the test where there are none."""
    folder = Path(os.environ.get("WIKIREL_ARTICLES", ROOT.parent / "shared" / "data" / "articles"))
    paths = sorted(folder.glob("*.wiki"), key=lambda path: (path.stat().st_size, path.name))
    if not paths:
        pytest.skip("no articles: set WIKIREL_ARTICLES to a folder of .wiki files")
    return paths


def sample() -> list[Path]:
    """Return a few of them, of different lengths, but none of the longest."""
    paths = article_paths()
    return paths[: len(paths) * 3 // 4 : max(1, len(paths) // 8)]
