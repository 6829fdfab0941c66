"""Where a parameter's value goes in a template, and in which layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from wikirel.document.document import Document
from wikirel.errors import EditError
from wikirel.markup.brackets import match_brackets
from wikirel.markup.protect import protect
from wikirel.spans import Span
from wikirel.structure.nodes import Parameter, Template
from wikirel.structure.structure import structure_of

__all__ = ["added", "checked_template", "removed", "replaced", "with_comments"]


_DANGLING = re.compile(r"<[!/A-Za-z][^<>]*\Z")


def with_comments(old: str, new: str) -> str:
    """Return a new value with the comments at the ends of the old one; as it is, where it has one of its own.

    >>> with_comments("a.svg <!-- checked -->", "b.svg")
    'b.svg <!-- checked -->'
    >>> with_comments("<!-- name of a file -->", "b.svg")
    'b.svg <!-- name of a file -->'
    """
    if "<!--" in new:
        return new
    first, last = 0, len(old)
    while old.startswith("<!--", first) and (end := old.find("-->", first + 4)) >= 0:
        first = end + 3
        first += len(old[first:]) - len(old[first:].lstrip())
    while last > first and old.endswith("-->", first, last):
        start = old.rfind("<!--", first, last - 3)
        if start < 0 or old.find("-->", start + 4, last) != last - 3:
            break
        last = len(old[:start].rstrip())
    if first >= last:  # nothing but comments: they tell what goes before them
        return f"{new} {old}" if new and old else new or old
    return old[:first] + new + old[last:]


def replaced(template: Template, parameter: Parameter, value: str) -> tuple[Span, str]:
    """Return the range and the text that give a parameter which is there a new value."""
    if parameter.name_span is not None or not _has_sign(template, value):
        return parameter.value_span, value
    # {{a|x=y}} would name it.  Once one unnamed parameter has a number those behind it would count anew.
    behind = [other for other in template.parameters if other.position >= parameter.position]
    source = template.document.source
    result: list[str] = []
    position = behind[0].span.start
    for other in behind:
        result.append(source[position : other.span.start])
        own = value if other is parameter else other.markup
        result.append(f"{other.position}={own}")
        position = other.span.end
    return Span(behind[0].span.start, position), "".join(result)


def _has_sign(template: Template, value: str) -> bool:
    """Tell whether a value as an unnamed parameter would be read as a named one."""
    if "=" not in value:
        return False
    alone = _read(template, f"{{{{x|{value}}}}}")
    return alone is None or any(parameter.name_span is not None for parameter in alone.parameters)


def added(template: Template, name: str, value: str) -> tuple[Span, str]:
    """Return the place and the text that add a parameter behind the last one."""
    source, parameters = template.document.source, template.parameters
    count = max((parameter.position for parameter in parameters), default=0)
    if name == str(count + 1) and not _has_sign(template, value):
        at = parameters[-1].span.end if parameters else template.name_span.end
        if not parameters or parameters[-1].name_span is None:
            return Span(at, at), f"|{value}"
        at = parameters[-1].value_span.end
        return Span(at, at), f"|{value}"
    named = [parameter for parameter in parameters if parameter.name_span is not None]
    if not parameters:
        at = template.name_span.end
        broken = "\n" in source[at : template.span.end - 2]
        return Span(at, at), f"\n| {name} = {value}" if broken else f"|{name}={value}"
    last = parameters[-1]
    at = last.value_span.end if last.name_span is not None else last.span.end
    if not named:
        return Span(at, at), f"|{name}={value}"
    return Span(at, at), _like(template, named, name) + value


def _like(template: Template, named: Sequence[Parameter], name: str) -> str:
    """Return what stands before a value, in the layout of the last named parameter."""
    source, model = template.document.source, named[-1]
    assert model.name_span is not None
    before = _blanks_before(source, model.span.start - 1)
    lead = source[model.span.start : model.name_span.start]
    sign = source.index("=", model.name_span.end)
    gap, after = source[model.name_span.end : sign], source[sign + 1 : model.value_span.start]
    if after.strip() or "\n" in after:
        after = " " if gap else ""
    if gap.strip(" \t"):
        gap = ""
    widths = {
        source.index("=", other.name_span.end) - other.name_span.start
        for other in named
        if other.name_span is not None
    }
    lengths = {len(other.name_span) for other in named if other.name_span is not None}
    if len(widths) == 1 and len(lengths) > 1:  # the signs stand below each other
        gap = " " * max(widths.pop() - len(name), 1 if gap else 0)
    elif len(widths) > 1 and gap:
        gap = " "
    return f"{before}|{lead}{name}{gap}={after}"


def _blanks_before(source: str, position: int) -> str:
    start = position
    while start > 0 and source[start - 1].isspace():
        start -= 1
    return source[start:position]


def removed(template: Template, name: str) -> list[Span]:
    """Return the ranges to delete so that a parameter is gone; none if it is not there."""
    found = [parameter for parameter in template.parameters if parameter.name == name]
    spans: list[Span] = []
    source = template.document.source
    unnamed = max((parameter.position for parameter in template.parameters), default=0)
    for parameter in found:
        if 0 < parameter.position < unnamed:
            spans.append(parameter.value_span)
            continue
        start, end = parameter.span.start - 1, parameter.span.end
        leads = "\n" in source[parameter.span.start : (parameter.name_span or parameter.value_span).start]
        if parameter is template.parameters[-1] and leads:
            # The bars stand at the ends of lines: the last line keeps its newline, the one before loses its bar.
            start -= len(_blanks_before(source, start))
            end = max(parameter.value_span.end, parameter.span.start)
        if not spans or spans[-1].end <= start:
            spans.append(Span(start, end))
        else:
            spans.append(Span(spans[-1].end, end))
    return spans


def checked_template(template: Template, span: Span, replacement: str, wanted: Mapping[str, str]) -> None:
    """See that an edited template is still one, with the values wanted and all others as they were.

    Raises:
        EditError: it is not.
    """
    source = template.document.source
    start, end = template.span.start, template.span.end
    again = _read(template, source[start : span.start] + replacement + source[span.end : end])
    values = {parameter.name: parameter.value for parameter in template.parameters}
    if (
        _opens(replacement)
        or again is None
        or {p.name: p.value for p in again.parameters} != {**values, **wanted}
    ):
        raise EditError(
            f"{replacement!r} would break {{{{{template.name}}}}} at {start}:"
            " brackets and tags must be closed, and a bar stand in brackets or be written {{!}}"
        )


def _ends_what_is_around(template: Template, markup: str) -> bool:
    """Tell whether a text would end the reference or other tag that a template stands in.

    Such a tag ends at the first closing tag of its name, so a reference cannot hold one.
    """
    written = markup.lower()
    if "</" not in written:
        return False
    start = template.span.start
    for layer in structure_of(template.document).layers:
        index = bisect_right(layer.regions, start, key=lambda region: region.start) - 1
        if index >= 0 and start < layer.regions[index].end and f"</{layer.regions[index].tag}" in written:
            return True
    return False


def _opens(markup: str) -> bool:
    """Tell whether something opens that does not close: MediaWiki would look for its end further on."""
    blank, regions = protect(markup)
    _, unclosed = match_brackets(blank)
    stray = any(region.kind == "stray" for region in regions)
    return stray or bool(unclosed) or _DANGLING.search(blank) is not None


def _read(template: Template, markup: str) -> Template | None:
    """Read a template alone; None if the text is not just one template."""
    document = template.document
    alone = Document(f"\n{markup}", renderings=document.renderings, language=document.language)
    found = structure_of(alone).templates()
    return found[0] if found and found[0].span == Span(1, len(markup) + 1) else None
