"""Evidence: where the text says what a fact states, and the references that stand there."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wikirel.document.citations import CitedSource, read_citation
from wikirel.spans import Span

__all__ = ["Citation", "Evidence"]


@attrs.frozen
class Citation:
    """One reference, resolved: a reuse by name carries what its definition says.

    What it says of its source (:attr:`title`, :attr:`url`, ...) is read off :attr:`raw` when it is asked for;
    the parameters are those of Wikipedia's citation templates (Help:Citation Style 1).

    Attributes:
        span: source range of the place where the reference stands (the reuse, not the definition).
        raw: the inside of the reference, as it stands in the source; empty when a name has no definition.
        name: the reference's name, or None.
        group: the reference's group, or None.
        definition: source range of :attr:`raw`, or None when a name has no definition.

    >>> Citation(Span(0, 0), "{{cite book |title=An Atlas |year=2011}}").title
    'An Atlas'
    """

    span: Span
    raw: str = ""
    name: str | None = None
    group: str | None = None
    definition: Span | None = None

    @property
    def source(self) -> CitedSource:
        """Everything that the reference says of its source."""
        return read_citation(self.raw)

    @property
    def text(self) -> str:
        """The reference as plain text, without markup."""
        return self.source.text

    @property
    def template(self) -> str | None:
        """Normal name of its citation template, or None for a bare one."""
        return self.source.template

    @property
    def title(self) -> str | None:
        """The title of the source."""
        return self.source.title

    @property
    def url(self) -> str | None:
        """Where the source is on the web."""
        return self.source.url

    @property
    def publisher(self) -> str | None:
        """Who published the source."""
        return self.source.publisher

    @property
    def work(self) -> str | None:
        """The newspaper, website, journal or book that the source is part of."""
        return self.source.work

    @property
    def date(self) -> str | None:
        """The date of the source, as written."""
        return self.source.date

    @property
    def access_date(self) -> str | None:
        """When the source was looked at, as written."""
        return self.source.access_date

    @property
    def archive_url(self) -> str | None:
        """Where the source is archived."""
        return self.source.archive_url

    @property
    def language(self) -> str | None:
        """The language of the source, as written."""
        return self.source.language

    @property
    def identifiers(self) -> Mapping[str, str]:
        """Identifiers of the source, such as ``{"isbn": "..."}``."""
        return self.source.identifiers


@attrs.frozen
class Evidence:
    """Where the text says it.

    Attributes:
        span: source range of what says it.
        section: the headings that it stands under, from the outermost in.
        text: what stands there as plain text: a sentence, a bullet, a cell (or the two of a row that stand side by
            side, the partner and the date), or the value of a parameter.
        citations: the references that stand there, in order.
        flags: maintenance flags that stand there, such as ``citation_needed``.
    """

    span: Span
    section: tuple[str, ...] = ()
    text: str = ""
    citations: tuple[Citation, ...] = ()
    flags: tuple[str, ...] = ()
