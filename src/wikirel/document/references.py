"""References: every ``<ref>``, note and short citation, with reuses by name resolved.

The grammar is that of Help:Footnotes and Help:Citation Style 1.  A reference is parsed when a fact first
points at it, and once: an article may have a thousand of which facts use a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wikirel.document.evidence import Citation
from wikirel.markup.protect import Region
from wikirel.spans import Diagnostic, Span

__all__ = ["References"]

_BLANK = 200  # a longer inside is not all blanks

_NAME = re.compile(r"\bname\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s/>\"']+))", re.IGNORECASE)
_GROUP = re.compile(r"\bgroup\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s/>\"']+))", re.IGNORECASE)


def _attribute(pattern: re.Pattern[str], text: str, start: int, end: int) -> str | None:
    found = pattern.search(text, start, end)
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
        self._citations: dict[int, Citation] = {}

    def __len__(self) -> int:
        return len(self._by_start)

    def starts(self) -> list[int]:
        """Return the source offsets where references begin, in order."""
        return list(self._by_start)

    def at(self, start: int, end: int) -> Citation:
        """Return the citation of the reference or note that stands at a source range."""
        known = self._citations.get(start)
        if known is None:
            known = self._citations[start] = self._read(start, end)
        return known

    def _read(self, start: int, end: int) -> Citation:
        region = self._by_start.get(start)
        if region is None:
            return Citation(Span(start, end), self._source[start:end], None, None, Span(start, end))
        if region.body_start - region.attributes_start == 1:  # <ref>
            inside = Span(region.body_start, region.body_end)
            return Citation(Span(start, end), self._source[inside.start : inside.end], None, None, inside)
        name, group = self._name(region), self._group(region)
        definition: Region | None = region
        if name is not None and self._is_empty(region):
            definition = self._defined().get(name)
        if definition is None:
            return Citation(Span(start, end), "", name, group, None)
        inside = Span(definition.body_start, definition.body_end)
        return Citation(Span(start, end), self._source[inside.start : inside.end], name, group, inside)

    def unresolved(self) -> list[Diagnostic]:
        """Return a diagnostic for every reuse of a name that nothing defines."""
        found = []
        for region in self._by_start.values():
            bare = region.body_start - region.attributes_start == 1  # <ref>
            if not bare and self._is_empty(region):
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

    def _name(self, region: Region) -> str | None:
        start = region.start
        names = self._names
        if start not in names:
            names[start] = _attribute(_NAME, self._source, region.attributes_start, region.body_start - 1)
        return names[start]

    def _group(self, region: Region) -> str | None:
        start, end = region.attributes_start, region.body_start - 1
        if "group" not in self._source[start:end].lower():
            return None
        return _attribute(_GROUP, self._source, start, end)

    def _is_empty(self, region: Region) -> bool:
        start, end = region.body_start, region.body_end
        if start == end:
            return True
        source = self._source
        return source[start].isspace() and end - start < _BLANK and source[start:end].isspace()

    def _defined(self) -> dict[str, Region]:
        if self._definitions is None:
            self._definitions = {}
            for region in self._by_start.values():
                bare = region.body_start - region.attributes_start == 1  # <ref>
                if not bare and not self._is_empty(region):
                    name = self._name(region)
                    if name is not None:
                        self._definitions.setdefault(name, region)
        return self._definitions
