from __future__ import annotations

import json
import sys
from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fetch.server import Fault, Wiki, body, good, maxlag, refusal, serving, status
from wikirel.errors import FetchError, MissingExtraError
from wikirel.fetch import FetchedPage, Missing, MissingPage, Retrying, WikiClient, api_address

CUBA, CHILE, FOREIGN = "Cuba–Peru relations", "Chile–Peru relations", "Foreign relations of Cuba"


class Naps:
    """Waits that do not wait, and a clock that stands."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def retrying(self, tries: int = 4) -> Retrying:
        return Retrying(tries=tries, sleep=self.taken.append, clock=lambda: 1_000_000.0, spread=lambda: 1.0)


def client(wiki: Wiki, *, cache: Path | None = None, refresh: bool = False, batch: int = 50) -> WikiClient:
    return WikiClient(
        wiki.api,
        contact="test@example.org",
        cache=cache,
        refresh=refresh,
        batch=batch,
        timeout=5,
        retrying=Naps().retrying(),
    )


def test_a_page_comes_with_its_revision(wiki: Wiki) -> None:
    with client(wiki) as asked:
        page = asked.page(CUBA)
    number = wiki.number(CUBA)
    assert (page.title, page.id, page.revision, page.text) == (CUBA, number, 1000 + number, wiki.pages[CUBA])
    assert page.timestamp == "2026-01-02T03:04:05Z"
    assert not page.redirects
    assert not page.cached
    (sent,) = wiki.asked
    assert sent == {
        "action": "query",
        "format": "json",
        "formatversion": "2",
        "errorformat": "bc",
        "maxlag": "5",
        "prop": "revisions",
        "rvslots": "main",
        "rvprop": "ids|timestamp|content",
        "redirects": "1",
        "titles": CUBA,
    }
    assert wiki.agents[0].startswith("wikirel/")
    assert " (test@example.org) httpx/" in wiki.agents[0]


def test_the_way_to_a_page_is_kept(wiki: Wiki) -> None:
    with client(wiki) as asked:
        pages = list(asked.pages(["old_name", "Chilean consulates", "cuba–Peru_relations", CUBA]))
    told = [(page.asked, page.title, page.redirects) for page in pages]
    assert told == [
        ("old_name", CUBA, ("Old name", "Peru–Cuba relations")),
        ("Chilean consulates", CHILE, ()),
        ("cuba–Peru_relations", CUBA, ()),
        (CUBA, CUBA, ()),
    ]
    assert [page.fragment for page in pages if isinstance(page, FetchedPage)] == [
        None,
        "Missions",
        None,
        None,
    ]
    assert len(wiki.asked) == 1


def test_what_is_not_there_is_said(wiki: Wiki) -> None:
    titles = "Nothing|No such]|Special:Version|fr:Relations|Withheld relations|Lost|Ring|\t| _|\ud800".split(
        "|"
    )
    with client(wiki) as asked:
        pages = list(asked.pages([*titles, "A|B", "x" * 600, CUBA]))
    assert [page.reason for page in pages if isinstance(page, MissingPage)] == [
        Missing.MISSING,
        Missing.INVALID,
        Missing.SPECIAL,
        Missing.ELSEWHERE,
        Missing.HIDDEN,
        Missing.MISSING,
        Missing.MISSING,
        Missing.INVALID,
        Missing.INVALID,
        Missing.INVALID,
        Missing.INVALID,
        Missing.INVALID,
    ]
    assert pages[-1].title == CUBA, "a bar in a title does not split it, nor spoil the others"
    assert str(pages[5]) == "Lost → Nowhere: missing"
    with client(wiki) as asked, pytest.raises(FetchError, match="Nothing: missing"):
        asked.page("Nothing")


def test_batches_hold_fifty_titles_and_short_addresses(wiki: Wiki) -> None:
    wiki.pages.update({f"Page {number}": str(number) for number in range(120)})
    with client(wiki) as asked:
        pages = list(asked.pages(f"Page {number}" for number in range(120)))
    assert [page.text for page in pages if isinstance(page, FetchedPage)] == [str(n) for n in range(120)]
    assert [len(sent["titles"].split("|")) for sent in wiki.asked] == [50, 50, 20]
    wiki.asked.clear()
    wiki.pages.update({f"{'中' * 60}{number}": str(number) for number in range(50)})
    with client(wiki) as asked:
        assert len(list(asked.pages(f"{'中' * 60}{number}" for number in range(50)))) == 50
    assert len(wiki.asked) == 6


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(most=st.integers(1, 8), batch=st.integers(1, 50), titles=st.permutations(range(9)))
def test_neither_batches_nor_continuation_change_what_comes(
    wiki: Wiki, most: int, batch: int, titles: list[int]
) -> None:
    wiki.pages.update({f"Page {number}": str(number) for number in range(8)})
    wiki.most = most
    with client(wiki, batch=batch) as asked:
        pages = list(asked.pages(f"Page {number}" for number in titles))
    assert [page.asked for page in pages] == [f"Page {number}" for number in titles]
    assert [p.text if isinstance(p, FetchedPage) else "8" for p in pages] == [str(n) for n in titles]


def test_revisions_are_fetched_again(wiki: Wiki, tmp_path: Path) -> None:
    numbers = [1000 + wiki.number(CHILE), 9_999_999, 1000 + wiki.number(CUBA)]
    with client(wiki, cache=tmp_path) as asked:
        first = list(asked.revisions(numbers))
        again = list(asked.revisions(numbers))
    assert [page.title or page.asked for page in first] == [CHILE, "9999999", CUBA]
    assert isinstance(first[1], MissingPage)
    assert first[1].reason is Missing.MISSING
    assert again == first
    assert [sent["revids"] for sent in wiki.asked] == ["|".join(map(str, numbers)), "9999999"]
    with client(wiki) as asked, pytest.raises(ValueError, match="from 1"):
        next(asked.revisions([0]))


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (maxlag(5), [5.0]),
        (status(429, Retry_After="7"), [7.0]),
        (status(503, Retry_After=formatdate(1_000_020, usegmt=True)), [20.0]),
        (status(503, Retry_After="soon"), [1.0]),
        (status(500), [1.0]),
        (refusal("ratelimited", "You have exceeded your rate limit."), [1.0]),
        (body(b"<html>"), [1.0]),
        (body(b""), [1.0]),
        (body(b"[1]"), [1.0]),
        (body(b"\xff\xfe"), [1.0]),
        (body(b'{"batchcomplete":true,"que', cut="yes"), [1.0]),
        (body(b"[" * 200_000), [1.0]),
    ],
)
def test_passing_faults_are_waited_for(wiki: Wiki, fault: Fault, waits: list[float]) -> None:
    naps = Naps()
    wiki.faults = [fault]
    with WikiClient(wiki.api, contact="https://example.org/me", retrying=naps.retrying()) as asked:
        assert asked.page(CUBA).text == wiki.pages[CUBA]
        assert asked.requests == 2
    assert naps.taken == waits


def test_waits_double_and_end(wiki: Wiki) -> None:
    naps = Naps()
    wiki.faults = [status(502)] * 9
    asked = WikiClient(wiki.api, contact="a@example.org", retrying=naps.retrying(5))
    with asked, pytest.raises(FetchError, match=r"HTTP 502 Bad Gateway \(tried 5 times\)"):
        asked.page(CUBA)
    assert naps.taken == [1, 2, 4, 8]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (status(403), "does not let this program"),
        (status(404), "no api.php"),
        (status(301, Location="https://elsewhere.example/"), "moved to https://elsewhere.example/"),
        (status(503, Retry_After="86400"), "come back in 86400 s"),
        (refusal("readapidenied", "You need read permission."), "refuses: readapidenied: You need"),
        (lambda asked: good({"query": {"pages": "none"}}), "not that of the action API"),
        (
            lambda asked: good({"query": {"pages": [{"title": CUBA, "revisions": [{"slots": 1}]}]}}),
            "action API",
        ),
        (lambda asked: good({"continue": ["x"]}), "goes on where it was"),
    ],
)
def test_lasting_faults_are_said_at_once(wiki: Wiki, fault: Fault, message: str) -> None:
    naps = Naps()
    wiki.faults = [fault]
    with WikiClient(wiki.api, contact="a@example.org", retrying=naps.retrying()) as asked:
        with pytest.raises(FetchError, match=message) as raised:
            asked.page(CUBA)
        assert asked.requests == 1
    assert wiki.api in str(raised.value)
    assert naps.taken == []


def test_an_answer_without_end_is_refused(wiki: Wiki) -> None:
    same: Fault = lambda asked: good({"continue": {"rvcontinue": "1|1", "continue": "||"}})  # noqa: E731
    wiki.faults = [same, same]
    with client(wiki) as asked, pytest.raises(FetchError, match="where it was already"):
        asked.page(CUBA)


def test_a_wiki_that_is_not_there() -> None:
    with serving(Wiki()) as gone:
        pass
    naps = Naps()
    asked = WikiClient(gone.api, contact="a@example.org", retrying=naps.retrying(2))
    with asked, pytest.raises(FetchError, match=r"connect error: .*\(tried 2 times\)"):
        asked.page(CUBA)


def test_a_silent_answer_is_unanswered(wiki: Wiki) -> None:
    wiki.faults = [lambda asked: good({"batchcomplete": True})]
    with client(wiki) as asked:
        page = next(asked.pages([CUBA]))
    assert isinstance(page, MissingPage)
    assert page.reason is Missing.UNANSWERED


def test_titles_come_back_in_the_form_that_they_were_sent(wiki: Wiki) -> None:
    wiki.pages["Perú"] = "Text."
    wiki.faults = [
        lambda asked: good(
            {
                "query": {
                    "normalized": [{"fromencoded": True, "from": "Peru%CC%81", "to": "Perú"}],
                    "pages": [wiki._page("Perú")],
                }
            }
        )
    ]
    with client(wiki) as asked:
        assert asked.page("Peru\u0301").title == "Perú"


def test_the_cache_answers_and_refresh_asks(wiki: Wiki, tmp_path: Path) -> None:
    with client(wiki, cache=tmp_path) as asked:
        first = list(asked.pages([CUBA, "Old name", "Nothing"]))
    with client(wiki, cache=tmp_path) as asked:
        again = list(asked.pages([CUBA, "Old name", "Nothing"]))
        assert asked.requests == 1, "what was missing is asked for again"
    assert again == first
    assert [isinstance(page, FetchedPage) and page.cached for page in again] == [True, True, False]
    assert wiki.asked[-1]["titles"] == "Nothing"
    with client(wiki, cache=tmp_path, refresh=True) as asked:
        assert [getattr(page, "cached", None) for page in asked.pages([CUBA])] == [False]
    with serving(Wiki({CUBA: "Another wiki."})) as other, client(other, cache=tmp_path) as asked:
        assert asked.page(CUBA).text == "Another wiki."


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b'{"asked": 1, "revision": 1}', b"\xff"])
def test_a_damaged_cache_counts_as_none(wiki: Wiki, tmp_path: Path, damage: bytes) -> None:
    with client(wiki, cache=tmp_path) as asked:
        page = asked.page(CUBA)
    for number, file in enumerate(sorted(tmp_path.rglob("*.json"))):
        whole = file.read_bytes()
        file.write_bytes(damage)
        with client(wiki, cache=tmp_path) as asked:
            assert asked.page(CUBA) == page
            assert asked.requests == 1, (number, file)
        assert json.loads(file.read_bytes()).keys() == json.loads(whole).keys()


def test_no_request_without_a_contact(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    for contact in ("", "me", "a@b", "someone@example.org\r\nX: y", "a b@example.org", "ü@example.org"):
        with pytest.raises(FetchError, match="whom to write to"):
            WikiClient(wiki.api, contact=contact)
    with pytest.raises(FetchError, match="whom to write to"):
        WikiClient(wiki.api)
    monkeypatch.setenv("WIKIREL_CONTACT", "me@example.org")
    with WikiClient(wiki.api) as asked:
        asked.page(CUBA)
    assert "(me@example.org)" in wiki.agents[0]


@pytest.mark.parametrize(
    "wiki_name", ["", "wiki", "en.wikipedia.org/wiki", "ftp://a.example/", "a b.org", "-.x"]
)
def test_what_is_no_wiki_is_refused(wiki_name: str) -> None:
    with pytest.raises(FetchError, match="neither a host"):
        api_address(wiki_name)


def test_the_extra_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtraError, match=r"wikirel\[fetch\]"):
        WikiClient("en.wikipedia.org", contact="me@example.org")
    with pytest.raises(ValueError, match="1 to 50"):
        WikiClient("en.wikipedia.org", contact="me@example.org", batch=51)


@pytest.mark.parametrize("proxy", ["nonsense://there", "ftp://127.0.0.1:1"])
def test_a_proxy_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(FetchError, match="proxy that the environment names"):
        WikiClient("en.wikipedia.org", contact="me@example.org")
