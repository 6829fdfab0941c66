"""What a reading needs of the schema that it is made by: its words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Protocol

__all__ = ["Wordbook"]


class Wordbook(Hashable, Protocol):
    """The words that an article is read by; every :class:`~wikirel.schema.Schema` is one.

    A rule is a function of a reading, and a schema holds rules: a reading that knew schemas as such would close
    the circle.  It can be the key of a memory (``functools.cache``).
    """

    @property
    def language(self) -> str:
        """Code of the language."""

    @property
    def vocabulary(self) -> Mapping[str, Any]:
        """The tables of the language, with the schema's own words laid over them."""

    def role(self, path: tuple[str, ...]) -> str | None:
        """Return the role of the section under these headings."""
