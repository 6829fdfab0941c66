"""Files of words with mistakes in them: each is told by its place, before an article is read."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT

from wikirel import BILATERAL, FOREIGN_RELATIONS, SchemaError, parse_article
from wikirel.values.language import language_codes, load_language
from wikirel.values.wordcheck import check_words

WORDS = tomllib.loads((ROOT / "examples/nl.toml").read_text(encoding="utf-8"))
TEXT = (ROOT / "examples/nederland-peru.wiki").read_text(encoding="utf-8")
TITLE = "Betrekkingen tussen Nederland en Peru"


def places(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from places(value, (*path, key))


def toml(value: Any) -> str:
    """Write a value in a form that is TOML: what JSON has in common with it, and inline tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def test_the_files_that_there_are_pass() -> None:
    for code in language_codes():
        check_words(load_language(code), load_language("en"), code)
    check_words(WORDS, load_language("en"))


_STRINGS = st.sampled_from(
    ["", "(", "[", "{A}", "a + ", "\\", "*", "(?P<a>x)", "x|", "^", "{}", "%s", "\\d+"]
)
_VALUES = st.recursive(
    st.one_of(_STRINGS, st.integers(-1, 10**30), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(("x", "10")), inner, max_size=2)
    ),
    max_leaves=3,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, derandomize=True)
@given(data=st.data(), place=st.sampled_from(list(places(WORDS))), key=st.sampled_from([None, "zz", "10"]))
def test_a_changed_file_is_refused_or_read(
    tmp_path: Path, data: st.DataObject, place: tuple[str, ...], key: str | None
) -> None:
    """Whatever stands in one place of a file of words: it is a SchemaError, or an article is read by it."""
    words = copy.deepcopy(WORDS)
    table = words
    for step in place[:-1]:
        table = table[step]
    table[key or place[-1]] = data.draw(_VALUES)
    file = tmp_path / f"nl{abs(hash(repr(words)))}.toml"
    file.write_text("\n".join(f"{json.dumps(name)} = {toml(value)}" for name, value in words.items()))
    with suppress(SchemaError):
        for schema in (BILATERAL, FOREIGN_RELATIONS):
            parse_article(TEXT, title=TITLE, schema=schema.in_language(str(file)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[missions]\nhas = ["["]', r"missions\.has holds '\[', which is no regular expression"),
        ('[missions.kinds]\nambassade = ["x"]', r"missions\.kinds has no 'ambassade'; there are .*embassy, "),
        (
            '[missions.kinds]\nembassy = "ambassades?"',
            r"missions\.kinds\.embassy must be a list, not a string",
        ),
        ("[missions.kinds]\nembassy = [5]", r"missions\.kinds\.embassy must hold strings, not a number: 5"),
        ('[events.acts.broken]\n10 = ["x"]', r"events\.acts has no 'broken'; there are established, "),
        ('[events.acts.severed]\nten = ["x"]', r"events\.acts\.severed\.ten: 'ten' must be a number"),
        ('[titles.shapes]\npairs = ["{A} en {B}"]', r"titles\.shapes has no 'pairs'; there are pair, "),
        ("[countries]\nnames = 5", r"countries\.names must be a table, not a number"),
        ('[dates.months]\nnames = ["januari"]', r"dates\.months\.names must hold 12 strings, not 1"),
        ('[infobox]\ndecimal = "·"', r"infobox\.decimal must be '\.' or ',', not '·'"),
        ('[dates.ranges]\njoins = ["", "-"]', r"dates\.ranges\.joins holds an empty word"),
        ("dates = 5", r"dates must be a table, not a number"),
    ],
)
def test_a_mistake_is_told_by_its_place(tmp_path: Path, words: str, said: str) -> None:
    (tmp_path / "xx.toml").write_text(words)
    with pytest.raises(SchemaError, match=said) as caught:
        BILATERAL.in_language(str(tmp_path / "xx.toml"))
    assert str(caught.value).startswith(f"language '{tmp_path / 'xx.toml'}': ")


@pytest.mark.parametrize("more", [False, True])
def test_words_laid_over_a_language_are_checked_alike(more: bool) -> None:
    words = {"missions": {"has": ["("]}}
    with pytest.raises(SchemaError, match=r"words: missions\.has holds '\('"):
        BILATERAL.extend(words=None if more else words, more=words if more else None)
