"""Which happenings a sentence tells of at each of its dates."""

from __future__ import annotations

from typing import NamedTuple

from wikirel.facts import EventKind, Modality
from wikirel.rules.events.sentence import Find, Sentence
from wikirel.values.dates import DateMention, Qualifier

__all__ = ["Happening", "happenings"]

_ELSEWHERE = 2.0
_STRONG = 7.0
_NAME_BONUS = 8.0
_REACH = 4.0


class Happening(NamedTuple):
    """A happening: its date, its kind, the words that tell it (None where only the place does), how it is held."""

    date: DateMention | None
    kind: EventKind
    find: Find | None
    modality: Modality = Modality.ACTUAL


def happenings(sentence: Sentence, text: str, default: EventKind | None) -> list[Happening]:
    """Work out the happenings of a sentence.

    Args:
        sentence: the sentence.
        text: the article's plain text.
        default: the kind of a date that nothing in the sentence gives one, or None where such a date counts
            for nothing.
    """
    dates = [date for date in sentence.dates if date.edtf is not None and not _silent(sentence, date)]
    if not dates:
        return []
    fronted = [sentence.fronted(date) for date in dates]
    costs = [
        [sentence.cost(find, date, front) for date, front in zip(dates, fronted, strict=True)]
        for find in sentence.finds
    ]
    homes = [min(range(len(dates)), key=row.__getitem__) for row in costs]
    found: list[Happening] = []
    seen: set[tuple[str | None, EventKind]] = set()
    for index, date in enumerate(dates):
        name_end = _name_end(sentence, date)
        ranked = sorted(
            (
                (
                    find.weight
                    - costs[at][index]
                    - (homes[at] != index) * _ELSEWHERE
                    + (date.end <= find.start < name_end) * _NAME_BONUS,
                    -at,
                )
                for at, find in enumerate(sentence.finds)
            ),
            reverse=True,
        )
        first: Find | None = None
        modal = Modality.ACTUAL
        for _, minus in ranked[:4]:
            find = sentence.finds[-minus]
            in_name = date.end <= find.start < name_end
            modality = Modality.ACTUAL if in_name else sentence.modality(find)
            if modality is Modality.ACTUAL:
                first = find
                break
            modal = modality
        if first is None:
            if modal is Modality.ACTUAL and default is not None and not ranked:
                found.append(Happening(date, default, None))
            continue
        chosen = {first.kind}
        if (date.edtf, first.kind) not in seen:
            seen.add((date.edtf, first.kind))
            found.append(Happening(date, first.kind, first))
        for at, find in enumerate(sentence.finds):
            if (
                homes[at] == index
                and find is not first
                and find.weight >= _STRONG
                and find.kind not in chosen
                and costs[at][index] <= _REACH
                and _parted(sentence, first, find)
                and sentence.modality(find) is Modality.ACTUAL
                and (date.edtf, find.kind) not in seen
            ):
                chosen.add(find.kind)
                seen.add((date.edtf, find.kind))
                found.append(Happening(date, find.kind, find))
    return found


def _parted(sentence: Sentence, one: Find, other: Find) -> bool:
    low, high = (one, other) if one.start < other.start else (other, one)
    return sentence.between(low.end, high.start) - (high.start - low.end) * 0.02 >= 2.0


def _silent(sentence: Sentence, date: DateMention) -> bool:
    """Tell whether a date is none of a happening: "before 1962", "constant 2008 dollars"."""
    low, words = sentence.low, sentence.words
    before = low[max(sentence.start, date.start - 24) : date.start]
    if date.qualifier is Qualifier.BEFORE or words.before.search(before):
        return _name_end(sentence, date) <= date.end
    return bool(
        words.not_before_date.search(before) or words.not_after_date.match(low, date.end, sentence.end)
    )


def _name_end(sentence: Sentence, date: DateMention) -> int:
    """Return where a name that a date begins ends ("the 2015 summit"); the date's own end where there is none."""
    low, words = sentence.low, sentence.words
    if words.temporal.search(low, max(sentence.start, date.start - 12), date.start):
        return date.end
    match = words.noun_phrase.match(low, date.end, sentence.end)
    return match.end() if match else date.end
