"""How templates show in plain text: a table of data, and a value that holds it.

The table that ships with wikirel is ``markup/data/templates.toml``; a caller adds to it with
:meth:`Renderings.extended`.  A template that the table does not know renders as nothing, and the reader of the
markup counts it in a diagnostic.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from wikirel.errors import SchemaError

__all__ = ["Rendering", "RenderingKind", "Renderings", "normal_name"]


class RenderingKind(IntEnum):
    """What a template does to the text around it."""

    HIDE = 0
    SHOW = 1
    TEXT = 2
    DATE = 3
    BLOCKS = 4
    FIELDS = 5
    FLAG = 6
    NOTE = 7
    LIST = 8


@attrs.frozen
class Rendering:
    """How one template shows.

    Attributes:
        kind: what is done with it.
        arguments: which arguments show: positions from 1, names, ``0`` for the template's name, ``-1`` for the
            last positional one.
        text: fixed text (for ``TEXT``), or what stands before the arguments.
        after: what stands after the arguments.
        join: what parts the arguments.
        skip: how many positional arguments a date starts after.
        flag: the maintenance flag that it sets, or an empty string.
        references: whether references may be defined inside it.
    """

    kind: RenderingKind
    arguments: tuple[int | str, ...] = ()
    text: str = ""
    after: str = ""
    join: str = " "
    skip: int = 0
    flag: str = ""
    references: bool = False

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> Rendering:
        """Build a rendering from a table such as ``{"show": [1]}``.

        Raises:
            SchemaError: the table has a key that renderings do not know, or none that says what to do.
        """
        known = {"show", "text", "date", "blocks", "fields", "flag", "note", "list", "hide"}
        extra = {"before", "after", "join", "skip", "references"}
        unknown = set(data) - known - extra
        kinds = [key for key in known if key in data and key != "flag"] or (
            ["flag"] if "flag" in data else []
        )
        if unknown or len(kinds) != 1:
            raise SchemaError(
                f"template {name!r}: wanted one of {', '.join(sorted(known))}"
                f" (with {', '.join(sorted(extra))}), found {', '.join(sorted(data)) or 'nothing'}"
            )
        kind = kinds[0]
        arguments = data[kind] if kind in ("show", "blocks") else ()
        return cls(
            kind=RenderingKind[kind.upper()],
            arguments=tuple(arguments),
            text=data["text"] if kind == "text" else data.get("before", ""),
            after=data.get("after", ""),
            join=data.get("join", " "),
            skip=data.get("skip", 0),
            flag=data.get("flag", ""),
            references=data.get("references", False),
        )


_FIELDS = Rendering(RenderingKind.FIELDS)
_NOTE = Rendering(RenderingKind.NOTE)
_CITATION = re.compile(r"(?:#invoke:\s*)?(?:cite|citation)\b(?! needed)")
_CODE = re.compile(r"[A-Z]{3}\Z")
_COUNTRY_CODE = Rendering(RenderingKind.SHOW, (0,))


def normal_name(name: str) -> str:
    """Bring a template's name to the form of the table's keys.

    >>> normal_name(" Citation_needed ")
    'citation needed'
    """
    return " ".join(name.replace("_", " ").split()).lower()


@attrs.frozen
class Renderings:
    """The renderings of templates, by normal name.

    Attributes:
        table: rendering by normal name.
        infoboxes: regular expression, as text, of names whose parameters are fields.
    """

    table: Mapping[str, Rendering]
    infoboxes: str = r"infobo[xk]s?\b|bilateral\b|ficha de |info/|relazioni bilaterali\b|معلومات "

    @classmethod
    def default(cls) -> Renderings:
        """Return the table that ships with wikirel."""
        return _default()

    def extended(self, data: Mapping[str, Mapping[str, Any]]) -> Renderings:
        """Return a table with more templates, or with other renderings for known ones.

        >>> more = Renderings.default().extended({"motto": {"show": [1]}})
        >>> more.find("Motto").kind.name
        'SHOW'
        """
        added = {normal_name(name): Rendering.from_data(name, value) for name, value in data.items()}
        return attrs.evolve(self, table={**self.table, **added})

    def find(self, name: str) -> Rendering | None:
        """Return the rendering of the template of that name, or None when the table does not know it.

        A name of three capitals, such as ``PER``, is one of the flag templates that are named by an ISO 3166
        alpha-3 code, and shows as itself.
        """
        key = normal_name(name)
        found = self.table.get(key)
        if found is not None:
            return found
        if _CODE.match(name.strip()):
            return _COUNTRY_CODE
        if re.match(self.infoboxes, key):
            return _FIELDS
        if _CITATION.match(key):
            return _NOTE
        if ":" in key:
            head = key.split(":", 1)[0]
            return self.table.get(head)
        return None


@cache
def _default() -> Renderings:
    source = files("wikirel.markup").joinpath("data/templates.toml").read_text(encoding="utf-8")
    return Renderings(table={}).extended(tomllib.loads(source))
