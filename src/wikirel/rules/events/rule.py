"""The rule: dated happenings, typed, from the prose of an article, and undated diplomatic acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from wikirel.document.surroundings import one_line
from wikirel.facts import Event, EventKind
from wikirel.markup.blocks import Block, BlockKind
from wikirel.rules.events.attach import Attachment, Happening, undated
from wikirel.rules.events.dated import dated
from wikirel.rules.events.extent import Extent, extent
from wikirel.rules.events.parties import Participants
from wikirel.rules.events.sentence import Sentence
from wikirel.rules.events.weighing import load_weights
from wikirel.rules.events.words import EventWords, event_words
from wikirel.rules.relation_tables import relation_rows
from wikirel.schema import Reading
from wikirel.values.dates import AnchorKind, DateAnchor, DateMention, HistoricalDate

__all__ = ["attachments", "events", "lower_case"]

# What is left of a broken citation: "|access-date=".
_PARAMETER = re.compile(r"\|[\w -]{2,20}=")
# An item of fewer words than this that tells of no act is a name with a date, not a sentence.
_SHORT = 7
# A cell is prose from these lengths on: long enough for a sentence, and long enough for one without a known act.
_SHORT_CELL = 30
_LONG_CELL = 60
_CELL_BLANKS = 5
# Beyond so many characters or dates a sentence is read in pieces.
_LONG = 3000
_MANY = 40
# So many sentences are read together, step by step.
_TOGETHER = 128


def events(reading: Reading) -> list[Event]:
    r"""Find the happenings of an article.

    One event for each dated happening in paragraphs, list items and cells that hold prose; one for a heading
    that names a dated happening; and diplomatic acts that are told without a date.  What is only planned,
    denied or supposed has a modality that says so, and no date.

    Args:
        reading: the article.

    Returns:
        The events, in the order of the text.

    >>> from wikirel import parse_article
    >>> article = parse_article("= Cuba–Peru relations =\n\nCuba opened an embassy in Lima in 1974.")
    >>> [(event.date.edtf, str(event.kind)) for event in article.events]
    [('1974', 'mission_opened')]
    """
    words = event_words(reading.vocabulary)
    low = lower_case(reading.text)
    participants = Participants(reading, low, words)
    found: list[tuple[int, Event]] = []
    for weighed in attachments(reading, low, words):
        told = [(block, each.sentence, each.happenings()) for block, each in weighed]
        found += _events(reading, told, participants)
    for block, start, end in _undated_sentences(reading, low, words):
        sentence = Sentence(low, start, end, [], words)
        found += _events(reading, [(block, sentence, undated(sentence))], participants)
    found += _headings(reading, low, words, participants)
    found.sort(key=lambda entry: entry[0])
    return [event for _, event in found]


def attachments(reading: Reading, low: str, words: EventWords) -> Iterator[list[tuple[Block, Attachment]]]:
    """Yield the sentences with dates that happenings may have, weighed, each with the block that it stands in.

    They come some at a time, each step done for all of them before the next one: that takes an eighth less time
    than sentence by sentence, for a step finds its tables still in the processor's cache.

    Args:
        reading: the article.
        low: its plain text in lower case, of the same length (see :func:`lower_case`).
        words: the vocabulary.
    """
    weights = load_weights(reading.schema.language)
    found = _dated_sentences(reading, words)
    while some := list(islice(found, _TOGETHER)):
        sentences = [Sentence(low, start, end, mentions, words) for _, start, end, mentions in some]
        dates = [dated(sentence) for sentence in sentences]
        yield [
            (block, Attachment(sentence, own, *_default(reading, block, words), weights))
            for (block, *_), sentence, own in zip(some, sentences, dates, strict=True)
            if own
        ]


def lower_case(text: str) -> str:
    """Return a text in lower case, of the same length, so that its offsets stay true."""
    low = text.lower()
    if len(low) != len(text):
        # One letter has a longer lower-case form: U+0130, the Turkish dotted I.
        low = text.replace("\u0130", "I").lower()
    return low


def _default(reading: Reading, block: Block, words: EventWords) -> tuple[EventKind | None, bool]:
    """Return the kind of a happening whose words do not tell it, and whether the section's role says so.

    None is for a date that counts for nothing without such words: in a short cell, or beside a name in a list.
    """
    if block.kind is BlockKind.CELL:
        return (EventKind.OTHER if block.end - block.start > _LONG_CELL else None), False
    kind = words.role_kinds.get(reading.role(block.section) or "")
    if block.kind is not BlockKind.ITEM:
        return kind or EventKind.OTHER, False
    if kind is None and reading.text.count(" ", block.start, block.end) < _SHORT:
        return None, False
    return kind or EventKind.OTHER, kind is not None


def _dated_sentences(
    reading: Reading, words: EventWords
) -> Iterator[tuple[Block, int, int, list[DateMention]]]:
    document, dates = reading.document, reading.dates
    at, count = 0, len(dates)
    while at < count:
        block = document.block_at(dates[at].start)
        if _is_label(block, dates[at]) or not _tells(reading, block, words):
            while at < count and dates[at].start < block.end:
                at += 1
            continue
        start, end = document.sentence_at(dates[at].start)
        first = at
        at += 1
        while at < count and dates[at].start < end:
            at += 1
        if reading.text.find("|", start, end) >= 0 and _PARAMETER.search(reading.text, start, end):
            continue
        if end - start > _LONG or at - first > _MANY:
            for piece in _pieces(start, end, dates[first:at]):
                yield block, *piece
        else:
            yield block, start, end, dates[first:at]


def _is_label(block: Block, date: DateMention) -> bool:
    """Tell whether a block is nothing but a date, which dates what stands below and tells nothing by itself."""
    return date.start == block.start and block.end - date.end <= 1


def _pieces(start: int, end: int, dates: list[DateMention]) -> Iterator[tuple[int, int, list[DateMention]]]:
    """Cut an endless sentence, such as a list of hundreds of dates, so that the work on it stays linear."""
    piece: list[DateMention] = []
    start = max(start, dates[0].start - _LONG)
    for date in dates:
        if piece and (len(piece) >= _MANY or date.end - start > _LONG):
            yield start, piece[-1].end, piece
            start, piece = max(piece[-1].end, date.start - _LONG), []
        piece.append(date)
    yield start, min(end, piece[-1].end + _LONG), piece


def _undated_sentences(reading: Reading, low: str, words: EventWords) -> Iterator[tuple[Block, int, int]]:
    """Yield the sentences of running text without a date that may tell of a diplomatic act."""
    document = reading.document
    done = 0
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.place is not None:
            continue
        for hit in words.undated.finditer(low, block.start, block.end):
            at = hit.start()
            if at < done:
                continue
            start, done = document.sentence_at(at)
            if done - start < _LONG and not reading.dates_in(start, done) and _tells(reading, block, words):
                yield block, start, done


def _tells(reading: Reading, block: Block, words: EventWords) -> bool:
    """Tell whether happenings are told in a block: in prose, not in a date's cell or a list of publications."""
    if block.kind is BlockKind.CELL:
        if (
            block.end - block.start < _SHORT_CELL
            or reading.text.count(" ", block.start, block.end) < _CELL_BLANKS
            or reading.once(relation_rows).dates_at(block.start)
        ):
            return False
    elif block.kind is not BlockKind.PARAGRAPH and block.kind is not BlockKind.ITEM:
        return False
    return reading.role(block.section) not in words.silent_roles


