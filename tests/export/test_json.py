from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.export.strategies import Summit, Treaty, articles, wikitexts
from wikirel import Article, Evidence, ExportError, HistoricalDate, Party, Span, parse_article
from wikirel.export.json import UnknownFact, from_data, from_json, to_data, to_json
from wikirel.export.records import rows

SEEDS = sorted((ROOT / "seeds").glob("cuba-peru.*"))
KINDS = (Treaty, Summit)
PROOF = (Evidence(Span(0, 4), ("History",), "Cuba"),)
TREATY: Any = Treaty(name="Pact", kind="agreement", parties=(Party("Cuba", "CU"),), evidence=PROOF)  # type: ignore[arg-type]
BARE = to_data(Article(title="A"))


@given(articles, st.none() | st.integers(0, 3))
def test_article_comes_back_equal(article: Article, indent: int | None) -> None:
    text = to_json(article, indent=indent)
    again = from_json(text, KINDS)
    assert again == article
    assert to_json(again, indent=indent) == text


@given(articles)
def test_types_come_back(article: Article) -> None:
    """``1 == 1.0`` and ``"a" == StrEnum("a")``, so equality alone would not see a type that is lost."""
    assert repr(from_data(to_data(article), KINDS)) == repr(article)


@given(wikitexts)
def test_parsed_article_comes_back_equal(text: str) -> None:
    article = parse_article(text)
    assert from_json(to_json(article)) == article


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_seed_comes_back_equal(path: Path) -> None:
    article = parse_article(path.read_text(encoding="utf-8"))
    assert from_json(to_json(article, indent=2)) == article
    assert from_json(to_json(article).encode()) == article


@given(articles)
def test_data_are_what_the_json_says(article: Article) -> None:
    assert json.loads(to_json(article)) == to_data(article)


def test_layout_is_readable() -> None:
    date = HistoricalDate("1972-07-08", "8 July 1972")
    data = to_data(
        Article(title="A", parties=(Party("Peru", "PE"),), more=(attrs.evolve(TREATY, signed=date),))
    )
    assert list(data)[:4] == ["format", "version", "title", "parties"]
    assert data["parties"] == [{"name": "Peru", "code": "PE"}]
    assert data["infobox"] is None
    fact = data["more"][0]
    assert fact["fact"] == "Treaty"
    assert fact["fields"]["signed"] == {
        "edtf": "1972-07-08",
        "text": "8 July 1972",
        "anchor": None,
        "qualifier": None,
    }
    assert fact["fields"]["kind"] == "agreement"
    assert fact["fields"]["evidence"][0]["span"] == {"start": 0, "end": 4}


def test_letters_stand_as_they_are() -> None:
    assert "Túpac–ペルー" in to_json(Article(title="Túpac–ペルー"))


@given(st.text(st.characters(), max_size=30))
def test_json_of_a_real_text_is_utf8(text: str) -> None:
    halves = [index for index in range(len(text) - 1) if "\ud800" <= text[index] <= "\udbff"]
    if not any("\udc00" <= text[index + 1] <= "\udfff" for index in halves):
        to_json(Article(title=text)).encode()


# -- facts of a user's own ---------------------------------------------------------------------------------


def test_unknown_kind_is_named() -> None:
    text = to_json(Article(title="A", more=(TREATY,)))
    with pytest.raises(ExportError, match=r"unknown class 'Treaty': .*kinds=\(Treaty,\)"):
        from_json(text)


@given(articles)
def test_unknown_kind_can_be_kept(article: Article) -> None:
    text = to_json(article)
    kept = from_json(text, keep_unknown=True)
    assert [fact.name for fact in kept.more] == ["Treaty"] * len(article.more)
    assert [fact.evidence for fact in kept.facts(UnknownFact) if fact in kept.more] == [
        fact.evidence for fact in article.more
    ]
    assert to_json(kept) == text


def test_two_classes_of_one_name_are_refused() -> None:
    @attrs.frozen
    class Treaty:
        evidence: tuple[Evidence, ...]

    other = Treaty(PROOF)
    with pytest.raises(ExportError, match="two classes of facts are named Treaty"):
        to_json(Article(title="A", more=(TREATY, other)))
    with pytest.raises(ExportError, match="two kinds of facts are named Treaty"):
        from_json(to_json(Article(title="A")), (type(TREATY), Treaty))


