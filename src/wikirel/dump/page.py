"""One page of a dump: from the bytes between its tags to values, without an XML parser.

The elements are those of MediaWiki's export schema (Help:Export; versions 0.10 and 0.11).  Inside an element
every ``<`` and ``&`` of the wiki's own text is escaped, so a tag found in the bytes is a tag.
"""

from __future__ import annotations

import re

import attrs

__all__ = ["MalformedPageError", "Page", "page_from", "unescape"]


@attrs.frozen(kw_only=True)
class Page:
    """A page in its newest revision.

    Attributes:
        title: the full title, with its namespace where that is not the main one.
        id: the page's number.
        namespace: the namespace's number; 0 holds the articles.
        revision: the revision's number.
        timestamp: when the revision was saved, ISO 8601, as the dump writes it.
        model: the content model; ``wikitext`` for articles.
        redirect: the title that a redirect leads to, or None.
        text: the wikitext.
        path: the file that it was read from.
        offset: where it begins in that file: the byte (plain XML), the start of the stream (bzip2; of a large
            file of one stream, of the block), or of the chunk of input (other files).
    """

    title: str
    id: int
    namespace: int = 0
    revision: int = 0
    timestamp: str = ""
    model: str = "wikitext"
    redirect: str | None = None
    text: str = attrs.field(default="", repr=False)
    path: str = ""
    offset: int = 0


class MalformedPageError(ValueError):
    """The bytes of a page are not those of a page; the message says what is wrong."""


_HEAD = re.compile(
    rb"<page>\s*<title>([^<]*)</title>\s*<ns>(-?\d{1,9})</ns>\s*<id>(\d{1,18})</id>"
    rb"(?:\s*<redirect\s+title=\"([^\"<>]*)\"\s*/>)?"
)
_REVISION = re.compile(rb"<revision>\s*<id>(\d{1,18})</id>")
_TIMESTAMP = re.compile(rb"<timestamp>([^<]{1,40})</timestamp>")
_MODEL = re.compile(rb"<model>([^<]{1,100})</model>")
_TEXT = re.compile(rb"<text(?:\s[^<>]*?)?(?:/>|>([^<]*)</text>)")
_FOREIGN = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NUMERIC = re.compile(r"&#(?:(\d{1,7})|x([0-9A-Fa-f]{1,6}));")


def unescape(text: str) -> str:
    """Undo the escapes of XML, and no others: the wiki's own ``&nbsp;`` stays as it is.

    >>> unescape("&lt;ref&gt;Ties &amp;amp; trade&amp;nbsp;&#039;70s&lt;/ref&gt;")
    "<ref>Ties &amp; trade&nbsp;'70s</ref>"
    """
    if "\r" in text:  # XML 1.0, 2.11: line ends
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text
    if "&#" in text:
        text = _NUMERIC.sub(_character, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")


def _character(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1] else int(found[2], 16)
    if number == 38:
        return "&amp;"  # undone last, with the others
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


def page_from(data: bytes, path: str = "", offset: int = 0) -> Page:
    """Read a page.

    Args:
        data: from ``<page>`` to ``</page>``; of several revisions the last one counts.
        path: the file, for :attr:`Page.path`.
        offset: the place, for :attr:`Page.offset`.

    Raises:
        MalformedPageError: an element is missing, the bytes are not UTF-8, or there is an entity that XML
            does not have of itself.

    >>> page = page_from(b"<page><title>A &amp; B</title><ns>0</ns><id>7</id><revision><id>9</id>"
    ...                  b"<text>&lt;b&gt;</text></revision></page>")
    >>> page.title, page.id, page.revision, page.text
    ('A & B', 7, 9, '<b>')
    """
    head = _HEAD.match(data)
    if head is None:
        raise MalformedPageError("a page without title, namespace and number")
    last = data.rfind(b"<revision>")
    revision = _REVISION.match(data, last) if last >= 0 else None
    if revision is None:
        raise MalformedPageError(f"page {head[3].decode()} has no revision")
    body = _TEXT.search(data, revision.end())
    if body is None:
        raise MalformedPageError(f"page {head[3].decode()} has no text")
    foreign = _FOREIGN.search(data)
    if foreign is not None:
        raise MalformedPageError(f"page {head[3].decode()} holds an entity that is not XML's own")
    timestamp = _TIMESTAMP.search(data, revision.end(), body.start())
    model = _MODEL.search(data, revision.end(), body.start())
    try:
        return Page(
            title=unescape(head[1].decode("utf-8")),
            id=int(head[3]),
            namespace=int(head[2]),
            revision=int(revision[1]),
            timestamp=timestamp[1].decode("ascii", "replace") if timestamp else "",
            model=model[1].decode("utf-8") if model else "wikitext",
            redirect=unescape(head[4].decode("utf-8")) if head[4] is not None else None,
            text=unescape((body[1] or b"").decode("utf-8")),
            path=path,
            offset=offset,
        )
    except UnicodeDecodeError as error:
        raise MalformedPageError(
            f"page {head[3].decode()} is not UTF-8: byte 0x{error.object[error.start]:02x}"
        ) from error
