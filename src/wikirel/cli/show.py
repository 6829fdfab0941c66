"""How articles look: tables and trees for people.

All text goes through :func:`clean`: what an article holds must not steer the terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

import attrs
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from wikirel.document import Section
from wikirel.facts import Article, Dyad, Event, Infobox, Mission, MissionStatus, Modality
from wikirel.spans import Severity
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = [
    "article_view",
    "clean",
    "dyad_table",
    "event_table",
    "fact_table",
    "heading",
    "in_time",
    "mission_table",
    "section_tree",
    "table_of",
    "when",
]

_MARK = "*"  # behind a date that a heading or a table gave
_LEGEND = f"{_MARK} the date is from the heading, the table or another sentence"
_TITLE, _HEAD, _DATE, _KIND, _PARTY, _QUIET = "bold", "bold cyan", "green", "magenta", "yellow", "dim"

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), "�")
_CONTROLS[ord("\n")] = "\n"
_CONTROLS[ord("\t")] = " "


def clean(text: str, style: str = "") -> Text:
    """Return text without control characters, which would reach the terminal as commands."""
    return Text(text.translate(_CONTROLS), style)


def heading(text: str) -> Text:
    """Return the heading of a part."""
    return clean(text, _HEAD)


def when(date: HistoricalDate | None) -> str:
    """Return a date for a cell: EDTF, marked where it is not the text's own."""
    if date is None:
        return ""
    return f"{date.edtf}{_MARK}" if date.anchor else date.edtf


def _who(party: Party | None) -> str:
    return party.name if party else ""


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style=_QUIET, show_edge=False)
    for column in columns:
        style, _, name = column.rpartition("/")
        # Dates are useless when they are torn apart.
        widest = 18 if name == "parties" else None  # three or four of them would leave the text no room
        table.add_column(name, style=style, no_wrap=style == _DATE, overflow="fold", max_width=widest)
    return table


# -- facts -------------------------------------------------------------------------------------------------


def event_table(told: Sequence[tuple[str, Event]], *, articles: bool = False) -> RenderableType:
    """Return events as a table, in the order given.

    Args:
        told: the events, each with the title of its article.
        articles: whether to show those titles.
    """
    table = _table(f"{_DATE}/date", f"{_KIND}/kind", f"{_PARTY}/parties", "what the text says")
    for title, event in told:
        kind = event.kind.value.replace("_", " ")
        if event.modality is not Modality.ACTUAL:
            kind += f" ({event.modality.value})"
        parties = ", ".join(_who(party) for party in event.parties)
        told_by = clean(event.text)
        if articles:  # below, not beside: a column of its own would leave the text no room
            told_by = Text.assemble(told_by, "\n", clean(title, _QUIET))
        table.add_row(clean(when(event.date)), clean(kind), clean(parties), told_by)
    if any(event.date and event.date.anchor for _, event in told):
        return Group(table, Text(_LEGEND, _QUIET))
    return table


def mission_table(told: Sequence[tuple[str, Mission]], *, articles: bool = False) -> RenderableType:
    """Return missions as a table, in the order given; arguments as for :func:`event_table`."""
    last = ["article"] if articles else []
    dated = any(mission.opened or mission.closed for _, mission in told)
    dates = [f"{_DATE}/opened", f"{_DATE}/closed"] if dated else []
    table = _table(f"{_PARTY}/of", f"{_PARTY}/to", f"{_KIND}/kind", "where", *dates, *last)
    for title, mission in told:
        kind = mission.kind.value.replace("_", " ")
        if mission.status is MissionStatus.CLOSED:
            kind += " (closed)"
        place = ", ".join(filter(None, (mission.city, _who(mission.seat))))
        if not mission.resident:
            place = f"{place} (not resident)".strip()
        cells = [_who(mission.sending), _who(mission.host), kind, place]
        cells += [when(mission.opened), when(mission.closed)] if dated else []
        table.add_row(*(clean(cell) for cell in (*cells, *([title] if articles else []))))
    return table


def dyad_table(told: Sequence[tuple[str, Dyad]], *, articles: bool = False) -> RenderableType:
    """Return dyads as a table, in the order given; arguments as for :func:`event_table`."""
    last = ["article"] if articles else []
    table = _table(f"{_PARTY}/partner", f"{_DATE}/since", "missions", "events", "section", "see", *last)
    for name in ("missions", "events"):
        next(column for column in table.columns if column.header == name).justify = "right"
    for title, dyad in told:
        section = dyad.evidence[0].section
        cells = [
            *(_who(dyad.parties[1]), when(dyad.established), str(len(dyad.missions)), str(len(dyad.events))),
            *(section[-1] if section else "", dyad.main_article or "", *([title] if articles else [])),
        ]
        table.add_row(*(clean(cell) for cell in cells))
    return table


