"""What a sentence tells of a post, before the context settles whose guest it is."""

from __future__ import annotations

from wikirel.facts import MissionKind
from wikirel.rules.missions.places import Place
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

__all__ = ["CONSULAR", "Told"]


CONSULAR = frozenset(
    (
        MissionKind.CONSULATE,
        MissionKind.CONSULATE_GENERAL,
        MissionKind.HONORARY_CONSULATE,
        MissionKind.VICE_CONSULATE,
        MissionKind.DEPUTY_HIGH_COMMISSION,
        MissionKind.BRANCH_OFFICE,
    )
)  # these may stand in any town


class Told:
    """One word for a post (or an envoy), with what its sentence says of it; filled in as the sentence is read.

    Attributes:
        kind: the kind of post.
        start: plain offset where its clause begins.
        end: plain offset one past what was read of it.
        at: plain offset of the word for the post.
        done: plain offset where the post before it ends.
        envoy: the word is one for a person.
        senders: whose it is: one party, or two that have it at each other's; empty where not told.
        name: the words that stand where the sender should, where they name no known party.
        hosts: the countries that it is accredited to, where the sentence says so.
        places: where it stands.
        via: it is what a country is represented through.
        plural: the word for it is in the plural.
        unplaced: a place follows it that is no name: "in the same city".
        lead: the verb before it: ``has``, ``had``, ``opened``, ``closed``, ``via``, ``exists``, or empty.
        verb_at: where in the text before it its verb begins; -1 without one, None where not looked for.
        bare: "the embassy closed in 1990": it may be one told of before.
        owned: its owner stands right before it: "the Cuban embassy".
        foreign: it is another country's, which lends its services.
        raised: it is of a higher rank than the post that stood there before.
        moved: it came from another place.
        source: the post that was raised or moved, where the sentence tells of it by itself.
        denied: the sentence says that there is none, or none yet.
        mutual: "in each other's capitals".
        vice_versa: the host has one at the sender's, too.
        resident: the sentence says "resident" (True) or "non-resident" (False).
        seat: the country that it stands in, where the sentence says so without a city.
        kept: its verb tells that it was left open, if another post was closed: "but kept its embassy".
        closed_told: the sentence says that it is a thing of the past.
        opened: when it opened.
        closed: when it closed.
    """

    # What most posts do not have is a default of the class: filling it in for each would take half their time.
    envoy: bool = False
    senders: tuple[Party, ...] = ()
    name: str = ""
    hosts: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    via: bool = False
    plural: bool = False
    unplaced: bool = False
    lead: str = ""
    verb_at: int | None = None
    bare: bool = False
    owned: bool = False
    foreign: bool = False
    denied: bool = False
    raised: bool = False
    moved: bool = False
    source: Told | None = None
    mutual: bool = False
    vice_versa: bool = False
    resident: bool | None = None
    seat: Party | None = None
    kept: bool = False
    closed_told: bool = False
    opened: HistoricalDate | None = None
    closed: HistoricalDate | None = None

    def __init__(self, kind: MissionKind, start: int, end: int, at: int, done: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.at = at
        self.done = done
