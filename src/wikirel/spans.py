"""Spans, the unit of provenance, and diagnostics, which say what was read with reservations.

Every offset in wikirel is a zero-based, half-open range of code points, as ``text[start:end]`` cuts it.
A *source* offset counts in the string that the caller passed in; a *plain* offset counts in the plain
text that a document renders to.  Public facts carry source offsets only.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

__all__ = ["Diagnostic", "Severity", "Span"]


@attrs.frozen(order=True)
class Span:
    """A half-open range of code points.

    Attributes:
        start: the first code point.
        end: one past the last code point.

    >>> Span(0, 4).cut("Cuba–Peru relations")
    'Cuba'
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """Return what the span covers of ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Severity(StrEnum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"


@attrs.frozen
class Diagnostic:
    """Something in the text that was read with reservations; never an exception.

    Attributes:
        code: a stable name in kebab case, such as ``unclosed-table``.
        message: a sentence for people.
        span: where in the source, or None when it concerns the whole text.
        severity: ``info`` or ``warning``.
    """

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.WARNING
