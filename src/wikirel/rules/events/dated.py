"""Which dates of a sentence a happening can have, and how they stand in it."""

from __future__ import annotations

from wikirel.rules.events.modality import planned, undone
from wikirel.rules.events.sentence import STRONG, Sentence
from wikirel.values.dates import DateMention, MentionKind, Qualifier

__all__ = ["dated", "end_of_name", "in_brackets"]


def dated(sentence: Sentence) -> list[DateMention]:
    """Return the dates of a sentence that a happening can have."""
    return [date for date in sentence.dates if date.edtf is not None and not _silent(sentence, date)]


def _silent(sentence: Sentence, date: DateMention) -> bool:
    """Tell whether a date is none of a happening: "before 1962", "constant 2008 dollars"."""
    low, words = sentence.low, sentence.words
    if date.kind is MentionKind.OCCASION:
        # What is done at an occasion told before counts where an act tells it beyond doubt, as its own happening.
        return not any(find.weight >= STRONG and sentence.verbal(find) for find in sentence.finds)
    before = low[max(sentence.start, date.start - 24) : date.start]
    if date.qualifier is Qualifier.BEFORE or words.before.search(before):
        return end_of_name(sentence, date) <= date.end
    return (
        words.not_before_date.search(before) is not None
        or words.not_after_date.match(low, date.end, sentence.end) is not None
        or planned(sentence, date)
        or undone(sentence, date)
    )


def in_brackets(sentence: Sentence, date: DateMention) -> bool:
    """Tell whether a date stands in brackets of its own."""
    return sentence.low[date.start - 1 : date.start] == "(" and sentence.low[date.end : date.end + 1] == ")"


def end_of_name(sentence: Sentence, date: DateMention) -> int:
    """Return where a name that a date begins ends ("the 2015 summit"); the date's own end where there is none."""
    low, words = sentence.low, sentence.words
    if words.temporal.search(low, max(sentence.start, date.start - 12), date.start):
        return date.end
    match = words.noun_phrase.match(low, date.end, sentence.end)
    return match.end() if match else date.end
