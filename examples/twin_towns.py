"""What docs/tutorial.md builds: twin towns as facts, with a section role and words that are data."""

import re
from collections.abc import Iterator

import attrs

from wikirel import BILATERAL, Evidence, HistoricalDate, Reading, Rule, parse_article


@attrs.frozen
class TwinTowns:
    """Two towns that are twins.

    Attributes:
        town: the one that is named first.
        twin: the other one.
        since: when they became twins, where the text says so.
        evidence: where the text says it.
    """

    town: str
    twin: str
    since: HistoricalDate | None
    evidence: tuple[Evidence, ...]


def twin_towns(reading: Reading) -> Iterator[TwinTowns]:
    """Find the items of lists under headings about twin towns."""
    words = reading.vocabulary["twins"]
    pair = re.compile(rf"([A-Z][\w' -]*?) {words['and']} ([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)")
    for block in reading.document.blocks:
        found = pair.match(reading.text, block.start, block.end)
        if found is None or reading.role(block.section) != "twins":
            continue
        dates = reading.dates_in(block.start, block.end)
        yield TwinTowns(
            town=found[1],
            twin=found[2],
            since=dates[0].date(reading.text) if dates else None,
            evidence=(reading.document.evidence(block.start, block.end),),
        )


SCHEMA = BILATERAL.extend(
    Rule("twin-towns", twin_towns),
    name="bilateral-with-twins",
    words={"twins": {"and": "(?:and|&|–)"}, "sections": {"twins": [r"\b(?:twin|sister) (?:towns|cities)\b"]}},
)


if __name__ == "__main__":
    text = "== Sister cities ==\n* Accra and Montevideo since 1999\n* Tema – Salto"
    for twins in parse_article(text, title="Ghana–Uruguay relations", schema=SCHEMA).facts(TwinTowns):
        print(twins.town, twins.twin, twins.since)
