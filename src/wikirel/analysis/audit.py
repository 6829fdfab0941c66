"""Audit: what articles tell alike of pairs of countries, and where they contradict one another or themselves.

``docs/audit.md`` describes each kind of finding.
"""

from __future__ import annotations

from collections.abc import Iterable

from wikirel.analysis.audit_dates import date_agreements, date_findings, severed_findings
from wikirel.analysis.audit_missions import mission_agreements, mission_directions, mission_findings
from wikirel.analysis.findings import Agreement, Audit, Finding
from wikirel.analysis.merge import PairFacts, merge
from wikirel.collector import collector_paused
from wikirel.facts import Article, EventKind

__all__ = ["audit", "audit_pairs"]


def audit(articles: Iterable[Article]) -> Audit:
    r"""Compare what articles tell of each pair of countries.

    Args:
        articles: "Foreign relations of X" and "X–Y relations", in any mixture and order.

    Returns:
        The audit; the same for any order of the articles, and for one that is passed twice.

    >>> from wikirel import parse_article
    >>> table = '{| class="wikitable"\n! Country !! Formal relations began\n|-\n| {{flag|%s}} || %s\n|}\n'
    >>> one = parse_article(table % ("Peru", "27 July 1902"), title="Foreign relations of Cuba")
    >>> other = parse_article(table % ("Cuba", "28 July 1902"), title="Foreign relations of Peru")
    >>> for finding in audit([one, other]).contradictions:
    ...     print(finding.pair.name, finding.discrepancy, [p.value for p in finding.positions])
    Cuba–Peru slip-of-day ['1902-07-27', '1902-07-28']
    """
    titles: set[tuple[str, int]] = set()

    def counted() -> Iterable[Article]:
        for article in articles:
            titles.add((article.title, hash(article.source)))
            yield article

    with collector_paused():
        pairs = merge(counted())
        return audit_pairs(pairs.values(), len(titles))


def audit_pairs(pairs: Iterable[PairFacts], articles: int = 0) -> Audit:
    """Compare what was merged already.

    Args:
        pairs: the values of :func:`~wikirel.analysis.merge.merge`.
        articles: how many articles they come from.
    """
    findings: list[Finding] = []
    agreements: list[Agreement] = []
    number = within = across = directions = 0
    for facts in pairs:
        number += 1
        findings += date_findings(facts)
        findings += severed_findings(facts)
        findings += mission_findings(facts)
        agreements += date_agreements(facts)
        agreements += mission_agreements(facts)
        begun = [act for act in facts.acts if act.kind is EventKind.ESTABLISHED and act.date is not None]
        told_in = {act.telling.article for act in begun}
        across += len(told_in) > 1
        within += len({act.telling.key for act in begun}) > len(told_in)
        for direction in mission_directions(facts):
            directions += len({t.article for told in direction.told for t in told.tellings}) > 1
    compared = (
        ("established, in several articles", across),
        ("established, several times in one article", within),
        ("missions, in several articles", directions),
    )
    return Audit(tuple(findings), tuple(agreements), articles, number, compared)
