"""From the names on the command line to articles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from wikirel.cli.output import Failure, printable
from wikirel.errors import InputError, reason

if TYPE_CHECKING:
    from wikirel.facts import Article

__all__ = ["read_articles"]

_STDIN = "-"


def read_articles(
    names: Sequence[str], title: str | None = None, schema: str | None = None, *, tell: bool = True
) -> list[tuple[str, Article]]:
    """Read all the files, then parse them.

    Args:
        names: the files, ``-`` for standard input.
        title: the title of the only one, or None.
        schema: what the option ``--schema`` names, or None.
        tell: say on standard error which texts are no articles.

    Returns:
        The articles with the names of their files.

    Raises:
        Failure: one of the files cannot be read (there is a message for each of those), or there is no such
            schema, or it goes wrong.
    """
    from wikirel.api import parse_article
    from wikirel.errors import SchemaError
    from wikirel.files import decode_article, read_file, title_of_file
    from wikirel.named_schemas import load_schema

    chosen = load_schema(schema) if schema is not None else None
    texts: list[str] = []
    messages: list[str] = []
    for index, name in enumerate(names):
        try:
            if name != _STDIN:
                texts.append(read_file(name))
            elif _STDIN in names[:index]:
                messages.append("standard input: it can be read only once")
            elif sys.stdin is None:  # as Python has it where the shell closed it
                messages.append("standard input: is closed")
            else:
                texts.append(decode_article(sys.stdin.buffer.read(), "standard input"))
        except InputError as error:
            messages.append(str(error))
    if messages:
        raise Failure(messages)
    articles = []
    for name, text in zip(names, texts, strict=True):
        try:
            article = parse_article(text, title, chosen)
            if not article.title and title is None and name != _STDIN:
                article = parse_article(text, title_of_file(name), chosen)
        except SchemaError as error:
            raise Failure([f"{name}: {error}"]) from error
        except Exception as error:
            if schema is None:
                raise
            raise Failure([f"{name}: schema {schema!r} goes wrong: {_where(error)}"]) from error
        articles.append((name, article))
    for name, article in articles if tell else ():
        _tell_apart(name, article)
    return articles


def _tell_apart(name: str, article: Article) -> None:
    from wikirel.other_texts import OTHER_TEXTS

    for note in article.diagnostics:
        if note.code in OTHER_TEXTS:
            click.echo(printable(f"wikirel: warning: {name}: {note.message}"), err=True)


def _where(error: Exception) -> str:
    """Say what went wrong in somebody's rule, and on which line."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{reason(error)} ({last.filename}, line {last.lineno})"
