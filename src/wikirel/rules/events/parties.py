"""Who takes part in a happening: the parties that its clause names or points to, and the persons that it links."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from wikirel.facts import EventKind
from wikirel.markup.blocks import Block, BlockKind, LinkUse
from wikirel.rules.events.attach import Happening
from wikirel.rules.events.extent import Extent
from wikirel.rules.events.sentence import Find, Sentence
from wikirel.rules.events.words import EventWords
from wikirel.rules.partners import heading_parties, places
from wikirel.schema import Reading
from wikirel.values.dates import DateMention
from wikirel.values.parties import Mention, Party

__all__ = ["Participants"]

# What a pair does: relations, their missions and envoys.  Where the clause names one side or none, the pair that
# the article, the section or the row is about is meant.
_BETWEEN_TWO = frozenset(
    (
        EventKind.ESTABLISHED,
        EventKind.SEVERED,
        EventKind.RESTORED,
        EventKind.UPGRADED,
        EventKind.DOWNGRADED,
        EventKind.MISSION_OPENED,
        EventKind.MISSION_CLOSED,
        EventKind.ENVOY_APPOINTED,
        EventKind.ENVOY_RECALLED,
    )
)
# What has a venue that need not take part.
_AT_A_VENUE = frozenset(
    (
        EventKind.ESTABLISHED,
        EventKind.SEVERED,
        EventKind.RESTORED,
        EventKind.UPGRADED,
        EventKind.RECOGNISED,
        EventKind.AGREEMENT,
        EventKind.MEETING,
        EventKind.PEACE,
    )
)
# An act counts as told from more than this weight on.
_TOLD = 7.0
_VENUE = 24
_JOINED = 30
_RESIDENCE = 12
# So many dates make a list, and so far apart they may stand.
_LISTED = 3
_LIST = 60
_OFFICE = 44
_NEXT = 8
_OFFICE_WORDS = 7
_PARTICLE = 3


class Participants:
    """Finds the parties and persons of clauses in one article.

    Args:
        reading: the article.
        low: its plain text in lower case.
        words: the vocabulary.
    """

    def __init__(self, reading: Reading, low: str, words: EventWords) -> None:
        self._reading = reading
        self._low = low
        self._words = words
        self._text = reading.text
        self._pairs: dict[int, tuple[Party, ...]] = {}
        self._led: dict[int, tuple[Party, ...]] = {}
        # As reading.mentions_in, without what that asks anew for each range: one is read for every event.
        self._find = reading.gazetteer.mentions
        self._mentions: dict[tuple[int, int], list[Mention]] = {}

    def parties(self, start: int, end: int, section: int, kind: EventKind) -> tuple[Party, ...]:
        """Return the parties that a range names or points to, in the order of the text.

        Args:
            start: where it begins.
            end: where it ends.
            section: index of the heading that it stands under.
            kind: what happened.
        """
        found = dict.fromkeys([mention.party for mention in self._find(self._text, start, end)])
        if self._words.both.search(self._low, start, end):
            return tuple(self._both(found, self._pair(section, start)))
        if kind in _BETWEEN_TWO:
            return tuple(self._between_two(found, self._pair(section, start)))
        return tuple(found)

    def taking_part(
        self, told: Extent, block: Block, sentence: Sentence, happening: Happening
    ) -> tuple[Party, ...]:
        """Return the parties of a happening that a sentence tells, in the order of the text.

        Args:
            told: where the sentence tells it.
            block: the block that the sentence stands in.
            sentence: the sentence.
            happening: what happened.
        """
        _, _, start, end, subject, relative = told
        kind = happening.kind
        between = kind in _BETWEEN_TWO
        mentions = self._mentions.get((start, end))
        if mentions is None:
            mentions = self._mentions[start, end] = self._find(self._text, start, end)
        if subject[1] > subject[0] and (between or not relative):
            mentions = [*self._find(self._text, *subject), *mentions]
        found = dict.fromkeys([mention.party for mention in mentions])
        pair = self._pair(block.section if block.place is None else -2 - block.start, block.start)
        if len(found) > 1:
            if len(found) == 2 and len(pair) == 2 and pair[0] in found and pair[1] in found:
                return tuple(found)
            if (
                len(found) > 2
                or between
                or (len(sentence.dates) > 1 and self._low.find("(", start, end) >= 0)
            ):
                found = self._taking_part(mentions, found, pair, told, sentence, happening)
        both = self._words.both.search
        if both(self._low, start, end) or (subject[1] and both(self._low, *subject)):
            if not found and start > sentence.start:
                # "Chile and Spain fell out, and both countries ...": the two that were named before.
                before = self._find(self._text, sentence.start, start)
                found = dict.fromkeys([mention.party for mention in before])
                found = found if len(found) == 2 else {}
            return tuple(self._both(found, pair))
        if between:
            return tuple(self._between_two(found, pair))
        if len(found) < 2 and (kind is EventKind.VISIT or kind is EventKind.AGREEMENT):
            return tuple(self._implied(found, pair, block, sentence, happening))
        return tuple(found)

    # -- who is meant -----------------------------------------------------------------------------------

    @staticmethod
    def _both(found: dict[Party, None], pair: tuple[Party, ...]) -> dict[Party, None]:
        """Add the pair that "both countries" are; where two others are named, it is these."""
        if len(found) > 1 and not any(party in found for party in pair):
            return found
        if all(party in found for party in pair) or (len(pair) < 2 and len(found) > 1):
            return found
        return {**dict.fromkeys(pair), **found}

    def _between_two(self, found: dict[Party, None], pair: tuple[Party, ...]) -> Iterable[Party]:
        if len(found) > 1:
            if len(pair) == 2 and pair[0] in found and pair[1] in found:
                return [party for party in found if party in pair]
        elif not found or next(iter(found)) in pair:
            found |= dict.fromkeys(pair)
        elif (subject := self._reading.subject) is not None and subject not in found:
            found[subject] = None
        return found

    def _implied(
        self,
        found: dict[Party, None],
        pair: tuple[Party, ...],
        block: Block,
        sentence: Sentence,
        happening: Happening,
    ) -> dict[Party, None]:
        """Add who is meant without being named, where a row, a section or a list says between whom all is."""
        kind, find = happening.kind, happening.find
        listed = (
            block.kind is BlockKind.ITEM
            and self._words.role_kinds.get(self._reading.role(block.section) or "") is kind
        )
        if listed and (led := self.led_by(block.section)) and found.keys() <= set(led):
            return dict.fromkeys(led)  # "President X (2011)" under "Visits from Cuba to Peru"
        if len(pair) > 1:
            if find is None or not (find.weight > _TOLD or sentence.verbal(find)):
                return found
            if not found:
                return dict.fromkeys(pair)
            if kind is EventKind.VISIT and next(iter(found)) in pair:
                return {**found, **dict.fromkeys(pair)}
        elif listed:
            return {**dict.fromkeys(pair), **found}  # "Switzerland (1995)" under "Agreements"
        return found

    def led_by(self, section: int) -> tuple[Party, ...]:
        """Return the two countries that the headings of a section name; see :func:`.partners.heading_parties`.

        Args:
            section: index of the innermost heading; -1 for the lead.
        """
        known = self._led.get(section)
        if known is None:
            known = self._led[section] = heading_parties(self._reading, section)
        return known

    def _pair(self, key: int, at: int) -> tuple[Party, ...]:
        """Return the two parties that a place is about, as far as they are known.

        Args:
            key: of the places that are about the same.
            at: offset of one of them.
        """
        parties = self._reading.parties
        if len(parties) != 1:
            return parties
        known = self._pairs.get(key)
        if known is None:
            known = self._pairs[key] = self._reading.once(places).pair(at)
        return known

    # -- who is only named beside ------------------------------------------------------------------------

    def _taking_part(
        self,
        mentions: list[Mention],
        found: dict[Party, None],
        pair: tuple[Party, ...],
        told: Extent,
        sentence: Sentence,
        happening: Happening,
    ) -> dict[Party, None]:
        """Leave out who is only named beside: where an envoy lives, where others met, what was before.

        Only an envoy's home, and what brackets tell of another date, are left out where fewer than two are left.
        """
        kind, find, date = happening.kind, happening.find, happening.date
        before = mentions
        if kind in _BETWEEN_TWO:
            mentions = self._resident(mentions, told)
            if len(found) > 2:
                mentions = self._between(mentions, find.start if find else told.first)
        if len(sentence.dates) > 1 and date is not None:
            mentions = self._of_list(self._at_date(mentions, told, sentence, date), told, sentence, date)
        if mentions is not before:
            found = dict.fromkeys([mention.party for mention in mentions])
        if len(found) < 3:
            return found
        if kind in _AT_A_VENUE:
            found = self._kept(found, [one for one in mentions if one.party in pair or not self._venue(one)])
        if find is not None and len(found) > 2:
            aside = self._background(told, sentence, find)
            found = self._kept(
                found, [one for one in mentions if not any(low <= one.start < high for low, high in aside)]
            )
        return found

    @staticmethod
    def _kept(found: dict[Party, None], mentions: list[Mention]) -> dict[Party, None]:
        kept = dict.fromkeys([mention.party for mention in mentions if mention.party in found])
        return kept if len(kept) > 1 else found

    def _resident(self, mentions: list[Mention], told: Extent) -> list[Mention]:
        for match in self._words.residence.finditer(self._low, told.first, told.last):
            at = match.end()
            mentions = [one for one in mentions if not at <= one.start <= at + _RESIDENCE]
        return mentions

    def _venue(self, mention: Mention) -> bool:
        low = self._low
        return self._words.venue.search(low, max(0, mention.start - _VENUE), mention.start) is not None

    def _background(self, told: Extent, sentence: Sentence, find: Find) -> list[tuple[int, int]]:
        """Return the stretches behind "after" and the like that the act does not stand in."""
        aside = []
        if self._words.openers.match(self._low, told.first):
            comma = self._low.find(", ", told.first, find.start)
            if comma > 0 and not any(told.first <= date.start < comma for date in sentence.dates):
                aside.append((told.first, comma))
        for match in self._words.background.finditer(self._low, told.first, told.last):
            comma = self._low.find(",", match.end(), told.last)
            end = told.last if comma < 0 else comma
            if not match.end() <= find.start < end:
                aside.append((match.end(), end))
        return aside

    def _between(self, mentions: list[Mention], start: int) -> list[Mention]:
        """Keep the two that relations are told to be between: "... between Havana and Lima"."""
        low, words = self._low, self._words
        for one, other in itertools.pairwise(mentions):
            if (
                one.start >= start
                and one.party != other.party
                and other.start - one.end <= _JOINED
                and words.between.search(low, max(0, one.start - _VENUE), one.start)
                and words.listing.search(low, one.end, other.start)
            ):
                return [one, other]
        return mentions

    def _at_date(
        self, mentions: list[Mention], told: Extent, sentence: Sentence, own: DateMention
    ) -> list[Mention]:
        """Leave out what brackets tell of another date: "Cuba joined (Peru followed in 1971) in 1970"."""
        low = self._low
        closing = low.find(")", told.first, told.last)
        while closing >= 0:
            opening = low.rfind("(", told.first, closing)
            if opening < 0 or opening < own.start < closing:
                break
            if any(opening + 1 < date.start < closing for date in sentence.dates):
                mentions = [one for one in mentions if not opening < one.start < closing]
            closing = low.find(")", closing + 1, told.last)
        return mentions

    def _of_list(
        self, mentions: list[Mention], told: Extent, sentence: Sentence, own: DateMention
    ) -> list[Mention]:
        """Keep what a list tells of one of its dates: "with Chile in 1881, Peru in 1882 and 1907, Cuba in 1923"."""
        dates = [date for date in sentence.dates if told.first <= date.start < told.last]
        at = next((index for index, date in enumerate(dates) if date.start == own.start), -1)
        low = high = at
        while low > 0 and self._listed(dates[low - 1], dates[low]):
            low -= 1
        while high + 1 < len(dates) and self._listed(dates[high], dates[high + 1]):
            high += 1
        if at < 0 or high - low < _LISTED - 1:
            return mentions
        head = [one for one in mentions if one.end <= dates[low].start]
        items = [head[-1:]] + [
            [one for one in mentions if before.end <= one.start < date.start]
            for before, date in itertools.pairwise(dates[low : high + 1])
        ]
        item = next((item for item in reversed(items[: at - low + 1]) if item), [])
        return head[:-1] + item if item else mentions

    def _listed(self, one: DateMention, other: DateMention) -> bool:
        """Tell whether nothing but a name stands between two dates."""
        text = self._text
        return other.start - one.end <= _LIST and not any(
            text[match.start()].islower()
            for match in self._words.finite.finditer(self._low, one.end, other.start)
        )

    # -- persons ----------------------------------------------------------------------------------------

    def persons(self, start: int, end: int) -> tuple[str, ...]:
        """Return the titles of the persons that a range links: behind an office, or with their style."""
        document, text = self._reading.document, self._text
        found = []
        before = -1  # where the person before ends
        for use in document.links_in(start, end):
            if (
                text[use.start].isupper()
                and (self._holds_office(use, start) or self._goes_on(before, use))
                and self._is_person(use)
            ):
                found.append(document.target(use))
                before = use.end
        return tuple(dict.fromkeys(found))

    def _goes_on(self, before: int, use: LinkUse) -> bool:
        """Tell whether a link goes on a list of persons: "Presidents [[...]], [[...]] and [[...]]"."""
        if not 0 <= before < use.start <= before + _NEXT or " " not in self._text[use.start : use.end]:
            return False
        between = self._low[before : use.start].strip(" ,")
        return (
            not between or self._words.listing.fullmatch(between) is not None
        ) and self._words.office.search(self._low, use.start, use.end) is None

    def _holds_office(self, use: LinkUse, start: int) -> bool:
        """Tell whether a link stands behind an office: "King [[...]]", "President of Mongolia [[...]]"."""
        low, words, text = self._low, self._words, self._text
        last = None
        if not low.endswith(words.no_office, start, use.start):
            for match in words.office.finditer(low, max(start, use.start - _OFFICE), use.start):
                last = match
        if last is None:
            style = words.style.match(low, use.start, use.end)
            return style is not None and text[style.end() : style.end() + 1].isupper()
        between = text[last.end() : use.start].rstrip()
        if use.start - last.end() == len(between):
            return False  # a hyphen or bracket right before the link
        tokens = between.strip(",").split()
        if not tokens:
            return True
        if len(tokens) > _OFFICE_WORDS:
            return False
        if len(tokens) == 1 and not words.finite.match(tokens[0]):
            return True
        return all(token[0].isupper() or token.strip(",").lower() in words.office_words for token in tokens)

    def _is_person(self, use: LinkUse) -> bool:
        """Tell whether the text of a link may be a person's name: no place, and no words but small particles."""
        text = self._text[use.start : use.end]
        if any(len(word.partition("-")[0]) > _PARTICLE and word[0].islower() for word in text.split()):
            return False
        return not any(
            mention.start == use.start and mention.end == use.end
            for mention in self._reading.mentions_in(use.start, use.end)
        )
