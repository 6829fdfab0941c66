"""Learn which acts beside a date's first one are happenings of their own, from labelled paragraphs and sentences.

    python -m pip install 'wikirel[train]'
    python scripts/train_further.py ARTICLES_DIR            # writes src/wikirel/rules/events/further.json
    python scripts/train_further.py ARTICLES_DIR --folds 5  # only says how good it is

ARTICLES_DIR holds the articles that the labels point into, one ``TITLE.wiki`` each.  Trained on are the
labels of scripts/train_events.py, but not the written sentences, which have few further happenings.  The model is a
logistic regression over the signs of :class:`wikirel.rules.events.further.FurtherSigns`, the kind of the act, that
of the first happening, and both together; it is fitted by L-BFGS with an L2 penalty, from zero.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from event_cases import LabelledDate, labelled_dates, read_articles
from scipy.optimize import minimize

from wikirel.facts import EventKind
from wikirel.rules.events.further import FurtherActs, FurtherSigns

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "wikirel" / "rules" / "events" / "further.json"
KINDS = list(EventKind)
SIGNS = len(FurtherSigns._fields)
# The penalty of a weight's square: of signs and kinds, and of pairs of kinds, which are seldom seen.
PENALTY, PAIR_PENALTY = 0.5, 2.0
# An act counts from this likelihood on; 0.40 to 0.50 differ little.
LIKELY = 0.45
HIGHEST_ODDS = 8.0
# What a first happening is does not lean on the table that is to be made.
NONE = FurtherActs(FurtherSigns(*[0.0] * SIGNS), {}, -HIGHEST_ODDS)


class Act(NamedTuple):
    """One act beside the first one of a date: is it a happening of its own?"""

    article: str
    first: EventKind
    kind: EventKind
    signs: FurtherSigns
    told: bool


def main() -> int:
    """Write the table, or say how good it is."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("articles", type=Path)
    cli.add_argument("--folds", type=int, help="cross-validate by article, and write nothing")
    cli.add_argument("--out", type=Path, default=OUT)
    args = cli.parse_args()
    acts = [
        act
        for reading, labels in read_articles(args.articles)
        for one in labelled_dates(reading, labels)
        for act in acts_of(reading.title, one)
    ]
    told = sum(act.told for act in acts)
    print(f"{len(acts)} acts beside a first one, {told} of them happenings of their own", file=sys.stderr)
    if args.folds:
        print_folds(acts, args.folds)
        return 0
    args.out.write_text(table(fit(acts)), encoding="utf-8")
    return 0


def acts_of(article: str, one: LabelledDate) -> list[Act]:
    """Return the acts beside the first one of a labelled date, the nearest of each kind."""
    attachment, index, first = one.attachment, one.index, one.first
    if first is None or attachment.plain:
        return []
    attachment.further = NONE
    kind, act = attachment.weighed(index, first) or (first.kind, first)
    first = act or first
    left = [set(told["kinds"]) for told in one.sure()]
    hit = next((kinds for kinds in left if str(kind) in kinds), None)
    if hit is not None:
        left.remove(hit)
    unsure = {name for told in one.happenings if told.get("optional") for name in told["kinds"]}
    nearest: dict[EventKind, FurtherSigns] = {}
    for at, find in enumerate(attachment.sentence.finds):
        signs = None if attachment.ends_interval(index, find) else attachment.beside(index, kind, first, at)
        if signs is not None and (find.kind not in nearest or signs.net > nearest[find.kind].net):
            nearest[find.kind] = signs
    found = []
    for other, signs in nearest.items():
        told = any(str(other) in kinds for kinds in left)
        if told or str(other) not in unsure:
            found.append(Act(article, kind, other, signs, told))
    return found


def columns(acts: Sequence[Act]) -> tuple[Any, Any, Any]:
    """Return the signs of acts, with a bias, and the numbers of the kinds of both."""
    signs = np.array([[1.0, *act.signs] for act in acts])
    firsts = np.array([KINDS.index(act.first) for act in acts])
    kinds = np.array([KINDS.index(act.kind) for act in acts])
    return signs, firsts, kinds


