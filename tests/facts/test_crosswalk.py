"""The crosswalk covers every kind in every scheme, and says how well each code fits."""

from __future__ import annotations

import pytest

from wikirel.facts import EventKind
from wikirel.facts.crosswalk import Match, Scheme, counterparts, crosswalk


@pytest.mark.parametrize("kind", list(EventKind))
@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_kind_has_an_answer_in_every_scheme(kind: EventKind, scheme: Scheme) -> None:
    found = counterparts(kind, scheme)
    assert found
    for one in found:
        assert (one.code is None) == (one.match is Match.NONE)


def test_none_stands_alone() -> None:
    for kind, found in crosswalk().items():
        for scheme in Scheme:
            matches = [one.match for one in found if one.scheme is scheme]
            assert Match.NONE not in matches or len(matches) == 1, (kind, scheme)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="feast"):
        counterparts("feast")
    with pytest.raises(ValueError, match="gedcom"):
        counterparts("visit", "gedcom")
