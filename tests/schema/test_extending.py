"""Schemas made from others: order, words laid over words, what is checked, and what never changes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import (
    BILATERAL,
    EMBASSY,
    ENVOYS,
    FOREIGN_RELATIONS,
    ORGANISATION,
    SCHEMAS,
    Evidence,
    Infobox,
    Mission,
    Reading,
    Rule,
    Schema,
    SchemaError,
    parse_article,
    schema_for,
)


@attrs.frozen
class Toast:
    """A toast."""

    word: str
    evidence: tuple[Evidence, ...]


def toasts(reading: Reading) -> Iterator[Toast]:
    at = reading.text.find("Cheers")
    if at >= 0:
        yield Toast("Cheers", (reading.document.evidence(*reading.document.sentence_at(at)),))


TOASTS = Rule("toasts", toasts)
NAMES = [rule.name for rule in BILATERAL.rules]


@given(st.sampled_from(NAMES))
def test_before_and_after_put_a_rule_beside_another(name: str) -> None:
    index = NAMES.index(name)
    assert [rule.name for rule in BILATERAL.before(name, TOASTS).rules].index("toasts") == index
    assert [rule.name for rule in BILATERAL.after(name, TOASTS).rules].index("toasts") == index + 1
    for schema in (BILATERAL.before(name, TOASTS), BILATERAL.after(name, TOASTS)):
        assert schema.without("toasts") == BILATERAL


def test_after_an_unknown_rule_lists_the_known_ones() -> None:
    with pytest.raises(SchemaError, match=r"'nope'; it has missions, infobox, events"):
        BILATERAL.after("nope", TOASTS)
    with pytest.raises(SchemaError, match="already"):
        BILATERAL.after("missions", BILATERAL.rules[0])


def test_words_replace_and_more_joins() -> None:
    titles = {"infobox": {"names": ["infobox pair"]}}
    replaced = BILATERAL.extend(words=titles).vocabulary["infobox"]
    joined = BILATERAL.extend(more=titles).vocabulary["infobox"]
    known = tuple(BILATERAL.vocabulary["infobox"]["names"])
    assert replaced["names"] == ("infobox pair",)
    assert joined["names"] == (*known, "infobox pair")
    assert joined["map"] == replaced["map"] == BILATERAL.vocabulary["infobox"]["map"]
    twice = BILATERAL.extend(more=titles).extend(more={"infobox": {"names": ["other box"]}})
    assert twice.vocabulary["infobox"]["names"][-2:] == ("infobox pair", "other box")


def test_an_infobox_of_another_name_is_read_by_a_line_of_data() -> None:
    schema = BILATERAL.extend(
        words={"infobox": {"names": ["two lands"], "parties": [["first"], ["second"]]}},
        templates={"two lands": {"fields": True}},
    )
    article = parse_article("{{Two lands |first=Cuba |second=Peru |map=A.png}}", schema=schema)
    assert article.infobox is not None
    assert [party.code for party in article.infobox.parties] == ["CU", "PE"]
    assert article.infobox.map == "A.png"


def test_words_cannot_change_after_the_schema_is_made() -> None:
    roles = ["^football$"]
    schema = BILATERAL.extend(words={"sections": {"sport": roles}})
    roles.append("^history$")
    assert schema.role(("Football",)) == "sport"
    assert schema.role(("History",)) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"sections": {"sport": "^football$"}}, r"sections\.sport must be a list, not a string"),
        (
            {"sections": {"sport": ["(football"]}},
            r"sections\.sport holds '\(football'.*no regular expression",
        ),
        ({"sections": {"sport": [1]}}, r"sections\.sport must hold strings, not a number: 1"),
        ({"sections": ["sport"]}, r"sections must be a table, not a list"),
        ({"infobox": {"names": "box"}}, r"infobox\.names must be a list, not a string"),
        ({"missions": {"kinds": {"embassy": 3}}}, r"missions\.kinds\.embassy must be a list, not a number"),
        ({"titles": {"bilateral": ["x"]}}, r"titles\.bilateral must be a string, not a list"),
    ],
)
def test_words_of_the_wrong_shape_are_refused(words: dict[str, object], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        BILATERAL.extend(words=words)
    with pytest.raises(SchemaError, match=said):
        BILATERAL.extend(more=words)


def test_tables_of_ones_own_may_be_of_any_shape() -> None:
    schema = BILATERAL.extend(words={"toasts": {"words": ["Cheers"], "loud": True, "times": 3}})
    assert schema.vocabulary["toasts"]["times"] == 3


def test_a_schema_knows_what_it_finds() -> None:
    assert BILATERAL.extend(TOASTS).kinds[-1] is Toast
    assert {Mission, Infobox} <= set(FOREIGN_RELATIONS.kinds)
    assert Rule("silent", lambda reading: ()).finds() == ()
    assert Rule("told", lambda reading: (), kinds=(Toast,)).finds() == (Toast,)


def test_schemas_travel_to_other_processes() -> None:
    schema = BILATERAL.extend(
        TOASTS, words={"sections": {"sport": ["^x$"]}}, more={"infobox": {"names": ["y"]}}
    )
    assert pickle.loads(pickle.dumps(schema)) == schema
    assert hash(schema) == hash(pickle.loads(pickle.dumps(schema)))


@attrs.frozen
class Heap:
    """A fact that cannot be compared with others."""

    words: list[str]
    evidence: tuple[Evidence, ...]


def test_facts_that_cannot_be_told_apart_are_refused_in_plain_words() -> None:
    def heaps(reading: Reading) -> list[Heap]:
        return [Heap(["a"], (reading.document.evidence(0, 3),))]

    with pytest.raises(SchemaError, match="facts of class Heap cannot be told apart"):
        parse_article("Some text.", schema=BILATERAL.extend(Rule("heaps", heaps)))


# -- which schema -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "schema"),
    [
        ("Cuba–Peru relations", BILATERAL),
        ("Peru–European Union relations", ORGANISATION),
        ("ASEAN–Japan relations", ORGANISATION),
        ("Foreign relations of Peru", FOREIGN_RELATIONS),
        ("Embassy of Cuba, Lima", EMBASSY),
        ("High Commission of Ghana, London", EMBASSY),
        ("Apostolic Nunciature to Peru", EMBASSY),
        ("List of ambassadors of Cuba to Peru", ENVOYS),
        ("List of Cuban ambassadors to Peru", ENVOYS),
        ("List of high commissioners of Ghana to the United Kingdom", ENVOYS),
        ("A house", BILATERAL),
    ],
)
def test_the_schema_is_chosen_by_the_title(title: str, schema: Schema) -> None:
    assert schema_for(title) is schema


def test_the_infobox_chooses_where_the_title_does_not() -> None:
    box = "{{Infobox diplomatic mission |name=Embassy of Peru |location=Havana}}"
    article = parse_article(box, title="Villa Rosa")
    (mission,) = article.missions
    assert (mission.sending.code, mission.host.code, mission.city) == ("PE", "CU", "Havana")


def test_a_users_choice_wins() -> None:
    box = "{{Infobox embassy |location=Havana}}\nPeru has a consulate in [[Trinidad]]."
    article = parse_article(box, title="Embassy of Peru, Havana", schema=BILATERAL)
    assert {str(mission.kind) for mission in article.missions} <= {"consulate"}


def test_names_of_schemas_are_distinct() -> None:
    assert len({schema.name for schema in SCHEMAS}) == len(SCHEMAS)


def test_relations_with_an_organisation() -> None:
    text = "== Missions ==\n* Peru has an embassy in Brussels."
    article = parse_article(text, title="Peru–European Union relations")
    assert [party.code for party in article.parties] == ["PE", "EU"]
    assert [party.name for party in parse_article("x", title="ASEAN–Japan relations").parties] == [
        "ASEAN",
        "Japan",
    ]


# -- a language of one's own --------------------------------------------------------------------------------

WORDS = """
[titles]
bilateral = "^Banden "
[titles.shapes]
pair = ["Banden tussen {A} en {B}"]
[countries.names]
Mijnland = "PE"
[countries.adjectives]
Mijnlandse = "PE"
"""


def test_a_language_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "nl.toml"
    path.write_text(WORDS, encoding="utf-8")
    schema = BILATERAL.in_language(str(path))
    article = parse_article(
        "Tekst zonder meer in 1999.", title="Banden tussen Cuba en Mijnland", schema=schema
    )
    assert [party.code for party in article.parties] == ["CU", "PE"]
    assert (article.events, len(article.missions)) == ((), 0)
    assert schema.fits(article.title)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("missing.toml", None, "no such file"),
        ("xx.toml", "[titles", "cannot be read"),
        ("zz.toml", '[countries.names]\nX = "??"', "no party has the code"),
    ],
)
def test_a_file_that_is_no_language(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=said):
        parse_article("x", schema=BILATERAL.in_language(str(path)))


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("it", "{{Relazioni bilaterali |paese1=Cuba |paese2=Perù |immagine=A.png}}", "Titolo"),
        (
            "cs",
            "{{Infobox - bilaterální vztahy |stát1=Kuba |stát2=Peru |mapa=A.png}}",
            "Kubánsko-peruánské vztahy",
        ),
        (
            "da",
            "{{Infoboks bilaterale forhold |part1=Cuba |part2=Peru |kort=A.png}}",
            "Forholdet mellem Cuba og Peru",
        ),
        ("sv", "{{Infobox bilaterala relationer |1=x |2=Kuba |3=Peru |karta=A.png}}", "Kuba och Peru"),
        ("ar", "{{معلومات علاقات ثنائية |بلد1=كوبا |بلد2=بيرو |خريطة=A.png}}", "العلاقات الكوبية البيروية"),
        ("ja", "{{Infobox 両国関係 |x |キューバ |ペルー |map=A.png}}", "キューバとペルーの関係"),
    ],
)
def test_infoboxes_of_other_languages(language: str, text: str, title: str) -> None:
    for given_title in (title, None):
        article = parse_article(text, title=given_title)
        assert article.infobox is not None
        assert [party.code for party in article.infobox.parties] == ["CU", "PE"]
        assert [party.code for party in article.parties] == ["CU", "PE"]
        assert article.infobox.map == "A.png"
    assert parse_article("x", schema=BILATERAL.in_language(language)).events == ()


@pytest.mark.parametrize(
    "title",
    [
        "Relazioni bilaterali tra Cuba e Perù",
        "Forholdet mellem Cuba og Peru",
        "Relationer mellan Kuba och Peru",
    ],
)
def test_titles_of_other_languages(title: str) -> None:
    assert [party.code for party in parse_article("x", title=title).parties] == ["CU", "PE"]


def test_words_of_other_languages_are_read_only_where_english_does_not_fit() -> None:
    script = """
from wikirel import parse_article
from wikirel.values.language import load_language
parse_article("Cuba has an embassy in Lima.", title="Cuba–Peru relations")
parse_article("{{Infobox bilateral relations |x |Cuba |Peru}}", title="Two lands")
assert load_language.cache_info().currsize == 1, load_language.cache_info()
parse_article("x", title="Forholdet mellem Cuba og Peru")
assert load_language.cache_info().currsize > 1
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
