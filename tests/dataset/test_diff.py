from __future__ import annotations

import csv
import importlib.util
import io
import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.test_commands import run
from tests.conftest import ROOT
from tests.dump.builder import Multistream
from wikirel.dataset import build_dataset
from wikirel.dataset.diff import Change, Diff, diff
from wikirel.dataset.facts import FactKind, Facts, Place, StatedFact
from wikirel.dataset.reading import ArticleKey
from wikirel.errors import InputError, MissingExtraError
from wikirel.values.dates.edtf import parse_edtf

BEFORE = """= Cuba–Peru relations =

== History ==
- In 1902, Cuba and Peru established diplomatic relations.
- In May 1969, the foreign ministers met in Lima.
- Peru sent doctors to Havana after the storm of 1985.

== Missions ==
- Cuba has an embassy in Lima.
- Peru has an embassy in Havana.
"""


def compared(tmp_path: Path, old: str, new: str) -> Diff:
    for name, text in (("old", old), ("new", new)):
        (tmp_path / f"{name}.wiki").write_text(text, encoding="utf-8")
    return diff(tmp_path / "old.wiki", tmp_path / "new.wiki")


def told(found: Diff) -> list[tuple[str, str, list[str]]]:
    return [(d.change.value, d.kind.value, list(map(str, d.fields))) for d in found.differences]


def test_facts_that_moved_are_the_same(tmp_path: Path) -> None:
    history, missions = BEFORE.partition("== Missions ==")[::2]
    moved = f"= Cuba–Peru relations =\n\n== Posts ==\n{missions}\n{history.partition(chr(10))[2]}"
    found = compared(tmp_path, BEFORE, moved)
    assert not found
    assert found.same >= 5


def test_a_reworded_sentence_is_the_same_fact(tmp_path: Path) -> None:
    new = BEFORE.replace(
        "In 1902, Cuba and Peru established diplomatic relations.",
        "Cuba and Peru established diplomatic relations with one another in the year 1902.",
    )
    assert not compared(tmp_path, BEFORE, new)


def test_a_date_becomes_more_precise(tmp_path: Path) -> None:
    new = BEFORE.replace("In 1902,", "On 27 July 1902,").replace("In May 1969,", "In 1969,")
    found = compared(tmp_path, BEFORE, new)
    assert told(found) == [
        ("changed", "event", ["date: 1902 → 1902-07-27 (more precise)"]),
        ("changed", "event", ["date: 1969-05 → 1969 (less precise)"]),
    ]
    first = found.differences[0]
    assert first.old is not None
    assert first.new is not None
    assert "In 1902" in first.old.evidence[0].quote
    assert "27 July" in first.new.evidence[0].quote


def test_a_mission_closes_and_another_opens(tmp_path: Path) -> None:
    new = BEFORE.replace("Cuba has an embassy in Lima.", "Cuba closed its embassy in Lima in 1990.")
    new += "- Peru has a consulate in Santiago de Cuba.\n"
    found = [d for d in compared(tmp_path, BEFORE, new).differences if d.kind is FactKind.MISSION]
    changed = [list(map(str, d.fields)) for d in found if d.change is Change.CHANGED]
    assert len(changed) == 1
    assert "status: open → closed" in changed[0]
    assert [d.fact.values["kind"] for d in found if d.change is Change.ADDED] == ["consulate"]
    assert not [d for d in found if d.change is Change.GONE]


def test_an_embassy_becomes_a_consulate(tmp_path: Path) -> None:
    found = compared(tmp_path, BEFORE, BEFORE.replace("Cuba has an embassy", "Cuba has a consulate"))
    assert told(found) == [("changed", "mission", ["kind: embassy → consulate"])]


def test_a_title_for_files_that_have_none(tmp_path: Path) -> None:
    text = BEFORE.partition("\n")[2]
    (tmp_path / "old.wiki").write_text(text, encoding="utf-8")
    (tmp_path / "Cuba–Peru relations.wiki").write_text(text, encoding="utf-8")
    names = tmp_path / "old.wiki", tmp_path / "Cuba–Peru relations.wiki"
    assert not diff(*names, title="Cuba–Peru relations")
    assert run("diff", *names, "--title", "Cuba–Peru relations").exit_code == 0


