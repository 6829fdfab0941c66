from __future__ import annotations

import pytest

from tests.dump.builder import Entry, Multistream, filler, multistream


@pytest.fixture(scope="session")
def entries(seed_wiki: str) -> list[Entry]:
    """Forty pages: the seed in the middle, a redirect to it, a discussion, a script, and filler."""
    return [
        *filler(1, 18),
        Entry(title="Cuba–Peru relations", id=30, text=seed_wiki),
        Entry(title="Peru–Cuba relations", id=31, redirect="Cuba–Peru relations", text="#REDIRECT"),
        *filler(40, 12),
        Entry(title="Talk:Cuba–Peru relations", id=60, namespace=1, text="Well said."),
        Entry(title="Salt & Pepper relations", id=61, text="AT&amp;T <b>&nbsp;</b> 'x' \"y\""),
        *filler(70, 6),
    ]


@pytest.fixture(scope="session")
def dump(entries: list[Entry]) -> Multistream:
    return multistream(entries)
