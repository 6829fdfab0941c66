"""Reading dumps: every container gives the same pages; parts give what the whole gives."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dump.builder import FOOTER, HEADER, Entry, Multistream, filler, multistream, xml
from wikirel.dump import Damage, Page, is_dump, open_dump, read_part
from wikirel.dump.page import unescape
from wikirel.dump.parts import cut_file


def wants_relations(title: str) -> bool:
    return title.endswith(" relations")


def as_entries(pages: list[Page]) -> list[tuple[str, int, str, int, str, str | None]]:
    return [(p.title, p.id, p.text, p.namespace, p.model, p.redirect) for p in pages]


def expected(entries: list[Entry]) -> list[tuple[str, int, str, int, str, str | None]]:
    return [(e.title, e.id, e.text, e.namespace, e.model, e.redirect) for e in entries]


@pytest.mark.parametrize("schema", ["0.10", "0.11"])
@pytest.mark.parametrize("suffix", [".xml", ".xml.bz2", ".xml.gz"])
def test_all_containers(tmp_path: Path, entries: list[Entry], suffix: str, schema: str) -> None:
    data = xml(entries, schema).encode()
    packers: dict[str, Callable[[bytes], bytes]] = {
        ".xml": bytes,
        ".xml.bz2": bz2.compress,
        ".xml.gz": gzip.compress,
    }
    path = tmp_path / f"testwiki{suffix}"
    path.write_bytes(packers[suffix](data))
    dump = open_dump(path)
    assert (dump.header.schema, dump.header.wiki, dump.header.language) == (schema, "testwiki", "en")
    assert as_entries(list(dump.pages())) == expected(entries)


def test_zstandard(tmp_path: Path, entries: list[Entry]) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "testwiki.xml.zst"
    data = xml(entries).encode()
    path.write_bytes(zstandard.compress(data[:5000]) + zstandard.compress(data[5000:]))
    assert as_entries(list(open_dump(path).pages())) == expected(entries)


def test_zstandard_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wikirel import MissingExtraError

    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    path = tmp_path / "testwiki.xml.zst"
    path.write_bytes(b"(\xb5/\xfd")
    with pytest.raises(MissingExtraError, match=r"wikirel\[zstd\]"):
        open_dump(path)


def test_values_of_a_page(tmp_path: Path, dump: Multistream, seed_wiki: str) -> None:
    path = dump.write(tmp_path)
    page = next(open_dump(path).pages(wants_relations))
    assert page.text == seed_wiki
    assert (page.id, page.revision, page.timestamp) == (30, 300, "2026-01-04T00:00:00Z")
    assert page.offset == dump.offset(4)


@pytest.mark.parametrize("workers", [1, 2])
def test_index_and_full_scan_agree(tmp_path: Path, dump: Multistream, workers: int) -> None:
    path = dump.write(tmp_path)
    opened = open_dump(path)
    assert opened.indexed
    by_index = list(opened.pages(wants_relations, workers=workers))
    assert by_index == list(opened.pages(wants_relations, use_index=False, workers=workers))
    assert [page.title for page in by_index] == [
        *("Cuba–Peru relations", "Peru–Cuba relations", "Talk:Cuba–Peru relations", "Salt & Pepper relations")
    ]
    assert by_index[3].text == "AT&amp;T <b>&nbsp;</b> 'x' \"y\""


def test_only_streams_with_wanted_pages_are_part_of_it(tmp_path: Path, dump: Multistream) -> None:
    opened = open_dump(dump.write(tmp_path))
    parts, damage = opened.parts(lambda title: title == "Cuba–Peru relations")
    assert not damage
    assert [(s.offset, s.stop) for part in parts for s in part.streams or ()] == [
        (dump.offset(4), dump.offset(5))
    ]


def test_a_wrong_cut_does_not_exist(tmp_path: Path, entries: list[Entry], dump: Multistream) -> None:
    """Parts of any size hold each page once: multistream, streams cut inside pages, plain XML."""
    data = xml(entries).encode()
    across = b"".join(bz2.compress(data[at : at + 997]) for at in range(0, len(data), 997))
    (tmp_path / "across.xml.bz2").write_bytes(across)
    (tmp_path / "plain.xml").write_bytes(data)
    for path in (dump.write(tmp_path, index=False), tmp_path / "across.xml.bz2", tmp_path / "plain.xml"):
        for size in (97, 400, 1009, 5003, 10**6):
            parts = cut_file(str(path), size)
            items = [item for part in parts for item in read_part(part, lambda title: True)]
            assert not [item for item in items if isinstance(item, Damage)]
            assert as_entries([item for item in items if isinstance(item, Page)]) == expected(entries)


def test_folder_of_content_files(tmp_path: Path, entries: list[Entry]) -> None:
    import hashlib

    sums = ""
    for first, last, some in ((1, 39, entries[:20]), (40, 99, entries[20:])):
        data = bz2.compress(xml(some).encode())
        name = f"testwiki-2026-01-01-p{first}p{last}.xml.bz2"
        (tmp_path / name).write_bytes(data)
        sums += f"{hashlib.sha256(data).hexdigest()}  {name}\n"
    (tmp_path / "SHA256SUMS").write_text(sums)
    (tmp_path / "_SUCCESS").touch()
    assert is_dump(tmp_path)
    dump = open_dump(tmp_path)
    dump.verify()
    assert as_entries(list(dump.pages())) == expected(entries)


def test_newest_of_several_revisions(tmp_path: Path) -> None:
    data = xml([Entry(title="A", id=1, text="new")]).replace(
        "<revision>", "<revision><id>3</id><text>old</text></revision><revision>", 1
    )
    (tmp_path / "a.xml").write_text(data)
    assert [(p.revision, p.text) for p in open_dump(tmp_path / "a.xml").pages()] == [(10, "new")]


def test_empty_and_deleted_texts(tmp_path: Path) -> None:
    page = Entry(title="A", id=1).xml()
    start, end = page.index("<text"), page.index("</text>") + 7
    body = page[:start] + '<text bytes="0" sha1="x" />' + page[end:]
    (tmp_path / "a.xml").write_text(HEADER.format("0.11") + body + FOOTER)
    assert [p.text for p in open_dump(tmp_path / "a.xml").pages()] == [""]


@given(st.text(alphabet=st.sampled_from("&<>\"'amplt;gquo#39x é\n"), max_size=60))
def test_unescape_undoes_escape(text: str) -> None:
    from xml.sax.saxutils import escape

    assert unescape(escape(text)) == text
    assert unescape(escape(text, {'"': "&quot;", "'": "&#039;"})) == text


@given(
    st.lists(st.text(alphabet="ab<&>]\n é", max_size=40), min_size=1, max_size=8),
    st.integers(1, 4),
    st.integers(30, 4000),
)
def test_any_pages_any_cut(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], n: int, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    entries = [Entry(title=f"T{i}", id=i, text=text) for i, text in enumerate(texts, 1)]
    path = multistream(entries, per_stream=n).write(folder)
    assert as_entries(list(open_dump(path).pages())) == expected(entries)
    items = [item for part in cut_file(str(path), cut) for item in read_part(part, lambda title: True)]
    assert as_entries([item for item in items if isinstance(item, Page)]) == expected(entries)


def test_real_dumps(shared: Path) -> None:
    counts = {"aawiki": 507, "enwiki": 206, "ltgwiki": 2004}
    for path in sorted((shared / "data" / "dumps").glob("*.xml.bz2")):
        pages = list(open_dump(path).pages())
        assert len(pages) == counts[path.name[: path.name.index("wiki") + 4]]
        assert pages == list(open_dump(path).pages(use_index=False, workers=2))
        assert all(page.revision and page.timestamp for page in pages)


def test_large_gap_between_page_and_filler(tmp_path: Path) -> None:
    """A long page is put together from many chunks."""
    entries = [*filler(1, 2), Entry(title="Long", id=5, text="<x> & y\n" * 600_000), *filler(7, 2)]
    path = multistream(entries, per_stream=2).write(tmp_path)
    assert as_entries(list(open_dump(path).pages(use_index=False))) == expected(entries)
    (tmp_path / "long.xml").write_text(xml(entries))
    assert as_entries(list(open_dump(tmp_path / "long.xml").pages())) == expected(entries)
