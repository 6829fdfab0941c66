"""Sentence boundaries in plain text, for every block at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["SentenceSplitter"]

_BOUNDARY = re.compile(r"[.!?…][\"'”’»)\]]*[ \xa0]+(?=[\"'“‘«(\[]*[A-ZÀ-ÖØ-ÞĀ-ſΑ-Я0-9])")
_LAST_WORD = re.compile(
    r"[^\s(\[\"'“‘«–—/-]*"
)  # read backwards: a search for where it begins tries every place
_INITIALS = re.compile(r"(?:[A-Za-zÀ-ɏ]\.)*[A-Za-zÀ-ɏ]\Z")
_LONGEST_ORDINAL = 3
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*(\w+)")


class SentenceSplitter:
    """Finds where sentences begin.

    Args:
        vocabulary: the ``sentences`` table of a language: ``abbreviations`` (words that a point after does not
            end a sentence), ``numbered`` (abbreviations that only do so before a number) and ``openers``
            (words that begin a sentence even after initials, as in "in Washington, D.C. The ..."), and
            ``ordinals`` (whether a point makes a number an ordinal, as in German "am 8. Juli").
    """

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        self._abbreviations = frozenset(word.casefold() for word in vocabulary.get("abbreviations", ()))
        self._numbered = frozenset(word.casefold() for word in vocabulary.get("numbered", ()))
        self._ordinals = bool(vocabulary.get("ordinals"))
        self._openers = frozenset(vocabulary.get("openers", ()))

    def starts(self, text: str) -> list[int]:
        """Return the offsets where a sentence begins in the middle of a block.

        Args:
            text: plain text, blocks parted by newlines.

        >>> SentenceSplitter({"abbreviations": ["Dr"]}).starts("Dr. No left. He came back in 1972.")
        [13]
        """
        found = []
        for boundary in _BOUNDARY.finditer(text):
            point, after = boundary.span()
            if text[point] == "." and not self._ends(text, point, after):
                continue
            found.append(after)
        return found

    def _ends(self, text: str, point: int, after: int) -> bool:
        tail = _LAST_WORD.match(text[max(0, point - 24) : point][::-1])
        word = tail[0][::-1] if tail else ""
        folded = word.casefold()
        if folded in self._abbreviations:
            return False
        if folded in self._numbered and text[after].isdigit():
            return False
        if self._ordinals and word.isdecimal() and len(word) < _LONGEST_ORDINAL:
            following = _NEXT_WORD.match(text, after)
            return following is not None and following[1] in self._openers
        if word and not word.isdecimal() and _INITIALS.match(word):
            following = _NEXT_WORD.match(text, after)
            if len(word) == 1 and word in "aIAi" and not text[after].isupper():
                return True
            return following is not None and following[1] in self._openers
        return True
