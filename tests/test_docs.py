"""The snippets of the documentation run, and print what they say that they print."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from wikirel.cli import main

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_SNIPPET = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"^# (.*)$")


def expected_lines(snippet: str) -> list[str]:
    """What a snippet says that its prints give: the comment lines right under them."""
    lines, printing = [], False
    for line in snippet.splitlines():
        said = _SAID.match(line)
        if said is not None and printing:
            lines.append(said[1])
        else:
            printing = line.lstrip().startswith("print(")
    return lines


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```python" in page.read_text()], ids=lambda p: p.stem
)
def test_snippets_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "docs"}
    for number, snippet in enumerate(_SNIPPET.findall(page.read_text(encoding="utf-8")), 1):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = compile(snippet, f"{page.name}, snippet {number}", "exec", dont_inherit=True)
            exec(code, names)
        for line in expected_lines(snippet):
            assert line in printed.getvalue().splitlines(), (page.name, number, printed.getvalue())


def _told(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page that are shown with what they print, and those lines."""
    told: list[tuple[str, list[str]]] = []
    for snippet in _CONSOLE.findall(page.read_text(encoding="utf-8")):
        for line in snippet.splitlines():
            if line.startswith("$ "):
                told.append((line[2:], []))
            elif told and line.strip():
                told[-1][1].append(line)
    return [(command, lines) for command, lines in told if lines and command.startswith("wikirel ")]


@pytest.mark.parametrize("page", [page for page in PAGES if _told(page)], ids=lambda p: p.stem)
def test_commands_print_what_is_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for command, lines in _told(page):
        ran = CliRunner().invoke(main, shlex.split(command)[1:])
        assert ran.exit_code == 0, (page.name, command, ran.stderr)
        shown = {" ".join(line.split()) for line in ran.stdout.splitlines()}  # columns may widen
        for line in lines:
            assert " ".join(line.split()) in shown, (page.name, command, ran.stdout)


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
