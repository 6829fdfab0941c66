"""Facts in Arrow batches: what a data set out of a dump has, but for the keys."""

from __future__ import annotations

import pickle
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dump.builder import Entry
from wikirel import parse_article
from wikirel.dataset import TABLES, batches, build_dataset
from wikirel.dataset.batches import PAGE_TABLES, all_facts_of, all_facts_schema, facts_of, facts_schema
from wikirel.dataset.selection import Selection
from wikirel.errors import InputError, MissingExtraError, SchemaError

arrow = pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
parquet = pytest.importorskip("pyarrow.parquet")

TEXT = (
    "* Cuba has an embassy in Lima. They established relations on 8 July 1972.<ref>{{cite web|title=A}}</ref>"
)


def table_of(entries: list[Entry]) -> Any:
    """The articles and redirects among entries, as an engine has pages."""
    pages = [entry for entry in entries if entry.namespace == 0 and entry.model == "wikitext"]
    columns = {
        "title": [entry.title for entry in pages],
        "text": [entry.text for entry in pages],
        "revision": [entry.id * 10 for entry in pages],
        "page": [entry.id for entry in pages],
        "redirect": [entry.redirect for entry in pages],
        "size": [len(entry.text) for entry in pages],
    }
    return arrow.table(columns)


def pages(*texts: str | None, **columns: list[Any]) -> list[Any]:
    titles = ["Cuba–Peru relations"] * len(texts)
    made = {"title": arrow.array(titles, arrow.string()), "text": arrow.array(texts, arrow.string())}
    return list(arrow.table(made | columns).to_batches())


def rows(found: Any) -> list[dict[str, Any]]:
    return [row for batch in found for row in batch.to_pylist()]


@pytest.fixture(scope="session")
def built_parquet(tmp_path_factory: pytest.TempPathFactory, built: Any) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_dataset(built.write(folder), folder / "a.parquet")
    return folder / "a.parquet"


