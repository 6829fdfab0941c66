"""The vocabulary of events, compiled once: what a language's table ``events`` says, as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import attrs

from wikirel.facts import EventKind, Modality
from wikirel.rules.events.lexicon import JOINT, Act, Lexicon, alternatives
from wikirel.rules.patterns import LETTER, sorted_by, spellings

__all__ = ["EventWords", "event_words"]

_OPENINGS = re.compile(r", |[ ;:,]")
# The fragments of a language that stand for any words between two.
_GAPS = (" {gap}", " {near}")
# So few first letters that a text is gone through faster from one of them to the next than word by word.
_FEW = 6
_VARIES = re.compile(r"[|{]")


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
    undone: re.Pattern[str]
    negation: re.Pattern[str]
    relative: tuple[str, ...]
    at_end: tuple[str, ...]
    as_of: re.Pattern[str]
    opens_before: re.Pattern[str]
    modal: re.Pattern[str]
    supposed: re.Pattern[str]
    to_come: re.Pattern[str]
    governed: re.Pattern[str]
    coordinating: re.Pattern[str]
    linking: re.Pattern[str]
    linking_word: re.Pattern[str]
    beside_names: re.Pattern[str]
    contrary: re.Pattern[str]
    openers: re.Pattern[str]
    both: re.Pattern[str]
    residence: re.Pattern[str]
    venue: re.Pattern[str]
    between: re.Pattern[str]
    fronting: re.Pattern[str]
    determiner: re.Pattern[str]
    pronoun: re.Pattern[str]
    finite: re.Pattern[str]
    listing: re.Pattern[str]
    office: re.Pattern[str]
    style: re.Pattern[str]
    office_words: frozenset[str]
    no_office: tuple[str, ...]
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
        before=_any_begun(table.get("before", ()), r"[ -]*(?:the )?\Z"),
        not_before_date=re.compile(rf"\b{_any(table.get('not_before_date', ()))} \Z"),
        not_after_date=re.compile(rf" {_any(table.get('not_after_date', ()))}\b"),
        temporal=re.compile(rf"\b{temporal} \Z"),
        noun_phrase=re.compile(rf"(?:[ -](?!{stops}\b)[\w'’.&/–-]+){{1,7}}"),
        verbal=re.compile(rf"\b{_any(table.get('verbal', ()))}\b"),
        subordinate=re.compile(rf"[,\s]*{_any(table.get('subordinate', ()))}\b"),
        background=_any_begun(table.get("background", ()), " "),
        reporting=re.compile(rf"\b{_any(table.get('reporting', ()))}\b"),
        planned_date=_any_begun(modality.get("planned_date", ())),
        undone=_any_begun(modality.get("undone", ()), r"\b"),
        negation=re.compile(rf"\b{_any(modality.get('negation', ()))}\b"),
        relative=tuple(table.get("relative", ())),
        at_end=tuple(table.get("at_end", ())),
        as_of=re.compile(rf"\b{_any(table.get('as_of', ()))} \Z"),
        opens_before=re.compile(rf"{_any(table.get('before', ()))}\b"),
        both=_any_begun(table.get("both", ()), r"\b"),
        residence=_any_begun(table.get("residences", ()), " "),
        venue=re.compile(rf"\b{_any(table.get('venues', ()))} (?:[^\W\d]+, )?\Z"),
        between=re.compile(rf"\b{_any(table.get('between', ()))} (?:\S+ )?\Z"),
        fronting=re.compile(rf"{_any(table.get('fronting', ()))}\b"),
        determiner=re.compile(rf"{_any(table.get('determiners', ()))}\b"),
        pronoun=re.compile(rf"\b{_any(table.get('pronouns', ()))}\b"),
        finite=re.compile(rf"\b{_any((*table.get('verbal', ()), *table.get('auxiliaries', ())))}\b"),
        listing=re.compile(rf"\b{_any(table.get('listing', ()))}\b"),
        office=_any_begun(table.get("offices", ()), r"s?\b"),
        style=re.compile(rf"{_any(table.get('styles', ()))} "),
        office_words=frozenset(table.get("office_words", ())),
        no_office=tuple(f" {word} " for word in table.get("no_office_words", ())),
        undated=re.compile(rf"\b{_any(table.get('undated', ()))}"),
        joining=re.compile(rf"[\s,;:–—]*(?:{_any(table.get('joining', ()))} )?"),
        contrary=re.compile(rf"[,\s]*{_any(table.get('contrary', ()))}\b"),
        beside_names=re.compile(rf"\b{_any(table.get('beside_names', ()))} (?:\w+ )?\Z"),
        linking_word=_any_begun(table.get("linking", ()), r"\b"),
        linking=re.compile(rf"[,\s]*{_any(table.get('linking', ()))}\b"),
        openers=re.compile(rf"{_any(table.get('openers', ()))}\b"),
        to_come=re.compile(rf"\b{_any(modality.get('to_come', ()))}\b"),
        governed=re.compile(rf"(?<!\w){_any(modality.get('governed', ()))}\s?(?:[\w'’-]+ ){{0,2}}\Z"),
        coordinating=re.compile(rf"(?<!\w){_any(modality.get('coordinating', ()))}\b"),
        supposed=re.compile(rf"{_any(modality.get('supposed', ()))}\b"),
        modal=_any_begun(
            word.removesuffix("$")
            for name in (*(kind.value for kind in Modality), "negation", "to_come")
            for word in modality.get(name, ())
        ),
        silent_roles=frozenset(table.get("silent_roles", ())),
        role_kinds={role: EventKind(kind) for role, kind in table.get("role_kinds", {}).items()},
    )


def _any(words: Any) -> str:
    return "(?:" + "|".join(words) + ")" if words else r"(?!)"


def _any_begun(patterns: Iterable[str], behind: str = "") -> re.Pattern[str]:
    """Build an expression for words that begin with any of many patterns, sorted by letter.

    Most words of a text begin with none: that shows by their first letter, without a look at each pattern.
    """
    begun = [("", one) for pattern in patterns for one in spellings(pattern)]
    if not begun:
        return re.compile(r"(?!)")
    by_letter = {
        letter: "(?:" + "|".join(rest for _, rest in ones) + ")"
        for letter, ones in sorted_by(begun, LETTER).items()
    }
    if len(by_letter) <= _FEW and "" not in by_letter:
        # The engine skips to the next of these letters by a table; then comes what stood before it.
        words = "|".join(rf"{letter}(?<!\w.){rest}" for letter, rest in by_letter.items())
        return re.compile(rf"(?:{words}){behind}")
    words = "|".join(letter + rest for letter, rest in by_letter.items())
    return re.compile(rf"\b(?:{words}){behind}")


def _boundaries(table: Mapping[str, list[str]]) -> tuple[re.Pattern[str], tuple[float, ...]]:
    """Build one expression whose branches share their first characters, so that most places fail at once."""
    ranked = sorted(
        ((float(cost), word) for cost, words in table.items() for word in words),
        key=lambda entry: (-len(entry[1]), entry[1]),
    )
    costs = [0.0]
    parts = []
    # The longer beginning first, so that ", and " is not taken for ",".
    for opening, words in sorted(sorted_by(ranked, _OPENINGS).items(), reverse=True):
        inner = []
        for letter, ones in sorted_by(words, LETTER).items():
            costs += [cost for cost, _ in ones]
            inner.append(letter + "(?:" + "|".join(f"({rest})" for _, rest in ones) + ")")
        parts.append(opening + "(?:" + "|".join(inner) + ")")
    return re.compile("|".join(parts) or "(?!)"), tuple(costs)


def _acts(table: Mapping[str, Any]) -> Lexicon:
    fragments = _fragments(table.get("fragments", {}))
    found: list[tuple[str, Act]] = []
    for kind, by_weight in table.get("acts", {}).items():
        for weight, patterns in by_weight.items():
            act = Act(EventKind(kind), float(weight))
            found += [(one, act) for pattern in patterns for one in alternatives(pattern)]
    # The surest comes first, and of two as sure the longer.
    found.sort(key=lambda entry: (-entry[1].weight, -len(entry[0])))
    return Lexicon([(_filled(_joint(pattern), fragments), act) for pattern, act in found])


def _joint(pattern: str) -> str:
    """Mark where the first gap of a pattern ends, if what stands before it does not vary."""
    for gap in _GAPS:
        head, found, tail = pattern.partition(gap)
        if found and not _VARIES.search(head):
            return head + gap + JOINT + tail
    return pattern


def _fragments(table: Mapping[str, str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for name, text in table.items():
        filled[name] = _filled(text, filled)
    return filled


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    for name, text in fragments.items():
        pattern = pattern.replace("{" + name + "}", text)
    return pattern
