"""The rule: dated happenings, typed, from the prose of an article."""

from __future__ import annotations

from collections.abc import Iterator

from wikirel.facts import Event, EventKind
from wikirel.markup.blocks import Block, BlockKind
from wikirel.rules.events.attach import Happening, happenings
from wikirel.rules.events.sentence import Sentence
from wikirel.rules.events.words import EventWords, event_words
from wikirel.schema import Reading
from wikirel.values.dates import DateMention

__all__ = ["events"]

# An item of fewer words than this that tells of no act is a name with a date, not a sentence.
_SHORT = 7
_LONG_CELL = 60
_SHORT_CELL = 30


def events(reading: Reading) -> list[Event]:
    words = event_words(reading.vocabulary)
    low = _lower(reading.text)
    found: list[Event] = []
    for block, start, end, dates in _dated_sentences(reading, words):
        default = _default(reading, block, words)
        sentence = Sentence(low, start, end, dates, words)
        for happening in happenings(sentence, reading.text, default):
            found.append(_event(reading, sentence, happening))
    return found


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):
        # One letter has a longer lower-case form (U+0130, the Turkish dotted I); offsets must stay true.
        low = text.replace("\u0130", "I").lower()
    return low


def _default(reading: Reading, block: Block, words: EventWords) -> EventKind | None:
    if block.kind is BlockKind.CELL:
        return EventKind.OTHER if block.end - block.start > _LONG_CELL else None
    kind = words.role_kinds.get(reading.role(block.section) or "")
    if kind is None and block.kind is BlockKind.ITEM and reading.text.count(" ", block.start, block.end) < _SHORT:
        return None
    return kind or EventKind.OTHER


def _dated_sentences(
    reading: Reading, words: EventWords
) -> Iterator[tuple[Block, int, int, list[DateMention]]]:
    document, dates = reading.document, reading.dates
    at, count = 0, len(dates)
    while at < count:
        block = document.block_at(dates[at].start)
        if not _tells(reading, block, words):
            while at < count and dates[at].start < block.end:
                at += 1
            continue
        start, end = document.sentence_at(dates[at].start)
        first = at
        at += 1
        while at < count and dates[at].start < end:
            at += 1
        yield block, start, end, dates[first:at]


def _tells(reading: Reading, block: Block, words: EventWords) -> bool:
    if block.kind is BlockKind.CELL:
        if block.end - block.start < _SHORT_CELL or reading.text.count(" ", block.start, block.end) < 5:
            return False
    elif block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    return reading.role(block.section) not in words.silent_roles


def _event(reading: Reading, sentence: Sentence, happening: Happening) -> Event:
    date = happening.date.date(reading.text) if happening.date else None
    return Event(
        date=date,
        kind=happening.kind,
        text=reading.text[sentence.start : sentence.end],
        evidence=(reading.document.evidence(sentence.start, sentence.end),),
    )
