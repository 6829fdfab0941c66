"""The schema: what to look for in an article, and what a rule is given to look in."""

from wikirel.schema.reading import Reading
from wikirel.schema.schema import Rule, Schema
from wikirel.schema.typed_infobox import infobox_rule, parameter
from wikirel.schema.wordbook import Wordbook

__all__ = ["Reading", "Rule", "Schema", "Wordbook", "infobox_rule", "parameter"]
