"""How a sentence holds an act: as done, or only as planned, denied or supposed."""

from __future__ import annotations

from wikirel.facts import EventKind, Modality
from wikirel.rules.events.sentence import Find, Sentence
from wikirel.values.dates import DateMention

__all__ = ["governs", "held", "planned", "supposed_at", "undone"]

# How far before an act, and before a date, the words may stand that make it one to come.
_BEFORE = 70
_AHEAD = 90
# How far behind an act of its own a denial may be taken back: "not established until 1874".
_AFFIRMING = 60
# How far behind an act another one may begin that it governs: "refused, in the end, to sign".
_SPOKEN = 60
# So far behind a date it may be said that nothing came of it.
_OUTCOME = 90
# How far behind an act its object may begin, and what parts it from one.
_OBJECT = 25
_PARTED = 1.0


def held(sentence: Sentence, find: Find) -> Modality:
    """Tell how the text holds an act: by the words before it in its clause, and by a denial in its own."""
    if sentence.doubt >= find.end:
        return Modality.ACTUAL
    low, words = sentence.low, sentence.words
    if words.supposed.match(low, sentence.start, sentence.end):
        return Modality.HYPOTHETICAL
    start = max(sentence.clause_start(find.start), find.start - _BEFORE)
    telling: Find | None = None
    for other in sentence.finds:
        if other.start >= find.start:
            break
        if other.end > start and sentence.verbal(other):
            start, telling = other.end, other
    if telling is not None:
        if telling.kind is EventKind.STATEMENT and sentence.to_come(telling, find):
            return Modality.PLANNED  # "announced it would open": the telling alone has happened
        if governs(sentence, telling, find):
            # "refused to sign", "denied that it was signed": the words of an act of its own make the other one
            # what it is not.  Otherwise an act before has its own say: "discussed trade and opened an embassy".
            start = telling.start
        elif find.kind is telling.kind and not sentence.verbal(find) and _is_object(sentence, telling, find):
            return held(sentence, telling)  # "refused to sign the treaty": there is no treaty, either
    before = low[start : find.start]
    for modality, pattern in words.modality:
        if modality is Modality.PLANNED and find.kind is EventKind.STATEMENT:
            continue
        if pattern.search(before) or (
            modality is Modality.DENIED and words.negation.search(low, find.start, find.end)
        ):
            if modality is Modality.DENIED and words.affirming.search(
                low, find.start, min(sentence.end, find.end + _AFFIRMING)
            ):
                continue
            return modality
    return Modality.ACTUAL


def governs(sentence: Sentence, telling: Find, find: Find) -> bool:
    """Tell whether an act is the object of the one before it: "refused to sign", "denied that ... was signed"."""
    low, words = sentence.low, sentence.words
    if find.start - telling.end > _SPOKEN:
        return False
    if find.start - telling.end <= 1:
        return True
    return (
        words.governed.search(low, telling.start, find.start) is not None
        and words.coordinating.search(low, telling.end, find.start) is None
    )


def _is_object(sentence: Sentence, telling: Find, find: Find) -> bool:
    """Tell whether a name of an act stands right behind an act, as its object."""
    return find.start - telling.end <= _OBJECT and sentence.boundary(telling.end, find.start) < _PARTED


def supposed_at(sentence: Sentence, date: DateMention) -> bool:
    """Tell whether what happened at a date, that no act tells, did not: "both might meet in 2001"."""
    if sentence.doubt >= date.start:
        return False
    start = max(sentence.clause_start(date.start), date.start - _BEFORE)
    before = sentence.low[start : date.start]
    return any(
        pattern.search(before)
        for modality, pattern in sentence.words.modality
        if modality is not Modality.DENIED  # that something was not so may be told of a date
    )


def planned(sentence: Sentence, date: DateMention) -> bool:
    """Tell whether a date is told of as to come: "will be opened in 2031"."""
    low, words = sentence.low, sentence.words
    near = max(sentence.start, date.start - _AHEAD)
    if not words.planned_date.search(low, near, date.start):
        return False
    start = max(sentence.clause_start(date.start), near)
    return words.planned_date.search(low, start, date.start) is not None


def undone(sentence: Sentence, date: DateMention) -> bool:
    """Tell whether what was to be at a date never came to be: "the visit proposed for 1994 came to nothing"."""
    done = [
        find for find in sentence.finds if find.end <= date.start and find.kind is not EventKind.STATEMENT
    ]
    if any(sentence.verbal(find) for find in done):
        return False
    later = [other.start for other in sentence.dates if other.start > date.start]
    end = min(sentence.end, date.end + _OUTCOME, *later)
    return sentence.words.undone.search(sentence.low, date.end, end) is not None
