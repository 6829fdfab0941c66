from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given

from tests.analysis.material import CUBA, PERU, about, act, corpora, evidence, post
from wikirel import Article, ExportError, MissingExtraError, Mission
from wikirel.analysis import PanelRow, Telling, merge, panel, status_history
from wikirel.analysis.panel import places_of, write_panel_csv, write_panel_parquet

STORY = [
    about(
        CUBA,
        PERU,
        events=[act("severed", "1960-12-30"), act("restored", "1972-07-08", at=9)],
        missions=[post(CUBA, PERU, "Lima", 20), post(PERU, CUBA, "Havana", 40, opened="1976")],
    )
]


def years_of(column: str, sender: str, *missions: Mission, as_of: int | None = None) -> dict[int, int | None]:
    rows = panel([about(CUBA, PERU, missions=missions)], 1998, 2004, as_of=as_of)
    return {row.year: getattr(row, column) for row in rows if row.sender_iso == sender}


def test_relations_by_year() -> None:
    rows = [r for r in panel(STORY, 1959, 1974) if r.sender == "Cuba"]
    found = {r.year: (r.relations, r.relations_all_year) for r in rows}
    assert found[1959] == (None, None)
    assert found[1960] == (0, 0)
    assert found[1965] == (0, 0)
    assert found[1972] == (1, 0)
    assert found[1973] == (1, 1)
    assert (rows[0].sender_cow, rows[0].sender_gw, rows[0].host_cow, rows[0].host_gw) == (40, 40, 135, 135)


def test_a_row_says_what_it_rests_on() -> None:
    rows = {(row.sender, row.year): row for row in panel(STORY, 1959, 1975)}
    broken = rows["Cuba", 1965]
    assert broken.relations_basis == "no longer since severed 1960-12-30"
    assert broken.relations_sources == "Cuba–Peru relations [0:5]"
    assert broken.mission_sources == "Cuba–Peru relations [20:25]"
    assert rows["Peru", 1965].mission_sources == "Cuba–Peru relations [40:45]"
    assert rows["Peru", 1965].relations_sources == broken.relations_sources
    assert rows["Cuba", 1959].relations is None
    assert rows["Cuba", 1959].relations_basis == "nothing is told before severed 1960-12-30"
    assert rows["Cuba", 1974].relations_sources == "Cuba–Peru relations [9:14]"


def test_places_are_the_articles_and_ranges_of_evidence() -> None:
    (article,) = STORY
    (facts,) = merge(STORY).values()
    told = [act.telling for act in facts.acts]
    assert places_of(told) == f"{article.title} [0:5, 9:14]"
    assert places_of([*told, *told]) == places_of(told)
    many = [Telling(f"Article {n}", (), evidence(n)[0]) for n in range(23)]
    assert places_of(many).endswith("Article 19 [19:24]; 3 more")
    assert places_of([]) == ""


def test_a_post_without_dates_is_known_for_the_present_only() -> None:
    assert set(years_of("embassy", "CU", post(CUBA, PERU)).values()) == {None}
    assert years_of("embassy", "CU", post(CUBA, PERU), as_of=2003)[2003] == 1
    assert years_of("embassy", "CU", post(CUBA, PERU), as_of=2003)[2002] is None
    assert set(years_of("embassy", "PE", post(CUBA, PERU), as_of=2003).values()) == {None}


def test_a_post_with_dates() -> None:
    opened = years_of("embassy", "CU", post(CUBA, PERU, opened="2000-05"), as_of=2003)
    assert opened == {1998: 0, 1999: 0, 2000: 1, 2001: 1, 2002: 1, 2003: 1, 2004: None}
    closed = years_of("embassy", "CU", post(CUBA, PERU, status="closed", closed="2001"), as_of=2003)
    assert closed == {1998: None, 1999: None, 2000: None, 2001: 1, 2002: 0, 2003: 0, 2004: 0}
    both = years_of("embassy", "CU", post(CUBA, PERU, status="closed", opened="1999", closed="2001"))
    assert both == {1998: 0, 1999: 1, 2000: 1, 2001: 1, 2002: 0, 2003: 0, 2004: 0}
    vague = years_of("embassy", "CU", post(CUBA, PERU, opened="2000~"), as_of=2003)
    assert (vague[2001], vague[2003]) == (1, 1)


@given(corpora)
def test_two_rows_a_year_for_every_pair_and_the_history_agrees(articles: list[Article]) -> None:
    rows = list(panel(articles, 1899, 1910, as_of=1905))
    pairs = merge(articles)
    assert len(rows) == 2 * 12 * len(pairs)
    number = {"yes": 1, "no": 0, "unknown": None}
    for found in rows[:24]:
        history = status_history(articles, found.sender_iso or "", found.host_iso or "")
        assert found.relations == number[history.on(f"{found.year}-12-31").standing.value]
        assert found.relations_all_year != 1 or history.on(str(found.year)).standing.value == "yes"
        assert found.embassy in (0, 1, None)
        assert found.relations_basis
        assert found.relations is None or found.relations_sources
        assert (found.embassy, found.accredited, found.consulates) == (None,) * 3 or found.mission_sources


def test_files(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = list(panel(STORY, 1945, 2025, as_of=2025))
    text = io.StringIO(newline="")
    assert write_panel_csv(rows, text) == len(rows) == 162
    told = list(csv.DictReader(io.StringIO(text.getvalue(), newline="")))
    assert tuple(told[0]) == PanelRow._fields
    assert write_panel_parquet(rows, tmp_path / "panel.parquet") == 162
    assert [PanelRow(**r) for r in parquet.read_table(tmp_path / "panel.parquet").to_pylist()] == rows
    assert [p.name for p in tmp_path.iterdir()] == ["panel.parquet"]
    with pytest.raises(ExportError, match="cannot be written"):
        write_panel_parquet(rows, tmp_path / "nowhere" / "panel.parquet")


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"wikirel\[arrow\]"):
        write_panel_parquet([], tmp_path / "panel.parquet")


@pytest.mark.parametrize(("first", "last"), [(0, 5), (1990, 10_000), (2000, 1999)])
def test_years(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="year"):
        panel([], first, last)
