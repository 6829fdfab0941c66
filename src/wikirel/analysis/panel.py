"""The directed dyad-year panel: one row for a sender, a host and a year.

It joins with data of the Correlates of War project and of Gleditsch and Ward by their state numbers.  Every column
is described in ``docs/network.md``.  What the articles leave open is empty, never 0.
"""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from wikirel.analysis.merge import PairFacts, merge
from wikirel.analysis.network import MissionEdge, merged_missions
from wikirel.analysis.pairs import Telling
from wikirel.analysis.status import Standing, StatusHistory
from wikirel.errors import ExportError, MissingExtraError
from wikirel.facts import Article, MissionKind, MissionStatus
from wikirel.replacing import refuse_special
from wikirel.values.parties import Gazetteer, Party

__all__ = ["PanelRow", "panel", "places_of", "write_panel_csv", "write_panel_parquet"]

_CHANCERIES = frozenset(
    (MissionKind.EMBASSY, MissionKind.HIGH_COMMISSION, MissionKind.NUNCIATURE, MissionKind.LEGATION)
)
_CONSULAR = frozenset(
    (
        MissionKind.CONSULATE_GENERAL,
        MissionKind.CONSULATE,
        MissionKind.VICE_CONSULATE,
        MissionKind.HONORARY_CONSULATE,
    )
)
_YEARS = range(1, 10_000)
_BATCH = 65_536
_PLACES = 20  # that a cell names; no pair of the articles that we know of needs as many


class PanelRow(NamedTuple):
    """One directed dyad in one year; 1 is yes, 0 is no, None is not known.

    Attributes:
        sender: name of the country whose missions are counted.
        sender_iso: its code, as :class:`~wikirel.Party` has it.
        sender_cow: its state number in the Correlates of War project.
        sender_gw: its state number by Gleditsch and Ward.
        host: name of the other country.
        host_iso: its code.
        host_cow: its state number in the Correlates of War project.
        host_gw: its state number by Gleditsch and Ward.
        year: the year.
        relations: whether diplomatic relations stood on its last day.
        relations_all_year: whether they stood on every day of it.
        embassy: whether the sender had a resident embassy, high commission, nunciature or legation at some time of
            the year.
        accredited: whether it had a non-resident one, accredited from elsewhere.
        consulates: how many consular posts, honorary ones included, are known to have been open.
        articles: how many articles tell of the pair.
        relations_basis: why ``relations`` is what it is, in words; also where it is not known.
        relations_sources: the places that ``relations`` rests on, or that leave it open (see :func:`places_of`).
        mission_sources: the places that tell of the sender's missions, of whatever kind and time.
    """

    sender: str
    sender_iso: str | None
    sender_cow: int | None
    sender_gw: int | None
    host: str
    host_iso: str | None
    host_cow: int | None
    host_gw: int | None
    year: int
    relations: int | None
    relations_all_year: int | None
    embassy: int | None
    accredited: int | None
    consulates: int | None
    articles: int
    relations_basis: str
    relations_sources: str
    mission_sources: str


def panel(
    articles: Iterable[Article], first: int, last: int, *, as_of: int | None = None
) -> Iterator[PanelRow]:
    r"""Yield the panel by pair, direction and year.

    Args:
        articles: "Foreign relations of X" and "X–Y relations", in any mixture and order.
        first: the first year.
        last: the last year.
        as_of: the year that the articles describe as their present.  A post told as open, with no date of its
            opening, is known to be open in that year only, and in no year without it.

    Returns:
        Two rows a year, one for each direction, of every pair that the articles tell of.

    Raises:
        ValueError: a year is not between 1 and 9999, or the first comes after the last.

    >>> from wikirel import parse_article
    >>> article = parse_article("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
    >>> [(row.sender, row.year, row.embassy) for row in panel([article], 2024, 2025, as_of=2025)][:2]
    [('Cuba', 2024, None), ('Cuba', 2025, 1)]
    """
    if first not in _YEARS or last not in _YEARS:
        raise ValueError(f"years go from 1 to 9999, not {first} to {last}")
    if first > last:
        raise ValueError(f"the first year, {first}, comes after the last, {last}")
    return _rows(merge(articles).values(), range(first, last + 1), as_of)


