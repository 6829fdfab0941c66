"""Small dumps, built by the tests themselves: the seed among filler pages."""

from __future__ import annotations

import bz2
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import attrs

HEADER = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-{0}/" version="{0}" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>testwiki</dbname>
    <base>https://test.invalid/wiki/Main_Page</base>
  </siteinfo>
"""
FOOTER = "</mediawiki>\n"


@attrs.frozen(kw_only=True)
class Entry:
    title: str
    id: int
    text: str = "Filler."
    namespace: int = 0
    model: str = "wikitext"
    redirect: str | None = None

    def xml(self, schema: str = "0.11") -> str:
        redirect = f'    <redirect title="{escape(self.redirect)}" />\n' if self.redirect else ""
        origin = f"<origin>{self.id * 10}</origin>" if schema == "0.11" else ""
        size = f'bytes="{len(self.text.encode())}" ' if schema == "0.11" else ""
        return (
            f"  <page>\n    <title>{escape(self.title)}</title>\n    <ns>{self.namespace}</ns>\n"
            f"    <id>{self.id}</id>\n{redirect}    <revision>\n      <id>{self.id * 10}</id>\n"
            f"      <parentid>1</parentid>\n      <timestamp>2026-01-0{self.id % 9 + 1}T00:00:00Z</timestamp>\n"
            f"      <contributor><username>Writer</username><id>4</id></contributor>\n"
            f"      <comment>a &lt;page&gt; of filler</comment>\n      {origin}<model>{self.model}</model>\n"
            f"      <format>text/x-wiki</format>\n"
            f'      <text {size}xml:space="preserve">{escape(self.text)}</text>\n'
            f"      <sha1>abc</sha1>\n    </revision>\n  </page>\n"
        )


def filler(first: int, count: int) -> list[Entry]:
    return [
        Entry(
            title=f"Village {n}", id=n, text=f"'''Village {n}''' has {n * 7919 % 1000} people & a mill. " * 20
        )
        for n in range(first, first + count)
    ]


def xml(entries: Iterable[Entry], schema: str = "0.11") -> str:
    return HEADER.format(schema) + "".join(entry.xml(schema) for entry in entries) + FOOTER


@attrs.frozen
class Multistream:
    """A multistream dump: its streams, compressed, and its index."""

    streams: tuple[bytes, ...] = attrs.field(repr=False)
    index: str = attrs.field(repr=False)

    @property
    def data(self) -> bytes:
        return b"".join(self.streams)

    def offset(self, number: int) -> int:
        return sum(map(len, self.streams[:number]))

    def write(self, folder: Path, *, data: bytes | None = None, index: bool = True) -> Path:
        path = folder / "testwiki-20260101-pages-articles-multistream.xml.bz2"
        path.write_bytes(self.data if data is None else data)
        if index:
            name = "testwiki-20260101-pages-articles-multistream-index.txt.bz2"
            (folder / name).write_bytes(bz2.compress(self.index.encode()))
        return path


def multistream(entries: Sequence[Entry], *, per_stream: int = 5, schema: str = "0.11") -> Multistream:
    streams = [bz2.compress(HEADER.format(schema).encode())]
    lines = []
    for start in range(0, len(entries), per_stream):
        batch = entries[start : start + per_stream]
        offset = sum(map(len, streams))
        lines += [f"{offset}:{entry.id}:{escape(entry.title)}\n" for entry in batch]
        streams.append(bz2.compress("".join(entry.xml(schema) for entry in batch).encode()))
    streams.append(bz2.compress(FOOTER.encode()))
    return Multistream(tuple(streams), "".join(lines))
