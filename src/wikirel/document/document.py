"""The document: one article as plain text with a map back to its source, whichever form it came in.

Rules read :attr:`Document.text` (with regular expressions, over the whole article at once), ask which block or
sentence an offset stands in, and get an :class:`~wikirel.document.evidence.Evidence` for a plain range.  They
never see markup, so one set of rules serves wikitext and the plain rendering.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

from wikirel.document.evidence import Evidence, Told, evidence_at
from wikirel.document.references import References
from wikirel.document.sections import Section, heading_paths, section_tree
from wikirel.document.sentences import SentenceSplitter
from wikirel.document.surroundings import Surroundings
from wikirel.markup.blocks import Block, Cell, Field, Heading, LinkUse, Mark, Table, TemplateUse
from wikirel.markup.canvas import Canvas, SourceMap
from wikirel.markup.plainform import PlainReader, is_plain_rendering
from wikirel.markup.protect import Region
from wikirel.markup.renderings import Renderings
from wikirel.markup.wikitext import WikitextReader
from wikirel.spans import Diagnostic, Severity, Span
from wikirel.values.language import load_language

__all__ = ["Document"]

Value = TypeVar("Value")


class Document:
    """One article, read.

    Offsets into :attr:`text` are *plain*; :class:`~wikirel.spans.Span` objects are ranges of the source.

    Attributes:
        source: the text that was passed in.
        text: the plain text of the whole article; every block ends with a newline and holds none.
        title: the title line of the plain rendering, else None.
        is_plain: whether the source is the plain rendering.
        language: code of the language of its vocabulary.
        renderings: how templates show in it.
        blocks: every block, in order.
        headings, tables, fields, links, marks, templates: the structure; see :mod:`wikirel.markup.blocks`.
        references: the references of the article.
        diagnostics: what was read with reservations.

    >>> document = Document("* [[Cuba]] has an embassy in ''Lima''.<ref>x</ref>")
    >>> document.text.splitlines()
    ['Cuba has an embassy in Lima.']
    >>> document.span(0, 4).cut(document.source)
    'Cuba'
    """

    def __init__(self, source: str, *, renderings: Renderings | None = None, language: str = "en") -> None:
        self.source = source
        self.is_plain = is_plain_rendering(source)
        self.title: str | None = None
        self.language = language
        self.renderings = renderings or Renderings.default()
        regions: list[Region] = []
        canvas: Canvas
        if self.is_plain:
            plain = PlainReader(source)
            canvas = plain.read()
            self.title = plain.title
        else:
            reader = WikitextReader(source, self.renderings)
            canvas = reader.read()
            regions = reader.regions
        self.text: str
        self.map: SourceMap
        self.text, self.map = canvas.close()
        self.blocks: list[Block] = canvas.blocks
        self.headings: list[Heading] = canvas.headings
        self.tables: list[Table] = canvas.tables
        self.fields: list[Field] = canvas.fields
        self.links: list[LinkUse] = canvas.links
        self.marks: list[Mark] = canvas.marks
        self.templates: list[TemplateUse] = canvas.templates
        self.references = References(source, regions)
        self.diagnostics: list[Diagnostic] = canvas.diagnostics
        self._wraps = canvas.wraps
        self._evidence: dict[tuple[int, int], Evidence] = {}
        self._memory: dict[object, Any] = {}
        unknown = Counter(use.name for use in self.templates if not use.known)
        self.diagnostics += [
            Diagnostic(
                "unknown-template",
                f"{{{{{name}}}}} shows nothing: no rendering is known for it ({count}×)",
                severity=Severity.INFO,
            )
            for name, count in unknown.most_common(50)
        ]
        self.diagnostics += self.references.unresolved()

    # -- where ------------------------------------------------------------------------------------------

    def span(self, start: int, end: int) -> Span:
        """Return the source range of a plain range; an empty one gives an empty span."""
        if start >= end:
            at = self.map.start(start)
            return Span(at, at)
        return Span(*self.map.bounds(start, end))

    def plain_range(self, span: Span) -> tuple[int, int]:
        """Return the plain range of what the document shows from a source range; an empty one for nothing.

        What shows only as a whole (an entity, a template that shows fixed text) counts if it lies in the range
        as a whole.  The map ascends, so two binary searches find the range.

        >>> Document("In ''Lima''.").plain_range(Span(3, 11))
        (3, 7)
        """
        size = len(self.text)
        start = bisect_left(range(size), span.start, key=self.map.start)
        end = bisect_right(range(1, size + 1), span.end, key=self.map.end)
        while start < end and self.text[start] == "\n":
            start += 1
        while start < end and self.text[end - 1] == "\n":
            end -= 1
        return (start, end) if start < end else (start, start)

    def once(self, work: Callable[[Document], Value]) -> Value:
        """Return what a function makes of this document, worked out the first time that it is asked for."""
        if work not in self._memory:
            self._memory[work] = work(self)
        return cast("Value", self._memory[work])

    @cached_property
    def block_starts(self) -> list[int]:
        """The plain offsets where blocks begin."""
        return [block.start for block in self.blocks]

    def block_index(self, offset: int) -> int:
        """Return the index of the block that a plain offset stands in."""
        return (bisect_right(self.block_starts, offset) or 1) - 1

    def block_at(self, offset: int) -> Block:
        """Return the block that a plain offset stands in.

        Raises:
            IndexError: the document shows nothing.
        """
        return self.blocks[(bisect_right(self.block_starts, offset) or 1) - 1]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The plain offsets where sentences begin; every block begins one."""
        splitter = SentenceSplitter(load_language(self.language).get("sentences", {}))
        return sorted(
            [*self.block_starts, *splitter.starts(self.text)]
        )  # no offset is both: two runs to merge

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the plain range of the sentence that an offset stands in, without the blanks after it."""
        starts, text = self.sentence_starts, self.text
        index = bisect_right(starts, offset)
        start = starts[index - 1]
        end = starts[index] if index < len(starts) else len(text)
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the plain ranges of the sentences that begin in a plain range."""
        starts = self.sentence_starts
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return [self.sentence_at(starts[index]) for index in range(first, last)]

    # -- sections and places ----------------------------------------------------------------------------

    @cached_property
    def paths(self) -> list[tuple[str, ...]]:
        """For every heading the titles from the outermost one in to its own."""
        return heading_paths(self.headings, self.text)

    def path(self, section: int) -> tuple[str, ...]:
        """Return the titles that stand over a block whose ``section`` is given."""
        return self.paths[section] if section >= 0 else ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The tree of sections."""
        return section_tree(self.headings, self.blocks, self.text, len(self.source))

    def blocks_of(self, place: Cell | Field) -> list[Block]:
        """Return the blocks of a cell or a field."""
        return self.blocks[place.first_block : place.last_block]

    def range_of(self, place: Cell | Field) -> tuple[int, int]:
        """Return the plain range of a cell or a field; an empty range when it shows nothing."""
        if place.first_block >= place.last_block:
            return 0, 0
        return self.blocks[place.first_block].start, self.blocks[place.last_block - 1].end

    def text_of(self, place: Cell | Field) -> str:
        """Return the plain text of a cell or a field."""
        start, end = self.range_of(place)
        return self.text[start:end]

    def links_in(self, start: int, end: int) -> list[LinkUse]:
        """Return the wikilinks that show in a plain range."""
        first = bisect_left(self._link_starts, start)
        last = bisect_left(self._link_starts, end)
        return self.links[first:last]

    @cached_property
    def _link_starts(self) -> list[int]:
        self.links.sort(key=lambda use: use.start)
        return [use.start for use in self.links]

    def target(self, use: LinkUse) -> str:
        """Return the title that a link points to, without its anchor."""
        target = self.source[use.target_start : use.target_end]
        return " ".join(target.partition("#")[0].lstrip(":").replace("_", " ").split())

    def arguments(self, use: TemplateUse) -> tuple[str, ...]:
        """Return the positional arguments of a template, as they stand in the source, stripped."""
        values = (self.source[start:end] for start, end in use.parts[1:])
        return tuple(value.strip() for value in values if "=" not in value)

    # -- evidence ---------------------------------------------------------------------------------------

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the evidence of a plain range.

        Args:
            start: plain offset of its first character.
            end: plain offset one past its last character.

        Returns:
            The span, the sections, the plain text, and the references and flags that stand in the range or
            right behind it: up to where the next sentence begins, or to the end of the block.
        """
        key = (start, end)
        found = self._evidence.get(key)
        if found is None:
            if start < end:
                source_start, source_end = self.map.bounds(start, end)
            else:
                source_start = source_end = self.map.start(start)
            wraps = self._wraps
            if source_start in wraps.by_start or source_end in wraps.by_end:
                source_start, source_end = wraps.widened(source_start, source_end)
            found = self._evidence[key] = evidence_at(source_start, source_end, self._told, key)
        return found

    @cached_property
    def _told(self) -> Callable[[int, int], Told]:
        headings = [heading.start for heading in self.headings]
        return Surroundings(
            self.text, headings, self.paths, self.sentence_starts, self.marks, self.references
        ).at
