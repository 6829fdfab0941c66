"""Pages that were fetched, kept on disk by wiki, title and revision.

A wiki has a folder.  ``revisions`` holds what never changes, a file for each revision; ``titles`` holds to which
revision a title led when it was last asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

import attrs

from wikirel.fetch.pages import FetchedPage

__all__ = ["Cache", "default_cache"]

_OF_PAGE = ("title", "id", "namespace", "revision", "timestamp", "model", "text", "fetched")
_OF_TITLE = ("asked", "redirects", "fragment", "revision")


def default_cache() -> Path:
    """Return where pages are kept: ``$WIKIREL_CACHE``, or ``wikirel`` in the user's folder of caches."""
    own = os.environ.get("WIKIREL_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wikirel"


class Cache:
    """Keeps the pages of one wiki.

    What cannot be read, because a disk was full or somebody wrote into it, counts as not there.

    Args:
        folder: where the caches of all wikis are.
        api: address of the wiki's API.
    """

    def __init__(self, folder: str | os.PathLike[str], api: str) -> None:
        self._api = api
        plain = re.sub(r"[^A-Za-z0-9.-]+", "_", api.partition("://")[2])[:80].strip("._") or "wiki"
        self._folder = Path(folder) / f"{plain}-{hashlib.sha256(api.encode()).hexdigest()[:8]}"

    def page(self, asked: str) -> FetchedPage | None:
        """Return the page to which a title led when it was last asked for, or None."""
        entry = self._read(self._of_title(asked))
        if entry is None or entry.get("asked") != asked or not isinstance(entry.get("revision"), int):
            return None
        page = self.revision(entry["revision"])
        if page is None or not isinstance(entry.get("redirects"), list):
            return None
        way = tuple(map(str, entry["redirects"]))
        return attrs.evolve(page, asked=asked, redirects=way, fragment=entry.get("fragment"))

    def revision(self, number: int) -> FetchedPage | None:
        """Return the page in a revision, or None."""
        entry = self._read(self._of_revision(number))
        if entry is None or entry.get("revision") != number or not isinstance(entry.get("text"), str):
            return None
        try:
            values = {name: entry[name] for name in _OF_PAGE}
        except KeyError:
            return None
        return FetchedPage(wiki=self._api, asked=values["title"], cached=True, **values)

    def keep(self, page: FetchedPage, *, by_title: bool = True) -> None:
        """Keep a page.

        Args:
            page: the page.
            by_title: whether it was asked for by its title.

        Raises:
            OSError: it cannot be written.
        """
        self._write(self._of_revision(page.revision), {name: getattr(page, name) for name in _OF_PAGE})
        if by_title:
            self._write(self._of_title(page.asked), {name: getattr(page, name) for name in _OF_TITLE})

    def _of_title(self, title: str) -> Path:
        name = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / "titles" / name[:2] / f"{name[2:32]}.json"

    def _of_revision(self, number: int) -> Path:
        return self._folder / "revisions" / f"{number % 1000:03d}" / f"{number}.json"

    @staticmethod
    def _read(path: Path) -> dict[str, Any] | None:
        try:
            data = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return data if isinstance(data, dict) else None

    @staticmethod
    def _write(path: Path, data: dict[str, Any]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        try:
            new.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            os.replace(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
