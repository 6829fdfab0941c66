"""Words about a date: what they weigh, how near they count, and which table says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikirel import BILATERAL, EventKind, parse_article
from wikirel.errors import SchemaError
from wikirel.rules.events import rule
from wikirel.rules.events.attach import Attachment
from wikirel.rules.events.dated import dated
from wikirel.rules.events.sentence import Sentence
from wikirel.rules.events.weighing import NEAREST, ActSigns, Weights, load_weights, nearness
from wikirel.rules.events.words import event_words
from wikirel.values.dates import DateGrammar, DateMention

TITLE = "Cuba–Peru relations"
KINDS: list[EventKind | None] = [*EventKind, None]
HIGHEST = 4095  # weights beyond are cut to it
SURE = 9.0
WORDS = event_words(BILATERAL.vocabulary)
GRAMMAR = DateGrammar.load("en")


def sentence_of(text: str) -> Sentence:
    low = text.lower()
    return Sentence(low, 0, len(low), list(GRAMMAR.resolve(GRAMMAR.find(text), text)), WORDS)


def plain_score(
    weights: Weights, column: int, words: Mapping[str, int], acts: Mapping[EventKind, ActSigns]
) -> Fraction:
    """What a column comes to when all is added up word by word, exactly."""
    total = Fraction(weights.bias[column])
    for word, near in words.items():
        row = weights.words.get(word)
        if row is None:
            row = weights.words.get("^" + word[:5], ()) if len(word) > 5 else ()
        weight = dict(zip(row[::2], row[1::2], strict=True)).get(column, 0)
        cut = max(-HIGHEST, min(weight, HIGHEST))
        total += Fraction(near * cut) / Fraction(weights.scale) / NEAREST
    kind = weights.kinds[column]
    if kind is not None and kind in acts:
        pairs = zip(weights.acts, acts[kind].values(), strict=True)
        total += sum(Fraction(weight) * Fraction(value) for weight, value in pairs)
    return total


# -- the packed sum -----------------------------------------------------------------------------------------

LETTERS = st.text("abc", min_size=2, max_size=7)
SIGNS = st.builds(
    ActSigns, st.floats(-30, 30), st.booleans(), st.floats(0, 14), st.booleans()
)  # as the rules reckon them


def about_a_year(before: list[str], behind: list[str]) -> Sentence:
    """A sentence of such words around the year 1999."""
    text = " ".join([*before, "1999", *behind])
    at = text.index("1999")
    return Sentence(text, 0, len(text), [DateMention(at, at + 4, "1999")], WORDS)


@st.composite
def tables(draw: st.DrawFn, words: st.SearchStrategy[str], highest: int = 2 * HIGHEST) -> Weights:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
    row = st.dictionaries(st.integers(0, len(kinds) - 1), st.integers(-highest, highest), max_size=6)
    rows = draw(st.dictionaries(words, row, max_size=12))
    return Weights(
        kinds=tuple(kinds),
        bias=tuple(draw(st.lists(st.floats(-5, 5), min_size=len(kinds), max_size=len(kinds)))),
        acts=tuple(draw(st.lists(st.floats(-4, 4), min_size=5, max_size=5))),
        words={word: [value for pair in row.items() for value in pair] for word, row in rows.items()},
        scale=draw(st.sampled_from([1.0, 7.0, 100.0])),
    )


def is_likeliest(weights: Weights, sentence: Sentence, acts: Mapping[EventKind, ActSigns]) -> bool:
    """Tell whether the kind that comes out is the highest where all is added up plainly."""
    [date] = sentence.dates
    kind = weights.likeliest(sentence, date, acts)
    near = nearness(sentence, date)
    scores = [plain_score(weights, column, near, acts) for column in range(len(weights.kinds))]
    return scores[weights.kinds.index(kind)] >= max(scores) - Fraction(1, 10**6)


@given(
    tables(LETTERS | LETTERS.map(lambda word: "^" + word[:5])),
    st.lists(LETTERS | st.just(","), max_size=8),
    st.lists(LETTERS | st.just(","), max_size=8),
    st.dictionaries(st.sampled_from(EventKind), SIGNS, max_size=4),
)
def test_the_likeliest_is_what_adding_up_plainly_gives(
    weights: Weights, before: list[str], behind: list[str], acts: dict[EventKind, ActSigns]
) -> None:
    sentence = about_a_year(before, behind)
    assert is_likeliest(weights, sentence, acts)
    assert is_likeliest(weights, sentence, acts)  # from the rows that are packed already


# Two letters each, and thousands of them, as no sentence has; sentences are read 3,000 characters from a date.
MANY = [
    first + second for first in "abcdefghijklmnopqrstuvwxyzäöüßñçéèê" for second in "abcdefghijklmnopqrstu"
]
FAR_MORE = [chr(code) + chr(code + 1) for code in range(0x4E00, 0x4E00 + 4000)]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("column", [0, 13, len(KINDS) - 1])
@pytest.mark.parametrize("words", [MANY, FAR_MORE], ids=len)
def test_thousands_of_the_heaviest_words_spill_into_no_other_column(
    words: list[str], column: int, sign: int
) -> None:
    row = [
        value for at in range(len(KINDS)) for value in (at, sign * (HIGHEST if at == column else -HIGHEST))
    ]
    weights = Weights(tuple(KINDS), (0.0,) * len(KINDS), (0.0,) * 5, dict.fromkeys(words, row), 100.0)
    sentence = about_a_year(words[::2], words[1::2])
    assert is_likeliest(weights, sentence, {})
    kind = weights.likeliest(sentence, sentence.dates[0], {})
    assert (kind is KINDS[column]) is (sign > 0)


def test_a_text_may_have_more_words_than_are_kept() -> None:
    column = KINDS.index(EventKind.VISIT)
    weights = Weights(tuple(KINDS), (0.0,) * len(KINDS), (0.0,) * 5, {"haven": [column, 90]}, 100.0)
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 160)]
    words = iter([first + second for first in letters for second in letters])
    for _ in range(250):
        sentence = about_a_year(["haven", *islice(words, 50)], list(islice(words, 50)))
        assert weights.likeliest(sentence, sentence.dates[0], {}) is EventKind.VISIT


# -- nearness -----------------------------------------------------------------------------------------------

TOKENS = st.lists(
    st.sampled_from(
        ["and", ",", ";", "which", "the", ", and", "while", "(", ")", "but", "1850", "in May 1911"]
    ),
    max_size=25,
)


def scattered(tokens: list[str], year_at: int) -> Sentence:
    """A sentence of these words, each followed by one that is there once, about the year 1974."""
    parts = [f"{token} w{chr(97 + number)}x" for number, token in enumerate(tokens)]
    parts.insert(min(year_at, len(parts)), "1974")
    return sentence_of(" ".join(parts))


@given(TOKENS, st.integers(0, 25))
def test_a_word_counts_the_less_the_further_it_stands(tokens: list[str], year_at: int) -> None:
    sentence = scattered(tokens, year_at)
    for date in sentence.dates:
        if sentence.low[date.start : date.end] != "1974":
            continue
        near = nearness(sentence, date)
        assert all(0 <= count <= NEAREST for count in near.values())
        once = [word for word in near if word.startswith("w") and word.endswith("x")]
        places = [(sentence.low.index(word), near[word]) for word in once]
        behind = [count for place, count in sorted(places) if place > date.end]
        before = [count for place, count in sorted(places, reverse=True) if place < date.start]
        assert behind == sorted(behind, reverse=True)
        assert before == sorted(before, reverse=True)


@given(TOKENS, st.integers(0, 25))
def test_the_words_of_the_date_itself_do_not_count(tokens: list[str], year_at: int) -> None:
    sentence = scattered(tokens, year_at)
    for date in sentence.dates:
        near = nearness(sentence, date)
        assert not near.keys() & set(sentence.low[date.start : date.end].split())
        assert all(word in sentence.low for word in near)


def test_a_word_nearer_to_another_date_counts_less() -> None:
    alone = sentence_of("In 1974 sugar went to the port, and in a dry summer rice.")
    beside = sentence_of("In 1974 sugar went to the port, and in 1981, a dry summer, rice.")
    assert nearness(alone, alone.dates[0])["sugar"] == nearness(beside, beside.dates[0])["sugar"]
    assert nearness(alone, alone.dates[0])["rice"] > 2 * nearness(beside, beside.dates[0])["rice"]


def test_a_word_that_is_there_twice_counts_once_where_it_is_nearest() -> None:
    once = sentence_of("In 1974 sugar went to the port.")
    twice = sentence_of("In 1974 sugar went to the port, the sugar of the north.")
    assert nearness(once, once.dates[0])["sugar"] == nearness(twice, twice.dates[0])["sugar"]


# -- what acts say, and what words may ----------------------------------------------------------------------

CLAUSES = [
    "Peru severed relations with Cuba in 1960",
    "in 1972 the two restored full diplomatic relations",
    "the embassy in Havana was opened in 1974",
    "a treaty was signed in 1981",
    "Spanish troops invaded the island in 1762",
    "oil was the topic of 1985",
    "the government spoke of support in 1999",
    "an economic programme followed in 2003",
    "the port saw many people in 1911",
    "the 2015 summit of the group",
]
# "Economic support" only hints; what was done with it, the shipped table knows.
HINTED = "In 1999 the economic support was discussed by both presidents in Lima."
TOLD = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4, unique=True).map(", and ".join)
VOCABULARY = st.sampled_from(sorted({word for clause in CLAUSES for word in clause.lower().split()}))


def attachment_of(sentence: Sentence, weights: Weights | None) -> Attachment:
    return Attachment(sentence, dated(sentence), EventKind.OTHER, weights=weights)


@given(TOLD, tables(VOCABULARY))
def test_a_sure_act_is_never_overruled(text: str, weights: Weights) -> None:
    sentence = sentence_of(text)
    alone, weighed = attachment_of(sentence, None), attachment_of(sentence, weights)
    before = None
    for index, date in enumerate(alone.dates):
        first, _ = alone.first(index, before)
        before = first or before
        if first is None or first.weight < SURE:
            continue
        told = [h for h in alone.happenings() if h.date is not None and h.date.start == date.start]
        assert first.kind in {happening.kind for happening in told}
        assert told == [h for h in weighed.happenings() if h.date is not None and h.date.start == date.start]


@given(TOLD, tables(VOCABULARY))
def test_words_change_what_a_date_tells_and_never_whether_it_does(text: str, weights: Weights) -> None:
    sentence = sentence_of(text)
    alone, weighed = attachment_of(sentence, None).happenings(), attachment_of(sentence, weights).happenings()
    assert {h.date.edtf for h in alone if h.date} == {h.date.edtf for h in weighed if h.date}


def test_words_have_a_say_where_the_act_only_hints() -> None:
    sentence = sentence_of("oil was the topic of 1985")
    [alone] = attachment_of(sentence, None).happenings()
    assert alone.find is None or alone.find.weight < SURE
    column = KINDS.index(EventKind.MEETING)
    weights = Weights(tuple(KINDS), (0.0,) * len(KINDS), (0.0,) * 5, {"topic": [column, 900]}, 100.0)
    [weighed] = attachment_of(sentence, weights).happenings()
    assert weighed.kind is EventKind.MEETING is not alone.kind


# -- tables of languages ------------------------------------------------------------------------------------

DUTCH = """
[titles]
bilateral = "^betrekkingen tussen"
[titles.shapes]
pair = ["Betrekkingen tussen {A} en {B}"]
[dates.months]
names = ["januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december"]
introduced_by = ["in"]
[dates.years]
introduced_by = ["in"]
[events.acts.trade]
5 = ["suiker"]
[events.acts.visit]
9 = ["bezocht"]
"""
PORT = {"scale": 10, "kinds": ["visit", "trade", ""], "bias": [0, 0, 0], "acts": [0, 0, 20, 0, 0]}


def dutch(folder: Path, text: str) -> list[str]:
    (folder / "nl.toml").write_text(DUTCH, encoding="utf-8")
    schema = BILATERAL.in_language(str(folder / "nl.toml"))
    title = "Betrekkingen tussen Nederland en Peru"
    return [str(event.kind) for event in parse_article(text, title=title, schema=schema).events]


def test_a_table_beside_a_language_of_ones_own_is_asked(tmp_path: Path) -> None:
    without, with_table = tmp_path / "without", tmp_path / "with"
    without.mkdir()
    with_table.mkdir()
    table = {**PORT, "words": {"haven": [0, 99]}}
    (with_table / "nl.events.json").write_text(json.dumps(table), encoding="utf-8")
    assert dutch(without, "In 1999 ging suiker naar de haven.") == ["trade"]
    assert dutch(with_table, "In 1999 ging suiker naar de haven.") == ["visit"]
    assert dutch(with_table, "In 1999 ging suiker naar de markt.") == ["trade"]


def test_a_kind_that_the_table_lacks_is_left_as_it_is(tmp_path: Path) -> None:
    table = {**PORT, "kinds": ["visit", "aid", ""], "words": {"haven": [0, 99]}}
    (tmp_path / "nl.events.json").write_text(json.dumps(table), encoding="utf-8")
    assert dutch(tmp_path, "In 1999 ging suiker naar de haven.") == ["trade"]


def test_an_act_of_ones_own_overrules_the_table(tmp_path: Path) -> None:
    table = {**PORT, "words": {"haven": [1, 99], "koning": [1, 99]}}
    (tmp_path / "nl.events.json").write_text(json.dumps(table), encoding="utf-8")
    assert dutch(tmp_path, "In 1999 bezocht de koning de haven.") == ["visit"]


def test_an_act_laid_over_english_overrules_the_shipped_table() -> None:
    [found] = parse_article(HINTED, title=TITLE).events
    assert found.kind is EventKind.MEETING
    words = {"events": {"acts": {"aid": {"9.5": ["economic support"]}}}}
    [event] = parse_article(HINTED, title=TITLE, schema=BILATERAL.extend(words=words, name="own")).events
    assert event.kind is EventKind.AID


def test_a_language_is_read_by_its_acts_alone_where_it_has_no_table(
    tmp_path: Path, seed_wiki: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join([*(f"{clause}." for clause in CLAUSES), HINTED, seed_wiki])
    for name, beside in (("bare", False), ("whole", True)):
        (tmp_path / name).mkdir()
        for file in ("en.toml", "en.events.json")[: 1 + beside]:
            data = files("wikirel.languages").joinpath(file).read_bytes()
            (tmp_path / name / file).write_bytes(data)

    def told(language: str) -> list[tuple[str | None, EventKind, str]]:
        article = parse_article(text, title=TITLE, schema=BILATERAL.in_language(language))
        return [(e.date.edtf if e.date else None, e.kind, e.text) for e in article.events]

    bare, whole = (str(tmp_path / name / "en.toml") for name in ("bare", "whole"))
    shipped = told("en")
    assert told(whole) == shipped
    without = told(bare)
    assert [date for date, *_ in without] == [date for date, *_ in shipped]
    monkeypatch.setattr(rule, "load_weights", lambda language: None)
    assert told("en") == without != shipped


@pytest.mark.parametrize("language", ["es", "pt", "fr", "de", "it"])
def test_languages_without_a_table(language: str) -> None:
    assert load_weights(language) is None


ROW = {"words": {"suiker": [0, 9]}}
BROKEN = [
    ("no JSON", "{"),
    ("empty", "{}"),
    ("a list", "[]"),
    ("no table", "null"),
    ("an unknown kind", json.dumps({**PORT, **ROW, "kinds": ["visit", "trade", "feast"]})),
    ("a bias that is no number", json.dumps({**PORT, **ROW, "bias": [0, "x", 0]})),
    ("no words", json.dumps(PORT)),
    ("words that are a list", json.dumps({**PORT, "words": ["suiker"]})),
    ("a column without a weight", json.dumps({**PORT, "words": {"suiker": [0]}})),
    ("a weight that is no number", json.dumps({**PORT, "words": {"suiker": [0, "x"]}})),
    ("a weight that is no whole number", json.dumps({**PORT, "words": {"suiker": [0, 1.5]}})),
    ("a column that is not there", json.dumps({**PORT, "words": {"suiker": [7, 9]}})),
    ("fewer kinds than weights", json.dumps({**PORT, **ROW, "kinds": ["visit"]})),
    ("fewer weights of acts", json.dumps({**PORT, **ROW, "acts": [0]})),
    ("no kind at all", json.dumps({**PORT, "kinds": [], "bias": [], "words": {}})),
    ("a scale of nothing", json.dumps({**PORT, **ROW, "scale": 0})),
    ("other bytes than UTF-8", b"\xff"),
]


@pytest.mark.parametrize("table", [pytest.param(table, id=name) for name, table in BROKEN])
def test_a_broken_table_is_told_with_its_language(tmp_path: Path, table: str | bytes) -> None:
    data = table if isinstance(table, bytes) else table.encode()
    (tmp_path / "nl.events.json").write_bytes(data)
    with pytest.raises(SchemaError, match=r"table of weights .*nl.*cannot be read"):
        dutch(tmp_path, "In 1999 ging suiker naar de haven.")
