"""Damaged, cut, foreign and hostile dumps: each costs a message, and never a wrong page."""

from __future__ import annotations

import bz2
import gzip
import os
import time
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dump.builder import FOOTER, HEADER, Entry, Multistream, filler, multistream, xml
from wikirel.dump import Damage, DamageKind, Limits, Page, open_dump, read_part
from wikirel.dump.parts import cut_file
from wikirel.errors import (
    ChecksumError,
    DamagedDumpError,
    DumpError,
    IndexMismatchError,
    TruncatedDumpError,
    UnsafeDumpError,
)

SMALL = Limits(page=200_000, stream=2_000_000, ratio=250, free=1_000_000)


def read(path: Path, limits: Limits = SMALL, **options: bool) -> tuple[list[Page], list[Damage]]:
    damage: list[Damage] = []
    return list(open_dump(path, limits=limits).pages(damage=damage, **options)), damage  # type: ignore[arg-type]


@pytest.mark.parametrize("index", [True, False])
def test_cut_at_a_stream_boundary(tmp_path: Path, dump: Multistream, index: bool) -> None:
    """The standard library reads such a file as whole."""
    path = dump.write(tmp_path, data=b"".join(dump.streams[:-1]), index=index)
    pages, damage = read(path)
    assert len(pages) == 40
    assert [d.kind for d in damage] == [DamageKind.TRUNCATED]
    assert "</mediawiki>" in damage[0].message
    with pytest.raises(TruncatedDumpError, match=r"multistream\.xml\.bz2: byte"):
        list(open_dump(path).pages())


@pytest.mark.parametrize("index", [True, False])
def test_cut_some_streams_earlier(tmp_path: Path, dump: Multistream, index: bool) -> None:
    path = dump.write(tmp_path, data=b"".join(dump.streams[:-3]), index=index)
    pages, damage = read(path)
    assert len(pages) == 30
    assert [d.kind for d in damage] == [DamageKind.TRUNCATED]


@pytest.mark.parametrize("index", [True, False])
def test_cut_inside_a_stream(tmp_path: Path, dump: Multistream, index: bool) -> None:
    path = dump.write(tmp_path, data=dump.data[: dump.offset(6) + 100], index=index)
    pages, damage = read(path)
    assert len(pages) == 25
    assert {d.kind for d in damage} == {DamageKind.TRUNCATED}


def test_every_cut_is_noticed(tmp_path: Path, dump: Multistream) -> None:
    whole = dump.data
    for length in range(dump.offset(1), len(whole), 61):
        path = dump.write(tmp_path, data=whole[:length], index=False)
        assert read(path)[1], length


def test_missing_stream(tmp_path: Path, dump: Multistream) -> None:
    for number, message in ((2, "no bzip2 stream starts here"), (4, r"ends at byte \d+; the index says")):
        streams = (*dump.streams[:number], *dump.streams[number + 1 :])
        path = dump.write(tmp_path, data=b"".join(streams))
        with pytest.raises(IndexMismatchError, match=rf"byte \d+: .*{message}"):
            list(open_dump(path).pages())


def test_index_of_another_dump(tmp_path: Path, dump: Multistream) -> None:
    other = multistream([attrs.evolve(entry, id=entry.id + 1000) for entry in filler(1, 40)])
    path = attrs.evolve(dump, index=other.index).write(tmp_path)
    with pytest.raises(IndexMismatchError):
        list(open_dump(path).pages())
    shifted = "".join(
        f"{line.split(':')[0]}:{n + 5000}:x\n" for n, line in enumerate(dump.index.splitlines())
    )
    path = attrs.evolve(dump, index=shifted).write(tmp_path)
    with pytest.raises(
        IndexMismatchError, match="of the 5 pages that the index names are not in this stream"
    ):
        list(open_dump(path).pages())


@pytest.mark.parametrize("text", ["", "x:1:A\n", "7" * 10_000, "627;1;A\n", "900:1:A\n627:2:B\n"])
def test_broken_index(tmp_path: Path, dump: Multistream, text: str) -> None:
    path = attrs.evolve(dump, index=text).write(tmp_path)
    with pytest.raises(DamagedDumpError, match="index"):
        list(open_dump(path).pages())


def test_truncated_index(tmp_path: Path, dump: Multistream) -> None:
    path = dump.write(tmp_path)
    index = next(tmp_path.glob("*index*"))
    index.write_bytes(index.read_bytes()[:-20])
    with pytest.raises(TruncatedDumpError, match="index"):
        list(open_dump(path).pages())


