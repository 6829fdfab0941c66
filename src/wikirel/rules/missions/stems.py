"""Where any of many strings stands in a text: those that share a part are looked for in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

__all__ = ["Stems"]

# A shorter part that strings share stands in too many other words to save time.
_SHARED = 6


class Stems:
    """Strings, sorted by what they have in common.

    Args:
        stems: the strings.

    >>> Stems(["an office", "the office", "embass"]).find("the office of an embassy")
    [0, 17]
    """

    def __init__(self, stems: Iterable[str]) -> None:
        # By what is looked for: the strings that hold it, each with how far before it it begins.
        self._passes: list[tuple[str, tuple[tuple[int, str], ...]]] = []
        left = list(dict.fromkeys(stem for stem in stems if stem))
        while left:
            part = _shared(left)
            held = [stem for stem in left if part in stem]
            left = [stem for stem in left if part not in stem]
            self._passes.append((part, tuple((stem.index(part), stem) for stem in held)))

    def find(self, text: str) -> list[int]:
        """Return where one of the strings begins in a text, in order."""
        hits: list[int] = []
        find, starts_with = text.find, text.startswith
        for part, stems in self._passes:
            alone = len(stems) == 1 and stems[0][1] == part
            at = find(part)
            while at >= 0:
                if alone:
                    hits.append(at)
                else:
                    hits += [at - back for back, stem in stems if at >= back and starts_with(stem, at - back)]
                at = find(part, at + 1)
        hits.sort()
        return hits


def _shared(stems: list[str]) -> str:
    """Return the longest part that as many of some strings as possible share; the first string without any."""
    uses = Counter(part for stem in stems for part in {*_parts(stem, _SHARED)})
    part, count = max(uses.items(), key=lambda entry: (entry[1], entry[0]), default=("", 0))
    if count < 2:
        return stems[0]
    held = [stem for stem in stems if part in stem]
    longer = [one for size in range(_SHARED, len(held[0]) + 1) for one in _parts(held[0], size)]
    return max((one for one in longer if all(one in stem for stem in held)), key=len)


def _parts(stem: str, size: int) -> Iterable[str]:
    return (stem[at : at + size] for at in range(len(stem) - size + 1))
