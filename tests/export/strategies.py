"""Hypothesis strategies: articles that hold whatever an article may hold, and texts that parse to articles."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from wikirel import (
    Article,
    Citation,
    Diagnostic,
    Dyad,
    Event,
    EventKind,
    Evidence,
    FieldValue,
    HistoricalDate,
    Infobox,
    Mission,
    MissionKind,
    MissionList,
    MissionStatus,
    Modality,
    Party,
    Section,
    Severity,
    Span,
)
from wikirel.values.dates import AnchorKind, DateAnchor


@attrs.frozen(kw_only=True)
class Treaty:
    """A fact of a user's own, with an attribute of every common type."""

    name: str
    kind: EventKind
    parties: tuple[Party, ...]
    signed: HistoricalDate | None = None
    pages: int = 0
    share: float = 0.5
    secret: bool = False
    articles: tuple[str, ...] = ()
    notes: dict[str, str] = attrs.field(factory=dict, hash=False)
    span: Span | None = None
    evidence: tuple[Evidence, ...]


@attrs.frozen(kw_only=True)
class Summit(Event):
    """A user's own kind of event."""

    rounds: int = 1


# Any str, halves of surrogate pairs included.
texts = st.text(st.characters(), max_size=12)
_maybe = st.none() | texts
spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 10**6), st.integers(0, 10**6))
parties = st.builds(Party, texts, st.none() | st.sampled_from(("CU", "PE", "SUHH", "XK")))
dates = st.builds(
    HistoricalDate,
    st.sampled_from(("1972-07-08", "1972-07", "198X~", "2000/2014", "../1999", "-0043", "2001-21", "19XX")),
    texts,
    st.none() | st.builds(DateAnchor, st.sampled_from(AnchorKind), texts),
)
_REFERENCES = (
    "{{cite book |title=An Atlas |year=2011 |isbn=978-0-00-000000-2}}",
    "[https://example.org/a A page], 2 May 1990",
    "{{cite web|url=https://example.org|title=",
)
citations = st.builds(
    Citation,
    span=spans,
    raw=texts | st.sampled_from(_REFERENCES),
    name=_maybe,
    group=_maybe,
    definition=st.none() | spans,
)


def tuples(items: st.SearchStrategy[Any], least: int = 0, most: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


_flags = tuples(st.sampled_from(("citation_needed", "dead_link")))
_pieces = st.builds(Evidence, spans, tuples(texts), texts, tuples(citations), _flags)
evidence = tuples(_pieces, least=1)
_event = {
    "date": st.none() | dates,
    "kind": st.sampled_from(EventKind),
    "text": texts,
    "parties": tuples(parties),
    "persons": tuples(texts),
    "modality": st.sampled_from(Modality),
    "evidence": evidence,
}
events = st.builds(Event, **_event)
summits = st.builds(Summit, rounds=st.integers(), **_event)
missions = st.builds(
    Mission,
    sending=parties,
    host=parties,
    kind=st.sampled_from(MissionKind),
    city=_maybe,
    resident=st.booleans(),
    seat=st.none() | parties,
    status=st.sampled_from(MissionStatus),
    opened=st.none() | dates,
    closed=st.none() | dates,
    evidence=evidence,
)
dyads = st.builds(
    Dyad,
    parties=st.tuples(parties, parties),
    established=st.none() | dates,
    missions=tuples(missions),
    events=tuples(events | summits),
    notes=texts,
    main_article=_maybe,
    evidence=evidence,
)
treaties = st.builds(
    Treaty,
    name=texts,
    kind=st.sampled_from(EventKind),
    parties=tuples(parties),
    signed=st.none() | dates,
    pages=st.integers(),
    share=st.floats(allow_nan=False),
    secret=st.booleans(),
    articles=tuples(texts),
    notes=st.dictionaries(texts, texts, max_size=2),
    span=st.none() | spans,
    evidence=evidence,
)
_values = st.integers() | st.floats(allow_nan=False) | dates | texts
fields = st.builds(FieldValue, texts, texts, spans, tuples(texts), _values)
infoboxes = st.builds(
    Infobox,
    name=texts,
    parties=tuples(parties),
    map=_maybe,
    missions=tuples(missions),
    envoys=tuples(st.tuples(texts, texts)),
    fields=st.dictionaries(texts, fields, max_size=3),
    span=spans,
)


def _section(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Section]:
    return st.builds(Section, texts, st.integers(1, 6), texts, spans, below)


sections = _section(tuples(_section(tuples(_section(st.just(()))))))
diagnostics = st.builds(Diagnostic, texts, texts, st.none() | spans, st.sampled_from(Severity))
articles = st.builds(
    Article,
    title=texts,
    parties=tuples(parties),
    infobox=st.none() | infoboxes,
    lead=texts,
    sections=tuples(sections),
    events=tuples(events | summits),
    missions=st.lists(missions, max_size=2).map(MissionList),
    dyads=tuples(dyads),
    see_also=tuples(texts),
    more=tuples(treaties),
    diagnostics=tuples(diagnostics),
    source=texts,
)

# Texts out of the pieces that articles are made of, whole and broken.
_PIECES = (
    "= Cuba–Peru relations =\n",
    "{{Infobox bilateral relations | Cuba–Peru | Cuba | Peru\n",
    "| map = Map.svg | area = 1,234 | since = 8 July 1972\n",
    "}}\n",
    "\n== History ==\n",
    "=== The 1980s ===\n",
    "Peru broke off relations with Cuba on 30 December 1960.",
    "<ref name=a>{{cite web|title=T|url=https://example.org}}</ref>",
    "<ref name=a />",
    "{{citation needed}}",
    "* Cuba has an embassy in [[Lima]].\n",
    '{| class="wikitable"\n! Country !! Formal relations began !! Notes\n',
    "|-\n| {{flag|Japan}} || {{dts|21 August 1873}} || See [[Japan–Peru relations]].\n",
    "|}\n",
    "\n== See also ==\n* [[Cuba]]\n",
    "[[",
    "'''",
    "<!--",
    "\u2028\r\n",
)
wikitexts = st.lists(st.sampled_from(_PIECES) | texts, max_size=12).map("".join)
