"""The regular expressions of the wikitext reader, each with the rule that it follows.

What may be missing is written ``(?:x|)``: Python is done with it sooner than with ``(?:x)?``, which it counts.

Every expression is linear: its repetitions stop at a character that none of its alternatives begins with.
"""

from __future__ import annotations

import re

from wikirel.markup.protect import FILLER

__all__ = [
    "ATTRIBUTES",
    "BLOCK_TAGS",
    "FILE_OPTION",
    "HEADER_ATTRIBUTES",
    "LINE_MARK",
    "NAMESPACE",
    "PLAIN",
    "PLAIN_ARGUMENT",
    "SIMPLE_CELL",
    "TAG_NAME",
    "TOKEN",
]

_MARK = (
    r"[*#:;]++(?:[ \t]*+\{\||)|"  # a list (Help:List), or a table in one
    r"\{\||\|\}(?!\})|\|-+|\|\+|\||!|"  # a table and its parts (Help:Table)
    r"="  # a heading, if the line bears it out (Help:Section)
)
LINE_MARK = re.compile(rf"[\s{FILLER}]*+(?:({_MARK})|)")
"""What stands at the start of a line."""

# Links and templates of one line without brackets inside.
_PLAIN_LINK = r"\[\[(?!\[)[^\[\]{}|\n]*+(?:\|[^\[\]{}\n]*+|)\]\]"
_PLAIN_TEMPLATE = r"\{(?<!\{\{)\{(?!\{)[^{}\[\]\n]*+\}\}"

TOKEN = re.compile(
    rf"\n([\s{FILLER}]*+)(?:({_MARK})|)"
    # The usual link, which shows as it stands, before the others.
    rf"|\[\[(?!\[)(?:([^\[\]{{}}|\n:]*+)\||)([^\[\]{{}}|\n:!'&<_{FILLER}]++)\]\]"
    rf"|{_PLAIN_LINK}|{_PLAIN_TEMPLATE}"
    r"|\|\|"
    r"|!!"
    r"|'''*"
    r"|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
    rf"|</?[A-Za-z](?:[^<>\[{{]++|(?!{_PLAIN_LINK}|{_PLAIN_TEMPLATE})[\[{{])*+>"
    rf"|{FILLER}{FILLER}*"
    r"|\[(?:(?:https?:|ftp:)?//|mailto:)[^\s\[\]<>\"{}|]*[ \t]*"
    r"|\]"
    r"|__[A-Z]{3,}__"
)
"""Everything in a run of text that is not shown as it stands.

Groups: the blanks at the start of a line, the mark behind them, and the target and text of a usual link.
"""

ATTRIBUTES = re.compile(r"(?:[^|\n\[\]{}]++|\{\{[^{}\n]*\}\})*+\|(?!\|)")
"""The attributes of a cell, up to the bar that ends them (a ``[[`` before the bar means that there are none)."""

HEADER_ATTRIBUTES = re.compile(r"(?:[^|!\n\[\]{}]++|!(?!!)|\{\{[^{}\n]*\}\})*+\|(?!\|)")
"""The same on a line of header cells, which ``!!`` parts."""

SIMPLE_CELL = re.compile(
    rf"(?:\n[ \t]*(\|-+[^\n\[\]{{}}{FILLER}]*+)(?=\n)|)"
    rf"(?:(?:\n[ \t]*(?=\|)|)(\|\|?)(?![-+}}|])[ \t]*+({FILLER}*+)[ \t]*+"
    rf"(?:\{{\{{([^{{}}|\[\]\n{FILLER}]++)\|[ \t]*+([^{{}}|=<&'_\[\]\n{FILLER}]*+)"
    rf"([|=][^{{}}<&'_\[\]\n{FILLER}]*+|)\}}\}}"
    rf"|([^|\n\[\]{{}}<&'_{FILLER}]*+))"
    rf"[ \t]*+({FILLER}*+)[ \t]*+(?=\n[ \t]*[|!]|\|\|)|)"
)
"""A bar that begins a row, a cell that holds words or one template between references, or both, or nothing.

Groups: the line of the row from its bar on, the bar of the cell, the filler of references before its text, a
template's name, its first argument and its others, or the words, and the filler of the references behind them.  It
matches everywhere, so that a search for one behind another never runs ahead.
"""

PLAIN = re.compile(rf"[^\n|!'&<{FILLER}\[\]_]*\Z")
"""Text without any token; matched up to a given end."""

PLAIN_ARGUMENT = re.compile(rf"(?:[^\n|!'&<{FILLER}\[\]_{{}}=*#:;][^\n|!'&<{FILLER}\[\]_{{}}]*)?\Z")
"""The same for an argument, which may hold templates, and a mark of the start of a line."""

TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")

BLOCK_TAGS = frozenset(
    "p div ul ol dl dd dt table tr td th caption center blockquote section h1 h2 h3 h4 h5 h6 hr".split()
)
"""HTML tags that part blocks (the phrasing tags of HTML 5 do not)."""

NAMESPACE = re.compile(r"[ _\x7f]*:?[ _]*([A-Za-z][\w -]*?)[ _]*:")

FILE_OPTION = re.compile(
    r"\s*+(?:thumb(?:nail)?(?:\s*=.*)?|frame(?:d|less)?|border|right|left|center|centre|none|upright(?:\s*=?.*)?"
    r"|\d*(?:x\d+)?\s*px|(?:alt|link|lang|page|class|thumbtime|start|end)\s*=.*|baseline|middle|sub|super|top"
    r"|text-top|bottom|text-bottom)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""Everything in a file link that is not its caption (Help:Images)."""
