"""Relative phrases: "two years later", "the following month", "that same year", "the year after the coup"."""

from __future__ import annotations

import re

from wikirel.values.dates.mention import DateMention, MentionKind, Partial, Relative
from wikirel.values.dates.vocabulary import BLANK, DateVocabulary, alternation, folded

__all__ = ["RelativePhrases"]

_WIDTH = 40
_OF_WIDTH = 14
# What stands behind a unit in some languages, and how far it shifts the date in hand: "l'année suivante".
_BEHIND = {"next_after": 1, "previous_after": -1, "same_after": 0}


class RelativePhrases:
    """Finds relative phrases, by the units of time that they hold."""

    def __init__(self, vocabulary: DateVocabulary) -> None:
        table = vocabulary.table
        words = table["relative"]
        self._numbers: dict[str, int] = {word.casefold(): number for word, number in table["numbers"].items()}
        self._units: dict[str, str] = words["units"]
        self._vague, self._not_after = folded(words["vague_numbers"]), folded(words["not_after"])
        self._inexact, self._of = folded(words["inexact"]), folded(words["of"])
        # "early", and the last two words of "the first half of".
        self._part = folded(" ".join(word.split()[-2:]) for word in table["approximate"]["part"])
        self._joins = folded([*table["ranges"]["joins"], *table["ranges"]["choices"]])
        self._next, self._previous = folded(words["next"]), folded(words["previous"])
        # Units of one first letter are looked for at a time: the engine then skips ahead to that letter, which is
        # twice as fast as one pattern of them all.
        words_for_units = sorted(self._units)
        stems = [
            word
            for word in words_for_units
            if not any(word.startswith(one) for one in words_for_units if one != word)
        ]
        self._singular = frozenset(words["singular"])
        self._stems = [
            re.compile("|".join(re.escape(stem) for stem in stems if stem[0] == letter))
            for letter in sorted({stem[0] for stem in stems})
        ]
        self._word = re.compile(rf"{alternation(self._units)}(?!\w)(?!-)")
        determiners = [*words["next"], *words["previous"], *words["same"]]
        numbers = [*table["numbers"], *words["vague_numbers"]]
        tens = [word for word, number in table["numbers"].items() if number % 10 == 0 and number > 10]
        self._lead = re.compile(
            rf"(?i)(?<![\w-])(?:(?P<determiner>{alternation(determiners)})|(?P<the>{alternation(words['the'])})"
            rf"|(?<![0-9][–—])(?P<number>(?:{alternation(tens)}-)?{alternation(numbers)}|[0-9]{{1,3}})){BLANK}\Z"
        )
        tails = {
            word: kind
            for kind in ("later", "earlier", "after_event", "before_event", *_BEHIND)
            for word in words.get(kind, ())
        }
        self._tails = {word.casefold(): kind for word, kind in tails.items()}
        self._tail = re.compile(rf"(?i){BLANK}(?P<tail>{alternation(tails)})(?!\w)")
        self._named = re.compile(rf"(?i){BLANK}{alternation(words['not_before'])}(?!\w)")
        self._same_as = re.compile(rf"(?i){BLANK}{alternation(words['same_as'])}(?!\w)")
        self._behind = any(kind in _BEHIND for kind in self._tails.values())
        self._longest = max(len(phrase.split()) for phrase in [*determiners, *numbers, *words["the"], ""])
        lasts = {phrase.split()[-1].casefold() for phrase in [*determiners, *numbers, *words["the"]]}
        self._lasts = frozenset(lasts)

    def merge(self, text: str, found: list[DateMention], start: int, end: int) -> list[DateMention]:
        """Add the relative phrases of ``text[start:end]`` to the dates found there."""
        phrases = self._find(text, start, end)
        if not phrases:
            return found
        merged: list[DateMention] = []
        for mention in sorted(found + phrases):
            last = merged[-1] if merged else None
            if last is not None and mention.start < last.end:
                if last.kind is MentionKind.RELATIVE:
                    merged[-1] = mention
                continue
            joined = None
            if last is not None and mention.detail is not None:  # most dates are told in full
                joined = self._of_year(text, last, mention)
            if joined is not None:
                merged[-1] = joined
            else:
                merged.append(mention)
        return merged

    def _of_year(self, text: str, last: DateMention, mention: DateMention) -> DateMention | None:
        """Join "on 4 April" and "the following year", when only "of" or a comma stands between."""
        if not isinstance(last.detail, Partial) or last.detail.shift is not None:
            return None
        detail = mention.detail
        if not isinstance(detail, Relative) or detail.unit != "year" or detail.offset or detail.event:
            return None
        if mention.start - last.end > _OF_WIDTH or detail.steps is None:
            return None
        if text[last.end : mention.start].strip().casefold() not in self._of:
            return None
        return last._replace(end=mention.end, detail=last.detail._replace(years=detail.steps))

    def _find(self, text: str, start: int, end: int) -> list[DateMention]:
        found = []
        floor = start
        for at in self._places(text, start, end):
            words = text[max(floor, at - 20) : at].rsplit(None, 1)
            word = words[-1].casefold().lstrip("([\"“'") if words else ""
            known = word in self._lasts or word.isdecimal() or self._behind
            if not known and ("-" not in word or word.rpartition("-")[2] not in self._lasts):  # "twenty-five"
                continue
            mention = self._phrase(text, at, floor, end)
            if mention is not None:
                found.append(mention)
                floor = mention.end
        return found

    def _places(self, text: str, start: int, end: int) -> list[int]:
        """Return where a unit of time may begin."""
        hits = [hit.start() for stem in self._stems for hit in stem.finditer(text, start, end)]
        return sorted([at for at in hits if at > start and text[at - 1] in " \xa0"])

    def _phrase(self, text: str, at: int, floor: int, end: int) -> DateMention | None:
        word = self._word.match(text, at, end)
        if word is None:
            return None
        window = text[max(floor, at - _WIDTH) : at]
        words = window.rsplit(None, self._longest)  # no phrase that leads has more words
        lead = self._lead.search(text, at - len(window) + (len(words) > self._longest and len(words[0])), at)
        if self._behind and (lead is None or lead["number"] is None):
            mention = self._shifted(text, word, lead, end)
            if mention is not None:
                return mention
        if lead is None:
            return None
        before = text[max(floor, lead.start() - 16) : lead.start()].casefold().rsplit(None, 2)[-2:]
        previous = before[-1] if before else ""
        inexact = previous in self._inexact
        if previous in self._not_after and not (inexact and lead["number"]):
            return None
        unit, singular = self._units[word[0]], word[0] in self._singular
        tail = self._tail.match(text, word.end(), end)
        if lead["determiner"] is not None:
            if not singular or tail is not None or self._same_as.match(text, word.end(), end):
                return None
            phrase = " ".join(lead["determiner"].casefold().split())
            count = 1 if phrase in self._next else -1 if phrase in self._previous else 0
            around = {
                previous,
                " ".join(before),
                f"{previous} {phrase.split()[0]}",
            }  # "the end of the same year"
            relative = Relative(unit, count, offset=False, approximate=not self._part.isdisjoint(around))
            return self._mention(lead.start(), word.end(), relative)
        if tail is None:
            return None
        if lead["the"] is not None and not (
            singular and self._kind(tail) != "later"
        ):  # "a year to the day later"
            return None
        found = self._counted(text, lead, tail, unit, inexact)
        if previous in self._joins and self._is_number(before[0]) and isinstance(found.detail, Relative):
            return found._replace(detail=found.detail._replace(steps=None))  # "two or three years later"
        return found

    def _is_number(self, word: str) -> bool:
        return word.isdecimal() or word in self._numbers

    def _shifted(
        self, text: str, word: re.Match[str], lead: re.Match[str] | None, end: int
    ) -> DateMention | None:
        """Read a unit that a word behind it shifts: "l'année suivante", "im Jahr darauf"."""
        tail = self._tail.match(text, word.end(), end)
        steps = _BEHIND.get(self._tails[" ".join(tail["tail"].casefold().split())]) if tail else None
        if tail is None or steps is None or word[0] not in self._singular:
            return None
        start = lead.start() if lead is not None else word.start()
        return self._mention(start, tail.end(), Relative(self._units[word[0]], steps, offset=False))

    def _kind(self, tail: re.Match[str]) -> str:
        return self._tails[" ".join(tail["tail"].casefold().split())]

    def _counted(
        self, text: str, lead: re.Match[str], tail: re.Match[str], unit: str, inexact: bool
    ) -> DateMention:
        count: int | None = 1
        if lead["number"] is not None:
            number = " ".join(lead["number"].casefold().split())
            count = None if number in self._vague else self._number(number)
        kind = self._kind(tail)
        # Without an event behind it, "a year after" counts from the date in hand.
        event = kind.endswith("_event") and text[tail.end() : tail.end() + 1] in (" ", "\xa0")
        if count is not None and kind in ("earlier", "before_event"):
            count = -count
        relative = Relative(unit, count, lead["the"] is None, event, inexact)
        return self._mention(lead.start(), tail.end(), relative)

    def _number(self, written: str) -> int | None:
        """Read a number in words or figures: "25", "five", "twenty-five"."""
        if written.isdecimal():
            return int(written)
        if written in self._numbers:
            return self._numbers[written]
        tens, _, ones = written.partition("-")
        return self._numbers[tens] + self._numbers[ones]

    def names_an_event(self, text: str, at: int) -> bool:
        """Tell whether the day that ends at ``at`` is the name of an event ("the 14 July revolution")."""
        return self._named.match(text, at) is not None

    def _mention(self, start: int, end: int, relative: Relative) -> DateMention:
        return DateMention(start, end, None, MentionKind.RELATIVE, None, False, None, relative)
