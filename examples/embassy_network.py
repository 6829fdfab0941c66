"""Draw who has an embassy where, from a folder of articles (the seed, if none is given).

Usage: ``python examples/embassy_network.py [FOLDER [PICTURE]]``; needs wikirel[graph,plot].
"""

import sys
from pathlib import Path

import networkx as nx
from matplotlib.figure import Figure

from wikirel.analysis import network
from wikirel.files import parse_file

CHANCERIES = ("embassy", "high_commission", "nunciature")

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "seeds"
found = network(parse_file(path) for path in sorted(folder.glob("*.wiki")))
posts = [m for m in found.missions if m.kind in CHANCERIES and m.resident and m.status == "open"]
graph = nx.DiGraph((post.sending.name, post.host.name) for post in posts)
ranked = sorted(graph, key=graph.degree, reverse=True)
rings = [ring for ring in (ranked[:8], ranked[8:30], ranked[30:80], ranked[80:]) if ring]
axes = (figure := Figure(figsize=(18, 18), layout="tight")).add_subplot()
look = {"node_color": "#ffcc66", "edge_color": "#4477aa30", "width": 0.4, "arrowsize": 4, "font_size": 8}
size = [30 + 4 * graph.degree(name) for name in graph]
nx.draw(graph, nx.shell_layout(graph, rings), axes, with_labels=True, node_size=size, **look)
figure.savefig(sys.argv[2] if len(sys.argv) > 2 else "embassies.svg")
print(f"{len(graph)} countries, {graph.size()} resident embassies")
