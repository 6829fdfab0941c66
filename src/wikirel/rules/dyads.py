"""Dyads, and the events that a date column tells of.

One dyad for each row of a table of relations, and for each section about one partner, of an article "Foreign
relations of X".  The first date of a row's date column is when relations began; the dates after it may tell when
they were broken off or resumed, if a word beside them says so (vocabulary, table ``tables.trigger``).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from wikirel.document import Evidence
from wikirel.document.surroundings import one_line
from wikirel.facts import Dyad, Event, EventKind, Mission
from wikirel.rules.partners import PartnerSection, places
from wikirel.rules.relation_tables import RelationRow, relation_rows
from wikirel.rules.row_marks import marked_broken
from wikirel.schema import Reading, Wordbook
from wikirel.values.dates import DateGrammar, DateMention, HistoricalDate, Qualifier
from wikirel.values.parties import Party

__all__ = ["RowDate", "dyads", "row_dates", "row_events"]

_KINDS = {
    "severed": EventKind.SEVERED,
    "restored": EventKind.RESTORED,
    "recognised": EventKind.RECOGNISED,
}
_MOSTLY = 0.6  # how much of a cell dates fill that holds nothing else of note
_DIGIT = re.compile(r"\d")
# What RowDate(...), Event(...) and Dyad(...) call, without the call or the table of arguments in between: rows
# come by the ten thousand (0.7% of the whole reading).
_new = tuple.__new__
_blank, _fill_event, _fill_dyad = object.__new__, Event.__init__, Dyad.__init__
_NOTHING: tuple[tuple[Mission, ...], tuple[Event, ...]] = (), ()
_BREAK = re.compile(r"[,;.()\n]")


class RowDate(NamedTuple):
    """A date of a row's date column, and what the words beside it say that it is the date of.

    Attributes:
        date: the date.
        kind: what happened.
        earlier: it happened earlier than that: "before 1980" is the row's date, but nothing is told of 1980.
    """

    date: HistoricalDate
    kind: EventKind
    earlier: bool = False


@lru_cache(maxsize=32)
def _triggers(schema: Wordbook) -> tuple[tuple[EventKind, re.Pattern[str]], ...]:
    table = schema.vocabulary.get("tables", {}).get("trigger", {})
    return tuple((_KINDS[name], re.compile(words, re.IGNORECASE)) for name, words in table.items())


@lru_cache(maxsize=32)
def _main_article(schema: Wordbook) -> re.Pattern[str]:
    return re.compile(schema.vocabulary.get("tables", {}).get("main_article", r"(?!)"), re.IGNORECASE)


@lru_cache(maxsize=32)
def _in_common(words: Wordbook) -> tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    table = words.vocabulary.get("tables", {})
    pattern, parting = table.get("in_common", r"(?!)"), table.get("in_common_parted", r"(?!)")
    stems = tuple(table.get("in_common_stems", ("",)))
    return stems, re.compile(pattern, re.IGNORECASE), re.compile(parting)


class _Memberships:
    """Finds what "Both countries are members of ..." names."""

    def __init__(self, reading: Reading) -> None:
        self._document = reading.document
        stems, self._pattern, self._parting = _in_common(reading.schema)
        # No telling of a common membership lacks a stem.
        self._hits = sorted(
            {at.start() for stem in stems for at in re.finditer(re.escape(stem), reading.text)}
        )

    def of_row(self, row: RelationRow) -> tuple[str, ...]:
        hits, text = self._hits, self._document.text
        index = bisect_left(hits, row.start)
        if index == len(hits) or hits[index] >= row.end:
            return ()
        found: list[str] = []
        for start, end in row.notes:
            read = start
            for at in hits[bisect_left(hits, start) : bisect_left(hits, end)]:
                if at < read:
                    continue
                first, last = self._document.sentence_at(at)
                read = min(last, end)
                for told in self._pattern.finditer(text, max(first, start), read):
                    names = self._parting.split(text[told.end() : read].strip(" .;"))
                    found += [name.strip(" .,;") for name in names if name.strip(" .,;")]
        return tuple(dict.fromkeys(found))


def row_dates(reading: Reading) -> list[tuple[RowDate, ...]]:
    """Return the dates of every row of the tables of relations, a tuple for each row; by ``reading.once``."""
    rows = reading.once(relation_rows).rows
    grammar = reading.date_grammar
    if grammar is None:
        return [()] * len(rows)
    triggers, text, whole_date = _triggers(reading.schema), reading.text, reading.whole_date
    began = EventKind.ESTABLISHED
    found: list[tuple[RowDate, ...]] = []
    for row in rows:
        ranges = row.dates
        if len(ranges) == 1:  # mostly one date is all of one cell
            start, end = ranges[0]
            mention = whole_date(start, end)
            if mention is not None:
                edtf = mention.edtf
                if edtf is not None and "/" not in edtf:
                    date = HistoricalDate(edtf, text[start:end], mention.anchor)
                    found.append((_new(RowDate, (date, began, False)),))
                    continue
        dates: list[RowDate] = []
        for start, end in ranges:
            dates += _cell_dates(reading, grammar, triggers, start, end, not dates)
        found.append(tuple(dates))
    return found


def _cell_dates(
    reading: Reading,
    grammar: DateGrammar,
    triggers: Sequence[tuple[EventKind, re.Pattern[str]]],
    start: int,
    end: int,
    first: bool,
) -> Iterator[RowDate]:
    text = reading.text
    mentions: Sequence[DateMention] = [m for m in reading.dates_in(start, end) if m.edtf is not None]
    if _covered(mentions) < (end - start) * _MOSTLY and _DIGIT.search(text, start, end):
        # In a cell a number is more readily a year than in running text.
        cell = [m for m in grammar.parse_cell(text[start:end]) if m.edtf is not None]
        if _covered(cell) > _covered(mentions):
            mentions = [m._replace(start=m.start + start, end=m.end + start) for m in cell]
    if not mentions:
        return
    plain = mentions[0].start - start < 3 and end - mentions[-1].end < 3
    if len(mentions) == 1 and plain:
        date = mentions[0].date(text)
        if date is not None:
            yield from _told(date, EventKind.ESTABLISHED, mentions[0].qualifier is Qualifier.BEFORE)
        return
    borders = [start, *_borders(text, mentions), end]
    for mention, (left, right) in zip(mentions, pairwise(borders), strict=True):
        date = mention.date(text)
        if date is None:
            continue
        beside = text[left : mention.start] + " " + text[mention.end : right]
        kind = next((kind for kind, words in triggers if words.search(beside)), None)
        if kind is None and not first:
            continue  # a second date without a word says nothing
        yield from _told(date, kind or EventKind.ESTABLISHED, mention.qualifier is Qualifier.BEFORE)
        first = False


def _covered(mentions: Sequence[DateMention]) -> int:
    return sum(mention.end - mention.start for mention in mentions)


def _told(date: HistoricalDate, kind: EventKind, earlier: bool) -> Iterator[RowDate]:
    """Tell what an interval says: relations "1949–1970" began in 1949; "broken 1954–1959" resumed in 1959."""
    first, _, last = date.edtf.partition("/")
    if not last or ".." in (first, last):
        yield RowDate(date, kind, earlier)
        return
    yield RowDate(HistoricalDate(first, date.text, date.anchor), kind)
    if kind is EventKind.SEVERED:
        yield RowDate(HistoricalDate(last, date.text, date.anchor), EventKind.RESTORED)


def _borders(text: str, mentions: Sequence[DateMention]) -> Iterator[int]:
    """Tell for each two dates where the words of the one end: at the first mark between them, else at once."""
    for one, other in pairwise(mentions):
        gap = text[one.end : other.start]
        # "1959 (broken), restored 1991": words in parentheses right behind a date are the date's own.
        if gap.lstrip().startswith("(") and ")" in gap:
            yield one.end + gap.index(")") + 1
        else:
            mark = _BREAK.search(gap)
            yield one.end + (mark.end() if mark else 0)


def row_events(reading: Reading) -> Iterator[Event]:
    """Tell of the events of the date columns: relations begun, broken off, resumed.

    Args:
        reading: a "Foreign relations of X" article; any other yields nothing.
    """
    subject = reading.subject
    if subject is None:
        return
    text = reading.text
    rows, dates = reading.once(relation_rows).rows, reading.once(row_dates)
    for row, told, evidence in zip(rows, dates, reading.once(_row_evidence), strict=True):
        if not told:
            continue
        start, end = row.dates[0]
        words = one_line(text[start:end])
        parties = (subject, row.partner)
        for date, kind, earlier in told:
            if earlier:
                continue
            event = _blank(Event)
            _fill_event(event, date=date, kind=kind, text=words, parties=parties, evidence=evidence)
            yield event
        if marked_broken(reading, *row.name):  # when, nobody says
            words = one_line(text[slice(*row.name)])
            yield Event(date=None, kind=EventKind.SEVERED, text=words, parties=parties, evidence=evidence)


def _row_evidence(reading: Reading) -> list[tuple[Evidence, ...]]:
    """Return for every row the partner's cell and the date's; by ``reading.once``.

    It is one piece where they stand side by side, as they mostly do.
    """
    evidence = reading.document.evidence
    found: list[tuple[Evidence, ...]] = []
    for row in reading.once(relation_rows).rows:
        (start, end), dates = row.name, row.dates
        if not dates:
            found.append((evidence(start, end),))
        elif 0 <= dates[0][0] - end <= 2 and start >= row.start:
            found.append((evidence(start, dates[-1][1]),))
        else:
            found.append((evidence(start, end), *[evidence(*cell) for cell in dates]))
    return found


def dyads(reading: Reading) -> Iterator[Dyad]:
    """Tell of every pair that a row of a table, or a section of its own, is about.

    It runs after the rules of missions and events, whose facts it hands to the dyads that they stand in.

    Args:
        reading: a "Foreign relations of X" article; any other yields nothing.
    """
    subject = reading.subject
    if subject is None:
        return
    rows = reading.once(relation_rows).rows
    sections = reading.once(places).sections
    if not rows and not sections:
        return
    told = _ByPlace(reading.facts(Mission), reading.facts(Event))
    mains, memberships = _Mains(reading, subject), _Memberships(reading)
    text = reading.text
    dates = reading.once(row_dates)
    facts = told.within([row.source for row in rows])
    pieces = reading.once(_row_evidence)
    for row, dated, (missions, events), evidence in zip(rows, dates, facts, pieces, strict=True):
        notes = row.notes
        dyad = _blank(Dyad)
        _fill_dyad(
            dyad,
            parties=(subject, row.partner),
            established=dated[0].date if dated else None,
            missions=missions,
            events=events,
            notes="\n".join([text[first:last] for first, last in notes]) if notes else "",
            main_article=mains.of_row(row) if notes else None,
            memberships=memberships.of_row(row) if notes else (),
            evidence=evidence,
        )
        yield dyad
    yield from _of_sections(reading, subject, sections, told, mains)


def _of_sections(
    reading: Reading,
    subject: Party,
    sections: Sequence[PartnerSection],
    told: _ByPlace,
    mains: _Mains,
) -> Iterator[Dyad]:
    document = reading.document
    facts = told.within([section.source for section in sections])
    for section, (missions, events) in zip(sections, facts, strict=True):
        parties = (subject, section.partner)
        began = next(
            (
                event.date
                for event in events
                if event.kind is EventKind.ESTABLISHED and event.date and set(event.parties) <= set(parties)
            ),
            None,
        )
        heading = document.headings[section.heading]
        yield Dyad(
            parties=parties,
            established=began,
            missions=missions,
            events=events,
            notes=document.text[heading.end : section.end].strip(),
            main_article=mains.of_section(section),
            evidence=(document.evidence(heading.start, heading.end),),
        )


class _ByPlace:
    """Missions and events by where their evidence stands in the source; a fact told twice stands in two places."""

    def __init__(self, missions: Sequence[Mission], events: Sequence[Event]) -> None:
        self._missions, self._events, self._border = missions, events, len(missions)
        told = [fact.evidence for fact in missions] + [fact.evidence for fact in events]
        starts = [piece.span.start for pieces in told for piece in pieces]
        indexes = [index for index, pieces in enumerate(told) for _ in pieces]
        order = sorted(range(len(starts)), key=starts.__getitem__)
        # Two places behind every other: the next one and the one after it can be looked at unasked.
        self._starts = [*[starts[place] for place in order], sys.maxsize, sys.maxsize]
        self._indexes = [indexes[place] for place in order]

    def within(
        self, ranges: Iterable[tuple[int, int]]
    ) -> list[tuple[tuple[Mission, ...], tuple[Event, ...]]]:
        """Return the missions and the events that are told in each of some source ranges, in order of place."""
        starts, indexes, missions, events, border = (
            self._starts, self._indexes, self._missions, self._events, self._border
        )  # fmt: skip
        found: list[tuple[tuple[Mission, ...], tuple[Event, ...]]] = []
        at = 0
        for start, end in ranges:
            # Mostly a row begins where the one before it ended, and so do its facts.
            if starts[at] < start or (at and starts[at - 1] >= start):
                at = bisect_left(starts, start)
            first = at
            if starts[first] >= end:
                found.append(_NOTHING)
            elif starts[first + 1] >= end:
                at, index = first + 1, indexes[first]
                found.append(((missions[index],), ()) if index < border else ((), (events[index - border],)))
            else:
                at = bisect_left(starts, end, first)
                told = dict.fromkeys(indexes[first:at])
                found.append(
                    (
                        tuple([missions[index] for index in told if index < border]),
                        tuple([events[index - border] for index in told if index >= border]),
                    )
                )
        return found


class _Mains:
    """Finds the title of the article about a pair: in a link, or in a template above the section's text."""

    def __init__(self, reading: Reading, subject: Party) -> None:
        self._document = reading.document
        self._pattern = _main_article(reading.schema)
        self._gazetteer = reading.gazetteer
        self._subject = subject
        self._templates = [use for use in self._document.templates if len(use.parts) > 1]
        self._offsets = [use.at for use in self._templates]

    def of_row(self, row: RelationRow) -> str | None:
        start, end = row.notes[0][0], row.end
        return self._linked(start, end, row.partner) or self._named(start, end, row.partner)

    def of_section(self, section: PartnerSection) -> str | None:
        start, end = section.start, section.end
        return self._named(start, end, section.partner) or self._linked(start, end, section.partner)

    def _linked(self, start: int, end: int, partner: Party) -> str | None:
        document = self._document
        search, source = self._pattern.search, document.source
        for use in document.links_in(start, end):
            # Most links are about something else: a look at the end of the target settles it.
            if search(source[use.target_start : use.target_end]) is not None:
                title = document.target(use)
                if self._is_about(title, partner):
                    return title
        return None

    def _named(self, start: int, end: int, partner: Party) -> str | None:
        offsets = self._offsets
        first = bisect_left(offsets, start)
        if first == len(offsets) or offsets[first] > end:
            return None
        for use in self._templates[first : bisect_right(offsets, end)]:
            for title in self._document.arguments(use):
                if self._is_about(title, partner):
                    return title
        return None

    def _is_about(self, title: str, partner: Party) -> bool:
        tail = self._pattern.search(title)
        if tail is None:
            return False
        if set(title[: tail.start()].strip().split("–")) == {self._subject.name, partner.name}:
            return True
        parties = self._gazetteer.title_parties(title)
        return len(parties) == 2 and self._subject in parties and partner in parties