def without_keys(table: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {"id", "timestamp", "file", *(c.name for c in TABLES[table].columns if c.refers)}
    return [{name: value for name, value in row.items() if name not in keys} for row in found]


@pytest.mark.parametrize("table", PAGE_TABLES)
def test_as_a_dump_gives_them(table: str, entries: list[Entry], built_parquet: Path) -> None:
    expected = parquet.read_table(built_parquet / f"{table}.parquet")
    wanted = Selection.by_patterns()
    (found,) = [*facts_of(table_of(entries).to_batches(3), table, wanted=wanted)] or [expected.slice(0, 0)]
    assert found.schema == expected.schema == facts_schema(table)
    assert without_keys(table, found.to_pylist()) == without_keys(table, expected.to_pylist())
    nested = arrow.Table.from_batches(
        all_facts_of(table_of(entries).to_batches(), wanted=wanted), all_facts_schema()
    )
    inner = [row for rows in nested.column(table).to_pylist() for row in rows]
    assert inner == found.to_pylist()


def test_keys(entries: list[Entry]) -> None:
    made = {table: rows(facts_of(table_of(entries).to_batches(), table)) for table in PAGE_TABLES}
    known = {table: {row["id"] for row in found} for table, found in made.items()}
    references = 0
    for table, found in made.items():
        assert len(known[table]) == len(found)
        for column in TABLES[table].columns:
            if column.refers:
                values = {row[column.name] for row in found} - {None}
                assert values <= known[column.refers]
                references += len(values)
    assert references > 50
    assert known["articles"] == {row["revision"] for row in made["articles"]}
    # Each row belongs to the article that its key is made of.
    assert all(row["id"] >> 20 == row["article_id"] for row in made["events"])


def test_keys_without_a_revision() -> None:
    found = rows(facts_of(pages(TEXT, TEXT + " ", None), "missions"))
    assert found == rows(facts_of(pages(TEXT, TEXT + " ", revision=[None, 0]), "missions"))
    assert len({row["id"] for row in found}) == 2
    assert all(-(2**43) <= row["article_id"] < 0 and row["id"] >> 20 == row["article_id"] for row in found)


@given(st.lists(st.sampled_from(["", TEXT, TEXT * 3, "== Cuba ==\n" + TEXT]), max_size=8), st.integers(1, 5))
def test_batches_change_nothing(texts: list[str], size: int) -> None:
    numbers: list[Any] = list(range(1, len(texts) + 1))
    whole = arrow.Table.from_batches(
        pages(*texts, revision=numbers), schema=arrow.schema([*PAGE_SCHEMA, ("revision", arrow.int64())])
    )
    for table in ("events", "evidence", "sections"):
        cut = rows(facts_of(whole.to_batches(max_chunksize=size), table))
        assert cut == rows(facts_of(whole.to_batches(), table))
        assert cut == [
            row
            for part in range(len(texts))
            for row in rows(facts_of(whole[part : part + 1].to_batches(), table))
        ]


PAGE_SCHEMA = [("title", arrow.string()), ("text", arrow.string())]


def test_many_rows_come_in_several_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_ROWS", 4)
    found = list(facts_of(iter(pages(*[TEXT] * 9, revision=list(range(1, 10)))), "missions"))
    assert [batch.num_rows for batch in found] == [4, 4, 1]
    monkeypatch.setattr(batches, "_CHARACTERS", len(TEXT) * 2)
    found = list(facts_of(iter(pages(*[TEXT] * 9, revision=list(range(1, 10)))), "missions"))
    assert [batch.num_rows for batch in found] == [2, 2, 2, 2, 1]


def test_a_page_that_fails_costs_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(text: str, title: str | None = None, schema: Any = None) -> Any:
        if "boom" in text:
            raise MemoryError(f"no room\udc80 for {title}")
        return parse_article(text, title, schema)

    monkeypatch.setattr(batches, "parse_article", fragile)
    texts = (TEXT, "boom", "x" * 200, None, TEXT)
    given_pages = pages(*texts, revision=[1, 2, 3, 4, 5])
    read = partial(facts_of, longest=150)
    assert [row["article_id"] for row in rows(read(given_pages, "missions"))] == [1, 5]
    notes = [row for row in rows(read(given_pages, "diagnostics")) if row["article_id"] is None]
    assert [(row["id"] >> 20, row["code"], row["severity"]) for row in notes] == [
        *((2, "page-unread", "error"), (3, "page-too-long", "error"), (4, "page-without-text", "error")),
    ]
    assert notes[0]["message"] == (
        r"Cuba–Peru relations was not read: MemoryError: no room\udc80 for Cuba–Peru relations"
    )
    nested = rows(all_facts_of(given_pages, longest=150))
    assert [len(row["missions"]) for row in nested] == [1, 0, 0, 0, 1]
    assert [row["diagnostics"][0]["code"] for row in nested[1:4]] == [note["code"] for note in notes]


@given(st.binary(min_size=1, max_size=30), st.sampled_from(["title", "text"]))
def test_bytes_that_are_no_text(data: bytes, column: str) -> None:
    columns = {"title": b"Cuba relations", "text": TEXT.encode()} | {column: data}
    # As Spark does it, which casts bytes to text without a look at them.
    arrays = [arrow.array([value], arrow.binary()).view(arrow.string()) for value in columns.values()]
    batch = arrow.RecordBatch.from_arrays([*arrays, arrow.array([7])], [*columns, "revision"])
    notes = [row for row in rows(facts_of([batch], "diagnostics")) if row["article_id"] is None]
    try:
        data.decode()
        assert notes == []
    except UnicodeDecodeError:
        (note,) = notes
        assert note["code"] == "page-unread"
        assert f"{column} is no UTF-8" in note["message"]
        assert rows(facts_of([batch], "articles")) == []


def test_more_rows_than_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_SHIFT", 1)
    (note,) = rows(facts_of(pages("".join(f"== {n} ==\n" for n in range(9)), revision=[1]), "diagnostics"))
    assert "9 rows of sections" in note["message"]


@pytest.mark.parametrize("type_", ["large_string", "string_view", "dictionary"])
def test_texts_of_other_types(type_: str) -> None:
    chosen = (
        arrow.dictionary(arrow.int32(), arrow.string()) if type_ == "dictionary" else getattr(arrow, type_)()
    )
    batch = arrow.RecordBatch.from_arrays(
        [arrow.array(["Cuba–Peru relations"], chosen), arrow.array([TEXT], arrow.string()).cast(chosen)],
        ["title", "text"],
    )
    assert [row["city"] for row in rows(facts_of([batch], "missions"))] == ["Lima"]


def test_title_read_off_the_text() -> None:
    batch = arrow.RecordBatch.from_pydict(
        {
            "title": arrow.array([None], arrow.string()),
            "text": ["'''Cuba–Peru relations''' are old.\n" + TEXT],
        }
    )
    assert [row["title"] for row in rows(facts_of([batch], "articles"))] == ["Cuba–Peru relations"]


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = arrow.RecordBatch.from_pydict({"title": ["A"], "body": ["B"]})
    with pytest.raises(InputError, match="no column text; there are title, body"):
        list(facts_of([batch], "missions"))
    batch = arrow.RecordBatch.from_pydict({"title": ["A"], "text": ["B"], "revision": ["C"]})
    with pytest.raises(InputError, match="the column revision of pages is no int64"):
        list(facts_of([batch], "missions"))
    for table in ("runs", "mission"):
        with pytest.raises(SchemaError, match="they give articles, sections"):
            facts_of([batch], table)
    with pytest.raises(SchemaError, match="there is no table 'mission'"):
        facts_schema("mission")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"wikirel\[arrow\]"):
        facts_of([batch], "missions")


def test_travels_to_workers() -> None:
    read = pickle.loads(pickle.dumps(partial(facts_of, table="missions", wanted=Selection.by_patterns())))
    assert [row["city"] for row in rows(read(pages(TEXT)))] == ["Lima"]
