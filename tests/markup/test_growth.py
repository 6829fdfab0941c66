"""Linear in time and memory, whatever the input; no depth of nesting is too deep.

Nothing here looks at a clock.  Work is counted in calls, which the profiler sees; what a regular expression
does inside one call it does not see, and for that every attack is also read at a size at which a quadratic
one would run into the timeout of the suite.  ``make bench`` has the times.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc
from types import FrameType

import pytest

from tests.attacks import ATTACKS, LISTED, build
from wikirel import parse_article
from wikirel.document import Document

SMALL, LARGE = 3_000, 12_000
SLACK = 1.35  # tables of doubling size, and what every text costs


def read(text: str) -> Document:
    document = Document(text)
    _ = document.sections, document.sentence_starts
    return document


def calls(text: str) -> int:
    count = 0

    def see(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(see)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def peak(text: str) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        document = read(text)
        _, most = tracemalloc.get_traced_memory()
        del document
    finally:
        tracemalloc.stop()
    return most


@pytest.mark.parametrize("name", ATTACKS)
def test_work_and_memory_grow_with_the_size(name: str) -> None:
    small, large = build(name, SMALL), build(name, LARGE)
    times = len(large) / len(small)
    read(small)  # caches fill here
    assert calls(large) <= SLACK * times * calls(small) + 500
    assert peak(large) <= SLACK * times * peak(small) + 20_000
    document = read(build(name, 100_000))
    assert len(document.source) > 90_000


# Of these a reading keeps a bounded number of parts, which many characters have to outweigh.
BOUNDED = (
    "arguments of an infobox",
    "parameters of an infobox",
    "empty arguments of an infobox",
    "arguments of a list",
    "arguments of {{lang}}",
    "arguments of an unknown template",
    "options of a file",
    "infoboxes of many arguments",
)
DENSE = ("infoboxes in infoboxes", "lists of many arguments", "unknown templates of many arguments")


@pytest.mark.parametrize(
    ("name", "size"),
    [*[(name, 200_000) for name in BOUNDED], *[(name, 40_000) for name in (*LISTED, *DENSE)]],
)
def test_an_article_takes_less_than_a_hundred_bytes_a_character(name: str, size: int) -> None:
    text = build(name, size)
    parse_article(build(name, 2_000))  # caches fill here
    gc.collect()
    tracemalloc.start()
    try:
        article = parse_article(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert article.source == text
    assert most < 100 * len(text)


@pytest.mark.parametrize(
    "name", ["{{small| nested", "[[a| nested", "{{Infobox| nested", "tables nested", "=a"]
)
def test_no_depth_is_too_deep(name: str) -> None:
    """With a stack of Python calls that is nearly used up, 2,000 levels of nesting are read all the same."""
    text = build(name, 40_000)
    limit = sys.getrecursionlimit()
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    sys.setrecursionlimit(depth + 60)
    try:
        document = Document(text)
    finally:
        sys.setrecursionlimit(limit)
    assert document.source == text


@pytest.mark.parametrize("name", ["{{small| nested", "{{a|", "items", "rows", "sentences", "plain: items"])
def test_an_article_of_nothing_but_an_attack_parses(name: str) -> None:
    article = parse_article(build(name, 20_000))
    assert article.missions is not None
