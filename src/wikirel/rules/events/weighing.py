"""What the words about a date speak of: a table of weights, learned from labelled sentences.

The acts of the vocabulary say surely what happened where they are plain.  Where they only hint ("said", "support",
"economic"), all words about the date have a say: each has a weight for each kind of event, and counts the more
the nearer it stands.  The table is data (``languages/CODE.events.json``), made by ``scripts/train_events.py``; a
language without one is read by its acts alone.
"""

from __future__ import annotations

import json
import re
import struct
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from operator import add, mul
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from wikirel.errors import SchemaError
from wikirel.facts import EventKind
from wikirel.rules.events.sentence import Sentence
from wikirel.values.dates import DateMention
from wikirel.values.language import language_code

__all__ = ["NEAREST", "ActSigns", "Weights", "load_weights", "nearness"]

_SUFFIX = ".toml"
_NAME = "{}.events.json"
_WORD = re.compile(r"[^\W\d_]\w[\w'’-]*")
# How fast a word loses its say with what parts it from the date, and what is left where another date is nearer.
_FADING = 0.5
_PER_CHARACTER = 0.01
_OTHERS = 0.4
# Words farther from the date than so many characters are not asked, so that an endless sentence costs what a
# long one does.
_REACH = 400
# The letters that words of one family begin with.
_FAMILY = 5
_NET = 10.0
_KNOWN = 20_000
# A word right beside a date counts so much.
NEAREST = 64
# A column's bits in a packed row, and what its weights are shifted by: room for 8,000 words of the highest weight.
_BITS = 32
_SHIFT = 4095


class ActSigns(NamedTuple):
    """How the acts of one kind stand to a date: what the table weighs beside the words.

    Attributes:
        net: the best one's weight less its distance, as the rules reckon it.
        first: whether the rules take it for what the date tells first.
        weight: the best one's weight.
        verbal: whether it is told by a verb, and stands nearer to this date than to any other.
    """

    net: float
    first: bool
    weight: float
    verbal: bool

    def values(self) -> tuple[float, ...]:
        """Return them as numbers about 0 to 1, in the order of the table's ``acts``."""
        return (
            1.0,
            max(-0.5, min(self.net / _NET, 1.2)),
            float(self.first),
            self.weight / _NET if self.first else 0.0,
            float(self.verbal),
        )


class _Rows(dict[str, int]):
    """The packed rows of a table, each packed when a text first has its word; 0 for a word without weights."""

    def __init__(self, words: Mapping[str, Sequence[int]], columns: int) -> None:
        super().__init__()
        self._words = words
        self._columns = columns

    def __missing__(self, word: str) -> int:
        values = self._words.get(word)
        if values is None:
            values = self._words.get("^" + word[:_FAMILY], ()) if len(word) > _FAMILY else ()
        weights = dict(zip(values[::2], values[1::2], strict=True))
        row = 0
        if weights:
            for column in reversed(range(self._columns)):
                row = row << _BITS | (_SHIFT + max(-_SHIFT, min(weights.get(column, 0), _SHIFT)))
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = row
        return row


@attrs.frozen(eq=False)
class Weights:
    """A table of weights.

    The weights of a word stand side by side in one whole number, so that a word costs one multiplication and one
    addition, not one a kind.  Each is shifted to be positive; as every column is shifted as much, and counts the
    same words, which of them comes out highest stays the same.

    Attributes:
        kinds: the kinds that the columns stand for; None is for a date that no happening has.
        bias: the weight that each column has from the start.
        acts: the weights of :meth:`ActSigns.values`.
        words: by word, or by ``^`` and the first letters of a family of words, the columns that it has a weight
            in, each followed by the weight.
        scale: what the weights of words are multiplied by, to be whole.
    """

    kinds: tuple[EventKind | None, ...]
    bias: tuple[float, ...]
    acts: tuple[float, ...]
    words: Mapping[str, Sequence[int]]
    scale: float
    _rows: _Rows = attrs.field(init=False, repr=False)
    _sums: struct.Struct = attrs.field(init=False, repr=False)
    _biases: tuple[float, ...] = attrs.field(init=False, repr=False)
    _columns: Mapping[EventKind | None, int] = attrs.field(init=False, repr=False)

    @_rows.default
    def _packed(self) -> _Rows:
        return _Rows(self.words, len(self.kinds))

    @_sums.default
    def _unpacked(self) -> struct.Struct:
        return struct.Struct(f"<{len(self.kinds)}I")

    @_biases.default
    def _scaled(self) -> tuple[float, ...]:
        return tuple(bias * self.scale * NEAREST for bias in self.bias)

    @_columns.default
    def _numbered(self) -> Mapping[EventKind | None, int]:
        return {kind: column for column, kind in enumerate(self.kinds)}

    def likeliest(
        self, sentence: Sentence, date: DateMention, acts: Mapping[EventKind, ActSigns]
    ) -> EventKind | None:
        """Return the likeliest kind for a date; None where no happening is likelier than any.

        Args:
            sentence: the sentence.
            date: one of its dates.
            acts: how the acts of each kind that the sentence has stand to the date.
        """
        rows = self._rows
        near = nearness(sentence, date, rows)
        packed = sum(map(mul, near.values(), map(rows.__getitem__, near)))
        sums = self._sums.unpack(packed.to_bytes(self._sums.size, "little"))
        scores = list(map(add, self._biases, sums))
        unit = self.scale * NEAREST
        for kind, signs in acts.items():
            column = self._columns.get(kind)
            if column is not None:
                scores[column] += sum(map(mul, self.acts, signs.values())) * unit
        return self.kinds[scores.index(max(scores))]


