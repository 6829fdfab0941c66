"""Print the timeline of "Cuba–Peru relations": what happened when, and where the text has it from."""

from __future__ import annotations

from pathlib import Path

from wikirel import Event, HistoricalDate
from wikirel.files import parse_file

SEED = Path(__file__).parent.parent / "seeds" / "cuba-peru.wiki"


def main() -> None:
    article = parse_file(SEED)
    print(article.title)
    dated: list[tuple[HistoricalDate, Event]] = [
        (event.date, event) for event in article.events if event.date
    ]
    for date, event in sorted(dated, key=lambda pair: pair[0]):
        evidence = event.evidence[0]
        where = " > ".join(evidence.section) or "lead"
        leans = f" (the date is from the {date.anchor.kind})" if date.anchor else ""
        print(f"{date.edtf:10}  {event.kind:12}  {where}{leans}")
        # The quote is cut out of the source; nothing is kept beside it.
        print(f"            {event.text}")
        for citation in evidence.citations:
            print(f"            [{citation.text}]")


if __name__ == "__main__":
    main()