def split(weights: Any) -> tuple[Any, Any, Any, Any]:
    """Return the weights of bias and signs, of first kinds, of kinds, of pairs."""
    count = len(KINDS)
    own, first, kind = 1 + SIGNS, 1 + SIGNS + count, 1 + SIGNS + 2 * count
    return weights[:own], weights[own:first], weights[first:kind], weights[kind:].reshape(count, count)


def odds(weights: Any, acts: Sequence[Act]) -> Any:
    """Return the log-odds of acts."""
    signs, firsts, kinds = columns(acts)
    own, by_first, by_kind, by_pair = split(weights)
    return signs @ own + by_first[firsts] + by_kind[kinds] + by_pair[firsts, kinds]


def fit(acts: Sequence[Act]) -> Any:
    """Fit the weights."""
    signs, firsts, kinds = columns(acts)
    told = np.array([act.told for act in acts], dtype=float)
    count = len(KINDS)
    penalties = np.full(1 + SIGNS + 2 * count + count * count, PENALTY)
    penalties[0] = 0.0
    penalties[1 + SIGNS + 2 * count :] = PAIR_PENALTY

    def loss(weights: Any) -> tuple[float, Any]:
        own, by_first, by_kind, by_pair = split(weights)
        score = signs @ own + by_first[firsts] + by_kind[kinds] + by_pair[firsts, kinds]
        value = np.logaddexp(0.0, score).sum() - (told * score).sum() + (penalties * weights**2).sum()
        off = 1.0 / (1.0 + np.exp(-score)) - told
        pairs = np.zeros((count, count))
        np.add.at(pairs, (firsts, kinds), off)
        slope = np.concatenate(
            [signs.T @ off, np.bincount(firsts, off, count), np.bincount(kinds, off, count), pairs.ravel()]
        )
        return value, slope + 2.0 * penalties * weights

    start = np.zeros(len(penalties))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x


def print_folds(acts: Sequence[Act], folds: int) -> None:
    """Print how many acts are told rightly and wrongly, cross-validated by article."""
    articles = sorted({act.article for act in acts})
    fold = {article: number % folds for number, article in enumerate(articles)}
    likely: list[tuple[float, bool]] = []
    for number in range(folds):
        weights = fit([act for act in acts if fold[act.article] != number])
        tested = [act for act in acts if fold[act.article] == number]
        likely += zip(1.0 / (1.0 + np.exp(-odds(weights, tested))), (act.told for act in tested), strict=True)
    for least in (0.35, 0.40, 0.45, 0.50, 0.55):
        right = sum(told for likelihood, told in likely if likelihood > least)
        wrong = sum(not told for likelihood, told in likely if likelihood > least)
        print(f"from {least:.2f}: {right} right, {wrong} wrong, of {sum(act.told for act in acts)}")


def table(weights: Any) -> str:
    """Return the table as JSON, a line for each first kind."""
    own, by_first, by_kind, by_pair = split(weights)
    # So that more than 0 is likely enough.
    bias = own[0] - np.log(LIKELY / (1.0 - LIKELY))
    start = bias + by_first[:, None] + by_kind[None, :] + by_pair
    rows = ",\n".join(
        f"{json.dumps(str(first))}:"
        + json.dumps({str(kind): rounded(start[row, at]) for at, kind in enumerate(KINDS)})
        for row, first in enumerate(KINDS)
    )
    signs = {name: rounded(weight) for name, weight in zip(FurtherSigns._fields, own[1:], strict=True)}
    head = {
        "made_by": "scripts/train_further.py, from benchmarks/labels",
        "signs": signs,
        "other": rounded(bias),
    }
    return f'{json.dumps(head)[:-1]},\n"pairs":{{\n{rows}\n}}}}\n'


def rounded(odds: float) -> float:
    """Return log-odds to a hundredth."""
    return round(float(max(-HIGHEST_ODDS, min(odds, HIGHEST_ODDS))), 2)


if __name__ == "__main__":
    sys.exit(main())
