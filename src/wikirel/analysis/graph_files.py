"""A network in the files that graph programs read: GraphML, GEXF, node-link JSON, CSV."""

from __future__ import annotations

import io
import json
import re
from typing import Any

from wikirel.analysis.network import Layer, Network
from wikirel.errors import ExportError, MissingExtraError

__all__ = ["GRAPH_FORMATS", "graph_text"]

GRAPH_FORMATS = ("json", "csv", "graphml", "gexf")
"""The formats that :func:`graph_text` writes; the first two need nothing but Python."""

# What XML 1.0 (section 2.2) has no form for.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graph_text(found: Network, layout: str, layer: Layer | str = Layer.MISSIONS) -> str:
    """Return one layer of a network as the text of a file.

    Args:
        found: the network.
        layout: one of :data:`GRAPH_FORMATS`.
        layer: which edges.

    Raises:
        ExportError: there is no such format.
        MissingExtraError: GraphML and GEXF need NetworkX, which comes with the extra ``graph``.
    """
    if layout == "json":
        return json.dumps(found.node_link(layer), ensure_ascii=False, indent=1) + "\n"
    if layout == "csv":
        rows = io.StringIO(newline="")
        found.write_csv(rows, layer)
        return rows.getvalue()
    if layout not in GRAPH_FORMATS:
        raise ExportError(f"no format {layout!r}; there are {', '.join(GRAPH_FORMATS)}")
    graph = _clean(found.to_networkx(layer))
    try:
        from networkx.readwrite import generate_gexf, generate_graphml
    except ImportError as error:  # pragma: no cover (the graph itself needed it)
        raise MissingExtraError(f"the format {layout}", "graph") from error
    lines = generate_graphml(graph) if layout == "graphml" else generate_gexf(graph)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _clean(graph: Any) -> Any:
    """Replace characters that XML cannot hold; a city may come out of a broken article."""
    for _, data in graph.nodes(data=True):
        _replace(data)
        data["label"] = data["name"]
    for _, _, data in graph.edges(data=True):
        _replace(data)
    return graph


def _replace(data: dict[str, Any]) -> None:
    for key, value in data.items():
        if isinstance(value, str):
            data[key] = _NOT_XML.sub("\ufffd", value)
