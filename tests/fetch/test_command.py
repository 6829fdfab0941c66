from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_commands import run
from tests.fetch.server import Wiki, refusal
from wikirel.dump import open_dump
from wikirel.errors import FetchError
from wikirel.fetch import FetchedPage, MissingPage, Site, file_name, read_manifest, revisions_of, save_dump
from wikirel.files import parse_file

CUBA, CHILE = "Cuba–Peru relations", "Chile–Peru relations"
ME = ("--contact", "me@example.org")


def fetch(wiki: Wiki, *arguments: str | Path) -> Result:
    return run("fetch", *arguments, "--wiki", wiki.api, *ME)


def test_a_folder_and_its_manifest(wiki: Wiki, tmp_path: Path) -> None:
    out = tmp_path / "articles"
    result = fetch(wiki, CUBA, "Old name", "AC/DC", "--output", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{out}: 3 pages, 1 requests\n"
    assert sorted(path.name for path in out.iterdir()) == [
        "AC%2FDC.wiki",
        f"{CUBA}.wiki",
        "manifest.json",
    ]
    assert (out / f"{CUBA}.wiki").read_bytes().decode() == wiki.pages[CUBA], "line ends stay as they are"
    assert parse_file(out / f"{CUBA}.wiki").title == CUBA
    manifest = read_manifest(out)
    assert manifest["api"] == wiki.api
    entry = manifest["pages"][1]
    assert (entry["title"], entry["revision"], entry["timestamp"]) == (
        CUBA,
        1000 + wiki.number(CUBA),
        "2026-01-02T03:04:05Z",
    )
    assert entry["asked"] == {CUBA: [], "Old name": ["Peru–Cuba relations"]}


def test_a_second_run_adds_to_the_manifest(wiki: Wiki, tmp_path: Path) -> None:
    out = tmp_path / "articles"
    assert fetch(wiki, CUBA, "Nothing", "--output", out).exit_code == 3
    wiki.pages["Nothing"] = "Something."
    assert fetch(wiki, CHILE, "Nothing", "--output", out, "--quiet").stderr == ""
    manifest = read_manifest(out)
    assert [page["title"] for page in manifest["pages"]] == [CHILE, CUBA, "Nothing"]
    assert manifest["missing"] == []


def test_what_is_missing_is_named_and_the_rest_is_there(wiki: Wiki, tmp_path: Path) -> None:
    names = tmp_path / "titles"
    names.write_text(f"{CUBA}\n\nNothing\nLost\nNo such]\n", encoding="utf-8")
    result = fetch(wiki, "--titles", names, "--output", tmp_path / "out")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        f"{tmp_path / 'out'}: 1 pages, 1 requests",
        "wikirel: Nothing: missing",
        "wikirel: Lost → Nowhere: missing",
        "wikirel: No such]: The requested page title contains invalid characters",
    ]
    told = {page["asked"]: page["reason"] for page in read_manifest(tmp_path / "out")["missing"]}
    assert told == {"Nothing": "missing", "Lost": "missing", "No such]": "invalid"}


def test_a_manifest_gives_the_same_texts_again(wiki: Wiki, tmp_path: Path) -> None:
    fetch(wiki, CUBA, CHILE, "--output", tmp_path / "one")
    result = fetch(wiki, "--manifest", tmp_path / "one", "--output", tmp_path / "two", "--no-cache")
    assert result.exit_code == 0
    assert wiki.asked[-1]["revids"] == "|".join(map(str, revisions_of(tmp_path / "one")))
    for name in (CUBA, CHILE):
        assert (tmp_path / "one" / f"{name}.wiki").read_bytes() == (
            tmp_path / "two" / f"{name}.wiki"
        ).read_bytes()


def test_the_cache_is_used_and_refreshed(wiki: Wiki, tmp_path: Path) -> None:
    for options, requests in (((), 1), ((), 0), (("--refresh",), 1), (("--no-cache",), 1)):
        wiki.asked.clear()
        assert fetch(wiki, CUBA, "--output", tmp_path / "out", *options).exit_code == 0
        assert len(wiki.asked) == requests
    assert (tmp_path / "cache").is_dir()


