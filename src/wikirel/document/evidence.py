"""Evidence: where the text says what a fact states, and the references that stand there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from wikirel.spans import Span

__all__ = ["Citation", "Evidence"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


def _frozen_mapping(value: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(value)) if value else _NOTHING


@attrs.frozen(kw_only=True)
class Citation:
    """One reference, resolved: a reuse by name carries what its definition says.

    The parameters are those of Wikipedia's citation templates (Help:Citation Style 1).

    Attributes:
        span: source range of the place where the reference stands (the reuse, not the definition).
        text: the reference as plain text, without markup.
        template: normal name of its citation template, or None for a bare one.
        name: the reference's name, or None.
        group: the reference's group, or None.
        title, url, publisher, work, date, access_date, archive_url, language: of the source cited, as written.
        identifiers: such as ``{"isbn": "..."}``.
        definition: source range of the definition's inside, or None when a name has no definition.
    """

    span: Span
    text: str = ""
    template: str | None = None
    name: str | None = None
    group: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    work: str | None = None
    date: str | None = None
    access_date: str | None = None
    archive_url: str | None = None
    language: str | None = None
    identifiers: Mapping[str, str] = attrs.field(default=_NOTHING, converter=_frozen_mapping, hash=False)
    definition: Span | None = None


@attrs.frozen
class Evidence:
    """Where the text says it.

    Attributes:
        span: source range of what says it.
        section: the headings that it stands under, from the outermost in.
        text: what stands there as plain text: a sentence, a bullet, a cell or the value of a parameter.
        citations: the references that stand there, in order.
        flags: maintenance flags that stand there, such as ``citation_needed``.
    """

    span: Span
    section: tuple[str, ...] = ()
    text: str = ""
    citations: tuple[Citation, ...] = ()
    flags: tuple[str, ...] = ()
