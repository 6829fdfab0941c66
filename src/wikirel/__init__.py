r"""wikirel: typed, dated, sourced facts from Wikipedia's articles on the relations between countries.

>>> from wikirel import parse_article
>>> article = parse_article("= Cuba–Peru relations =\n\n- Peru has an embassy in Havana.")
>>> article.missions[0].evidence[0].span.cut(article.source)
'Peru has an embassy in Havana.'
"""

from wikirel.api import parse_article, read_document
from wikirel.document import Citation, Document, Evidence, Section
from wikirel.errors import ExportError, InputError, MissingExtraError, SchemaError, WikirelError
from wikirel.facts import (
    Article,
    Dyad,
    EnvoyTerm,
    Event,
    EventKind,
    Fact,
    FieldValue,
    Infobox,
    Mission,
    MissionKind,
    MissionList,
    MissionStatus,
    Modality,
)
from wikirel.presets import BILATERAL, EMBASSY, ENVOYS, FOREIGN_RELATIONS, ORGANISATION, SCHEMAS, schema_for
from wikirel.schema import Reading, Rule, Schema, infobox_rule, parameter
from wikirel.spans import Diagnostic, Severity, Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Gazetteer, Party

__all__ = [
    "BILATERAL",
    "EMBASSY",
    "ENVOYS",
    "FOREIGN_RELATIONS",
    "ORGANISATION",
    "SCHEMAS",
    "Article",
    "Citation",
    "Diagnostic",
    "Document",
    "Dyad",
    "EnvoyTerm",
    "Event",
    "EventKind",
    "Evidence",
    "ExportError",
    "Fact",
    "FieldValue",
    "Gazetteer",
    "HistoricalDate",
    "Infobox",
    "InputError",
    "MissingExtraError",
    "Mission",
    "MissionKind",
    "MissionList",
    "MissionStatus",
    "Modality",
    "Party",
    "Reading",
    "Rule",
    "Schema",
    "SchemaError",
    "Section",
    "Severity",
    "Span",
    "WikirelError",
    "infobox_rule",
    "parameter",
    "parse_article",
    "read_document",
    "schema_for",
]
