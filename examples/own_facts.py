"""A kind of fact of your own, as short as can be: figures of trade, with the sentence that gives them."""

import re

import attrs

from wikirel import BILATERAL, Evidence, Reading, Rule, parse_article


@attrs.frozen
class Trade:
    """What two countries sold each other, in millions of dollars."""

    millions: float
    evidence: tuple[Evidence, ...]


def trade(reading: Reading) -> "list[Trade]":
    found = re.finditer(r"[Tt]rade\b[^.\n]{0,60}?\$ ?([\d.]+) million", reading.text)
    ranges = ((match[1], reading.document.sentence_at(match.start())) for match in found)
    return [Trade(float(figure), (reading.document.evidence(*place),)) for figure, place in ranges]


SCHEMA = BILATERAL.extend(Rule("trade", trade))

if __name__ == "__main__":
    print(parse_article("Trade rose to $ 41.5 million in 2018.", schema=SCHEMA).facts(Trade))
