"""A schema: what to look for in an article, as an immutable value.

A schema names a language (whose vocabulary is data), how templates show, and an ordered row of rules.  A
rule is a function from a :class:`~wikirel.schema.reading.Reading` to facts; ours and a user's are the same
kind of thing.  Nothing is registered anywhere: :meth:`Schema.extend`, :meth:`Schema.before`,
:meth:`Schema.after` and :meth:`Schema.without` return a new schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

import attrs

from wikirel.errors import SchemaError
from wikirel.markup.renderings import Renderings
from wikirel.schema.reading import Reading
from wikirel.schema.words import frozen, joined, overlaid
from wikirel.values.language import load_language
from wikirel.values.wordcheck import check_words

__all__ = ["Rule", "Schema"]

_LONGEST_TITLE = 255  # bytes at most, in MediaWiki


@attrs.frozen
class Rule:
    """One extraction rule.

    Attributes:
        name: by which a schema knows it.
        extract: from a reading to facts: frozen attrs objects with ``evidence``.
        kinds: the classes of the facts that it may find, so that they are known where it finds none; without
            them, what the function says that it returns (``-> Iterator[Match]``).
    """

    name: str
    extract: Callable[[Reading], Iterable[Any]]
    kinds: tuple[type[Any], ...] = ()

    def finds(self) -> tuple[type[Any], ...]:
        """Return the classes of the facts that it may find; empty where it does not tell.

        >>> def toasts(reading: Reading) -> Iterable[int]: ...
        >>> Rule("toasts", toasts).finds()
        (<class 'int'>,)
        """
        if self.kinds:
            return self.kinds
        try:
            returned = get_type_hints(self.extract).get("return")
        except (NameError, TypeError):  # a class inside a function; something else than a function
            return ()
        kinds = [kind for found in get_args(returned)[:1] for kind in (get_args(found) or (found,))]
        return tuple(kind for kind in kinds if isinstance(kind, type))


@cache
def _role_patterns(items: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile("|".join(patterns), re.IGNORECASE)) for role, patterns in items)


@attrs.frozen(kw_only=True, cache_hash=True)  # schemas are keys of the memories of rules
class Schema:
    """What to look for in an article.

    Attributes:
        name: by which people know it.
        rules: the rules, in the order in which they run.
        language: code of the language whose vocabulary the rules read.
        words: tables that are laid over the language's own, key by key.
        more: tables whose lists are joined to the lists of those tables.
        renderings: how templates show in plain text.
        article: which articles it is for: a key of the vocabulary's table ``titles``.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    language: str = "en"
    words: Mapping[str, Any] = attrs.field(factory=dict, converter=frozen, hash=False)
    more: Mapping[str, Any] = attrs.field(factory=dict, converter=frozen, hash=False)
    renderings: Renderings = attrs.field(factory=Renderings.default, hash=False)
    article: str = ""

    @property
    def vocabulary(self) -> Mapping[str, Any]:
        """The tables of the language, with :attr:`words` and :attr:`more` laid over them."""
        tables = load_language(self.language)
        if self.words:
            tables = overlaid(tables, self.words)
        return joined(tables, self.more) if self.more else tables

    @property
    def kinds(self) -> tuple[type[Any], ...]:
        """The classes of the facts that its rules may find, in the order of the rules."""
        return tuple(dict.fromkeys(kind for rule in self.rules for kind in rule.finds()))

    @property
    def titles(self) -> str:
        """Regular expression of the titles of the articles that it is for; by default it matches none."""
        return str(self.vocabulary.get("titles", {}).get(self.article, r"(?!)"))

    @property
    def boxes(self) -> tuple[str, ...]:
        """Normal names of the infoboxes that only the articles have that it is for."""
        return tuple(self.vocabulary.get("titles", {}).get("boxes", {}).get(self.article, ()))

    def fits(self, title: str) -> bool:
        """Tell whether an article of this title is one that the schema is for."""
        if len(title) > _LONGEST_TITLE:
            return False
        return re.search(self.titles, title, re.IGNORECASE) is not None

    def in_language(self, code: str) -> Schema:
        """Return the schema with the words of another language.

        Args:
            code: one of :func:`~wikirel.values.language.language_codes`, or the path of a file of words that
                ends in ``.toml``.

        Raises:
            SchemaError: wikirel has no such language, the file cannot be read, or its tables are not of the shape
                of the English ones.
        """
        load_language(code)
        return self if code == self.language else attrs.evolve(self, language=code)

    def role(self, path: tuple[str, ...]) -> str | None:
        """Return the role of the section under these headings: that of the innermost heading that has one."""
        roles: Mapping[str, Any] = self.vocabulary.get("sections", {})
        patterns = _role_patterns(tuple((role, tuple(words)) for role, words in roles.items()))
        for title in reversed(path):
            for role, pattern in patterns:
                if pattern.search(title):
                    return role
        return None

    def rule(self, name: str) -> Rule:
        """Return the rule of that name.

        Raises:
            SchemaError: there is none; the message lists those that there are.
        """
        for rule in self.rules:
            if rule.name == name:
                return rule
        known = ", ".join(rule.name for rule in self.rules) or "none"
        raise SchemaError(f"schema {self.name!r} has no rule {name!r}; it has {known}")

    def extend(
        self,
        *rules: Rule,
        name: str | None = None,
        words: Mapping[str, Any] | None = None,
        more: Mapping[str, Any] | None = None,
        templates: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Schema:
        """Return a schema with more rules (after the others), words or templates.

        Args:
            rules: rules that run after those that are there.
            name: the new schema's name; by default the old one's.
            words: tables that are laid over the language's own: a key that is there gets another value.
            more: the same, but a list that is there gets more entries.
            templates: renderings of templates, as in ``markup/data/templates.toml``.

        Raises:
            SchemaError: a rule's name is taken, a rendering says nothing, words are not of the shape of those
                that they are laid over, or a pattern is no regular expression.

        >>> roles = {"sections": {"sport": ["^football$"], "trade": ["^fairs$"]}}
        >>> schema = Schema(name="mine").extend(more=roles)
        >>> schema.role(("Football",)), schema.role(("Fairs",)), schema.role(("Trade",))
        ('sport', 'trade', 'trade')
        """
        vocabulary = self.vocabulary if words or more else {}
        for tables in (words or {}, more or {}):
            check_words(tables, vocabulary)
        return attrs.evolve(
            self,
            name=name or self.name,
            rules=self._checked((*self.rules, *rules)),
            words=overlaid(self.words, words or {}),
            more=joined(self.more, more or {}),
            renderings=self.renderings.extended(templates) if templates else self.renderings,
        )

    def before(self, name: str, *rules: Rule) -> Schema:
        """Return a schema with rules put in before the one of that name.

        Raises:
            SchemaError: there is no rule of that name, or a new rule's name is taken.
        """
        index = self.rules.index(self.rule(name))
        return attrs.evolve(self, rules=self._checked((*self.rules[:index], *rules, *self.rules[index:])))

    def after(self, name: str, *rules: Rule) -> Schema:
        """Return a schema with rules put in after the one of that name.

        Raises:
            SchemaError: there is no rule of that name, or a new rule's name is taken.
        """
        index = self.rules.index(self.rule(name)) + 1
        return attrs.evolve(self, rules=self._checked((*self.rules[:index], *rules, *self.rules[index:])))

    def without(self, *names: str) -> Schema:
        """Return a schema without the rules of these names.

        Raises:
            SchemaError: there is no rule of one of the names.
        """
        gone = {self.rule(name) for name in names}
        return attrs.evolve(self, rules=tuple(rule for rule in self.rules if rule not in gone))

    def _checked(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        seen: set[str] = set()
        for rule in rules:
            if rule.name in seen:
                raise SchemaError(
                    f"schema {self.name!r} has a rule {rule.name!r} already; choose another name"
                )
            seen.add(rule.name)
        return rules
