"""Our scan and mwparserfromhell find the same, but for the differences that docs/differences.md lists."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_articles import ROOT, article_paths, sample

# What each of the two finds where they differ: (source, construct, ours, theirs), "¦" for a bar that parts.
KNOWN_DIFFERENCES = [
    ("[[[a]]]", "links", ["a¦"], []),
    ("[[a|{{b]]}}", "templates", ["b]]"], []),
    ("[[a|{{b]]}}", "links", [], ["a¦{{b"]),
    ("{{a\nb|c}}", "templates", ["a\nb¦c"], []),
    ("{{a<b>|c}}", "templates", ["a<b>¦c"], []),
    ("{{}}", "templates", [""], []),
    ("[[a\nb|c]]", "links", ["a\nb¦c"], []),
    ("[[a{b]]", "links", ["a{b¦"], []),
    ("x\n<!-- b -->== a ==", "headings", ["2 a"], []),
    ("{{x}}\n===", "headings", ["1 "], []),
    ("{|\n| a\n|-\n| b", "tables", ["1 1"], []),
    (": {|\n| a\n|}", "tables", ["1"], []),
    ("{{a|\n{|\n| b\n|}\n}}", "tables", [], ["1"]),
    ("{{a|\n{|\n| b\n|}\n}}", "templates", ["a¦\n{¦\n¦ b\n¦}\n"], ["a¦\n{|\n| b\n|}\n"]),
    ("a\x00{{b}}", "templates", ["b"], []),
    ("<includeonly>{{a}}</includeonly>", "templates", [], ["a"]),
    ("<ref name=a{{b}}>c</ref>", "templates", [], ["b"]),
    ("{{a|[http://b.test|c]}}", "templates", ["a¦[http://b.test¦c]"], ["a¦[http://b.test|c]"]),
]
SAME = [
    *(
        "{{{a}}",
        "{{a}}}",
        "{{{{a}}}}",
        "{{{{{a}}}}}",
        "{{{{{{a}}}}}}",
        "{{a|{{{b|}}}}}",
        "{{a {{b}}",
        "[[a [[b]]",
    ),
    *(
        "[[a|[[b]]]]",
        "{{a|[[b}}]]",
        "{{a|[[b|c|d}}",
        "{{#invoke:a||b}}",
        "{{a|<ref>b|c</ref>}}",
        "[[a|b\nc]]",
    ),
    *(
        "{{a|<!-- | -->b}}",
        "{{a<!-- x -->|b}}",
        "{{a|<nowiki>}}</nowiki>}}",
        "[[a|]]",
        "======= a =======\n[[b]]",
    ),
    *(
        "<ref>{{a}}\n== b ==\n{{c|[[d]]}}",
        "<!-- {{a}}\n== b ==",
        "<b>\n== a ==\n{{c}}",
        "''\n== a ==\nb",
        "{|\n|}",
    ),
    *(
        "{|\n|+ c\n| a\n|}",
        "{|\n| a || b\n! c !! d\n|}",
        "{|\n| a !! b\n|}",
        "{|\n! a || b !! c\n|}",
        "<pre>{{a}}</pre>",
    ),
    *(
        "{|\n| a\n{|\n| b\n|}\n|}",
        "{|\n|-\n|-\n| a\n|}",
        "{| class=x\n|- y\n|z=1|a||w|b\n|}",
        "<code>{{a}}</code>",
    ),
    *(
        "<REF>{{a}}</REF>",
        "<ref >{{a}}</ref >",
        "<ref\nname=a>{{b}}</ref>",
        "<ref name=a/>{{b}}",
        "<!---->{{a}}",
    ),
    *(
        "[[File:a|thumb|[[b]] {{c}}]]",
        "[[a|[http://b.test c]]]",
        "[[a]]]",
        "[[a|b]]]",
        "{{a|{b}}}",
        "{{a|b}}{",
    ),
]


def run(*arguments: str) -> list[dict[str, dict[str, list[str]]]]:
    """Run the comparison in a process of its own, which no debugging allocator may watch (their issue 352)."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONMALLOC", "PYTHONDEVMODE")
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.oracle.compare", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(paths: list[Path]) -> None:
    found = run(*map(str, paths))
    assert len(found) == len(paths)
    for article in found:
        name = article.pop("file")
        for construct, difference in article.items():
            assert not difference["ours"], (name, construct, difference["ours"][:3])
            assert not difference["theirs"], (name, construct, difference["theirs"][:3])
    assert sum(int(article["templates"]["equal"][0]) for article in found) > 100 * len(paths)


def test_a_sample_of_articles_reads_alike() -> None:
    check(sample())


@pytest.mark.long
def test_all_articles_read_alike() -> None:
    check(article_paths())


def test_the_known_differences_are_these(tmp_path: Path) -> None:
    sources = list(dict.fromkeys(source for source, *_ in KNOWN_DIFFERENCES)) + SAME
    paths = []
    for number, source in enumerate(sources):
        path = tmp_path / f"{number}.wiki"
        path.write_bytes(source.encode())
        paths.append(str(path))
    found = dict(zip(sources, run(*paths), strict=True))
    wanted = {(source, construct): (ours, theirs) for source, construct, ours, theirs in KNOWN_DIFFERENCES}
    for source, constructs in found.items():
        for construct, difference in constructs.items():
            if construct != "file":
                shown = tuple(
                    [value.replace("\x1f", "¦") for value in difference[side]] for side in ("ours", "theirs")
                )
                assert shown == wanted.get((source, construct), ([], [])), (source, construct)
