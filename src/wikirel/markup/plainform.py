"""The reader of the plain rendering: a machine-made rendering of an article, as the seed has it.

Line by line: ``= Title =``; a line ``Infobox`` with ``- Key: value`` lines below it; headings between equals
signs; list items that begin with ``-``; rows of tables as ``| cell | cell |``; every other line is a
paragraph.  What it draws on the canvas is what the reader of wikitext draws for the same article.
"""

from __future__ import annotations

import re

from wikirel.markup.blocks import BlockKind, Cell, Field, Row, Table
from wikirel.markup.canvas import Canvas

__all__ = ["PlainReader", "is_plain_rendering"]

_LINE = re.compile(
    r"[ \t\ufeff]*(?:"
    r"(?P<heading>=[^\n]*)"
    r"|(?P<marker>(?:-|\*+|#+|•)[ \t]+)(?P<item>[^\n]*)"
    r"|\|(?P<row>[^\n]*)"
    r"|(?P<text>[^\n]*)"
    r")\n?"
)
_KEY = re.compile(r"[ \t]*([A-Za-z][\w .-]{0,60}?)[ \t]*:(?!//)")
_RULE = re.compile(r"[\s|:-]*\Z")
_TITLE = re.compile(r"\s*(?:\ufeff\s*)?=[ \t]*[^=\s][^\n]*=[ \t\r]*(?:\n|\Z)")
_MARKUP = re.compile(r"\[\[[^\[\]\n]+\]\]|\{\{[^{}]+\}\}|^\{\||<ref|'''", re.MULTILINE)


def is_plain_rendering(text: str) -> bool:
    r"""Tell which form a text has: the plain rendering has a title line and no wikitext.

    >>> is_plain_rendering("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
    True
    >>> is_plain_rendering("* [[Cuba]] has an embassy in Lima.")
    False
    """
    return _MARKUP.search(text) is None and (
        _TITLE.match(text) is not None or re.search(r"^- ", text, re.MULTILINE) is not None
    )


class PlainReader:
    """Reads one plain rendering onto a canvas.

    Args:
        source: the text; any string.

    After :meth:`read`, ``title`` is the text of the title line, or None.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.canvas = Canvas(source)
        self.title: str | None = None
        self._table: Table | None = None
        self._rows: list[Row] = []
        self._infobox_start = -1
        self._in_infobox = False

    def read(self) -> Canvas:
        """Read the whole text."""
        source, canvas = self.source, self.canvas
        position, size = 0, len(source)
        while position < size:
            line = _LINE.match(source, position)
            if line is None:  # pragma: no cover - the last alternative matches any line
                break
            if line["heading"] is not None:
                self._end_table(position)
                self._heading(line)
            elif line["marker"] is not None:
                self._end_table(position)
                self._item(line)
            elif line["row"] is not None:
                self._row(line)
            else:
                self._end_table(position)
                self._paragraph(*line.span("text"))
            position = line.end()
        self._end_table(size)
        canvas.finish()
        if canvas.fields:
            whole = self._infobox_start, canvas.fields[-1].source_end
            for field in canvas.fields:
                field.template_span = whole
        return canvas

    def _heading(self, line: re.Match[str]) -> None:
        """Read a heading line by MediaWiki's rule, as in wikitext; a line that is none is a paragraph."""
        canvas = self.canvas
        start = line.start("heading")
        written = line["heading"].rstrip()
        end = start + len(written)
        opening = len(written) - len(written.lstrip("="))
        closing = len(written) - len(written.rstrip("="))
        level = min(opening, closing, 6, (len(written) - 1) // 2)
        title = written[level : len(written) - level].strip() if level > 0 else ""
        if not title:
            self._paragraph(start, line.end("heading"))
            return
        self._in_infobox = False
        if level == 1 and self.title is None and not canvas.headings:
            self.title = title
            return
        canvas.begin()
        canvas.heading(level, (start, end), (start + level, end - level))

    def _item(self, line: re.Match[str]) -> None:
        canvas = self.canvas
        start, end = line.span("item")
        key = _KEY.match(self.source, start, end) if self._in_infobox else None
        if key is not None:
            self._field(key[1], key.end(), end)
            return
        self._in_infobox = False
        marker = line["marker"].strip()
        canvas.begin(BlockKind.ITEM, "*" if marker in ("-", "•") else marker)
        canvas.literal(start, end)
        canvas.finish()

    def _field(self, key: str, start: int, end: int) -> None:
        canvas = self.canvas
        value = self.source[start:end]
        start += len(value) - len(value.lstrip())
        end = start + len(value.strip())
        field = Field("Infobox", (self._infobox_start, end), key.lower(), start, end)
        canvas.fields.append(field)
        canvas.begin()
        field.first_block = canvas.block_count
        canvas.place = field
        canvas.literal(start, end)
        canvas.finish()
        canvas.place = None
        field.last_block = canvas.block_count

    def _row(self, line: re.Match[str]) -> None:
        canvas, source = self.canvas, self.source
        self._in_infobox = False
        start, end = line.span("row")
        content = source[start:end].rstrip()
        row_end = start + len(content)
        if content.endswith("|"):
            content = content[:-1]
        canvas.begin()
        if self._table is None:
            self._table = Table(start - 1, start, canvas.section)
            canvas.tables.append(self._table)
        if _RULE.match(content) and "-" in content:
            return  # the rule under a header row
        row: Row | None = None
        header = not self._rows
        end = start + len(content)
        while start <= end:
            bar = source.find("|", start, end)
            stop = bar if bar >= 0 else end
            cell = Cell(header, start, None, canvas.block_count)
            cell.source_end = stop
            if row is None:
                row = Row(start - 1, cell)
                row.source_end = row_end
                self._rows.append(row)
            else:
                row.cells.append(cell)
            canvas.place = cell
            canvas.literal(start, stop)
            canvas.finish()
            canvas.place = None
            cell.last_block = canvas.block_count
            start = stop + 1

    def _end_table(self, position: int) -> None:
        if self._table is not None:
            self._table.rows = self._rows
            self._table.source_end = self._rows[-1].source_end if self._rows else position
            self._table.closed = True
            self._table = None
            self._rows = []

    def _paragraph(self, start: int, end: int) -> None:
        text = self.source[start:end].strip()
        if text == "Infobox" and not self.canvas.headings and not self.canvas.fields:
            self._in_infobox = True
            self._infobox_start = start
            return
        if text:
            self._in_infobox = False
            self.canvas.begin()
            self.canvas.literal(start, end)
            self.canvas.finish()
