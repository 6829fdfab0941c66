"""Inputs that make a careless parser quadratic, fat, or deep; each is built to a given size.

They come from the field notes on mwparserfromhell 0.7.2 and from reading our own code for loops inside loops.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["ATTACKS", "LISTED", "build"]


def _repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + piece * max(1, (size - len(before) - len(after)) // len(piece)) + after


def _nested(opening: str, closing: str, inside: str = "a") -> Callable[[int], str]:
    def build(size: int) -> str:
        depth = max(1, size // (len(opening) + len(closing)))
        return opening * depth + inside + closing * depth

    return build


# The inputs that are promised: under 2 s and under 100 bytes a character for 1 MB of each.
LISTED: dict[str, Callable[[int], str]] = {
    "{{a|": _repeated("{{a|"),
    "[[": _repeated("[["),
    "{{{": _repeated("{{{"),
    "<b ": _repeated("<b "),
    "</b><b> {|": _repeated("</b><b>\n{|"),
    "''": _repeated("''"),
    "<ref>": _repeated("<ref>"),
    "<ref": _repeated("<ref "),
    "<!--": _repeated("<!--"),
    "{|": _repeated("{|"),
    "{| on lines": _repeated("{|\n"),
    "=a": _repeated("=a"),
    "&#0": _repeated("&#0"),
    "&#0;": _repeated("&#0;"),
    "NUL": _repeated("\0"),
    "[[a|": _repeated("[[a|"),
    "{{a|[[": _repeated("{{a|[["),
    "|- |": _repeated("|-\n|"),
    "[http://a": _repeated("[http://a "),
    "*": _repeated("\n*"),
    "==a== {|": _repeated("\n==a==\n{|"),
    "{{small| nested": _nested("{{small|", "}}"),
    "[[a| nested": _nested("[[a|", "]]"),
    "{{show| nested": _nested("{{show|t|", "}}"),
}

ATTACKS: dict[str, Callable[[int], str]] = {
    **LISTED,
    "blanks": _repeated(" "),
    "newlines": _repeated("\n"),
    "delete characters": _repeated("\x7f"),
    "a''": _repeated("a''b'''"),
    "&amp;": _repeated("&amp;"),
    "<br>": _repeated("<br>a"),
    "a]": _repeated("a]"),
    "]]]": _repeated("[[a|[b]]]"),
    "paragraphs": _repeated("a\n\n"),
    "items": _repeated("\n*a"),
    "sentences": _repeated("a. B "),
    "comments": _repeated("<!-- -->"),
    "comments on lines": _repeated("\n<!-- --> <!--"),
    "cells ||": _repeated("||", "{|\n|"),
    "cells !!": _repeated("a!!", "{|\n!"),
    "rows": _repeated("|-\n|", "{|\n"),
    "a long cell": _repeated("a", "{|\n|"),
    "a long cell of templates": _repeated("a {{b}} ", "{|\n|"),
    "tables indented": _repeated("\n:{|"),
    "headings": _repeated("\n=a="),
    "headings in a table": _repeated("\n==a==", "{|"),
    "headings and |}}": _repeated("\n==a==\n|}}", "{|\n"),
    "tables with headings": _repeated("{|\n==a==\n|}\n"),
    "{{}} in runs": _repeated("{{{{}}}}"),
    "{{small|a}}": _repeated("{{small|a}}"),
    "files": _repeated("[[File:a|thumb|b]]"),
    "options of a file": _repeated("|b", "[[File:a|thumb", "]]"),
    "blanks in an option of a file": _repeated("[[File:a|" + " " * 290 + "x]]"),
    "arguments of a list": _repeated("|b", "{{ubl", "}}"),
    "arguments of {{lang}}": _repeated("|b", "{{lang", "}}"),
    "arguments of an infobox": _repeated("|b", "{{Infobox x", "}}"),
    "parameters of an infobox": _repeated("|b=c", "{{Infobox x", "}}"),
    "empty arguments of an infobox": _repeated("|", "{{Infobox x", "}}"),
    "arguments of an unknown template": _repeated("|", "{{zz", "}}"),
    "infoboxes of many arguments": _repeated("{{Infobox x" + "|b" * 1000 + "}}"),
    "infoboxes in infoboxes": _nested("{{Infobox x|", "|b|b|b|b|b|b|b|b|b}}"),
    "lists of many arguments": _repeated("{{ubl" + "|b" * 1000 + "}}"),
    "unknown templates of many arguments": _repeated("{{zz" + "|" * 1000 + "}}"),
    "references": _repeated("<ref name=a/>"),
    "references that cite": _repeated("a.<ref>{{cite web|title=b}}</ref> "),
    "unknown templates": _repeated("{{zz}}"),
    "flags": _repeated("{{cn}}"),
    "tables nested": _nested("\n{|\n|", "\n|}"),
    "{{a| nested": _nested("{{a|", "}}"),
    "{{ nested": _nested("{{", "}}"),
    "{{ a nested": _nested("{{ ", "}}"),
    "{{{ nested": _nested("{{{", "}}}"),
    "[[ a nested": _nested("[[ ", " ]]"),
    "[[File: nested": _nested("[[File:a|thumb|", "]]"),
    "{{formatnum: nested": _nested("{{formatnum:", "}}"),
    "{{small|= nested": _nested("{{small|", "=}}"),
    "{{small|[[ nested": _nested("{{small|[[b|", "]]}}"),
    "{{convert| nested": _nested("{{convert|", "|m}}"),
    "{{lang| nested": _nested("{{lang|es|", "}}"),
    "{{dts| nested": _nested("{{dts|", "}}"),
    "{{efn| nested": _nested("{{efn|", "}}"),
    "{{ubl| nested": _nested("{{ubl|", "}}"),
    "{{Infobox| nested": _nested("{{Infobox x|a=", "}}"),
    "{{flag|[[ unclosed": _nested("{{flag|", "[[a}}"),
    "<small> nested": _nested("<small>", "</small>"),
    "plain: a line": _repeated("a", "= t =\n="),
    "plain: headings": _repeated("=a=\n", "= t =\n"),
    "plain: fields": _repeated("- a: b\n", "= t =\nInfobox\n"),
    "plain: cells": _repeated("| a", "= t =\n"),
    "plain: rows": _repeated("| a\n", "= t =\n"),
    "plain: items": _repeated("- a\n", "= t =\n"),
}


def build(name: str, size: int) -> str:
    """Build the attack of that name to about a size."""
    return ATTACKS[name](size)