def test_fact_that_is_no_attrs_object_is_refused() -> None:
    with pytest.raises(ExportError, match=r"attrs class.*not object"):
        to_json(Article(title="A", more=(object(),)))
    with pytest.raises(ExportError, match="attrs class"):
        from_json(to_json(Article(title="A")), (int,))


def test_value_without_a_form_is_refused() -> None:
    @attrs.frozen
    class Odd:
        value: Any
        evidence: tuple[Evidence, ...]

    with pytest.raises(ExportError, match="cannot be written"):
        to_json(Article(title="A", more=(Odd(object(), PROOF),)))


def test_class_inside_a_function_is_written_and_read() -> None:
    """Its annotations are strings here, and no module knows the names of the function."""

    @attrs.frozen
    class Border:
        kilometres: int
        parties: tuple[Party, ...]
        evidence: tuple[Evidence, ...]

    article = Article(title="A", more=(Border(1047, (Party("Peru", "PE"),), PROOF),))
    assert from_json(to_json(article), (Border,)) == article
    assert next(rows(article, Border))["parties_codes"] == "PE"

    class Metre(int):
        pass

    @attrs.frozen
    class Wall:
        height: Metre
        evidence: tuple[Evidence, ...]

    with pytest.raises(ExportError, match="annotations of Wall cannot be read: name 'Metre' is not defined"):
        to_json(Article(title="A", more=(Wall(Metre(3), PROOF),)))


# -- what is not one of ours -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: Expecting value at line 1, column 1"),
        ('{"a":\n 1,,}', "not JSON: .* at line 2, column 4"),
        (b"\xff\x00", "not JSON"),
        ("[" * 100_000, "not JSON that can be read|not JSON"),
        ("1" * 5000, "not JSON that can be read"),
        ("NaN", "NaN is not JSON"),
        ("[]", "not an article: expected an object, found list"),
        ("{}", "not an article: there is no format, expected 'wikirel article'"),
        ('{"format": "geojson"}', "the format is 'geojson'"),
        ('{"format": "wikirel article", "version": 2}', "version 2 .* reads version 1"),
        ('{"format": "wikirel article", "version": 1}', "not a whole article: title, .* missing"),
    ],
)
def test_foreign_json_is_refused(text: str | bytes, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        from_json(text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": 1}, r"expected str, found int @ \$\.title"),
        ({"title": None}, r"expected str, found null @ \$\.title"),
        ({"parties": [{"name": "Peru"}, {"code": "CU"}]}, r"'name' is missing @ \$\.parties\[1\]"),
        ({"surprise": 1}, r"extra fields found \(surprise\)"),
        ({"see_also": ["a", True]}, r"expected str, found bool @ \$\.see_also\[1\]"),
        ({"events": [{"kind": "wedding"}]}, r"'?wedding'? is not a valid EventKind @ \$\.events\[0\]\.kind"),
        ({"more": [{"fact": "X"}]}, r'expected an object with "fact" and "fields"'),
        ({"more": 1}, r"\$\.more"),
        ({"missions": None}, r"\$\.missions"),
    ],
)
def test_wrong_content_is_named_with_its_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        from_data({**BARE, **change})


def test_invalid_date_and_empty_evidence_are_refused() -> None:
    data = to_data(Article(title="A", more=(TREATY,)))
    data["more"][0]["fields"]["signed"] = {"edtf": "08/07/1972", "text": "", "anchor": None}
    with pytest.raises(ExportError, match="not a date in EDTF"):
        from_data(data, KINDS)
    event: dict[str, Any] = {"date": None, "kind": "visit", "text": "", "evidence": []}
    with pytest.raises(ExportError, match="at least one piece of evidence"):
        from_data({**BARE, "events": [event]})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(set(BARE) - {"format", "version"})), json_values)
def test_anything_in_a_place_is_read_or_refused(name: str, value: Any) -> None:
    """Whatever stands in the place of an attribute, there is an equal article or an ExportError."""
    try:
        article = from_data({**BARE, name: value})
    except ExportError:
        return
    assert from_data(to_data(article)) == article
