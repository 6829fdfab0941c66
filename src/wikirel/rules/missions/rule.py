"""The rule: finds the lines that may tell of missions, reads their sentences, and settles what they tell."""

from __future__ import annotations

from collections.abc import Iterator

from wikirel.facts import Mission
from wikirel.markup.blocks import Block, BlockKind, Field
from wikirel.rules.missions.dating import date_posts
from wikirel.rules.missions.sentence import Sentence, SentenceReader
from wikirel.rules.missions.settling import Settler
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords, mission_words
from wikirel.rules.partners import places
from wikirel.schema import Reading
from wikirel.values.parties import Party

__all__ = ["missions"]

_ALONE = frozenset((BlockKind.ITEM, BlockKind.CAPTION, BlockKind.FIELD))


def missions(reading: Reading) -> Iterator[Mission]:
    """Tell of every diplomatic post and non-resident accreditation that an article states.

    Args:
        reading: the article.

    Yields:
        Missions in the order of the text; one told twice comes twice, each time with its own evidence.
    """
    words = mission_words(reading.schema)
    text = reading.text.replace("\xa0", " ")
    reader = _LineReader(reading, words, text)
    for start, end in _lines(text, words.stems):
        yield from reader.read(start, end)


def _lines(text: str, stems: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the ranges of the lines that hold one of the stems, in order."""
    lines: dict[int, int] = {}
    for stem in stems:
        at = text.find(stem)
        while at >= 0:
            end = text.find("\n", at)
            if end < 0:
                end = len(text)
            lines[text.rfind("\n", 0, at) + 1] = end
            at = text.find(stem, end)
    return sorted(lines.items())


class _LineReader:
    """Reads the lines of one article."""

    def __init__(self, reading: Reading, words: MissionWords, text: str) -> None:
        self._reading = reading
        self._document = reading.document
        self._text = text
        self._words = words
        self._places = reading.once(places)
        self._gazetteer = reading.gazetteer
        self._sentences = SentenceReader(words, reading.gazetteer)
        self._settler = Settler(reading.gazetteer)

    def read(self, start: int, end: int) -> Iterator[Mission]:
        """Read one line."""
        block = self._document.block_at(start)
        if block.kind is BlockKind.HEADING:
            return
        pair = self._places.pair(start)
        if isinstance(block.place, Field):
            pair = self._reading.parties or pair
        strict = block.kind is not BlockKind.PARAGRAPH
        before: tuple[Party, ...] = ()
        for from_, to in self._document.sentences(start, end) or [(start, end)]:
            found, before = self._sentence(from_, min(to, end), block, pair, before)
            if not found:
                continue
            evidence = (self._document.evidence(from_, min(to, end)),)
            for told in found:
                yield from self._settler.missions(told, pair, strict, evidence)

    def _sentence(
        self, start: int, end: int, block: Block, pair: tuple[Party, ...], before: tuple[Party, ...]
    ) -> tuple[list[Told], tuple[Party, ...]]:
        mentions = self._gazetteer.mentions(self._text, start, end, pair)
        dates = self._reading.dates_in(start, end)
        sentence = Sentence(
            self._text, start, end, mentions, dates, block.kind in _ALONE, pair, before
        )
        found = self._sentences.read(sentence)
        if found and dates:
            date_posts(self._words, self._text, start, end, dates, found)
        if found and found[-1].senders:
            return found, found[-1].senders
        subject = next((mention.party for mention in mentions if mention.form != "capital"), None)
        return found, (subject,) if subject is not None else before
