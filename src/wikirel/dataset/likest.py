"""Pairing what is alike, one to one, the likest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from wikirel.dataset.facts import StatedFact

__all__ = ["Pairs", "left_over", "pair_likest"]

_COMMON = (
    64  # facts; a sign that more of them share brings nothing together, and would make the search quadratic
)

Pairs = list[tuple[StatedFact, StatedFact]]


def pair_likest(
    pairs: Pairs,
    old: list[StatedFact],
    new: list[StatedFact],
    *,
    signs: Callable[[StatedFact], Iterable[Hashable]],
    likeness: Callable[[StatedFact, StatedFact], float],
    text: Callable[[StatedFact], str],
) -> tuple[list[StatedFact], list[StatedFact]]:
    """Pair facts that are alike, and return what is left of both sides.

    Args:
        pairs: what the pairs are added to.
        old: the facts of one side.
        new: those of the other.
        signs: what facts have to share, of which one is rare, to be compared at all.
        likeness: how surely two facts are one; 0 if they are not.
        text: what decides between pairs of equal likeness, before their places: neither knows which side is old.
    """
    having: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, fact in enumerate(new):
        for sign in signs(fact):
            having[sign].append(number)
    told = Counter(sign for fact in old for sign in signs(fact))
    ranked: list[tuple[float, list[str], int, int]] = []
    for one, fact in enumerate(old):
        rare = [sign for sign in signs(fact) if max(told[sign], len(having.get(sign, ()))) <= _COMMON]
        for two in {two for sign in rare for two in having.get(sign, ())}:
            alike = likeness(fact, new[two])
            if alike:
                ranked.append((-alike, sorted((text(fact), text(new[two]))), one, two))
    taken: tuple[set[int], set[int]] = set(), set()
    for _, _, one, two in sorted(ranked, key=lambda item: (item[0], item[1], item[2] + item[3])):
        if one not in taken[0] and two not in taken[1]:
            pairs.append((old[one], new[two]))
            taken[0].add(one)
            taken[1].add(two)
    return left_over(old, taken[0]), left_over(new, taken[1])


def left_over(facts: Sequence[StatedFact], taken: set[int]) -> list[StatedFact]:
    """Return the facts whose numbers are not taken."""
    return [fact for number, fact in enumerate(facts) if number not in taken]
