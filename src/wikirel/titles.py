"""The title of an article and the parties that it names, where the caller does not give a title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wikirel.document import Document
from wikirel.markup.blocks import BlockKind
from wikirel.values.parties import Gazetteer, Party

__all__ = ["infobox_values", "parties_of", "read_title"]

# Asked only where a run of apostrophes begins, so that thousands of them cost one look each.
_BOLD = re.compile(r"(?<!')'''++(?!')(.{3,150}?)'''++", re.DOTALL)
_DISPLAY = re.compile(r"\{\{\s*DISPLAYTITLE\s*:([^{}]{1,200})\}\}")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_TAGS = re.compile(r"<[^<>]*>|'''*")
# A category whose sort key, a blank or an asterisk, puts the article before all others in it.
_CATEGORY = r"\[\[\s*+(?:{})\s*+:\s*+([^\[\]{{}}|\n]{{3,150}})\|[ *]++\]\]"
_ON_RELATIONS = ("foreign_relations", "bilateral")
_LEAD = 6000  # how many characters of the lead are looked at


def infobox_values(document: Document, vocabulary: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of the bilateral infobox, by name, as plain text; empty when there is none."""
    names = frozenset(vocabulary.get("infobox", {}).get("names", ()))
    values: dict[str, str] = {}
    for field in document.fields:
        known = " ".join(field.template.replace("_", " ").split()).casefold()
        if known in names or (document.is_plain and known == "infobox"):
            values.setdefault(field.name, document.text_of(field))
    return values


def read_title(document: Document, vocabulary: Mapping[str, Any]) -> str:
    """Read the title off the text: its title line, its own category, the words of its lead, the infobox.

    An article that gives its category has a blank or an asterisk for its place there, as in
    ``[[Category:Foreign relations of Peru| ]]`` (https://en.wikipedia.org/wiki/Wikipedia:Categorization#Sort_keys).

    Args:
        document: the article.
        vocabulary: the words of its language; the tables ``titles`` and ``infobox`` are read.

    Returns:
        The title, or an empty string where the text has none.
    """
    if document.title:
        return document.title
    shown = _DISPLAY.search(document.source[:_LEAD])
    if shown is not None:
        return _plain(shown[1])
    words: Mapping[str, Any] = vocabulary.get("titles", {})
    named = _own_category(document.source, words)
    if named:
        return named
    lead = _lead(document)
    patterns: Sequence[str] = words.get("lead", ())
    verb: str = words.get("verb", "")
    if not document.is_plain and document.blocks:
        source = document.source[: document.headings[0].source_start if document.headings else _LEAD][:_LEAD]
        bold = _BOLD.search(source)
        if bold is not None:
            title = _plain(bold[1])
            for pattern in patterns if title else ():
                found = re.match(pattern, f"{title} {verb}", re.IGNORECASE)
                if found is not None:
                    title = title if found.re.groups < 2 else _joined(found)
                    return title[0].upper() + title[1:]
    for pattern in patterns:
        found = re.match(pattern, lead, re.IGNORECASE)
        if found is not None:
            title = _joined(found)
            return title[0].upper() + title[1:]
    box = infobox_values(document, vocabulary)
    for key in vocabulary.get("infobox", {}).get("title", ()):
        if box.get(key):
            return str(words.get("pair", "{}")).format(box[key])
    return ""


def _own_category(source: str, words: Mapping[str, Any]) -> str:
    """Return the name of the category that an article on relations gave its name to; empty without one."""
    kinds = [words[name] for name in _ON_RELATIONS if name in words]
    for found in re.finditer(_CATEGORY.format(words.get("category", "category")), source, re.IGNORECASE):
        title = " ".join(found[1].replace("_", " ").split())
        if any(re.search(kind, title, re.IGNORECASE) for kind in kinds):
            return title
    return ""


def _joined(found: re.Match[str]) -> str:
    """Join the groups of a pattern: several leave an ending out, as in "kubanisch-peruanische(n) Beziehungen"."""
    return "".join(group for group in found.groups() if group)


def _lead(document: Document) -> str:
    for block in document.blocks:
        if block.section >= 0:
            break
        if block.kind is BlockKind.PARAGRAPH and block.place is None:
            return document.text[block.start : block.end]
    return ""


def _plain(markup: str) -> str:
    return " ".join(_TAGS.sub("", _LINK.sub(r"\1", markup)).split())


def parties_of(
    title: str, document: Document, vocabulary: Mapping[str, Any], gazetteer: Gazetteer
) -> tuple[Party, ...]:
    """Return the countries that an article is about: its title names two, or else its infobox."""
    by_title = gazetteer.title_parties(title) if title else ()
    if len(by_title) == 2 and all(party.code for party in by_title):
        return by_title
    box = infobox_values(document, vocabulary)
    named = []
    for keys in vocabulary.get("infobox", {}).get("parties", ()):
        value = next((box[key] for key in keys if box.get(key)), None)
        if value:
            named.append(gazetteer.flag(value) or gazetteer.entity(value))
    return tuple(named) if len(named) == 2 else by_title
