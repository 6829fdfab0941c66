"""A reading: a document together with what rules ask of it again and again.

Everything here is worked out once, when first asked for: the dates, the mentions of countries, the roles of
sections.  A rule that wants to share something of its own uses :meth:`Reading.once`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

from wikirel.document import Document
from wikirel.facts.fact import FactPool
from wikirel.schema.wordbook import Wordbook
from wikirel.spans import Diagnostic
from wikirel.values.dates import DateGrammar, DateMention
from wikirel.values.language import load_language
from wikirel.values.parties import Gazetteer, Mention, Party

__all__ = ["Reading"]

Value = TypeVar("Value")
Kind = TypeVar("Kind")


class Reading:
    """What a rule is given.

    Attributes:
        document: the article as plain text with its structure; all offsets are plain offsets of its ``text``.
        schema: the schema that the article is read by, as far as rules may know it: its words.
        title: the article's title.
        parties: the countries that the article is about: the two of a pair, or the one of "Foreign relations
            of X"; empty where they are not known.
        diagnostics: where a rule notes what it could not read.
    """

    def __init__(self, document: Document, schema: Wordbook, title: str, parties: tuple[Party, ...]) -> None:
        self.document = document
        self.schema = schema
        self.title = title
        self.parties = parties
        self.diagnostics: list[Diagnostic] = []
        self._pool = FactPool()
        self._memory: dict[object, Any] = {}
        self._mentions: dict[tuple[int, int], list[Mention]] = {}

    @property
    def text(self) -> str:
        """The plain text of the article."""
        return self.document.text

    @property
    def vocabulary(self) -> Mapping[str, Any]:
        """The words of the schema's language, by table; see :mod:`wikirel.values.language`."""
        return self.schema.vocabulary

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of countries and cities in the schema's language."""
        return Gazetteer.load(self.schema.language)

    @property
    def subject(self) -> Party | None:
        """The country of a "Foreign relations of X" article; None where there is not exactly one."""
        return self.parties[0] if len(self.parties) == 1 else None

    @property
    def date_grammar(self) -> DateGrammar | None:
        """The grammar of dates of the schema's language; None for a language without words for dates."""
        if "dates" not in load_language(self.schema.language):
            return None
        return DateGrammar.load(self.schema.language)

    # -- annotations ------------------------------------------------------------------------------------

    @cached_property
    def dates(self) -> list[DateMention]:
        """Every date of the article, in order, partial and relative ones resolved where the text allows."""
        grammar = self.date_grammar
        return grammar.resolve(grammar.find(self.text), self.text) if grammar is not None else []

    @cached_property
    def _date_starts(self) -> list[int]:
        return [mention.start for mention in self.dates]

    @cached_property
    def _dates_by_start(self) -> dict[int, DateMention]:
        return dict(zip(self._date_starts, self.dates, strict=True))

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """Return the dates that begin in a plain range."""
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def whole_date(self, start: int, end: int) -> DateMention | None:
        """Return the date that is all of a plain range; None where there is none, or more than a date."""
        mention = self._dates_by_start.get(start)
        return mention if mention is not None and mention.end == end else None

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every mention of a country by name, adjective or demonym, in order."""
        return self.gazetteer.mentions(self.text)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return the mentions in a plain range.

        They are looked for when they are asked for: most of a long article is cells of tables, which nobody asks
        about.
        """
        key = (start, end)
        found = self._mentions.get(key)
        if found is None:
            found = self._mentions[key] = self.gazetteer.mentions(self.text, start, end)
        return found

    @cached_property
    def roles(self) -> list[str | None]:
        """For every heading the role of its section, such as ``missions`` or ``see_also``; None for no role.

        A section without a role of its own has that of the section around it.
        """
        paths = self.document.paths
        roles = {path: self.schema.role(path) for path in set(paths)}
        return [roles[path] for path in paths]

    def role(self, section: int) -> str | None:
        """Return the role of the section that a block stands in (its ``section``); None in the lead."""
        return self.roles[section] if section >= 0 else None

    def once(self, work: Callable[[Reading], Value]) -> Value:
        """Return what a function makes of this reading, worked out the first time that it is asked for."""
        if work not in self._memory:
            self._memory[work] = work(self)
        return cast("Value", self._memory[work])

    def forget(self) -> None:
        """Let go of shared work: much of it knows the reading, and only the collector would free such a cycle."""
        self._memory.clear()

    # -- facts ------------------------------------------------------------------------------------------

    def facts(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the facts of a kind that earlier rules found, tellings of one fact brought together."""
        return self._pool.facts(kind)

    def all_facts(self) -> tuple[Any, ...]:
        """Return every fact found so far, tellings of one fact brought together."""
        return self._pool.facts(object)

    def add(self, facts: Iterable[Any]) -> None:
        """Note what a rule found."""
        self._pool.add(facts)
