"""The blocks of a bzip2 stream: any cut gives the same pages, and harm is never silent."""

from __future__ import annotations

import bz2
import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.dump.builder import Entry, filler, xml
from wikirel.dump import Damage, DamageKind, Limits, Page, blocks, open_dump, read_part
from wikirel.dump import parts as parts_module
from wikirel.dump.blocks import bz2_blocks
from wikirel.dump.parts import cut_file
from wikirel.dump.streams import Chunk

# Blocks of 100 kB (level 1) and texts that do not compress well, so that a small file has many blocks.
_CHANCE = random.Random(3)
ENTRIES = [
    Entry(title=f"T{n}", id=n, text="".join(_CHANCE.choices("abcdefgh ij\n", k=_CHANCE.choice((30, 20_000)))))
    for n in range(1, 41)
]
XML = xml(ENTRIES).encode()
ONE = bz2.compress(XML, 1)
LIMITS = Limits()


def pages_of(path: Path, part_size: int) -> tuple[list[Page], list[Damage]]:
    items = [i for part in cut_file(str(path), part_size) for i in read_part(part, lambda title: True)]
    return [i for i in items if isinstance(i, Page)], [i for i in items if isinstance(i, Damage)]


def values(pages: list[Page]) -> list[tuple[int, str]]:
    return [(page.id, page.text) for page in pages]


ALL = [(entry.id, entry.text) for entry in ENTRIES]


def blocks_of(path: Path, start: int = 0, stop: int | None = None) -> list[Chunk | Damage]:
    size = path.stat().st_size
    with path.open("rb") as file:
        return list(bz2_blocks(file, str(path), start, stop or size, size, LIMITS))


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("one") / "one.xml.bz2"
    path.write_bytes(ONE)
    return path


def test_blocks_joined_are_the_stream(one: Path) -> None:
    found = blocks_of(one)
    assert b"".join(chunk.data for chunk in found if not isinstance(chunk, Damage)) == XML
    assert len(found) == -(-len(XML) // 99_981)
    assert [chunk.offset for chunk in found] == sorted({chunk.offset for chunk in found})


@given(start=st.integers(0, len(ONE) - 1))
def test_blocks_are_found_from_any_byte(one: Path, start: int) -> None:
    whole = blocks_of(one)
    assert [c.offset for c in blocks_of(one, start)] == [c.offset for c in whole if c.offset >= start]
    assert blocks_of(one, start, start + 1) == [] or start in {chunk.offset for chunk in whole}


@given(part_size=st.integers(5000, len(ONE) + 1))
def test_any_cut(one: Path, part_size: int) -> None:
    pages, damage = pages_of(one, part_size)
    assert not damage
    assert values(pages) == ALL


def test_two_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "_BLOCKS", 1 << 20)
    path = tmp_path / "large.xml.bz2"
    large = [
        Entry(title=e.title + "x" * n, id=e.id + 100 * n, text=e.text) for n in range(12) for e in ENTRIES
    ]
    path.write_bytes(bz2.compress(xml(large).encode()))
    parts, _ = open_dump(path).parts()
    assert len(parts) > 1
    assert all(part.blocks for part in parts)
    pages = list(open_dump(path).pages())
    assert [page.text for page in pages] == [entry.text for entry in large]
    assert list(open_dump(path).pages(workers=2)) == pages


@given(
    st.sampled_from(["cut", "drop", "insert", "zero", "flip"]),
    st.integers(60, len(ONE) - 1),
    st.integers(1, 5000),
    st.integers(5000, len(ONE) + 1),
)
@example(kind="cut", at=len(ONE) - 4, count=1, part_size=5000)
def test_harm_is_never_silent(
    tmp_path_factory: pytest.TempPathFactory, kind: str, at: int, count: int, part_size: int
) -> None:
    harmed = {
        "cut": ONE[:at],
        "drop": ONE[:at] + ONE[at + count :],
        "insert": ONE[:at] + bytes(at * n % 251 for n in range(count)) + ONE[at:],
        "zero": ONE[:at] + bytes(len(ONE[at : at + count])) + ONE[at + count :],
        "flip": ONE[:at] + bytes([ONE[at] ^ (1 << count % 8)]) + ONE[at + 1 :],
    }[kind]
    path = tmp_path_factory.mktemp("harm") / "one.xml.bz2"
    path.write_bytes(harmed)
    pages, damage = pages_of(path, part_size)
    again, more = pages_of(path, 100_000)
    assert set(values(pages)) <= set(ALL)
    assert damage or values(pages) == ALL
    if len(harmed) > max(100_000, part_size):  # both were read by blocks
        assert pages == again
        assert [(d.kind, d.offset) for d in damage] == [(d.kind, d.offset) for d in more]


def test_a_damaged_block_costs_its_pages_alone(tmp_path: Path, one: Path) -> None:
    third = blocks_of(one)[2].offset
    data = bytearray(ONE)
    data[third + 300] ^= 0x10
    path = tmp_path / "one.xml.bz2"
    path.write_bytes(data)
    found = blocks_of(path)
    assert [(d.kind, d.offset) for d in found if isinstance(d, Damage)] == [(DamageKind.DAMAGED, third)]
    assert len(found) == len(blocks_of(one))


def test_a_mark_by_chance_inside_a_block(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    inside = ONE[blocks_of(one)[1].offset + 5000 :][:6]
    shifts = {**blocks._SHIFTS, inside: (0, False, int.from_bytes(inside, "big"))}
    whole = blocks_of(one)
    monkeypatch.setattr(blocks, "_SHIFTS", shifts)
    monkeypatch.setattr(blocks, "_MARKS", re.compile(b"|".join(map(re.escape, shifts))))
    assert blocks_of(one) == whole


def test_several_streams_and_what_stands_between(tmp_path: Path) -> None:
    empty = bz2.compress(b"")
    path = tmp_path / "a.xml.bz2"
    path.write_bytes(bz2.compress(b"a") + empty + bz2.compress(b"b") + b"??" + bz2.compress(b"c") + b"BZ")
    found = blocks_of(path)
    assert [c.data for c in found if not isinstance(c, Damage)] == [b"a", b"b", b"c"]
    assert [c.kind for c in found if isinstance(c, Damage)] == [DamageKind.GARBAGE, DamageKind.TRUNCATED]


def test_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml.bz2"
    path.write_bytes(bz2.compress(b"a" * 120_000_000))
    found = blocks_of(path)
    assert isinstance(found[-1], Damage)
    assert found[-1].kind is DamageKind.UNSAFE
    assert len(found) <= 3


def test_a_long_stretch_without_blocks(tmp_path: Path) -> None:
    """Zeros where blocks should be, more than a block can have: the search goes on behind them."""
    path = tmp_path / "gap.xml.bz2"
    half = bz2.compress(xml(filler(1, 3)).encode())
    path.write_bytes(ONE[:100_000] + bytes(5 << 20) + half)
    pages, damage = pages_of(path, 1 << 20)
    assert {d.kind for d in damage} >= {DamageKind.DAMAGED}
    assert [page.id for page in pages][-3:] == [1, 2, 3]
