"""What commands share: arguments, options, and help with examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

__all__ = ["Command", "Group", "files", "format_option", "output_option", "schema_option", "title_option"]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Command(click.Command):
    """A command whose help ends with examples.

    Args:
        examples: command lines that run as they stand.
    """

    def __init__(self, *args: Any, examples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then the epilog."""
        _write_examples(self.examples, formatter)
        super().format_epilog(ctx, formatter)


class Group(click.Group):
    """A group of commands whose help ends with examples, as that of :class:`Command` does.

    What wikirel refuses costs one line on standard error, whichever command it comes from.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        Raises:
            Failure: wikirel refused something.
        """
        from wikirel.cli.output import Failure
        from wikirel.errors import WikirelError

        try:
            return super().invoke(ctx)
        except WikirelError as error:
            raise Failure([str(error)]) from error

    def __init__(self, *args: Any, examples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then the epilog."""
        _write_examples(self.examples, formatter)
        super().format_epilog(ctx, formatter)


def _write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    with formatter.section("Example" if len(examples) == 1 else "Examples"):
        for example in examples:  # never wrapped: they are there to be copied
            formatter.write(f"{'':{formatter.current_indent}}{example}\n")


def _writable(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Replace bytes of the command line that were not UTF-8, which no output could hold."""
    return None if value is None else value.encode("utf-8", "replace").decode()


def _one_title(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and len(context.params.get("files", ())) > 1:
        raise click.BadParameter("it names one article, and there are several files", context, parameter)
    return _writable(context, parameter, value)


def _named(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value == "":
        from wikirel.cli.output import Failure

        raise Failure(["--output: the name of a file is wanted, not an empty one"])
    return value


# Eager, so that the files are known when the title is looked at.
files: Decorator = click.argument("files", metavar="FILE...", nargs=-1, required=True, is_eager=True)

title_option: Decorator = click.option(
    "--title",
    metavar="TITLE",
    callback=_one_title,
    help="The article's title; by default it is read off the text, or else off the file's name.",
)

schema_option: Decorator = click.option(
    "--schema",
    metavar="NAME",
    help="What to look for: a name that 'wikirel schemas' lists, or FILE.py:NAME, or MODULE:NAME; "
    "by default it is chosen by the title.",
)

output_option: Decorator = click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=_named,
    help="Write to a file instead; it is written whole or not at all.",
)


def format_option(*formats: str) -> Decorator:
    """Return the option ``--format`` with the first of the formats as the default."""
    return click.option(
        "-f",
        "--format",
        "layout",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )
