r"""The network of missions and relations, under the name that people look for.

>>> from wikirel import parse_article
>>> text = "= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima."
>>> [(post.sending.code, post.host.code, post.city) for post in network([parse_article(text)]).missions]
[('CU', 'PE', 'Lima')]
"""

from wikirel.analysis.graph_files import GRAPH_FORMATS, graph_text
from wikirel.analysis.network import Layer, MissionEdge, Network, RelationEdge, network

__all__ = ["GRAPH_FORMATS", "Layer", "MissionEdge", "Network", "RelationEdge", "graph_text", "network"]
