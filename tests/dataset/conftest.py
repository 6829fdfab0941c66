from __future__ import annotations

from pathlib import Path

import pytest

from tests.dump.builder import Entry, Multistream, filler, multistream

PAIRS = (
    "Cuba–Peru Chile–Peru Cuba–Mexico Brazil–Chile Kenya–Uganda France–Spain Italy–Japan Iran–Iraq".split()
)


@pytest.fixture(scope="session")
def entries(seed_wiki: str) -> list[Entry]:
    """Eight articles on pairs, one on a country, redirects and lookalikes, among filler."""
    pages: list[Entry] = []
    for number, pair in enumerate(PAIRS):
        one, other = pair.split("–")
        text = seed_wiki.replace("Cuba", "\0").replace("Peru", other).replace("\0", one)
        pages += [
            *filler(number * 100 + 1, 7),
            Entry(title=f"{pair} relations", id=number * 100 + 50, text=text),
        ]
    reference = "<ref>{{cite book|title=A list|isbn=1|doi=2|issn=3|oclc=4|jstor=5|lccn=6}}</ref>"
    row = f"|-\n| {{{{flag|Peru}}}} || 8 July 1972 || Cuba has an embassy in Lima.{reference}\n"
    table = '{| class="wikitable"\n! Country !! Formal relations began !! Notes\n' + row + "|}\n"
    return [
        *pages,
        Entry(title="Foreign relations of Cuba", id=900, text=f"==Bilateral relations==\n{table}"),
        Entry(title="Peru–Cuba relations", id=901, redirect="Cuba–Peru relations", text="#REDIRECT"),
        Entry(title="Havana talks", id=902, redirect="Lima talks", text="#REDIRECT"),
        Entry(title="Talk:Cuba–Peru relations", id=903, namespace=1, text="Well said."),
        Entry(title="Public relations", id=904, text="Not ours."),
        Entry(title="Cuba–Spain relations", id=905, text="May refer to:\n{{Disambiguation}}"),
        Entry(title="Peru–Spain relations", id=906, text="{}", model="json"),
        Entry(title="Lima talks", id=907, text="The '''Lima talks''' were held in 1975 by Cuba and Peru."),
        *filler(910, 3),
    ]


@pytest.fixture(scope="session")
def built(entries: list[Entry]) -> Multistream:
    return multistream(entries, per_stream=2)


@pytest.fixture
def dump(tmp_path: Path, built: Multistream) -> Path:
    return built.write(tmp_path)


@pytest.fixture(autouse=True)
def _same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run be resumed while somebody edits the package."""
    monkeypatch.setattr("wikirel.dataset.build._code", lambda: "as tested")