def _rows(pairs: Iterable[PairFacts], years: range, as_of: int | None) -> Iterator[PanelRow]:
    places = Gazetteer.load()
    for facts in pairs:
        pair = facts.pair
        standing = _standing(StatusHistory.of(facts), years)
        told = {sender: _mission_places(facts, sender) for sender in (pair.one, pair.other)}
        missions = merged_missions(facts)
        number = len(facts.articles)
        for sender, host in ((pair.one, pair.other), (pair.other, pair.one)):
            head = (*_state(sender, places), *_state(host, places))
            posts = _posts([m for m in missions if m.sending == sender], years, as_of)
            for year, (end, whole, why, who), open_ in zip(years, standing, posts, strict=True):
                yield PanelRow(*head, year, end, whole, *open_, number, why, who, told[sender])


def places_of(tellings: Iterable[Telling]) -> str:
    """Return places as the panel names them: ``Cuba–Peru relations [0:4, 90:131]``, joined by semicolons.

    The numbers are half-open ranges of code points in the article's source, as in the tables of a data set.  Of
    more than twenty places the others are counted.

    >>> from wikirel import Evidence, Span
    >>> places_of([Telling("Cuba–Peru relations", (), Evidence(Span(0, 4)))])
    'Cuba–Peru relations [0:4]'
    """
    told = list(dict.fromkeys(telling.key for telling in tellings))
    by_article: dict[str, list[str]] = {}
    for article, start, end in told[:_PLACES]:
        by_article.setdefault(article, []).append(f"{start}:{end}")
    named = [f"{article} [{', '.join(ranges)}]" for article, ranges in by_article.items()]
    if len(told) > _PLACES:
        named.append(f"{len(told) - _PLACES} more")
    return "; ".join(named)


def _mission_places(facts: PairFacts, sender: Party) -> str:
    return places_of(
        telling for told in facts.missions if told.mission.sending == sender for telling in told.tellings
    )


def _state(party: Party, places: Gazetteer) -> tuple[str, str | None, int | None, int | None]:
    country = places.country(party)
    return party.name, party.code, country.cow if country else None, country.gw if country else None


_NUMBERS = {Standing.YES: 1, Standing.NO: 0, Standing.UNKNOWN: None}


def _standing(history: StatusHistory, years: range) -> list[tuple[int | None, int | None, str, str]]:
    """Return for each year whether relations stood on its last day, and on all its days; why, and who says so."""
    found: list[tuple[int | None, int | None, str, str]] = []
    spans = history.spans
    sources: dict[int, str] = {}  # by span: most hold for many years
    at = 0
    for year in years:
        while spans[at].last < (year, 1, 1):
            at += 1
        here = at
        states = {spans[here].answer.standing}
        while spans[here].last < (year, 12, 31):
            here += 1
            states.add(spans[here].answer.standing)
        at = here
        answer = spans[here].answer
        end = _NUMBERS[answer.standing]
        if here not in sources:
            sources[here] = places_of(answer.evidence)
        if states == {Standing.YES}:
            whole: int | None = 1
        else:
            whole = 0 if Standing.NO in states else None
        found.append((end, whole, answer.reason, sources[here]))
    return found


def _posts(
    missions: Sequence[MissionEdge], years: range, as_of: int | None
) -> list[tuple[int | None, int | None, int | None]]:
    """Return for each year: a resident embassy, a non-resident one, the number of consular posts."""
    if not missions:
        return [(None, None, None)] * len(years)
    resident = [m for m in missions if m.resident and m.kind in _CHANCERIES]
    elsewhere = [m for m in missions if not m.resident and m.kind in _CHANCERIES]
    consular = [m for m in missions if m.kind in _CONSULAR]
    found: list[tuple[int | None, int | None, int | None]] = []
    for year in years:
        counted = sum(_open(m, year, as_of) == 1 for m in consular)
        found.append((_any(resident, year, as_of), _any(elsewhere, year, as_of), counted or None))
    return found


