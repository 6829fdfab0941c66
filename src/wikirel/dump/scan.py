"""Page boundaries in the bytes of a dump: ``<page>`` ... ``</page>``, found by search alone.

The title is looked at before anything else of a page is: a page that nobody wants costs three searches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wikirel.dump.damage import Damage, DamageKind, Limits
from wikirel.dump.page import MalformedPageError, Page, page_from, unescape

__all__ = ["Scanner", "Wanted"]

Wanted = Callable[[str], bool]
"""Tells by its title whether a page is wanted; sent to worker processes, so it must pickle.

Where it has a method ``among``, that is asked whether any of a row of titles is wanted.
"""

_OPEN, _CLOSE, _END = b"<page>", b"</page>", b"</mediawiki>"
_TITLE, _TITLE_END, _ID = b"<title>", b"</title>", b"<id>"
_CUT = tuple(_OPEN[:length] for length in range(1, len(_OPEN)))


class Scanner:
    """Finds the pages in chunks of XML that follow each other.

    Attributes:
        pages: how many pages were seen, wanted or not.
        ended: whether ``</mediawiki>`` was seen.
        ids: the numbers of the pages seen, where they are asked for.
    """

    def __init__(
        self,
        path: str,
        wanted: Wanted,
        limits: Limits,
        *,
        whole: bool = False,
        keep_ids: bool = False,
        exact: bool = False,
    ) -> None:
        self.pages = 0
        self.ended = False
        self.ids: set[int] = set()
        self._path = path
        self._wanted = wanted
        self._limits = limits
        self._keep_ids = keep_ids
        self._exact = exact  # whether offsets count the bytes of the XML itself
        self._tail = b""  # what may still become a page
        self._searched = 0  # how much of the tail holds no end of a page
        self._offset = 0  # where the tail's stream starts
        self._from = 0  # where in the present data a page that is skipped ends
        # Before the first page of a part stands the header, or the rest of a page of the part before.
        self._between = whole
        self._skipping = False

    @property
    def pending(self) -> bool:
        """Whether a page has begun and not ended."""
        return self._tail.startswith(_OPEN) or self._tail.endswith(_CUT)

    def feed(self, data: bytes, offset: int, *, last: bool = False) -> Iterator[Page | Damage]:
        """Yield the pages that end in some more XML.

        Args:
            data: the XML.
            offset: its place in the file, for messages.
            last: only the page that began before this chunk is wanted.
        """
        begun = len(self._tail)
        if begun:
            data = self._tail + data
        place = self._offset if begun else offset
        searched, position = self._searched, 0
        self._searched = self._from = 0
        while True:
            start = data.find(_OPEN, position)
            if last and start >= begun:
                start = -1
            if start < 0:
                if not last:
                    yield from self._gap(data, position, len(data), place)
                self._keep(data[max(position, self._from, len(data) - len(_END)) :], offset)
                return
            if self._exact:
                place = offset - begun + start
            elif start >= begun:
                place = offset
            if start - position > 16 or self._skipping:
                yield from self._gap(data, position, start, place)
            self._skipping = False
            # The next start first: so a row of starts without ends is read once, not once for each.
            again = data.find(_OPEN, max(start + 1, searched))
            end = data.find(_CLOSE, max(start, searched), again if again >= 0 else len(data))
            searched = 0
            if end < 0 and again >= 0:
                yield self._damage("a page without its end tag", place)
                position = again
                continue
            if end < 0:
                yield from self._unfinished(data[start:], place)
                return
            yield from self._page(data, start, end + len(_CLOSE), place)
            position = end + len(_CLOSE)
            self._between = True

    def finish(self, *, cut: str = "") -> Iterator[Damage]:
        """Say what is wrong when no more XML comes; then the scanner is as new.

        Args:
            cut: why a page that has begun does not end, when that was said already.
        """
        if self.pending and not cut and self._tail.startswith(_OPEN):
            yield self._damage("the data end inside a page", self._offset, DamageKind.TRUNCATED)
        self._tail = b""
        self._searched = 0
        self._skipping = False
        self._between = False

    def _keep(self, tail: bytes, offset: int) -> None:
        self._tail = tail
        self._offset = offset

    def _unfinished(self, tail: bytes, place: int) -> Iterator[Damage]:
        if len(tail) > self._limits.page:
            message = f"a page of more than {self._limits.page} bytes"
            title, _ = _title_of(tail, 0, 2000)
            if title is not None:
                message += f" ({title.decode('utf-8', 'replace')})"
            yield self._damage(message, place, DamageKind.UNSAFE)
            # Whatever comes before the next page is the rest of this one.
            self._keep(tail[-len(_END) :], place)
            self._skipping = True
            return
        self._keep(tail, place)
        self._searched = max(0, len(tail) - len(_CLOSE))

    def _gap(self, data: bytes, start: int, end: int, place: int) -> Iterator[Damage]:
        """Look at what stands between two pages, or after the last one."""
        if self._skipping:
            closed = data.find(_CLOSE, start, end)
            if closed < 0:
                return
            self._from = start = closed + len(_CLOSE)
            self._skipping, self._between = False, True
        if end - start < 4096 and not self.ended:
            inside = data[start:end].strip()
            if not inside:
                return
        if data.find(_END, start, end) >= 0:
            self.ended = True
        elif self._between and data.find(_CLOSE, start, end) >= 0:
            yield self._damage("a page without its start tag", place)

    def _page(self, data: bytes, start: int, end: int, place: int) -> Iterator[Page | Damage]:
        self.pages += 1
        raw, title_end = _title_of(data, start, end)
        if raw is None:
            yield self._damage("a page without a title", place)
            return
        if self._keep_ids:
            at = data.find(_ID, title_end, end) + len(_ID)
            number = data[at : data.find(b"<", at, end)]
            if number.isdigit():
                self.ids.add(int(number))
        try:
            title = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            yield self._damage(f"a title that is not UTF-8 ({error.object!r})", place)
            return
        if "&" in title:
            title = unescape(title)
        if not self._wanted(title):
            return
        if end - start > self._limits.page:
            message = f"a page of more than {self._limits.page} bytes ({title})"
            yield self._damage(message, place, DamageKind.UNSAFE)
            return
        try:
            yield page_from(data[start:end], self._path, place)
        except MalformedPageError as error:
            yield self._damage(f"{error} ({title})", place)

    def _damage(self, message: str, place: int, kind: DamageKind = DamageKind.DAMAGED) -> Damage:
        return Damage(kind, message, self._path, place)


def _title_of(data: bytes, start: int, end: int) -> tuple[bytes | None, int]:
    opened = data.find(_TITLE, start, end)
    closed = data.find(_TITLE_END, opened, end) if opened >= 0 else -1
    if closed < 0:
        return None, start
    return data[opened + len(_TITLE) : closed], closed
