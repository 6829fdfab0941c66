"""What a wiki's API gives of a page, and what it says of one that it does not give."""

from __future__ import annotations

from enum import StrEnum

import attrs

__all__ = ["FetchedPage", "Missing", "MissingPage", "Site"]


@attrs.frozen(kw_only=True)
class Site:
    """A wiki, as it describes itself (``action=query&meta=siteinfo``).

    Attributes:
        name: what it is called.
        id: name of its database, such as ``enwiki``.
        language: code of its language.
        base: address of its main page.
        generator: the version of MediaWiki.
        server_time: its clock when it was asked, ISO 8601.
    """

    name: str
    id: str
    language: str
    base: str
    generator: str
    server_time: str = ""


@attrs.frozen(kw_only=True)
class FetchedPage:
    """A page in one revision.

    Attributes:
        wiki: address of the API that gave it.
        asked: the title that was asked for; the page's own where a revision was asked for.
        title: the page's title.
        redirects: the titles between the asked one and the page's own: its normal form where it was not normal
            already, and each redirect.
        fragment: the section of the page that the last redirect leads to, or None.
        id: the page's number.
        namespace: the namespace's number; 0 holds the articles.
        revision: the revision's number.
        timestamp: when the revision was saved, ISO 8601.
        model: the content model; ``wikitext`` for articles.
        text: the wikitext.
        fetched: when the wiki gave it, ISO 8601, by the clock of this computer.
        cached: whether it comes from the cache.
    """

    wiki: str
    asked: str
    title: str
    redirects: tuple[str, ...] = ()
    fragment: str | None = None
    id: int
    namespace: int = 0
    revision: int
    timestamp: str = ""
    model: str = "wikitext"
    text: str = attrs.field(repr=False)
    fetched: str = attrs.field(default="", eq=False)
    cached: bool = attrs.field(default=False, eq=False)


class Missing(StrEnum):
    """Why there is no page."""

    MISSING = "missing"
    """The wiki has no page, or no revision, of that name or number."""
    INVALID = "invalid"
    """No page can have that title."""
    ELSEWHERE = "elsewhere"
    """The title leads to another wiki."""
    SPECIAL = "special"
    """The title is of a page that the wiki makes when it is asked for; it has no revisions."""
    HIDDEN = "hidden"
    """The text of the revision was hidden by the wiki's administrators."""
    UNANSWERED = "unanswered"
    """The wiki's answer says nothing of it."""


@attrs.frozen(kw_only=True)
class MissingPage:
    """A page that the wiki did not give.

    Attributes:
        asked: the title, or the number of the revision, that was asked for.
        reason: why.
        title: the title that the wiki makes of it.
        redirects: as of :class:`FetchedPage`; a redirect may lead nowhere.
        detail: what the wiki says, where it says more; else empty.
    """

    asked: str
    reason: Missing
    title: str = ""
    redirects: tuple[str, ...] = ()
    detail: str = ""

    def __str__(self) -> str:
        way = "".join(
            f" → {title}" for title in (*self.redirects, self.title) if title and title != self.asked
        )
        return f"{self.asked}{way}: {self.detail or self.reason.value}"
