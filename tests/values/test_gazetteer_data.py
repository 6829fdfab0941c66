"""The tables that wikirel ships: what is in them, and that they are what the script makes."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from wikirel.values.gazetteer import load_cities, load_table, name_key

ROOT = Path(__file__).resolve().parents[2]
TABLE = load_table()
LIMIT = 1_500_000


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_gazetteer", ROOT / "scripts" / "make_gazetteer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_the_script_makes() -> None:
    script = generator()
    if missing := script.missing_sources():
        pytest.skip(f"the sources are not installed: {', '.join(missing)}; pip install 'wikirel[data]'")
    for name, text in script.build().items():
        assert (script.DATA / name).read_text(encoding="utf-8") == text, f"{name} is stale"


def test_the_tables_stay_small() -> None:
    data = files("wikirel.values").joinpath("data")
    assert sum(len(data.joinpath(name).read_bytes()) for name in ("gazetteer.json", "cities.json")) < LIMIT


def test_no_name_stands_for_two_parties() -> None:
    rows = json.loads(files("wikirel.values").joinpath("data", "gazetteer.json").read_bytes())["parties"]
    # Names, adjectives, people, codes.  Capitals may be shared: Moscow, of Russia and the Soviet Union.
    for column in (6, 7, 8, 10):
        owners = defaultdict(set)
        for row in rows:
            for key in row[column]:
                owners[key].add(row[1])
        assert not {key: names for key, names in owners.items() if len(names) > 1}


def test_every_name_is_a_key() -> None:
    for table in (TABLE.names, TABLE.adjectives, TABLE.people, TABLE.capitals, TABLE.prefixes):
        assert not [key for key in table if name_key(key) != key]


def test_an_open_word_is_in_no_other_table() -> None:
    assert not TABLE.ambiguous_names.keys() & TABLE.names.keys()
    assert not TABLE.ambiguous_adjectives.keys() & (TABLE.adjectives.keys() | TABLE.people.keys())


def test_every_party_is_found_by_its_own_name() -> None:
    assert not [party for party in TABLE.countries if TABLE.names[name_key(party.name)] != party]


def test_state_numbers_are_those_of_today_once() -> None:
    numbers = defaultdict(list)
    for party, country in TABLE.countries.items():
        if country.cow is not None and party.code and len(party.code) == 2:
            numbers[country.cow].append(party.code)
    assert not {number: codes for number, codes in numbers.items() if len(codes) > 1}
    assert len(numbers) == 195  # the members of the United Nations, Kosovo and Taiwan


def test_every_state_has_a_capital_an_adjective_and_an_item() -> None:
    without_word = {"CD", "CG", "DM", "DO", "KP"}
    words = {party.code for party in (*TABLE.adjectives.values(), *TABLE.people.values())}
    for party, country in TABLE.countries.items():
        if country.cow is not None and party.code and len(party.code) == 2:
            assert country.capitals, party
            assert country.wikidata, party
            assert country.alpha3, party
            assert party.code in words | without_word, party


def test_every_city_belongs_to_a_party() -> None:
    for key, codes in load_cities().items():
        assert key == name_key(key)
        assert all(code in TABLE.by_code for code in codes.lstrip("?").split())


def test_every_shape_of_a_title_has_its_slots() -> None:
    slots = {"relations": ["{LIST}"], "pair": ["{A}", "{B}"], "single": ["{A}"], "post": ["{A}"]}
    for shapes in TABLE.titles.values():
        assert set(shapes) == {*slots, "prefixes", "articles"}
        for kind, needed in slots.items():
            assert not [shape for shape in shapes[kind] if any(slot not in shape for slot in needed)]