@pytest.mark.parametrize("garbage", [b"\0" * 5000, b"BZh", b"<page>", os.urandom(3000)])
@pytest.mark.parametrize("part_size", [300, 10**6])
def test_garbage_between_streams(tmp_path: Path, dump: Multistream, garbage: bytes, part_size: int) -> None:
    data = b"".join((*dump.streams[:5], garbage, *dump.streams[5:]))
    path = dump.write(tmp_path, data=data, index=False)

    items = [i for part in cut_file(str(path), part_size) for i in read_part(part, lambda title: True)]
    damage = [item for item in items if isinstance(item, Damage)]
    assert [(d.kind, d.offset) for d in damage] == [(DamageKind.GARBAGE, dump.offset(5))]
    assert len(items) - 1 == 40


def test_garbage_after_the_end(tmp_path: Path, dump: Multistream) -> None:
    path = dump.write(tmp_path, data=dump.data + b"garbage", index=False)
    pages, damage = read(path)
    assert (len(pages), [d.kind for d in damage]) == (40, [DamageKind.GARBAGE])


@pytest.mark.parametrize("index", [True, False])
def test_damaged_stream_in_the_middle(tmp_path: Path, dump: Multistream, index: bool) -> None:
    data = bytearray(dump.data)
    data[dump.offset(3) + 120] ^= 0xFF
    path = dump.write(tmp_path, data=bytes(data), index=index)
    pages, damage = read(path)
    assert (len(pages), len(damage)) == (35, 1)
    assert (damage[0].kind, damage[0].offset, damage[0].path) == (
        *(DamageKind.DAMAGED, dump.offset(3), str(path)),
    )


@given(at=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_a_wrong_page(
    tmp_path_factory: pytest.TempPathFactory, dump: Multistream, at: int, bit: int
) -> None:
    """Each page is one of those that were written, and what is missing is told of."""
    folder = tmp_path_factory.mktemp("flip")
    data = bytearray(dump.data)
    data[at % len(data)] ^= 1 << bit
    path = dump.write(folder, data=bytes(data), index=False)
    good = {(p.id, p.text) for p in open_dump(dump.write(tmp_path_factory.mktemp("good"))).pages()}
    try:
        pages, damage = read(path)
    except DumpError:
        return
    found = {(p.id, p.text) for p in pages}
    assert found <= good
    assert damage or found == good  # a few bits, such as the block size, change nothing that is read


def test_blocks_before_and_after_the_damage_are_kept(tmp_path: Path) -> None:
    """One stream of several blocks, as the content file exports are."""
    import random

    noise = random.Random(7)
    texts = ["".join(noise.choices("abcdefgh ij", k=150_000)) for _ in range(20)]
    data = bytearray(
        bz2.compress(xml([Entry(title=f"T{n}", id=n, text=t) for n, t in enumerate(texts, 1)]).encode())
    )
    data[len(data) // 2] ^= 0x55
    path = tmp_path / "one.xml.bz2"
    path.write_bytes(data)
    pages, damage = read(path, attrs.evolve(SMALL, free=10**9, page=10**6))
    lost = set(range(1, 21)) - {page.id for page in pages}
    assert lost
    assert lost < set(range(5, 17))
    assert [page.text for page in pages] == [texts[page.id - 1] for page in pages]
    assert [d.kind for d in damage] == [DamageKind.DAMAGED]
    assert "block of byte" in damage[0].message


def test_bzip2_bomb(tmp_path: Path, dump: Multistream) -> None:
    bomb = bz2.compress(b"a" * 30_000_000)
    assert len(bomb) < 100
    path = dump.write(tmp_path, data=b"".join((*dump.streams[:3], bomb, *dump.streams[3:])), index=False)
    pages, damage = read(path)
    assert len(pages) == 40
    assert [d.kind for d in damage] == [DamageKind.UNSAFE]
    assert "bomb" in damage[0].message
    with pytest.raises(UnsafeDumpError):
        open_dump(_write(tmp_path / "b.xml.bz2", bomb), limits=SMALL)


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_gzip_bomb_and_cut(tmp_path: Path, entries: list[Entry]) -> None:
    data = xml(entries).encode()
    pages, damage = read(_write(tmp_path / "a.xml.gz", gzip.compress(data)[:-9]))
    assert [d.kind for d in damage] == [DamageKind.TRUNCATED]
    assert len(pages) >= 38
    bomb = gzip.compress(data[:-13] + b" " * 50_000_000)
    with pytest.raises(UnsafeDumpError, match="a gzip bomb"):
        read(_write(tmp_path / "b.xml.gz", bomb))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: '<!DOCTYPE mediawiki [<!ENTITY a "ha">]>' + s, "document type"),
        (lambda s: '<?xml version="1.0"?>\n<!doctype x>' + s, "document type"),
        (lambda s: '<?xml version="1.0" encoding="latin1"?>' + s, "encoding"),
        (lambda s: s.replace('version="0.11"', 'version="0.3"'), "0.3"),
        (lambda s: "<html>" + s, "<mediawiki>"),
        (lambda s: "", "empty"),
        (lambda s: "nothing", "no XML"),
    ],
)
def test_refused_at_the_head(
    tmp_path: Path, entries: list[Entry], change: Callable[[str], str], message: str
) -> None:
    path = _write(tmp_path / "a.xml", change(xml(entries)).encode())
    with pytest.raises(DumpError, match=message):
        open_dump(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("</page>", "", "end tag"),
        ("<page>", "", "start tag"),
        ("<title>Village 3</title>", "", "without a title"),
        ("<ns>0</ns>\n    <id>3</id>", "", "number"),
        ("Filler &amp;", "&lol9;", "entity"),
        ("</text>", "", "no text"),
    ],
)
def test_broken_pages(tmp_path: Path, old: str, new: str, message: str) -> None:
    entries = filler(1, 6)
    entries[2] = attrs.evolve(entries[2], text="Filler & more")
    whole = xml(entries)
    at = whole.index(old, whole.index("<title>Village 3</title>") if old != "<page>" else 0)
    if old == "<page>":
        at = whole.rindex(old, 0, whole.index("Village 3"))
    path = _write(tmp_path / "a.xml", (whole[:at] + new + whole[at + len(old) :]).encode())
    pages, damage = read(path)
    assert [page.id for page in pages] == [1, 2, 4, 5, 6]
    assert len(damage) == 1
    assert message in damage[0].message


