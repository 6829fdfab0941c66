"""The reader of wikitext: one forward pass over the brackets and the runs of text between them.

What shows is drawn on a :class:`~wikirel.markup.canvas.Canvas` in source order.  A template that shows some of
its arguments, a link with its text, a heading that holds a template: all of them are *stops*, kept on a
stack of their own, at which the pass leaves what shows, jumps over what does not, and goes on.  So nothing
recurses, whatever the nesting, and no character is drawn twice.
"""

from __future__ import annotations

import html
import re

from wikirel.markup.blocks import BlockKind, Heading, LinkUse
from wikirel.markup.brackets import MOST_PARTS, Bracket, BracketKind, match_brackets
from wikirel.markup.canvas import Canvas
from wikirel.markup.protect import FILLER, protect
from wikirel.markup.regionpass import RegionPass
from wikirel.markup.renderings import Renderings
from wikirel.markup.templating import Scan, Stop, TemplateReader
from wikirel.markup.tokens import (
    BLOCK_TAGS,
    FILE_OPTION,
    LINE_MARK,
    NAMESPACE,
    PLAIN,
    PLAIN_ARGUMENT,
    TAG_NAME,
    TOKEN,
)

__all__ = ["WikitextReader"]

_INTERLANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z-]+)?|simple)\Z")
_LONGEST_NAME = 300  # a longer name or file option is none: MediaWiki's titles have 255 bytes
_LINK, _TEMPLATE = BracketKind.LINK, BracketKind.TEMPLATE
_BRACKETS = {"[[": _LINK, "{{": _TEMPLATE}
_ITEM = "*#:;"
_USUAL_LINK = 4  # the group of TOKEN that only a usual link has
_HIDDEN_NAMESPACES = frozenset(("category", "file", "image", "media"))


