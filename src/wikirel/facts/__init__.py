"""The facts: frozen attrs classes, no logic."""

from wikirel.facts.article import Article, FieldValue, Infobox
from wikirel.facts.dyads import Dyad
from wikirel.facts.envoys import EnvoyTerm
from wikirel.facts.events import Event, EventKind, Modality
from wikirel.facts.fact import Fact, has_evidence
from wikirel.facts.missions import Mission, MissionKind, MissionList, MissionStatus

__all__ = [
    "Article",
    "Dyad",
    "EnvoyTerm",
    "Event",
    "EventKind",
    "Fact",
    "FieldValue",
    "Infobox",
    "Mission",
    "MissionKind",
    "MissionList",
    "MissionStatus",
    "Modality",
    "has_evidence",
]
