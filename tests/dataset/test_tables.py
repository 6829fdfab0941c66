"""What is in a data set, in every format."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.dataset.conftest import PAIRS
from wikirel import Citation, Dyad, Event, Evidence, Mission, parse_article
from wikirel.dataset import TABLES, build_dataset
from wikirel.dataset.rows import article_rows
from wikirel.dataset.sqlite import datasette_metadata


def query(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(sql).fetchall()


def test_which_pages(tmp_path: Path, dump: Path) -> None:
    out = tmp_path / "a.sqlite"
    report = build_dataset(dump, out)
    titles = [title for (title,) in query(out, "select title from articles order by id")]
    assert titles == [*(f"{pair} relations" for pair in PAIRS), "Foreign relations of Cuba"]
    assert report.damage == ()
    assert report.counts["articles"] == 9
    assert query(out, "select article_id, title, target, page, revision from redirects") == [
        (1, "Peru–Cuba relations", "Cuba–Peru relations", 901, 9010)
    ]


def test_given_titles_follow_redirects(tmp_path: Path, dump: Path) -> None:
    wanted = ("peru–Cuba_relations", "Havana talks", "Public relations")
    for name, use_index in (("a", True), ("b", False)):
        out = tmp_path / f"{name}.sqlite"
        build_dataset(dump, out, titles=wanted, use_index=use_index)
        assert query(out, "select a.title from articles a order by page") == [
            *(("Cuba–Peru relations",), ("Public relations",), ("Lima talks",)),
        ]
        assert query(out, "select a.title from redirects r join articles a on a.id = r.article_id") == [
            *(("Cuba–Peru relations",), ("Lima talks",)),
        ]


def test_keys_and_facts(tmp_path: Path, dump: Path, seed_wiki: str) -> None:
    out = tmp_path / "a.sqlite"
    build_dataset(dump, out)
    assert query(out, "pragma foreign_key_check") == []
    assert query(out, "pragma integrity_check") == [("ok",)]
    article = parse_article(seed_wiki, "Cuba–Peru relations")
    rows = query(out, "select date, kind, text from events where article_id = 1 order by id")
    assert rows == [(e.date.edtf if e.date else None, e.kind.value, e.text) for e in article.events]
    rows = query(out, "select sending_code, host_code, city, resident from missions where article_id = 1")
    assert rows == [(m.sending.code, m.host.code, m.city, int(m.resident)) for m in article.missions]
    spans = query(
        out,
        "select start_offset, end_offset, quote from evidence where article_id = 1 and mission_id is not null",
    )
    assert all(seed_wiki[start:end] for start, end, _ in spans)
    for table in ("events", "missions", "dyads"):
        column = table[:-1] + "_id"
        sql = (
            f"select count(*) from {table} t where not exists (select 1 from evidence where {column} = t.id)"
        )
        assert query(out, sql) == [(0,)], table
    assert query(out, "select partner_code, established, missions from dyads") == [("PE", "1972-07-08", 1)]
    assert query(out, "select count(*) from events where dyad_id is not null")[0][0] >= 1
    cited = "select c.title from citations c join evidence e on e.id = c.evidence_id"
    assert {("A list",)} <= set(query(out, cited))


def test_sections_and_search(tmp_path: Path, dump: Path) -> None:
    out = tmp_path / "a.sqlite"
    build_dataset(dump, out)
    paths = query(out, "select level, path, parent_id is null from sections where article_id = 1 order by id")
    assert paths[0] == (0, "", 1)
    assert any(" > " in path and not top for _, path, top in paths)
    bad = (
        "select count(*) from sections c join sections p on p.id = c.parent_id "
        "where c.article_id <> p.article_id or c.path not like p.path || ' > %'"
    )
    assert query(out, bad) == [(0,)]
    for table in ("articles", "sections", "evidence"):
        hits = query(out, f"select count(*) from {table}_fts where {table}_fts match 'relations OR embassy'")
        assert hits[0][0] > 0, table


def test_run(tmp_path: Path, dump: Path) -> None:
    out = tmp_path / "a.sqlite"
    build_dataset(dump, out)
    with closing(sqlite3.connect(out)) as base:
        base.row_factory = sqlite3.Row
        (run,) = base.execute("select * from runs").fetchall()
    assert (run["source"], run["wiki"], run["dump_schema"]) == (dump.name, "testwiki", "0.11")
    assert (run["status"], run["articles"], run["used_index"], run["checked"]) == ("complete", 9, 1, 0)
    assert run["highest_revision"] == 9000
    assert len(run["revisions_sha256"]) == 64


def test_formats_agree(tmp_path: Path, dump: Path) -> None:
    build_dataset(dump, tmp_path / "a.sqlite")
    build_dataset(dump, tmp_path / "a.jsonl")
    build_dataset(dump, tmp_path / "a.csv")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert list(lines[-1]) == ["runs"]
    for name, table in TABLES.items():
        rows = query(tmp_path / "a.sqlite", f"select * from {name} order by id")
        found = [tuple(row.values()) for line in lines for row in line.get(name, ())]
        assert [tuple(row) for row in rows] == found, name
        with (tmp_path / "a.csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *cells = list(csv.reader(file))
        assert tuple(header) == table.names
        assert len(cells) == len(rows)


def test_parquet(tmp_path: Path, dump: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    build_dataset(dump, tmp_path / "a.parquet")
    build_dataset(dump, tmp_path / "a.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    for name in TABLES:
        rows = parquet.read_table(tmp_path / "a.parquet" / f"{name}.parquet").to_pylist()
        assert rows == [row for line in lines for row in line.get(name, ())]


def test_duckdb(tmp_path: Path, dump: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    build_dataset(dump, tmp_path / "a.duckdb")
    build_dataset(dump, tmp_path / "a.sqlite")
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as base:
        for name in TABLES:
            if name != "runs":
                rows = base.execute(f"select * from {name} order by id").fetchall()
                assert rows == query(tmp_path / "a.sqlite", f"select * from {name} order by id"), name


def test_missing_extras(tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from wikirel import MissingExtraError

    for module, suffix, extra in (("pyarrow", "parquet", "arrow"), ("duckdb", "duckdb", "duckdb")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtraError, match=rf"wikirel\[{extra}\]"):
            build_dataset(dump, tmp_path / f"a.{suffix}")
        assert not (tmp_path / f"a.{suffix}").exists()


def test_folder_of_articles(tmp_path: Path, seed_wiki: str, seed_text: str) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "Cuba–Peru relations.wiki").write_text(seed_wiki, "utf-8")
    (folder / "other.txt").write_text(seed_text, "utf-8")
    (folder / "bad.wiki").write_bytes(b"\xff")
    (folder / "notes.md").write_text("no article")
    report = build_dataset(folder, tmp_path / "a.sqlite")
    assert report.counts["articles"] == 2
    assert report.damage == (
        "bad.wiki: byte 0: not UTF-8: byte 0xff at offset 0; wanted is the text of an article, in UTF-8",
    )
    assert query(tmp_path / "a.sqlite", "select title, file, page from articles order by id") == [
        ("Cuba–Peru relations", "Cuba–Peru relations.wiki", None),
        ("Cuba–Peru relations", "other.txt", None),
    ]
    assert query(tmp_path / "a.sqlite", "select status, damaged from runs") == [("damaged", 1)]


def test_every_attribute_of_a_fact_has_its_column() -> None:
    """Whoever adds an attribute to a fact is reminded to give it a column."""
    places = {
        Event: "events",
        Mission: "missions",
        Dyad: "dyads",
        Evidence: "evidence",
        Citation: "citations",
    }
    renamed = {
        "evidence": "article_id",
        "span": "start_offset",
        "group": "ref_group",
        "citations": "article_id",
        "raw": "text",
        "definition": "text",
    }
    for cls, name in places.items():
        for field in attrs.fields(cls):
            column = renamed.get(field.name, field.name)
            column = {("dyads", "parties"): "partner", ("evidence", "text"): "quote"}.get(
                (name, column), column
            )
            assert column in TABLES[name].names, (name, field.name)


def test_rows_have_the_width_of_their_tables(seed_text: str) -> None:
    block = article_rows(parse_article(seed_text))
    assert set(block) <= set(TABLES)
    for name, rows in block.items():
        assert {len(row) for row in rows} <= {len(TABLES[name].columns)}, name


def test_datasette_queries_run(tmp_path: Path, dump: Path) -> None:
    out = tmp_path / "relations.sqlite"
    build_dataset(dump, out)
    text = (tmp_path / "relations.metadata.json").read_text("utf-8")
    assert text == datasette_metadata(str(out), dump.name)
    base = json.loads(text)["databases"]["relations"]
    for entry in base["queries"].values():
        query(out, entry["sql"])
    assert set(base["tables"]) == set(TABLES)


def test_the_run_is_counted(tmp_path: Path, dump: Path) -> None:
    report = build_dataset(dump, tmp_path / "a.jsonl")
    assert report.counts["runs"] == 1
    (run,) = json.loads((tmp_path / "a.jsonl").read_text("utf-8").splitlines()[-1])["runs"]
    assert {name: run[name] for name in ("articles", "dyads", "events", "missions", "facts")} == {
        name: report.counts[name] for name in ("articles", "dyads", "events", "missions", "facts")
    }
