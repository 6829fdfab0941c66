"""What stands in parentheses beside the partner of a row: "Peru (suspended)" tells of relations broken off."""

from __future__ import annotations

import re
from functools import lru_cache

from wikirel.facts import EventKind
from wikirel.schema import Reading, Wordbook

__all__ = ["marked_broken"]


@lru_cache(maxsize=32)
def _broken(schema: Wordbook) -> re.Pattern[str]:
    words = schema.vocabulary.get("tables", {}).get("trigger", {}).get(EventKind.SEVERED.value, r"(?!)")
    return re.compile(rf"\([^()]{{0,80}}?(?:{words})", re.IGNORECASE)


def marked_broken(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the words in parentheses in a partner's cell say that relations were broken.

    Args:
        reading: the article.
        start: where the cell begins.
        end: where it ends.
    """
    # By the ten thousand: most cells have no parenthesis.
    text = reading.text
    return text.find("(", start, end) >= 0 and _broken(reading.schema).search(text, start, end) is not None
