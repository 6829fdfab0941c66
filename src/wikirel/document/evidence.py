"""Evidence: where the text says what a fact states, and the references that stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

from wikirel.document.citations import CitedSource, read_citation
from wikirel.spans import Span

__all__ = ["Citation", "Evidence", "Told", "evidence_at"]

_TOLD = ("section", "text", "citations", "flags")
_set = object.__setattr__


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


Told: TypeAlias = tuple[tuple[str, ...], str, tuple[Citation, ...], tuple[str, ...]]
"""The sections, the text, the references and the flags of a place."""


class _Unread:
    """An object whose attributes, but for some, are worked out when one of them is first asked for.

    Python asks ``__getattr__`` only for what a slot does not hold: once worked out, the attributes are as quick as
    any other.
    """

    __slots__ = ("_place", "_read")

    _place: tuple[int, int]
    _read: Callable[[int, int], Told] | None

    def __getattr__(self, name: str) -> Any:
        if name in _TOLD:
            read = self._read
            if read is not None:
                for attribute, value in zip(_TOLD, read(*self._place), strict=True):
                    _set(self, attribute, value)
                _set(self, "_read", None)
            # Another thread may have read the place in the meantime.
            return object.__getattribute__(self, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)


@attrs.frozen
class Evidence(_Unread):
    """Where the text says it.

    What stands there is read when it is first asked for: few of the facts of an article are looked at so closely.

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


# Evidence is made by the ten thousand: its slots, and those of its span, are filled directly, which takes half as
# long as to set attributes of frozen objects.
_new = object.__new__
_set_place, _set_read = _Unread.__dict__["_place"].__set__, _Unread.__dict__["_read"].__set__
_set_span = Evidence.__dict__["span"].__set__
_set_start, _set_end = Span.__dict__["start"].__set__, Span.__dict__["end"].__set__


def evidence_at(
    source_start: int, source_end: int, read: Callable[[int, int], Told], place: tuple[int, int]
) -> Evidence:
    """Return the evidence of a place that is read when it is first asked what stands there.

    Args:
        source_start: source offset where it begins.
        source_end: source offset one past its end.
        read: gives the other attributes, in order, for a plain range.
        place: the plain range.

    >>> evidence = evidence_at(0, 4, lambda start, end: (("Lead",), "Cuba"[start:end], (), ()), (0, 4))
    >>> evidence == Evidence(Span(0, 4), ("Lead",), "Cuba")
    True
    """
    span = _new(Span)
    _set_start(span, source_start)
    _set_end(span, source_end)
    evidence = _new(Evidence)
    _set_span(evidence, span)
    _set_place(evidence, place)
    _set_read(evidence, read)
    return evidence
