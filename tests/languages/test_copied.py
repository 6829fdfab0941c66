"""A copy of a language's file, used by its path, reads as the language itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from wikirel import Article, Schema, parse_article, schema_for

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SEED = {
    "en": "cuba-peru.wiki",
    "es": "cuba-peru.es.wiki",
    "fr": "cuba-peru.fr.wiki",
    "de": "cuba-peru.de.wiki",
    "pt": "cuba-peru.pt.wiki",
}


def read(text: str, title: str, schema: Schema) -> Article:
    return parse_article(text, title=title, schema=schema)


@pytest.mark.parametrize("code", sorted(SEED))
def test_a_copy_reads_as_the_language(code: str, tmp_path: Path) -> None:
    for name in (f"{code}.toml", f"{code}.events.json"):
        shipped = files("wikirel.languages").joinpath(name)
        if shipped.is_file():
            (tmp_path / name).write_bytes(shipped.read_bytes())
    text = (SEEDS / SEED[code]).read_text(encoding="utf-8")
    title = parse_article(text).title
    shipped_schema = schema_for(title, code)
    own = shipped_schema.in_language(str(tmp_path / f"{code}.toml"))
    expected, found = read(text, title, shipped_schema), read(text, title, own)
    assert expected.events
    assert expected.missions
    assert found.events == expected.events
    assert found.missions == expected.missions
    assert found.dyads == expected.dyads
    assert found.infobox == expected.infobox
