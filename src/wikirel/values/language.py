"""A language is data: one TOML file a language, read into plain dictionaries.

The files lie in ``wikirel/languages``.  Each top-level table of a file belongs to one reader: ``dates`` to the
date grammar, ``missions`` and ``events`` to the rules of those names, ``sections`` to the roles of headings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from wikirel.errors import SchemaError

__all__ = ["language_codes", "load_language"]


@cache
def language_codes() -> tuple[str, ...]:
    """List the codes of the languages that ship with wikirel, sorted."""
    names = (entry.name for entry in files("wikirel.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_language(code: str) -> Mapping[str, Any]:
    """Read the vocabulary of one language.

    Args:
        code: a Wikipedia language code, such as ``en``.

    Returns:
        The tables of the language's file, by name.

    Raises:
        SchemaError: wikirel has no file for that language.
    """
    if code not in language_codes():
        raise SchemaError(f"no language {code!r}; wikirel has {', '.join(language_codes())}")
    return tomllib.loads(files("wikirel.languages").joinpath(f"{code}.toml").read_text(encoding="utf-8"))
