"""What a reference cites: the fields of its citation template, read when they are asked for.

The parameters are those of Help:Citation Style 1.  Most references of an article are never looked into, so a
:class:`~wikirel.document.evidence.Citation` keeps the reference as it stands and this module reads it on demand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from wikirel.markup.brackets import BracketKind, match_brackets
from wikirel.markup.protect import protect
from wikirel.markup.renderings import normal_name

__all__ = ["CitedSource", "read_citation"]

_SIMPLE = re.compile(r"\s*\{\{([^{}|\[\]<>]+)\|([^{}\[\]<>]*)\}\}")
_EXTERNAL = re.compile(r"\[?((?:https?:|ftp:)?//[^\s\[\]<>\"|{}]+)[ \t]*([^\]\n]*)\]?")
_MARKUP = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>|'''*|\{\{[^{}]*\}\}|\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_IDENTIFIERS = frozenset("isbn issn doi oclc jstor pmid pmc s2cid hdl bibcode lccn asin arxiv id".split())
_MAX_BODY = 20_000  # a longer footnote is an essay (or a trap): its template is not looked for


class CitedSource(NamedTuple):
    """What a reference says of its source; see :class:`~wikirel.document.evidence.Citation`."""

    text: str = ""
    template: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    work: str | None = None
    date: str | None = None
    access_date: str | None = None
    archive_url: str | None = None
    language: str | None = None
    identifiers: Mapping[str, str] = MappingProxyType({})


@lru_cache(maxsize=4096)
def read_citation(body: str) -> CitedSource:
    """Read the inside of a reference.

    Args:
        body: wikitext.

    >>> read_citation("{{cite web |title=Embassies |url=https://example.org}}").title
    'Embassies'
    """
    simple = _SIMPLE.match(body)
    if simple is not None:
        return _from_template(normal_name(simple[1]), simple[2].split("|"))
    if "{{" in body and len(body) < _MAX_BODY:
        blank, _ = protect(body)
        brackets, _ = match_brackets(blank)
        for bracket in brackets:
            if bracket.kind is BracketKind.TEMPLATE:
                parts = [blank[start:end].replace("\x7f", "") for start, end in bracket.parts(blank)]
                return _from_template(normal_name(parts[0]), parts[1:])
    return _bare(body)


def _bare(body: str) -> CitedSource:
    external = _EXTERNAL.search(body)
    text = _plain(_EXTERNAL.sub(lambda found: found[2] or found[1], body[:_MAX_BODY]))
    if external is None:
        return CitedSource(text)
    title = _plain(external[2]) if external[0].startswith("[") else ""
    return CitedSource(text, url=external[1], title=title or None)


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub(lambda found: found[1] or "", text).split())


def _from_template(name: str, arguments: Sequence[str]) -> CitedSource:
    if name.startswith("#invoke:"):
        name = name.removeprefix("#invoke:").strip()
        arguments = [argument for argument in arguments if "=" in argument] or list(arguments)
    named: dict[str, str] = {}
    positional: list[str] = []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if equals and "[" not in key:
            value = value.strip()
            if value:
                named[key.strip().lower()] = _LINK.sub(r"\1", value) if "[[" in value else value
        elif argument.strip():
            positional.append(_plain(argument))
    said = {meaning: _first(named, keys) for meaning, keys in _parameter_names().items()}
    author = said["author"] or " ".join(filter(None, (said["first"], said["last"]))) or None
    title = said["title"]
    if title or said["work"] or author:
        parts = (author, title, said["work"], said["publisher"], said["date"])
        text = ". ".join(_plain(part) for part in parts if part)
    else:
        text = " ".join((name, *positional, *(_plain(value) for value in named.values())))
    return CitedSource(
        text=text,
        template=name,
        title=_plain(title) if title else None,
        url=said["url"] or next((address for address in positional if "//" in address), None),
        publisher=said["publisher"],
        work=said["work"],
        date=said["date"],
        access_date=said["access_date"],
        archive_url=said["archive_url"],
        language=said["language"],
        identifiers={key: named[key] for key in sorted(_IDENTIFIERS & named.keys())},
    )


def _first(named: Mapping[str, str], keys: Sequence[str]) -> str | None:
    return next((named[key] for key in keys if key in named), None)


@cache
def _parameter_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names of parameters by what they say, in the languages of ``citation_names.toml``."""
    source = files("wikirel.document").joinpath("citation_names.toml").read_text(encoding="utf-8")
    return {meaning: tuple(names) for meaning, names in tomllib.loads(source).items()}
