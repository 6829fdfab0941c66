"""Reading answers of the action API (``action=query``, ``formatversion=2``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

import attrs

from wikirel.errors import FetchError
from wikirel.fetch.pages import FetchedPage, Missing, MissingPage

__all__ = ["Answer", "unusable"]

_LONGEST = 512  # characters; a title has at most 255 bytes, that of a special page 512


@attrs.define
class Answer:
    """What the wiki has said of one batch of titles or revisions, in one answer or several.

    Attributes:
        wiki: address of its API, for messages.
        fetched: when it was asked, ISO 8601.
        leads: where a title leads: its normal form, its variant in another script, the target of a redirect.
        fragments: the section that a redirect leads to, by the redirect's title.
        pages: what is said of a page, by its title; its revision may come later than the rest.
        elsewhere: titles that lead to another wiki.
        bad: numbers of revisions that the wiki does not have.
    """

    wiki: str
    fetched: str
    leads: dict[str, str] = attrs.field(factory=dict)
    fragments: dict[str, str] = attrs.field(factory=dict)
    pages: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    elsewhere: set[str] = attrs.field(factory=set)
    bad: set[int] = attrs.field(factory=set)

    def add(self, data: Mapping[str, Any]) -> None:
        """Take in one answer.

        Raises:
            FetchError: it is not made as the API makes it.
        """
        query = data.get("query", {})
        try:
            for step in (*query.get("normalized", ()), *query.get("converted", ())):
                start = unquote(step["from"]) if step.get("fromencoded") else step["from"]
                self.leads[start] = step["to"]
            for step in query.get("redirects", ()):
                self.leads[step["from"]] = step["to"]
                if step.get("tofragment"):
                    self.fragments[step["from"]] = step["tofragment"]
            self.elsewhere.update(item["title"] for item in query.get("interwiki", ()))
            bad = query.get("badrevids", ())
            self.bad.update(int(n) for n in (bad if isinstance(bad, dict) else (b["revid"] for b in bad)))
            for page in query.get("pages", ()):
                known = self.pages.setdefault(page["title"], {})
                revisions = [*known.get("revisions", ()), *page.get("revisions", ())]
                known.update(page)
                if revisions:
                    known["revisions"] = revisions
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise FetchError(f"{self.wiki}: the answer is not that of the action API ({error!r})") from error

    def of_title(self, asked: str) -> FetchedPage | MissingPage:
        """Return what was said of a title."""
        way, title = self._way(asked)
        if title in self.elsewhere or asked in self.elsewhere:
            return MissingPage(asked=asked, reason=Missing.ELSEWHERE, title=title, redirects=way)
        page = self.pages.get(title)
        if page is None:
            return MissingPage(asked=asked, reason=Missing.UNANSWERED, title=title, redirects=way)
        for flag, reason in (("invalid", Missing.INVALID), ("special", Missing.SPECIAL)):
            if flag in page:
                detail = str(page.get("invalidreason", ""))
                return MissingPage(asked=asked, reason=reason, title=title, redirects=way, detail=detail)
        if "missing" in page:
            return MissingPage(asked=asked, reason=Missing.MISSING, title=title, redirects=way)
        revisions = page.get("revisions", ())
        if not revisions:
            return MissingPage(asked=asked, reason=Missing.UNANSWERED, title=title, redirects=way)
        found = self._page(page, revisions[0], asked)
        if isinstance(found, MissingPage):
            return attrs.evolve(found, redirects=way)
        steps = reversed((asked, *way))
        fragment = next((self.fragments[step] for step in steps if step in self.fragments), None)
        return attrs.evolve(found, redirects=way, fragment=fragment)

    def of_revision(self, number: int) -> FetchedPage | MissingPage:
        """Return what was said of a revision."""
        for page in self.pages.values():
            for revision in page.get("revisions", ()):
                if revision.get("revid") == number:
                    found = self._page(page, revision, None)
                    return attrs.evolve(found, asked=str(number)) if isinstance(found, MissingPage) else found
        reason = Missing.MISSING if number in self.bad else Missing.UNANSWERED
        return MissingPage(asked=str(number), reason=reason)

    def _way(self, asked: str) -> tuple[tuple[str, ...], str]:
        """Return the titles passed from the asked one on, without it, and the last one."""
        title, way = asked, []
        composed = unicodedata.normalize("NFC", asked)  # the wiki may name its own form of what it was sent
        if title not in self.leads and title not in self.pages and composed != title:
            title = composed
        seen = {title}
        while (after := self.leads.get(title)) is not None and after not in seen:
            way.append(title)
            seen.add(after)
            title = after
        if title not in self.pages:  # redirects in a ring: the wiki gives one of them as it is
            title = next((step for step in reversed(way) if step in self.pages), title)
        return tuple(step for step in way if step not in (asked, title)), title

    def _page(
        self, page: Mapping[str, Any], revision: Mapping[str, Any], asked: str | None
    ) -> FetchedPage | MissingPage:
        try:
            title = str(page["title"])
            slot = revision.get("slots", {}).get("main", {})
            hidden = {"texthidden", "suppressed", "textmissing", "badcontentformat"}.intersection(slot)
            if hidden or "content" not in slot:
                detail = "" if "texthidden" in slot or "suppressed" in slot else "its text is not there"
                name = asked if asked is not None else title
                return MissingPage(asked=name, reason=Missing.HIDDEN, title=title, detail=detail)
            return FetchedPage(
                wiki=self.wiki,
                asked=asked if asked is not None else title,
                title=title,
                id=int(page["pageid"]),
                namespace=int(page.get("ns", 0)),
                revision=int(revision["revid"]),
                timestamp=str(revision.get("timestamp", "")),
                model=str(slot.get("contentmodel", "wikitext")),
                text=_whole(slot["content"]),
                fetched=self.fetched,
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise FetchError(f"{self.wiki}: the answer is not that of the action API ({error!r})") from error


def _whole(text: str) -> str:
    """Return a text without halves of surrogate pairs, which JSON can write and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode() if not _encodes(text) else text


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def unusable(titles: Iterable[str]) -> set[str]:
    """Return the titles that cannot even be asked for: empty, endless, or with characters that no title has."""
    return {
        title
        for title in titles
        if not title.strip(" _")
        or len(title) > _LONGEST
        or not _encodes(title)
        or any(c < " " or c == "\x7f" for c in title)
    }
