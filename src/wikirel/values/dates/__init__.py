"""Dates as historians write them: a grammar that finds them, and values that compare as they should.

The vocabulary is data: the tables ``dates`` of a language's file.  :class:`DateGrammar` finds mentions in
plain text and resolves those that lean on others; :func:`template_date` tells what a date template shows;
and :class:`HistoricalDate` is the value, in Extended Date/Time Format.
"""

from wikirel.values.dates.edtf import EARLIEST_DAY, LATEST_DAY, Bounds, Day, Precision, parse_edtf
from wikirel.values.dates.grammar import DateGrammar
from wikirel.values.dates.mention import DateMention, MentionKind
from wikirel.values.dates.model import AnchorKind, DateAnchor, HistoricalDate, Qualifier
from wikirel.values.dates.resolve import BlockAnchor
from wikirel.values.dates.templates import DateTemplates, template_date

__all__ = [
    "EARLIEST_DAY",
    "LATEST_DAY",
    "AnchorKind",
    "BlockAnchor",
    "Bounds",
    "DateAnchor",
    "DateGrammar",
    "DateMention",
    "DateTemplates",
    "Day",
    "HistoricalDate",
    "MentionKind",
    "Precision",
    "Qualifier",
    "parse_edtf",
    "template_date",
]
