"""Check a claim: when did Peru break with Cuba?  Print what the text says, where, and on what it rests."""

from __future__ import annotations

from pathlib import Path

from wikirel import EventKind
from wikirel.files import parse_file

SEED = Path(__file__).parent.parent / "seeds" / "cuba-peru.wiki"


def main() -> None:
    article = parse_file(SEED)
    claims = [event for event in article.events if event.kind is EventKind.SEVERED]
    for claim in claims:
        print(f"{article.title}: {claim.kind} {claim.date}")
        for evidence in claim.evidence:
            line = article.source.count("\n", 0, evidence.span.start) + 1
            print(f"  says    {evidence.text}")
            print(f"  where   {' > '.join(evidence.section)}, line {line}, {evidence.span}")
            for citation in evidence.citations:
                print(f"  source  {citation.text}")
                print(f"          {citation.url or citation.identifiers or 'no address'}")
            print(f"  flags   {', '.join(evidence.flags) or 'none'}")


if __name__ == "__main__":
    main()
