"""When a post opened and closed: each date of its sentence goes to the word that leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from wikirel.rules.missions.told import Told
from wikirel.rules.missions.words import MissionWords
from wikirel.values.dates import DateMention, HistoricalDate, MentionKind, Qualifier

__all__ = ["date_posts"]

_CLOSE = 5  # words between a date and the post that it belongs to
_NEAR = 24  # how far behind a post a word such as "later" is of it
_FAR = 120  # how far behind a date its post may begin


def date_posts(
    words: MissionWords, text: str, start: int, dates: Sequence[DateMention], found: Sequence[Told]
) -> None:
    """Note the dates of opening and closing of the posts of one sentence.

    Args:
        words: the vocabulary.
        text: the text.
        start: where the sentence begins.
        dates: the dates in it.
        found: its posts, in order; their ``opened``, ``closed`` and ``closed_told`` are filled in.
    """
    at = start
    shared_date: tuple[DateMention, str, Sequence[Told]] | None = None  # of several clauses
    early: set[int] = set()  # posts whose date stands before them; one behind them is closer
    for date in dates:
        if date.edtf is None and date.kind is not MentionKind.RELATIVE:
            continue  # "some years later" keeps the date before from what it is not of
        before = [told for told in found if told.at < date.start]
        behind = [told for told in found if told.at > date.start]
        if before and behind and words.breaks.search(text, before[-1].end, date.start):
            at = before[-1].end  # "...; in 1980 it closed its embassy"
            before = []
        lead = text[min(at, date.start) : date.start]
        at = date.end
        if words.as_of.search(lead) and not (words.open_words.search(lead) or words.close_words.search(lead)):
            continue  # "as of 2011 Cuba maintains an embassy"
        if behind and _leads_on(words, text, date, behind[0]) and before:
            behind[0].opened = None
            _note(words, text, date, lead, behind[:1])
        elif before:
            last = before[-1]
            if words.breaks.search(text, last.end, date.start) and not (
                words.close_words.search(lead) or words.since.search(lead)
            ):
                continue
            if id(last) in early and behind and text[date.end : behind[0].at].count(" ") < _CLOSE:
                _note(
                    words, text, date, lead, behind[:1]
                )  # "..., and in 1996 the embassy in Lima was closed"
                continue
            if id(last) in early and (
                not words.close_words.search(lead) or _is_right_behind(words, text, last, date)
            ):
                early.discard(id(last))
                _forget(last)
            inside = text[max(last.at, date.start - len(lead)) : date.start]
            if len(last.places) > 1 and words.one_of.search(inside):
                continue  # "in Kumasi and Tamale (the latter opened in 2012)": not both
            if last.mutual and _is_of_one(words, text, last.end, date.start):
                continue  # "in each other's capitals: in Lima since 1990"
            if _within(text, last, dates) or _goes_on(words, text[last.end : date.start]):
                continue
            shared = [told for told in before if told.at >= last.start]
            _note(words, text, date, inside, shared if last.lead in ("opened", "closed") else [last])
        elif behind:
            first = behind[0]
            when = words.when.match(text, date.end)
            between = _between(text, when.end() if when is not None else date.end, first)
            if len(between) > _FAR or words.breaks.search(between) or _is_later(words, text, date.end, first):
                continue
            clause = [told for told in behind if told.start == first.start]
            verbal = any(told.lead in ("opened", "closed") or told.envoy for told in clause)
            ranged = "/" in (date.edtf or "") and clause[0].closed_told
            led = date.qualifier in (Qualifier.SINCE, Qualifier.UNTIL) or when is not None
            if not (verbal or ranged or led or words.since.search(lead) or words.until.search(lead)):
                continue
            for told in clause:  # of several dates before a post the nearest is its own
                _forget(told)
                early.add(id(told))
            _note(words, text, date, lead, clause)
            if _is_first(text, start, date):
                shared_date = date, lead, _alike(words, text, behind, clause)
    if shared_date is not None:
        date, lead, alike = shared_date
        _note(words, text, date, lead, [told for told in alike if not (told.opened or told.closed)])
    for told in found:
        _reopen(told)


def _reopen(told: Told) -> None:
    """Open a post that opened after it closed: "closed in 1990, but reopened in 1995"."""
    if told.opened and told.closed and told.opened.edtf > told.closed.edtf:
        told.closed, told.closed_told = None, False


def _is_first(text: str, start: int, date: DateMention) -> bool:
    """Tell whether a sentence begins with a date, and a comma behind it."""
    return text.startswith(",", date.end) and " " not in text[start : date.start].strip(" ")


def _alike(words: MissionWords, text: str, posts: Sequence[Told], clause: Sequence[Told]) -> list[Told]:
    """Return the posts of further clauses that a date before all of them is of, too.

    "In 2011, Peru opened an embassy in Havana, and Cuba opened a consulate in Cusco."
    """
    alike = []
    for told in posts:
        if told in clause or told.lead != clause[0].lead or told.lead == "via":
            continue
        if words.breaks.search(text, clause[0].end, told.at) or _is_later(words, text, clause[-1].end, told):
            break
        alike.append(told)
    return alike


def _forget(told: Told) -> None:
    """Take back the dates of a post: another one is closer."""
    if told.closed is not None:
        told.closed_told = told.lead in ("had", "closed")
    told.opened = told.closed = None


def _within(text: str, told: Told, dates: Sequence[DateMention]) -> bool:
    """Tell whether a date stands among the places of a post: "in Kumasi (until 1930) and Tamale (until 1945)"."""
    city = told.places[-1].city if len(told.places) > 1 else None
    at = text.find(city, told.at) if city else -1
    return any(told.at < date.start < at for date in dates)


def _is_right_behind(words: MissionWords, text: str, told: Told, date: DateMention) -> bool:
    """Tell whether a date follows a post at once, whatever its clause began with: "closed the embassy in 1974"."""
    gap = text[told.end : date.start].lstrip(" ,")
    if gap and (words.preposition.fullmatch(gap) is None or words.since.search(gap) is not None):
        return False
    # With a verb of its own it tells of something else: ", opened in 1960".
    inside = text[told.at : date.start]
    return words.open_words.search(inside) is None and words.close_words.search(inside) is None


def _is_later(words: MissionWords, text: str, at: int, told: Told) -> bool:
    """Tell whether what follows a date is of a later time: "and later closed it", "closed it some time later"."""
    if words.later.search(_between(text, at, told)) is not None:
        return True
    tail = text[told.end : told.end + _NEAR]
    found = words.later.search(tail)
    return (
        found is not None
        and words.join.search(tail[: found.start()]) is None
        and "." not in tail[: found.start()]
    )


def _is_of_one(words: MissionWords, text: str, at: int, end: int) -> bool:
    """Tell whether a single city stands between two posts at each other's and a date."""
    for found in words.place_in.finditer(text, at, end):
        place = words.place.match(text, found.end(), end)
        if place is not None:
            return words.place_list.match(text, place.end(), end) is None
    return False


