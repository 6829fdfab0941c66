"""Infoboxes read into classes: converters from the types, numbered groups, and errors with their places."""

from __future__ import annotations

from enum import StrEnum

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import (
    BILATERAL,
    Article,
    Evidence,
    HistoricalDate,
    Party,
    Schema,
    SchemaError,
    Span,
    infobox_rule,
    parameter,
    parse_article,
)
from wikirel.export.json import from_json, to_json
from wikirel.export.records import columns, rows


class Terrain(StrEnum):
    """What a border runs through."""

    HIGH_MOUNTAINS = "high_mountains"
    RIVER = "river"


@attrs.frozen
class Envoy:
    """An envoy of an infobox."""

    person: str = parameter("envoy{}")
    office: str = parameter("envoytitle{}", default="")
    since: HistoricalDate | None = parameter("since{}", default=None)


@attrs.frozen
class Border:
    """The border of two countries."""

    partner: Party
    envoys: tuple[Envoy, ...]
    border_km: float | None = parameter("border_km", "length", default=None)
    posts: int | None = None
    open: bool | None = None
    since: HistoricalDate | None = None
    terrain: Terrain | None = None
    towns: tuple[str, ...] = parameter("town", default=())
    rivals: tuple[Party, ...] = ()
    seal: Envoy | None = None
    evidence: tuple[Evidence, ...] = ()
    span: Span | None = None


SCHEMA = BILATERAL.extend(infobox_rule(Border, names=("Infobox border", "Infobox_frontier")))
TEXT = """{{Infobox border
| partner = {{flag|Peru}}
| length = 1,047.5 km (651 mi)<ref>{{cite web|url=https://example.org/|title=x}}</ref>
| posts = 12
| open = Yes
| since = {{start date|1936|5|3|df=y}}
| terrain = High mountains
| town2 = Kasani
| town1 = [[Desaguadero]]
| rivals = Chile<br>[[Brazil]]
| envoy = Eva Sol
| envoy2 = Ana Paz
| envoytitle2 = Consul
| envoy10 = Luis Gil
| since10 = 4 May 1999
}}"""


def border(text: str, schema: Schema = SCHEMA) -> tuple[Border | None, Article]:
    article = parse_article(text, title="Bolivia–Peru relations", schema=schema)
    return next(iter(article.facts(Border)), None), article


def test_every_type_is_read() -> None:
    found, article = border(TEXT)
    assert found is not None
    assert found.partner.code == "PE"
    assert (found.border_km, found.posts, found.open) == (1047.5, 12, True)
    assert found.since is not None
    assert found.since.edtf == "1936-05-03"
    assert found.terrain is Terrain.HIGH_MOUNTAINS
    assert found.towns == ("Desaguadero", "Kasani")
    assert [party.code for party in found.rivals] == ["CL", "BR"]
    assert [envoy.person for envoy in found.envoys] == ["Eva Sol", "Ana Paz", "Luis Gil"]
    assert [envoy.office for envoy in found.envoys] == ["", "Consul", ""]
    assert found.envoys[2].since is not None
    assert found.span is not None
    assert found.span.cut(article.source) == TEXT
    assert found.evidence[0].citations[0].url == "https://example.org/"
    assert not [note for note in article.diagnostics if note.code.startswith("infobox")]


def test_it_is_a_fact_like_any_other() -> None:
    _, article = border(TEXT)
    assert from_json(to_json(article), kinds=(Border,)) == article
    (row,) = rows(article, Border)
    assert row["partner_code"] == "PE"
    assert row["border_km"] == 1047.5
    assert row["since"] == "1936-05-03"
    assert set(row) == set(columns(Border))


