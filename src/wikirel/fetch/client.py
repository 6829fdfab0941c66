"""A client of a wiki's action API, for the pages that somebody names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote

from wikirel.errors import FetchError
from wikirel.fetch.answers import Answer, unusable
from wikirel.fetch.cache import Cache
from wikirel.fetch.pages import FetchedPage, Missing, MissingPage, Site
from wikirel.fetch.transport import Retrying, Transport, api_address

__all__ = ["WikiClient"]

_MOST = 50  # titles or revisions in a request, of who has no special rights (mediawiki.org, API:Query)
_LONGEST = 5_000  # bytes of titles in an address; servers take 8,000 of the whole
_MOST_ANSWERS = 200  # to one batch; every page in an answer of its own is 50
_REVISIONS = {"prop": "revisions", "rvslots": "main", "rvprop": "ids|timestamp|content"}
_CONTACT = "WIKIREL_CONTACT"

Item = TypeVar("Item")


class WikiClient:
    """Fetches pages of a wiki, politely: one request at a time, and when the wiki is busy, later.

    Args:
        wiki: a host, as ``en.wikipedia.org``, or the address of any wiki's ``api.php``.
        contact: a mail address, or the address of a page, of who answers for the requests; by default what the
            environment variable ``WIKIREL_CONTACT`` holds.
        cache: a folder where pages are kept; without one nothing is.
        refresh: ask for titles anew that are in the cache.
        maxlag: seconds; see MediaWiki's manual on the parameter.  None leaves it out.
        timeout: seconds without any byte after which a try is given up.
        batch: how many pages a request asks for, 1 to 50.
        retrying: how often and how long a request is tried.

    Raises:
        FetchError: there is no contact, or ``wiki`` is no address.
        MissingExtraError: the extra ``fetch`` is not installed.
        ValueError: ``batch`` is out of its range.

    >>> WikiClient("en.wikipedia.org", contact="nobody")
    Traceback (most recent call last):
    wikirel.errors.FetchError: a wiki wants to know whom to write to: --contact, or the variable WIKIREL_CONTACT, \
