#!/usr/bin/env python3
"""Turn these label files into the form that a scorer of events and missions reads.

    python benchmarks/labels/as_gold.py ARTICLES_DIR OUT_DIR [d i j]

ARTICLES_DIR holds one file per article (.wiki, with its title as name). OUT_DIR gets events.jsonl, with the
text of every paragraph, the quote of every event and the heading above filled in from the articles, and
missions.jsonl, with the text of every line. The letters name files: d, i and j are those to measure by, for
nothing was learned from them and nobody read what is missed there. Without letters, every events-*.jsonl and
missions-*.jsonl beside this script is taken, and a paragraph that two of them label (k has those of d) is
written twice. The sentences-*.jsonl are for scripts/train_events.py, and are not written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HEADING = re.compile(r"^(={2,6})[ \t]*(.+?)[ \t]*\1[ \t]*$", re.MULTILINE)


def place_of(label: dict[str, Any], text: str) -> tuple[int, int]:
    """Where a label's paragraph or line stands in the article's text."""
    start, end = label["start"], label["end"]
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"{label['id']}: {start}..{end} lies outside {label['article']} ({len(text)} characters)"
        )
    return start, end


def as_gold(label: dict[str, Any], text: str) -> dict[str, Any]:
    """One label with its text and quotes cut out of the article's text."""
    start, end = place_of(label, text)
    section = ""
    for heading in HEADING.finditer(text, 0, start):
        section = heading[2]
    events = []
    for event in label["events"]:
        first, last = event["at"]
        if not start <= first < last <= end:
            raise ValueError(
                f"{label['id']}: quote {first}..{last} lies outside the paragraph {start}..{end}"
            )
        events.append(
            {
                "date": event["date"],
                "kinds": event["kinds"],
                "quote": text[first:last],
                "optional": event.get("optional", False),
            }
        )
    return {
        "id": label["id"],
        "article": label["article"],
        "start": start,
        "end": end,
        "text": text[start:end],
        "section": section,
        "events": events,
    }


def mission_gold(label: dict[str, Any], text: str) -> dict[str, Any]:
    """One label of a line that names posts, with the line cut out of the article's text."""
    start, end = place_of(label, text)
    return {
        "id": label["id"],
        "article": label["article"],
        "start": start,
        "end": end,
        "text": text[start:end],
        "missions": label["missions"],
    }


def labels_of(what: str, annotators: list[str]) -> list[dict[str, Any]]:
    """The labels of one sort of fact: of these annotators (those who have such a file), or of all."""
    named = [HERE / f"{what}-{name}.jsonl" for name in annotators]
    files = [file for file in named if file.exists()] if named else sorted(HERE.glob(f"{what}-*.jsonl"))
    return [
        json.loads(line)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def write(out: Path, items: list[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        for item in items:
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


def main() -> int:
    """Write OUT_DIR/events.jsonl and OUT_DIR/missions.jsonl."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("articles", type=Path)
    cli.add_argument("out", type=Path)
    cli.add_argument("annotators", nargs="*", help="letters of files, such as d i j (default: all)")
    args = cli.parse_args()
    events, missions = labels_of("events", args.annotators), labels_of("missions", args.annotators)
    texts = {
        title: (args.articles / f"{title}.wiki").read_bytes().decode("utf-8")  # no newline is translated
        for title in sorted({label["article"] for label in events + missions})
    }
    gold = [as_gold(label, texts[label["article"]]) for label in events]
    args.out.mkdir(parents=True, exist_ok=True)
    if events:
        write(args.out / "events.jsonl", gold)
    if missions:
        write(
            args.out / "missions.jsonl", [mission_gold(label, texts[label["article"]]) for label in missions]
        )
    told = sum(len(item["events"]) for item in gold), sum(len(label["missions"]) for label in missions)
    print(
        f"{len(gold)} paragraphs, {told[0]} events; {len(missions)} lines, {told[1]} missions",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
