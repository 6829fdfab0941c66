"""Templates in wikitext: which arguments show, and how, by the table of renderings.

Showing an argument means to set a stop where it ends (see :mod:`wikirel.markup.wikitext`): the pass then reads the
argument like any other text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from wikirel.markup.blocks import BlockKind, Cell, Field, Mark, TemplateUse
from wikirel.markup.brackets import MOST_PARTS, Bracket
from wikirel.markup.canvas import Canvas
from wikirel.markup.protect import FILLER
from wikirel.markup.renderings import Rendering, RenderingKind, Renderings, normal_name
from wikirel.markup.simplecells import Ways, reads_as_written
from wikirel.markup.tablestack import TableStack
from wikirel.markup.tokens import PLAIN_ARGUMENT
from wikirel.values.dates.templates import template_date

__all__ = ["Scan", "Stop", "TemplateReader"]


_EQUALS = re.compile(r"[={\[<]")
_HEADING = re.compile(r"\n==")  # in an argument, too, two signs at the start of a line begin a heading
_BRACE = re.compile(r"[{\[]")
_MOST_FIELDS = 5_000  # an article has some dozens; infoboxes behind so many are not read
_LONGEST_NAME = 300  # MediaWiki's titles have 255 bytes; nothing longer names a template


class Stop(NamedTuple):
    """Where the pass leaves what shows.

    Attributes:
        at: source offset where what shows ends.
        resume: source offset where the pass goes on.
        act: what is done there, or None; what it returns, if anything, is where the pass goes on instead.  A
            number is that of a link, which ends there.
    """

    at: int
    resume: int
    act: Callable[[], int | None] | int | None


class Scan:
    """What the parts of one reading share: the text, what it is drawn on, open stops and tables."""

    __slots__ = ("blank", "canvas", "source", "stops", "tables")

    def __init__(self, source: str, blank: str) -> None:
        self.source = source
        self.blank = blank
        self.canvas = Canvas(source)
        self.stops: list[Stop] = []
        self.tables = TableStack(self.canvas, blank)


class Host(Protocol):
    """The pass over the text, as templates need it; handed over at each call, so that no cycle is left behind."""

    def run_all(self, start: int, end: int) -> None:
        """Show a range of text."""

    def line_start(self, position: int, end: int) -> int:
        """Read what may stand at the start of a line; return where the pass goes on."""


class TemplateReader:
    """Shows the templates of one reading.

    Args:
        scan: what the reading shares.
        renderings: how templates show.
    """

    def __init__(self, scan: Scan, renderings: Renderings) -> None:
        self.source, self.blank, self.canvas = scan.source, scan.blank, scan.canvas
        self._tables, self._stops = scan.tables, scan.stops
        self._renderings = renderings
        self._found: dict[str, tuple[str, Rendering | None]] = {}
        self.ways = Ways(renderings)
        self._fields_made = 0

    def read(self, bracket: Bracket, host: Host) -> int:
        """Show a template; return where the pass goes on."""
        parts = bracket.parts(self.blank, MOST_PARTS)
        name_start, name_end = parts[0]
        brace = _BRACE.search(self.blank, name_start, min(name_end, name_start + _LONGEST_NAME))
        name_end = brace.start() if brace else min(name_end, name_start + _LONGEST_NAME)
        name, rendering = self._known(self.blank[name_start:name_end])
        if rendering is None:
            self._use(name, bracket, parts, known=False)
            return bracket.end
        kind = rendering.kind
        if rendering.flag:
            self.canvas.marks.append(
                Mark(self.canvas.size, "flag", rendering.flag, bracket.start, bracket.end)
            )
        if kind is RenderingKind.SHOW:
            return self._show(rendering, bracket, parts, host)
        if kind is RenderingKind.DATE:
            return self._date(name, rendering, bracket, parts)
        if kind is RenderingKind.TEXT:
            self.canvas.atom(rendering.text, bracket.start, bracket.end)
        elif kind is RenderingKind.NOTE:
            self.canvas.marks.append(Mark(self.canvas.size, "note", "", bracket.start, bracket.end))
        elif kind is RenderingKind.FIELDS:
            return self._fields(bracket, parts, host)
        elif kind in (RenderingKind.BLOCKS, RenderingKind.LIST):
            return self._blocks(rendering, bracket, parts, host)
        elif kind is RenderingKind.HIDE:
            self._use(name, bracket, parts, known=True)
        return bracket.end

    def _known(self, written: str) -> tuple[str, Rendering | None]:
        known = self._found.get(written)
        if known is None:
            name = written.replace(FILLER, "")
            known = self._found[written] = normal_name(name), self._renderings.find(name)
        return known

    def _use(self, name: str, bracket: Bracket, parts: list[tuple[int, int]], *, known: bool) -> None:
        canvas = self.canvas
        cuts = (*[start for start, _ in parts], parts[-1][1] + 1)
        canvas.templates.append(
            TemplateUse(name, canvas.size, canvas.section, bracket.start, bracket.end, known, cuts)
        )

    def _argument(self, part: tuple[int, int]) -> tuple[str, int, int]:
        """Part an argument into its name (empty if it has none) and the range of its value."""
        blank, (start, end) = self.blank, part
        found = _EQUALS.search(blank, start, end)
        if found is not None and found[0] == "=" and not _HEADING.match(blank, found.start() - 1, end):
            name = blank[start : found.start()].replace(FILLER, "").strip().lower()
            return name, *self._strip(found.end(), end)
        return "", *self._strip(start, end)

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        blank = self.blank
        while start < end and blank[start].isspace():
            start += 1
        while end > start and blank[end - 1].isspace():
            end -= 1
        return start, end

    def _arguments(self, parts: list[tuple[int, int]]) -> tuple[dict[int | str, tuple[int, int]], int]:
        """Return the ranges of values by position or name, and the number of positional arguments."""
        values: dict[int | str, tuple[int, int]] = {}
        count = 0
        for part in parts[1:]:
            name, start, end = self._argument(part)
            if not name:
                count += 1
                values[count] = start, end
            elif name.isdecimal() and len(name) < 4:
                values[int(name)] = start, end
            else:
                values[name] = start, end
        return values, count

    def _show(self, rendering: Rendering, bracket: Bracket, parts: list[tuple[int, int]], host: Host) -> int:
        wanted = rendering.arguments
        if wanted == (1,) and len(parts) == 2 and not rendering.text:
            name, start, end = self._argument(parts[1])
            ranges = [(start, end)] if name in ("", "1") else []
        elif wanted == (0,):
            ranges = [self._strip(*parts[0])]
        else:
            values, count = self._arguments(parts)
            name_start, name_end = parts[0]
            colon = self.blank.find(":", name_start, min(name_end, name_start + _LONGEST_NAME))
            if colon >= 0 and not values:
                values[1] = (colon + 1, name_end)  # a parser function: {{formatnum:1234}}
            keys = [count if key == -1 else key for key in wanted]
            ranges = sorted(values[key] for key in keys if key in values)
        ranges = [(start, end) for start, end in ranges if start < end]
        if not ranges:
            return bracket.end
        canvas = self.canvas
        canvas.wraps.add(ranges[0][0], ranges[-1][1], bracket.start, bracket.end)
        canvas.atom(rendering.text, bracket.start, ranges[0][0])
        if bracket.pipes is None and len(ranges) == 1:
            host.run_all(*ranges[0])
            canvas.atom(rendering.after, ranges[0][1], bracket.end)
            return bracket.end
        self._stop_after(rendering, bracket.end, ranges, 0)
        return ranges[0][0]

    def _stop_after(self, rendering: Rendering, end: int, ranges: list[tuple[int, int]], index: int) -> None:
        """Set the stop behind one shown argument; the stop behind the next one is set when it is made."""
        last = index == len(ranges) - 1
        start, resume = ranges[index][1], end if last else ranges[index + 1][0]
        if last and not rendering.after:
            self._stops.append(Stop(start, resume, None))
            return

        def act() -> None:
            self.canvas.atom(rendering.after if last else rendering.join, start, resume)
            if not last:
                self._stop_after(rendering, end, ranges, index + 1)

        self._stops.append(Stop(start, resume, act))

    def _date(self, name: str, rendering: Rendering, bracket: Bracket, parts: list[tuple[int, int]]) -> int:
        canvas, source = self.canvas, self.source
        values, count = self._arguments(parts)
        if count == rendering.skip + 1 and bracket.pipes is None:
            start, end = values[count]
            written = self.blank[start:end]
            if reads_as_written(written) and not rendering.text:
                canvas.literal(start, end)
                canvas.wraps.add(start, end, bracket.start, bracket.end)
                return bracket.end
        positional = [
            source[slice(*values[key])] for key in range(1 + rendering.skip, count + 1) if key in values
        ]
        named = {key: source[slice(*value)] for key, value in values.items() if isinstance(key, str)}
        shown = template_date(name.removeprefix("#invoke:"), positional, named)
        if shown:
            canvas.atom(rendering.text + shown, bracket.start, bracket.end)
        return bracket.end

    def _blocks(
        self, rendering: Rendering, bracket: Bracket, parts: list[tuple[int, int]], host: Host
    ) -> int:
        """Show arguments as blocks of their own."""
        values, count = self._arguments(parts)
        as_list = rendering.kind is RenderingKind.LIST
        keys: list[int | str] = list(range(1, count + 1)) if as_list else list(rendering.arguments)
        ranges = sorted({values[key] for key in keys if key in values and values[key][0] < values[key][1]})
        if not ranges:
            return bracket.end
        return self._block(host, as_list, bracket.end, ranges, 0, self._tables.depth)

    def _block(
        self, host: Host, as_list: bool, end: int, ranges: list[tuple[int, int]], index: int, depth: int
    ) -> int:
        """Begin the block of one argument, or end the last one; return where the pass goes on."""
        canvas = self.canvas
        if index:
            self._tables.close_above(depth, ranges[index - 1][1])
        kind, marker = (BlockKind.ITEM, "*") if as_list else (None, "")
        for number in range(index, len(ranges)):
            canvas.begin(kind, marker)
            start, stop = ranges[number]
            if PLAIN_ARGUMENT.match(self.blank, start, stop) is None:
                act = partial(self._block, host, as_list, end, ranges, number + 1, depth)
                self._stops.append(Stop(stop, stop, act))
                return host.line_start(start, stop)
            canvas.literal(start, stop)
        canvas.begin()
        return end

    def _fields(self, bracket: Bracket, parts: list[tuple[int, int]], host: Host) -> int:
        """Show every parameter of an infobox as a block of its own."""
        if self._fields_made >= _MOST_FIELDS:
            self.canvas.diagnose(
                "many-fields", "no article has so many parameters; not read", bracket.start, bracket.end
            )
            return bracket.end
        fields = []
        position, span = 0, (bracket.start, bracket.end)
        written = self.source[parts[0][0] : min(parts[0][1], parts[0][0] + _LONGEST_NAME)].strip()
        for part in parts[1:]:
            key, start, end = self._argument(part)
            if not key:
                position += 1
                key = str(position)
            fields.append(Field(written, span, key, start, end))
        self._fields_made += len(fields)
        self.canvas.begin()
        if not fields:
            return bracket.end
        return self._field(host, fields, 0, bracket.end, self.canvas.place, self._tables.depth)

    def _field(
        self, host: Host, fields: list[Field], index: int, end: int, outer: Cell | Field | None, depth: int
    ) -> int:
        """Begin the blocks of one parameter, or end the last one; return where the pass goes on."""
        canvas = self.canvas
        if index:
            done = fields[index - 1]
            self._tables.close_above(depth, done.source_end)
            canvas.begin()
            done.last_block = canvas.block_count
        for number in range(index, len(fields)):
            field = fields[number]
            start, stop = field.source_start, field.source_end
            field.first_block = canvas.block_count
            canvas.fields.append(field)
            canvas.place = field
            if PLAIN_ARGUMENT.match(self.blank, start, stop) is None:
                field.last_block = field.first_block
                act = partial(self._field, host, fields, number + 1, end, outer, depth)
                self._stops.append(Stop(stop, stop, act))
                return host.line_start(start, stop)
            if start < stop:
                canvas.literal(start, stop)
                canvas.begin()
            field.last_block = canvas.block_count
        canvas.place = outer
        return end