def nearness(sentence: Sentence, date: DateMention, rows: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return the words of a sentence, in lower case, each with how much it counts for a date: up to ``NEAREST``.

    A word counts the less the more parts it from the date, boundaries of clauses above all, and less still
    where another date of the sentence is nearer.

    Args:
        sentence: the sentence.
        date: one of its dates.
        rows: what is known of words; those of which nothing is (0) are left out.
    """
    breaks, total = sentence.breaks, sentence.total

    def place(offset: int) -> float:
        return total[bisect_left(breaks, offset)] + offset * _PER_CHARACTER

    start, end = place(date.start), place(date.end)
    # Of the other dates one beside this one is the nearest to any word that is nearer to another.
    dated = [other for other in sentence.dates if other is date or other.edtf is not None]
    own = next(index for index, other in enumerate(dated) if other is date)
    others = [
        (place(other.start), place(other.end))
        for other in (*dated[max(0, own - 1) : own], *dated[own + 1 : own + 2])
    ]
    words, offsets = _placed(sentence, rows)
    first, last = 0, len(words)
    if sentence.end - sentence.start > _REACH:
        first, last = bisect_left(offsets, date.start - _REACH), bisect_left(offsets, date.end + _REACH)
    found: dict[str, int] = {}
    known = found.get
    for word, here in words[first:last]:
        far = start - here if here < start else here - end
        near = NEAREST / (1.0 + _FADING * far) if far > 0 else NEAREST
        for left, right in others:
            if (left - here if here < left else here - right) < far:
                near *= _OTHERS
                break
        if near > known(word, 0):
            found[word] = int(near)
    for word, _ in words[bisect_left(offsets, date.start) : bisect_left(offsets, date.end)]:
        found.pop(word, None)
    return found


def _placed(sentence: Sentence, rows: Mapping[str, int] | None) -> tuple[list[tuple[str, float]], list[int]]:
    """Return the words of a sentence with how far on they stand, and their offsets: once for all its dates."""
    if sentence.placed is not None and rows is not None:
        return sentence.placed
    breaks, total = sentence.breaks, sentence.total
    found = [
        (word, match.start())
        for match in _WORD.finditer(sentence.low, sentence.start, sentence.end)
        if (word := match.group()) and (rows is None or rows[word])
    ]
    offsets = [first for _, first in found]
    words: list[tuple[str, float]] = []
    at, ahead = 0, breaks[0] if breaks else sentence.end
    passed = total[0]
    for word, first in found:
        while ahead < first:
            at += 1
            ahead = breaks[at] if at < len(breaks) else sentence.end
            passed = total[at]
        words.append((word, passed + first * _PER_CHARACTER))
    if rows is not None:
        sentence.placed = words, offsets
    return words, offsets


@cache
def load_weights(language: str) -> Weights | None:
    """Read the table of a language; None where it has none.

    Args:
        language: a code, or the path of a language's file, such as ``words/nl.toml``: the table lies beside
            it as ``words/nl.events.json``.

    Raises:
        SchemaError: the table cannot be read.
    """
    try:
        if language.endswith(_SUFFIX):
            path = Path(language)
            text = path.with_name(_NAME.format(path.stem)).read_text(encoding="utf-8")
        else:
            text = files("wikirel.languages").joinpath(_NAME.format(language)).read_text(encoding="utf-8")
        return _weights(json.loads(text))
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
    except KeyError as error:
        reason = f"it has no {error.args[0]!r}"
    except (ValueError, TypeError) as error:
        reason = str(error)
    raise SchemaError(
        f"the table of weights {_NAME.format(language_code(language))!r} of language {language!r} cannot be read: "
        f"{reason}; make it anew with scripts/train_events.py, or take it away"
    )


def _weights(table: Mapping[str, Any]) -> Weights:
    """Build the weights; what is wrong with a table is told now, not in the middle of an article."""
    scale = float(table["scale"])
    if not scale > 0:
        raise ValueError(f"'scale' is to be more than 0, not {scale:g}")
    kinds = tuple(EventKind(name) if name else None for name in table["kinds"])
    if not kinds:
        raise ValueError("'kinds' is to name at least one")
    if not isinstance(table["words"], dict):
        raise TypeError("'words' is to have a row for each word")
    for name, count in (("bias", len(kinds)), ("acts", len(ActSigns(0.0, False, 0.0, False).values()))):
        if len(table[name]) != count:
            raise ValueError(f"{name!r} is to have {count} weights, not {len(table[name])}")
    for word, row in table["words"].items():
        if len(row) % 2 or not all(type(value) is int for value in row) or not _within(row[::2], len(kinds)):
            raise ValueError(
                f"the row of {word!r} is to be pairs of a column, 0 to {len(kinds) - 1}, and a whole weight"
            )
    return Weights(
        kinds=kinds,
        bias=tuple(value / scale for value in table["bias"]),
        acts=tuple(value / scale for value in table["acts"]),
        words=table["words"],
        scale=scale,
    )


def _within(columns: Sequence[int], count: int) -> bool:
    return not columns or (min(columns) >= 0 and max(columns) < count)
