from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetch.server import Wiki, serving


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxy, contact or cache of whoever runs the tests."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "WIKIREL_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WIKIREL_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    pages: dict[str, str | None] = {
        "Cuba–Peru relations": "- Cuba has an embassy in Lima.\r\n<ref>A & B</ref>",
        "Foreign relations of Cuba": "'''Cuba''' opened an embassy in Quito in 1960.",
        "Chile–Peru relations": "- Chile has a consulate in Tacna.\n",
        "Withheld relations": None,
        "AC/DC": "A band.",
    }
    redirects = {
        "Peru–Cuba relations": "Cuba–Peru relations",
        "Old name": "Peru–Cuba relations",
        "Chilean consulates": "Chile–Peru relations#Missions",
        "Ring": "Round",
        "Round": "Ring",
        "Lost": "Nowhere",
    }
    with serving(Wiki(pages, redirects)) as served:
        yield served
