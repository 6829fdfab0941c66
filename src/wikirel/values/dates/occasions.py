"""Occasions told before: what is done "during the meeting" has the date of the meeting.

A sentence that begins by pointing back to an occasion is of the date in hand.  An occasion that the text goes on to
tell apart ("during the meeting of ministers in Lima", "during the 1994 visit") may be another one, and gives none.
"""

from __future__ import annotations

import re

from wikirel.values.dates.mention import DateMention, MentionKind, Relative
from wikirel.values.dates.vocabulary import BLANK, DateVocabulary, alternation

__all__ = ["Occasions"]


class Occasions:
    """Finds sentences that begin by pointing back to an occasion.

    Args:
        vocabulary: the words of a language; the table ``occasions`` is read, where there is one: ``openers``,
            ``determiners``, ``nouns``, and ``not_after``, the words by which an occasion is told apart.
    """

    def __init__(self, vocabulary: DateVocabulary) -> None:
        words = vocabulary.table.get("occasions", {})
        openers: list[str] = words.get("openers", [])
        # One expression an opener: the engine skips to its first letters.
        self._patterns = [
            re.compile(
                rf"{opener[0].upper()}{re.escape(opener[1:])}{BLANK}{alternation(words['determiners'])}{BLANK}"
                rf"(?:[a-z]{{3,}}{BLANK})?{alternation(words['nouns'])}(?!\w)(?!{BLANK}(?:{alternation(words['not_after'])}|[0-9]))"
            )
            for opener in openers
        ]

    def find(self, text: str, start: int, end: int) -> list[DateMention]:
        """Return them as dates that lean on the one in hand, in order."""
        relative = Relative("occasion", 0, offset=False)
        return sorted(
            DateMention(match.start(), match.end(), None, MentionKind.OCCASION, detail=relative)
            for pattern in self._patterns
            for match in pattern.finditer(text, start, end)
        )
