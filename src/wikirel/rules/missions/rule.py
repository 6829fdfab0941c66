"""The rule: finds the lines that may tell of missions, reads their sentences, and settles what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import TypeAlias

from wikirel.document import Evidence
from wikirel.facts import Mission
from wikirel.markup.blocks import Block, BlockKind, Field
from wikirel.rules.lookups import lookups
from wikirel.rules.missions.dating import date_posts
from wikirel.rules.missions.moves import settle_moves
from wikirel.rules.missions.plain import PlainReader
from wikirel.rules.missions.ranks import settle_ranks
from wikirel.rules.missions.regular import RegularReader
from wikirel.rules.missions.sentence import SentenceReader
from wikirel.rules.missions.settling import Settler
from wikirel.rules.missions.stems import Stems
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords, lower, mission_words
from wikirel.rules.partners import places
from wikirel.schema import Reading, Wordbook
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["missions"]

_Post: TypeAlias = tuple[Told, list[tuple[int, int]]]  # with the sentences that tell of it
# So many lines are read together, step by step.
_TOGETHER = 256
_RECENT = 32  # how many posts back a sentence may go on one told of before
_LONGEST = 2000  # sentences up to this length are read as a whole
_LABEL = 100  # the longest line of a cell that may be a post without a verb
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
    lines = iter(_lines(text, words.stems))
    # Some lines at a time, each step done for all of them before the next one: it then finds its tables still in
    # the processor's cache.
    while some := list(islice(lines, _TOGETHER)):
        cut = [(start, reader.sentences_of(start, end, hits)) for start, end, hits in some]
        plain = [reader.read_plain(start, ranges) for start, ranges in cut]
        told = [
            reader.read(start, ranges) if missions is None else missions
            for (start, ranges), missions in zip(cut, plain, strict=True)
        ]
        yield from chain.from_iterable(told)


def _lines(text: str, stems: Stems) -> list[tuple[int, int, list[int]]]:
    """Return the ranges of the lines that hold one of the stems, in order, and where in them the stems are."""
    lines: list[tuple[int, int, list[int]]] = []
    end = -1
    for at in stems.find(text):
        if at < end:
            lines[-1][2].append(at)
            continue
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if end < 0:
            end = len(text)
        lines.append((start, end, [at]))
    return lines


@lru_cache(maxsize=32)
def _regular(schema: Wordbook) -> RegularReader:
    table = schema.vocabulary.get("missions", {}).get("regular", {})
    return RegularReader(mission_words(schema), table, lookups(schema.language))


@lru_cache(maxsize=32)
def _sentences(schema: Wordbook) -> SentenceReader:
    return SentenceReader(mission_words(schema), lookups(schema.language))


@lru_cache(maxsize=32)
def _settler(language: str) -> Settler:
    return Settler(lookups(language))


@lru_cache(maxsize=32)
def _plain(schema: Wordbook) -> PlainReader:
    return PlainReader(_regular(schema), _settler(schema.language))


def _adds_to(told: Told, posts: Sequence[_Post], sentence: tuple[int, int]) -> bool:
    """Let "the embassy opened in 1973" date the embassy that the sentences before told of, if they did."""
    named = any(place.city for place in told.places)
    if not told.bare and told.lead not in ("opened", "closed"):
        return False
    for other, sentences in reversed(posts):
        if other.kind is not told.kind or not (told.bare or other.senders == told.senders):
            continue
        if named and (other.places != told.places or not _is_turn(other, told)):
            continue
        if other.lead not in ("has", "opened") and (other.lead, told.lead) != ("closed", "opened"):
            continue
        if told.closed_told:
            other.closed, other.closed_told = other.closed or told.closed, True
        elif told.lead == "opened" and other.closed_told and _is_later(told.opened, other.closed):
            other.closed, other.closed_told = None, False  # "..., and it was reopened in 2014"
        other.opened = other.opened or told.opened
        if sentence not in sentences:
            sentences.append(sentence)
        return True
    return False


def _is_turn(other: Told, told: Told) -> bool:
    """Tell whether a post opens again that closed, or closes that opened, which makes the two one post."""
    if told.lead == "opened":
        return other.lead == "closed"
    return other.lead == "opened" and other.opened is not None and not other.closed_told


def _is_later(opened: HistoricalDate | None, closed: HistoricalDate | None) -> bool:
    return opened is None or closed is None or opened.edtf > closed.edtf


class _LineReader:
    """Reads the lines of one article."""

    def __init__(self, reading: Reading, words: MissionWords, text: str) -> None:
        self._reading = reading
        self._document = reading.document
        self._text = text
        self._words = words
        self._places = reading.once(places)
        self._gazetteer = reading.gazetteer
        self._plain = _plain(reading.schema)
        self._regular = _regular(reading.schema)
        self._sentences = _sentences(reading.schema)
        self._settler = _settler(reading.schema.language)

    def read_plain(self, start: int, ranges: Sequence[tuple[int, int]]) -> list[Mission] | None:
        """Read the line that begins at ``start``, if it is plain; return None where it is not."""
        if len(ranges) != 1:
            return None
        line = self._text[ranges[0][0] : ranges[0][1]]
        if plain := self._plain_line(*ranges[0], line, self._places.pair(start)):
            return plain
        return [] if self._regular.is_silent(line) else None

    def read(self, start: int, ranges: Sequence[tuple[int, int]]) -> list[Mission]:
        """Read the line that begins at ``start``, of which ``ranges`` are the sentences with stems."""
        pair = self._places.pair(start)
        strict = True
        block: Block | None = None
        before: tuple[Party, ...] = ()
        last = -1  # where the sentence ends that "before" is of
        posts: list[_Post] = []
        for from_, to in ranges:
            told_here: Sequence[Told] | None = None
            if len(pair) == 2:
                told_here = self._regular.read(self._text[from_:to], from_, pair)
            if told_here is not None:
                before, last = (told_here[-1].senders, to) if told_here else ((), -1)
                posts += [(told, [(from_, to)]) for told in told_here]
                continue
            if block is None:
                block = self._document.block_at(start)
                strict = block.kind is not BlockKind.PARAGRAPH and block.kind is not BlockKind.CAPTION
                if block.kind is BlockKind.HEADING:
                    return []
                if isinstance(block.place, Field):
                    pair, before = self._reading.parties or pair, self._side(block.place)
                    last = from_
            low = lower(self._text[from_:to])
            found = self._words.posts(low, from_)
            if not found and self._words.accredited.search(low) is None:
                last = -1
                continue
            if last < 0 or last < from_ - 2:
                before = self._first_party(start, from_, pair)
            told_here, before = self._sentence(from_, low, found, block, pair, before)
            last = to
            if [told for told in told_here if told.raised or told.moved]:
                earlier = [told for told, _ in posts[-_RECENT:]]
                settle_moves(told_here, earlier)
                told_here = settle_ranks(told_here, earlier)
            for told in told_here:
                if not _adds_to(told, posts[-_RECENT:], (from_, to)):
                    posts.append((told, [(from_, to)]))
        made: list[Mission] = []
        for told, sentences in posts:
            if len(sentences) == 1:
                evidence: tuple[Evidence, ...] = (self._document.evidence(*sentences[0]),)
            else:
                evidence = tuple([self._document.evidence(from_, to) for from_, to in sentences])
            made += self._settler.missions(told, pair, strict, evidence)
        return made

    def _plain_line(self, start: int, end: int, line: str, pair: tuple[Party, ...]) -> list[Mission]:
        """Read a line of one sentence, if it is plain; return nothing where it is not."""
        plain = self._plain.read(line, pair) if len(pair) == 2 else None
        if plain is None:
            return []
        sender, host, posts = plain
        evidence = (self._document.evidence(start, end),)
        return [
            Mission(
                sending=sender,
                host=host,
                kind=kind,
                city=city,
                resident=resident,
                seat=seat,
                evidence=evidence,
            )
            for kind, city, resident, seat in posts
        ]

    def _side(self, field: Field) -> tuple[Party, ...]:
        """Return whose missions a parameter of the infobox is about: "mission1" is about the first party."""
        match = self._words.field.fullmatch(field.name)
        parties = self._reading.parties
        number = int(match[1]) if match is not None else 0
        return (parties[number - 1],) if 1 <= number <= len(parties) else ()

    def sentences_of(self, start: int, end: int, hits: Sequence[int]) -> list[tuple[int, int]]:
        """Return the sentences of a line that a stem stands in; ``hits`` is where in it the stems are."""
        ranges: list[tuple[int, int]] = []
        sentence_at = self._document.sentence_at
        last = -1
        for at in hits:
            if at >= last:
                from_, to = sentence_at(at)
                if to - from_ > _LONGEST:  # no sentence of a person: a stretch around each stem will do
                    from_ = max(from_, at - _LONGEST // 8, ranges[-1][1] if ranges else start)
                    to = min(to, from_ + _LONGEST)
                from_, to = max(from_, start), min(to, end)
                if ranges and self._goes_on(from_, ranges[-1]) and to - ranges[-1][0] <= _LONGEST:
                    from_ = ranges.pop()[0]
                ranges.append((from_, to))
                last = to
        return ranges

    def _goes_on(self, start: int, before: tuple[int, int]) -> bool:
        """Tell whether what begins at ``start`` goes on the sentence before: "in Lima. and a consulate"."""
        if start > before[1] + 2 or not self._text[start].islower():
            return False
        return self._words.join.match(self._text, start - 1) is not None

    def _first_party(self, start: int, end: int, pair: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return what the sentence before ``end`` is about: its first mention."""
        if start >= end:
            return ()
        from_ = max(start, self._document.sentence_at(max(start, end - 2))[0])
        mentions = self._gazetteer.mentions(self._text, from_, end, pair)
        first = next((mention.party for mention in mentions if mention.form != "capital"), None)
        return (first,) if first is not None else ()

    def _is_alone(self, block: Block, start: int, end: int) -> bool:
        """Tell whether a post may stand without a verb: as an item, or as the whole of a line in a cell."""
        if block.kind in _ALONE:
            return True
        if block.kind is not BlockKind.CELL or end - start > _LABEL:
            return False
        return start == block.start and end >= block.end - 1

    def _sentence(
        self,
        start: int,
        low: str,
        posts: Sequence[tuple[str, int, int]],
        block: Block,
        pair: tuple[Party, ...],
        before: tuple[Party, ...],
    ) -> tuple[list[Told], tuple[Party, ...]]:
        end = start + len(low)
        mentions = self._gazetteer.mentions(self._text, start, end, pair)
        dates = self._reading.dates_in(start, end)
        sentence = Sentence(
            self._text,
            start,
            end,
            low,
            posts,
            mentions,
            dates,
            self._is_alone(block, start, end),
            pair,
            before,
        )
        found = self._sentences.read(sentence)
        if found and not dates and self._words.then.match(self._text, start):
            dates = self._reading.dates_in(block.start, start)[-1:]
        if found and dates:
            date_posts(self._words, self._text, start, dates, found)
        if found and found[-1].senders:
            return found, found[-1].senders
        subject = next((mention.party for mention in mentions if mention.form != "capital"), None)
        return found, (subject,) if subject is not None else before
