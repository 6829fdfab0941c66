"""References: every ``<ref>``, note and short citation, with reuses by name resolved.

The grammar is that of Help:Footnotes and Help:Citation Style 1.  A reference is parsed when a fact first
points at it, and once: an article may have a thousand of which facts use a part.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
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
        refs = [region for region in regions if region[2] == "ref"]
        starts, ends, _, _, attributes, bodies, body_ends = zip(*refs, strict=True) if refs else [()] * 7
        # Compact: articles whose evidence nobody has looked at hold on to their references.
        self._starts = array("q", starts)
        self._ends = array("q", ends)
        self._attributes = array("q", attributes)
        self._bodies = array("q", bodies)
        self._body_ends = array("q", body_ends)
        # A tag that is all "<ref>" has no name.
        self._named = [index for index, body in enumerate(bodies) if body - attributes[index] != 1]
        self._definitions: dict[str, int] | None = None
        self._citations: dict[int, Citation] = {}

    def __len__(self) -> int:
        return len(self._starts)

    def starts(self) -> list[int]:
        """Return the source offsets where references begin, in order."""
        return list(self._starts)

    def at(self, start: int, end: int) -> Citation:
        """Return the citation of the reference or note that stands at a source range."""
        known = self._citations.get(start)
        if known is None:
            known = self._citations[start] = self._read(start, end)
        return known

    def _read(self, start: int, end: int) -> Citation:
        index = bisect_left(self._starts, start)
        if index == len(self._starts) or self._starts[index] != start:
            return Citation(Span(start, end), self._source[start:end], None, None, Span(start, end))
        if self._bodies[index] - self._attributes[index] == 1:  # <ref>
            return self._citation(start, end, index, None, None)
        name, group = self._name(index), self._group(index)
        definition: int | None = index
        if name is not None and self._is_empty(index):
            definition = self._defined().get(name)
        if definition is None:
            return Citation(Span(start, end), "", name, group, None)
        return self._citation(start, end, definition, name, group)

    def _citation(
        self, start: int, end: int, definition: int, name: str | None, group: str | None
    ) -> Citation:
        inside = Span(self._bodies[definition], self._body_ends[definition])
        return Citation(Span(start, end), inside.cut(self._source), name, group, inside)

    def unresolved(self) -> list[Diagnostic]:
        """Return a diagnostic for every reuse of a name that nothing defines."""
        found = []
        for index in self._named:
            if self._is_empty(index):
                name = self._name(index)
                if name is not None and name not in self._defined():
                    found.append(
                        Diagnostic(
                            "undefined-reference",
                            f"the reference named {name!r} is not defined in this text",
                            Span(self._starts[index], self._ends[index]),
                        )
                    )
        return found

    # -- names ------------------------------------------------------------------------------------------

    def _name(self, index: int) -> str | None:
        return _attribute(_NAME, self._source, self._attributes[index], self._bodies[index] - 1)

    def _group(self, index: int) -> str | None:
        start, end = self._attributes[index], self._bodies[index] - 1
        if "group" not in self._source[start:end].lower():
            return None
        return _attribute(_GROUP, self._source, start, end)

    def _is_empty(self, index: int) -> bool:
        start, end = self._bodies[index], self._body_ends[index]
        if start == end:
            return True
        source = self._source
        return source[start].isspace() and end - start < _BLANK and source[start:end].isspace()

    def _defined(self) -> dict[str, int]:
        """Return the first definition of every name."""
        if self._definitions is None:
            self._definitions = {}
            for index in self._named:
                if not self._is_empty(index):
                    name = self._name(index)
                    if name is not None:
                        self._definitions.setdefault(name, index)
        return self._definitions
