"""The vocabulary of events, compiled once: what a language's table ``events`` says, as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import attrs

from wikirel.facts import EventKind, Modality

__all__ = ["Act", "EventWords", "Lexicon", "event_words"]

_GROUP_HEAD = re.compile(r"\(\?:")
_QUANTIFIERS = frozenset("?*{")
# A whole word of three letters or more, for no act begins with a shorter one.  Taken whole, words need no test
# of their beginning, and the engine skips to the next letter at once.
_WORD_START = re.compile(r"[^\W\d_]\w[\w-]\w*")
_OPENINGS = re.compile(r", |[ ;:,]")
_LETTERS = re.compile(r"[^\W\d_](?![?*{])")
_LITERAL = " -'’"
_KEY = 5
_KNOWN = 20_000


class Act(NamedTuple):
    """What a pattern stands for: a kind of event, and how surely (the higher, the surer)."""

    kind: EventKind
    weight: float


@attrs.frozen(eq=False)
class EventWords:
    """The compiled vocabulary.

    Attributes:
        acts: the words that tell of happenings, in lower case.
        boundaries: what parts clauses; ``lastindex`` numbers its cost.
        costs: how much each of these parts them, by that number; the first is unused.
        modality: searched in the words before an act.
        affirming: words that make a denial an affirmation for the date behind ("not opened until 1837").
        silent_roles: roles of sections without happenings.
        role_kinds: the kind that a section of a role lends to items that have none themselves.
        table: the settings as they stand, for what only one module reads.
    """

    acts: Lexicon
    boundaries: re.Pattern[str]
    costs: tuple[float, ...]
    modality: tuple[tuple[Modality, re.Pattern[str]], ...]
    affirming: re.Pattern[str]
    before: re.Pattern[str]
    not_before_date: re.Pattern[str]
    not_after_date: re.Pattern[str]
    temporal: re.Pattern[str]
    noun_phrase: re.Pattern[str]
    verbal: re.Pattern[str]
    subordinate: re.Pattern[str]
    background: re.Pattern[str]
    reporting: re.Pattern[str]
    planned_date: re.Pattern[str]
    negation: re.Pattern[str]
    relative: tuple[str, ...]
    at_end: tuple[str, ...]
    as_of: re.Pattern[str]
    opens_before: re.Pattern[str]
    modal: re.Pattern[str]
    supposed: re.Pattern[str]
    to_come: re.Pattern[str]
    linking: re.Pattern[str]
    linking_word: re.Pattern[str]
    beside_names: re.Pattern[str]
    contrary: re.Pattern[str]
    openers: re.Pattern[str]
    both: re.Pattern[str]
    office: re.Pattern[str]
    undated: re.Pattern[str]
    joining: re.Pattern[str]
    silent_roles: frozenset[str]
    role_kinds: Mapping[str, EventKind]


def event_words(vocabulary: Mapping[str, Any]) -> EventWords:
    """Compile the table ``events`` of a vocabulary; the same table is compiled once.

    Raises:
        ValueError: the table names a kind that there is not.
        re.error: a pattern is no regular expression.
    """
    return _compiled(_Table(vocabulary.get("events", {})))


class _Table:
    """A table that equals another with the same content, so that a schema's own words are compiled once too."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self._hash = hash(tuple(table))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and (self.table is other.table or self.table == other.table)


