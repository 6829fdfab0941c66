"""Extend the schema: football matches as facts of their own, for another pair of countries.

A fact is a frozen attrs class with evidence; a rule is a function from a reading to facts; a schema that has
both is a value made of another one.  Nothing is registered, and no line of wikirel knows of matches, yet they
have spans, quotes and references, come out of ``article.facts``, and go to JSON, to CSV and back.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import attrs

from wikirel import BILATERAL, Evidence, HistoricalDate, Party, Reading, Rule, parse_article
from wikirel.export.json import from_json, to_json
from wikirel.export.records import write_csv

TEXT = """\
{{Infobox bilateral relations | Ghana–Uruguay | Ghana | Uruguay | map = Ghana Uruguay Locator.svg }}
'''Ghana–Uruguay relations''' are the relations between [[Ghana]] and [[Uruguay]].

== Matches ==
* On 2 July 2010 [[Uruguay]] and [[Ghana]] met in Johannesburg: Uruguay 1–1 Ghana.<ref>{{cite web
 |title=A quarter-final |url=https://example.org/quarter-final |publisher=Example Press}}</ref>
* On 2 December 2022 they met again in Al Wakrah: Ghana 0–2 Uruguay.

== Diplomatic missions ==
* Uruguay is represented in Ghana by an honorary consulate in [[Accra]].
"""

SCORE = re.compile(r"(?P<home>[A-Z]\w+) (?P<goals>\d+)–(?P<against>\d+) (?P<away>[A-Z]\w+)")


@attrs.frozen(kw_only=True)
class Match:
    """A football match between the two countries.

    Attributes:
        home: the country that is named first.
        away: the other one.
        goals: goals of the first and of the second.
        date: when it was played.
        evidence: where the text says it.
    """

    home: Party
    away: Party
    goals: tuple[int, int]
    date: HistoricalDate | None
    evidence: tuple[Evidence, ...]


def matches(reading: Reading) -> Iterator[Match]:
    """Find the scores in sections about matches, and the date in the same sentence."""
    for found in SCORE.finditer(reading.text):
        if reading.role(reading.document.block_at(found.start()).section) != "matches":
            continue
        home = reading.gazetteer.party(found["home"], among=reading.parties)
        away = reading.gazetteer.party(found["away"], among=reading.parties)
        if home is None or away is None:
            continue
        start, end = reading.document.sentence_at(found.start())
        dates = reading.dates_in(start, end)
        yield Match(
            home=home,
            away=away,
            goals=(int(found["goals"]), int(found["against"])),
            date=dates[0].date(reading.text) if dates else None,
            evidence=(reading.document.evidence(start, end),),
        )


SPORT = BILATERAL.extend(
    Rule("matches", matches),
    name="bilateral-with-sport",
    words={"sections": {"matches": [r"\bmatch(?:es)?\b"]}},
)


def main() -> None:
    article = parse_article(TEXT, schema=SPORT)
    print(article.title, [party.code for party in article.parties])
    for match in article.facts(Match):
        evidence = match.evidence[0]
        print(f"{match.date}: {match.home.name} {match.goals[0]}, {match.away.name} {match.goals[1]}")
        print(f"  {evidence.span.cut(article.source)!r}")
        print(f"  {[citation.url for citation in evidence.citations]}")
    for mission in article.missions:
        print(f"{mission.sending.name}: {mission.kind} in {mission.city}")

    text = to_json(article, indent=2)
    assert from_json(text, kinds=(Match,)) == article
    print(text[text.index('"more"') :].partition('"evidence"')[0] + "...")
    write_csv([article], Match, sys.stdout)


if __name__ == "__main__":
    main()
