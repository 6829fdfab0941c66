"""Prefixes: the words before a written date that bear on it: qualifiers, early and late, seasons, between."""

from __future__ import annotations

import re

from wikirel.values.dates.atoms import Atom
from wikirel.values.dates.vocabulary import DateVocabulary

__all__ = ["PrefixReader"]

_WIDTH = 56
_OPENINGS = "([\"'“/–—-"  # "late 1961/early 1962"


class PrefixReader:
    """Reads what stands before an atom."""

    def __init__(self, vocabulary: DateVocabulary) -> None:
        self._words = vocabulary
        self._articles = vocabulary.articles
        self._prefix_ends, self._prefix_words = vocabulary.prefix_ends, vocabulary.prefix_words
        relative = vocabulary.table["relative"]
        self._naming = tuple(f"{word} " for word in relative.get("naming", ()))
        self._next = frozenset(word.casefold() for word in relative["month_next"])
        self._previous = frozenset(word.casefold() for word in relative["month_previous"])

    def read(self, text: str, atom: Atom, floor: int) -> None:
        """Note with an atom what the words before it say, back to ``floor``, where the last atom ends."""
        start = atom.start
        before = text[start - 1] if start else "\n"
        if before == "\n":  # what another line says bears on its own dates
            return
        low = start - _WIDTH
        if low < floor:
            low = floor
        line = text.rfind("\n", low, start) + 1
        if line > low:
            low = line
        window = text[low:start]
        words = window.rsplit(None, 1)
        if not words:
            return
        atom.word = last = words[-1].lstrip(_OPENINGS).casefold()
        if before == " " or before.isspace():
            # Most words end no prefix: a look at the last one settles it.
            article = last in self._articles
            if not article and last not in self._prefix_ends:
                return
            words = window.rsplit(None, 4)[-4:]
            if not self._ends_prefix(words) and not (
                article and len(words) > 1 and self._ends_prefix(words[:-1])
            ):
                return
        elif before in "-.":
            words = window.rsplit(None, 4)[-4:]
        else:
            return
        # A prefix holds no other words than these, and its expression is slow to find out where it begins.
        for behind, word in enumerate(words[-2::-1], start=1):
            if word.isalpha() and word.casefold() not in self._prefix_words:
                low += len(window.rsplit(None, behind)[0])
                break
        self._apply(self._words.prefix.search(text, low, start), atom)

    def _ends_prefix(self, words: list[str]) -> bool:
        """Tell whether the last of some words can end what bears on a date."""
        needed = self._words.prefix_ends.get(words[-1].lstrip(_OPENINGS).casefold())
        if needed is None:
            return False
        return not needed or (len(words) > 1 and words[-2].lstrip("(").casefold() in needed)

    def _apply(self, found: re.Match[str] | None, atom: Atom) -> None:
        if found is None or found.start() == found.end():
            return
        mods, shift = found["mods"], found["shift"]
        # "the start of the 1991 war" is a moment of the war, not of the year.
        the = (
            atom.bare
            and found["season"] is None
            and found.string[max(0, atom.start - 4) : atom.start].casefold().endswith(self._naming)
        )
        if mods and not the:
            if found["season"] or found["part"] or found["about"]:
                head, blank, _ = mods.partition(" ")
                led = blank and head.casefold() in self._words.articles
                atom.start = found.start("mods") + (len(head) + 1 if led else 0)
            if atom.month is None and atom.core is None and found["season"] is not None:
                name = " ".join(found["season"].casefold().split())
                atom.season = self._words.seasons[name]
                atom.bare = False
            # "late on 5 May" is still that day: only "about" makes a day approximate.
            if found["about"] is not None or (found["part"] is not None and atom.day is None):
                atom.approximate = True
                atom.about = found["about"] is not None
        elif shift:
            atom.start = found.start("shift")
            word = " ".join(shift.casefold().split())
            atom.shift = 1 if word in self._next else -1 if word in self._previous else 0
        word = found["qualifier"]
        atom.lead_start = found.start() if word else atom.start
        if word:
            word = " ".join(word.casefold().split())
            atom.lead = word
            atom.qualifier = self._words.qualifiers.get(word)
