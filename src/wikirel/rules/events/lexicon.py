"""The words that tell of happenings, sorted so that most words of a text cost one look-up."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from wikirel.errors import SchemaError
from wikirel.facts import EventKind
from wikirel.rules.patterns import closing, spellings, split

__all__ = ["JOINT", "Act", "Lexicon", "alternatives"]

# Marks in an expression where a gap ends that others may share.
JOINT = "\0"
_QUANTIFIERS = frozenset("?*{")
# A whole word of three letters or more, for no act begins with a shorter one.  Taken whole, words need no test
# of their beginning, and the engine skips to the next letter at once.
_WORD_START = re.compile(r"[^\W\d_]\w[\w-]\w*")
_LEAST = 3
_SHORT = re.compile(r"\w{1,2}[^\w-]")
_LITERAL = " -'’"
_KEY = 5
# A word has at most so many spellings in one pattern; what parts a word from what follows.
_SPELLINGS = 200
_LONG = 60
_MANY = 2
_PARTED = re.compile(r"[ '’,-](?![?*{])")
# A hyphen behind so many letters belongs to the word.
_PREFIX = 2
_KNOWN = 20_000


class Act(NamedTuple):
    """What a pattern stands for: a kind of event, and how surely (the higher, the surer)."""

    kind: EventKind
    weight: float


_Expression = tuple[re.Pattern[str], tuple[Act, ...]]


class _Entry(NamedTuple):
    """What a word may begin.

    Attributes:
        tried: expressions for what stands behind the word, or for all from its beginning on, tried in turn, each
            with what its groups stand for.
        from_start: the latter.
        alone: what the word by itself stands for.
    """

    tried: tuple[_Expression, ...]
    from_start: bool
    alone: Act | None


class Lexicon:
    """The words that tell of happenings: expressions sorted by the words that they begin with.

    A text is gone through word by word; a dictionary tells which expressions begin with the word, and whether
    the word alone is an act.  Most words begin none, so most cost one look-up, acts of one word cost no more, and
    expressions that begin with different words and go on alike are compiled once.

    Args:
        entries: expressions, each beginning with a word of three letters or more, with what they stand for.

    Raises:
        SchemaError: an expression does not begin with a word of three letters or more, or ends with a blank.
    """

    def __init__(self, entries: list[tuple[str, Act]]) -> None:
        # By the word that an expression begins with: its rank, what stands behind the word, what it stands for.
        self._by_word: dict[str, list[tuple[int, str, Act]]] = {}
        # By the letters that the first word begins with, where that can be any word of many: whole expressions.
        self._by_letters: dict[str, list[tuple[int, str, Act]]] = {}
        for rank, (pattern, act) in enumerate(entries):
            if pattern.endswith(" "):
                raise SchemaError(
                    f"words: a pattern of an act ends with a word, not with a blank: {pattern!r}"
                )
            begun = first_words(pattern)
            letters = _letters(pattern)
            if _SHORT.match(letters) or (begun and all(len(word) < _LEAST for word, _ in begun)):
                raise SchemaError(
                    f"words: a pattern of an act begins with a word of three letters: {pattern!r}"
                )
            if begun is not None:
                for word, behind in begun:
                    self._by_word.setdefault(word, []).append((rank, behind, act))
                continue
            if len(letters) < 2:
                raise SchemaError(f"words: a pattern of an act begins with two letters at least: {pattern!r}")
            self._by_letters.setdefault(letters, []).append((rank, pattern, act))
        self._uses = Counter(behind for begun in self._by_word.values() for _, behind, _ in begun)
        self._compiled: dict[tuple[tuple[str, Act], ...], _Expression] = {}
        self._known: dict[str, _Entry | None] = {}

    def find(self, low: str, start: int, end: int) -> list[tuple[int, int, Act]]:
        """Find the words in ``low[start:end]``, from left to right, none overlapping another."""
        found: list[tuple[int, int, Act]] = []
        known, done = self._known, start
        for match in _WORD_START.finditer(low, start, end):
            word = match.group()
            try:
                entry = known[word]
            except KeyError:
                entry = self._entry(word)
            if entry is None:
                continue
            at = match.start()
            if at < done:
                continue
            tried, from_start, alone = entry
            for pattern, acts in tried:
                told = pattern.match(low, at if from_start else at + len(word), end)
                if told is not None:
                    done = told.end()
                    found.append((at, done, acts[told.lastindex or 0]))
                    break
            else:
                if alone is not None:
                    done = at + len(word)
                    found.append((at, done, alone))
        return found

    def _entry(self, word: str) -> _Entry | None:
        """Compile, at first need, the expressions that may begin with a word."""
        candidates = [(rank, False, behind, act) for rank, behind, act in self._by_word.get(word, ())]
        for length in range(2, min(_KEY, len(word)) + 1):
            begun = self._by_letters.get(word[:length], ())
            candidates += [(rank, True, pattern, act) for rank, pattern, act in begun]
        candidates.sort()
        from_start = any(whole for _, whole, _, _ in candidates)
        tried: list[tuple[str, Act]] = []
        alone = None
        for _, whole, pattern, act in candidates:
            if not pattern:
                alone = act
                break  # What comes behind is less sure, and the word alone is there in any case.
            tried.append((word + pattern if from_start and not whole else pattern, act))
        entry = None
        if tried or alone:
            # Expressions that go on from many words are compiled once for all, not anew with others of each; those
            # that begin with the same gap together, so that they share one walk and the nearest words count.
            runs: list[list[tuple[str, Act]]] = []
            by_gap: dict[str, list[tuple[str, Act]]] = {}
            apart = True
            for one in tried:
                if self._is_shared(one[0]):
                    head = one[0].partition(JOINT)[0]
                    if head not in by_gap:
                        by_gap[head] = []
                        runs.append(by_gap[head])
                        apart = True
                    by_gap[head].append(one)
                elif apart:
                    runs.append([one])
                    apart = False
                else:
                    runs[-1].append(one)
            entry = _Entry(tuple(self._expression(tuple(run)) for run in runs), from_start, alone)
        if len(self._known) >= _KNOWN:
            self._known.clear()
        self._known[word] = entry
        return entry

    def _is_shared(self, behind: str) -> bool:
        return len(behind) > _LONG and self._uses[behind] >= _MANY

    def _expression(self, tried: tuple[tuple[str, Act], ...]) -> _Expression:
        if tried not in self._compiled:
            acts = [Act(EventKind.OTHER, 0.0)]
            parts = []
            # Expressions that begin alike up to a gap share one walk over the gap: the nearest words count.
            alike: dict[str, list[tuple[str, Act]]] = {}
            for pattern, act in tried:
                head, _, tail = pattern.partition(JOINT)
                alike.setdefault(head, []).append((tail, act))
            for head, tails in alike.items():
                acts += [act for _, act in tails]
                parts.append(head + "(?:" + "|".join(f"({tail})(?!\\w)" for tail, _ in tails) + ")")
            self._compiled[tried] = re.compile("|".join(parts)), tuple(acts)
        return self._compiled[tried]


def first_words(pattern: str) -> list[tuple[str, str]] | None:
    r"""Spell out the words that a pattern begins with, each with what of the pattern stands behind it.

    None is for a pattern whose first word can be any of too many.

    >>> first_words("visit(?:ed|s to)? the")
    [('visited', ' the'), ('visits', ' to the'), ('visit', ' the')]
    >>> first_words(r"re\w+ing talks") is None
    True
    """
    words, at = [""], 0
    while at < len(pattern):
        end = _atom_end(pattern, at)
        atom = pattern[at:end]
        spelled = _spelled(atom)
        if atom == "-" and all(len(word) == _PREFIX for word in words):
            spelled = ["-"]  # "re-opened" is one word
        if spelled is None:
            if atom[:3] != "(?:" or _stands_apart(pattern[at:]):
                break
            # Each alternative of the group goes on in its own way.
            inner = split(atom[3 : closing(atom)]) + ([""] if atom[-1] == "?" else [])
            found: list[tuple[str, str]] = []
            for part in inner:
                begun = first_words(part + pattern[end:])
                if begun is None or len(words) * len(begun) + len(found) > _SPELLINGS:
                    return None
                found += [(word + more, behind) for word in words for more, behind in begun]
            return found
        words = [word + more for word in words for more in spelled]
        if len(words) > _SPELLINGS:
            return None
        at = end
    behind = pattern[at:]
    return [(word, behind) for word in words] if _stands_apart(behind) else None


def _atom_end(pattern: str, at: int) -> int:
    """Return where a character, class or group of a pattern ends, with its quantifier."""
    if pattern[at] == "(":
        end = at + closing(pattern[at:]) + 1
    elif pattern[at] == "[":
        end = pattern.index("]", at) + 1
    else:
        end = at + (2 if pattern[at] == "\\" else 1)
    if end < len(pattern) and pattern[end] in "*+{":
        return len(pattern)
    return end + 1 if pattern[end : end + 1] == "?" else end


@lru_cache(maxsize=1024)
def _spelled(atom: str) -> list[str] | None:
    """Spell out an atom of a pattern; None where it is not made of letters alone."""
    bare = atom.removesuffix("?")
    rest = [""] if bare != atom else []
    if len(bare) == 1:
        return [bare, *rest] if bare.isalnum() else None
    if bare[0] == "[" and bare[1:-1].isalnum():
        return [*bare[1:-1], *rest]
    if not bare.startswith("(?:") or not bare.endswith(")"):
        return None
    found = []
    for part in split(bare[3:-1]):
        begun = _letters_of(part)
        if begun is None:
            return None
        found += begun
    return found + rest


def _letters_of(part: str) -> list[str] | None:
    """Spell out a part of a pattern; None where it is not made of letters alone."""
    words, at = [""], 0
    while at < len(part):
        end = _atom_end(part, at)
        spelled = _spelled(part[at:end])
        if spelled is None or len(words) * len(spelled) > _SPELLINGS:
            return None
        words = [word + more for word in words for more in spelled]
        at = end
    return words


def _stands_apart(behind: str) -> bool:
    """Tell whether what a pattern has behind a word cannot go on with the word."""
    if not behind or _PARTED.match(behind):
        return True
    if behind.startswith("(?:"):
        close = closing(behind)
        if all(_PARTED.match(part) for part in split(behind[3:close])):
            return behind[close + 1 : close + 2] != "?" or _stands_apart(behind[close + 2 :])
    return False


def _letters(pattern: str) -> str:
    """Return the characters that a match of a pattern is sure to begin with, as many as a key has at most."""
    letters = ""
    for character, following in zip(pattern[:_KEY], pattern[1 : _KEY + 1] + " ", strict=False):
        if not (character.isalnum() or character in _LITERAL) or following in _QUANTIFIERS:
            break
        letters += character
    return letters


def alternatives(pattern: str) -> list[str]:
    """Part the alternatives of a pattern; those before `` + `` share what follows it, up to the next bar."""
    head, joined, rest = pattern.partition(" + ")
    tail, *others = split(rest) if joined else [""]
    tail = " " + tail if joined else ""
    found = [begun + tail for begun in spellings(head)]
    # "re-?opened" begins with three sure letters once its two spellings are parted.
    found = [
        spelling
        for one in found
        for spelling in (
            (one.replace("-?", "-", 1), one.replace("-?", "", 1)) if "-?" in one[:_KEY] else (one,)
        )
    ]
    return [*found, *(one for other in others for one in alternatives(other))]
