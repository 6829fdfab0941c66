"""The vocabulary of missions, compiled: the table ``missions`` of a language's file, as regular expressions.

No expression here can run away: repeated groups are lists of whole words parted by blanks, and what is searched
is one sentence, or a stretch of bounded length before a word for a post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from wikirel.facts import MissionKind
from wikirel.rules.missions.stems import Stems
from wikirel.rules.patterns import LETTER, sorted_by, spellings
from wikirel.schema import Wordbook

__all__ = ["MissionWords", "holds", "lower", "mission_words"]

# Every capital letter of the Latin, Greek and Cyrillic blocks, for names of places.
_UPPER = "".join(
    chr(point)
    for block in ((0x41, 0x5B), (0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
    for point in range(*block)
    if chr(point).isupper()
)
_AFTER = "(?: |(?<=['’]))"  # a blank, or the apostrophe of an elided word
_CAPITAL = re.compile(
    r"\\.|\(\?P<\w+>|[^\W\d_a-z]"
)  # or an escape or the name of a group, which keep their case
_LETTERS = re.compile(r"[^\W\d_]+(?![?*{])")
_LETTER_AHEAD = r"(?=[^\W\d_])"
_APOSTROPHES = "'’‘ʻʼ`"


def either(patterns: Iterable[str]) -> str:
    """Join patterns into one group that matches any of them; none of them, where there are none."""
    joined = "|".join(patterns)
    return f"(?:{joined})" if joined else "(?!)"


def _by_letter(patterns: Iterable[tuple[str, str]], ahead: str = "") -> tuple[str, list[str]]:
    """Join patterns for lower-case text into one that matches any of them.

    Sorted by their first letters they are tried faster; those that begin otherwise come last.

    Args:
        patterns: each with the name of its group; where that is empty, nobody asks which one matched.
        ahead: what those that do not begin with a letter are preceded by.

    Returns:
        The pattern, and the names by the number of the empty group behind each, ``lastindex`` of a match.
    """
    spelled = [(name, one[:1].lower() + one[1:]) for name, pattern in patterns for one in spellings(pattern)]
    parts, names = [], [""]
    for letter, ones in sorted_by(spelled, LETTER).items():
        names += [name for name, _ in ones if name]
        behind = [f"(?:{rest})()" if name else rest for name, rest in ones]
        parts.append((letter or ahead) + either(behind))
    return either(parts), names


class MissionWords:
    """What the rule of missions looks for, compiled from one language's table.

    Attributes:
        stems: a line without one of these strings tells of no mission.
        post: finds words for posts, envoys and ministries; ``lastgroup`` says which.
        flat: the same, in lower-case text; ``lastindex`` says which.
        accredited: finds verbs such as "is represented in", in lower-case text.
        folds: ``lead``, ``joined``, ``rejoined``, ``has_none``, ``raised``, ``moved``, ``beside`` and ``denies``
            are for lower-case text.
        lead: matches a verb or preposition, and determiners, up to the end of the text before a post.
        joined: matches the whole text between one post and the next that has the same verb.
        raising: a sentence in lower case without one of these strings raises no post to another.
        moving: the same, of posts that moved.
        changing: the same, of either.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        kinds: Mapping[str, Any] = table.get("kinds", {})
        envoys: Mapping[str, Any] = table.get("envoys", {})
        ministry: Mapping[str, Any] = table.get("ministry", {})
        self.stems = Stems(table.get("stems", ()))
        self._post(table, kinds, envoys, ministry)
        self.ministry_kind = MissionKind(ministry.get("kind", "embassy"))
        # Atomic, so that a word that two of the patterns match is not tried twice: that would double with each.
        fold = _compile if any("(?-i:" in word for word in table.get("between", ())) else _folded
        self.folds = fold is _folded
        listed, _ = _by_letter(("", word) for word in table.get("between", ()))
        between = rf"(?:[ (]+(?>{listed}(?![\w'’-])))*[ (]*"
        self.kept = _compile(rf"{either(table.get('kept', ()))}(?!\w)")
        verbs = {name: table.get(name, ()) for name in ("had", "has", "opened", "closed", "via")}
        leads, self._leads = _by_letter((name, word) for name, words in verbs.items() for word in words)
        self.lead = fold(rf"(?<!\w){leads}(?![\w'’]){between}\Z")
        groups = {name: either(words) for name, words in verbs.items()}
        join = table.get("join", "(?!)")
        self.join = _compile(join)
        self.honorary = _compile(rf"(?<!\w){table.get('honorary', '(?!)')} *\Z")
        again = "|".join(groups.values())
        self.joined = fold(
            rf"[ ,.)]*(?:{join})?(?: *(?:(?P<via>{groups['via']})|(?P<verb>{again})))?(?![\w'’]){between}\Z"
        )
        alternative = either(table.get("or", ()))
        self.same_post = _compile(
            rf" (?:(?P<bracket>\()|{alternative} )(?:{self.post.pattern})(?(bracket)\))"
        )
        self.joined_post = _compile(rf"{join.strip()}{between}{self.post.pattern}")
        self.has_none = fold(rf"(?<!\w){groups['has']} {either(table.get('not', ()))}{between}\Z")
        self.apposition = _compile(table.get("apposition", "(?!)"))
        self._changes(table, fold, between)
        self.instead = _compile(rf"(?:{table.get('instead', '(?!)')}){between}\Z")
        # "..., the oldest in the city, and consulates in A and B": the verb stands far off
        self.rejoined = fold(rf"{join}{between}\Z")
        accredited = [("", word) for name in ("accredited", "represented") for word in table.get(name, ())]
        self.accredited = _folded(rf"(?<!\w){_by_letter(accredited)[0]}(?!\w)")
        self.direct = _compile(rf"[ ,]*(?<!\w){either(table.get('via', ()))}[ ,]+(?-i:the )?")
        self.was = _compile(table.get("was", "(?!)"))
        denying = [*table.get("not", ()), *table.get("planned", ())]
        self.planned_remark = _compile(rf"\({either(table.get('planned', ()))}\)")
        self.closed_remark = _compile(rf" ?\({table.get('closed_remark', '(?!)')}\)")
        self.denies = fold(rf"(?<!\w){_by_letter(('', word) for word in denying)[0]}(?!\w)")
        self.past = _compile(rf"(?<!\w){either(table.get('past', ()))}(?!\w)")
        self.breaks = _compile(rf";|(?<!\w){either(table.get('breaks', ()))}(?!\w)")
        self.non_resident = _compile(table.get("non_resident", "(?!)"))
        self.resident = _compile(table.get("residents", "(?!)"))
        self._people(table, envoys)
        self._dates(table)
        self._places(table)

    def _changes(
        self, table: Mapping[str, Any], fold: Callable[[str], re.Pattern[str]], between: str
    ) -> None:
        rank = table.get("rank", "(?!)")
        self.raised = fold(rf"(?:(?<!\w)(?P<verb>{either(table.get('raised', ()))}))?{rank}{between}\Z")
        self.raises = _compile(rf"(?<!\w){either(table.get('raises', ()))}(?!\w)")
        self.raising = _beginnings([*table.get("raised", ()), *table.get("raises", ())])
        self.beside = fold(rf"(?<!\w){either(table.get('beside', ()))}{between}\Z")
        moved = either(table.get("moved", ()))
        self.moved = fold(rf"(?<!\w){moved}(?![\w'’]){between}\Z")
        self.moved_it = _compile(rf"(?<!\w){moved}(?: {either(table.get('pronouns', ()))})?(?= )")
        self.is_moved = _compile(rf"[ ,]*{table.get('is_moved', '(?!)')}")
        self.moved_from = _compile(table.get("moved_from", "(?!)"))
        self.moved_to = _compile(table.get("moved_to", "(?!)"))
        self.passing = _compile(rf"(?<!\w){either(table.get('passing', ()))}(?!\w)")
        self.moving = _beginnings(table.get("moved", ()))
        self.changing = _beginnings(
            [*table.get("raised", ()), *table.get("raises", ()), *table.get("moved", ())]
        )

    def _post(
        self,
        table: Mapping[str, Any],
        kinds: Mapping[str, Any],
        envoys: Mapping[str, Any],
        ministry: Mapping[str, Any],
    ) -> None:
        self.kinds = {kind: MissionKind(kind) for kind in kinds}
        names = set(MissionKind)
        self.envoys = {f"envoy_{kind}": MissionKind(kind) for kind in envoys if kind in names}
        groups = [("ministry", ministry.get("words", ()))]
        groups += [(name, envoys[kind]) for name, kind in self.envoys.items()]
        groups += [(kind, words) for kind, words in kinds.items()]
        # Words for offices go before words for their holders, but longer words before shorter ones.
        order = [g for g in groups if "honorary" in g[0]] + [g for g in groups if "honorary" not in g[0]]
        barred, owns = either(table.get("not_before", ())), either(table.get("possessive", ()))
        rest = rf"(?![\w-])(?!{owns}? {barred})(?!{owns} [a-z])"
        named = "|".join([f"(?P<{name}>{either(words)})" for name, words in order])
        self.post = _compile(rf"\b(?=[^\W\d_])(?<!-)(?:{named}){rest}")
        flat, self._names = _by_letter(
            ((name, word) for name, words in order for word in words), _LETTER_AHEAD
        )
        self.flat = _folded(rf"(?<![\w-]){flat}{rest}")

    def lead_of(self, match: re.Match[str]) -> str:
        """Return the kind of verb or preposition that a match of ``lead`` found: ``has``, ``via``, ..."""
        return self._leads[match.lastindex or 0]

    def posts(self, low: str, at: int) -> list[tuple[str, int, int]]:
        """Find words for posts.

        Args:
            low: a sentence in lower case.
            at: its plain offset.

        Returns:
            For each the name of its group (as ``lastgroup`` of ``post``), where it begins, and one past its end.
        """
        names = self._names
        return [
            (names[match.lastindex or 0], at + match.start(), at + match.end())
            for match in self.flat.finditer(low)
        ]

    def _people(self, table: Mapping[str, Any], envoys: Mapping[str, Any]) -> None:
        self.residence = _compile(rf" *,? *(?P<how>{either(envoys.get('residence', ()))}) +(?-i:the )?")
        self.weak_residence = frozenset(("in", "at", "from"))
        self.appointed = _compile(rf"(?<!\w){either(envoys.get('appointed', ()))}(?!\w)")
        article = table.get("article", "")
        self.both = _compile(rf"(?<!\w){either(table.get('both', ()))}(?: also| now| currently)*[ ,]*\Z")
        capitals = either(table.get("capitals", ()))
        self.field = _compile(table.get("field", r"(?!)()"))
        self.plural = _compile(table.get("plural", "(?!)"))
        self.weak = _compile(either(table.get("weak", ())))
        self.own = _compile(rf"(?<!\w){either(table.get('own', ()))} ")
        self.see_also = _compile(table.get("see_also", "(?!)"))
        self.bodies = _compile(rf" {either(table.get('bodies', ()))}(?!\w)")
        before = either(table.get("before_subject", ()))
        self.before_subject = _compile(
            rf"(?:(?:\A|[,;:.)]|(?<!\w){before}) *|(?<!\w)(?:(?-i:[A-Z])\w*|\d{{4}}) ){article}\Z"
        )
        mutual = either(table.get("in_each_other", ()))
        self.each_other = _compile(
            rf" (?:(?:\w+ )?{either(table.get('each_other', ()))} {capitals}|{mutual})(?!\w)"
        )
        self.mutual = _compile(rf"(?<!\w){either(table.get('mutual', ()))}(?!\w)")
        self.that_country = _compile(rf" *{either(table.get('that_country', ()))}(?!\w)")
        self.former = _compile(rf"(?<!\w){either(table.get('former', ()))} *\Z")
        self.house = _compile(rf" {either(table.get('house', ()))} ")
        self.stays_open = _compile(rf" {either(table.get('stays_open', ()))}(?!\w)")
        self.ended = _compile(rf"(?<!\w){either(table.get('ended', ()))}(?!\w)")
        titles = either(re.escape(title) for title in table.get("titles", ()))
        self.named = _compile(rf"(?:,? {titles} |,? ){envoys.get('named', '(?!)')}")
        self.alike = _compile(either(table.get("alike", ())))
        self.alike_before = _compile(rf"(?<!\w){either(table.get('alike_before', ()))} {article}\Z")
        self.vice_versa = _compile(rf"[ ,]*{either(table.get('vice_versa', ()))}(?!\w)")
        self.pronoun = _compile(rf"(?:\A|(?<!\w)){either(table.get('pronouns', ()))}(?: also)?[ ,]*\Z")
        self.preposition = _compile(rf"(?<!\w){either(table.get('prepositions', ()))}{_AFTER}{article}\Z")
        self.possessive = re.compile(either(table.get("possessive", ())))
        self.owner = re.compile(rf"(.+?){self.possessive.pattern}")
        self.aside = _compile(table.get("aside", "(?!)"))
        self.of = _compile(rf" {table.get('of', '(?!)')}{_AFTER}")
        self.to = _compile(rf" *,? *{table.get('to', '(?!)')}{_AFTER}")
        self.owner_forms = frozenset(table.get("owners_follow", ()))
        if table.get("adjectives_follow"):
            self.owner_forms |= {"adjective"}
        self.owner_inside = bool(table.get("owner_inside"))
        exists = either(table.get("exists", ()))
        self.exists = _compile(rf"[ ,)]*(?P<verb>{exists})(?!\w)")
        self.is_closed = _compile(table.get("is_closed", "(?!)"))
        self.is_opened = _compile(table.get("is_opened", "(?!)"))
        self.is_accredited = _compile(rf"{table.get('is_accredited', '(?!)')}\Z")
        self.verb_follows = _compile(
            rf" (?:also |now |currently )?(?:{either(table.get('has', ()))}|{either(table.get('had', ()))}"
            rf"|{either(table.get('opened', ()))}|{either(table.get('closed', ()))}"
            rf"|{either(table.get('predicates', ()))}|{either(table.get('planned', ()))})(?!\w)"
        )

    def _dates(self, table: Mapping[str, Any]) -> None:
        self.since = _compile(rf"(?<!\w){either(table.get('since', ()))} *\Z")
        self.reopened = _compile(rf"(?<!\w){either(table.get('reopened', ()))}(?!\w)")
        self.not_until = _compile(rf"(?<!\w){either(table.get('not_until', ()))} *\Z")
        self.as_of = _compile(rf"(?<!\w){either(table.get('as_of', ()))} *\Z")
        self.until = _compile(rf"(?<!\w){either(table.get('until', ()))} *\Z")
        self.open_words = _compile(rf"(?<!\w){either(table.get('opened', ()))}(?!\w)")
        self.has_opened = _compile(rf"(?<!\w){either(table.get('has_opened', ()))}(?!\w)")
        self.close_words = _compile(rf"(?<!\w){either(table.get('closed', ()))}(?!\w)")
        self.when = _compile(rf"[ ,]*{either(table.get('when', ()))}(?!\w)")
        self.one_of = _compile(rf"(?<!\w){either(table.get('one_of', ()))}(?!\w)")
        self.later = _compile(rf"(?<!\w){either(table.get('later', ()))}(?!\w)")
        self.then = _compile(either(table.get("then", ())))
        self.date_lead = _compile(rf"[ ,(]*(?:{either(table.get('since', ()))}|on|in)? *\Z")

    def _places(self, table: Mapping[str, Any]) -> None:
        word = (
            rf"(?:{either(table.get('abbreviations', ()))}|(?:[{_UPPER}]\.)+|"
            rf"[{_APOSTROPHES}]?[{_UPPER}][\w{_APOSTROPHES}]*(?:[-–‑][\w{_APOSTROPHES}]+)*)"
        )
        particles = either(table.get("particles", ()))
        suffixes = either(table.get("suffixes", ()))
        self.place = re.compile(rf"{word}(?: (?:{particles}[ -])?{word})*(?:{suffixes})?")
        self.place_suffix = re.compile(suffixes)
        self.place_in = _compile(table.get("in", "(?!)"))
        self.place_list = re.compile(table.get("list", "(?!)"))
        self.city_word = re.compile(table.get("city_word", ""))
        self.not_places = frozenset(table.get("not_places", ()))
        self.region = re.compile(table.get("region", "(?!)"))
        self.titles = frozenset(table.get("titles", ()))
        self.regions = frozenset(table.get("regions", ()))


