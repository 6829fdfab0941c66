"""The analyses over real articles, which lie beside the repository; without them these tests are skipped."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.shared_articles import article_paths, sample
from wikirel import Article
from wikirel.analysis import FindingKind, Layer, audit, merge, network, panel
from wikirel.files import parse_file


def read(paths: list[Path]) -> list[Article]:
    return [parse_file(path, path.stem) for path in paths]


def check(articles: list[Article]) -> None:
    found = audit(articles)
    sources = {article.title: article.source for article in articles}
    for finding in found.findings:
        for position in finding.positions:
            for telling in position.tellings:
                span = telling.evidence.span
                assert 0 <= span.start < span.end <= len(sources[telling.article])
    assert found == audit(reversed(articles))
    kinds = {finding.kind for finding in found.contradictions}
    assert FindingKind.DATE_WITHIN in kinds
    made = network(articles)
    assert len(made.missions) <= sum(len(facts.missions) for facts in merge(articles).values())
    assert {node["id"] for node in made.node_link(Layer.RELATIONS)["nodes"]} >= {"US", "CN"}
    assert sum(1 for _ in panel(articles, 1990, 1991)) == 4 * found.pairs


def test_a_few_real_articles() -> None:
    check(read(sample()))


@pytest.mark.long
def test_all_real_articles_in_a_part_of_the_time_of_reading_them() -> None:
    paths = article_paths()
    began = time.process_time()
    articles = read(paths)
    read_in = time.process_time() - began
    check(articles)
    began = time.process_time()
    audit(articles)
    assert time.process_time() - began < read_in / 2
