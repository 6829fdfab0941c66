"""Thousands of tellings of one pair: time grows with their number, not with its square."""

from __future__ import annotations

import time

import pytest

from tests.analysis.material import CUBA, PERU, about, act, post, row
from wikirel import Article
from wikirel.analysis import audit, network, panel, status_history
from wikirel.analysis.report import audit_markdown

MANY = 3000


def day(n: int) -> str:
    return f"{1000 + n // 336:04d}-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}"


def rows_and_acts() -> Article:
    kinds = ("established", "severed", "restored", "recognised")
    return about(
        CUBA,
        dyads=[row(CUBA, PERU, day(n), 10 * n) for n in range(MANY)],
        events=[act(kinds[n % 4], day(3 * n), at=10 * n + 5) for n in range(MANY)],
    )


def same_row_again() -> Article:
    return about(CUBA, dyads=[row(CUBA, PERU, "1902", 10 * n) for n in range(MANY)])


def overlapping_intervals() -> Article:
    kinds = ("established", "severed", "upgraded")
    events = [act(kinds[n % 3], f"{100 + n:04d}/{4000 + n:04d}", at=10 * n) for n in range(MANY)]
    return about(CUBA, PERU, events=events)


def cities() -> Article:
    posts = [post(CUBA, PERU, f"City {n * n} of {n}", 10 * n, resident=n % 2 == 0) for n in range(MANY)]
    return about(CUBA, missions=posts)


@pytest.mark.parametrize("make", [rows_and_acts, same_row_again, overlapping_intervals, cities])
def test_many_tellings(make: object) -> None:
    article: Article = make()  # type: ignore[operator]
    began = time.process_time()
    audit_markdown(audit([article]))
    network([article])
    status_history([article], CUBA, PERU).on("1950")
    assert sum(1 for _ in panel([article], 1945, 1950)) == 12
    assert time.process_time() - began < 6
