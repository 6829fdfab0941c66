"""Finding countries in running text: one pass over capitalised words, then dictionary look-ups.

A name begins with a capital letter, so one regular expression finds every word that can begin one, and a
dictionary tells, for each first word, which longer names may follow; the longest wins.  The cost is linear in
the text: a fixed number of look-ups a word, and no name is longer than the longest of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from wikirel.values.gazetteer import Party, same_length_key

__all__ = ["Form", "Mention", "MentionIndex"]

Form = str
"""How a mention names its party: ``name``, ``adjective``, ``demonym`` or ``capital``."""

# What a name means: one party, several that the words alone do not tell apart, or none (a stop phrase).
_Meaning = tuple[Party | tuple[Party, ...] | None, Form]

_new = tuple.__new__  # what a NamedTuple's own constructor calls, without the call in between
_ASCII = tuple(map(chr, range(128)))
_ALIKE = {key: tuple(c for c in _ASCII if same_length_key(c) == key) for key in _ASCII}
_FIRST_WORD = re.compile(r"\w*")


class Mention(NamedTuple):
    """A place in a text that names a party.

    Attributes:
        start: the first code point, in the text that was searched.
        end: one past the last code point.
        party: the party named.
        form: ``name`` ("Cuba", "the Republic of Cuba" from "Republic", "USSR"), ``adjective`` ("Cuban"),
            ``demonym`` ("Cubans") or ``capital`` ("Havana").
    """

    start: int
    end: int
    party: Party
    form: Form


class _Entry:
    """What may begin with one word: the word alone, longer names by what follows it, or a compound."""

    __slots__ = ("alone", "heads", "lengths", "longer", "prefix")

    def __init__(self) -> None:
        self.alone: _Meaning | None = None
        self.longer: dict[str, _Meaning] = {}
        self.heads: dict[str, tuple[int, ...]] = {}  # how long what goes on may be, by how it begins in ASCII
        self.lengths: tuple[int, ...] = ()  # and by whatever it begins, the longest first
        self.prefix: Party | None = None

    def seal(self) -> None:
        self.lengths = _descending({len(rest) for rest in self.longer})
        heads: dict[str, set[int]] = {}
        for rest in self.longer:
            for head in _spellings(rest[:2]):
                heads.setdefault(head, set()).add(len(rest))
        self.heads = {head: _descending(lengths) for head, lengths in heads.items()}


def _descending(lengths: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(lengths, reverse=True))


def _spellings(head: str) -> Iterator[str]:
    """Yield what a text may have in ASCII for the first two code points of what goes on in a key."""
    wanted = [_ALIKE.get(letter, ()) for letter in head] + [_ASCII] * (2 - len(head))
    yield from map("".join, product(*wanted))


class MentionIndex:
    """The names of a gazetteer, indexed by first word.

    Args:
        layers: tables of keys (see :func:`~wikirel.values.gazetteer.name_key`) with the form that each stands
            for, the more important first; a key in two tables counts by the first.
        prefixes: first halves of compounds ("Sino"), which count as adjectives before a hyphen or dash.
        stop: phrases that hold a name, but mean something else.
    """

    def __init__(
        self,
        layers: Iterable[tuple[Form, Mapping[str, Party | tuple[Party, ...]]]],
        prefixes: Mapping[str, Party],
        stop: Iterable[str],
    ) -> None:
        entries: dict[str, _Entry] = {}
        for phrase in stop:
            self._add(entries, phrase, (None, "stop"))
        for form, table in layers:
            for key, meaning in table.items():
                self._add(entries, key, (meaning, form))
        for word, party in prefixes.items():
            if word not in entries:
                entries[word] = _Entry()
                entries[word].prefix = party
        for entry in entries.values():
            entry.seal()
        self._entries = entries
        firsts = "".join(sorted({word[0] for word in entries}))
        # Matched without a look-behind, so that the engine can skip to the next capital letter at once.
        self._word = re.compile(f"[{re.escape(firsts)}]\\w*")

    @staticmethod
    def _add(entries: dict[str, _Entry], key: str, meaning: _Meaning) -> None:
        match = _FIRST_WORD.match(key)
        word = match.group() if match else ""
        if not word or not (word[0].isupper() or meaning[1] == "adjective"):
            return
        entry = entries.setdefault(word, _Entry())
        rest = key[len(word) :]
        if rest:
            entry.longer.setdefault(rest, meaning)
        elif entry.alone is None:
            entry.alone = meaning

    def find(self, text: str, start: int, end: int, among: Sequence[Party]) -> list[Mention]:
        """Find the mentions in ``text[start:end]``; see :meth:`wikirel.values.parties.Gazetteer.mentions`."""
        found: list[Mention] = []
        lookup = self._entries.get
        done = start
        for match in self._word.finditer(text, start, end):
            entry = lookup(match.group())
            if entry is None:
                continue
            at, stop = match.span()
            if at < done or (at and (before := text[at - 1]) != " " and _is_word(before)):
                continue
            meaning = None
            if entry.lengths:
                head = text[stop : stop + 2]
                lengths = entry.heads.get(head, entry.lengths if not head.isascii() else ())
                if lengths:
                    meaning, stop = _longest(entry.longer, lengths, text, stop, end)
            if meaning is None:
                meaning = entry.alone
                if meaning is None:
                    if entry.prefix is not None and _joins(text, stop):
                        found.append(_new(Mention, (at, stop, entry.prefix, "adjective")))
                    continue
                if stop == end and end < len(text) and _is_word(text[end]):
                    continue  # the range cuts the word off
            done = stop
            party, form = meaning
            if isinstance(party, tuple):
                party = only(party, among)
            if party is not None:
                found.append(_new(Mention, (at, stop, party, form)))
        return found


def _longest(
    longer: Mapping[str, _Meaning], lengths: tuple[int, ...], text: str, at: int, end: int
) -> tuple[_Meaning | None, int]:
    """Find the longest name that goes on at ``at``; return its meaning and its end, or None and ``at``."""
    ahead = text[at : min(at + lengths[0], end)]
    if not ahead.isascii() or "\n" in ahead or "&" in ahead:
        ahead = same_length_key(ahead)
    for length in lengths:
        if length > len(ahead):
            continue
        meaning = longer.get(ahead[:length])
        if meaning is not None:
            stop = at + length
            if stop == len(text) or not _is_word(text[stop]) or not _is_word(text[stop - 1]):
                return meaning, stop
    return None, at


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _joins(text: str, at: int) -> bool:
    """Tell whether a compound goes on at ``at``: a hyphen or dash, then a capital letter."""
    return text[at : at + 1] in {"-", "‑", "–"} and text[at + 1 : at + 2].isupper()


def only(candidates: Sequence[Party], among: Sequence[Party]) -> Party | None:
    """Return the one candidate that is ``among`` the expected parties, or None."""
    expected = [party for party in candidates if party in among]
    return expected[0] if len(expected) == 1 else None