def test_a_wiki_that_fails_costs_only_what_is_not_there_yet(wiki: Wiki, tmp_path: Path) -> None:
    wiki.pages.update({f"Page {number:02d}": str(number) for number in range(60)})
    wiki.faults = [None, refusal("readapidenied", "No more.")]
    result = fetch(wiki, *(f"Page {number:02d}" for number in range(60)), "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr == f"wikirel: {wiki.api}: the wiki refuses: readapidenied: No more.\n"
    assert len(read_manifest(tmp_path / "out")["pages"]) == 50


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("A", *ME, "--wiki", "nowhere"), "'nowhere' is neither a host"),
        (("A",), "wants to know whom to write to"),
        (ME, "name titles, a file of titles"),
        (("--manifest", "x", *ME), "x: no such file"),
        (("--titles", "gone", *ME), "gone: no such file"),
    ],
)
def test_wrong_options(arguments: tuple[str, ...], message: str) -> None:
    result = run("fetch", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("data", ["", "{", "[]", '{"format":"wikirel-fetch-1","pages":[{}],"missing":[]}'])
def test_a_folder_with_another_manifest_is_left_alone(wiki: Wiki, tmp_path: Path, data: str) -> None:
    (tmp_path / "manifest.json").write_text(data)
    result = fetch(wiki, CUBA, "--output", tmp_path)
    assert result.exit_code == 2
    assert "manifest" in result.stderr
    assert (tmp_path / "manifest.json").read_text() == data
    assert not list(tmp_path.glob("*.wiki"))


def test_a_folder_of_another_wiki_is_left_alone(wiki: Wiki, tmp_path: Path) -> None:
    fetch(wiki, CUBA, "--output", tmp_path)
    with pytest.raises(FetchError, match="not JSON"):
        read_manifest(tmp_path / f"{CUBA}.wiki")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"api": "https://other.example/api.php"}))
    assert "choose another folder" in fetch(wiki, CHILE, "--output", tmp_path).stderr


# -- as a dump ----------------------------------------------------------------------------------------------


def test_one_file_reads_as_a_dump(wiki: Wiki, tmp_path: Path) -> None:
    out = tmp_path / "pages.xml"
    assert fetch(wiki, CUBA, "Old name", CHILE, "Nothing", "--output", out).exit_code == 3
    dump = open_dump(out)
    assert (dump.header.wiki, dump.header.language, dump.header.schema) == ("testwiki", "en", "0.11")
    pages = list(dump.pages())
    assert [(page.title, page.revision, page.text) for page in pages] == [
        (title, 1000 + wiki.number(title), wiki.pages[title]) for title in (CUBA, CHILE)
    ]


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(texts=st.lists(_TEXT, max_size=4))
def test_any_text_survives_the_dump(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    out = tmp_path_factory.mktemp("dump") / "pages.xml"

    def pages() -> Iterator[FetchedPage | MissingPage]:
        for number, text in enumerate(texts, 1):
            yield FetchedPage(
                wiki="", asked="", title=f"<{number}> & \"so\"", id=number, revision=number, text=text
            )  # fmt: skip

    site = Site(name="A & B", id="w", language="en", base="", generator="")
    save_dump(pages(), out, site=site)
    controls = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd")
    assert [page.text for page in open_dump(out).pages()] == [text.translate(controls) for text in texts]


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=255))
def test_any_title_makes_a_name(title: str) -> None:
    name = file_name(title)
    assert "/" not in name
    assert "\0" not in name
    assert not name.startswith(".")
    assert len(name.encode()) < 255
    if "%" not in title:
        assert file_name(title + "%") != name


def test_a_list_of_titles_becomes_a_data_set(wiki: Wiki, tmp_path: Path) -> None:
    names, out = tmp_path / "titles.txt", tmp_path / "relations.sqlite"
    names.write_text(f"Old name\n{CHILE}\nAC/DC\nNothing\n", encoding="utf-8")
    asked = ("dataset", names, out, "--wiki", wiki.api, "--workers", "1", *ME)
    result = run(*asked)
    assert result.exit_code == 3
    assert "wikirel: Nothing: missing" in result.stderr
    with closing(sqlite3.connect(out)) as base:
        rows = base.execute("select title, revision from articles order by id").fetchall()
        assert base.execute("select wiki, source, status from runs").fetchall() == [
            ("testwiki", "relations.pages.xml", "complete")
        ]
    assert rows == [(title, 1000 + wiki.number(title)) for title in (CUBA, CHILE, "AC/DC")]
    asked_before = len(wiki.asked)
    assert run(*asked).exit_code == 2
    assert "is there already" in run(*asked).stderr
    assert "is whole already" in run(*asked, "--resume").stdout
    assert len(wiki.asked) == asked_before
    assert run(*asked, "--overwrite").exit_code == 3


def test_titles_without_any_page_make_no_data_set(wiki: Wiki, tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("Nothing\n")
    result = run("dataset", tmp_path / "titles.txt", tmp_path / "out.sqlite", "--wiki", wiki.api, *ME)
    assert result.exit_code == 2
    assert "has no page of these titles" in result.stderr
    result = run("dataset", tmp_path, tmp_path / "o", "--wiki", wiki.api, "--title", "A", *ME)
    assert "leave --title and --titles out" in result.stderr
    assert [path.name for path in tmp_path.glob("o*")] == []
