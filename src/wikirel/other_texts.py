"""Texts that are no article: what they are, so that nobody takes their silence for an answer.

They parse as any text does, but a redirect, a web page or a dump gives few facts or wrong ones.  Each is told by
a diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wikirel.document import Document
from wikirel.spans import Diagnostic, Span
from wikirel.values.language import language_code, language_codes

__all__ = ["OTHER_TEXTS", "told_apart"]

OTHER_TEXTS = frozenset(("redirect", "html-page", "dump", "json", "disambiguation"))
"""The codes of these diagnostics."""

_TARGET = re.compile(r"\[\[([^\[\]|\n]{1,300})")
# What such a text begins with, its code, and what to do.
_BEGINNINGS = tuple(
    (re.compile(rf"[\s\ufeff]*+{pattern}", re.IGNORECASE), code, message)
    for pattern, code, message in (
        (
            r"(?:<!doctype html|<html\b)",
            "html-page",
            "this is a web page, read as if it were wikitext: take the page's wikitext (action=raw)",
        ),
        (
            r"(?:<\?xml\b[^<>]{0,200}>\s*+)?<mediawiki\b",
            "dump",
            "this is an export of a wiki, read as if it were one article: wikirel dataset reads its pages",
        ),
        (
            r"(?:\{\s*+\"|\[\s*+\{\s*+\")",
            "json",
            "this is JSON, read as if it were wikitext: take the page's wikitext (action=raw)",
        ),
    )
)
_SHORT = 20_000  # characters; no list of like-named pages is longer


def told_apart(document: Document, vocabulary: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield what a text is, if it is no article.

    Args:
        document: the text, read.
        vocabulary: the words of its language; the table ``pages`` is read.

    >>> [note.message for note in told_apart(Document("#REDIRECT [[Cuba–Peru relations]]"), {})]
    ["the page only leads to 'Cuba–Peru relations': read that page"]
    """
    source = document.source
    yield from _redirect(source, language_code(document.language))
    for pattern, code, message in _BEGINNINGS:
        found = pattern.match(source)
        if found is not None:
            yield Diagnostic(code, message, Span(*found.span()))
    if len(source) > _SHORT:
        return
    for pattern in vocabulary.get("pages", {}).get("disambiguation", ()):
        listed = re.search(pattern, source, re.IGNORECASE)
        if listed is not None:
            message = "the page lists pages of like names: read one of those"
            yield Diagnostic("disambiguation", message, Span(*listed.span()))
            return


def _redirect(source: str, language: str) -> Iterator[Diagnostic]:
    if not source[:100].lstrip("\ufeff \t\r\n").startswith("#"):
        return
    from wikirel.structure.namespaces import Namespaces  # facts do without the typed nodes of markup

    for code in dict.fromkeys((language, *language_codes())):
        found = Namespaces.load(code).redirect.match(source.removeprefix("\ufeff"))
        if found is not None:
            start = len(source) - len(source.removeprefix("\ufeff"))
            target = _TARGET.match(source, start + found.end())
            where = f"to {' '.join(target[1].split())!r}" if target else "elsewhere"
            end = target.end() if target else start + found.end()
            yield Diagnostic(
                "redirect", f"the page only leads {where}: read that page", Span(start + found.start(), end)
            )
            return
