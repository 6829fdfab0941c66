from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from tests.export.strategies import Treaty, articles, wikitexts
from wikirel import Article, Evidence, ExportError, parse_article
from wikirel.export.json import to_data
from wikirel.export.json_schema import article_schema

FILE = ROOT / "docs" / "article.schema.json"
SCHEMA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_file_is_what_the_script_makes() -> None:
    script = ROOT / "scripts" / "make_json_schema.py"
    ran = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(article_schema((Treaty,)))


@pytest.mark.parametrize("name", ["cuba-peru.txt", "cuba-peru.wiki"])
def test_seed_is_valid(name: str) -> None:
    article = parse_article((ROOT / "seeds" / name).read_text(encoding="utf-8"))
    VALIDATOR.validate(to_data(article))


@given(articles)
def test_articles_are_valid(article: Article) -> None:
    VALIDATOR.validate(to_data(article))


@given(wikitexts)
def test_parsed_articles_are_valid(text: str) -> None:
    VALIDATOR.validate(to_data(parse_article(text)))


@given(articles)
def test_own_facts_are_valid_by_their_own_schema(article: Article) -> None:
    Draft202012Validator(article_schema((Treaty,))).validate(to_data(article))


def test_schema_finds_mistakes() -> None:
    data = to_data(Article(title="A"))
    VALIDATOR.validate(data)
    for wrong in (
        {**data, "version": 2},
        {**data, "title": None},
        {**data, "surprise": 1},
        {**data, "events": [{"kind": "wedding"}]},
        {name: value for name, value in data.items() if name != "source"},
    ):
        assert not VALIDATOR.is_valid(wrong)


def test_every_attribute_is_explained() -> None:
    for name, definition in {"Article": SCHEMA, **SCHEMA["$defs"]}.items():
        assert definition["description"], name
        if name not in ("OwnFact", "Article"):
            for attribute, made in definition.get("properties", {}).items():
                assert made.get("description"), f"{name}.{attribute}"


def test_type_without_a_form_is_refused() -> None:
    @attrs.frozen
    class Odd:
        value: complex
        evidence: tuple[Evidence, ...]

    with pytest.raises(ExportError, match=r"Odd\.value is .*complex"):
        article_schema((Odd,))
