"""Requests to the action API: one at a time, told to wait when the wiki is busy, and tried again.

The manners are those of MediaWiki's API etiquette (mediawiki.org, API:Etiquette, Manual:Maxlag parameter) and of
the Wikimedia Foundation's User-Agent policy: requests follow each other, ``maxlag`` is sent with each,
``Retry-After`` is honoured, and the User-Agent names the program and somebody who answers for it.
"""

from __future__ import annotations

import email.utils
import importlib.metadata
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from wikirel.errors import FetchError, MissingExtraError

if TYPE_CHECKING:
    import httpx

__all__ = ["Retrying", "Transport", "api_address", "user_agent"]

_HOST = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+(?::\d{1,5})?\Z"
)
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(?:/[^\s?#@]*)?\Z")
_CONTACT = re.compile(r"(?:[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?://[^\s()]+)\Z")
_LARGEST = (
    128 << 20
)  # bytes; an answer of 50 articles is at most 12 MB of text by default ($wgAPIMaxResultSize)
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_PASSING_CODES = ("maxlag", "ratelimited", "readonly", "internal_api_error_", "cirrussearch-too-busy-error")


@attrs.frozen(kw_only=True)
class Retrying:
    """How often and how long.

    Attributes:
        tries: how many times a request is sent in all.
        first_wait: seconds before the second try, where the wiki names no time; it doubles with each try.
        longest_wait: seconds; who asks for more is told that the wiki asks for it.
        sleep: waits some seconds.
        clock: the time in seconds since 1970, for a ``Retry-After`` that is a date.
        spread: returns a number from 0 to 1, so that several programs do not come back at the same instant.
    """

    tries: int = 6
    first_wait: float = 1.0
    longest_wait: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    spread: Callable[[], float] = random.random


class _PassingError(Exception):
    """What may go well when it is tried again, and after how many seconds if the wiki says so."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def api_address(wiki: str) -> str:
    """Return the address of a wiki's API.

    Args:
        wiki: the host of a wiki of the Wikimedia Foundation, or the whole address of any wiki's ``api.php``.

    Raises:
        FetchError: it is neither.

    >>> api_address("en.wikipedia.org")
    'https://en.wikipedia.org/w/api.php'
    >>> api_address("http://localhost:8080/api.php")
    'http://localhost:8080/api.php'
    """
    if _HOST.match(wiki):
        return f"https://{wiki.lower()}/w/api.php"
    if _ADDRESS.match(wiki):
        return wiki
    raise FetchError(f"{wiki!r} is neither a host, as en.wikipedia.org, nor the address of an api.php")


def user_agent(contact: str, library: str = "") -> str:
    """Return what requests say of who sends them.

    Args:
        contact: a mail address, or the address of a page, of who runs this program.
        library: name and version of the HTTP library.

    Raises:
        FetchError: it is neither.

    >>> user_agent("someone@example.org").partition(" ")[2]
    '(someone@example.org)'
    """
    if not _CONTACT.match(contact) or not contact.isascii() or not contact.isprintable():
        raise FetchError(
            "a wiki wants to know whom to write to: --contact, or the variable WIKIREL_CONTACT, must be a mail "
            f"address or the address of a page (https://...), not {contact!r}"
        )
    version = importlib.metadata.version("wikirel")
    return f"wikirel/{version} ({contact}) {library}".rstrip()


class Transport:
    """Sends requests, one after the other.

    Args:
        api: address of the API.
        agent: the User-Agent, without the library.
        maxlag: seconds by which the wiki's databases may lag; beyond, it asks to wait.
        timeout: seconds without any byte after which a try is given up.
        retrying: how often and how long.

    Raises:
        MissingExtraError: the extra ``fetch`` is not installed.
    """

    def __init__(
        self, api: str, contact: str, *, maxlag: int | None, timeout: float, retrying: Retrying
    ) -> None:
        try:
            import httpx
        except ImportError as error:
            raise MissingExtraError("fetching from a wiki", "fetch") from error
        agent = user_agent(contact, f"httpx/{httpx.__version__}")
        self.api = api
        self.requests = 0
        self._retrying = retrying
        self._always = {"format": "json", "formatversion": "2", "errorformat": "bc"}
        if maxlag is not None:
            self._always["maxlag"] = str(maxlag)
        headers = {"User-Agent": agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
        try:
            self._client = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)
        except (
            ImportError,
            ValueError,
            httpx.InvalidURL,
        ) as error:  # of the environment: HTTPS_PROXY and its like
            raise FetchError(f"the proxy that the environment names cannot be used: {error}") from error

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def get(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Ask, and ask again as long as that may help.

        Args:
            parameters: those of the request; format, version and ``maxlag`` are added.

        Raises:
            FetchError: the wiki refuses, cannot be reached, or answers what is no answer.
        """
        sent = {**self._always, **parameters}
        retrying = self._retrying
        for number in range(1, retrying.tries + 1):
            try:
                return self._once(sent)
            except _PassingError as error:
                wait = self._wait(number, error.wait)
                if number == retrying.tries:
                    times = f"{number} times" if number > 1 else "once"
                    raise FetchError(f"{self.api}: {error} (tried {times})") from error
                if wait > retrying.longest_wait:
                    raise FetchError(f"{self.api}: {error}; it asks to come back in {wait:.0f} s") from error
                retrying.sleep(wait)
        raise FetchError(f"{self.api}: never tried")  # tries < 1

    def _wait(self, number: int, asked: float | None) -> float:
        own: float = min(self._retrying.first_wait * 2.0 ** (number - 1), self._retrying.longest_wait)
        own *= 0.5 + self._retrying.spread() / 2
        return own if asked is None else max(asked, own)

    def _once(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        import httpx

        self.requests += 1
        try:
            with self._client.stream("GET", self.api, params=dict(parameters)) as response:
                wait = self._retry_after(response.headers.get("retry-after"))
                if response.status_code in _PASSING:
                    raise _PassingError(
                        f"HTTP {response.status_code} {response.reason_phrase}".rstrip(), wait
                    )
                if response.status_code != 200:
                    raise FetchError(f"{self.api}: {_refusal(response)}")
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _LARGEST:
                        raise FetchError(f"{self.api}: an answer of more than {_LARGEST >> 20} MB")
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _PassingError(f"{_cause(error)}") from error
        except httpx.InvalidURL as error:
            raise FetchError(f"{self.api}: {error}") from error
        return self._checked(bytes(body), wait)

    def _checked(self, body: bytes, wait: float | None) -> dict[str, Any]:
        try:
            data = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise _PassingError("the answer is not JSON, or ends early", wait) from error
        if not isinstance(data, dict):
            raise _PassingError("the answer is not that of the action API", wait)
        refused = data.get("error")
        if refused is None:
            return data
        code = str(refused.get("code", "")) if isinstance(refused, dict) else ""
        said = str(refused.get("info", code)) if isinstance(refused, dict) else str(refused)
        if code.startswith(_PASSING_CODES):
            raise _PassingError(f"{code}: {said}", wait)
        raise FetchError(f"{self.api}: the wiki refuses: {code}: {said}")

    def _retry_after(self, value: str | None) -> float | None:
        """Read a ``Retry-After``: seconds or a date (RFC 9110, 10.2.3)."""
        if value is None:
            return None
        if value.strip().isdecimal():
            return float(value)
        try:
            moment = email.utils.parsedate_to_datetime(value)
        except ValueError:
            return None
        return max(0.0, moment.timestamp() - self._retrying.clock())


def _cause(error: Exception) -> str:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()
    said = str(error)
    return f"{name}: {said}" if said else name


def _refusal(response: httpx.Response) -> str:
    status = f"HTTP {response.status_code} {response.reason_phrase}".rstrip()
    if 300 <= response.status_code < 400:
        return f"{status}: it has moved to {response.headers.get('location', 'nowhere')}; name that"
    if response.status_code == 403:
        return f"{status}: the wiki does not let this program, or this computer, in"
    if response.status_code == 404:
        return f"{status}: there is no api.php at this address"
    return status
