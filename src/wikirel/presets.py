"""The schemas that ship with wikirel: the readable list of rules."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from wikirel.markup.renderings import normal_name
from wikirel.rules.dyads import dyads, row_events
from wikirel.rules.embassies import embassies
from wikirel.rules.envoys import envoys
from wikirel.rules.events import events
from wikirel.rules.infobox import infobox
from wikirel.rules.listed import listed
from wikirel.rules.missions import missions
from wikirel.schema import Rule, Schema

__all__ = [
    "BILATERAL",
    "EMBASSY",
    "ENVOYS",
    "FOREIGN_RELATIONS",
    "ORGANISATION",
    "SCHEMAS",
    "schema_for",
]

BILATERAL = Schema(
    name="bilateral",
    article="bilateral",
    rules=(
        Rule("missions", missions),
        Rule("infobox", infobox),
        Rule("events", events),
        Rule("listed", listed),
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
        Rule("listed", listed),
        Rule("dyads", dyads),
    ),
)
"""An article on the foreign relations of one country."""

ORGANISATION = attrs.evolve(BILATERAL, name="organisation", article="organisation")
"""An article on the relations of a country with an organisation, such as "Peru–European Union relations"."""

EMBASSY = Schema(
    name="embassy",
    article="embassy",
    rules=(
        Rule("embassies", embassies),
        Rule("infobox", infobox),
        Rule("events", events),
    ),
)
"""An article on one post, such as "Embassy of Cuba, Lima"."""

ENVOYS = Schema(
    name="envoys",
    article="envoys",
    rules=(
        Rule("envoys", envoys),
        Rule("infobox", infobox),
    ),
)
"""A list of envoys, such as "List of ambassadors of Cuba to Peru"."""

SCHEMAS = (FOREIGN_RELATIONS, EMBASSY, ENVOYS, ORGANISATION, BILATERAL)
"""In the order in which a title is tried against them."""


def schema_for(title: str, language: str = "en", boxes: Iterable[str] = ()) -> Schema:
    """Return the schema that an article is read by.

    It is the first whose titles fit, or else the first whose infobox the article has, or else the bilateral one.

    Args:
        title: the article's title.
        language: code of the language that it is written in.
        boxes: names of the infoboxes in it.

    Raises:
        SchemaError: wikirel has no such language.

    >>> schema_for("Foreign relations of Peru").name, schema_for("Embassy of Cuba, Lima").name
    ('foreign-relations', 'embassy')
    >>> schema_for("The house on the hill", boxes=["Infobox embassy"]).name
    'embassy'
    """
    schemas = [preset.in_language(language) for preset in SCHEMAS]
    names = {normal_name(box) for box in boxes}
    by_title = (schema for schema in schemas if schema.fits(title))
    by_box = (schema for schema in schemas if names.intersection(schema.boxes))
    return next(by_title, None) or next(by_box, None) or schemas[-1]