def test_invalid_utf8(tmp_path: Path) -> None:
    entries = filler(1, 3)
    data = xml([*entries, Entry(title="Caf\u00e9", id=9, text="x\u00e9y")]).encode()
    text = _write(tmp_path / "a.xml", data.replace(b"x\xc3\xa9y", b"x\xe9y"))
    pages, damage = read(text)
    assert (len(pages), len(damage)) == (3, 1)
    assert "page 9 is not UTF-8: byte 0xe9 (Café)" in damage[0].message
    title = _write(tmp_path / "b.xml", data.replace(b"Caf\xc3\xa9", b"Caf\xe9"))
    assert "title that is not UTF-8" in read(title)[1][0].message


@pytest.mark.parametrize("suffix", [".xml", ".xml.bz2"])
def test_giant_page(tmp_path: Path, suffix: str) -> None:
    import random

    noise = "".join(random.Random(1).choices("abcdefgh ij", k=3_000_000))
    entries = [*filler(1, 3), Entry(title="Giant", id=8, text=noise), *filler(10, 3)]
    data = xml(entries).encode()
    path = _write(tmp_path / f"a{suffix}", bz2.compress(data) if suffix.endswith("bz2") else data)
    pages, damage = read(path, attrs.evolve(SMALL, stream=10**8))
    assert [page.id for page in pages] == [1, 2, 3, 10, 11, 12]
    assert [d.kind for d in damage] == [DamageKind.UNSAFE]
    assert "Giant" in damage[0].message