def holds(low: str, parts: Iterable[str]) -> bool:
    """Tell whether a text holds one of some strings, such as :attr:`MissionWords.raising`."""
    for part in parts:  # noqa: SIM110 - any() costs three times as much
        if part in low:
            return True
    return False


def _beginnings(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return strings of which whatever one of the patterns matches holds one, in lower case."""
    found = {
        match.group().lower() if (match := _LETTERS.match(one)) is not None else ""
        for pattern in patterns
        for one in spellings(pattern)
    }
    return tuple(one for one in sorted(found) if not any(other in one for other in found - {one}))


def _folded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for text in lower case, which is searched several times faster than case ignored."""
    if "(?-i:" in pattern:
        return _compile(pattern)
    return re.compile(
        _CAPITAL.sub(lambda match: match[0].lower() if len(match[0]) == 1 else match[0], pattern)
    )


def lower(text: str) -> str:
    """Return a text in lower case, every character at its place.

    >>> lower("The İzmir"), len("İ".lower())
    ('the İzmir', 2)
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join([low if len(low := char.lower()) == 1 else char for char in text])


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=32)
def mission_words(schema: Wordbook) -> MissionWords:
    """Return the compiled vocabulary of a schema's language."""
    return MissionWords(schema.vocabulary.get("missions", {}))
