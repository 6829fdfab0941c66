"""A schema: what to look for in an article, as an immutable value.

A schema names a language (whose vocabulary is data), how templates show, and an ordered row of rules.  A
rule is a function from a :class:`~wikirel.schema.reading.Reading` to facts; ours and a user's are the same
kind of thing.  Nothing is registered anywhere: :meth:`Schema.extend`, :meth:`Schema.without` and
:meth:`Schema.before` return a new schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import attrs

from wikirel.errors import SchemaError
from wikirel.markup.renderings import Renderings
from wikirel.schema.reading import Reading
from wikirel.values.language import load_language

__all__ = ["Rule", "Schema"]


@attrs.frozen
class Rule:
    """One extraction rule.

    Attributes:
        name: by which a schema knows it.
        extract: from a reading to facts: frozen attrs objects with ``evidence``.
    """

    name: str
    extract: Callable[[Reading], Iterable[Any]]


@cache
def _role_patterns(items: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile("|".join(patterns), re.IGNORECASE)) for role, patterns in items)


def _freeze(overrides: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(overrides)


@attrs.frozen(kw_only=True)
class Schema:
    """What to look for in an article.

    Attributes:
        name: by which people know it.
        rules: the rules, in the order in which they run.
        language: code of the language whose vocabulary the rules read.
        words: tables that are laid over the language's own, key by key.
        renderings: how templates show in plain text.
        article: which articles it is for: a key of the vocabulary's table ``titles``.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    language: str = "en"
    words: Mapping[str, Any] = attrs.field(factory=dict, converter=_freeze, hash=False)
    renderings: Renderings = attrs.field(factory=Renderings.default, hash=False)
    article: str = ""

    @property
    def vocabulary(self) -> Mapping[str, Any]:
        """The tables of the language, with :attr:`words` laid over them."""
        language = load_language(self.language)
        return _overlaid(language, self.words) if self.words else language

    @property
    def titles(self) -> str:
        """Regular expression of the titles of the articles that it is for; by default it matches none."""
        return str(self.vocabulary.get("titles", {}).get(self.article, r"(?!)"))

    def fits(self, title: str) -> bool:
        """Tell whether an article of this title is one that the schema is for."""
        return re.search(self.titles, title, re.IGNORECASE) is not None

    def in_language(self, code: str) -> Schema:
        """Return the schema with the words of another language.

        Args:
            code: one of :func:`~wikirel.values.language.language_codes`.

        Raises:
            SchemaError: wikirel has no such language.
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
        templates: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Schema:
        """Return a schema with more rules (after the others), words or templates.

        Args:
            rules: rules that run after those that are there.
            name: the new schema's name; by default the old one's.
            words: tables that are laid over the language's own.
            templates: renderings of templates, as in ``markup/data/templates.toml``.

        Raises:
            SchemaError: a rule's name is taken, or a rendering says nothing.
        """
        return attrs.evolve(
            self,
            name=name or self.name,
            rules=self._checked((*self.rules, *rules)),
            words=_overlaid(self.words, words or {}),
            renderings=self.renderings.extended(templates) if templates else self.renderings,
        )

    def before(self, name: str, *rules: Rule) -> Schema:
        """Return a schema with rules put in before the one of that name.

        Raises:
            SchemaError: there is no rule of that name, or a new rule's name is taken.
        """
        index = self.rules.index(self.rule(name))
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


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            merged[key] = _overlaid(known, value)
        else:
            merged[key] = value
    return merged
