"""A small wiki on loopback that answers as MediaWiki's action API does, and fails when it is told to."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs

Reply = tuple[int, dict[str, str], bytes]
Fault = Callable[[dict[str, str]], Reply | None]


@attrs.define
class Wiki:
    """The pages of the wiki, what to do wrong, and what was asked.

    Attributes:
        pages: text by title; None where the text is hidden.
        redirects: target by title; after a ``#``, the section.
        faults: what is answered instead, one request each, the first one first; None lets that one pass.
        most: pages with text in one answer; the rest comes with continuation.
        asked: the parameters of every request.
        agents: the User-Agent of every request.
    """

    pages: dict[str, str | None] = attrs.field(factory=dict)
    redirects: dict[str, str] = attrs.field(factory=dict)
    faults: list[Fault | None] = attrs.field(factory=list)
    most: int = 50
    asked: list[dict[str, str]] = attrs.field(factory=list)
    agents: list[str] = attrs.field(factory=list)
    api: str = ""

    def number(self, title: str) -> int:
        return sorted(self.pages).index(title) + 1

    def answer(self, asked: dict[str, str]) -> Reply:
        self.asked.append(asked)
        fault = self.faults.pop(0) if self.faults else None
        failed = fault(asked) if fault is not None else None
        if failed is not None:
            return failed
        if "meta" in asked:
            general = {
                "sitename": "A wiki & more",
                "wikiid": "testwiki",
                "lang": "en",
                "base": "https://wiki.example/wiki/Main_Page",
                "generator": "MediaWiki 1.45.0",
                "time": "2026-01-01T00:00:00Z",
            }
            return good({"batchcomplete": True, "query": {"general": general}})
        data = self._revisions(asked) if "revids" in asked else self._titles(asked)
        return good(data)

    def _titles(self, asked: dict[str, str]) -> dict[str, Any]:
        joined = asked["titles"]
        titles = joined[1:].split("\x1f") if joined.startswith("\x1f") else joined.split("|")
        assert len(titles) <= 50, "too many values"
        query: dict[str, Any] = {}
        found: dict[str, dict[str, Any]] = {}
        for title in titles:
            plain = title.replace("_", " ").strip()
            plain = plain[:1].upper() + plain[1:]
            if plain != title:
                query.setdefault("normalized", []).append({"fromencoded": False, "from": title, "to": plain})
            if plain.startswith("Fr:"):
                query.setdefault("interwiki", []).append({"title": plain, "iw": "fr"})
                continue
            seen = {plain}
            while plain in self.redirects:
                target, _, part = self.redirects[plain].partition("#")
                step = {"from": plain, "to": target} | ({"tofragment": part} if part else {})
                if step not in query.setdefault("redirects", []):
                    query["redirects"].append(step)
                plain = target
                if plain in seen:
                    break
                seen.add(plain)
            found[plain] = self._page(plain)
        return self._cut(query, found, asked)

    def _page(self, title: str) -> dict[str, Any]:
        if any(letter in title for letter in "[]{}|<>"):
            return {
                "title": title,
                "invalidreason": "The requested page title contains invalid characters",
                "invalid": True,
            }
        if title.startswith("Special:"):
            return {"ns": -1, "title": title, "special": True}
        if title not in self.pages:
            return {"ns": 0, "title": title, "missing": True}
        text = self.pages[title]
        slot: dict[str, Any] = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "content": text}
        if text is None:
            slot = {"texthidden": True}
        number = self.number(title)
        revision = {
            "revid": 1000 + number,
            "parentid": 0,
            "timestamp": "2026-01-02T03:04:05Z",
            "slots": {"main": slot},
        }
        return {"pageid": number, "ns": 0, "title": title, "revisions": [revision]}

    def _cut(
        self, query: dict[str, Any], found: dict[str, dict[str, Any]], asked: dict[str, str]
    ) -> dict[str, Any]:
        """Give the texts of some pages, and the others without, as the API does with answers too large."""
        start = int(asked.get("rvcontinue", "0|0").partition("|")[0])
        whole = [title for title, page in found.items() if "revisions" in page]
        now = whole[start : start + self.most]
        query["pages"] = [
            page
            if title in now or title not in whole
            else {key: value for key, value in page.items() if key != "revisions"}
            for title, page in found.items()
        ]
        if start + self.most < len(whole):
            return {"continue": {"rvcontinue": f"{start + self.most}|0", "continue": "||"}, "query": query}
        return {"batchcomplete": True, "query": query}

    def _revisions(self, asked: dict[str, str]) -> dict[str, Any]:
        titles = {1000 + self.number(title): title for title in self.pages}
        query: dict[str, Any] = {"pages": []}
        for number in map(int, asked["revids"].split("|")):
            if number in titles:
                query["pages"].append(self._page(titles[number]))
            else:
                query.setdefault("badrevids", {})[str(number)] = {"revid": number, "missing": True}
        return {"batchcomplete": True, "query": query}


def good(data: Any) -> Reply:
    return 200, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(data).encode()


def maxlag(seconds: int) -> Fault:
    """Return a fault: the answer of a wiki whose databases lag."""
    error = {"code": "maxlag", "info": "Waiting for db1: 7.5 seconds lagged.", "lag": 7.5, "host": "db1"}
    status, headers, body = good({"error": error})
    return lambda asked: (status, headers | {"Retry-After": str(seconds), "X-Database-Lag": "7"}, body)


def status(number: int, **headers: str) -> Fault:
    """Return a fault: a status, with a page for people."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: (number, {"Content-Type": "text/html", **named}, b"<!DOCTYPE html><p>Sorry</p>")


def body(data: bytes, **headers: str) -> Fault:
    """Return a fault: other bytes; a header ``cut`` makes the connection end early."""
    return lambda asked: (200, {"Content-Type": "application/json", **headers}, data)


def refusal(code: str, info: str) -> Fault:
    """Return a fault: an error of the API itself."""
    return lambda asked: good({"error": {"code": code, "info": info}})


@contextmanager
def serving(wiki: Wiki) -> Iterator[Wiki]:
    """Serve a wiki on a free port, as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query, keep_blank_values=True, strict_parsing=True)
            wiki.agents.append(self.headers["User-Agent"])
            code, headers, data = wiki.answer({name: values[-1] for name, values in query.items()})
            cut = headers.pop("cut", None)
            if cut is None and "gzip" in self.headers.get("Accept-Encoding", ""):
                data = gzip.compress(data)
                headers = headers | {"Content-Encoding": "gzip"}
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data) + (100 if cut else 0)))
            self.end_headers()
            self.wfile.write(data)
            self.close_connection = self.close_connection or cut is not None

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    wiki.api = f"http://127.0.0.1:{server.server_address[1]}/w/api.php"
    try:
        yield wiki
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
