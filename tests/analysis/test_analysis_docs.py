"""The pages name every column, kind and cause."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from wikirel.analysis import Discrepancy, FindingKind, PanelRow
from wikirel.analysis.network import MISSION_COLUMNS, RELATION_COLUMNS

NAMES = {
    "audit.md": [*FindingKind, *Discrepancy],
    "network.md": [
        *PanelRow._fields,
        *(name for name in (*MISSION_COLUMNS, *RELATION_COLUMNS) if not name.endswith("_name")),
    ],
}


@pytest.mark.parametrize("page", NAMES)
def test_every_name_is_described(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [name for name in NAMES[page] if f"`{name}`" not in text] == []