def test_articles_come_and_go(tmp_path: Path) -> None:
    for side, names in (("a", ("Cuba–Peru", "Chile–Peru")), ("b", ("Cuba–Peru", "Kenya–Uganda"))):
        (tmp_path / side).mkdir()
        for name in names:
            one, other = name.split("–")
            text = BEFORE.replace("Cuba", one).replace("Peru", other)
            (tmp_path / side / f"{name} relations.wiki").write_text(text, encoding="utf-8")
    found = diff(tmp_path / "a", tmp_path / "b")
    assert found.articles_gone == ("Chile–Peru relations",)
    assert found.articles_added == ("Kenya–Uganda relations",)
    assert {(d.article, d.change, d.whole_article) for d in found.differences} == {
        ("Chile–Peru relations", Change.GONE, True),
        ("Kenya–Uganda relations", Change.ADDED, True),
    }
    result = run("diff", tmp_path / "a", tmp_path / "b")
    assert result.exit_code == 1
    assert "articles: 1 added, 1 gone" in result.stdout
    assert "Chile–Peru relations (article gone)" in result.stdout


EXTRAS = (("pyarrow", "parquet"), ("duckdb", "duckdb"))


@pytest.mark.parametrize("module", [module for module, _ in EXTRAS])
def test_without_the_extra(tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.duckdb").write_bytes(bytes(8) + b"DUCK" + bytes(100))
    (tmp_path / "a.parquet").mkdir()
    (tmp_path / "a.parquet" / "articles.parquet").touch()
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, f"{module}.parquet", None)
    source = tmp_path / ("a.duckdb" if module == "duckdb" else "a.parquet")
    with pytest.raises(MissingExtraError, match=r"reading (DuckDB|Parquet)"):
        diff(source, source)


TERMS = """{{| class="wikitable"
! Name !! Term begin !! Term end
|-
{}
|}}
"""


def test_facts_of_further_kinds(tmp_path: Path) -> None:
    """Terms of envoys: one ends, one is told with another day, one comes, one is the same in other words."""
    rows = "Ana Perez || {} || {}\n|-\n| Luz Soto || 3 May 1994 || {}\n|-\n| Juan Rey || 1950 || 1951"
    old = TERMS.format("| " + rows.format("May 1990", "1994", ""))
    new = TERMS.format("| " + rows.format("1 May 1990", "1994", "1999") + "\n|-\n| Eva Gil || 2000 || 2003")
    new = new.replace("3 May 1994", "May 3, 1994")
    for name, text in (("old", old), ("new", new)):
        (tmp_path / f"{name}.wiki").write_text(text, encoding="utf-8")
    title = "List of ambassadors of Peru to Cuba"
    names = tmp_path / "old.wiki", tmp_path / "new.wiki"
    found = diff(*names, title=title)
    assert told(found) == [
        ("changed", "fact", ["start: 1990-05 → 1990-05-01"]),
        ("changed", "fact", ["end: — → 1999"]),
        ("added", "fact", []),
    ]
    assert found.same == 1
    result = run("diff", *names, "--title", title, "--kind", "fact", "--format", "json")
    data = json.loads(result.stdout)["differences"]
    assert data[2]["new"]["fields"]["person"] == "Eva Gil"
    assert "EnvoyTerm: " in run("diff", *names, "--title", title).stdout
    assert run("diff", *names, "--title", title, "--kind", "event").exit_code == 0


def test_own_facts_of_articles(tmp_path: Path) -> None:
    text = "= Bolivia–Peru relations =\n\nTrade rose to $ {} million in 2018.\n"
    for name, figure in (("old", "41.5"), ("new", "42.5")):
        (tmp_path / f"{name}.wiki").write_text(text.format(figure), encoding="utf-8")
    names = tmp_path / "old.wiki", tmp_path / "new.wiki"
    assert run("diff", *names, "--kind", "fact").exit_code == 0
    schema = str(ROOT / "examples" / "own_facts.py")
    result = run("diff", *names, "--kind", "fact", "--schema", schema, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["change"], row["fact"]) for row in rows] == [
        ("added", "Trade: millions 42.5"),
        ("gone", "Trade: millions 41.5"),
    ]


def test_formats_of_data_sets_hold_the_same_facts(tmp_path: Path, dump: Path) -> None:
    suffixes = ["sqlite", "jsonl", "csv"]
    suffixes += [name for module, name in EXTRAS if importlib.util.find_spec(module) is not None]
    outs = [tmp_path / f"out.{suffix}" for suffix in suffixes]
    for out in outs:
        build_dataset(dump, out, schema=str(ROOT / "examples" / "own_facts.py"))
    for one in outs:
        for two in outs:
            found = diff(one, two)
            assert not found, (one, two, told(found)[:3])
            assert found.same > 50


