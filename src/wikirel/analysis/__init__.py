r"""What is built on the facts of several articles: status histories, an audit, the network, a panel.

>>> from wikirel import parse_article
>>> article = parse_article("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
>>> audit([article]).contradictions
()
"""

from wikirel.analysis.audit import audit
from wikirel.analysis.discrepancy import Discrepancy
from wikirel.analysis.findings import Agreement, Audit, Finding, FindingKind, Position, Weight
from wikirel.analysis.graph_files import graph_text
from wikirel.analysis.merge import Act, PairFacts, ToldMission, merge
from wikirel.analysis.network import Layer, MissionEdge, Network, RelationEdge, network
from wikirel.analysis.pairs import Pair, Telling, pair_of
from wikirel.analysis.panel import PanelRow, panel, write_panel_csv, write_panel_parquet
from wikirel.analysis.report import audit_data, audit_markdown, write_audit_csv
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
    "audit_data",
    "audit_markdown",
    "graph_text",
    "merge",
    "network",
    "pair_of",
    "panel",
    "status_history",
    "write_audit_csv",
    "write_panel_csv",
    "write_panel_parquet",
]
