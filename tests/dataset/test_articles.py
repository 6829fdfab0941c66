"""Articles out of a data set hold what their analyses need, in every format."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.conftest import ROOT
from wikirel import Article, parse_article
from wikirel.analysis import audit, graph_text, network, panel
from wikirel.analysis.report import audit_data
from wikirel.dataset import build_dataset
from wikirel.dataset.articles import stored_articles
from wikirel.errors import InputError
from wikirel.files import parse_file

TABLE = """== Relations ==
{{| class="wikitable"
! Country !! Formal relations began !! Notes
|-
| {{{{flag|{0}}}}} || {1} || {2} has an embassy in {3}.<ref>{{{{cite web|title=T|url=https://a.invalid|date=2001}}}}</ref>
|}}

== Europe ==
=== {0} ===
{2} and {0} established diplomatic relations on {1}.{{{{citation needed|date=May 2020}}}}
Relations were severed in 1961 and restored in 1975.
"""
FORMATS = ["sqlite", "jsonl", "csv"]
FORMATS += [f for m, f in (("pyarrow", "parquet"), ("duckdb", "duckdb")) if importlib.util.find_spec(m)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles that contradict each other, and the seed."""
    folder = tmp_path_factory.mktemp("articles")
    for title, row in (
        ("Foreign relations of Cuba", ("Peru", "27 July 1902", "Cuba", "Lima")),
        ("Foreign relations of Peru", ("Cuba", "28 July 1902", "Peru", "Havana")),
    ):
        (folder / f"{title}.wiki").write_text(TABLE.format(*row), "utf-8")
    (folder / "Cuba–Peru relations.wiki").write_bytes((ROOT / "seeds" / "cuba-peru.wiki").read_bytes())
    return folder


@pytest.fixture(scope="module")
def parsed(folder: Path) -> list[Article]:
    return [parse_file(path) for path in sorted(folder.glob("*.wiki"))]


@pytest.fixture(scope="module", params=FORMATS)
def stored(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stored") / f"out.{request.param}"
    build_dataset(folder, out)
    return out


def test_analyses_are_those_of_the_articles(stored: Path, parsed: list[Article]) -> None:
    found = list(stored_articles(stored))
    assert [article.title for article in found] == [article.title for article in parsed]
    assert audit_data(audit(found)) == audit_data(audit(parsed))
    assert audit(found).contradictions
    assert graph_text(network(found), "graphml") == graph_text(network(parsed), "graphml")
    assert list(panel(found, 1900, 1990)) == list(panel(parsed, 1900, 1990))


def test_facts_are_those_of_the_articles(stored: Path, parsed: list[Article]) -> None:
    for one, other in zip(stored_articles(stored), parsed, strict=True):
        assert one.parties == other.parties
        for pool in ("events", "missions", "dyads"):
            ours, theirs = getattr(one, pool), getattr(other, pool)
            assert [fact.identity() for fact in ours] == [fact.identity() for fact in theirs]
            for fact, known in zip(ours, theirs, strict=True):
                assert [(p.span, p.text, p.section, p.flags) for p in fact.evidence] == [
                    (p.span, p.text, p.section, p.flags) for p in known.evidence
                ]
                cited = [[c.source for c in piece.citations] for piece in fact.evidence]
                assert cited == [[c.source for c in piece.citations] for piece in known.evidence]
        assert [d.memberships for d in one.dyads] == [d.memberships for d in other.dyads]


@pytest.mark.parametrize(
    "command", [("audit", "--format", "json"), ("graph",), ("panel", "--from", "1900", "--to", "1950")]
)
def test_commands_read_data_sets(command: tuple[str, ...], folder: Path, stored: Path) -> None:
    name, *options = command
    result = run(name, folder, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert run(name, stored, *options).stdout == result.stdout
    refused = run(name, stored, *options, "--schema", "bilateral")
    assert refused.exit_code == 2
    assert "leave --schema out" in refused.stderr


def test_an_article_that_looks_like_json(tmp_path: Path) -> None:
    (tmp_path / "a.wiki").write_text("{{Infobox bilateral relations}}\nCuba has an embassy in Lima.", "utf-8")
    assert run("audit", tmp_path / "a.wiki").exit_code == 0


def test_what_is_not_as_it_should_be(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "a.jsonl"
    build_dataset(folder, out)
    first, *rest = out.read_text("utf-8").splitlines()
    row = json.loads(first)
    row["events"][0]["kind"] = "nonsense"
    out.write_text("\n".join([json.dumps(row), *rest]), "utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl: .*relations.*: not as wikirel writes it"):
        list(stored_articles(out))
    assert run("audit", out).exit_code == 2
    with pytest.raises(InputError, match="no data set"):
        list(stored_articles(tmp_path))


def test_a_fact_told_by_two_rows_belongs_to_both(tmp_path: Path) -> None:
    text = TABLE.format("Peru", "27 July 1902", "Cuba", "Lima")
    article = parse_article(text, "Foreign relations of Cuba")
    assert len(article.dyads) == 2
    (tmp_path / "Foreign relations of Cuba.wiki").write_text(text, "utf-8")
    build_dataset(tmp_path, tmp_path / "a.jsonl")
    (again,) = stored_articles(tmp_path / "a.jsonl")
    for one, other in zip(article.dyads, again.dyads, strict=True):
        assert [event.identity() for event in one.events] == [event.identity() for event in other.events]
    assert sum(len(dyad.events) for dyad in again.dyads) > len(again.events)
