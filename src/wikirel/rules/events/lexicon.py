"""The words that tell of happenings, sorted so that most words of a text cost one look-up."""

from __future__ import annotations

import re
from typing import NamedTuple

from wikirel.facts import EventKind

__all__ = ["JOINT", "Act", "Lexicon", "alternatives"]

# Marks in an expression where a gap ends that others may share.
JOINT = "\0"
_GROUP_HEAD = re.compile(r"\(\?:")
_QUANTIFIERS = frozenset("?*{")
# A whole word of three letters or more, for no act begins with a shorter one.  Taken whole, words need no test
# of their beginning, and the engine skips to the next letter at once.
_WORD_START = re.compile(r"[^\W\d_]\w[\w-]\w*")
_LITERAL = " -'’"
_KEY = 5
_LONGEST = 16
_FIRST_WORD = re.compile(r"[^\W\d_]\w(?:[\w-]\w*)?")
# An expression whose match lies in one word, so that the word alone decides.
_ONE_WORD = re.compile(r"(?:[^\W_]|[()?|]|\(\?:|\[[^\W_]+\])+")
_KNOWN = 20_000


class Act(NamedTuple):
    """What a pattern stands for: a kind of event, and how surely (the higher, the surer)."""

    kind: EventKind
    weight: float


class _Entry(NamedTuple):
    """What may begin with a word: an expression tried first, if any, and else the act that the word itself is."""

    pattern: re.Pattern[str] | None
    acts: tuple[Act, ...]
    length: int
    act: Act | None


class Lexicon:
    """The words that tell of happenings: expressions sorted by the letters that they begin with.

    A text is gone through word by word; a dictionary tells which expressions may begin with the word, and
    whether the word alone is an act.  Most words begin none, so most cost one look-up, and many acts of one word
    cost no more.

    Args:
        entries: expressions, each beginning with at least two letters, with what they stand for.

    Raises:
        ValueError: an expression does not begin with two letters.
    """

    def __init__(self, entries: list[tuple[str, Act]]) -> None:
        # By the whole first word where an expression goes on behind it, else by how the word begins.
        self._by_word: dict[str, list[tuple[int, str, Act]]] = {}
        self._by_letters: dict[str, list[tuple[int, str, Act]]] = {}
        for rank, (pattern, act) in enumerate(entries):
            letters = _letters(pattern)
            if len(letters) < 2:
                raise ValueError(f"a pattern of an act begins with two letters at least: {pattern!r}")
            word = _FIRST_WORD.match(letters)
            first = word.group() if word else letters
            if len(first) < len(letters):
                self._by_word.setdefault(first, []).append((rank, pattern, act))
            else:
                self._by_letters.setdefault(first[:_KEY], []).append((rank, pattern, act))
        self._compiled: dict[tuple[int, ...], tuple[re.Pattern[str], tuple[Act, ...]]] = {}
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
            pattern, acts, length, act = entry
            if pattern is not None:
                told = pattern.match(low, at, end)
                if told is not None:
                    done = told.end()
                    found.append((at, done, acts[told.lastindex or 0]))
                    continue
            if act is not None:
                done = at + length
                found.append((at, done, act))
        return found

    def _entry(self, word: str) -> _Entry | None:
        """Compile, at first need, the expressions that may begin with a word."""
        candidates = list(self._by_word.get(word, ()))
        for length in range(2, min(_KEY, len(word)) + 1):
            candidates += self._by_letters.get(word[:length], ())
        candidates.sort()
        tried: list[tuple[int, str, Act]] = []
        length, alone = 0, None
        for rank, pattern, act in candidates:
            if _ONE_WORD.fullmatch(pattern):
                match = re.match(f"(?:{pattern})(?!\\w)", word)
                if match:
                    length, alone = match.end(), act
                    break
            else:
                tried.append((rank, pattern, act))
        entry = None
        if tried or alone:
            expression, acts = self._pattern(tried) if tried else (None, ())
            entry = _Entry(expression, acts, length, alone)
        if len(self._known) >= _KNOWN:
            self._known.clear()
        self._known[word] = entry
        return entry

    def _pattern(self, candidates: list[tuple[int, str, Act]]) -> tuple[re.Pattern[str], tuple[Act, ...]]:
        ranks = tuple(rank for rank, _, _ in candidates)
        if ranks not in self._compiled:
            acts = [Act(EventKind.OTHER, 0.0)]
            parts = []
            # Expressions that begin alike up to a gap share one walk over the gap: the nearest words count.
            alike: dict[str, list[tuple[str, Act]]] = {}
            for _, pattern, act in candidates:
                head, _, tail = pattern.partition(JOINT)
                alike.setdefault(head, []).append((tail, act))
            for head, tails in alike.items():
                acts += [act for _, act in tails]
                parts.append(head + "(?:" + "|".join(f"({tail})(?!\\w)" for tail, _ in tails) + ")")
            self._compiled[ranks] = re.compile("|".join(parts)), tuple(acts)
        return self._compiled[ranks]


def _letters(pattern: str) -> str:
    """Return the characters that a match of a pattern is sure to begin with, as far as anyone asks."""
    letters = ""
    for character, following in zip(pattern[:_LONGEST], pattern[1 : _LONGEST + 1] + " ", strict=False):
        if not (character.isalnum() or character in _LITERAL) or following in _QUANTIFIERS:
            break
        letters += character
    return letters


def alternatives(pattern: str) -> list[str]:
    """Part the alternatives of a pattern; those before `` + `` share what follows it, up to the next bar."""
    head, joined, rest = pattern.partition(" + ")
    tail, *others = _split(rest) if joined else [""]
    tail = " " + tail if joined else ""
    found = [begun + tail for part in _split(head) for begun in _begun(part)]
    # "re-?opened" begins with three sure letters once its two spellings are parted.
    found = [
        spelling
        for one in found
        for spelling in (
            (one.replace("-?", "-", 1), one.replace("-?", "", 1)) if "-?" in one[:_KEY] else (one,)
        )
    ]
    return [*found, *(one for other in others for one in alternatives(other))]


def _begun(part: str) -> list[str]:
    """Spell out the groups that a pattern begins with, until each spelling begins with letters."""
    opened = _GROUP_HEAD.match(part)
    close = _closing(part) if opened else 0
    following = part[close + 1 : close + 2]
    if not opened or following in ("*", "{"):
        return [part]
    rest = part[close + 1 :].removeprefix("?")
    inner = _split(part[3:close]) + ([""] if following == "?" else [])
    return [begun for one in inner for begun in _begun(one + rest)]


def _split(pattern: str) -> list[str]:
    parts, depth, start, in_class, escaped = [], 0, 0, False, False
    for index, character in enumerate(pattern):
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == "|" and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
    return [*parts, pattern[start:]]


def _closing(pattern: str) -> int:
    """Return where the group that a pattern begins with closes."""
    depth = 0
    for index, character in enumerate(pattern):
        if character == "(" and pattern[index - 1] != "\\":
            depth += 1
        elif character == ")" and pattern[index - 1] != "\\":
            depth -= 1
            if depth == 0:
                return index
    raise ValueError(f"unbalanced pattern {pattern!r}")