def test_a_page_that_was_moved_is_still_itself(tmp_path: Path, built: Multistream) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    build_dataset(built.write(old), old / "out.sqlite")
    build_dataset(built.write(new), new / "out.sqlite")
    with sqlite3.connect(new / "out.sqlite") as base:
        base.execute("update articles set title = 'Peru and Cuba' where title = 'Cuba–Peru relations'")
    base.close()
    found = diff(old / "out.sqlite", new / "out.sqlite")
    assert found.articles_moved == (("Cuba–Peru relations", "Peru and Cuba"),)
    assert not found.differences
    result = run("diff", old / "out.sqlite", new / "out.sqlite")
    assert result.exit_code == 1
    assert "moved: Cuba–Peru relations → Peru and Cuba" in result.stdout


# -- what holds of any facts --------------------------------------------------------------------------------

_DATES = st.sampled_from((None, "1902", "1902-07", "1902-07-27", "1960", "196X", "-0044-03-15", "1903/1905"))
_WORDS = st.lists(st.sampled_from("envoys met in Lima about trade fish visas debts".split()), max_size=7)
_COUNTRY = st.sampled_from((("Cuba", "CU"), ("Peru", "PE"), ("Chile", "CL"), ("Inca Empire", None)))


def _dated(name: str, date: str | None) -> dict[str, str | None]:
    if date is None:
        return {name: None, f"{name}_earliest": None, f"{name}_latest": None}
    days = [f"{d.year:05d}-{d.month:02d}-{d.day:02d}" if d.year < 0 else f"{d.year:04d}-{d.month:02d}-{d.day:02d}"
            for d in (parse_edtf(date).earliest, parse_edtf(date).latest)]  # fmt: skip
    return {name: date, f"{name}_earliest": days[0], f"{name}_latest": days[1]}


@st.composite
def _fact(draw: st.DrawFn) -> StatedFact:
    kind = draw(st.sampled_from(FactKind))
    (one, one_code), (two, two_code) = draw(_COUNTRY), draw(_COUNTRY)
    values: dict[str, str | int | bool | None]
    if kind is FactKind.EVENT:
        values = {
            **_dated("date", draw(_DATES)),
            "kind": draw(st.sampled_from(("established", "meeting", "visit"))),
            "text": " ".join(draw(_WORDS)) or None,
            "parties": f"{one}; {two}",
            "parties_codes": f"{one_code or one}; {two_code or two}",
            "modality": draw(st.sampled_from(("actual", "planned"))),
            "persons": None,
        }
    elif kind is FactKind.FACT:
        date = {"edtf": draw(_DATES), "text": draw(st.sampled_from("xy")), "anchor": None}
        own = {"at": date, "name": draw(st.sampled_from("abc")), "party": {"name": one, "code": one_code}}
        fields = {name: own[name] for name in draw(st.sets(st.sampled_from(sorted(own))))}
        values = {"kind": draw(st.sampled_from(("Trade", "Term"))), "fields": json.dumps(fields)}
    elif kind is FactKind.DYAD:
        values = {"country": one, "country_code": one_code, "partner": two, "partner_code": two_code}
        values |= _dated("established", draw(_DATES))
    else:
        values = {"sending": one, "sending_code": one_code, "host": two, "host_code": two_code}
        values |= {"kind": draw(st.sampled_from(("embassy", "consulate"))), "resident": draw(st.booleans())}
        values |= {
            "city": draw(st.sampled_from(("Lima", "lima", "Tacna", None))),
            "seat": None,
            "seat_code": None,
        }
        values |= {"status": draw(st.sampled_from(("open", "closed")))}
        values |= {**_dated("opened", draw(_DATES)), **_dated("closed", draw(_DATES))}
    start = draw(st.integers(0, 9))
    return StatedFact(kind, values, (Place("History", "words", start, start + 1),))


@st.composite
def _source(draw: st.DrawFn) -> Facts:
    titles = draw(st.lists(st.sampled_from("ABCD"), unique=True, max_size=3))
    facts = {title: draw(st.lists(_fact(), max_size=8)) for title in titles}
    return Stated("generated", tuple(ArticleKey(title, None, None, facts[title]) for title in titles))


