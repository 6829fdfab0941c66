"""What a careful reader takes from whole sentences, in wikitext; the sentences are our own.

Each line of ``sentences.<language>.txt`` is a piece of wikitext, " => " and the dates in it: EDTF, with ``since:``,
``until:``, ``by:``, ``before:`` or ``after:`` before it where the text says so, and ``!`` behind what is ambiguous.
A line that begins with "CELL " is the text of a table's cell.
"""

from pathlib import Path

import pytest
from edtf import parse_edtf as reference

from wikirel.document import Document
from wikirel.values.dates import DateGrammar, DateMention

HERE = Path(__file__).parent
LANGUAGES = ("en", "es", "fr", "pt", "de")


def lines(language: str) -> list[tuple[str, str, str]]:
    found = []
    for line in (HERE / f"sentences.{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, _, dates = line.rpartition(" =>")
            found.append((language, sentence.replace("\\n", "\n"), dates.strip()))
    return found


def told(mention: DateMention) -> str:
    led = f"{mention.qualifier.value}:" if mention.qualifier else ""
    return f"{led}{mention.edtf}{'!' if mention.ambiguous else ''}"


@pytest.mark.parametrize(
    ("language", "sentence", "dates"), [line for code in LANGUAGES for line in lines(code)]
)
def test_a_careful_reader_agrees(language: str, sentence: str, dates: str) -> None:
    grammar = DateGrammar.load(language)
    if sentence.startswith("CELL "):
        found = grammar.parse_cell(sentence[5:])
    else:
        text = Document(sentence, language=language).text
        found = grammar.resolve(grammar.find(text), text)
    assert "; ".join(told(mention) for mention in found if mention.edtf) == dates
    assert all(reference(mention.edtf) for mention in found if mention.edtf)
