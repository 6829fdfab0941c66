"""What of a sentence tells of one happening: the run of clauses to quote, and the part that names who took part."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from wikirel.rules.events.sentence import Find, Sentence
from wikirel.values.dates import DateMention

__all__ = ["Extent", "extent"]

_CLAUSE = 3.0
_PHRASE = 2.0
_COORDINATE = 1.9
_ROUNDED = 0.001
_HINT = 6.0
_SHORTEST = 16  # so much more than its date a clause has that tells something
_SUBJECT = 3  # so many words may stand before the verb of a clause that borrows its subject
_MARGIN = " ,;:–—"
_NOTHING = (0, 0)
_new = tuple.__new__  # what a NamedTuple's own constructor calls, without the call in between


class Extent(NamedTuple):
    """Where a happening is told; all offsets are those of the article's plain text.

    Attributes:
        start: where the run of clauses begins that tells it.
        end: where it ends.
        first: where the part begins that names who took part: what only stands beside it is left out.
        last: where that part ends.
        subject: the range before the verb that it borrows its subject from; empty where it has one of its own.
        relative: it is a relative clause, which may be told of something else than that subject.
    """

    start: int
    end: int
    first: int
    last: int
    subject: tuple[int, int] = _NOTHING
    relative: bool = False


def extent(sentence: Sentence, find: Find | None, date: DateMention | None, text: str) -> Extent:
    """Tell which part of a sentence tells of a happening.

    Args:
        sentence: the sentence.
        find: the words of the act, or None.
        date: its date, or None.
        text: the article's plain text, in which names begin with a capital letter.
    """
    start, end, low = sentence.start, sentence.end, sentence.low
    if (find is None and date is None) or (
        len(sentence.dates) < 2 and low.find(",", start, end) < 0 and low.find(";", start, end) < 0
    ):
        return _new(Extent, (start, end, start, end, _NOTHING, False))
    if find is not None and date is not None:
        if find.weight < _HINT and _only_hints(sentence, find, date, text):
            find = None
        elif low.find("(", start, end) >= 0:
            told = _in_brackets(sentence, find, date, text)
            if told is not None:
                return told
    return _Reader(sentence, text, find, date).read()


def _in_brackets(sentence: Sentence, find: Find, date: DateMention, text: str) -> Extent | None:
    """Return what stands in brackets with both act and date: "kingdoms (until Peru became a republic in 1821)"."""
    if find.end > date.start:
        return None
    low = sentence.low
    opening = low.rfind("(", sentence.start, find.start)
    if opening < 0 or low.find(")", opening, date.end) >= 0:
        return None
    closing = low.find(")", date.end, sentence.end)
    if closing < 0:
        return None
    verb = sentence.words.finite.search(low, opening + 1, find.end)
    own = text[opening + 1 : verb.start() if verb else find.start]
    if own == own.lower():
        return None  # "(deposed in 1929)" is told of what stands before
    return Extent(opening + 1, closing, opening + 1, closing)


def _only_hints(sentence: Sentence, find: Find, date: DateMention, text: str) -> bool:
    """Tell whether a word only hints at what happened from another clause, where the date's own tells it."""
    if sentence.verbal(find):
        return False
    low, high = (find.end, date.start) if find.start < date.start else (date.end, find.start)
    if sentence.boundary(low, high) <= 1:
        return False
    start, end = _Reader(sentence, text, None, date).clauses()
    return end - start > date.end - date.start + _SHORTEST


