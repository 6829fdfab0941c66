"""Texts that are no article: each is told, and articles are not."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_commands import run
from tests.conftest import ROOT
from tests.strategies import Page, pages
from wikirel import parse_article
from wikirel.other_texts import OTHER_TEXTS
from wikirel.values.language import language_codes

CODES = OTHER_TEXTS
NAMES = tomllib.loads(files("wikirel.structure").joinpath("data/namespaces.toml").read_text(encoding="utf-8"))
REDIRECTS = [(code, word) for code in language_codes() for word in NAMES.get(code, {}).get("redirect", ())]


def told(text: str, title: str | None = None) -> dict[str, str]:
    """The notes on what a text is, by code, each with the stretch of the source that it points at."""
    notes = parse_article(text, title).diagnostics
    return {note.code: note.span.cut(text) for note in notes if note.code in CODES and note.span is not None}


@given(
    st.sampled_from(REDIRECTS),
    st.sampled_from(("", " ", "\n\n", "\ufeff", "\r\n")),
    st.sampled_from((" ", "", ": ", " : ")),
    st.sampled_from((str.upper, str.lower, str.title)),
)
def test_a_redirect_in_any_language_is_told(
    word: tuple[str, str], before: str, behind: str, case: object
) -> None:
    assert callable(case)
    text = f"{before}#{case(word[1])}{behind}[[Cuba–Peru relations#Trade|there]]\n\n[[Category:X]]"
    assert told(text)["redirect"].endswith("[[Cuba–Peru relations#Trade")
    (message,) = (note.message for note in parse_article(text).diagnostics if note.code == "redirect")
    assert message == "the page only leads to 'Cuba–Peru relations#Trade': read that page"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<!DOCTYPE html>\n<html><body><p>Cuba has an embassy in Lima.</p></body></html>", "html-page"),
        ("  <HTML lang='en'>", "html-page"),
        ("\ufeff<?xml version='1.0'?>\n<mediawiki version='0.11'><page/></mediawiki>", "dump"),
        ("<mediawiki>", "dump"),
        ('{"format": "wikirel article"}', "json"),
        ('[\n {"title": "x"}]', "json"),
        ("'''Cuba relations''' may be:\n* [[Cuba–Peru relations]]\n{{disambiguation}}\n", "disambiguation"),
        ("{{Dab|geo}}", "disambiguation"),
    ],
)
def test_what_is_no_article_is_told(text: str, code: str) -> None:
    assert set(told(text)) == {code}


@pytest.mark.parametrize(
    "text",
    [
        "# First\n# Second",
        "#redirects are not talked about",
        "{{Infobox x}}",
        '{| class="wikitable"\n|}',
        "[[Cuba]] [{x}]",
        "<!-- <html> -->Cuba",
        "{{disambiguation needed}} {{Disambiguated}}",
    ],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert told(text) == {}


@given(pages())
def test_articles_are_articles(page: Page) -> None:
    assert told(page.source, "Cuba–Peru relations") == {}


@pytest.mark.parametrize(
    "command", [("missions",), ("timeline",), ("audit",), ("sections",), ("facts", "Event")]
)
def test_commands_without_notes_say_it_on_standard_error(command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "page.wiki"
    path.write_text("#REDIRECT [[Cuba–Peru relations]]", encoding="utf-8")
    result = run(*command, path)
    assert result.exit_code == 0
    assert result.stderr == (
        f"wikirel: warning: {path}: the page only leads to 'Cuba–Peru relations': read that page\n"
    )
    for told in ("parse", "check"):
        assert run(told, path).stderr == ""
        assert "redirect" in run(told, path).stdout


def test_the_seeds_and_examples_are_articles() -> None:
    for path in (*ROOT.glob("seeds/*"), *ROOT.glob("examples/*.wiki")):
        assert told(path.read_text(encoding="utf-8")) == {}, path
