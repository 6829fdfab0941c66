"""The runner: a schema over a document.  It knows no rule."""

from __future__ import annotations

from collections.abc import Iterable

from wikirel.document import Document
from wikirel.errors import SchemaError
from wikirel.facts import Article, Dyad, Event, Infobox, Mission, MissionList
from wikirel.markup.blocks import BlockKind
from wikirel.schema import Reading, Schema
from wikirel.values.parties import Party

__all__ = ["extract"]


def extract(document: Document, schema: Schema, title: str, parties: tuple[Party, ...]) -> Article:
    """Run the rules of a schema over a document, in their order, and put together what they found.

    Args:
        document: the article, read.
        schema: what to look for.
        title: the article's title.
        parties: the countries that the article is about.

    Raises:
        SchemaError: a rule returns something else than facts, or words are not as a rule wants them.  What else
            a rule raises is raised as it is, with a note that names the rule.
    """
    reading = Reading(document, schema, title, parties)
    for rule in schema.rules:
        try:
            found = rule.extract(reading)
            if not isinstance(found, Iterable):
                raise SchemaError(f"it must return facts, not {type(found).__name__}")
            reading.add(found)
        except SchemaError as error:
            raise SchemaError(f"rule {rule.name!r} of schema {schema.name!r}: {error}") from error
        except Exception as error:
            error.add_note(f"rule {rule.name!r} of schema {schema.name!r}")
            raise
    events: list[Event] = []
    missions: list[Mission] = []
    dyads: list[Dyad] = []
    infobox: Infobox | None = None
    more: list[object] = []
    for fact in reading.all_facts():
        if isinstance(fact, Event):
            events.append(fact)
        elif isinstance(fact, Mission):
            missions.append(fact)
        elif isinstance(fact, Dyad):
            dyads.append(fact)
        elif isinstance(fact, Infobox):
            infobox = infobox or fact
        else:
            more.append(fact)
    reading.forget()
    return Article(
        title=title,
        parties=parties,
        infobox=infobox,
        lead=_lead(document),
        sections=document.sections,
        events=tuple(events),
        missions=MissionList(missions),
        dyads=tuple(dyads),
        see_also=_see_also(reading),
        more=tuple(more),
        diagnostics=(*document.diagnostics, *reading.diagnostics),
        source=document.source,
    )


def _lead(document: Document) -> str:
    lines = []
    for block in document.blocks:
        if block.section >= 0:
            break
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and block.place is None:
            lines.append(document.text[block.start : block.end])
    return "\n".join(lines)


def _see_also(reading: Reading) -> tuple[str, ...]:
    document = reading.document
    sections = {section for section, role in enumerate(reading.roles) if role == "see_also"}
    if not sections:
        return ()
    entries = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.section in sections and block.kind is BlockKind.ITEM
    ]
    return tuple(dict.fromkeys(entries))
