"""Lists of envoys: who represented a country in another one, and from when to when.

Tables and lists of articles such as "List of ambassadors of X to Y".  What a column holds is told by the words of
the header (vocabulary, table ``envoys``); an item of a list gives a person beside dates.  In other articles only
what stands in sections with the role ``envoys`` is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from wikirel.facts import EnvoyTerm
from wikirel.markup.blocks import Block, BlockKind, Cell, Table
from wikirel.rules.grids import grid_of, shows
from wikirel.rules.lookups import lookups
from wikirel.rules.relation_tables import find_party
from wikirel.schema import Reading, Wordbook
from wikirel.values.dates import DateMention, HistoricalDate, Qualifier
from wikirel.values.parties import Party

__all__ = ["EnvoyWords", "envoy_words", "envoys", "person_of", "term_of"]

_ROLE = "envoys"
_ASIDE = frozenset(("see_also", "references", "reading"))
_LONGEST = 80  # characters of a name or an office
_LOOK = 300  # characters of a cell or an item that are looked at for one
_HEADER_ROWS = 4
_TRAILING = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[*†‡§¹²³])\s*\Z")
_EDGES = " \t\xa0,;:–—-()"
_BEHIND_NAME = re.compile(r"[(:;,\n]| [–—-] ")
_LETTER = re.compile(r"[^\W\d_]")
_SINCE = frozenset((Qualifier.UNTIL, Qualifier.BEFORE, Qualifier.BY))
_COLUMNS = ("person", "start", "end", "term", "office", "country")


class EnvoyWords:
    """The vocabulary of envoys, compiled.

    Attributes:
        columns: what the header of a column says, by what the column holds; looked at in this order.
        offices: what an office is called, by its key.
        now: matches what stands for the end of a term that goes on ("present").
        nobody: matches what stands for no person ("vacant").
        name: matches a person's name and nothing else.
        to: finds in a title that its one country is the host.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.columns = {name: _any(table.get(name, ())) for name in _COLUMNS}
        offices: Mapping[str, Sequence[str]] = table.get("offices", {})
        self.offices = {key: _any(patterns) for key, patterns in offices.items()}
        self.now = re.compile(rf"\A(?:{'|'.join(table.get('now', ())) or '(?!)'})(?!\w)", re.IGNORECASE)
        self.nobody = _any(table.get("nobody", ()))
        particles = "|".join(table.get("particles", ())) or "(?!)"
        word = r"[^\W\d_a-zß-öø-ÿ][\w.'’‘-]*"
        self.name = re.compile(
            rf"{word}(?:,? (?:(?:{particles}) |(?:{particles})(?=['’]))*['’]?{word}){{0,7}}\.?"
        )
        self.to = re.compile(table.get("to", r"(?!)"), re.IGNORECASE)

    def office(self, text: str) -> str:
        """Return the key of the first office that a text names, or an empty string."""
        found = [(match.start(), key) for key, words in self.offices.items() if (match := words.search(text))]
        return min(found)[1] if found else ""


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=32)
def envoy_words(schema: Wordbook) -> EnvoyWords:
    """Return the compiled vocabulary of a schema's language."""
    return EnvoyWords(schema.vocabulary.get("envoys", {}))


def envoys(reading: Reading) -> Iterator[EnvoyTerm]:
    """Tell of the envoys in the tables and lists of an article.

    Args:
        reading: the article.

    Yields:
        Terms in the order of the text.
    """
    if "envoys" not in reading.vocabulary:
        return
    reader = _Reader(reading)
    found: list[tuple[int, EnvoyTerm]] = []
    for table in reading.document.tables:
        found += reader.table(table)
    for block in reading.document.blocks:
        if block.kind is BlockKind.ITEM and block.place is None:
            found += reader.item(block)
    found.sort(key=lambda entry: entry[0])
    yield from (term for _, term in found)


