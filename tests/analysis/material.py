"""Articles made by hand, and strategies that make many."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from wikirel import (
    Article,
    Dyad,
    Event,
    EventKind,
    Evidence,
    HistoricalDate,
    Mission,
    MissionKind,
    MissionList,
    MissionStatus,
    Modality,
    Party,
    Span,
)

CUBA, PERU, KENYA, JAPAN = (
    Party("Cuba", "CU"),
    Party("Peru", "PE"),
    Party("Kenya", "KE"),
    Party("Japan", "JP"),
)
PARTIES = (CUBA, PERU, KENYA, JAPAN)
TITLES = {party: f"Foreign relations of {party.name}" for party in PARTIES}


def date(edtf: str) -> HistoricalDate:
    return HistoricalDate(edtf, edtf)


def evidence(at: int, text: str = "words") -> tuple[Evidence, ...]:
    return (Evidence(Span(at, at + 5), ("Relations",), text),)


def act(
    kind: str,
    when: str | None,
    parties: Sequence[Party] = (CUBA, PERU),
    at: int = 0,
    modality: Modality = Modality.ACTUAL,
) -> Event:
    return Event(
        date=date(when) if when else None,
        kind=EventKind(kind),
        text=kind,
        parties=tuple(parties),
        modality=modality,
        evidence=evidence(at),
    )


def row(
    subject: Party,
    partner: Party,
    when: str | None,
    at: int = 0,
    events: Sequence[Event] = (),
    missions: Sequence[Mission] = (),
) -> Dyad:
    return Dyad(
        parties=(subject, partner),
        established=date(when) if when else None,
        events=tuple(events),
        missions=tuple(missions),
        evidence=evidence(at),
    )


def post(
    sending: Party,
    host: Party,
    city: str | None = None,
    at: int = 0,
    *,
    kind: MissionKind = MissionKind.EMBASSY,
    resident: bool = True,
    status: str = "open",
    opened: str | None = None,
    closed: str | None = None,
) -> Mission:
    return Mission(
        sending=sending,
        host=host,
        kind=kind,
        city=city,
        resident=resident,
        status=MissionStatus(status),
        opened=date(opened) if opened else None,
        closed=date(closed) if closed else None,
        evidence=evidence(at),
    )


def about(
    *subjects: Party,
    dyads: Sequence[Dyad] = (),
    events: Sequence[Event] = (),
    missions: Sequence[Mission] = (),
) -> Article:
    if len(subjects) == 1:
        title = TITLES[subjects[0]]
    else:
        title = "–".join(party.name for party in subjects) + " relations"
    return Article(
        title=title,
        parties=subjects,
        events=tuple(events),
        missions=MissionList(missions),
        dyads=tuple(dyads),
    )


days = st.builds(
    "{:04d}-{:02d}-{:02d}".format, st.integers(1800, 2025), st.integers(1, 12), st.integers(1, 28)
)
months = days.map(lambda day: day[:7])
years = days.map(lambda day: day[:4])
edtfs = st.one_of(
    days,
    months,
    years,
    years.map("{}~".format),
    years.map(lambda y: f"{y[:3]}X"),
    st.sampled_from(["1967/1974"]),
)
"""Dates of every kind that texts give."""

kinds = st.sampled_from(["established", "severed", "restored", "upgraded", "downgraded", "recognised"])
cities = st.sampled_from([None, "Lima", "Havana", "Nairobi", "Tokyo", "Lisbon"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article on one country with rows, running text and missions on its partners."""
    subject = draw(st.sampled_from(PARTIES))
    at = 0
    dyads, events, missions = [], [], []
    for _ in range(draw(st.integers(0, 6))):
        partner = draw(st.sampled_from([party for party in PARTIES if party != subject]))
        at += 10
        what = draw(st.sampled_from(["row", "event", "mission"]))
        if what == "row":
            dyads.append(row(subject, partner, draw(st.none() | edtfs), at))
        elif what == "event":
            named = draw(st.sampled_from([(subject, partner), (partner,), ()]))
            events.append(act(draw(kinds), draw(st.none() | edtfs), named, at))
        else:
            ends = draw(st.permutations([subject, partner]))
            missions.append(
                post(
                    ends[0],
                    ends[1],
                    draw(cities),
                    at,
                    kind=draw(st.sampled_from(MissionKind)),
                    resident=draw(st.booleans()),
                    status=draw(st.sampled_from(["open", "closed"])),
                    opened=draw(st.none() | edtfs),
                    closed=draw(st.none() | edtfs),
                )
            )
    return about(subject, dyads=dyads, events=events, missions=missions)


corpora = st.lists(articles(), max_size=4)
