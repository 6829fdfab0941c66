"""Reads a sentence for posts: the verb before each word for a post, who has it, where, and accredited to whom.

A word for a post alone tells of nothing ("a protest at the embassy").  It counts behind a verb or preposition
that asserts it, with nothing but determiners between ("has an embassy", "through its embassy", "opened a
consulate"); joined to a post that counts ("and a consulate in Lyon"); before a verb that asserts it ("the embassy
in Lima was opened in 1990"); or alone in a list item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wikirel.facts import MissionKind
from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.alike import AlikeReader
from wikirel.rules.missions.assertions import Assertions
from wikirel.rules.missions.behind import BehindReader
from wikirel.rules.missions.inside import read_inside
from wikirel.rules.missions.labels import labelled
from wikirel.rules.missions.moves import MoveReader
from wikirel.rules.missions.places import PlaceReader
from wikirel.rules.missions.ranks import RankReader
from wikirel.rules.missions.senders import SenderFinder
from wikirel.rules.missions.stretch import Sentence
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords, holds
from wikirel.values.parties import Mention

__all__ = ["SentenceReader"]

_REACH = 150  # how far before a post its verb is looked for
_CONSULAR = frozenset((MissionKind.CONSULATE, MissionKind.CONSULATE_GENERAL, MissionKind.VICE_CONSULATE))
_HONORARY = 16  # how far before the owner of a consulate the word "honorary" may begin
_PAST = 40  # how far before the verb of an envoy a word such as "previously" is looked for
_RANK = 60  # how far before a post the verb may begin that raises another one to it
_BESIDE = 32  # how far apart posts may stand that share a place


class SentenceReader:
    """Reads sentences in one language.

    Args:
        words: the vocabulary.
        names: look-ups of countries and cities.
    """

    def __init__(self, words: MissionWords, names: Lookups) -> None:
        self._words = words
        self._places = PlaceReader(words, names)
        self._behind = BehindReader(words, names, self._places)
        self._senders = SenderFinder(words)
        self._assertions = Assertions(words)
        self._ranks = RankReader(words, self._behind, self._senders)
        self._moves = MoveReader(words, names, self._places, self._senders)
        self._alike = AlikeReader(words, names, self._places)

    def read(self, sentence: Sentence) -> list[Told]:
        """Return the posts that a sentence asserts, in order."""
        found: list[Told] = []
        # Posts whose place is that of the next: "an embassy and a consulate in Lima".
        waiting: list[Told] = []
        done = sentence.start
        before: tuple[str, int, int] | None = None
        denied: Told | None = None  # "has no embassy in Peru, only a consulate in Lima"
        may_raise = may_move = holds(sentence.low, self._words.changing)
        if may_raise:
            may_raise, may_move = self._ranks.may_raise(sentence), self._moves.may_move(sentence)
        for group, start, end in sentence.posts:
            if start < done:
                continue
            if may_raise:
                left = self._without_dates(sentence, max(done, start - _RANK), start)
                told = self._ranks.read(sentence, (group, start, end), before, found, left)
                before = group, start, end
                if told is not None:
                    found.append(told)
                    done = told.end
                    continue
            if may_move and (moved := self._moved(sentence, (group, start, end), done)):
                found += moved
                done = moved[-1].end
                continue
            told = self._post(sentence, group, start, end, done, found, denied)
            if told is None or told.denied:
                denied = told
                continue
            if not told.places and not told.hosts and not told.mutual and not told.via:
                waiting.append(told)
            elif waiting and waiting[-1] is found[-1] and self._beside(waiting[-1], told):
                for earlier in waiting:
                    earlier.places, earlier.hosts, earlier.mutual = told.places, told.hosts, told.mutual
                waiting = []
            found.append(told)
            done = told.end
        if any(told.kept for told in found):
            self._keep(sentence, found)
        if may_move and found and not found[-1].moved:
            found += self._moves.read_on(sentence, found[-1])
        if found and self._alike.may_be_alike(sentence, found):
            self._alike.read(sentence, found)
        if not found and (bare := labelled(self._words, self._places, sentence) or self._bare(sentence)):
            return [bare]
        return found

    def _moved(self, sentence: Sentence, post: tuple[str, int, int], done: int) -> list[Told]:
        own = self._senders.beside(sentence, post[1])
        edge = own.start if own is not None else post[1]
        left = self._without_dates(sentence, max(done, edge - _RANK), edge)
        return self._moves.read(sentence, post, own, left, done)

    def _keep(self, sentence: Sentence, found: Sequence[Told]) -> None:
        """Leave open what was kept when another post closed: "closed its consulate but kept its embassy"."""
        closed = [told for told in found if told.lead == "closed"]
        for told in found:
            if told.kept and any(self._contrast(sentence, told, other) for other in closed):
                told.closed_told = False

    def _contrast(self, sentence: Sentence, kept: Told, closed: Told) -> bool:
        """Tell whether two posts are not one and the same, and the sentence sets one off against the other."""
        if kept.kind is closed.kind and (kept.places == closed.places or not (kept.places and closed.places)):
            return False
        return (
            closed.at < kept.at or self._words.breaks.search(sentence.text, kept.end, closed.at) is not None
        )

    def _beside(self, one: Told, other: Told) -> bool:
        return one.lead == other.lead and other.at - one.end < _BESIDE

    # -- one post ---------------------------------------------------------------------------------------

    def _post(
        self,
        sentence: Sentence,
        group: str,
        start: int,
        end: int,
        done: int,
        found: Sequence[Told],
        denied: Told | None,
    ) -> Told | None:
        words = self._words
        kind = words.kinds.get(group) or words.envoys.get(group) or words.ministry_kind
        envoy, ministry = group in words.envoys, group == "ministry"
        text = sentence.text
        told = Told(kind, done, end, start, done)
        told.envoy = envoy
        told.plural = words.plural.search(text, start, end) is not None
        own = self._senders.beside(sentence, start)  # "the Cuban embassy", "Peru's embassy"
        told.owned = own is not None
        if told.kind is MissionKind.PERMANENT_MISSION:
            self._behind.read_body(sentence, told)
        edge = own.start if own is not None else start
        if told.kind in _CONSULAR and words.honorary.search(text, max(done, edge - _HONORARY), edge):
            told.kind = MissionKind.HONORARY_CONSULATE  # "an honorary Cuban consulate"
        left = self._without_dates(sentence, max(done, edge - _REACH), edge)
        if found and words.apposition.match(left):
            return None
        self._lead(sentence, told, left, found, edge, own)
        if denied is not None and not told.lead and words.instead.match(text, denied.end, edge):
            told.lead, told.senders, told.start = denied.lead, denied.senders, denied.start
            left, told.verb_at = self._without_dates(sentence, denied.end, edge), None
        led = bool(told.lead)
        self._behind.read(sentence, told, end, envoy or ministry)
        if not led and told.lead and not envoy and words.beside.search(left[-_BESIDE:]) is not None:
            return None  # "work on a new embassy in Lima began in 1972"
        self._behind.read_remarks(sentence, told)
        if words.owner_inside and told.lead and own is None:
            read_inside(words, self._places, sentence, told, edge)
        if told.lead in ("", "exists") and not self._assertions.asserted(
            sentence, told, own, left, found, envoy
        ):
            return None
        if ministry and not told.via:
            return None
        if told.lead in ("alone", "exists") and words.former.search(text, max(done, edge - _HONORARY), edge):
            told.closed_told = (
                own is None or len(own.party.code or "") == 2
            )  # not "the former Soviet embassy"
        if words.weak.fullmatch(text, start, end) and self._is_vague(told, own, led):
            return None
        if envoy and not self._assertions.stands_for_post(sentence, told):
            return None
        if self._assertions.is_denied(sentence, told, left) or self._is_planned(text, told):
            self._senders.settle(sentence, told, own, done, found)
            told.denied = True
            return told
        verbal = told.lead in ("opened", "closed") and told.start >= told.done
        told.bare = verbal and own is None and not (told.senders or told.places or told.hosts)
        if envoy:
            self._past_envoy(sentence, told, left)
        self._senders.settle(sentence, told, own, done, found)
        if told.mutual and len(told.senders) != 2 and len(sentence.pair) == 2:
            told.senders = sentence.pair
        return told

    def _is_vague(self, told: Told, own: Mention | None, led: bool) -> bool:
        """Tell whether a word such as "mission" stands without what makes it a post: an owner, or a place."""
        if not (told.places or told.hosts or told.mutual):
            return True
        if own is not None:
            return False
        if told.lead == "exists":
            return not (told.senders and told.hosts and told.places)
        return not led and told.lead in ("opened", "closed") and not told.senders

    def _past_envoy(self, sentence: Sentence, told: Told, left: str) -> None:
        """Note that an envoy is one of the past: "prior to then the ambassador in Quito was accredited"."""
        words, text = self._words, sentence.text
        if told.lead == "opened" and words.past.search(left[-_PAST:]):
            told.closed_told = True  # "having previously accredited its ambassador based in Quito"
        if words.was.search(text, told.at, told.end + 1):
            told.closed_told = words.past.search(text, sentence.start, told.at) is not None

    def _is_planned(self, text: str, told: Told) -> bool:
        """Tell whether a post is marked as planned behind its place: "in Lima (planned)"."""
        opening = text.find("(", told.at, told.end + 2)
        return opening >= 0 and self._words.planned_remark.match(text, opening) is not None

    def _lead(
        self,
        sentence: Sentence,
        told: Told,
        left: str,
        found: Sequence[Told],
        edge: int,
        own: Mention | None,
    ) -> None:
        """Find the verb before a post, or the post before that it is joined to."""
        words = self._words
        shared = bool(found) and (own is None or own.party in found[-1].senders)
        joined = words.joined.match(left) if shared else None
        if joined is None and shared and not told.envoy and self._rejoins(sentence, told, left, edge):
            told.lead, told.via = found[-1].lead, found[-1].via
            told.senders, told.hosts, told.start = found[-1].senders, found[-1].hosts, edge
            return
        before = found[-1] if found else None
        if before is not None and before.lead == "alone" and not left.strip(" ,;"):
            joined = None
        if joined is not None and before is not None and len(left) < _REACH:
            _follow(told, before, joined)
            if joined["verb"] and (lead := words.lead.search(left)) is not None:
                self._other_verb(told, before, lead)
            self._residence_words(told, left)
            return
        again = before if before is not None and before.owned and own is not None else None
        if (
            again is not None
            and again.lead in ("has", "opened", "via")
            and len(left) < _BESIDE
            and words.joined.match(left)
        ):
            # "there is a Cuban embassy in Lima and a Peruvian embassy in Havana"
            told.lead, told.via, told.start = again.lead, again.via, edge
            return
        lead = words.lead.search(left)
        told.verb_at = lead.start() if lead is not None else -1
        if told.envoy:
            near = left[-40:] + sentence.text[edge : told.at]
            if words.non_resident.search(near):
                told.resident = False
            via = lead is not None and words.lead_of(lead) == "via"
            if not via and words.appointed.search(left[-60:]) is not None:
                told.lead = "opened"
                return
        if lead is None:
            lead = words.has_none.search(left)
            if lead is not None:
                told.lead, told.start = "has", edge - len(left) + lead.start()
            return
        told.lead = words.lead_of(lead)
        if told.lead == "has" and words.has_opened.search(lead.group()):
            told.lead = "opened"
        told.start = edge - len(left) + lead.start()
        told.closed_told = told.lead in ("had", "closed")
        told.mutual = told.plural and words.mutual.search(lead.group()) is not None
        told.kept = words.kept.match(lead.group()) is not None
        self._residence_words(told, lead.group())
        if told.lead == "via":
            told.lead = ""
            self._via(sentence, told, told.start)

    def _other_verb(self, told: Told, before: Told, lead: re.Match[str]) -> None:
        """Let a joined post have its own verb, if one closed: "closed its consulate and kept its embassy"."""
        verb = self._words.lead_of(lead)
        if verb != before.lead and "closed" in (verb, before.lead) and "via" not in (verb, before.lead):
            told.lead, told.closed_told = verb, verb in ("had", "closed")
            told.kept = self._words.kept.match(lead.group()) is not None

    def _rejoins(self, sentence: Sentence, told: Told, left: str, edge: int) -> bool:
        """Tell whether "and consulates in ..." goes on a row of posts over a remark that stands between."""
        words = self._words
        if not told.plural or words.place_in.match(sentence.text, told.end) is None:
            return False
        if words.rejoined.search(left) is None or words.lead.search(left) is not None:
            return False
        return not any(told.done <= mention.start < edge for mention in sentence.mentions)

    def _residence_words(self, told: Told, text: str) -> None:
        if self._words.non_resident.search(text):
            told.resident = False
        elif self._words.resident.search(text):
            told.resident = True

    def _via(self, sentence: Sentence, told: Told, at: int) -> None:
        """Read "is accredited to X" before the preposition at ``at``, and note X as host."""
        words, text = self._words, sentence.text
        base = sentence.start
        *_, last = (None, *words.accredited.finditer(sentence.low, 0, at - base))
        if last is None:
            return
        told.via, told.lead = True, "via"
        verb = base + last.start()
        again = verb < told.done  # "..., and Peru in Cuba through its embassy": the verb is left out
        hosts = []
        for mention in sentence.mentions:
            if max(verb, told.done) <= mention.start < at and mention.form != "capital":
                if not again or words.preposition.search(text, told.done, mention.start):
                    hosts.append(mention.party)
                else:
                    told.senders = (mention.party,)
        told.hosts = tuple(dict.fromkeys(hosts))
        told.start = max(verb, told.done)
        if words.was.search(text, max(base, verb - 24), verb):
            told.closed_told = True

    def _without_dates(self, sentence: Sentence, start: int, end: int) -> str:
        """Return a stretch of the text without its dates and the words that lead to them, in lower case."""
        base, text = (sentence.start, sentence.low) if self._words.folds else (0, sentence.text)
        if not sentence.dates:
            return text[start - base : end - base]
        pieces: list[str] = []
        at = start
        for date in sentence.dates:
            if date.end <= start or date.start >= end or date.start < at:
                continue
            before = text[at - base : date.start - base]
            lead = self._words.date_lead.search(before)
            pieces.append(before[: lead.start()] if lead else before)
            at = min(date.end, end)
        pieces.append(text[at - base : end - base])
        return "".join(pieces)

    def _bare(self, sentence: Sentence) -> Told | None:
        """Read "is represented in X through Cairo", "is accredited from Harare": no post is named."""
        words, text = self._words, sentence.text
        match = words.accredited.search(sentence.low)
        if match is None:
            return None
        verb, behind = sentence.start + match.start(), sentence.start + match.end()
        told = Told(words.ministry_kind, verb, behind, verb, sentence.start)
        told.hosts, at = self._behind.hosts(sentence, behind)
        via = words.direct.match(text, at, sentence.end)
        if via is None:
            return None
        places, after = self._places.read(text, via.end(), sentence.end, sentence.mentions, False)
        if not places:
            return None
        told.places, told.end, told.via, told.lead = tuple(places), after, True, "via"
        if self._assertions.is_denied(sentence, told, ""):
            return None
        self._senders.settle(sentence, told, None, sentence.start, ())
        return told if told.senders else None


def _follow(told: Told, before: Told, joined: re.Match[str]) -> None:
    """Give a post the verb, the sender and the hosts of the one that it is joined to."""
    told.lead, told.via = before.lead, before.via
    told.senders, told.name, told.hosts = before.senders, before.name, before.hosts
    told.start = before.start
    told.closed_told = before.closed_told
    if not before.via and joined["via"]:
        told.via, told.lead = True, "via"