def person_of(text: str) -> str:
    """Return a person's name without what follows in brackets.

    >>> person_of("Ana Paz  (acting) [2]")
    'Ana Paz'
    """
    name = " ".join(text[:_LOOK].split())
    while (shorter := _TRAILING.sub("", name)) != name:
        name = shorter
    return name.strip(_EDGES)


def term_of(
    mentions: Sequence[DateMention], text: str
) -> tuple[HistoricalDate | None, HistoricalDate | None]:
    """Return the start and the end that the dates of a cell or an item give.

    Args:
        mentions: the dates: one, two, or one interval.
        text: the text that they stand in.
    """
    dates = [(mention, date) for mention in mentions if (date := mention.date(text)) is not None]
    if not dates:
        return None, None
    mention, first = dates[0]
    if "/" in first.edtf:
        start, _, end = first.edtf.partition("/")
        return _part(start, first), _part(end, first)
    if len(dates) > 1:
        return first, _part(dates[1][1].edtf.rpartition("/")[2], dates[1][1])
    return (None, first) if mention.qualifier in _SINCE else (first, None)


def _part(edtf: str, whole: HistoricalDate) -> HistoricalDate | None:
    """Return one end of an interval; None where it is open."""
    return HistoricalDate(edtf, whole.text, whole.anchor) if edtf not in ("", "..") else None


