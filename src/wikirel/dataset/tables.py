"""The tables of a data set: their columns, types and references, the same in every format."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

__all__ = ["TABLES", "Column", "Table", "Type", "Value"]

Value = str | int | bool | None


class Type(StrEnum):
    """The type of a column."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        name: its name.
        type: its type; each may be null but the key.
        refers: the table whose key it holds, or None.
        indexed: whether a database looks things up by it.
    """

    name: str
    type: Type = Type.TEXT
    refers: str | None = None
    indexed: bool = False


@attrs.frozen
class Table:
    """A table; its key is ``id``, which counts from 1.

    Attributes:
        name: its name.
        about: what a row is, for people.
        columns: the columns after the key.
        search: the columns that are searched as text.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    search: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, the key first."""
        return ("id", *(column.name for column in self.columns))


def _columns(layout: str) -> tuple[Column, ...]:
    """Read columns off a layout: ``name``, ``name:int``, ``name:bool``, ``name>table``, ``*`` for an index."""
    columns = []
    for word in layout.split():
        name, _, refers = word.rstrip("*").partition(">")
        name, _, kind = name.partition(":")
        type_ = {"": Type.TEXT, "int": Type.INTEGER, "bool": Type.BOOLEAN}[kind]
        columns.append(
            Column(
                name, Type.INTEGER if refers else type_, refers or None, bool(refers) or word.endswith("*")
            )
        )
    return tuple(columns)


def _date(name: str) -> str:
    return f"{name}* {name}_text {name}_anchor {name}_earliest* {name}_latest"


_PLACE = "start_offset:int end_offset:int"

_ALL = (
    Table(
        "articles",
        "An article, in the revision that was read",
        _columns("title* page:int revision:int timestamp schema file characters:int infobox map lead"),
        ("title", "lead"),
    ),
    Table(
        "sections",
        "A section of an article without its subsections; level 0 is the lead",
        _columns(f"article_id>articles parent_id>sections level:int title path {_PLACE} text"),
        ("title", "text"),
    ),
    Table(
        "dyads",
        "One country's relations with one partner, as a table row or a section tells of them",
        _columns(
            f"article_id>articles country country_code* partner partner_code* {_date('established')} "
            "missions:int events:int notes main_article memberships"
        ),
    ),
    Table(
        "events",
        "Something that happened, with the clause that tells it",
        _columns(
            f"article_id>articles dyad_id>dyads {_date('date')} kind* text parties parties_codes modality persons"
        ),
    ),
    Table(
        "missions",
        "A diplomatic post, or the accreditation of one, of one country to another",
        _columns(
            "article_id>articles dyad_id>dyads sending sending_code* host host_code* kind* city resident:bool "
            f"seat seat_code status {_date('opened')} {_date('closed')}"
        ),
    ),
    Table(
        "dyad_facts",
        "An event or a mission that the row or section of a dyad tells of; one may be told in several",
        _columns("article_id>articles dyad_id>dyads event_id>events mission_id>missions"),
    ),
    Table(
        "facts",
        "A fact of a further kind, such as the term of an envoy, or one of a user's own class; fields is JSON",
        _columns("article_id>articles kind* fields"),
    ),
    Table(
        "parties",
        "A country that an article is about (event_id is null) or that took part in an event",
        _columns("article_id>articles event_id>events position:int name code*"),
    ),
    Table(
        "evidence",
        "Where an article says what an event, a mission, a dyad or another fact states",
        _columns(
            "article_id>articles event_id>events mission_id>missions dyad_id>dyads fact_id>facts position:int "
            f"{_PLACE} section quote flags"
        ),
        ("quote",),
    ),
    Table(
        "citations",
        "A reference that stands with a piece of evidence",
        _columns(
            f"article_id>articles evidence_id>evidence position:int {_PLACE} name ref_group template title url "
            "publisher work date access_date archive_url language identifiers text"
        ),
    ),
    Table(
        "diagnostics",
        "What was read with reservations; without an article, a part of the source that is damaged",
        _columns(f"article_id>articles code severity message {_PLACE} file file_offset:int"),
    ),
    Table(
        "redirects",
        "A page of a wanted title that leads to another; article_id is its target where that was read",
        _columns("article_id>articles title* target page:int revision:int"),
    ),
    Table(
        "runs",
        "What made this data set: what a paper must cite",
        _columns(
            "wikirel source source_bytes:int wiki language base dump_schema used_index:bool checked:bool wanted "
            "schemas status damaged:int articles:int sections:int dyads:int events:int missions:int facts:int "
            "first_timestamp last_timestamp highest_revision:int revisions_sha256"
        ),
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
"""In an order in which a table comes after those that it refers to."""
