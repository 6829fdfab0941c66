"""A language is data: one TOML file a language, read into plain dictionaries.

The files lie in ``wikirel/languages``.  Each top-level table of a file belongs to one reader: ``dates`` to the
date grammar, ``missions`` and ``events`` to the rules of those names, ``sections`` to the roles of headings.
A table that is not there is empty: what reads it finds nothing.

A language need not ship with wikirel: wherever a code is asked for, the path of a file ending in ``.toml`` will
do, and the file's name is its code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from wikirel.errors import SchemaError
from wikirel.values.wordcheck import check_words

__all__ = ["is_language", "language_code", "language_codes", "load_language"]

_SUFFIX = ".toml"


@cache
def language_codes() -> tuple[str, ...]:
    """List the codes of the languages that ship with wikirel, sorted."""
    names = (entry.name for entry in files("wikirel.languages").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def language_code(language: str) -> str:
    """Return the code of a language that is given by its code or by its file.

    >>> language_code("nl"), language_code("words/nl.toml")
    ('nl', 'nl')
    """
    return Path(language).stem if language.endswith(_SUFFIX) else language


def is_language(language: str) -> bool:
    """Tell whether there are words of a language: it ships with wikirel, or a file is named."""
    return language.endswith(_SUFFIX) or language in language_codes()


@cache
def load_language(code: str) -> Mapping[str, Any]:
    """Read the vocabulary of one language.

    Args:
        code: a Wikipedia language code, such as ``en``, or the path of a file such as ``nl.toml``.

    Returns:
        The tables of the language's file, by name.

    Raises:
        SchemaError: wikirel has no file for that language, the file cannot be read as TOML, or a table in it is
            not of the shape of the English one.
    """
    if code.endswith(_SUFFIX):
        tables = _read(code)
        check_words(tables, load_language("en"), f"language {code!r}")
        return tables
    if code not in language_codes():
        known = ", ".join(language_codes())
        raise SchemaError(f"no language {code!r}; wikirel has {known}; or name a file that ends in {_SUFFIX}")
    return tomllib.loads(files("wikirel.languages").joinpath(f"{code}.toml").read_text(encoding="utf-8"))


def _read(path: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SchemaError(f"no language {path!r}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:  # TOML or UTF-8
        raise SchemaError(f"language {path!r} cannot be read: {error}") from error
