"""What the tests of each language ask: dates of a text, missions of a line, happenings of a sentence."""

from __future__ import annotations

from wikirel import Article, Mission, parse_article
from wikirel.values.dates import DateGrammar

__all__ = ["dates", "happenings", "missions", "posts"]


def dates(language: str, text: str) -> list[str | None]:
    """Return the EDTF of every date of a text, resolved within it."""
    grammar = DateGrammar.load(language)
    return [mention.edtf for mention in grammar.resolve(grammar.find(text), text)]


def read(title: str, text: str) -> Article:
    return parse_article(f"'''{title}'''\n\n== X ==\n{text}", title=title)


def missions(title: str, line: str) -> list[Mission]:
    """Return the missions that a line of an article of this title tells of."""
    return list(read(title, line).missions)


def posts(title: str, line: str) -> list[tuple[str | None, str | None, str, str | None, bool]]:
    """Return the core of the missions of a line: sending, host, kind, city, resident."""
    return [(m.sending.code, m.host.code, str(m.kind), m.city, m.resident) for m in missions(title, line)]


def happenings(title: str, text: str) -> list[tuple[str | None, str]]:
    """Return the date and the kind of every event that a text tells of."""
    return [(event.date.edtf if event.date else None, str(event.kind)) for event in read(title, text).events]
