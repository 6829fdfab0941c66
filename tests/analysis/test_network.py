from __future__ import annotations

import csv
import io
import json
import sys

import pytest
from hypothesis import given

from tests.analysis.material import CUBA, PERU, about, act, corpora, post, row
from wikirel import Article, MissingExtraError
from wikirel.analysis import Layer, network
from wikirel.analysis.graph_files import GRAPH_FORMATS, graph_text
from wikirel.errors import ExportError


def test_tellings_of_one_post_are_one_edge() -> None:
    found = network(
        [
            about(CUBA, missions=[post(CUBA, PERU, None), post(CUBA, PERU, "Cusco", 20)]),
            about(PERU, missions=[post(CUBA, PERU, "Lima", opened="1902")]),
            about(CUBA, PERU, missions=[post(CUBA, PERU, "Lima", opened="1902-05")]),
        ]
    )
    assert [(e.city, e.articles, str(e.opened)) for e in found.missions] == [
        ("Cusco", 1, "None"),
        ("Lima", 3, "1902-05"),
    ]


def test_open_in_one_place_and_closed_in_another_is_disputed() -> None:
    found = network(
        [about(CUBA, missions=[post(CUBA, PERU)]), about(PERU, missions=[post(CUBA, PERU, status="closed")])]
    )
    (edge,) = found.missions
    assert (edge.status.value, edge.disputed) == ("open", True)


def test_relations() -> None:
    found = network(
        [about(CUBA, dyads=[row(CUBA, PERU, "1902-05-05")], events=[act("severed", "1960", at=30)])]
    )
    (edge,) = found.relations
    assert (str(edge.established), edge.standing.value, edge.disputed) == ("1902-05-05", "no", False)


@given(corpora)
def test_every_end_of_an_edge_is_a_node(articles: list[Article]) -> None:
    found = network(articles)
    for layer in Layer:
        data = found.node_link(layer)
        nodes = {node["id"] for node in data["nodes"]}
        assert len(nodes) == len(data["nodes"])
        assert {edge[end] for edge in data["edges"] for end in ("source", "target")} <= nodes
        text = io.StringIO(newline="")
        count = found.write_csv(text, layer)
        assert (
            count == len(data["edges"]) == len(list(csv.DictReader(io.StringIO(text.getvalue(), newline=""))))
        )


@given(corpora)
def test_networkx_holds_the_same_as_the_data(articles: list[Article]) -> None:
    nx = pytest.importorskip("networkx")
    found = network(articles)
    for layer in Layer:
        graph = found.to_networkx(layer)
        again = nx.node_link_graph(found.node_link(layer), edges="edges")
        assert graph.number_of_edges() == again.number_of_edges() == len(found.node_link(layer)["edges"])
        assert type(graph) is type(again)
        assert set(graph) == set(again)


@pytest.mark.parametrize("layer", list(Layer))
def test_graph_files_can_be_read_back(layer: Layer) -> None:
    nx = pytest.importorskip("networkx")
    found = network([about(CUBA, dyads=[row(CUBA, PERU, "1902")], missions=[post(CUBA, PERU, "Li\x00ma")])])
    graph = nx.parse_graphml(graph_text(found, "graphml", layer), force_multigraph=layer is Layer.MISSIONS)
    assert graph.nodes["PE"]["name"] == "Peru"
    gexf = nx.read_gexf(io.BytesIO(graph_text(found, "gexf", layer).encode()))
    assert gexf.number_of_edges() == graph.number_of_edges() == 1
    assert json.loads(graph_text(found, "json", layer)) == found.node_link(layer)


def test_without_networkx_there_is_json_and_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    found = network([about(CUBA, missions=[post(CUBA, PERU)])])
    assert graph_text(found, "json")
    assert graph_text(found, "csv")
    with pytest.raises(MissingExtraError, match=r"wikirel\[graph\]"):
        graph_text(found, "graphml")


def test_formats() -> None:
    with pytest.raises(ExportError, match=", ".join(GRAPH_FORMATS)):
        graph_text(network([]), "dot")
    with pytest.raises(ValueError, match="layer"):
        network([]).node_link("layer")
