"""Resolution: the dates that lean on another date of the same line, or on a heading or table around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import attrs

from wikirel.values.dates.edtf import (
    Bounds,
    Day,
    Precision,
    days_in_month,
    interval,
    parse_edtf,
    year_text,
)
from wikirel.values.dates.mention import DateMention, MentionKind, Partial, Relative
from wikirel.values.dates.model import AnchorKind, DateAnchor
from wikirel.values.dates.vocabulary import DateVocabulary, alternation

__all__ = ["BlockAnchor", "Resolver"]

_CLAUSE = 40
_MEMORY = 400  # how far back a word can end the hold of the date in hand; bounded, so that time stays linear
_YEARLIKE = frozenset({Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.SEASON, Precision.YEAR})


@attrs.frozen
class BlockAnchor:
    """A date that a heading or a table lends to a range of text.

    Attributes:
        start: the first code point of the range.
        end: one past the last.
        edtf: the date, such as the year that the heading names.
        text: the heading or caption as written.
        kind: ``heading`` or ``table``.
    """

    start: int
    end: int
    edtf: str
    text: str
    kind: AnchorKind = AnchorKind.HEADING


class _Base:
    """A date to lean on; few dates have anything that leans on them, so its parts are made when asked for."""

    __slots__ = ("edtf", "end", "kind", "text")

    def __init__(self, edtf: str, kind: AnchorKind, text: str, end: int) -> None:
        self.edtf = edtf
        self.kind = kind
        self.text = text
        self.end = end

    @property
    def bounds(self) -> Bounds:
        return parse_edtf(self.edtf)

    @property
    def anchor(self) -> DateAnchor:
        return DateAnchor(self.kind, self.text)

    def year(self) -> int | None:
        bounds = self.bounds
        return bounds.earliest.year if bounds.earliest.year == bounds.latest.year else None


class _Lent(NamedTuple):
    """What headings and tables lend."""

    anchors: Sequence[BlockAnchor]
    starts: list[int]

    def at(self, offset: int) -> _Base | None:
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.anchors[index].end:
            return None
        anchor = self.anchors[index]
        return _Base(anchor.edtf, anchor.kind, anchor.text, offset)


class Resolver:
    """Walks the mentions of a text in reading order with the date in hand."""

    def __init__(self, vocabulary: DateVocabulary) -> None:
        openers = alternation(vocabulary.table["relative"]["clause_openers"])
        the = alternation(vocabulary.table["relative"]["the"])
        words = int(vocabulary.table["relative"].get("clause_words", 2))
        opening = rf"(?:{openers}\s+(?:{the}\s+)?(?:[^\W\d]+\s+){{0,{words}}}|{the}\s+)?"
        self._same_moment = re.compile(rf"(?i)\s*,?\s*{opening}\Z")
        naming = [
            *vocabulary.table["relative"].get("naming", ()),
            *vocabulary.table["relative"].get("named_by", ()),
        ]
        self._naming = tuple(f" {word} " for word in naming)
        self._about = re.compile(rf"(?i){alternation(vocabulary.table['approximate']['about'])}(?!\w)")
        self._resets = re.compile(rf"(?i)\b{alternation(vocabulary.table['relative']['resets'])}\b")

    def resolve(
        self, mentions: Sequence[DateMention], text: str, anchors: Sequence[BlockAnchor]
    ) -> list[DateMention]:
        """Resolve what can be resolved; see :meth:`DateGrammar.resolve`."""
        done: list[DateMention] = []
        lent = _Lent(anchors, [anchor.start for anchor in anchors])
        size, position = len(mentions), 0
        # Few dates lean on another, and never on one of another line: the other lines are left as they are.
        for index in [index for index, mention in enumerate(mentions) if mention.detail is not None]:
            if index < position:
                continue
            mention = mentions[index]
            line_start, line_end = text.rfind("\n", 0, mention.start), text.find("\n", mention.end)
            first, last = index, index + 1
            while first > position and mentions[first - 1].start > line_start:
                first -= 1
            while last < size and (line_end < 0 or mentions[last].start < line_end):
                last += 1
            done += mentions[position:first]
            done += self._resolve_line(mentions[first:last], text, lent)
            position = last
        done += mentions[position:]
        return done

    def _resolve_line(self, mentions: Sequence[DateMention], text: str, lent: _Lent) -> list[DateMention]:
        """Resolve the mentions of one line."""
        done: list[DateMention] = []
        hand = lent.at(mentions[0].start)
        for index, mention in enumerate(mentions):
            if hand is None:
                hand = lent.at(mention.start)
            leans = hand is not None and mention.detail is not None
            if (
                leans
                and hand is not None
                and self._resets.search(text, max(hand.end, mention.start - _MEMORY), mention.start)
            ):
                hand = lent.at(mention.start)
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            if isinstance(mention.detail, Relative):
                if self._superseded(text, mention, following, absolute=True):
                    continue
                if mention.kind is MentionKind.OCCASION and not _recalls(text, mention, hand, following):
                    continue
                mention = self._relative(text, mention, hand, done, following)
            elif isinstance(mention.detail, Partial) and hand is not None:
                mention = _partial(mention, mention.detail, hand)
            if mention.edtf is not None and _takes_over(text, mention, hand, self._naming):
                kind = AnchorKind.PREVIOUS_DATE
                hand = _Base(mention.edtf, kind, text[mention.start : mention.end], mention.end)
            relative = mention.kind is MentionKind.RELATIVE
            if not (relative and self._superseded(text, mention, following, absolute=False)):
                done.append(mention)
        return done

    def _superseded(
        self, text: str, mention: DateMention, following: DateMention | None, absolute: bool
    ) -> bool:
        """Tell whether the same clause goes on to give the date itself."""
        detail = mention.detail
        if following is None or following.start - mention.end > _CLAUSE:
            return False
        if not isinstance(detail, Relative) or detail.event:
            return False
        if (following.kind is MentionKind.ABSOLUTE) is not absolute or following.kind is MentionKind.RELATIVE:
            return False
        return self._same_moment.match(text[mention.end : following.start]) is not None

    def _relative(
        self,
        text: str,
        mention: DateMention,
        hand: _Base | None,
        done: list[DateMention],
        following: DateMention | None,
    ) -> DateMention:
        detail = mention.detail
        assert isinstance(detail, Relative)
        if detail.event:
            base, sign = self._event_base(text, mention, done, following)
        else:
            base, sign = hand, 1
        if base is None or detail.steps is None:
            return mention
        if mention.kind is MentionKind.OCCASION:
            return mention._replace(edtf=base.edtf, anchor=base.anchor)
        edtf = _shifted(base.bounds, detail._replace(steps=sign * detail.steps))
        if edtf is None:
            return mention
        about = detail.offset and edtf[-1] != "~" and base.edtf[-1] in "~%" and self._about.match(base.text)
        if about or (detail.approximate and edtf[-1] != "~"):
            edtf += "~"
        return mention._replace(edtf=edtf, anchor=base.anchor)

    def _event_base(
        self, text: str, mention: DateMention, done: list[DateMention], following: DateMention | None
    ) -> tuple[_Base | None, int]:
        """Find the date that "the year after the coup" counts from, and in which direction.

        "In 1822, the year after the coup" dates the coup, to 1821; "the year after the 1821 coup" counts from
        1821.
        """
        last = done[-1] if done else None
        if last is not None and last.edtf and text[last.end : mention.start].strip() in (",", "(", "–", "—"):
            return _Base(last.edtf, AnchorKind.PREVIOUS_DATE, text[last.start : last.end], last.end), -1
        if following is None or following.edtf is None or following.start - mention.end > _CLAUSE:
            return None, 1
        gap = text[mention.end : following.start]
        if re.search(r"[.;,:\n(]", gap):
            return None, 1
        words = text[following.start : following.end]
        return _Base(following.edtf, AnchorKind.CLAUSE_DATE, words, mention.end), 1


def _recalls(text: str, mention: DateMention, hand: _Base | None, following: DateMention | None) -> bool:
    """Tell whether an occasion is that of the date in hand, told just before; its sentence has no other date."""
    if hand is None or hand.kind is not AnchorKind.PREVIOUS_DATE or mention.start - hand.end > _MEMORY:
        return False
    if hand.bounds.precision not in _YEARLIKE and hand.bounds.precision is not Precision.INTERVAL:
        return False
    return following is None or text.find(". ", mention.end, following.start) >= 0


def _takes_over(text: str, mention: DateMention, hand: _Base | None, naming: tuple[str, ...]) -> bool:
    """Tell whether a mention becomes the date in hand: not one that only qualifies or names something."""
    if hand is None or hand.kind is not AnchorKind.PREVIOUS_DATE:
        return True
    detail = mention.detail
    if mention.qualifier is not None or (isinstance(detail, Relative) and (detail.steps or 0) < 0):
        return False
    before = text[mention.start - 5 : mention.start] if mention.start >= 5 else ""
    # "(2003)" and "the 2003 protests" name a thing of that year; the story stays where it is.
    bracket = text.rfind("(", max(hand.end, mention.start - _MEMORY), mention.start)
    if (bracket >= 0 and text.find(")", bracket, mention.start) < 0) or (
        mention.end - mention.start == 4 and before.casefold().endswith(naming)
    ):
        return False
    bounds = parse_edtf(mention.edtf or "")
    return bounds.precision in _YEARLIKE or hand.bounds.precision not in _YEARLIKE


def _partial(mention: DateMention, detail: Partial, hand: _Base) -> DateMention:
    base = hand.year()
    if base is None:
        return mention
    precise = hand.bounds.precision in (Precision.DAY, Precision.MONTH)
    if detail.shift:
        if not precise:
            return mention
        there = (hand.bounds.latest if detail.shift > 0 else hand.bounds.earliest).month
        year = base + detail.shift * (detail.month <= there if detail.shift > 0 else detail.month >= there)
    elif detail.years is not None:
        year = base + detail.years
    elif detail.shift is None and precise and hand.bounds.latest.month >= 11 and detail.month <= 2:
        return mention  # "In December 1999 ... In January": of which year the text does not say
    else:
        year = base
    edtf = _month_day(year, detail.month, detail.day, detail.approximate)
    if edtf is not None and detail.end_month is not None:
        later = year + (detail.end_month < detail.month)
        second = _month_day(later, detail.end_month, detail.end_day, detail.approximate)
        edtf = None if second is None else interval(edtf, second)
    return mention if edtf is None else mention._replace(edtf=edtf, anchor=hand.anchor)


def _month_day(year: int, month: int, day: int | None, approximate: bool) -> str | None:
    if not 0 < year < 10000 or (day is not None and day > days_in_month(year, month)):
        return None
    text = f"{year_text(year)}-{month:02d}" + ("" if day is None else f"-{day:02d}")
    return text + "~" if approximate else text


def _shifted(bounds: Bounds, detail: Relative) -> str | None:
    """Count from a date; None where the date is too coarse for the unit, so that nothing is made up."""
    count = detail.steps or 0
    edge = bounds.earliest if count < 0 else bounds.latest
    single = bounds.earliest.year == bounds.latest.year
    if not 0 < edge.year + 10 * abs(count) < 9000 or edge.year < 200 + 10 * abs(count):
        return None
    if detail.unit == "decade":
        return _decade(bounds, detail, count)
    if detail.unit == "year":
        if not single and (bounds.precision is not Precision.INTERVAL or not count):
            return None
        return year_text(edge.year + count)
    if bounds.precision is Precision.INTERVAL and not count:
        return None
    if detail.unit == "month":
        if not _same_month(bounds, edge):
            return None
        months = 12 * edge.year + edge.month - 1 + count
        return f"{year_text(months // 12)}-{months % 12 + 1:02d}"
    if bounds.precision is not Precision.DAY and not _day_interval(bounds):
        return None
    day = date(*edge) + timedelta(days=7 * count if detail.unit == "week" else count)
    # "two weeks later" is seldom a matter of exactly fourteen days.
    return day.isoformat() if detail.unit == "day" else day.isoformat()[:7]


def _decade(bounds: Bounds, detail: Relative, count: int) -> str | None:
    first, last = bounds.earliest.year, bounds.latest.year
    if detail.offset:
        return f"{first + 10 * count:04d}~" if first == last else None
    return f"{first // 10 + count:03d}X" if first // 10 == last // 10 else None


def _same_month(bounds: Bounds, edge: Day) -> bool:
    if bounds.precision is Precision.INTERVAL:
        return bounds.earliest[:2] == edge[:2] == bounds.latest[:2] or _day_interval(bounds)
    return bounds.earliest[:2] == bounds.latest[:2]


def _day_interval(bounds: Bounds) -> bool:
    """A few days in a row, as a visit takes: counting goes on from its end."""
    if bounds.precision is not Precision.INTERVAL or bounds.earliest.year < 1:
        return False
    return (date(*bounds.latest) - date(*bounds.earliest)).days < 28