def fact_table(told: Sequence[tuple[str, Any]], *, articles: bool = False) -> RenderableType:
    """Return facts of one class, a user's own perhaps, as a table: its attributes, and what the text says.

    Arguments are as for :func:`event_table`.
    """
    from wikirel.export.records import shown

    cls = type(told[0][1])
    filled = {name: [_cell(getattr(fact, name)) for _, fact in told] for name in shown(cls)}
    filled = {name: cells for name, cells in filled.items() if any(cells)}
    if any(field.name == "evidence" for field in attrs.fields(cls)):
        pieces = (fact.evidence[:1] for _, fact in told)
        filled["what the text says"] = [" ".join(piece.text for piece in first) for first in pieces]
    if articles:
        filled["article"] = [title for title, _ in told]
    table = _table(*(name.replace("_", " ") for name in filled))
    for row in zip(*filled.values(), strict=True):
        table.add_row(*(clean(cell) for cell in row))
    return table


def table_of(kind: type[Any]) -> Callable[..., RenderableType]:
    """Return what makes tables of a kind of facts."""
    tables: dict[type[Any], Callable[..., RenderableType]] = {
        Event: event_table,
        Mission: mission_table,
        Dyad: dyad_table,
    }
    return tables.get(kind, fact_table)


def _cell(value: Any) -> str:
    """Return a value of whatever type for a cell."""
    if value is None:
        return ""
    if isinstance(value, Party):
        return value.name
    if isinstance(value, HistoricalDate):
        return when(value)
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, tuple | list | frozenset | set):
        return ", ".join(_cell(item) for item in value)
    if attrs.has(type(value)):
        return " ".join(
            filter(None, (_cell(getattr(value, name.name)) for name in attrs.fields(type(value))))
        )
    return str(value)


# -- the whole of an article -------------------------------------------------------------------------------


def article_view(article: Article) -> Iterator[RenderableType]:
    """Yield the parts of an article in the order in which a person wants them."""
    yield clean(article.title or "(no title)", _TITLE)
    names = (f"{party.name} ({party.code})" if party.code else party.name for party in article.parties)
    yield clean(" · ".join(names), _PARTY)
    if article.infobox is not None:
        yield from _part("Infobox", _infobox(article.infobox))
    if article.sections:
        yield from _part("Sections", section_tree(article.sections))
    dated = in_time(("", event) for event in article.events)
    if dated:
        yield from _part(f"Timeline ({len(dated)})", event_table(dated))
    if article.missions:
        missions = [("", mission) for mission in article.missions]
        yield from _part(f"Missions ({len(missions)})", mission_table(missions))
    if article.dyads:
        dyads = [("", dyad) for dyad in article.dyads]
        yield from _part(f"Relations with one partner ({len(dyads)})", dyad_table(dyads))
    for kind in dict.fromkeys(type(fact) for fact in article.more):
        more = [("", fact) for fact in article.more if type(fact) is kind]
        yield from _part(f"{kind.__name__} ({len(more)})", fact_table(more))
    yield from _part("Reading", clean(_reservations(article)))


def in_time(told: Iterable[tuple[str, Event]]) -> list[tuple[str, Event]]:
    """Return events by date, those without one last; equal ones in the order of the text."""
    told = list(told)
    dated = [(event.date.bounds, title, event) for title, event in told if event.date is not None]
    # By the days that a date may mean alone, so that the order of the text decides between equals.
    dated.sort(key=lambda entry: (entry[0].earliest, entry[0].latest))
    return [(title, event) for _, title, event in dated] + [pair for pair in told if pair[1].date is None]


def section_tree(sections: Iterable[Section]) -> RenderableType:
    """Return the titles of sections as a tree."""
    root = Tree("", hide_root=True, guide_style=_QUIET)
    waiting = [(root, section) for section in sections][::-1]
    while waiting:
        parent, section = waiting.pop()
        branch = parent.add(clean(section.title or "(no title)"))
        waiting.extend([(branch, below) for below in section.sections][::-1])
    return root


def _part(title: str, body: RenderableType) -> Iterator[RenderableType]:
    yield Text("")
    yield heading(title)
    yield Padding(body, (0, 0, 0, 2))


def _infobox(infobox: Infobox) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=_QUIET, overflow="fold")
    table.add_column(overflow="fold")
    table.add_row("parties", clean(", ".join(party.name for party in infobox.parties), _PARTY))
    for name, field in infobox.fields.items():
        # The parties stand there already.
        if field.text and not (name.isdecimal() and infobox.parties):
            table.add_row(clean(name), clean(field.text))
    return table


def _reservations(article: Article) -> str:
    """Say in a line with what reservations the text was read."""
    counts = Counter((found.severity, found.code) for found in article.diagnostics)
    if not counts:
        return "nothing was read with reservations"
    parts = []
    for severity, word in ((Severity.WARNING, "warning"), (Severity.INFO, "note")):
        codes = {code: count for (rank, code), count in counts.items() if rank is severity}
        if codes:
            total = sum(codes.values())
            what = ", ".join(f"{code} {count}" for code, count in codes.items())
            parts.append(f"{total} {word}{'s' * (total != 1)} ({what})")
    return "; ".join(parts) + ": see wikirel check"
