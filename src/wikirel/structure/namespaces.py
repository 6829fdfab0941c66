"""The names of namespaces, file options and redirects, by language; all of it data.

They lie in ``structure/data/namespaces.toml``.  The English names hold in every Wikipedia beside its own, as
MediaWiki has it; a language that the file does not know has the English ones alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

__all__ = ["Namespaces"]

_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_NOT_LANGUAGES = frozenset(("en", "languages", "notes"))
_NOT_NAMES = frozenset(("trail", "redirect", "file_options"))


@cache
def _data() -> Mapping[str, Any]:
    source = files("wikirel.structure").joinpath("data/namespaces.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@attrs.frozen
class Namespaces:
    """What prefixes of links mean in one Wikipedia.

    Attributes:
        names: canonical English name in lower case (``file``, ``category``) by name in lower case.
        trail: matches the letters behind a link that belong to its text (MediaWiki's link trail).
        redirect: matches the word that makes a page a redirect, at the start of a text.
        file_options: further words that are options of a picture, beside the English ones.

    >>> Namespaces.load("de").split("Bild: Lima.jpg")
    ('file', 'Lima.jpg')
    """

    names: Mapping[str, str] = attrs.field(hash=False)
    trail: re.Pattern[str]
    redirect: re.Pattern[str]
    file_options: frozenset[str]

    @classmethod
    def load(cls, language: str) -> Namespaces:
        """Return the names of a Wikipedia, by its language code."""
        return _load(language)

    def split(self, title: str) -> tuple[str, str]:
        """Part a title into the canonical name of its namespace (empty for articles) and the rest."""
        prefix, colon, rest = title.partition(":")
        if not colon:
            return "", title
        name = self.names.get(" ".join(prefix.replace("_", " ").split()).casefold())
        return ("", title) if name is None else (name, rest.strip())

    def is_language(self, prefix: str) -> bool:
        """Tell whether a prefix is a language code of a Wikipedia."""
        languages: Mapping[str, list[str]] = _data()["languages"]
        known = prefix.strip().lower()
        if known in self.names or known in languages["not"]:
            return False
        return _LANGUAGE.match(known) is not None or known in languages["longer"]

    def is_citation(self, template: str) -> bool:
        """Tell whether a template, by its normal name, cites a work in full."""
        return template.startswith(tuple(_data()["notes"]["citations"]))


@cache
def _load(language: str) -> Namespaces:
    data = _data()
    tables = [data["en"]]
    if language in data and language not in _NOT_LANGUAGES:
        tables.append(data[language])
    names: dict[str, str] = {}
    redirects: list[str] = []
    options: set[str] = set()
    for table in tables:
        redirects += table["redirect"]
        options.update(table.get("file_options", ()))
        for canonical, written in table.items():
            if canonical not in _NOT_NAMES:
                names.update({name.casefold(): canonical for name in written})
    words = "|".join(re.escape(word) for word in redirects)
    return Namespaces(
        names,
        re.compile(f"[{tables[-1].get('trail', 'a-z')}]+"),
        re.compile(rf"\s*#(?:{words})\s*:?\s*(?=\[\[)", re.IGNORECASE),
        frozenset(options),
    )
