"""A list of places gives the pages that a full scan gives, or says that it is not the dump's."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dump.builder import Entry, Multistream, filler, xml
from wikirel.dump import Damage, Dump, Limits, Page, Places, open_dump, parts
from wikirel.errors import DamagedDumpError, DumpError, ExportError, IndexMismatchError

CHANCE = random.Random(5)
NOISE = [
    Entry(title=f"T{n}", id=n, text="".join(CHANCE.choices("abcdefgh ij\n", k=CHANCE.choice((30, 9000)))))
    for n in range(1, 61)
]


def across(data: bytes) -> bytes:
    """Return streams that are cut without regard to pages, as a parallel compressor does."""
    return b"".join(bz2.compress(data[at : at + 1500]) for at in range(0, len(data), 1500))


def blocks(data: bytes) -> bytes:
    return bz2.compress(data, 1)


def members(data: bytes) -> bytes:
    return gzip.compress(data)


CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "plain.xml": bytes,
    "one.xml.bz2": bz2.compress,
    "blocks.xml.bz2": blocks,
    "across.xml.bz2": across,
    "a.xml.gz": members,
}


@pytest.fixture(scope="module", params=sorted(CONTAINERS))
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dump:
    name: str = request.param
    path = tmp_path_factory.mktemp("places") / name
    path.write_bytes(CONTAINERS[name](xml(NOISE).encode()))
    return open_dump(path)


@given(
    st.sets(st.sampled_from([entry.title for entry in NOISE])), st.sets(st.sampled_from("T1 T2 T3".split()))
)
def test_places_give_what_a_scan_gives(opened: Dump, titles: set[str], fewer: set[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_SMALL", 20_000)  # so that blocks.xml.bz2 is read by blocks
        wanted = list(opened.pages(lambda title: title in titles))
        places = Places.of(opened, wanted)
        assert list(opened.pages(places=places)) == wanted
        some = [page for page in wanted if page.title in fewer]
        assert list(opened.pages(lambda title: title in fewer, places=places)) == some


def test_only_the_places_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_SMALL", 20_000)
    path = tmp_path / "blocks.xml.bz2"
    path.write_bytes(blocks(xml(NOISE).encode()))
    dump = open_dump(path)
    page = next(dump.pages(lambda title: title == "T50"))
    places = Places.of(dump, [page])
    assert page.offset > path.stat().st_size // 2
    data = bytearray(path.read_bytes())
    data[page.offset - 20_000 : page.offset - 10_000] = bytes(10_000)  # what is not read may be anything
    path.write_bytes(data)
    assert list(dump.pages(places=places)) == [page]


def test_written_and_read(tmp_path: Path, dump: Multistream) -> None:
    path = dump.write(tmp_path, index=False)
    opened = open_dump(path)
    wanted = list(opened.pages(lambda title: title.endswith(" relations")))
    Places.of(opened, wanted, {"titles": ["A"]}).write(tmp_path / "places.json")
    os.utime(path, (1, 1))  # a copy has another time
    places = Places.read(tmp_path / "places.json", opened)
    assert places.choice == {"titles": ["A"]}
    assert list(opened.pages(places=places, workers=2)) == wanted
    assert sum(len(part.places or ()) for part in opened.parts(places=places)[0]) == len(
        {page.offset for page in wanted}
    )


def test_a_folder_of_files(tmp_path: Path) -> None:
    for first in (1, 31):
        name = f"testwiki-2026-01-01-p{first}p{first + 29}.xml.bz2"
        (tmp_path / name).write_bytes(across(xml(filler(first, 30)).encode()))
    dump = open_dump(tmp_path)
    places = Places.of(dump, dump.pages(lambda title: title in ("Village 3", "Village 40")))
    places.write(tmp_path / "places")
    assert [p.id for p in dump.pages(places=Places.read(tmp_path / "places", dump))] == [3, 40]
    next(tmp_path.glob("*p31*")).unlink()
    with pytest.raises(IndexMismatchError, match="has 1 files; the list of places has 2"):
        Places.read(tmp_path / "places", open_dump(tmp_path))


def changed_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-200] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["plain.xml", "one.xml.bz2"])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda path: path.write_bytes(path.read_bytes() + b"\n"), "the size of"),
        (changed_byte, "the (content|time of change) of"),
    ],
)
def test_of_another_dump(tmp_path: Path, name: str, change: Callable[[Path], object], message: str) -> None:
    path = tmp_path / name
    path.write_bytes(CONTAINERS[name](xml(filler(1, 30)).encode()))
    dump = open_dump(path)
    Places.of(dump, dump.pages()).write(tmp_path / "places.json")
    change(path)
    with pytest.raises(IndexMismatchError, match=rf"places\.json: .*{message} .*{name} differs"):
        Places.read(tmp_path / "places.json", dump)


def test_a_plain_file_that_was_changed_in_place(tmp_path: Path) -> None:
    """The samples may miss the change; the time does not."""
    path = tmp_path / "a.xml"
    path.write_text(xml(filler(1, 3)))
    dump = open_dump(path)
    Places.of(dump, dump.pages()).write(tmp_path / "places.json")
    os.utime(path, (1, 1))
    with pytest.raises(IndexMismatchError, match="time of change"):
        Places.read(tmp_path / "places.json", dump)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "7", '{"wikirel places":2,"sha256":""}', "[" * 100_000, "\xff"]
)
def test_no_list(tmp_path: Path, dump: Multistream, text: str) -> None:
    (tmp_path / "places.json").write_text(text, "latin-1")
    with pytest.raises(DamagedDumpError, match=r"places\.json: this is no list of the places"):
        Places.read(tmp_path / "places.json", open_dump(dump.write(tmp_path)))


def test_a_list_that_was_changed(tmp_path: Path, dump: Multistream) -> None:
    opened = open_dump(dump.write(tmp_path, index=False))
    Places.of(opened, opened.pages()).write(tmp_path / "places.json")
    body = json.loads((tmp_path / "places.json").read_text("utf-8"))
    body["files"][0]["pages"].pop()
    (tmp_path / "places.json").write_text(json.dumps(body))
    with pytest.raises(DamagedDumpError, match="was changed, or is damaged"):
        Places.read(tmp_path / "places.json", opened)


def test_wrong_places_are_told_of(tmp_path: Path, dump: Multistream) -> None:
    opened = open_dump(dump.write(tmp_path, index=False))
    pages = list(opened.pages())
    wrong = Places.found(opened, [(pages[0].path, dump.offset(3), 4711, "Cuba–Peru relations")])
    damage: list[Damage] = []
    found = list(opened.pages(places=wrong, damage=damage))
    assert all(isinstance(page, Page) for page in found)
    assert ["page 4711 does not begin here" in item.message for item in damage] == [True]
    with pytest.raises(DumpError, match="page 4711"):
        list(opened.pages(places=wrong))


def test_damage_behind_the_place(tmp_path: Path, dump: Multistream) -> None:
    """A page that begins well and is cut is told of, though the damage stands in another stream."""
    path = tmp_path / "across.xml.bz2"
    streams = [bz2.compress(piece) for piece in (xml(NOISE).encode()[:4000], xml(NOISE).encode()[4000:])]
    path.write_bytes(b"".join(streams))
    opened = open_dump(path, limits=Limits())
    split = [p for p in opened.pages() if p.offset == 0][-1]
    places = Places.of(opened, [split])
    data = bytearray(path.read_bytes())
    data[len(streams[0]) + 60] ^= 1
    path.write_bytes(data)
    damage: list[Damage] = []
    assert split not in list(opened.pages(lambda title: title == split.title, places=places, damage=damage))
    assert damage


def test_not_written(tmp_path: Path, dump: Multistream) -> None:
    opened = open_dump(dump.write(tmp_path))
    with pytest.raises(ExportError, match="no such file"):
        Places.of(opened, []).write(tmp_path / "none" / "places.json")
