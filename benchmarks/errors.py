"""Where the rule of events fails, by kind: what labels tell and parse_article does not, and the other way round.

    python benchmarks/labels/as_gold.py ARTICLES LABELLED e f g h
    python benchmarks/errors.py ARTICLES LABELLED [MORE ...] [--show N]

ARTICLES holds one file per article (.wiki, with its title as name); LABELLED and MORE hold an events.jsonl as
``as_gold.py`` writes it.  Printed is a table for docs/events.md: the events that careful readers agree on, by
their first kind, found with an accepted kind, found with another, missed; and events that no label has, by the
kind that they were given.  ``--show N`` prints up to N of each sort, with the words: for the sets that may be read,
which d, i, j and k are not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from wikirel import Event, parse_article

SORTS = ("right", "other kind", "missed", "extra")


class Count(NamedTuple):
    """One event that was counted: how, of which kind, and the words."""

    sort: str
    kind: str
    words: str


def plain(edtf: str) -> str:
    """Return a date without its marks of doubt, which are not scored."""
    return edtf.translate({ord(mark): None for mark in "~?%"})


def compared(label: dict[str, Any], events: list[Event]) -> list[Count]:
    """Compare what a label tells of one paragraph with the events found there; each is matched once."""
    left = list(events)
    counts = []
    unmatched = []
    # The events that all readers agree on choose first.
    for told in sorted(label["events"], key=lambda told: bool(told.get("optional"))):
        hit = taken(left, told, told["kinds"])
        if hit is None:
            unmatched.append(told)
        elif not told.get("optional"):
            counts.append(Count("right", told["kinds"][0], told["quote"]))
    for told in unmatched:
        if told.get("optional"):
            continue  # what was found instead is left, and extra
        hit = taken(left, told, None)
        wanted = f"{told['date']} {'/'.join(told['kinds'])}: {told['quote']}"
        if hit is not None:
            counts.append(Count("other kind", told["kinds"][0], f"{wanted} | {hit.kind}: {hit.text}"))
        else:
            counts.append(Count("missed", told["kinds"][0], wanted))
    counts += [Count("extra", str(event.kind), f"{event.date}: {event.text}") for event in left]
    return counts


def taken(left: list[Event], told: dict[str, Any], kinds: list[str] | None) -> Event | None:
    """Take the first event that has a label's date, and one of the kinds, out of those that are left."""
    for event in left:
        if (
            event.date is not None
            and plain(event.date.edtf) == plain(told["date"])
            and (kinds is None or str(event.kind) in kinds)
        ):
            left.remove(event)
            return event
    return None


def within(event: Event, start: int, end: int) -> bool:
    """Tell whether a dated event has evidence in a range of the source."""
    return event.date is not None and any(
        piece.span.start < end and piece.span.end > start for piece in event.evidence
    )


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("articles", type=Path)
    cli.add_argument("labelled", type=Path, nargs="+")
    cli.add_argument("--show", type=int, default=0)
    arguments = cli.parse_args()
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for folder in arguments.labelled:
        for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            labels[label["article"]].append(label)
    counts: list[Count] = []
    for title, ones in sorted(labels.items()):
        text = (arguments.articles / f"{title}.wiki").read_bytes().decode("utf-8")
        events = parse_article(text, title=title).events
        for label in ones:
            here = [event for event in events if within(event, label["start"], label["end"])]
            counts += compared(label, here)
    table = Counter((count.kind, count.sort) for count in counts)
    labelled = Counter(count.kind for count in counts if count.sort != "extra")
    print("| kind | labelled | right | other kind | missed | extra |\n|---|---|---|---|---|---|")
    for kind in sorted({count.kind for count in counts}, key=lambda kind: (-labelled[kind], kind)):
        print(f"| {kind} | {labelled[kind]} | {' | '.join(str(table[kind, sort]) for sort in SORTS)} |")
    sums = Counter(count.sort for count in counts)
    print(f"| **all** | {labelled.total()} | {' | '.join(str(sums[sort]) for sort in SORTS)} |")
    for sort in SORTS[1:]:
        for count in [count for count in counts if count.sort == sort][: arguments.show]:
            print(f"{sort}: {' '.join(count.words.split())}")


if __name__ == "__main__":
    main()
