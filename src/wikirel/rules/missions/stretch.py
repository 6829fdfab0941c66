"""What a sentence is to those who read it for posts: its text with what was found in it before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wikirel.values.dates import DateMention
from wikirel.values.parties import Mention, Party

__all__ = ["Sentence"]


class Sentence(NamedTuple):
    """A sentence to read.

    Attributes:
        text: the text of the whole article, no-break spaces as blanks.
        start: where the sentence begins.
        end: one past its end.
        low: the sentence, and nothing else, in lower case.
        posts: the words for posts in it: the group that each matched, where it begins, one past its end.
        mentions: the mentions of countries in it.
        dates: the dates in it.
        alone: whether a post without a verb counts: in list items, captions and infoboxes.
        pair: the parties that the place of the article is about.
        before: whoever the sentence before was about.
    """

    text: str
    start: int
    end: int
    low: str
    posts: Sequence[tuple[str, int, int]]
    mentions: Sequence[Mention]
    dates: Sequence[DateMention]
    alone: bool
    pair: tuple[Party, ...]
    before: tuple[Party, ...]
