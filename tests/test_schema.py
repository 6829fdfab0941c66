"""A schema is an immutable value, and extending it is the same for us and for a user."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import pytest

from wikirel import (
    BILATERAL,
    FOREIGN_RELATIONS,
    Evidence,
    Reading,
    Rule,
    Schema,
    SchemaError,
    parse_article,
    schema_for,
)


@attrs.frozen
class Toast:
    words: str
    evidence: tuple[Evidence, ...]


def toasts(reading: Reading) -> Iterable[Toast]:
    at = reading.text.find("cheers")
    if at >= 0:
        yield Toast("cheers", (reading.document.evidence(*reading.document.sentence_at(at)),))


TEXT = "Relations are warm. They said cheers in 1960. So it was."


def test_a_new_kind_of_fact_appears_in_the_article() -> None:
    article = parse_article(TEXT, schema=BILATERAL.extend(Rule("toasts", toasts)))
    (toast,) = article.facts(Toast)
    assert toast.evidence[0].text == "They said cheers in 1960."
    assert toast.evidence[0].span.cut(TEXT) == "They said cheers in 1960."


def test_extending_leaves_the_schema_as_it_was() -> None:
    before = [rule.name for rule in BILATERAL.rules]
    BILATERAL.extend(Rule("toasts", toasts), words={"sections": {"sport": ["x"]}})
    assert [rule.name for rule in BILATERAL.rules] == before
    assert BILATERAL.role(("x",)) is None
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        BILATERAL.name = "other"  # type: ignore[misc]


def test_order_of_rules() -> None:
    names = [rule.name for rule in BILATERAL.rules]
    first = BILATERAL.before(names[0], Rule("toasts", toasts))
    assert [rule.name for rule in first.rules] == ["toasts", *names]
    assert [rule.name for rule in first.without("toasts").rules] == names


@pytest.mark.parametrize(
    "change", [lambda s: s.without("nope"), lambda s: s.before("nope"), lambda s: s.rule("nope")]
)
def test_unknown_names_list_the_known_ones(change: object) -> None:
    assert callable(change)
    with pytest.raises(SchemaError, match=r"nope.*missions"):
        change(BILATERAL)


def test_a_name_is_taken_once() -> None:
    with pytest.raises(SchemaError, match="already"):
        BILATERAL.extend(Rule("missions", toasts))


def test_the_schema_is_chosen_by_the_title() -> None:
    assert schema_for("Foreign relations of Peru") is FOREIGN_RELATIONS
    assert schema_for("Cuba–Peru relations") is BILATERAL
    assert schema_for("Something else") is BILATERAL


def test_the_role_of_the_innermost_heading_counts() -> None:
    assert BILATERAL.role(("See also",)) == "see_also"
    assert BILATERAL.role(("History", "Resident diplomatic missions")) == "missions"
    assert BILATERAL.role(("See also", "Cities")) == "see_also"
    assert BILATERAL.role(()) is None


def test_a_schema_without_rules_finds_no_facts() -> None:
    article = parse_article(
        "* Cuba has an embassy in Lima.", title="Cuba–Peru relations", schema=Schema(name="bare")
    )
    assert (article.events, len(article.missions), article.dyads) == ((), 0, ())
    assert [party.code for party in article.parties] == ["CU", "PE"]


def test_an_unknown_language_lists_the_known_ones() -> None:
    with pytest.raises(SchemaError, match=r"xx.*en"):
        parse_article("text", schema=Schema(name="bare", language="xx"))