@lru_cache(maxsize=16)
def _compiled(wrapped: _Table) -> EventWords:
    table = wrapped.table
    acts = _acts(table)
    boundaries, costs = _boundaries(table.get("clauses", {}))
    modality: Mapping[str, list[str]] = table.get("modality", {})
    before = _any(table.get("before", ()))
    temporal = _any(table.get("temporal", ()))
    stops = _any(table.get("phrase_ends", ()))
    return EventWords(
        acts=acts,
        boundaries=boundaries,
        costs=costs,
        modality=tuple(
            (kind, re.compile(r"\b(?:" + "|".join(modality[kind.value]) + ")"))
            for kind in Modality
            if modality.get(kind.value)
        ),
        affirming=re.compile(rf"\b{_any(modality.get('affirming', ()))}\b"),
        before=re.compile(rf"\b{before}[ -]*(?:the )?\Z"),
        not_before_date=re.compile(rf"\b{_any(table.get('not_before_date', ()))} \Z"),
        not_after_date=re.compile(rf" {_any(table.get('not_after_date', ()))}\b"),
        temporal=re.compile(rf"\b{temporal} \Z"),
        noun_phrase=re.compile(rf"(?:[ -](?!{stops}\b)[\w'’.&/–-]+){{1,7}}"),
        verbal=re.compile(rf"\b{_any(table.get('verbal', ()))}\b"),
        subordinate=re.compile(rf"[,\s]*{_any(table.get('subordinate', ()))}\b"),
        background=re.compile(rf"\b{_any(table.get('background', ()))} "),
        reporting=re.compile(rf"\b{_any(table.get('reporting', ()))}\b"),
        planned_date=re.compile(rf"\b{_any(modality.get('planned_date', ()))}"),
        negation=re.compile(rf"\b{_any(modality.get('negation', ()))}\b"),
        relative=tuple(table.get("relative", ())),
        at_end=tuple(table.get("at_end", ())),
        as_of=re.compile(rf"\b{_any(table.get('as_of', ()))} \Z"),
        opens_before=re.compile(rf"{before}\b"),
        both=re.compile(rf"\b{_any(table.get('both', ()))}\b"),
        office=re.compile(rf"\b{_any(table.get('offices', ()))}s? (?:\S+ )?\Z"),
        undated=re.compile(rf"\b{_any(table.get('undated', ()))}"),
        joining=re.compile(rf"[\s,;:–—]*(?:{_any(table.get('joining', ()))} )?"),
        contrary=re.compile(rf"[,\s]*{_any(table.get('contrary', ()))}\b"),
        beside_names=re.compile(rf"\b{_any(table.get('beside_names', ()))} (?:\w+ )?\Z"),
        linking_word=re.compile(rf"\b{_any(table.get('linking', ()))}\b"),
        linking=re.compile(rf"[,\s]*{_any(table.get('linking', ()))}\b"),
        openers=re.compile(rf"{_any(table.get('openers', ()))}\b"),
        to_come=re.compile(rf"\b{_any(modality.get('to_come', ()))}\b"),
        supposed=re.compile(rf"{_any(modality.get('supposed', ()))}\b"),
        modal=re.compile(
            r"\b(?:"
            + "|".join(
                word.removesuffix("$")
                for name in (*(kind.value for kind in Modality), "negation")
                for word in modality.get(name, ())
            )
            + ")"
        ),
        silent_roles=frozenset(table.get("silent_roles", ())),
        role_kinds={role: EventKind(kind) for role, kind in table.get("role_kinds", {}).items()},
    )


def _any(words: Any) -> str:
    return "(?:" + "|".join(words) + ")" if words else r"(?!)"


def _boundaries(table: Mapping[str, list[str]]) -> tuple[re.Pattern[str], tuple[float, ...]]:
    """Build one expression whose branches share their first characters, so that most places fail at once."""
    ranked = sorted(
        ((float(cost), word) for cost, words in table.items() for word in words),
        key=lambda entry: (-len(entry[1]), entry[1]),
    )
    costs = [0.0]
    parts = []
    # The longer beginning first, so that ", and " is not taken for ",".
    for opening, words in sorted(_sorted_by(ranked, _OPENINGS).items(), reverse=True):
        inner = []
        for letter, ones in _sorted_by(words, _LETTERS).items():
            costs += [cost for cost, _ in ones]
            inner.append(letter + "(?:" + "|".join(f"({rest})" for _, rest in ones) + ")")
        parts.append(opening + "(?:" + "|".join(inner) + ")")
    return re.compile("|".join(parts) or "(?!)"), tuple(costs)


def _sorted_by(
    words: list[tuple[float, str]], beginning: re.Pattern[str]
) -> dict[str, list[tuple[float, str]]]:
    """Sort words by how they begin, and cut that off; those that begin otherwise come last, whole."""
    found: dict[str, list[tuple[float, str]]] = {}
    for cost, word in words:
        match = beginning.match(word)
        start = match.group() if match else ""
        found.setdefault(start, []).append((cost, word[len(start) :]))
    if "" in found:
        found[""] = found.pop("")
    return found


