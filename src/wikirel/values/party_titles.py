"""Reading the parties off the title of an article: "Cuba–Peru relations", "Embassy of Cuba, Lima".

The shapes of titles are data, a table a language (``[titles.*]`` in ``scripts/gazetteer_overrides.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import accumulate

from wikirel.values.gazetteer import Party, same_length_key

__all__ = ["TitleGrammar"]

_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
_DASHES = re.compile(r"\s*[–—]\s*")
_SLOT = re.compile(r"\{(A|B|LIST|CITY)\}")
_MAX_PARTS = 8

Resolve = Callable[[str], Party | None]


class TitleGrammar:
    """The titles of one language.

    Args:
        shapes: the patterns of the language; see the head of this module.
        party: reads a name or an adjective.
        town: reads the country of a town.
    """

    def __init__(self, shapes: Mapping[str, list[str]], party: Resolve, town: Resolve) -> None:
        self._party = party
        self._town = town
        self._prefixes = tuple(shapes.get("prefixes", ()))
        self._articles = tuple(shapes.get("articles", ()))
        kinds = ("pair", "post", "single", "relations")
        self._shapes = [_compile(shape) for kind in kinds for shape in shapes.get(kind, ())]

    def parties(self, title: str) -> tuple[Party, ...]:
        """Return what a title names; see :meth:`wikirel.values.parties.Gazetteer.title_parties`."""
        text = _PARENTHESES.sub("", " ".join(title.replace("_", " ").split()))
        for prefix in self._prefixes:
            text = text.removeprefix(prefix)
        text = text[:1].upper() + text[1:]
        for shape in self._shapes:
            match = shape.fullmatch(text)
            found = self._read(match.groupdict()) if match else ()
            if found:
                return found
        return ()

    def _read(self, slots: dict[str, str]) -> tuple[Party, ...]:
        if "LIST" in slots:
            return self._list(slots["LIST"])
        found = [self._resolve(slots[slot]) for slot in ("A", "B") if slot in slots]
        if "CITY" in slots:
            found.append(self._town(slots["CITY"]))
        if None in found:
            # "Embassy of Cuba in Atlantis": one slot is unknown, so that another shape may fit better.
            return ()
        return tuple(party for party in found if party is not None)

    def _resolve(self, name: str) -> Party | None:
        party = self._party(name)
        if party is None:
            for article in self._articles:
                if name.startswith(article):
                    return self._party(name.removeprefix(article))
        return party

    def _list(self, names: str) -> tuple[Party, ...]:
        """Read "A–B", where a dash parts names, or "A-B", where a hyphen may also stand within a name."""
        parts = _DASHES.split(names)
        if 2 <= len(parts) <= _MAX_PARTS and all(parts):
            found = [self._resolve(part) for part in parts]
            if all(found):
                return tuple(party for party in found if party is not None)
            if any(found):
                # A dash is a deliberate separator, so the other side is a party even when no table knows it.
                return tuple(party or Party(part) for party, part in zip(found, parts, strict=True))
        return self._hyphens(same_length_key(names).split("-"))

    def _hyphens(self, parts: list[str]) -> tuple[Party, ...]:
        """Join neighbours into names, the longest first, so that two parties or more use up every part."""
        if not 2 <= len(parts) <= _MAX_PARTS:
            return ()
        found: list[Party] = []
        at = 0
        while at < len(parts):
            joined = list(accumulate(parts[at:], lambda a, b: f"{a}-{b}"))
            for taken in range(len(joined), 0, -1):
                # The whole list cannot be one name: a relation has two sides.
                party = None if taken == len(parts) else self._resolve(joined[taken - 1])
                if party is not None:
                    found.append(party)
                    at += taken
                    break
            else:
                return ()
        return tuple(found)


def _compile(shape: str) -> re.Pattern[str]:
    """Turn "List of ambassadors of {A} to {B}" into a pattern with named groups.

    Each title is one line of at most some 250 bytes, so that lazy groups cost nothing to speak of.
    """
    pieces = _SLOT.split(shape)
    pattern = "".join(
        f"(?P<{piece}>.+?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)
    )
    return re.compile(pattern, re.IGNORECASE)  # "List of Ambassadors", "list of ambassadors"
