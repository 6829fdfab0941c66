"""What an article says, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from wikirel.document.sections import Section
from wikirel.facts.dyads import Dyad
from wikirel.facts.events import Event
from wikirel.facts.missions import Mission, MissionList
from wikirel.spans import Diagnostic, Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["Article", "FieldValue", "Infobox"]

Kind = TypeVar("Kind")


@attrs.frozen
class FieldValue:
    """The value of one infobox parameter.

    Attributes:
        name: the parameter, in lower case; its position as a numeral where it has no name.
        text: the value as plain text; a line for each of its blocks.
        span: source range of the value.
        links: titles of the pages that it links to.
        value: the value with a type: a number, a date, or the text itself.
    """

    name: str
    text: str
    span: Span
    links: tuple[str, ...] = ()
    value: int | float | HistoricalDate | str = ""


def _frozen_fields(fields: Mapping[str, FieldValue]) -> Mapping[str, FieldValue]:
    return MappingProxyType(dict(fields))


@attrs.frozen(kw_only=True)
class Infobox:
    """The infobox of an article.

    Attributes:
        name: the template's name, as written.
        parties: the countries that it names.
        map: file name of the map, without namespace.
        missions: the missions that its fields name.
        envoys: the envoys that its fields name, as ``(office, person)``.
        fields: every parameter by name.
        span: source range of the whole infobox.
    """

    name: str
    parties: tuple[Party, ...] = ()
    map: str | None = None
    missions: tuple[Mission, ...] = ()
    envoys: tuple[tuple[str, str], ...] = ()
    fields: Mapping[str, FieldValue] = attrs.field(factory=dict, converter=_frozen_fields, hash=False)
    span: Span

    def identity(self) -> tuple[object, ...]:
        """Return what makes two readings one: where the infobox stands."""
        return self.name, self.span


@attrs.frozen(kw_only=True)
class Article:
    """One article, read.

    Attributes:
        title: its title.
        parties: the countries that it is about: the two of a pair, or the one of "Foreign relations of X".
        infobox: the infobox, or None.
        lead: the plain text before the first heading, without the infobox.
        sections: the top-level sections, a tree.
        events: in the order of the text.
        missions: in the order of the text.
        dyads: one for each table row or section about one partner.
        see_also: the entries under "See also".
        more: facts of other kinds: :class:`~wikirel.facts.EnvoyTerm`, and a user's own.
        diagnostics: what was read with reservations.
        source: the text that was passed in.
    """

    title: str
    parties: tuple[Party, ...] = ()
    infobox: Infobox | None = None
    lead: str = ""
    sections: tuple[Section, ...] = ()
    events: tuple[Event, ...] = ()
    missions: MissionList = attrs.field(factory=MissionList)
    dyads: tuple[Dyad, ...] = ()
    see_also: tuple[str, ...] = ()
    more: tuple[Any, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    source: str = attrs.field(default="", repr=False)

    def facts(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the facts of a kind, ours or a user's."""
        boxes = () if self.infobox is None else (self.infobox,)
        pools: tuple[Any, ...] = (*self.events, *self.missions, *self.dyads, *boxes, *self.more)
        return tuple(fact for fact in pools if isinstance(fact, kind))

    def section(self, title: str) -> Section | None:
        """Return the first section of that title, at any depth; None if there is none."""
        for top in self.sections:
            for section in top.walk():
                if section.title.casefold() == title.casefold():
                    return section
        return None
