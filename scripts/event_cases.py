"""Every labelled date that ``train_events.py`` learns from, with what stands about it.

Two sources: the labels of benchmarks/labels, which point into articles that have to be there; and the sentences of
scripts/event_sentences.tsv, written for this by hand, which need nothing else.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from wikirel import Gazetteer, schema_for
from wikirel.api import read_document
from wikirel.facts import EventKind
from wikirel.rules.events.attach import Attachment
from wikirel.rules.events.rule import attachments, lower_case
from wikirel.rules.events.sentence import Find
from wikirel.rules.events.weighing import NEAREST, ActSigns, nearness
from wikirel.rules.events.words import event_words
from wikirel.schema import Reading

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "benchmarks" / "labels"
WRITTEN = ROOT / "scripts" / "event_sentences.tsv"
PARAGRAPHS, SENTENCES = "abcefgh", "lmnopqstuvwxyz"
KINDS: list[EventKind | None] = [*EventKind, None]
COLUMNS = {kind: column for column, kind in enumerate(KINDS)}
# A name is a word that is mostly written with a capital within a sentence, unless as many articles have it
# ("Treaty", "Minister") and it is no country's.
MANY_ARTICLES = 8
# The article that written sentences are said to be of: about no country that is.
NOWHERE = "Foreign relations of Utopia"
MARKED = re.compile("⟦([^⟧]+)⟧")


class Case(NamedTuple):
    """One date of a sentence: what stands about it, the columns that are right, the kind that the acts give."""

    article: str
    words: dict[str, float]
    signs: dict[EventKind, ActSigns]
    right: frozenset[int]
    rule: EventKind | None


class Words:
    """Counts how words are written in texts, to tell names from other words."""

    def __init__(self) -> None:
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._articles: Counter[str] = Counter()
        self._countries: set[str] = set()

    def read(self, readings: Iterable[Reading]) -> None:
        """Count the words of the parts of one article."""
        here: set[str] = set()
        for reading in readings:
            for before, token in pairwise(reading.text.split()):
                word = token.strip(".,;:()\"'")
                here.add(word.lower())
                if not before.endswith("."):  # any word has a capital there
                    (self._capital if word[:1].isupper() else self._small)[word.lower()] += 1
            for mention in reading.mentions:
                self._countries.update(reading.text[mention.start : mention.end].lower().split())
        self._articles.update(here)

    def countries(self) -> frozenset[str]:
        """Return the words of names of countries."""
        return frozenset(word for word in self._countries if self._capital[word] >= self._small[word])

    def names(self) -> frozenset[str]:
        """Return the words of names."""
        named = {
            word
            for word, count in self._capital.items()
            if count > self._small[word] and self._articles[word] < MANY_ARTICLES
        }
        return self.countries() | named


def read_cases(folder: Path) -> tuple[list[Case], Words]:
    """Read the labelled dates of articles, and those of the written sentences."""
    cases: list[Case] = []
    words = Words()
    for reading, labels in read_articles(folder):
        cases += cases_of(reading, labels)
        words.read([reading])
    written = list(read_written())
    words.read(reading for reading, _ in written)
    for reading, label in written:
        cases += cases_of(reading, [label])
    return cases, words


def read_articles(folder: Path) -> Iterator[tuple[Reading, list[dict[str, Any]]]]:
    """Yield the articles that have labels to train on, each with them."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for stem in [*(f"events-{name}" for name in PARAGRAPHS), *(f"sentences-{name}" for name in SENTENCES)]:
        for line in (LABELS / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            labels[label["article"]].append(label)
    for title, ones in sorted(labels.items()):
        text = (folder / f"{title}.wiki").read_bytes().decode("utf-8")
        reading = Reading(
            read_document(text), schema_for(title), title, Gazetteer.load().title_parties(title)
        )
        yield reading, ones


def read_written(path: Path = WRITTEN) -> Iterator[tuple[Reading, dict[str, Any]]]:
    """Yield the written sentences, each read as an article of its own, with its label.

    A line holds what its dates tell, ``; `` between them, a tab, and the sentence with its dates in ``⟦⟧``.  Of
    a date: ``-`` for nothing, or the kinds that are right, ``/`` between them; ``+`` before a further happening,
    ``?`` behind one that not all readers would call one.
    """
    schema = schema_for(NOWHERE)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        told, _, sentence = line.partition("\t")
        dates: list[dict[str, Any]] = []
        marks = list(MARKED.finditer(sentence))
        for number, (mark, kinds) in enumerate(zip(marks, told.split("; "), strict=True)):
            start = mark.start() - 2 * number
            happenings = [] if kinds == "-" else [_happening(one) for one in kinds.split("+")]
            dates.append({"at": [start, start + len(mark[1])], "happenings": happenings})
        text = MARKED.sub(r"\1", sentence)
        yield Reading(read_document(text), schema, NOWHERE, ()), {"dates": dates}


def _happening(told: str) -> dict[str, Any]:
    return {
        "kinds": [str(EventKind(kind)) for kind in told.removesuffix("?").split("/")],
        "optional": told.endswith("?"),
    }


class LabelledDate(NamedTuple):
    """A date that labels speak of: its place in a weighed sentence, its first act, what it tells."""

    attachment: Attachment
    index: int
    first: Find | None
    happenings: list[dict[str, Any]]

    def sure(self) -> list[dict[str, Any]]:
        """Return the happenings that all careful readers would call one."""
        return [happening for happening in self.happenings if not happening.get("optional")]


def cases_of(reading: Reading, labels: list[dict[str, Any]]) -> Iterator[Case]:
    """Yield the labelled dates of an article that its acts do not decide in some other way."""
    for one in labelled_dates(reading, labels):
        sure = one.sure()
        if sure or not one.happenings:
            attachment, index, first = one.attachment, one.index, one.first
            words = nearness(attachment.sentence, attachment.dates[index])
            yield Case(
                reading.title,
                {word: near / NEAREST for word, near in words.items()},
                attachment.signs(index, first),
                frozenset(COLUMNS[EventKind(kind)] for told in sure for kind in told["kinds"])
                or frozenset({COLUMNS[None]}),
                first.kind if first else attachment.default,
            )


def labelled_dates(reading: Reading, labels: list[dict[str, Any]]) -> Iterator[LabelledDate]:
    """Yield the dates that labels speak of, each with what they say of it, but those that only go on a list."""
    dates: list[tuple[int, int, Any, int, Any]] = []
    weighed = attachments(reading, lower_case(reading.text), event_words(reading.vocabulary))
    for _, attachment in chain.from_iterable(weighed):
        span = reading.document.span(attachment.sentence.start, attachment.sentence.end)
        before = None
        for index, date in enumerate(attachment.dates):
            first, modal = attachment.first(index, before)
            goes_on = first is not None and first is before
            before = first or before
            if not goes_on and not (first is None and modal is not None):
                start = reading.document.span(date.start, date.end).start
                dates.append((start, span.start, attachment, index, first))
    answers: dict[int, list[dict[str, Any]]] = {}
    places = {start: place for place, (start, *_) in enumerate(dates)}
    for label in labels:
        if "dates" in label:
            for date in label["dates"]:
                if date["at"][0] in places:
                    answers[places[date["at"][0]]] = date["happenings"]
            continue
        within = [place for start, place in places.items() if label["start"] <= start < label["end"]]
        answers |= {place: [] for place in within}
        for event in label["events"]:
            same = [
                (abs(dates[place][1] - event["at"][0]), bool(answers[place]), place)
                for place in within
                if plain(dates[place][2].dates[dates[place][3]].edtf) == plain(event["date"])
                and (dates[place][1] <= event["at"][0])
            ]
            if same:
                answers[min(same)[2]].append(event)
    for place, happenings in answers.items():
        _, _, attachment, index, first = dates[place]
        yield LabelledDate(attachment, index, first, happenings)


def plain(edtf: str) -> str:
    """Return a date without its marks of doubt."""
    return edtf.replace("~", "").replace("?", "").replace("%", "")
