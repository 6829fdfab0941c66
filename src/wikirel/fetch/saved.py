"""Fetched pages as files: a folder of wikitext with a manifest, or one file that reads as a dump."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from wikirel.errors import FetchError
from wikirel.fetch.pages import FetchedPage, MissingPage, Site
from wikirel.replacing import refuse_special

__all__ = ["MANIFEST", "file_name", "read_manifest", "revisions_of", "save_dump", "save_folder"]

MANIFEST = "manifest.json"
_FORMAT = "wikirel-fetch-1"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]')
_LONGEST = 200  # bytes; file systems take 255, and a suffix and a digest are added
# What XML 1.0 (2.2, Char) cannot hold; MediaWiki writes U+FFFD for it, too.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def file_name(title: str) -> str:
    """Return the name of the file that a page is saved as; :mod:`wikirel.files` reads the title off it.

    Characters that some file system does not take are percent-encoded, as in addresses.

    >>> file_name("Cuba–Peru relations"), file_name("AC/DC")
    ('Cuba–Peru relations.wiki', 'AC%2FDC.wiki')
    """
    name = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", title)
    if name.startswith("."):
        name = f"%2E{name[1:]}"
    data = name.encode()
    if len(data) > _LONGEST:
        digest = hashlib.sha256(data).hexdigest()[:12]
        name = f"{data[:_LONGEST].decode(errors='ignore')} {digest}"
    return f"{name}.wiki"


def save_folder(
    pages: Iterable[FetchedPage | MissingPage], folder: str | os.PathLike[str], *, api: str
) -> list[MissingPage]:
    """Write each page into a file of its own, and a manifest of what they are.

    The files are written as the pages come, so what was fetched before a wiki failed is there.  A manifest that
    is there already is added to.

    Args:
        pages: the pages, as a client yields them.
        folder: where; it is made if it is not there.
        api: address of the wiki's API.

    Returns:
        The pages that there are not.

    Raises:
        FetchError: the manifest that is there cannot be read, or is of another wiki.
        OSError: a file cannot be written.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    entries, missing = _known(place / MANIFEST, api)
    lacking: list[MissingPage] = []
    try:
        for page in pages:
            missing.pop(page.asked, None)
            if isinstance(page, MissingPage):
                missing[page.asked] = _of_missing(page)
                lacking.append(page)
                continue
            name = file_name(page.title)
            with _written(place / name) as file:
                file.write(page.text)
            asked = {**entries.get(name, {}).get("asked", {}), page.asked: list(page.redirects)}
            entries[name] = _of_page(page, name, asked)
    finally:
        manifest = {
            "format": _FORMAT,
            "api": api,
            "pages": [entries[name] for name in sorted(entries)],
            "missing": [missing[asked] for asked in sorted(missing)],
        }
        with _written(place / MANIFEST) as file:
            file.write(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    return lacking


def read_manifest(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return what a manifest holds.

    Args:
        path: the manifest, or the folder that it is in.

    Raises:
        FetchError: it cannot be read, or is none of ours.
    """
    place = Path(path)
    if place.is_dir():
        place /= MANIFEST
    try:
        data = json.loads(place.read_bytes())
    except OSError as error:
        raise FetchError(f"{place}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise FetchError(f"{place}: not JSON: {error}") from error
    if not _is_manifest(data):
        raise FetchError(f"{place}: not a manifest of wikirel fetch")
    result: dict[str, Any] = data
    return result


def _is_manifest(data: Any) -> bool:
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        return False
    pages, missing = data.get("pages"), data.get("missing")
    if not isinstance(pages, list) or not isinstance(missing, list):
        return False
    return all(
        isinstance(p, dict) and isinstance(p.get("revision"), int) and "file" in p for p in pages
    ) and all(isinstance(p, dict) and "asked" in p for p in missing)


def revisions_of(path: str | os.PathLike[str]) -> list[int]:
    """Return the revisions that a manifest names, which :meth:`WikiClient.revisions` fetches again.

    Raises:
        FetchError: as for :func:`read_manifest`.
    """
    return [page["revision"] for page in read_manifest(path)["pages"]]


def save_dump(
    pages: Iterable[FetchedPage | MissingPage], path: str | os.PathLike[str], *, site: Site
) -> tuple[list[str], list[MissingPage]]:
    """Write pages into one file in MediaWiki's export schema 0.11, which :func:`~wikirel.dump.open_dump` reads.

    It is written whole or not at all.  Each page is in it once; which redirects led to it is not.

    Args:
        pages: the pages, as a client yields them.
        path: the file, which should end in ``.xml``.
        site: the wiki that they are of.

    Returns:
        The titles of the pages, and the pages that there are not.

    Raises:
        OSError: it cannot be written.
    """
    titles: dict[str, None] = {}
    lacking: list[MissingPage] = []
    with _written(Path(path)) as file:
        file.write(
            '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" '
            f"xml:lang={quoteattr(_xml(site.language))}>\n  <siteinfo>\n    <sitename>{_element(site.name)}"
            f"</sitename>\n    <dbname>{_element(site.id)}</dbname>\n    <base>{_element(site.base)}</base>\n"
            f"    <generator>{_element(site.generator)}</generator>\n  </siteinfo>\n"
        )
        for page in pages:
            if isinstance(page, MissingPage):
                lacking.append(page)
            elif page.title not in titles:
                titles[page.title] = None
                file.write(_page(page))
        file.write("</mediawiki>\n")
    return list(titles), lacking


def _page(page: FetchedPage) -> str:
    return (
        f"  <page>\n    <title>{_element(page.title)}</title>\n    <ns>{page.namespace}</ns>\n"
        f"    <id>{page.id}</id>\n    <revision>\n      <id>{page.revision}</id>\n"
        f"      <timestamp>{_element(page.timestamp)}</timestamp>\n      <model>{_element(page.model)}</model>\n"
        f'      <text bytes="{len(page.text.encode())}" xml:space="preserve">{_element(page.text)}</text>\n'
        "    </revision>\n  </page>\n"
    )


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _element(text: str) -> str:
    return escape(_xml(text), {'"': "&quot;", "\r": "&#13;"})


def _of_page(page: FetchedPage, name: str, asked: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "file": name,
        "title": page.title,
        "page": page.id,
        "namespace": page.namespace,
        "revision": page.revision,
        "timestamp": page.timestamp,
        "model": page.model,
        "fetched": page.fetched,
        "sha256": hashlib.sha256(page.text.encode()).hexdigest(),
        "asked": asked,
    }


def _of_missing(page: MissingPage) -> dict[str, Any]:
    told = {"asked": _xml(page.asked), "title": page.title, "redirects": list(page.redirects)}
    return {**told, "reason": page.reason.value, "detail": page.detail}


def _known(path: Path, api: str) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    if not path.exists():
        return {}, {}
    data = read_manifest(path)
    if data.get("api") != api:
        raise FetchError(f"{path}: the pages there are of {data.get('api')}; choose another folder")
    return {p["file"]: p for p in data["pages"]}, {p["asked"]: p for p in data["missing"]}


@contextmanager
def _written(path: Path) -> Iterator[TextIO]:
    """Open a file for text, as it is, that takes its place when it is whole."""
    refuse_special(path)
    new = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with open(new, "x", encoding="utf-8", newline="") as file:
            yield file
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