class _Told(NamedTuple):
    """What an article tells of all its envoys."""

    sending: Party | None
    host: Party | None
    office: str


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._document = reading.document
        self._words = envoy_words(reading.schema)
        self._names = lookups(reading.schema.language)
        office = self._words.office(reading.title)
        self._everywhere = bool(office)
        parties = reading.parties if office else ()  # a pair tells no direction
        sending = host = None
        if len(parties) == 2:
            sending, host = parties
        elif len(parties) == 1 and self._words.to.search(reading.title):
            host = parties[0]
        elif parties:
            sending = parties[0]
        self._known: dict[tuple[int, Party | None], _Told] = {}
        self._article = _Told(sending, host, office)

    # -- tables -----------------------------------------------------------------------------------------

    def table(self, table: Table) -> Iterator[tuple[int, EnvoyTerm]]:
        if not self._is_read(table.section):
            return
        rows = grid_of(table, self._document.source) or [row.cells for row in table.rows]
        first = self._first_row(rows)
        columns = self._columns(rows[:first])
        if "person" not in columns or not columns.keys() & {"start", "term", "country"}:
            return
        for cells in rows[first:]:
            if not all(cell.header for cell in cells):
                yield from self._row(cells, columns, table.section)

    def _first_row(self, rows: Sequence[Sequence[Cell]]) -> int:
        """Return the index of the first row of data: behind the rows of header cells, or the first row."""
        for index, cells in enumerate(rows[: _HEADER_ROWS + 1]):
            if not all(cell.header for cell in cells):
                return max(index, 1)
        return 1

    def _columns(self, header: Sequence[Sequence[Cell]]) -> dict[str, int]:
        """Tell what the columns hold; where header cells stand over others, the lower ones say it first."""
        columns: dict[str, int] = {}
        for at in range(max((len(cells) for cells in header), default=0)):
            for cells in reversed(header):
                text = self._line(cells[at]) if at < len(cells) else ""
                holds = self._holds(text) if text else None
                if holds is not None:
                    columns.setdefault(holds, at)
                    break
        return columns

    def _holds(self, text: str) -> str | None:
        for name, words in self._words.columns.items():
            if words.search(text, 0, _LOOK):
                return name
        return None

    def _row(
        self, cells: Sequence[Cell], columns: Mapping[str, int], section: int
    ) -> Iterator[tuple[int, EnvoyTerm]]:
        ranges = {
            name: self._document.range_of(cells[at])
            for name, at in columns.items()
            if at < len(cells) and shows(cells[at])
        }
        if "person" not in ranges:
            return
        person = person_of(self._line(cells[columns["person"]]))
        if not self._is_person(person):
            return
        start = end = None
        if "term" in ranges:
            start, end = term_of(self._reading.dates_in(*ranges["term"]), self._reading.text)
        if "start" in ranges:
            began, ended = term_of(self._reading.dates_in(*ranges["start"]), self._reading.text)
            start, end = began or start, ended or end
        if "end" in ranges:
            end = term_of(self._reading.dates_in(*ranges["end"]), self._reading.text)[0] or end
        office = " ".join(self._text(ranges.get("office")).split())
        country = self._text(ranges.get("country"))
        party = find_party(self._names, country.partition("\n")[0]) if country else None
        told = self._told(section, party)
        text_start = min(place[0] for place in ranges.values())
        text_end = max(place[1] for place in ranges.values())
        yield (
            text_start,
            EnvoyTerm(
                person=person,
                office=self._words.office(office) or person_of(office)[:_LONGEST] or told.office,
                sending=told.sending,
                host=told.host,
                start=start,
                end=end,
                evidence=(self._document.evidence(text_start, text_end),),
            ),
        )

    # -- lists ------------------------------------------------------------------------------------------

    def item(self, block: Block) -> Iterator[tuple[int, EnvoyTerm]]:
        """Read an item that gives dates and a person: "Ana Paz (1992–1996)", "1992–1996: Ana Paz"."""
        if not self._is_read(block.section):
            return
        mentions = self._reading.dates_in(block.start, block.end)
        if not mentions:
            return
        text = self._reading.text
        if not text[block.start : mentions[0].start].strip(_EDGES):
            rest = text[_behind(mentions, text) : block.end].lstrip(_EDGES)
            rest = self._words.now.sub("", rest, count=1).lstrip(_EDGES)
        else:
            rest = text[block.start : mentions[0].start].rstrip(_EDGES)
        name = _BEHIND_NAME.split(rest[:_LOOK], maxsplit=1)[0]
        person = person_of(name)
        if not self._words.name.fullmatch(person) or not self._is_person(person):
            return
        start, end = term_of(mentions, text)
        told = self._told(block.section, None)
        evidence = (self._document.evidence(block.start, block.end),)
        yield (
            block.start,
            EnvoyTerm(
                person=person,
                office=told.office,
                sending=told.sending,
                host=told.host,
                start=start,
                end=end,
                evidence=evidence,
            ),
        )

    # -- what both share --------------------------------------------------------------------------------

    def _is_read(self, section: int) -> bool:
        role = self._reading.role(section)
        return role == _ROLE or (self._everywhere and role not in _ASIDE)

    def _told(self, section: int, party: Party | None) -> _Told:
        """Return whose envoys stand under a heading, with the country of the row or of the heading."""
        known = self._known.get((section, party))
        if known is None:
            known = self._known[section, party] = self._work_out(section, party)
        return known

    def _work_out(self, section: int, party: Party | None) -> _Told:
        sending, host, office = self._article
        for title in reversed(self._document.path(section)):
            office = self._words.office(title) or office
            pair = self._reading.gazetteer.title_parties(title)
            if len(pair) == 2 and self._words.office(title):
                return _Told(*pair, office)  # "Ambassadors of Cuba to Peru"
            if party is None and None in (sending, host):
                party = find_party(self._names, title)
        if host is None:
            host = party if party != sending else None
        elif sending is None:
            sending = party if party != host else None
        return _Told(sending, host, office)

    def _is_person(self, name: str) -> bool:
        return (
            _LETTER.search(name) is not None
            and len(name) <= _LONGEST
            and self._words.nobody.search(name) is None
        )

    def _text(self, place: tuple[int, int] | None) -> str:
        return self._reading.text[slice(*place)].strip() if place else ""

    def _line(self, cell: Cell) -> str:
        """Return the first line of a cell."""
        if not shows(cell):
            return ""
        block = self._document.blocks[cell.first_block]
        return self._reading.text[block.start : block.end].strip()


def _behind(mentions: Sequence[DateMention], text: str) -> int:
    """Return where the dates that an item begins with end."""
    end = mentions[0].end
    for mention in mentions[1:]:
        if text[end : mention.start].strip(_EDGES):
            break
        end = mention.end
    return end
