"""The schemas that ship with wikirel: the readable list of rules."""

from __future__ import annotations

from wikirel.rules.dyads import dyads, row_events
from wikirel.rules.events import events
from wikirel.rules.infobox import infobox
from wikirel.rules.missions import missions
from wikirel.schema import Rule, Schema

__all__ = ["BILATERAL", "FOREIGN_RELATIONS", "SCHEMAS", "schema_for"]

BILATERAL = Schema(
    name="bilateral",
    article="bilateral",
    rules=(
        Rule("missions", missions),
        Rule("infobox", infobox),
        Rule("events", events),
    ),
)
"""An article on the relations of two countries, such as "Cuba–Peru relations"."""

FOREIGN_RELATIONS = Schema(
    name="foreign-relations",
    article="foreign_relations",
    rules=(
        Rule("row-events", row_events),
        Rule("missions", missions),
        Rule("infobox", infobox),
        Rule("events", events),
        Rule("dyads", dyads),
    ),
)
"""An article on the foreign relations of one country."""

SCHEMAS = (FOREIGN_RELATIONS, BILATERAL)
"""In the order in which a title is tried against them."""


def schema_for(title: str, language: str = "en") -> Schema:
    """Return the schema that an article of this title is read by; the bilateral one by default.

    Args:
        title: the article's title.
        language: code of the language that it is written in.

    Raises:
        SchemaError: wikirel has no such language.

    >>> schema_for("Foreign relations of Peru").name
    'foreign-relations'
    """
    for preset in SCHEMAS:
        schema = preset.in_language(language)
        if schema.fits(title):
            return schema
    return BILATERAL.in_language(language)