class Lexicon:
    """The words that tell of happenings: expressions sorted by the letters that they begin with.

    A text is gone through word by word; a dictionary tells, by the first four letters of a word, which
    expressions may begin there.  Most words begin none, so most cost one look-up.

    Args:
        entries: expressions, each beginning with at least two letters, with what they stand for.

    Raises:
        ValueError: an expression does not begin with two letters.
    """

    def __init__(self, entries: list[tuple[str, Act]]) -> None:
        self._by_letters: dict[str, list[tuple[int, str, Act]]] = {}
        for rank, (pattern, act) in enumerate(entries):
            letters = _letters(pattern)
            if len(letters) < 2:
                raise ValueError(f"a pattern of an act begins with two letters at least: {pattern!r}")
            self._by_letters.setdefault(letters, []).append((rank, pattern, act))
        self._compiled: dict[tuple[int, ...], tuple[re.Pattern[str], tuple[Act, ...]]] = {}
        self._known: dict[str, tuple[re.Pattern[str], tuple[Act, ...]] | None] = {}

    def find(self, low: str, start: int, end: int) -> list[tuple[int, int, Act]]:
        """Find the words in ``low[start:end]``, from left to right, none overlapping another."""
        found: list[tuple[int, int, Act]] = []
        known, done = self._known, start
        for word in _WORD_START.finditer(low, start, end):
            at = word.start()
            if at < done:
                continue
            key = low[at : at + _KEY]
            try:
                entry = known[key]
            except KeyError:
                entry = self._entry(key)
            if entry is None:
                continue
            match = entry[0].match(low, at, end)
            if match is not None:
                done = match.end()
                found.append((at, done, entry[1][match.lastindex or 0]))
        return found

    def _entry(self, key: str) -> tuple[re.Pattern[str], tuple[Act, ...]] | None:
        """Compile, at first need, the expressions that may begin with these letters."""
        candidates = [
            one
            for length in range(2, _KEY + 1)
            if len(key) >= length
            for one in self._by_letters.get(key[:length], ())
        ]
        entry = None
        candidates.sort()
        ranks = tuple(rank for rank, _, _ in candidates)
        if ranks in self._compiled:
            entry = self._compiled[ranks]
        elif candidates:
            pattern = "|".join("(" + pattern + ")" for _, pattern, _ in candidates)
            acts = (Act(EventKind.OTHER, 0.0), *(act for _, _, act in candidates))
            entry = re.compile("(?:" + pattern + r")(?!\w)"), acts
            self._compiled[ranks] = entry
        if len(self._known) < _KNOWN:
            self._known[key] = entry
        return entry


def _acts(table: Mapping[str, Any]) -> Lexicon:
    fragments = _fragments(table.get("fragments", {}))
    found: list[tuple[str, Act]] = []
    for kind, by_weight in table.get("acts", {}).items():
        for weight, patterns in by_weight.items():
            act = Act(EventKind(kind), float(weight))
            found += [(one, act) for pattern in patterns for one in _alternatives(pattern)]
    # The surest comes first, and of two as sure the longer.
    found.sort(key=lambda entry: (-entry[1].weight, -len(entry[0])))
    return Lexicon([(_filled(pattern, fragments), act) for pattern, act in found])


def _fragments(table: Mapping[str, str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for name, text in table.items():
        filled[name] = _filled(text, filled)
    return filled


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    for name, text in fragments.items():
        pattern = pattern.replace("{" + name + "}", text)
    return pattern


def _letters(pattern: str) -> str:
    """Return the characters that a match of a pattern is sure to begin with, as many as a key has at most."""
    letters = ""
    for character, following in zip(pattern[:_KEY], pattern[1 : _KEY + 1] + " ", strict=False):
        if not (character.isalnum() or character in _LITERAL) or following in _QUANTIFIERS:
            break
        letters += character
    return letters


def _alternatives(pattern: str) -> list[str]:
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
    return [*found, *(one for other in others for one in _alternatives(other))]


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