@pytest.mark.parametrize(
    ("parameter_", "said"),
    [
        ("length = long", "'long' is no number"),
        ("posts = 1.5", "'1.5' is no whole number"),
        ("posts = some", "'some' is no number"),
        ("length = 1e5", "'1e5' is no number that can be read"),
        ("length = 0x10 km", "'0x10 km' is no number that can be read"),
        ("length = 1.047,5 km", "'1.047,5 km' is no number that can be read"),
        ("length = .5 km", "'.5 km' is no number"),
        ("length = 5–6 km", "'5–6 km' is no number that can be read"),
        ("length = 5 - 6 km", "'5 - 6 km' is no number that can be read"),
        ("length = 5½ km", "'5½ km' is no number that can be read"),
        ("posts = 5/6", "'5/6' is no number that can be read"),
        pytest.param(f"posts = {'9' * 5000}", "9…' is no number that can be read", id="too many digits"),
        ("open = perhaps", "'perhaps' is neither yes nor no"),
        ("since = long ago", "'long ago' is no date"),
        ("terrain = sand", "'sand' is none of high_mountains, river"),
    ],
)
def test_what_cannot_be_read_is_noted_with_its_place(parameter_: str, said: str) -> None:
    found, article = border(f"{{{{Infobox border |partner=Peru |{parameter_} |town=A}}}}")
    assert found is not None
    (note,) = [note for note in article.diagnostics if note.code == "infobox-value"]
    assert said in note.message
    assert note.span is not None
    assert note.span.cut(article.source).strip() == parameter_.partition("=")[2].strip()
    assert found.towns == ("A",)


def test_what_is_missing_costs_the_fact() -> None:
    found, article = border("{{Infobox border |length=3}}")
    assert found is None
    (note,) = [note for note in article.diagnostics if note.code == "infobox-missing"]
    assert note.message == "Border needs the parameter partner"
    assert note.span is not None
    assert note.span.cut(article.source) == article.source


def test_names_of_templates_and_parameters_are_not_fussy() -> None:
    found, _ = border("{{infobox_Frontier |Partner=Peru |border km=7}}")
    assert found is not None
    assert found.border_km == 7


def test_a_group_without_what_it_needs_is_passed_over() -> None:
    found, article = border("{{Infobox border |partner=Peru |envoy1=Ana |envoytitle2=Consul}}")
    assert found is not None
    assert [envoy.person for envoy in found.envoys] == ["Ana"]
    assert [note.message for note in article.diagnostics] == ["Envoy needs the parameter envoy2"]


def test_two_infoboxes_are_two_facts() -> None:
    _, article = border("{{Infobox border |partner=Peru}}\n{{Infobox border |partner=Chile}}")
    assert [found.partner.code for found in article.facts(Border)] == ["PE", "CL"]


@attrs.frozen
class Bare:
    """A class without evidence."""

    size: int


def test_equal_infoboxes_without_evidence_are_one_fact() -> None:
    schema = Schema(name="bare").extend(infobox_rule(Bare, names=("Infobox bare",), name="sizes"))
    box = "{{Infobox bare |size=4}}\n"
    assert parse_article(box * 3, schema=schema).facts(Bare) == (Bare(4),)
    assert schema.rule("sizes").kinds == (Bare,)


@attrs.frozen
class Wrong:
    """A class that no infobox is read into."""

    value: dict[str, str]


@attrs.frozen
class Endless:
    """A class that holds itself."""

    inner: Endless | None = None


@pytest.mark.parametrize(
    ("cls", "said"),
    [(Wrong, r"Wrong\.value"), (Endless, "holds itself"), (int, "attrs class"), (Terrain, "attrs class")],
)
def test_classes_that_cannot_be_read_are_refused(cls: type[object], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        infobox_rule(cls, names=("x",))


@attrs.frozen
class Number:
    """One number."""

    value: float


NUMBER = Schema(name="number").extend(infobox_rule(Number, names=("Infobox number",)))


@given(st.integers(-(10**12), 10**12), st.integers(0, 999), st.sampled_from(["", " km", " km²", "%"]))
def test_numbers_as_written(whole: int, thousandths: int, unit: str) -> None:
    text = f"{whole:,}.{thousandths:03d}{unit}"
    article = parse_article(f"{{{{Infobox number |value={text}}}}}", schema=NUMBER)
    assert article.facts(Number) == (Number(float(f"{whole}.{thousandths:03d}")),)


@given(st.integers(1000, 10**9))
def test_numbers_with_a_decimal_comma(whole: int) -> None:
    schema = NUMBER.extend(words={"infobox": {"decimal": ","}})
    text = f"{whole:,}".replace(",", ".") + ",5"
    article = parse_article(f"{{{{Infobox number |value={text}}}}}", schema=schema)
    assert article.facts(Number) == (Number(whole + 0.5),)


@given(st.text(max_size=60))
def test_any_value_is_read_or_noted(value: str) -> None:
    article = parse_article(
        f"{{{{Infobox border |partner=Peru |since={value} |posts={value}}}}}", schema=SCHEMA
    )
    assert len(article.facts(Border)) <= 1 + article.source.count("{{")
