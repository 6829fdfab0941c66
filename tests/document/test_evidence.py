"""Evidence that is read when it is first looked at is no different from evidence that was there at once."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import attrs
import pytest

from wikirel.document import Document, Evidence
from wikirel.document.evidence import evidence_at
from wikirel.spans import Span

_SOURCE = (
    "== Treaties ==\n* [[Cuba]] signed a treaty  in Lima.<ref name=a>x</ref> More of it.{{citation needed}}"
)


def _found() -> Evidence:
    document = Document(_SOURCE)
    return document.evidence(*document.sentence_at(document.text.index("Cuba")))


def _written() -> Evidence:
    found = _found()
    return Evidence(found.span, found.section, found.text, found.citations, found.flags)


def test_what_stands_there_is_read_when_asked_for() -> None:
    found = _found()
    assert found.section == ("Treaties",)
    assert found.text == "Cuba signed a treaty in Lima."
    assert [citation.name for citation in found.citations] == ["a"]
    assert found.flags == ()


@pytest.mark.parametrize(
    "seen",
    [
        repr,
        hash,
        attrs.asdict,
        attrs.astuple,
        copy.copy,
        copy.deepcopy,
        lambda evidence: pickle.loads(pickle.dumps(evidence)),
        lambda evidence: attrs.evolve(evidence, span=Span(0, 1)),
        lambda evidence: evidence == _written(),
    ],
)
def test_every_way_to_look_at_it_shows_the_same(seen: Callable[[Evidence], object]) -> None:
    assert seen(_found()) == seen(_written())


def test_it_is_read_once() -> None:
    calls: list[tuple[int, int]] = []

    def read(start: int, end: int) -> tuple[tuple[str, ...], str, tuple[()], tuple[str, ...]]:
        calls.append((start, end))
        return ("Lead",), "Cuba", (), ()

    evidence = evidence_at(2, 6, read, (0, 4))
    assert evidence.span == Span(2, 6)
    assert not calls
    assert (evidence.text, evidence.section, evidence.flags) == ("Cuba", ("Lead",), ())
    assert calls == [(0, 4)]


@pytest.mark.parametrize("evidence", [_found(), _written()])
def test_it_is_frozen_and_has_no_other_attributes(evidence: Evidence) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        evidence.text = "other"  # type: ignore[misc]
    assert not hasattr(evidence, "quote")
    assert not hasattr(evidence, "__dict__")
    with pytest.raises(AttributeError, match="'Evidence' object has no attribute 'quote'"):
        _ = getattr(evidence, "quote")  # noqa: B009


def test_evidence_of_nothing() -> None:
    assert Document("").evidence(0, 0) == Evidence(Span(0, 0))