class _Reader:
    """Reads one happening's part of a sentence that tells more."""

    __slots__ = ("first", "last", "least", "low", "named", "sentence", "text")

    def __init__(self, sentence: Sentence, text: str, find: Find | None, date: DateMention | None) -> None:
        self.sentence = sentence
        self.low = sentence.low
        self.text = text
        if find is None or date is None:
            place = find or date or sentence
            self.first, self.last = place.start, place.end
        else:
            self.first = find.start if find.start < date.start else date.start
            self.last = find.end if find.end > date.end else date.end
        self.named = find is not None and not sentence.verbal(find)
        self.least = _PHRASE if self.named else _CLAUSE

    def clauses(self) -> tuple[int, int]:
        """Return the smallest run of clauses around, without what joins it to others."""
        at, to = self._around()
        return self._behind(at), self._trimmed(to)

    def _around(self) -> tuple[int, int]:
        # A verb has its subject before it, maybe far; a name has all its words about it.
        return (
            self.sentence.clause_start(self.first, self.least, self.named),
            self.sentence.clause_end(self.last, self.least, self.named),
        )

    def read(self) -> Extent:
        """Return the smallest run of clauses, then what its cuts must not leave out, or should have."""
        sentence, named = self.sentence, self.named
        at, to = self._around()
        start = first = self._behind(at) if at > sentence.start else at
        end = last = self._trimmed(to) if to < sentence.end or self.low[to - 1] in _MARGIN else to
        if start == sentence.start and end == sentence.end and len(sentence.dates) < 2:
            return _new(Extent, (start, end, start, end, _NOTHING, False))
        if start > sentence.start:
            start, first = self._from(at, start)
        verb = end
        if named and at > sentence.start and sentence.words.background.match(self.low, at + 1):
            verb = self._verb(self.last, end)
        if verb < end:
            # "aid after the 1970 drought has helped": the verb goes with what was cut off.
            end = last = self._bare(verb)
        elif end < sentence.end:
            end = last = self._to(end)
            if first == sentence.start and sentence.words.fronting.match(self.low, first):
                end = self._main(end)
        subject = _NOTHING
        if len(sentence.dates) > 1:
            if self._dated(self.last, last):
                cut = self._cut_behind(last)
                if cut < last:
                    end = last = cut
            if self._dated(first, self.first):
                start, first = self._cut_before(start, first)
        if first == sentence.start:
            return _new(Extent, (start, end, first, last, _NOTHING, False))
        if self._borrows(first):
            opening = sentence.clause_start(first)
            if opening > sentence.start and self._behind(opening) >= first:
                opening = sentence.clause_start(opening)
            while opening > sentence.start and self._in_list(opening):
                opening = sentence.clause_start(opening)
            opening = self._past_opening(opening, first)
            subject = opening, self._verb(opening, first)
        relative = self.low.startswith(sentence.words.relative, first - 1)
        return Extent(start, end, first, last, subject, relative)

    # -- to the left ------------------------------------------------------------------------------------

    def _from(self, at: int, start: int) -> tuple[int, int]:
        """Return where a clause begins whose cut left its subject outside, and where its own part begins.

        Args:
            at: where it was cut.
            start: where its own words begin.
        """
        sentence = self.sentence
        own, beside = start, False
        while at > sentence.start:
            if not (self._in_list(at) or self._in_name(at)):
                if not self._relative(at):
                    break
                beside = True  # what goes before is the subject's own story
            before = sentence.clause_start(at, self.least, self.named)
            if self._dated(before, at):
                break
            at = before
            start = self._behind(at)
            if not beside:
                own = start
        return start, own

    def _behind(self, at: int) -> int:
        """Return where a clause's own words begin behind the boundary that opens it."""
        if at == self.sentence.start:
            return at
        match = self.sentence.words.joining.match(self.low, at, self.first)
        return match.end() if match else at

    def _in_list(self, at: int) -> bool:
        """Tell whether a comma and a conjunction part names before any verb: "Mali, Niger, and Chad signed"."""
        sentence = self.sentence
        return (
            self.low[at] == ","
            and sentence.words.listing.match(self.low, at + 2) is not None
            and self._verb(sentence.clause_start(at), at) == at
        )

    def _in_name(self, at: int) -> bool:
        """Tell whether a comma stands between a town and its country: "in Bridgetown, Barbados from 1994"."""
        low, text = self.low, self.text
        if low[at] != "," or not text[at + 2 : at + 3].isupper():
            return False
        word = low.rfind(" ", 0, at) + 1
        return text[word : word + 1].isupper() and self._verb(at, self.last) == self.last

    def _relative(self, at: int) -> bool:
        """Tell whether a boundary opens a relative clause: its subject stands before it."""
        low = self.low
        if low.startswith(self.sentence.words.relative, at):
            return True
        match = self.sentence.words.reporting.match(low, at + 1) if low[at] == " " else None
        return match is not None and self.sentence.words.verbal.match(low, match.end() + 1) is not None

    # -- to the right -----------------------------------------------------------------------------------

    def _to(self, at: int) -> int:
        """Return where a clause ends whose cut left out the end of a list, or what says which ones are meant.

        Args:
            at: where it was cut.
        """
        sentence, low, end = self.sentence, self.low, at
        while at < sentence.end:
            listing = low[at] == ","
            if not (self._goes_on(at) if listing else self._relative(at)):
                break
            following = sentence.clause_end(at + 1, self.least, self.named)
            if self._dated(at, following) or (listing and self._verb(at, following) < following):
                break
            at = following
            end = self._trimmed(at)
        return end

    def _goes_on(self, at: int) -> bool:
        """Tell whether a comma and a conjunction may go on a list: "oil, gas, and coal"."""
        words = self.sentence.words
        match = words.listing.match(self.low, at + 2)
        return match is not None and words.openers.match(self.low, match.end() + 1) is None

    def _bare(self, end: int) -> int:
        """Return where a range ends without words that lead on to what is cut off: "... drought and"."""
        while True:
            end = self._trimmed(end)
            word = self.low.rfind(" ", self.last, end)
            if word < 0 or (end - word > 2 and f"{self.low[word:end]} " not in self.sentence.words.no_office):
                return end
            end = word

    def _trimmed(self, end: int) -> int:
        while end > self.last and self.low[end - 1] in _MARGIN:
            end -= 1
        return end

    def _main(self, end: int) -> int:
        """Return where the main clause ends that follows nothing but the time: "At the war's end in 1918, ..."."""
        sentence, low = self.sentence, self.low
        comma = low.find(",", sentence.start, end)
        comma = end if comma < 0 else comma
        if self._verb(sentence.start, comma) < comma:
            return end
        while comma < end:
            if not sentence.words.openers.match(low, comma + 2):
                return end
            comma = low.find(",", comma + 1, end)
            comma = end if comma < 0 else comma
        while end < sentence.end:
            if low[end] != ",":
                break
            opens = sentence.words.openers.match(low, end + 2) is not None
            end = self._trimmed(sentence.clause_end(end + 1, _CLAUSE, opens))
            if not opens:
                break
        return end

    # -- one happening of several -----------------------------------------------------------------------

    def _cut_behind(self, end: int) -> int:
        """Return where a happening ends before another one with its own date: "... in 1922 and left in 1991"."""
        sentence = self.sentence
        for at in self._joints(self.last, end):
            date = next((date.start for date in sentence.dates if date.start > at), end)
            verb = self._verb(at, date)
            if (
                verb < date < end
                and self._joined(at + 1, verb)
                and sentence.boundary(self.last, at) < _PHRASE
            ):
                return at
            break
        return end

    def _cut_before(self, start: int, first: int) -> tuple[int, int]:
        """Return where a happening begins behind another one with its own date, and its own part."""
        for at in reversed(self._joints(first, self.first)):
            own = self._behind(at)
            verb = self._verb(own, self.last)
            if (
                self._dated(first, at)
                and self._verb(max(self.low.rfind(",", first, at), first), at) < at
                and verb < self.last
                and self._joined(own, verb)
                and not self.sentence.words.pronoun.search(self.low, own, self.last)
                and (
                    self.low[at] == ","
                    or self.sentence.words.fronting.match(self.low, own)
                    or not any(date.start == own for date in self.sentence.dates)
                )
            ):
                return (start if self._borrows(own) else own), own
            break
        return start, first

    def _joints(self, start: int, end: int) -> list[int]:
        """Return where a range may be cut: at "and", by what it parts, and between a date and a name."""
        total, low = self.sentence.total, self.low
        first = bisect_left(self.sentence.breaks, start)
        breaks = self.sentence.breaks[: bisect_left(self.sentence.breaks, end)]
        return [
            at
            for index, at in enumerate(breaks[first:], first)
            if (
                abs(total[index + 1] - total[index] - _COORDINATE) < _ROUNDED
                and not any(date.start < at < date.end for date in self.sentence.dates)
            )
            or (low[at] == "," and self.text[at + 2 : at + 3].isupper() and self._date_ends(at))
        ]

    def _joined(self, start: int, end: int) -> bool:
        """Tell whether nothing but "and" parts the words of a range."""
        parted = self.sentence.parted(start, end)
        return abs(parted - _COORDINATE * round(parted / _COORDINATE)) < _ROUNDED

    def _dated(self, start: int, end: int) -> bool:
        """Tell whether another date begins in a range."""
        return any(start <= date.start < end for date in self.sentence.dates)

    def _date_ends(self, at: int) -> bool:
        """Tell whether a date stands right before a boundary: "the late 1990s and early 2000s"."""
        return any(date.end == at for date in self.sentence.dates)

    # -- subjects ---------------------------------------------------------------------------------------

    def _past_opening(self, at: int, end: int) -> int:
        """Return where a clause's subject may begin: behind what opens it, "After the war, ..."."""
        while self.sentence.words.openers.match(self.low, at):
            comma = self.low.find(", ", at, end)
            if comma < 0:
                break
            at = comma + 2
        return at

    def _borrows(self, at: int) -> bool:
        """Tell whether a clause begins with its verb: "..., and recognised it": who did it was told before."""
        if self.text[at].isupper() or self.sentence.words.determiner.match(self.low, at):
            return False
        verb = self._verb(at, self.last)
        for date in self.sentence.dates:
            if at <= date.start < verb:
                at = date.end
        before = self.text[at:verb]
        return verb < self.last and before.count(" ") <= _SUBJECT and before == before.lower()

    def _verb(self, start: int, end: int) -> int:
        """Return where the first verb stands, no name such as "United" and no "during"; the end without one."""
        words, low, text = self.sentence.words, self.low, self.text
        for match in words.finite.finditer(low, start, end):
            at = match.start()
            if text[at].islower() and not words.openers.match(low, at):
                return at
        return end