def _events(
    reading: Reading, told: list[tuple[Block, Sentence, list[Happening]]], participants: Participants
) -> list[tuple[int, Event]]:
    """Build the events that sentences tell, each with where its sentence begins: field by field, for speed."""
    document, text = reading.document, reading.text
    found = [(block, sentence, each) for block, sentence, happenings in told for each in happenings]
    extents = [extent(sentence, happening.find, happening.date, text) for _, sentence, happening in found]
    dates = [happening.date.date(text) if happening.date else None for _, _, happening in found]
    parties = [
        participants.taking_part(told, block, sentence, happening)
        for (block, sentence, happening), told in zip(found, extents, strict=True)
    ]
    persons = [participants.persons(told.start, told.end) for told in extents]
    evidence = [(document.evidence(sentence.start, sentence.end),) for _, sentence, _ in found]
    return [
        (
            sentence.start,
            Event(
                date=date,
                kind=happening.kind,
                text=one_line(text[told.start : told.end]),
                parties=named,
                persons=linked,
                modality=happening.modality,
                evidence=shown,
            ),
        )
        for (_, sentence, happening), date, told, named, linked, shown in zip(
            found, dates, extents, parties, persons, evidence, strict=True
        )
    ]


def _headings(
    reading: Reading, low: str, words: EventWords, participants: Participants
) -> Iterator[tuple[int, Event]]:
    """Yield a happening for each heading that names one with its date, marked as the heading's alone."""
    for section, heading in enumerate(reading.document.headings):
        dates = [date for date in reading.dates_in(heading.start, heading.end) if date.edtf is not None]
        if (
            len(dates) != 1
            or heading.end - heading.start > _LONG
            or reading.roles[section] in words.silent_roles
        ):
            continue
        sentence = Sentence(low, heading.start, heading.end, dates, words)
        dates = dated(sentence)
        if not dates:
            continue
        title = reading.text[heading.start : heading.end]
        for happening in Attachment(sentence, dates, None).happenings()[:1]:
            if happening.find is None or happening.date is None or happening.date.edtf is None:
                continue
            anchor = DateAnchor(AnchorKind.HEADING, title)
            written = reading.text[happening.date.start : happening.date.end]
            yield (
                heading.start,
                Event(
                    date=HistoricalDate(happening.date.edtf, written, anchor),
                    kind=happening.kind,
                    text=title,
                    parties=participants.taking_part(
                        Extent(heading.start, heading.end, heading.start, heading.end),
                        reading.document.block_at(heading.start),
                        sentence,
                        happening,
                    ),
                    evidence=(reading.document.evidence(heading.start, heading.end),),
                ),
            )
