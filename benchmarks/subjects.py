"""What is timed: our layers, and the parsers that they are compared with, each as a function of a text."""

from __future__ import annotations

from collections.abc import Callable

import mwparserfromhell

from wikirel import parse_article
from wikirel.document import Document
from wikirel.markup.brackets import match_brackets
from wikirel.markup.protect import protect

__all__ = ["OURS", "PEERS", "SUBJECTS"]


def scan(text: str) -> object:
    """The first layer: what is not markup is blanked, brackets are matched."""
    blank, _ = protect(text)
    return match_brackets(blank)


def wikitextparser(text: str) -> object:
    """Ask it for what the others have read by then, since it reads lazily."""
    import wikitextparser  # GPL: a peer to measure, not a dependency

    parsed = wikitextparser.parse(text)
    return (
        [(template.name, template.arguments) for template in parsed.templates],
        [link.target for link in parsed.wikilinks],
        [section.title for section in parsed.sections],
        [table.span for table in parsed.tables],
    )


OURS: dict[str, Callable[[str], object]] = {
    "wikirel: scan (protect, brackets)": scan,
    "wikirel: Document (markup read)": Document,
    "wikirel: parse_article (all facts)": parse_article,
}
PEERS: dict[str, Callable[[str], object]] = {"mwparserfromhell.parse": mwparserfromhell.parse}
try:
    import wikitextparser as _installed  # noqa: F401
except ImportError:
    pass
else:
    PEERS["wikitextparser (templates, links, sections, tables)"] = wikitextparser
SUBJECTS = {**OURS, **PEERS}
