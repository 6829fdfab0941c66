r"""What is built on the facts of several articles: status histories, an audit, the network, a panel.

>>> from wikirel import parse_article
>>> article = parse_article("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
>>> audit([article]).contradictions
()
"""

from wikirel.analysis.audit import audit
from wikirel.analysis.discrepancy import Discrepancy
from wikirel.analysis.findings import Agreement, Audit, Finding, FindingKind, Position, Weight
from wikirel.analysis.merge import Act, PairFacts, ToldMission, merge
from wikirel.analysis.network import Layer, MissionEdge, Network, RelationEdge, network
from wikirel.analysis.pairs import Pair, Telling, pair_of
from wikirel.analysis.panel import PanelRow, panel
from wikirel.analysis.status import Answer, Standing, StatusHistory, StatusSpan, status_history

__all__ = [
    "Act",
    "Agreement",
    "Answer",
    "Audit",
    "Discrepancy",
    "Finding",
    "FindingKind",
    "Layer",
    "MissionEdge",
    "Network",
    "Pair",
    "PairFacts",
    "PanelRow",
    "Position",
    "RelationEdge",
    "Standing",
    "StatusHistory",
    "StatusSpan",
    "Telling",
    "ToldMission",
    "Weight",
    "audit",
    "merge",
    "network",
    "pair_of",
    "panel",
    "status_history",
]