class Stated(Facts):
    """Facts that are there already."""

    def __init__(self, name: str, articles: tuple[ArticleKey, ...]) -> None:
        super().__init__(name, articles, lambda article: {})

    def of(self, article: ArticleKey) -> list[StatedFact]:
        facts: list[StatedFact] = article.place
        return facts


def _counted(found: Diff, change: Change) -> Counter[str]:
    return Counter(str(d.fact) for d in found.of(change))


_MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_MANY
@given(source=_source())
def test_nothing_differs_from_itself(source: Facts) -> None:
    found = diff(source, source)
    assert not found
    assert found.same == sum(len(source.of(article)) for article in source.articles)


@_MANY
@given(old=_source(), new=_source())
def test_the_other_way_round_everything_is_the_other_way_round(old: Facts, new: Facts) -> None:
    there, back = diff(old, new), diff(new, old)
    assert _counted(there, Change.ADDED) == _counted(back, Change.GONE)
    assert _counted(there, Change.GONE) == _counted(back, Change.ADDED)
    assert there.same == back.same
    assert there.articles_added == back.articles_gone
    both = [Counter(f"{d.old} {d.new}" for d in there.of(Change.CHANGED))]
    both.append(Counter(f"{d.new} {d.old}" for d in back.of(Change.CHANGED)))
    assert both[0] == both[1]
    swapped = {"more precise": "less precise", "less precise": "more precise", "": ""}
    notes = Counter(field.note for d in there.differences for field in d.fields)
    assert notes == Counter(swapped[field.note] for d in back.differences for field in d.fields)


@_MANY
@given(old=_source(), new=_source())
def test_every_fact_is_accounted_for_once(old: Facts, new: Facts) -> None:
    found = diff(old, new)
    changed = len(found.of(Change.CHANGED))
    assert found.same + changed + len(found.of(Change.GONE)) == sum(len(old.of(a)) for a in old.articles)
    assert found.same + changed + len(found.of(Change.ADDED)) == sum(len(new.of(a)) for a in new.articles)
    assert all(d.fields for d in found.of(Change.CHANGED))


# -- the command, and what is wrong -------------------------------------------------------------------------


def test_the_command_writes_json_and_csv(tmp_path: Path) -> None:
    (tmp_path / "old.wiki").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "new.wiki").write_text(BEFORE.replace("In 1902,", "In July 1902,"), encoding="utf-8")
    names = tmp_path / "old.wiki", tmp_path / "new.wiki"
    same = run("diff", names[0], names[0], "--format", "json")
    assert (same.exit_code, json.loads(same.stdout)["differences"]) == (0, [])
    result = run("diff", *names, "--format", "json")
    assert result.exit_code == 1
    (difference,) = json.loads(result.stdout)["differences"]
    assert difference["changed"] == [
        {"name": "date", "old": "1902", "new": "1902-07", "note": "more precise"}
    ]
    assert difference["new"]["evidence"][0]["quote"].startswith("In July 1902")
    result = run("diff", *names, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["change"], row["changed"]) == ("changed", "date: 1902 → 1902-07 (more precise)")
    assert BEFORE[int(row["old_start"]) : int(row["old_end"])].startswith("In 1902")
    assert run("diff", *names, "--kind", "mission").exit_code == 0
    assert "~   event" in run("diff", *names).stdout


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("gone.sqlite", None),
        ("empty.sqlite", b""),
        ("other.sqlite", b"SQLite format 3\0" + bytes(2000)),
        ("cut.jsonl", b'{"articles":[{"title":"A","page":1,"revision":2}]}\n'),
        ("broken.jsonl", b'{"articles":[{"title":\n'),
        ("other.jsonl", b'{"articles":[{"name":"A"}]}\n'),
        ("picture.png", b"\x89PNG"),
        ("bad.wiki", b"\xff"),
    ],
)
def test_what_is_no_source_is_refused(tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=name):
        diff(tmp_path / name, tmp_path / name)
    result = run("diff", tmp_path / name, tmp_path / name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"wikirel: {tmp_path / name}: ")


def test_an_empty_folder_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match="neither a data set of CSV or Parquet files nor a folder of articles"
    ):
        diff(tmp_path, tmp_path)
    (tmp_path / "articles.csv").write_text("id,title\r\n1,A\r\n")
    with pytest.raises(InputError):
        diff(tmp_path, tmp_path)
