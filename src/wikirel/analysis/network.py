"""The network of missions and relations, as told by many articles.

Missions are directed: from the country that sends to the country that it is accredited to, one edge a post.
Relations are undirected: one edge a pair.  Tellings of one post are brought together; how many articles tell it
stands on the edge.  Columns and attributes are described in ``docs/network.md``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TextIO

import attrs

from wikirel.analysis.audit_missions import by_city
from wikirel.analysis.discrepancy import DateIndex, narrowest
from wikirel.analysis.merge import PairFacts, ToldMission, merge
from wikirel.analysis.pairs import party_key
from wikirel.analysis.status import Standing, StatusHistory
from wikirel.collector import collector_paused
from wikirel.errors import MissingExtraError
from wikirel.facts import Article, EventKind, MissionKind, MissionStatus
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Gazetteer, Party

if TYPE_CHECKING:
    import networkx

__all__ = ["Layer", "MissionEdge", "Network", "RelationEdge", "network"]


class Layer(StrEnum):
    """Which edges a graph has; one graph cannot hold directed and undirected ones."""

    MISSIONS = "missions"
    RELATIONS = "relations"


@attrs.frozen(kw_only=True)
class MissionEdge:
    """One post, or one accreditation, with all its tellings brought together.

    Attributes:
        sending: whose it is.
        host: the country that it is accredited to.
        kind: what it is called.
        city: where it stands, if any place says so.
        resident: whether it stands in the host country.
        seat: the country where a non-resident one stands, if any place makes it plain.
        status: closed where every place that tells it tells it as closed, or the last known date is a closing.
        opened: when it opened, in the most exact form that is told.
        closed: when it closed.
        disputed: whether it is told as open in one place and as closed in another.
        articles: how many articles tell it.
    """

    sending: Party
    host: Party
    kind: MissionKind
    city: str | None
    resident: bool
    seat: Party | None
    status: MissionStatus
    opened: HistoricalDate | None
    closed: HistoricalDate | None
    disputed: bool
    articles: int


@attrs.frozen(kw_only=True)
class RelationEdge:
    """The relations of one pair.

    Attributes:
        one: the first by name.
        other: the second.
        established: when they are told to have begun; the earliest where places disagree.
        standing: whether they stand after the last act that is told.
        disputed: whether the places disagree on the beginning.
        articles: how many articles tell of the pair.
    """

    one: Party
    other: Party
    established: HistoricalDate | None
    standing: Standing
    disputed: bool
    articles: int


@attrs.frozen
class Network:
    """Countries, missions and relations.

    Attributes:
        parties: by name.
        missions: by sender, host, kind and city.
        relations: by pair.
    """

    parties: tuple[Party, ...] = ()
    missions: tuple[MissionEdge, ...] = ()
    relations: tuple[RelationEdge, ...] = ()

    def to_networkx(
        self, layer: Layer | str = Layer.MISSIONS
    ) -> networkx.Graph[str] | networkx.MultiDiGraph[str]:
        """Return a NetworkX graph: of missions a ``MultiDiGraph``, of relations a ``Graph``.

        Nodes are codes, or names where there is no code.  Only what is known stands on nodes and edges, as
        strings, numbers and truth values, so the graph can be written as GraphML and GEXF.

        Raises:
            MissingExtraError: NetworkX is not installed; it comes with the extra ``graph``.
        """
        try:
            import networkx
        except ImportError as error:
            raise MissingExtraError("a NetworkX graph", "graph") from error
        data = self.node_link(layer)
        graph: Any = networkx.MultiDiGraph() if data["directed"] else networkx.Graph()
        for node in data["nodes"]:
            graph.add_node(node["id"], **_known(node, "id"))
        for edge in data["edges"]:
            graph.add_edge(edge["source"], edge["target"], **_known(edge, "source", "target", "key"))
        found: networkx.Graph[str] | networkx.MultiDiGraph[str] = graph
        return found

    def node_link(self, layer: Layer | str = Layer.MISSIONS) -> dict[str, Any]:
        """Return the network as node-link data, which ``networkx.node_link_graph(data, edges="edges")`` reads.

        Raises:
            ValueError: there is no such layer.
        """
        directed = Layer(layer) is Layer.MISSIONS
        places = Gazetteer.load()
        edges = [_mission_data(edge) for edge in self.missions] if directed else []
        if not directed:
            edges = [_relation_data(edge) for edge in self.relations]
        else:
            numbers: dict[tuple[str, str], int] = {}
            for edge in edges:
                ends = edge["source"], edge["target"]
                edge["key"] = numbers[ends] = numbers.get(ends, -1) + 1
        return {
            "directed": directed,
            "multigraph": directed,
            "graph": {"layer": Layer(layer).value},
            "nodes": [_node_data(party, places) for party in self.parties],
            "edges": edges,
        }

    def write_csv(self, file: TextIO, layer: Layer | str = Layer.MISSIONS) -> int:
        """Write the edges as CSV (RFC 4180) with a header; what is not known is an empty cell.

        Args:
            file: where to write; open it with ``newline=""``, as the module ``csv`` asks.
            layer: which edges.

        Returns:
            How many edges there are.
        """
        data = self.node_link(layer)
        names = {node["id"]: node["name"] for node in data["nodes"]}
        columns = MISSION_COLUMNS if data["directed"] else RELATION_COLUMNS
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\r\n")
        writer.writeheader()
        for edge in data["edges"]:
            edge["source_name"], edge["target_name"] = names[edge["source"]], names[edge["target"]]
            writer.writerow(
                {key: str(value).lower() if isinstance(value, bool) else value for key, value in edge.items()}
            )
        return len(data["edges"])


MISSION_COLUMNS = (
    *("source", "source_name", "target", "target_name", "kind", "city", "resident", "seat", "status"),
    *("opened", "closed", "disputed", "articles"),
)
RELATION_COLUMNS = (
    *("source", "source_name", "target", "target_name", "established", "established_year", "standing"),
    *("disputed", "articles"),
)


def network(articles: Iterable[Article]) -> Network:
    r"""Bring the missions and relations that articles tell of together as a network.

    Args:
        articles: "Foreign relations of X" and "X–Y relations", in any mixture and order.

    >>> from wikirel import parse_article
    >>> article = parse_article("= Cuba–Peru relations =\n\n- Cuba has an embassy in Lima.")
    >>> [(e.sending.code, e.host.code, e.city) for e in network([article]).missions]
    [('CU', 'PE', 'Lima')]
    """
    with collector_paused():
        return network_of(merge(articles).values())


def network_of(pairs: Iterable[PairFacts]) -> Network:
    """Return the network of what was merged already."""
    parties: set[Party] = set()
    missions: list[MissionEdge] = []
    relations: list[RelationEdge] = []
    for facts in pairs:
        missions += merged_missions(facts)
        parties.update((facts.pair.one, facts.pair.other))
        parties.update(told.mission.seat for told in facts.missions if told.mission.seat is not None)
        relation = _relation(facts)
        if relation is not None:
            relations.append(relation)
    missions.sort(
        key=lambda e: (party_key(e.sending), party_key(e.host), e.kind.value, e.city or "", not e.resident)
    )
    return Network(tuple(sorted(parties, key=party_key)), tuple(missions), tuple(relations))


# -- bringing tellings together ----------------------------------------------------------------------------


def merged_missions(facts: PairFacts) -> tuple[MissionEdge, ...]:
    """Return the posts of a pair, the tellings of each brought together.

    Two tellings are of one post where sender, kind and residence are the same and the cities can be: one that
    names no city goes with the first that does.
    """
    groups: dict[tuple[Party, MissionKind, bool], list[ToldMission]] = {}
    # Those with a city first, so that the ones without find a place.
    for told in sorted(facts.missions, key=lambda told: told.mission.city is None):
        mission = told.mission
        groups.setdefault((mission.sending, mission.kind, mission.resident), []).append(told)
    return tuple(_mission_edge(post) for posts in groups.values() for post in by_city(posts))


def _mission_edge(post: Sequence[ToldMission]) -> MissionEdge:
    told = [entry.mission for entry in post]
    first = told[0]
    states = {mission.status for mission in told}
    return MissionEdge(
        sending=first.sending,
        host=first.host,
        kind=first.kind,
        city=first.city,
        resident=first.resident,
        seat=next((mission.seat for mission in told if mission.seat is not None), None),
        status=MissionStatus.OPEN if MissionStatus.OPEN in states else MissionStatus.CLOSED,
        opened=_earliest(mission.opened for mission in told),
        closed=_earliest(mission.closed for mission in told),
        disputed=len(states) > 1,
        articles=len({telling.article for entry in post for telling in entry.tellings}),
    )


def _earliest(dates: Iterable[HistoricalDate | None]) -> HistoricalDate | None:
    found = narrowest(date for date in dates if date is not None)
    return found[0] if found else None


def _relation(facts: PairFacts) -> RelationEdge | None:
    if not facts.rows and not any(act.kind in _RELATIONS for act in facts.acts):
        return None
    begun = [act for act in facts.acts if act.kind is EventKind.ESTABLISHED and act.date is not None]
    from_rows = [act for act in begun if act.from_row] or begun
    index = DateIndex(act.date for act in from_rows if act.date is not None)
    spans = StatusHistory.of(facts).spans
    return RelationEdge(
        one=facts.pair.one,
        other=facts.pair.other,
        established=index.dates[0] if index.dates else None,
        standing=spans[-1].answer.standing,
        disputed=index.disputed,
        articles=len(facts.articles),
    )


_RELATIONS = frozenset((EventKind.ESTABLISHED, EventKind.RESTORED, EventKind.SEVERED))


# -- plain data --------------------------------------------------------------------------------------------


def _id(party: Party) -> str:
    return party.code or party.name


def _node_data(party: Party, places: Gazetteer) -> dict[str, Any]:
    country = places.country(party)
    return {
        "id": _id(party),
        "name": party.name,
        "alpha3": country.alpha3 if country else None,
        "cow": country.cow if country else None,
        "gw": country.gw if country else None,
        "wikidata": country.wikidata if country else None,
    }


def _mission_data(edge: MissionEdge) -> dict[str, Any]:
    return {
        "source": _id(edge.sending),
        "target": _id(edge.host),
        "kind": edge.kind.value,
        "city": edge.city,
        "resident": edge.resident,
        "seat": _id(edge.seat) if edge.seat else None,
        "status": edge.status.value,
        "opened": edge.opened.edtf if edge.opened else None,
        "closed": edge.closed.edtf if edge.closed else None,
        "disputed": edge.disputed,
        "articles": edge.articles,
    }


def _relation_data(edge: RelationEdge) -> dict[str, Any]:
    return {
        "source": _id(edge.one),
        "target": _id(edge.other),
        "established": edge.established.edtf if edge.established else None,
        "established_year": edge.established.year if edge.established else None,
        "standing": edge.standing.value,
        "disputed": edge.disputed,
        "articles": edge.articles,
    }


def _known(data: Mapping[str, Any], *but: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None and key not in but}
