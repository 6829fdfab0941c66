"""The table of weights that ships is well formed, and the script that learns one does so."""

from __future__ import annotations

import importlib
import json
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from wikirel import BILATERAL, EventKind, Gazetteer
from wikirel.rules.events.sentence import Sentence
from wikirel.rules.events.weighing import ActSigns, Weights, load_weights
from wikirel.rules.events.words import event_words
from wikirel.values.dates import DateMention
from wikirel.values.gazetteer import load_table

ROOT = Path(__file__).resolve().parents[2]
SHIPPED: dict[str, Any] = json.loads(files("wikirel.languages").joinpath("en.events.json").read_bytes())
HIGHEST = 4095  # weights beyond are cut to it

# -- the table that ships -----------------------------------------------------------------------------------

# Names that are ordinary words, too.
ORDINARY = {"jersey", "car"}


def names_of_countries() -> set[str]:
    table = load_table()
    return {name.lower() for name in (*table.names, *table.adjectives, *table.people)}


def test_the_table_is_well_formed() -> None:
    kinds, rows = SHIPPED["kinds"], SHIPPED["words"]
    assert sorted(kinds) == sorted([*map(str, EventKind), ""])
    assert len(SHIPPED["bias"]) == len(kinds)
    assert len(SHIPPED["acts"]) == len(ActSigns(0.0, False, 0.0, False).values())
    assert load_weights("en") is not None
    for word, row in rows.items():
        assert word == word.lower(), word
        assert not word.startswith("^") or len(word) == 6, word
        columns, weights = row[::2], row[1::2]
        assert row, word
        assert len(columns) == len(weights) == len(set(columns)), word
        assert all(column in range(len(kinds)) for column in columns), word
        assert all(type(weight) is int and abs(weight) <= HIGHEST for weight in weights), word


def test_the_table_stays_small() -> None:
    assert len(files("wikirel.languages").joinpath("en.events.json").read_bytes()) < 500_000


def test_the_table_knows_no_country() -> None:
    places = Gazetteer.load()
    assert not (names_of_countries() & SHIPPED["words"].keys()) - ORDINARY
    for word in SHIPPED["words"].keys() - ORDINARY:
        assert not any(m.end - m.start == len(word) for m in places.mentions(word.capitalize())), word


def test_no_family_of_words_weighs_a_country() -> None:
    rows = SHIPPED["words"]
    long = {name for name in names_of_countries() if " " not in name and len(name) > 5}
    assert not [name for name in long - rows.keys() if "^" + name[:5] in rows]


def test_every_row_is_of_one_word() -> None:
    assert not [word for word in SHIPPED["words"] if " " in word]


# -- learning -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trainer() -> ModuleType:
    for name in ("numpy", "scipy"):
        pytest.importorskip(name, reason=f"{name} is not installed; pip install 'wikirel[train]'")
    return script("train_events")


def script(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return importlib.import_module(name)


def cases(trainer: ModuleType) -> list[Any]:
    """Thirty dates: the tours are visits, the pacts agreements, and what is dear is nothing that happened."""
    taught = [("toured", EventKind.VISIT), ("pacts", EventKind.AGREEMENT), ("dearer", None)]
    return [
        trainer.Case(
            f"Article {number % 4}",
            {word: 1.0, "the": 0.5, "cuba": 1.0},
            {},
            frozenset({trainer.COLUMNS[kind]}),
            None,
        )
        for number in range(10)
        for word, kind in taught
    ]


def learned(trainer: ModuleType, vectors: dict[str, Any], hints: dict[str, Any]) -> dict[str, Any]:
    sources = trainer.Sources(vectors, hints, names=frozenset({"cuba"}), countries=frozenset({"cuba"}))
    table: dict[str, Any] = trainer.compiled(trainer.fit(cases(trainer), sources), sources)
    return table


def loaded(folder: Path, table: dict[str, Any]) -> Weights:
    (folder / "xx.events.json").write_text(json.dumps(table), encoding="utf-8")
    weights = load_weights(str(folder / "xx.toml"))
    assert weights is not None
    return weights


def likeliest(weights: Weights, words: str) -> EventKind | None:
    date = DateMention(len(words) + 1, len(words) + 5, "1999")
    words_of_english = event_words(BILATERAL.vocabulary)
    sentence = Sentence(f"{words} 1999", 0, date.end, [date], words_of_english)
    return weights.likeliest(sentence, date, {})


def test_what_the_cases_say_is_learned(trainer: ModuleType, tmp_path: Path) -> None:
    table = learned(trainer, {}, {})
    assert "cuba" not in table["words"]
    weights = loaded(tmp_path, table)
    assert likeliest(weights, "the toured") is EventKind.VISIT
    assert likeliest(weights, "the cuba pacts") is EventKind.AGREEMENT
    assert likeliest(weights, "the dearer") is None


def test_words_without_a_label_are_weighed_by_those_like_them(trainer: ModuleType, tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    directions = {"toured": 0, "visited": 0, "pacts": 1, "treaty": 1, "dearer": 2, "cheaper": 2}
    weights = loaded(
        tmp_path, learned(trainer, {word: numpy.eye(3)[at] for word, at in directions.items()}, {})
    )
    assert likeliest(weights, "visited") is EventKind.VISIT
    assert likeliest(weights, "treaty") is EventKind.AGREEMENT
    assert likeliest(weights, "cheaper") is None


def test_the_same_input_gives_the_same_table(trainer: ModuleType) -> None:
    hints = {"sail": {trainer.COLUMNS[EventKind.VISIT]: 1.0}}
    assert json.dumps(learned(trainer, {}, hints)) == json.dumps(learned(trainer, {}, hints))


def test_the_hints_name_kinds_and_strengths(trainer: ModuleType) -> None:
    hints = trainer.read_hints()
    assert len(hints) > 2000
    assert all(0 < strength <= 1 for kinds in hints.values() for strength in kinds.values())
    assert not names_of_countries() & hints.keys()


def test_the_written_sentences_are_well_formed() -> None:
    # Their labels name kinds, one a date, and most of the dates are found where they are marked.
    cases = script("event_cases")
    sentences = labelled = found = 0
    for reading, label in cases.read_written():
        sentences += 1
        labelled += len(label["dates"])
        starts = {date.start for date in reading.dates}
        found += sum(date["at"][0] in starts for date in label["dates"])
    assert sentences > 6000
    assert found / labelled > 0.9
