"""The quick way for regular lines, such as "X has an embassy in C" and "X is accredited to Y from its embassy".

Two lines of three have one of a few shapes throughout.  Here one regular expression reads the head of such a line
and another each post behind it; a line with anything out of the ordinary (a date, a third country as subject, a
word not known) is left to the reader of sentences, which gives the same answer for those that are read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from wikirel.facts import MissionKind
from wikirel.rules.lookups import Lookups
from wikirel.rules.missions.places import Place
from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords, either
from wikirel.values.parties import Party

__all__ = ["LONGEST_LINE", "RegularPost", "RegularReader"]

LONGEST_LINE = 600  # longer lines are prose
_SIZE = 1 << 12


class RegularPost(NamedTuple):
    """A post of a regular clause.

    Attributes:
        kind: the kind of post.
        at: where its word begins, counted from the end of the clause's head.
        places: where it stands; never empty.
    """

    kind: MissionKind
    at: int
    places: tuple[Place, ...]


def _joined_names(names: Lookups, joins: str) -> list[tuple[str, str]]:
    """Return the names of parties that an "and" joins, as patterns: what stands before it, and the rest with it."""
    join = re.compile(rf" {joins} ")
    found = []
    for party in names.gazetteer.parties():
        match = join.search(party.name)
        if match is not None and "," not in party.name:
            found.append((re.escape(party.name[: match.start()]), re.escape(party.name[match.start() :])))
    return found


class RegularReader:
    """Reads regular lines in one language.

    Args:
        words: the vocabulary of missions.
        table: the table ``missions.regular`` of the language: the words of the regular shapes.
        names: look-ups of countries and cities.
    """

    def __init__(self, words: MissionWords, table: Mapping[str, Any], names: Lookups) -> None:
        self._words = words
        self._names = names
        # A name is taken as a whole; one with a verb behind it is the subject of the next clause.
        in_ = either(table.get("in", ()))  # behind a word it tells that the word was a post
        joins = either(table.get("and", ()))
        double = _joined_names(names, joins)  # "Trinidad and Tobago" is one name
        name = rf"{either(first + second for first, second in double)}|{words.place.pattern}"
        item = rf"(?>{name})(?! (?:{table.get('verbs', '(?!)')}|{in_} ))"
        has, covers = either(table.get("has", ())), either(table.get("covers", ()))
        via, determiner = either(table.get("via", ())), either(table.get("determiners", ()))
        article = table.get("article", "")
        self._head = re.compile(
            rf"{article}(?P<sender>[^\n,;:.()]{{2,50}}?) "
            rf"(?:{has} |{covers} {article}(?P<host>[^\n,;:.()]{{2,50}}?),? {via} )"
        )
        self._post = re.compile(
            rf"(?:{determiner} )?(?P<kind>[A-Za-z-]+(?: [A-Za-z-]+){{0,2}}?) (?:\(?{in_} |\()"
            rf"(?P<the>{table.get('the', '(?!)')} )?"
            rf"(?P<places>{item}(?:, (?:{joins} )?{item})*(?: {joins} {item})?)"
            rf"(?:,? \((?P<country>{item})\))?\)?"
        )
        self._next = re.compile(
            rf"(?:, (?:{joins} )?| {joins} )(?:{has} |{either(table.get('via_next', ()))} )?"
            rf"(?={determiner} |[A-Za-z])"
        )
        suffixes = words.place_suffix.pattern
        self._clause = re.compile(rf"(?:,? {either(table.get('clause', ()))} |; )")
        self._denied = re.compile(
            rf"[^\n,;.]{{2,50}}? (?:{table.get('denied', '(?!)')})[^\n,;.()]{{0,90}}\.? *\Z"
        )
        self._silent = re.compile(table.get("silent", "(?!)"))
        seconds = either(dict.fromkeys(second for _, second in double))
        self._split = re.compile(rf"(?!{seconds}),? {joins} |(?!{suffixes}), ")
        self._stop = re.compile(r"\.? *\Z")
        self._kinds: dict[str, tuple[MissionKind, bool] | None] = {}
        self._lists: dict[tuple[str, bool], tuple[Place, ...] | None] = {}
        # "an embassy in Lima." ends the lines of many countries.
        self._remembered = lru_cache(_SIZE)(self._posts)

    def read(self, line: str, at: int, pair: tuple[Party, ...]) -> list[Told] | None:
        """Read a line.

        Args:
            line: the line.
            at: its plain offset.
            pair: the two parties that its place is about.

        Returns:
            The posts that it tells of, or None where it is not regular.
        """
        if len(line) > LONGEST_LINE:
            return None
        found: list[Told] = []
        position = 0
        while True:
            head = self.head(line, position, pair)
            if head is None:
                silent = not found and self._denied.match(line) is not None
                return found if silent and self._clause.search(line) is None else None
            sender, host, position = head
            posts, length = self._remembered(line[position:])
            if not posts:
                return None
            found += [self._told(post, at, position, len(line), sender, host) for post in posts]
            position += length
            if self._stop.match(line, position) is not None:
                return found
            clause = self._clause.match(line, position)
            if clause is None:
                return None
            position = clause.end()

    def is_silent(self, line: str) -> bool:
        """Tell whether a line tells of nothing, whoever it is about: "List of diplomatic missions of Cuba"."""
        return self._silent.fullmatch(line) is not None

    def head(self, line: str, at: int, pair: tuple[Party, ...]) -> tuple[Party, Party | None, int] | None:
        """Read the head of a clause: "Cuba has", "Cuba is accredited to Peru from".

        Args:
            line: the line.
            at: where in it the clause begins.
            pair: the two parties that its place is about.

        Returns:
            The sender, the host where the clause names it, and one past the head; None where there is no regular
            head, or either party is not of the pair.
        """
        head = self._head.match(line, at)
        if head is None:
            return None
        sender = self._names.party(head["sender"])
        if sender is None or sender not in pair:
            return None
        if head["host"] is None:
            return sender, None, head.end()
        host = self._names.party(head["host"])
        return (sender, host, head.end()) if host is not None and host != sender and host in pair else None

    def only_posts(self, tail: str) -> tuple[RegularPost, ...]:
        """Read what follows the head of a clause that is the last one of its line.

        Returns:
            Its posts; none where it is not regular, or where another clause follows.
        """
        posts, end = self._remembered(tail)
        return posts if self._stop.match(tail, end) is not None else ()

    def _posts(self, tail: str) -> tuple[tuple[RegularPost, ...], int]:
        """Read the posts behind the head of a clause; return them and where they end.

        What follows "and" may be a post or the next clause; the words for posts decide.
        """
        found: list[RegularPost] = []
        end = at = 0
        while (match := self._post.match(tail, at)) is not None:
            post = self._read_post(match)
            if post is None:
                break
            found.append(post)
            end = match.end()
            following = self._next.match(tail, end)
            if following is None:
                break
            at = following.end()
        return tuple(found), end

    def _read_post(self, post: re.Match[str]) -> RegularPost | None:
        kind = self._kind(post["kind"])
        if kind is None:
            return None
        places = self._places(post["places"], kind[1])
        if places is None or (post["the"] is not None and places[0].city is not None):
            return None
        if post["country"] is not None:
            country = self._names.party(post["country"])
            if country is None or len(places) != 1 or places[0].country is not None:
                return None
            places = (places[0]._replace(country=country),)
        return RegularPost(kind[0], post.start("kind"), places)

    def _told(
        self, post: RegularPost, at: int, position: int, length: int, sender: Party, host: Party | None
    ) -> Told:
        told = Told(post.kind, at, at + length, at + position + post.at, at)
        told.senders, told.hosts = (sender,), (host,) if host is not None else ()
        told.places = post.places
        told.via, told.lead = host is not None, "via" if host is not None else "has"
        return told

    def _kind(self, words: str) -> tuple[MissionKind, bool] | None:
        if words not in self._kinds:
            match = self._words.post.fullmatch(words)
            kind = self._words.kinds.get(match.lastgroup or "") if match is not None else None
            plural = self._words.plural.search(words) is not None
            self._kinds[words] = (kind, plural) if kind is not None else None
        return self._kinds[words]

    def _places(self, words: str, plural: bool) -> tuple[Place, ...] | None:
        key = words, plural
        if key not in self._lists:
            names = self._split.split(words)
            several = plural or len(names) > 2 or (len(names) == 2 and f"{names[0]}, " not in words)
            self._lists[key] = self._read_places(names, several)
        return self._lists[key]

    def _read_places(self, names: Sequence[str], several: bool) -> tuple[Place, ...] | None:
        """Read names of places; None where one of them is, or may be, something else than a city."""
        places: list[Place] = []
        for index, name in enumerate(names):
            party = self._names.party(name)
            if party is None:
                if self._is_odd(name) or (index and not several):
                    return None
                places.append(Place(name, None))
            elif index == 1 and not several:
                if self._names.is_city_state(name) and party not in self._names.city(names[0]):
                    return None
                places[0] = Place(names[0], party)
            elif self._names.is_city_state(name):
                places.append(Place(name, None))
            elif len(names) == 1:
                places.append(Place(None, party))
            else:
                return None
        return tuple(places)

    def _is_odd(self, name: str) -> bool:
        """Tell whether a name is none of a place, or of one that only qualifies another."""
        words = self._words
        if name in words.regions or words.region.fullmatch(name) or words.post.search(name) is not None:
            return True
        if name.split(" ", 1)[0] in words.not_places and not self._is_city(name):
            return True
        return self._names.adjective(name) is not None

    def _is_city(self, name: str) -> bool:
        return bool(self._names.city(name))
