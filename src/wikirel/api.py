"""The front door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from wikirel.collector import collector_paused
from wikirel.document import Document
from wikirel.extract import extract
from wikirel.facts import Article
from wikirel.markup.renderings import normal_name
from wikirel.other_texts import told_apart
from wikirel.presets import BILATERAL, schema_for
from wikirel.schema import Schema
from wikirel.titles import parties_of, read_title
from wikirel.values.language import language_codes, load_language
from wikirel.values.parties import Gazetteer

if TYPE_CHECKING:
    from mwparserfromhell.wikicode import Wikicode

__all__ = ["parse_article", "read_document"]


def parse_article(text: str | Wikicode, title: str | None = None, schema: Schema | None = None) -> Article:
    r"""Read an article into typed, dated, sourced facts.

    Any text parses: what is malformed is described in ``article.diagnostics`` and never raised.

    Args:
        text: wikitext, the plain rendering of an article, or a ``mwparserfromhell`` ``Wikicode``.
        title: the article's title; without one it is read off the text.
        schema: what to look for; without one it is chosen by the title, or else by the infobox.

    Returns:
        The article.  All spans are half-open ranges of code points of ``text`` (of ``str(text)`` for a
        ``Wikicode``), which is also ``article.source``.

    Raises:
        TypeError: ``text`` is something else, such as bytes; or ``title`` is no string, or ``schema`` no
            :class:`~wikirel.Schema`.

    >>> article = parse_article("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
    >>> [(m.sending.code, m.host.code, str(m.kind), m.city) for m in article.missions]
    [('CU', 'PE', 'embassy', 'Lima')]
    """
    with collector_paused():
        return _parse(text, title, schema)


def _parse(text: str | Wikicode, title: str | None, schema: Schema | None) -> Article:
    if title is not None and not isinstance(title, str):
        raise TypeError(f"the title must be a str, not {type(title).__name__}")
    document = read_document(text, schema=schema)
    if schema is None:
        title, schema = _choose(document, title)
        document.language = schema.language
    elif title is None:
        title = read_title(document, schema.vocabulary)
    parties = parties_of(title, document, schema.vocabulary, Gazetteer.load(schema.language))
    article = extract(document, schema, title, parties)
    notes = tuple(told_apart(document, schema.vocabulary))
    return attrs.evolve(article, diagnostics=(*notes, *article.diagnostics)) if notes else article


def _choose(document: Document, title: str | None) -> tuple[str, Schema]:
    """Choose a language and a schema: by the title, or else by the infobox; English and bilateral by default.

    Words of other languages are read only where neither the title nor an infobox is English.
    """
    boxes = {normal_name(name) for name in {field.template for field in document.fields}}
    named = title if title is not None else read_title(document, load_language("en"))
    chosen = schema_for(named, "en", boxes)
    if chosen.fits(named) or boxes.intersection((*chosen.boxes, *_boxes("en"))):
        return named, chosen
    others = [code for code in language_codes() if code != "en"]
    for code in [code for code in others if boxes.intersection(_boxes(code))] + others:
        told = title if title is not None else read_title(document, load_language(code))
        if told or boxes.intersection(_boxes(code)):
            schema = schema_for(told, code, boxes)
            if schema.fits(told) or boxes.intersection((*schema.boxes, *_boxes(code))):
                return told, schema
    return named, chosen


def _boxes(code: str) -> frozenset[str]:
    """Return the normal names of the bilateral infoboxes of a language."""
    return frozenset(load_language(code).get("infobox", {}).get("names", ()))


def read_document(text: str | Wikicode, *, schema: Schema | None = None) -> Document:
    """Read the markup of an article: plain text with a map back, sections, tables, links, references.

    Args:
        text: as for :func:`parse_article`.
        schema: whose language and renderings of templates are used.

    Raises:
        TypeError: ``text`` is neither a string nor a ``Wikicode``, or ``schema`` is no schema.
    """
    if schema is not None and not isinstance(schema, Schema):
        raise TypeError(
            f"the schema must be a Schema, not {type(schema).__name__};"
            " wikirel.named_schemas.load_schema gives one by its name"
        )
    if not isinstance(text, str):
        if not type(text).__module__.startswith("mwparserfromhell."):
            raise TypeError(
                f"parse_article needs a str or a mwparserfromhell Wikicode, not {type(text).__name__}"
            )
        text = str(text)
    chosen = schema or BILATERAL
    return Document(str(text), renderings=chosen.renderings, language=chosen.language)
