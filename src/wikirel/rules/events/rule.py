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
        # A few letters have longer lower-case forms; offsets must stay true.
        low = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
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
    at = 0
    while at < len(dates):
        block = document.block_at(dates[at].start)
        start, end = document.sentence_at(dates[at].start)
        mine = []
        while at < len(dates) and dates[at].start < end:
            mine.append(dates[at])
            at += 1
        if not mine:
            at += 1
            continue
        if _tells(reading, block, words):
            yield block, start, end, mine


def _tells(reading: Reading, block: Block, words: EventWords) -> bool:
    if block.kind is BlockKind.CELL:
        text = reading.text[block.start : block.end]
        if len(text) < 30 or len(text.split()) < 6:
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
