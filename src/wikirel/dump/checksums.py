"""The checksums that lie beside dumps, and whether the files agree with them.

Content file exports have ``SHA256SUMS`` and, when the export is complete, an empty ``_SUCCESS``; the older
dumps have ``<wiki>-<date>-sha1sums.txt`` and ``<wiki>-<date>-md5sums.txt``, one for the files of a run.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable

from wikirel.errors import ChecksumError

__all__ = ["check_file", "read_sums", "sums_beside"]

_LINE = re.compile(r"([0-9A-Fa-f]{32,128})[ \t]+\*?(\S.*)")
_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_LISTS = re.compile(r"SHA256SUMS|sha256sums\.txt|.*-(?:sha256|sha1)sums\.txt")


def read_sums(path: str) -> dict[str, str]:
    """Return the checksums of a list, by the name of the file.

    Raises:
        ChecksumError: a line is none of such a list.
        OSError: it cannot be read.
    """
    sums: dict[str, str] = {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            found = _LINE.fullmatch(line.strip())
            if found is None or len(found[1]) not in _BY_LENGTH:
                raise ChecksumError(f"line {number} is not a checksum and a name", path)
            sums[os.path.basename(found[2])] = found[1].lower()
    return sums


def sums_beside(path: str) -> dict[str, str]:
    """Return the checksums that the lists beside a file give, the strongest for each name."""
    folder = os.path.dirname(path) or "."
    sums: dict[str, str] = {}
    for name in sorted(os.listdir(folder)):
        if _LISTS.fullmatch(name):
            for file, digest in read_sums(os.path.join(folder, name)).items():
                if len(digest) > len(sums.get(file, "")):
                    sums[file] = digest
    return sums


def check_file(path: str, digest: str, progress: Callable[[int], None] | None = None) -> None:
    """Compare a file with its checksum.

    Args:
        path: the file.
        digest: what it must be, in hexadecimal; its length tells the algorithm.
        progress: called with how many bytes were read since it was called last.

    Raises:
        ChecksumError: they disagree.
        OSError: the file cannot be read.
    """
    name = _BY_LENGTH[len(digest)]
    state = hashlib.new(name, usedforsecurity=False)
    with open(path, "rb") as file:
        while data := file.read(1 << 20):
            state.update(data)
            if progress is not None:
                progress(len(data))
    found = state.hexdigest()
    if found != digest:
        raise ChecksumError(f"its {name} is {found}; the list beside it says {digest}", path)