must be a mail address or the address of a page (https://...), not 'nobody'
    """

    def __init__(
        self,
        wiki: str,
        *,
        contact: str | None = None,
        cache: str | os.PathLike[str] | None = None,
        refresh: bool = False,
        maxlag: int | None = 5,
        timeout: float = 60.0,
        batch: int = _MOST,
        retrying: Retrying | None = None,
    ) -> None:
        if not 1 <= batch <= _MOST:
            raise ValueError(f"a request asks for 1 to {_MOST} pages, not {batch}")
        self.api = api_address(wiki)
        self._transport = Transport(
            self.api,
            contact if contact is not None else os.environ.get(_CONTACT, ""),
            maxlag=maxlag,
            timeout=timeout,
            retrying=retrying or Retrying(),
        )
        self._cache = Cache(cache, self.api) if cache is not None else None
        self._refresh = refresh
        self._batch = batch

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self._transport.requests

    def __enter__(self) -> WikiClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def pages(self, titles: Iterable[str]) -> Iterator[FetchedPage | MissingPage]:
        """Yield the pages of some titles, in the order of the titles; redirects are followed.

        A title that comes again is left out.  Two titles that lead to one page give it twice: each says by which
        way.

        Args:
            titles: the titles, with their namespace where that is not the main one.

        Raises:
            FetchError: the wiki refuses, cannot be reached, or answers what is no answer.
            OSError: the cache cannot be written.
        """
        for group in _groups(list(dict.fromkeys(titles)), 1000):
            known: dict[str, FetchedPage | MissingPage] = {
                title: MissingPage(asked=title, reason=Missing.INVALID) for title in unusable(group)
            }
            waiting = []
            for title in group:
                page = self._cached(title) if title not in known else known[title]
                if page is None:
                    waiting.append(title)
                else:
                    known[title] = page
            batches = iter(_batches(waiting, self._batch))
            for title in group:
                while title not in known:
                    known.update(self._titles(next(batches)))
                yield known.pop(title)

    def page(self, title: str) -> FetchedPage:
        """Return one page.

        Raises:
            FetchError: there is none, or as for :meth:`pages`.
            OSError: the cache cannot be written.
        """
        found = next(self.pages([title]))
        if isinstance(found, MissingPage):
            raise FetchError(f"{self.api}: {found}")
        return found

    def revisions(self, numbers: Iterable[int]) -> Iterator[FetchedPage | MissingPage]:
        """Yield pages in given revisions, in that order: what a manifest names, fetched again, is the same.

        Args:
            numbers: the numbers of the revisions.

        Raises:
            FetchError: as for :meth:`pages`.
            OSError: the cache cannot be written.
            ValueError: a number is not positive.
        """
        for group in _groups(list(dict.fromkeys(numbers)), self._batch):
            if min(group) < 1:
                raise ValueError(f"revisions are numbered from 1, not {min(group)}")
            # What a revision says never changes, so here the cache is asked even to refresh.
            known = {number: self._cache.revision(number) if self._cache else None for number in group}
            asked = [number for number, page in known.items() if page is None]
            answer = self._ask({"revids": "|".join(map(str, asked))}) if asked else None
            for number, page in known.items():
                if page is not None or answer is None:
                    found: FetchedPage | MissingPage | None = page
                else:
                    found = answer.of_revision(number)
                    if isinstance(found, FetchedPage) and self._cache is not None:
                        self._cache.keep(found, by_title=False)
                if found is not None:
                    yield found

    def site(self) -> Site:
        """Return what the wiki says of itself.

        Raises:
            FetchError: as for :meth:`pages`.
        """
        data = self._transport.get({"action": "query", "meta": "siteinfo", "siprop": "general"})
        try:
            told = data["query"]["general"]
            return Site(
                name=str(told["sitename"]),
                id=str(told["wikiid"]),
                language=str(told["lang"]),
                base=str(told["base"]),
                generator=str(told["generator"]),
                server_time=str(told.get("time", "")),
            )
        except (KeyError, TypeError) as error:
            raise FetchError(f"{self.api}: the answer is not that of the action API ({error!r})") from error

    def _cached(self, title: str) -> FetchedPage | None:
        return self._cache.page(title) if self._cache is not None and not self._refresh else None

    def _titles(self, titles: tuple[str, ...]) -> dict[str, FetchedPage | MissingPage]:
        # The API parts values with a bar, unless they begin with U+001F; a bar in a title would ask for two pages.
        joined = "\x1f" + "\x1f".join(titles) if any("|" in title for title in titles) else "|".join(titles)
        answer = self._ask({"titles": joined, "redirects": "1"})
        found = {title: answer.of_title(title) for title in titles}
        for page in found.values():
            if isinstance(page, FetchedPage) and self._cache is not None:
                self._cache.keep(page)
        return found

    def _ask(self, what: dict[str, str]) -> Answer:
        """Ask for a batch, and go on as long as the wiki says that there is more."""
        asked = {"action": "query", **_REVISIONS, **what}
        answer = Answer(self.api, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        parameters = asked
        seen: set[str] = set()
        for _ in range(_MOST_ANSWERS):
            data = self._transport.get(parameters)
            answer.add(data)
            more = data.get("continue")
            if not more:
                return answer
            if not isinstance(more, dict) or repr(more) in seen:
                raise FetchError(f"{self.api}: the answer goes on where it was already")
            seen.add(repr(more))
            parameters = asked | {str(name): str(value) for name, value in more.items()}
        raise FetchError(f"{self.api}: one batch of titles has no end of answers")


def _batches(titles: Iterable[str], most: int) -> Iterator[tuple[str, ...]]:
    """Cut titles into batches that fit into one request each."""
    batch: list[str] = []
    size = 0
    for title in titles:
        length = len(quote(title, safe="")) + 3
        if batch and (len(batch) == most or size + length > _LONGEST):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(title)
        size += length
    if batch:
        yield tuple(batch)


def _groups(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
