"""The schemas that ship with wikirel: the readable list of rules."""

from __future__ import annotations

import re

from wikirel.rules.dyads import dyads, row_events
from wikirel.rules.events import events
from wikirel.rules.infobox import infobox
from wikirel.rules.missions import missions
from wikirel.schema import Rule, Schema

__all__ = ["BILATERAL", "FOREIGN_RELATIONS", "SCHEMAS", "schema_for"]

BILATERAL = Schema(
    name="bilateral",
    titles=r"\brelations\Z",
    rules=(
        Rule("missions", missions),
        Rule("infobox", infobox),
        Rule("events", events),
    ),
)
"""An article on the relations of two countries, such as "Cuba–Peru relations"."""

FOREIGN_RELATIONS = Schema(
    name="foreign-relations",
    titles=r"\A(?:foreign|international|external) relations of\b",
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


def schema_for(title: str) -> Schema:
    """Return the schema that an article of this title is read by; the bilateral one by default.

    >>> schema_for("Foreign relations of Peru").name
    'foreign-relations'
    """
    for schema in SCHEMAS:
        if re.search(schema.titles, title, re.IGNORECASE):
            return schema
    return BILATERAL
