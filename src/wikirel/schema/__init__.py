"""The schema: what to look for in an article, and what a rule is given to look in."""

from wikirel.schema.reading import Reading
from wikirel.schema.schema import Rule, Schema

__all__ = ["Reading", "Rule", "Schema"]