class WikitextReader:
    """Reads one wikitext onto a canvas.

    Args:
        source: wikitext; any string.
        renderings: how templates show.

    After :meth:`read`, ``canvas`` is filled; ``blank``, ``regions`` and ``brackets`` hold the scan that it was
    made from.
    """

    def __init__(self, source: str, renderings: Renderings) -> None:
        self.source = source
        self.blank, self.regions = protect(source)
        self.brackets, self.unclosed = match_brackets(self.blank, plain=False)
        scan = Scan(source, self.blank)
        self.canvas = scan.canvas
        self._stops, self._tables = scan.stops, scan.tables
        self._templates = TemplateReader(scan, renderings)
        self._shown_regions = RegionPass(source, self.blank, self.regions, self.canvas)
        self._open_links: list[Bracket] = []
        self._in_external_link = False
        self._no_cell = -1  # the bar that the short way through tables ended at

    def read(self) -> Canvas:
        """Read the whole text."""
        size = len(self.source)
        for region in self.regions:
            if region.kind == "stray":
                message = f"<{region.tag or '!--'}> is never closed; only the tag was left out"
                self.canvas.diagnose("unclosed-tag", message, region.start, region.end)
        for start in self.unclosed:
            message = f"{self.blank[start : start + 2]} is never closed; read as text"
            self.canvas.diagnose("unclosed-bracket", message, start, start + 2)
        position = self.line_start(0, size)
        stops, run = self._stops, self._run
        for bracket in self.brackets:
            start = bracket.start
            if position > start:
                continue
            if stops and stops[-1].at <= start:
                position = self._advance(position, start)
            while position < start:
                position = self._advance(position, start) if stops else run(position, start)
            if position > start:
                continue
            position = self._bracket(bracket)
        self._advance(position, size)
        self._tables.close_all(size)
        return self.canvas

    def _bracket(self, bracket: Bracket) -> int:
        if bracket.kind is _LINK:
            return self._link(bracket)
        if bracket.kind is _TEMPLATE:
            return self._templates.read(bracket, self)
        return bracket.end  # a parameter of a template page shows nothing on an article

    # -- the pass ---------------------------------------------------------------------------------------

    def _advance(self, position: int, target: int) -> int:
        """Show the text up to ``target``, making the stops on the way."""
        stops = self._stops
        while True:
            if stops and stops[-1].at <= target:
                stop = stops[-1]
                if position < stop.at:
                    position = self._run(position, stop.at)
                    continue
                stops.pop()
                onward, act = None, stop.act
                if isinstance(act, int):
                    self._end_link(act)
                elif act is not None:
                    onward = act()
                position = max(position, stop.resume if onward is None else onward)
            elif position < target:
                position = self._run(position, target)
            else:
                return position

    def _run(self, position: int, end: int) -> int:
        """Show a run of text without brackets; return where the pass goes on (it may have jumped)."""
        canvas, blank = self.canvas, self.blank
        literal, link, show = canvas.literal, canvas.link, self._shown_regions.show
        tables, stops = self._tables, self._stops
        for token in TOKEN.finditer(blank, position, end):
            start, after = token.span()
            if position < start:
                literal(position, start)
            position = after
            group = token.lastindex
            if group == _USUAL_LINK:
                shown_start, shown_end = token.span(4)
                target_end = token.end(3)
                link(start, target_end if target_end >= 0 else shown_end, shown_start, shown_end, after)
                continue
            if group is not None:
                gap_end, mark = token.end(1), token[2]
                if mark is not None:
                    if mark[0] in _ITEM and mark[-1] in _ITEM and gap_end == start + 1:
                        self._in_external_link = False
                        tables.line = ""
                        canvas.begin(BlockKind.ITEM, mark)
                        continue
                    if mark[0] == "|" and tables.depth and start != self._no_cell:
                        jump = self._simple_cells(start, gap_end, end)
                        if jump != start:
                            return jump
                depth = len(stops)
                jump = self._newline(start, gap_end, mark, after, end)
            elif blank[start] == FILLER:
                show(start, after)
                continue
            else:
                depth = len(stops)
                jump = self._sign(start, after, end)
            if jump != after or len(stops) != depth:
                return jump  # a jump, or something that set a stop
        if position < end:
            canvas.literal(position, end)
        return end

    def _sign(self, start: int, after: int, end: int) -> int:
        """Act on a sign within a line; return where the pass goes on."""
        canvas, blank, tables = self.canvas, self.blank, self._tables
        first = blank[start]
        if (kind := _BRACKETS.get(blank[start : start + 2])) is not None:
            return self._bracket(Bracket(start, after, kind, None))
        if first == "'":
            self._apostrophes(start, after)
        elif first == "&":
            self._entity(start, after)
        elif first == "<":
            self._tag(start, after)
        elif first == "[":
            self._in_external_link = True
        elif first == "]":
            if not self._in_external_link:
                canvas.literal(start, after)
            self._in_external_link = False
        elif first == "_":
            pass  # a behaviour switch such as __NOTOC__ (Help:Magic words)
        elif tables.on_cell_line(first):
            jump = start
            if tables.line == "|" and start != self._no_cell:
                jump = self._simple_cells(start, start, end)
            return tables.inline_cell(start, after) if jump == start else jump
        else:
            canvas.literal(start, after)
        return after

    def line_start(self, position: int, end: int) -> int:
        """Read what may stand at the start of a line, where no newline comes before it."""
        found = LINE_MARK.match(self.blank, position, end)
        if found is None or found[1] is None:
            return position
        self._shown_regions.show(position, found.start(1))
        return self._mark(found.start(1), found[1], found.end(), end)

    def _newline(self, start: int, gap_end: int, mark: str | None, after: int, end: int) -> int:
        self._in_external_link = False
        canvas = self.canvas
        self._tables.line = ""
        gap = self.blank[start + 1 : gap_end]
        if mark is None:
            if canvas.is_open and "\n" not in gap and canvas.kind is BlockKind.PARAGRAPH:
                canvas.atom(" ", start, start + 1)
            else:
                canvas.begin()
        if FILLER in gap:
            self._shown_regions.show(start, gap_end)
        return after if mark is None else self._mark(gap_end, mark, after, end)

    def _mark(self, start: int, mark: str, after: int, end: int) -> int:
        """Act on the mark at the start of a line; return where the pass goes on."""
        canvas, first = self.canvas, mark[0]
        if first == "=":
            return self._heading(start)
        if mark.endswith("{|"):
            canvas.begin()
            return self._tables.open(after - 2, self._limit(end))
        if first in "|!":
            if self._tables.depth:
                return self._tables.mark(start, mark, after, self._limit(end))
            canvas.begin()
            return start  # text, where no table is open
        canvas.begin(BlockKind.ITEM, mark)
        return after

    def _limit(self, end: int) -> int:
        return self._stops[-1].at if self._stops else max(end, len(self.source))

    def _simple_cells(self, start: int, bar: int, end: int) -> int:
        if bar - start > 1 and self.blank[start + 1 : bar].strip(" \t"):
            return start  # more than blanks before the bar
        self._no_cell = self._tables.simple_cells(
            start, bar, self._limit(end), self._templates.ways, self._shown_regions
        )
        return self._no_cell

    # -- headings ---------------------------------------------------------------------------------------

    def _heading(self, start: int) -> int:
        """Read a heading line by MediaWiki's rule: its level is the smaller number of signs on either side."""
        blank, canvas = self.blank, self.canvas
        limit = self._limit(len(blank))
        line_end = blank.find("\n", start, limit)
        if line_end < 0:
            line_end = limit
        line = blank[start:line_end].rstrip(" \t\r\x7f")
        opening = len(line) - len(line.lstrip("="))
        closing = len(line) - len(line.rstrip("="))
        line_start = start
        while line_start > 0 and blank[line_start - 1] == FILLER:
            line_start -= 1
        only_comments = self._shown_regions.only_comments
        alone = only_comments(line_start, start) and only_comments(start + len(line), line_end)
        at_line_start = alone and (start == 0 or blank[start - 1] in ("\n", FILLER))
        level = min(opening, closing, 6, (len(line) - 1) // 2) if line else 0
        if level < 1 or not at_line_start:
            canvas.begin()
            canvas.literal(start, start + 1)
            return start + 1
        if self._tables.depth:
            self._tables.before_heading(start)
        content_start, content_end = start + level, start + len(line) - level
        if PLAIN_ARGUMENT.match(blank, content_start, content_end):
            canvas.heading(level, (start, line_end), (content_start, content_end))
            return line_end
        canvas.open_heading(level, start, line_end)
        index = canvas.section
        self._stops.append(Stop(content_end, line_end, lambda: self._end_heading(index)))
        return content_start

    def _end_heading(self, index: int) -> None:
        block = self.canvas.finish()
        if block is not None and block.kind is BlockKind.HEADING:
            level, _, _, source_start, source_end = self.canvas.headings[index]
            self.canvas.headings[index] = Heading(level, block.start, block.end, source_start, source_end)

    # -- inline -----------------------------------------------------------------------------------------

    def _apostrophes(self, start: int, after: int) -> None:
        # Help:Formatting: two are italic, three bold, five both; what is over stands as text.
        length = after - start
        over = 1 if length == 4 else max(0, length - 5)
        if over:
            self.canvas.literal(start, start + over)

    def _entity(self, start: int, after: int) -> None:
        written = self.source[start:after]
        shown = html.unescape(written)
        if shown == written:
            self.canvas.literal(start, after)
        else:
            self.canvas.atom(" " if shown.isspace() else shown.replace("\n", " "), start, after)

    def _tag(self, start: int, after: int) -> None:
        found = TAG_NAME.match(self.blank, start, after)
        name = found[1].lower() if found else ""
        if name == "br":
            self.canvas.atom(" ", start, after)
        elif name == "li":
            if self.blank[start + 1] != "/":
                self.canvas.begin(BlockKind.ITEM, "*")
        elif name in BLOCK_TAGS:
            self.canvas.begin()
        elif found is None:
            self.canvas.literal(start, after)

    # -- links ------------------------------------------------------------------------------------------

    def _link(self, bracket: Bracket) -> int:
        blank, canvas = self.blank, self.canvas
        start, end = bracket.start, bracket.end
        target_start, shown_end = start + 2, end - 2
        if bracket.pipes is None:
            bar = blank.find("|", target_start, shown_end)
        else:
            bar = bracket.pipes[0] if bracket.pipes else -1
        target_end = bar if bar >= 0 else shown_end
        if blank.find(":", target_start, min(target_end, target_start + _LONGEST_NAME)) >= 0:
            onward = self._in_namespace(bracket, target_start, target_end, bar < 0)
            if onward is not None:
                return onward
        shown_start = bar + 1 if bar >= 0 else target_start
        if bar < 0 and blank[shown_start] == ":":
            shown_start += 1
        if shown_start == shown_end:
            shown_start, shown_end = target_start, target_end
        canvas.wraps.add(shown_start, shown_end, start, end)
        links, begun = canvas.links, canvas.size if canvas.is_open else -1
        if bracket.pipes is None:
            if PLAIN.match(blank, shown_start, shown_end):
                canvas.literal(shown_start, shown_end)
            else:
                self.run_all(shown_start, shown_end)
            if begun < 0:
                begun = canvas.block_start
            if canvas.size > begun:
                links.append(LinkUse(begun, canvas.size, target_start, target_end, start, end))
            return end
        # Links may be nested by the hundred thousand, so little is noted of one until it ends.
        last = links[-1] if links else None
        same = last is not None and last.source_end == 0 and last.start == begun
        self._stops.append(Stop(shown_end, end, len(links)))
        self._open_links.append(bracket)
        links.append(last if last is not None and same else LinkUse(begun, 0, 0, 0, 0, 0))
        return shown_start

    def _in_namespace(self, bracket: Bracket, target_start: int, target_end: int, alone: bool) -> int | None:
        """Read a link whose target has a colon; return where the pass goes on, or None for a usual link."""
        blank = self.blank
        if blank[target_start] == ":":
            return None
        namespace = NAMESPACE.match(blank, target_start, target_end)
        name = namespace[1].lower() if namespace else ""
        if name in ("file", "image"):
            return self._file(bracket, bracket.parts(blank, MOST_PARTS))
        if name in _HIDDEN_NAMESPACES or (alone and name != "doi" and _INTERLANGUAGE.match(name)):
            return bracket.end  # a category, or the article in another language
        return None

    def run_all(self, start: int, end: int) -> None:
        """Show a range of text, with the stops that stand in it."""
        self._advance(start, end)

    def _end_link(self, index: int) -> None:
        canvas, bracket = self.canvas, self._open_links.pop()
        start = canvas.links[index].start
        if start < 0:
            start = canvas.block_start
        target_end = bracket.pipes[0] if bracket.pipes else bracket.end - 2
        canvas.links[index] = LinkUse(
            min(start, canvas.size), canvas.size, bracket.start + 2, target_end, bracket.start, bracket.end
        )

    def _file(self, bracket: Bracket, parts: list[tuple[int, int]]) -> int:
        """Show the caption of a framed picture as a block of its own."""
        blank = self.blank
        framed, captions = False, []
        for start, end in parts[1:]:
            # An option is short; what is long is a caption, and may hold any number of further links.
            option = FILE_OPTION.match(blank[start:end]) if end - start < _LONGEST_NAME else None
            if option is None:
                captions.append((start, end))
            elif blank[start:end].strip().lower().startswith(("thumb", "frame")):
                framed = True
        if not captions or not framed:
            return bracket.end
        start, end = captions[-1]
        self.canvas.begin(BlockKind.CAPTION)
        self._stops.append(Stop(end, bracket.end, lambda: self.canvas.begin()))
        return start
