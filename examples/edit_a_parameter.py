"""Edit an article as a bot would: one parameter of the infobox and one word; all else stays, to the character."""

from __future__ import annotations

import difflib
from pathlib import Path

from wikirel import read_document
from wikirel.structure import structure_of
from wikirel.structure.edit import apply, replace_text, set_parameter

SEED = Path(__file__).parent.parent / "seeds" / "cuba-peru.wiki"


def main() -> None:
    document = read_document(SEED.read_text(encoding="utf-8"))
    (infobox,) = structure_of(document).infoboxes()
    start = document.text.index("embassy in Lima")
    edits = [
        set_parameter(document, infobox, "map", "Cuba Peru Locator (2024).svg"),
        # not there yet: it is laid out as its neighbours are
        set_parameter(document, infobox, "caption", "Cuba and Peru"),
        replace_text(document, start, start + len("embassy"), "consulate"),  # visible text, not markup
    ]
    before, after = document.source, apply(document.source, edits)
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "before", "after", "", "", 0, "")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