def _goes_on(words: MissionWords, gap: str) -> bool:
    """Tell whether a date begins what is joined to a post: "in Kumasi and, since 2005, Tamale"."""
    led = words.since.search(gap)
    joint = (gap[: led.start()] if led is not None else gap).rstrip(" ,")
    return joint[-1:].isalpha() and words.join.fullmatch(joint) is not None


def _between(text: str, at: int, told: Told) -> str:
    """Return the text from ``at`` to the clause of a post, or to the post where its clause began before."""
    return text[at : told.start if told.start > at else told.at]


def _leads_on(words: MissionWords, text: str, date: DateMention, told: Told) -> bool:
    """Tell whether a date between two posts belongs to the one behind: "and since 1996 a consulate in Lyon"."""
    gap = text[date.end : told.at]
    return words.joined.match(gap) is not None and words.join.search(gap) is None


def _note(words: MissionWords, text: str, date: DateMention, lead: str, posts: Sequence[Told]) -> None:
    value = date.date(text)
    if value is None:
        return
    since = words.since.search(lead) is not None or date.qualifier is Qualifier.SINCE
    until = words.until.search(lead) is not None or date.qualifier in (Qualifier.UNTIL,)
    until = until and words.not_until.search(lead) is None  # "it was not until 1972 that Cuba opened one"
    opens = words.open_words.search(lead) is not None
    closes = words.close_words.search(lead) is not None
    for told in posts:
        if "/" in value.edtf and (told.lead == "closed" or _ends_with(words, lead)):
            _closed_from(told, value)
        elif "/" in value.edtf and (told.closed_told or since or told.lead == "had"):
            _both_ends(told, value)
        elif until or closes:
            told.closed = told.closed or value
            told.closed_told = True
        elif since and told.lead != "closed":
            _open(told, value)
        elif told.lead == "closed":
            if opens and not closes:
                _open(told, value)
                if told.closed is None and words.reopened.search(lead) is not None:
                    told.closed_told = False  # "closed its embassy; it reopened in 1972"
            else:
                told.closed = told.closed or value
        elif opens or told.lead == "opened" or (told.envoy and told.at > date.start):
            _open(told, value)


def _open(told: Told, value: HistoricalDate) -> None:
    """Note an opening; the first one counts, unless the post closed in between."""
    again = told.opened and told.closed and told.opened.edtf <= told.closed.edtf < value.edtf
    told.opened = value if again or told.opened is None else told.opened


def _ends_with(words: MissionWords, lead: str) -> bool:
    """Tell whether a word for a closure stands right before a date: "was closed from 1979 to 1982"."""
    tail = lead[-_FAR:]
    return any(not tail[found.end() :].strip(" (,") for found in words.close_words.finditer(tail))


def _closed_from(told: Told, value: HistoricalDate) -> None:
    """Note a closure of some years: it began with the first of them, and when the post had opened is not told."""
    first = value.edtf.partition("/")[0]
    told.closed_told = True
    if first and first != "..":
        told.closed = told.closed or HistoricalDate(first, value.text)


def _both_ends(told: Told, value: HistoricalDate) -> None:
    first, _, last = value.edtf.partition("/")
    if first and first != "..":
        told.opened = told.opened or HistoricalDate(first, value.text)
    if last and last != "..":
        told.closed, told.closed_told = told.closed or HistoricalDate(last, value.text), True