def _any(missions: Sequence[MissionEdge], year: int, as_of: int | None) -> int | None:
    states = {_open(mission, year, as_of) for mission in missions}
    if 1 in states:
        return 1
    return 0 if states == {0} else None


def _open(mission: MissionEdge, year: int, as_of: int | None) -> int | None:
    """Tell whether a post was open at some time of a year."""
    opened, closed = mission.opened, mission.closed
    if opened is not None and year < opened.earliest.year:
        return 0
    if closed is not None and year > closed.latest.year:
        # Closed, and told as open all the same: it may have opened again.
        return 0 if mission.status is MissionStatus.CLOSED else _now(mission, year, as_of)
    since = opened is not None and year >= opened.latest.year
    if closed is not None:
        if year == closed.earliest.year == closed.latest.year:
            return 1
        return 1 if since and year <= closed.earliest.year else None
    if since and mission.status is MissionStatus.OPEN and as_of is not None and year <= as_of:
        return 1
    if since and opened is not None and year == opened.latest.year == opened.earliest.year:
        return 1
    return _now(mission, year, as_of)


def _now(mission: MissionEdge, year: int, as_of: int | None) -> int | None:
    if as_of is None or year != as_of:
        return None
    if mission.disputed:
        return None
    return 1 if mission.status is MissionStatus.OPEN else 0


# -- files -------------------------------------------------------------------------------------------------


def write_panel_csv(rows: Iterable[PanelRow], file: TextIO) -> int:
    """Write a panel as CSV (RFC 4180) with a header; what is not known is an empty cell.

    Args:
        rows: the rows.
        file: where to write; open it with ``newline=""``, as the module ``csv`` asks.

    Returns:
        How many rows there are.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(PanelRow._fields)
    iterator = iter(rows)
    count = 0
    while batch := list(islice(iterator, _BATCH)):
        writer.writerows(batch)
        count += len(batch)
    return count


def write_panel_parquet(rows: Iterable[PanelRow], path: str | os.PathLike[str]) -> int:
    """Write a panel as Parquet, compressed by zstd.

    Args:
        rows: the rows.
        path: the file; it is written whole or not at all, and then replaces one that was there.

    Returns:
        How many rows there are.

    Raises:
        MissingExtraError: pyarrow is not installed; it comes with the extra ``arrow``.
        ExportError: the file cannot be written.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError("a panel as Parquet", "arrow") from error
    schema = _arrow_schema(pyarrow)
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}")
    iterator = iter(rows)
    count = 0
    try:
        refuse_special(target)
        with parquet.ParquetWriter(str(part), schema, compression="zstd") as writer:
            while batch := list(islice(iterator, _BATCH)):
                columns = [
                    pyarrow.array(column, field.type)
                    for column, field in zip(zip(*batch, strict=True), schema, strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
                count += len(batch)
        os.replace(part, target)
    except OSError as error:
        # What pyarrow says names the file that stood in for this one.
        reason = os.strerror(error.errno) if isinstance(error.errno, int) and error.filename is None else None
        reason = reason or error.strerror or str(error)
        raise ExportError(
            f"{os.fspath(path)}: cannot be written: {reason[:1].lower()}{reason[1:]}"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _arrow_schema(pyarrow: Any) -> Any:
    text, number = pyarrow.string(), pyarrow.int16()
    numbers = {name for name, type_ in PanelRow.__annotations__.items() if "int" in str(type_)}
    return pyarrow.schema([(name, number if name in numbers else text) for name in PanelRow._fields])
