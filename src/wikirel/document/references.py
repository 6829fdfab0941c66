"""References: every ``<ref>``, note and short citation, with reuses by name resolved.

The grammar is that of Help:Footnotes and Help:Citation Style 1.  A reference is parsed when a fact first
points at it, and once: an article may have a thousand of which facts use a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from wikirel.document.evidence import Citation
from wikirel.markup.brackets import BracketKind, match_brackets
from wikirel.markup.protect import Region, protect
from wikirel.markup.renderings import normal_name
from wikirel.spans import Diagnostic, Span

__all__ = ["References"]

_NAME = re.compile(r"\bname\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s/>\"']+))", re.IGNORECASE)
_GROUP = re.compile(r"\bgroup\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s/>\"']+))", re.IGNORECASE)
_SIMPLE = re.compile(r"\s*\{\{([^{}|\[\]<>]+)\|([^{}\[\]<>]*)\}\}")
_EXTERNAL = re.compile(r"\[?((?:https?:|ftp:)?//[^\s\[\]<>\"|{}]+)[ \t]*([^\]\n]*)\]?")
_MARKUP = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>|'''*|\{\{[^{}]*\}\}|\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_IDENTIFIERS = frozenset("isbn issn doi oclc jstor pmid pmc s2cid hdl bibcode lccn asin arxiv id".split())
_WORKS = (
    "work",
    "website",
    "newspaper",
    "journal",
    "magazine",
    "periodical",
    "encyclopedia",
    "book-title",
    "agency",
)
_MAX_BODY = 20_000  # a longer footnote is an essay (or a trap): its template is not looked for


def _attribute(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    if found is None:
        return None
    value = (found[1] or found[2] or found[3] or "").strip()
    return value or None


class References:
    """The references of one article.

    Args:
        source: the wikitext.
        regions: its protected regions, in order.
    """

    def __init__(self, source: str, regions: Sequence[Region]) -> None:
        self._source = source
        self._by_start = {region.start: region for region in regions if region.kind == "ref"}
        self._names: dict[int, str | None] = {}
        self._definitions: dict[str, Region] | None = None
        self._bodies: dict[int, Citation] = {}

    def __len__(self) -> int:
        return len(self._by_start)

    def starts(self) -> list[int]:
        """Return the source offsets where references begin, in order."""
        return list(self._by_start)

    def at(self, start: int, end: int) -> Citation:
        """Return the citation of the reference or note that stands at a source range."""
        region = self._by_start.get(start)
        if region is None:
            return self._body(start, end, start, end)
        name = self._name(region)
        definition: Region | None = region
        if name is not None and self._is_empty(region):
            definition = self._defined().get(name)
        if definition is None:
            return Citation(span=Span(start, end), name=name, group=self._group(region))
        found = self._body(definition.body_start, definition.body_end, start, end)
        group = self._group(region)
        if name is None and group is None:
            return found
        return attrs.evolve(found, name=name, group=group)

    def unresolved(self) -> list[Diagnostic]:
        """Return a diagnostic for every reuse of a name that nothing defines."""
        found = []
        for region in self._by_start.values():
            if self._is_empty(region):
                name = self._name(region)
                if name is not None and name not in self._defined():
                    found.append(
                        Diagnostic(
                            "undefined-reference",
                            f"the reference named {name!r} is not defined in this text",
                            Span(region.start, region.end),
                        )
                    )
        return found

    # -- names ------------------------------------------------------------------------------------------

    def _attributes(self, region: Region) -> str:
        end = region.body_start - 1
        return self._source[region.attributes_start : end].removesuffix("/")

    def _name(self, region: Region) -> str | None:
        if region.start not in self._names:
            self._names[region.start] = _attribute(_NAME, self._attributes(region))
        return self._names[region.start]

    def _group(self, region: Region) -> str | None:
        attributes = self._attributes(region)
        return _attribute(_GROUP, attributes) if "group" in attributes.lower() else None

    def _is_empty(self, region: Region) -> bool:
        return not self._source[region.body_start : region.body_end].strip()

    def _defined(self) -> dict[str, Region]:
        if self._definitions is None:
            self._definitions = {}
            for region in self._by_start.values():
                if not self._is_empty(region):
                    name = self._name(region)
                    if name is not None:
                        self._definitions.setdefault(name, region)
        return self._definitions

    # -- what a reference says --------------------------------------------------------------------------

    def _body(self, body_start: int, body_end: int, start: int, end: int) -> Citation:
        known = self._bodies.get(body_start)
        if known is None:
            known = _parse_body(self._source[body_start:body_end], body_start)
            self._bodies[body_start] = known
        if known.span.start == start and known.span.end == end:
            return known
        return attrs.evolve(known, span=Span(start, end))


def _parse_body(body: str, offset: int) -> Citation:
    definition = Span(offset, offset + len(body))
    simple = _SIMPLE.match(body)
    if simple is not None:
        name = normal_name(simple[1])
        return _from_template(name, simple[2].split("|"), body, definition)
    if "{{" in body and len(body) < _MAX_BODY:
        blank, _ = protect(body)
        brackets, _ = match_brackets(blank)
        for bracket in brackets:
            if bracket.kind is BracketKind.TEMPLATE:
                parts = [blank[start:end].replace("\x7f", "") for start, end in bracket.parts(blank)]
                return _from_template(normal_name(parts[0]), parts[1:], body, definition)
    return _bare(body, definition)


def _bare(body: str, definition: Span) -> Citation:
    external = _EXTERNAL.search(body)
    text = _plain(_EXTERNAL.sub(lambda found: found[2] or found[1], body[:_MAX_BODY]))
    if external is None:
        return Citation(span=definition, text=text, definition=definition)
    title = _plain(external[2]) if external[0].startswith("[") else ""
    return Citation(span=definition, text=text, url=external[1], title=title or None, definition=definition)


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub(lambda found: found[1] or "", text).split())


def _from_template(name: str, arguments: Sequence[str], body: str, definition: Span) -> Citation:
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
    get = named.get
    title = get("title") or get("chapter") or get("trans-title")
    work = next((named[key] for key in _WORKS if key in named), None)
    author = get("author") or " ".join(filter(None, (get("first"), get("last")))) or None
    date = get("date") or get("year")
    if named:
        text = ". ".join(_plain(part) for part in (author, title, work, get("publisher"), date) if part)
    else:
        text = " ".join((name, *positional))
    return Citation(
        span=definition,
        text=text,
        template=name,
        title=_plain(title) if title else None,
        url=get("url") or get("chapter-url") or next((p for p in positional if "//" in p), None),
        publisher=get("publisher"),
        work=work,
        date=date,
        access_date=get("access-date") or get("accessdate"),
        archive_url=get("archive-url") or get("archiveurl"),
        language=get("language") or get("lang"),
        identifiers={key: named[key] for key in _IDENTIFIERS if key in named},
        definition=definition,
    )
