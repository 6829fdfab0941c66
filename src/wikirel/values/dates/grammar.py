"""The grammar of written dates: finds every date of a text in one pass and joins what belongs together.

    The trigger (a digit, the name of a month)  ->  atoms  ->  intervals and lists  ->  mentions

Relative phrases are found by :mod:`.relative`, which also resolves what leans on the context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import isleap
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from wikirel.values.dates.atoms import Atom, AtomReader
from wikirel.values.dates.cells import CellReader
from wikirel.values.dates.defaults import completed
from wikirel.values.dates.doubts import doubted
from wikirel.values.dates.edtf import interval
from wikirel.values.dates.joins import Joins
from wikirel.values.dates.mention import DateMention, MentionKind, Partial
from wikirel.values.dates.model import Qualifier
from wikirel.values.dates.occasions import Occasions
from wikirel.values.dates.prefixes import PrefixReader
from wikirel.values.dates.relative import RelativePhrases
from wikirel.values.dates.resolve import BlockAnchor, Resolver
from wikirel.values.dates.vocabulary import DateVocabulary
from wikirel.values.language import load_language

__all__ = ["DateGrammar"]

# Marks of the direction of writing (Unicode, Bidirectional Algorithm, 2.6) are seen by nobody: read as blanks they
# keep what stands behind them where it is.
_DIRECTIONS = "\u200e\u200f"
_DIRECTED = re.compile(rf"([{_DIRECTIONS}]+)([,.]?)")
_ADDRESS = re.compile(r"(?:://|www\.)\S*")
_LEAP_DAY = "-02-29"
_ABSOLUTE = MentionKind.ABSOLUTE
_new = tuple.__new__  # what a NamedTuple's own constructor calls, without the call in between


class DateGrammar:
    """Finds and resolves the dates of a language.

    Build one with :meth:`load`; it is immutable and may be shared.

    >>> grammar = DateGrammar.load("en")
    >>> text = "They signed on 9 May 1991, met from 1992 to 1995, and broke off in the late 1990s."
    >>> [(text[m.start:m.end], m.edtf) for m in grammar.find(text)]
    [('9 May 1991', '1991-05-09'), ('from 1992 to 1995', '1992/1995'), ('late 1990s', '199X~')]
    """

    def __init__(self, vocabulary: DateVocabulary) -> None:
        self._words = vocabulary
        # With what "1999–present" and "1999 to the present" can go on, behind a blank if there is one.
        self._open_heads = frozenset(" \xa0–—-").union(join[0] for join in vocabulary.range_joins)
        self._joins = Joins(vocabulary)
        self._reader = AtomReader(vocabulary)
        self._prefixes = PrefixReader(vocabulary)
        self._phrases = RelativePhrases(vocabulary)
        self._occasions = Occasions(vocabulary)
        self._resolver = Resolver(vocabulary)
        self._cells = CellReader(vocabulary, self.find, self.resolve)

    @classmethod
    def load(cls, code: str = "en") -> DateGrammar:
        """Return the grammar of a language that ships with wikirel.

        Raises:
            SchemaError: there is no such language, or it lacks a table.
        """
        return _load(code)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
        """Find every date in ``text[start:end]``, in order, none overlapping another.

        A date never crosses a line break.  Time is linear in the text.

        Args:
            text: plain text of any length.
            start: the first code point to look at.
            end: one past the last; None for the end of the text.

        Returns:
            Mentions, with offsets into ``text``; relative and partial ones are not yet resolved.
        """
        end = len(text) if end is None else min(end, len(text))
        if not text.isascii() and any(mark in text for mark in _DIRECTIONS):
            text = _DIRECTED.sub(_as_blanks, text)
        atoms, lines = self._atoms(text, start, end)
        found = self._mentions(text, atoms)
        if "?" in text:
            found = doubted(text, found, start, end)
        if lines:
            found = sorted(found + lines)
        found = self._phrases.merge(text, found, start, end)
        occasions = self._occasions.find(text, start, end)
        if occasions:
            found = sorted(found + occasions)
        if "://" in text or "www." in text:
            found = _outside_addresses(text, found, start, end)
        return found

    def resolve(
        self, mentions: Sequence[DateMention], text: str, anchors: Sequence[BlockAnchor] = ()
    ) -> list[DateMention]:
        """Resolve partial and relative mentions from the dates before them in the same line.

        Args:
            mentions: what :meth:`find` gave for ``text``.
            text: the text.
            anchors: years that headings or tables lend to ranges of the text, in order of their start.

        Returns:
            The mentions, in order; unresolved ones keep ``edtf`` None.  A relative phrase beside the explicit
            date of the same moment ("five years later, during the 2021 protests") is left out.

        >>> grammar, text = DateGrammar.load("en"), "On 2 May 1994 they met. Two days later they signed."
        >>> [m.edtf for m in grammar.resolve(grammar.find(text), text)]
        ['1994-05-02', '1994-05-04']
        """
        return self._resolver.resolve(mentions, text, anchors)

    def parse_cell(self, text: str) -> list[DateMention]:
        """Find the dates of a table's cell, where a number is more readily a year than in prose.

        Args:
            text: the plain text of the cell.

        Returns:
            Mentions, with offsets into ``text``, resolved within the cell where it allows.

        >>> [m.edtf for m in DateGrammar.load("en").parse_cell("1824; 1849")]
        ['1824', '1849']
        """
        return self._cells.parse(text)

    def _atoms(self, text: str, start: int, end: int) -> tuple[list[Atom], list[DateMention]]:
        """Find the atoms of dates, and the dates that are all of a line: those need no look around."""
        read, days, trigger = self._reader.read, self._words.days, self._words.trigger.finditer
        atoms: list[Atom] = []
        lines: list[DateMention] = []
        position, last = start, -1
        hits = trigger(text, start, end)
        while (hit := next(hits, None)) is not None:
            at, stop = hit.span()
            if at < position:
                if stop > position:  # a date ended inside of it: look at the rest
                    hits = trigger(text, position, end)
                continue
            if (at == 0 or text[at - 1] == "\n") and (stop == end or text[stop] == "\n"):
                day = days.get(text[at : stop - 5])
                if day is not None and (day.part != _LEAP_DAY or isleap(int(text[stop - 4 : stop]))):
                    edtf = text[stop - 4 : stop] + day.part
                    lines.append(_new(DateMention, (at, stop, edtf, _ABSOLUTE, None, False, None, None)))
                    position = stop
                    continue
            found = read(text, at, stop, end, last)
            if found:
                atoms += found
                position = last = found[-1].end
            else:
                position = stop
            if (
                stop - at > 4 and position <= stop
            ):  # perhaps a day, month and year, but no date: look at its parts
                blank = -1 if found else text.find(" ", at, stop)
                position = position if blank < 0 else blank
                hits = trigger(text, position, end) if position < stop else hits
        spelled = self._spelled_centuries(text, start, end)
        if spelled:
            atoms = _apart(sorted(atoms + spelled, key=lambda atom: atom.start))
        atoms = self._years_first(text, atoms)
        floor, prefix, plausible = start, self._prefixes.read, self._reader.plausible
        for atom in atoms:
            if atom.start > floor or floor == start:
                prefix(text, atom, floor)
            if atom.bare and not plausible(text, atom, floor):
                atom.bad = True
            floor = atom.end
        return atoms, lines

    def _years_first(self, text: str, atoms: list[Atom]) -> list[Atom]:
        """Join a year and the month right behind it ("1994 May"), but for "in 2016 May", who is a person."""
        found: list[Atom] = []
        introduced = self._words.table["years"]["introduced_by"]
        for atom in atoms:
            last = found[-1] if found else None
            if (
                last is not None
                and last.bare
                and atom.year is None
                and atom.month is not None
                and atom.start == last.end + 1
                and text[last.end] == " "
                and not self._phrases.names_an_event(text, atom.end)  # "the 1917 October Revolution"
                and _word_before(text, last.start) not in introduced
            ):
                found[-1] = Atom(last.start, atom.end, last.year, atom.month, atom.day)
            else:
                found.append(atom)
        return found

    def _spelled_centuries(self, text: str, start: int, end: int) -> list[Atom]:
        words = self._words
        stem, spelled = words.table["centuries"]["stem"], words.table["centuries"]["spelled"]
        least = words.table["centuries"]["spelled_needs_era_below"]
        atoms: list[Atom] = []
        floor, position = start, text.find(stem, start, end)
        while position >= 0:
            hit = words.spelled_century.search(text, max(floor, position - 40), min(end, position + 9))
            for group in ("left", "right") if hit else ():
                assert hit is not None
                name, era = hit[group], words.era.match(text, hit.end(), end)
                if name and (era or spelled[name.casefold()] >= least):
                    stop = hit.end("left") if group == "left" else era.end() if era else hit.end()
                    number = spelled[name.casefold()]
                    atoms += self._reader.century(hit.start(group), stop, number, era[1] if era else None)
            floor = position + len(stem)
            position = text.find(stem, floor, end)
        return atoms

    def _mentions(self, text: str, atoms: list[Atom]) -> list[DateMention]:
        links = self._joins.links(text, atoms)
        found: list[DateMention] = []
        index, count, kept = 0, len(atoms), False
        while index < count:
            atom = atoms[index]
            link = links[index] if index + 1 < count else None
            index += 1
            if atom.bad:
                kept = False
                continue
            if link == "range" and not atoms[index].bad:
                joined = self._interval(atom, atoms[index])
                if joined is not None:
                    found.append(joined)
                    index, kept = index + 1, True
                    continue
            after_kept = kept and index > 1 and links[index - 2] is not None
            kept = self._single(text, atom, after_kept, found)
        return found

    def _interval(self, left: Atom, right: Atom) -> DateMention | None:
        led = left.lead in self._words.between or left.lead in self._words.lead_from
        start = left.lead_start if led else left.start
        qualifier = None if led else left.qualifier
        ambiguous = left.ambiguous or right.ambiguous
        first, second = left.edtf(), right.edtf()
        if first is not None and second is not None:
            both = interval(first, second)
            if both is None:
                return None
            return DateMention(start, right.end, both, MentionKind.ABSOLUTE, qualifier, ambiguous)
        if left.month is None or right.month is None or first is not None or second is not None:
            return None
        if (left.day is None) != (right.day is None):
            return None
        partial = Partial(
            left.month, left.day, right.month, right.day, left.approximate or right.approximate, left.shift
        )
        if left.day is None and not led and left.word not in self._words.month_introducers:
            return None
        return DateMention(start, right.end, None, MentionKind.PARTIAL, qualifier, False, None, partial)

    def _single(self, text: str, atom: Atom, after_kept: bool, found: list[DateMention]) -> bool:
        """Add the mention of one atom; tell whether it was a date."""
        edtf = atom.edtf()
        if edtf is not None:
            qualifier, start = atom.qualifier, atom.start
            if "/" in edtf and (atom.lead in self._words.lead_from or atom.lead in self._words.between):
                qualifier, start = None, atom.lead_start  # "from 1941–1950"
            elif qualifier is None:
                mark = text[atom.end : atom.end + 1]
                if mark == " ":
                    mark = text[atom.end + 1 : atom.end + 2]
                if mark in self._open_heads and self._words.open_end.match(text, atom.end):
                    qualifier = Qualifier.SINCE
            found.append(
                _new(DateMention, (start, atom.end, edtf, _ABSOLUTE, qualifier, atom.ambiguous, None, None))
            )
            return True
        if atom.month is None:
            return False
        introduced = after_kept or atom.approximate or atom.word in self._words.month_introducers
        if atom.day is None and atom.shift is None and not introduced:
            return False
        if atom.day is not None and self._phrases.names_an_event(text, atom.end):
            return False
        detail = Partial(atom.month, atom.day, None, None, atom.approximate, atom.shift)
        kind = MentionKind.PARTIAL
        found.append(DateMention(atom.start, atom.end, None, kind, atom.qualifier, False, None, detail))
        return True


def _apart(atoms: list[Atom]) -> list[Atom]:
    """Leave out what begins before the one before it ends."""
    ends = accumulate((atom.end for atom in atoms), max)
    return atoms[:1] + [atom for atom, end in zip(atoms[1:], ends, strict=False) if atom.start >= end]


def _as_blanks(marks: re.Match[str]) -> str:
    """Put blanks for marks of direction, behind a comma or a stop that follows them: "3 May<mark>, 1961"."""
    return marks[2] + " " * len(marks[1])


def _word_before(text: str, at: int) -> str:
    return "".join(text[max(0, at - 12) : at].rpartition("\n")[2].split()[-1:]).lower()


def _outside_addresses(text: str, found: list[DateMention], start: int, end: int) -> list[DateMention]:
    spans = [match.span() for match in _ADDRESS.finditer(text, start, end)]
    starts = [span[0] for span in spans]

    def inside(mention: DateMention) -> bool:
        index = bisect_right(starts, mention.start) - 1
        return index >= 0 and mention.start < spans[index][1]

    return [mention for mention in found if not inside(mention)]


@cache
def _load(code: str) -> DateGrammar:
    table = completed(load_language(code).get("dates", {}), load_language("en")["dates"])
    return DateGrammar(DateVocabulary.build(table))