def test_plain_xml_cut(tmp_path: Path, entries: list[Entry]) -> None:
    data = xml(entries).encode()
    for length in (len(data) - 13, len(data) // 2, len(data) - 20):
        assert [d.kind for d in read(_write(tmp_path / "a.xml", data[:length]))[1]] == [DamageKind.TRUNCATED]


def test_checksums(tmp_path: Path, entries: list[Entry]) -> None:
    name = "testwiki-2026-01-01-p1p99.xml.bz2"
    _write(tmp_path / name, bz2.compress(xml(entries).encode()))
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n")
    with pytest.raises(TruncatedDumpError, match="_SUCCESS"):
        open_dump(tmp_path)
    (tmp_path / "_SUCCESS").touch()
    with pytest.raises(ChecksumError, match=f"{name}: its sha256 is"):
        open_dump(tmp_path).verify()
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n{'0' * 64}  testwiki-p100p200.xml.bz2\n")
    with pytest.raises(TruncatedDumpError, match="p100p200"):
        open_dump(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("what?\n")
    with pytest.raises(ChecksumError, match="line 1"):
        open_dump(tmp_path)


def test_not_there(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match=r"none\.xml: no such file"):
        open_dump(tmp_path / "none.xml")
    with pytest.raises(DumpError, match="no file named as a dump"):
        open_dump(tmp_path)


def dies(title: str) -> bool:
    if title == "Village 8":
        os._exit(9)
    return True


def test_a_worker_that_dies(tmp_path: Path) -> None:
    path = multistream(filler(1, 20)).write(tmp_path, index=False)
    damage: list[Damage] = []
    assert list(open_dump(path).pages(dies, workers=2, damage=damage)) == []
    assert "ended without a result" in damage[0].message


def test_errors_survive_pickling() -> None:
    import pickle

    error = DamagedDumpError("it is broken", "a.xml", 7)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.offset) == (DamagedDumpError, "a.xml: byte 7: it is broken", 7)


def test_header_only(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.xml", (HEADER.format("0.11") + FOOTER).encode())
    assert read(path) == ([], [])


@pytest.mark.parametrize(
    "hostile", ["<page>", "</page>", "<page><title>", "<page></page>", "<title>", "<pag"]
)
def test_hostile_rows_of_tags_are_read_in_linear_time(tmp_path: Path, hostile: str) -> None:
    text = HEADER.format("0.11") + hostile * (1_500_000 // len(hostile)) + xml(filler(1, 2))
    path = _write(tmp_path / "a.xml", text.encode())
    begun = time.process_time()
    pages, _ = read(path, attrs.evolve(SMALL, page=1 << 30))
    assert time.process_time() - begun < 20
    assert len(pages) <= 2


def _harm(data: bytes, kind: str, at: int, count: int) -> bytes:
    if kind == "cut":
        return data[:at]
    if kind == "drop":
        return data[:at] + data[at + count :]
    if kind == "insert":
        return data[:at] + bytes(at * n % 251 for n in range(count)) + data[at:]
    return data[:at] + bytes(len(data[at : at + count])) + data[at + count :]


HARMED = filler(1, 24)
HARMED_XML = xml(HARMED).encode()
HARMED_DUMP = multistream(HARMED, per_stream=3)

ACROSS = b"".join(bz2.compress(HARMED_XML[at : at + 1500]) for at in range(0, len(HARMED_XML), 1500))


@given(
    st.sampled_from([HARMED_DUMP.data, ACROSS]),
    st.sampled_from(["cut", "drop", "insert", "zero"]),
    st.integers(0, 10_000),
    st.integers(1, 900),
    st.integers(150, 3000),
)
def test_harm_is_never_silent(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str, at: int, count: int, part_size: int
) -> None:
    """However a dump is cut into parts, each page that they give was written, and a missing one is told of."""
    path = tmp_path_factory.mktemp("harm") / "a.xml.bz2"
    path.write_bytes(_harm(data, kind, 250 + at % (len(data) - 250), count))
    numbers = []
    for size in (part_size, 10**9):
        items = [i for part in cut_file(str(path), size) for i in read_part(part, lambda title: True)]
        pages = [item for item in items if isinstance(item, Page)]
        assert {(p.id, p.text) for p in pages} <= {(e.id, e.text) for e in HARMED}
        assert len(pages) == len(HARMED) or len(pages) < len(items)
        numbers.append([page.id for page in pages])
    assert numbers[0] == numbers[1]


@given(st.sampled_from(["cut", "drop", "insert", "zero"]), st.integers(0, 10_000), st.integers(1, 900))
def test_harm_is_never_silent_with_an_index(
    tmp_path_factory: pytest.TempPathFactory, kind: str, at: int, count: int
) -> None:
    data = HARMED_DUMP.data
    harmed = _harm(data, kind, 250 + at % (len(data) - 250), count)
    path = HARMED_DUMP.write(tmp_path_factory.mktemp("harm"), data=harmed)
    try:
        pages, damage = read(path)
    except DumpError:
        return
    assert {(p.id, p.text) for p in pages} <= {(e.id, e.text) for e in HARMED}
    assert len(pages) == len(HARMED) or damage
