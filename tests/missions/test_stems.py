"""Strings that share a pass over a text are found where each stands."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from wikirel.rules.missions.stems import Stems

WORDS = st.text(alphabet="ab ", min_size=1, max_size=12)


@given(st.lists(WORDS, max_size=8), st.text(alphabet="ab ", max_size=60))
@example(["bbaaaaaa", "aaaaaab"], "aaaaaabbaaaaaaaab")
@example(["xx office", "yy office"], " office of the xx")
def test_every_place_of_every_string_is_found(stems: list[str], text: str) -> None:
    found = Stems(stems).find(text)
    assert found == sorted(found)
    assert set(found) == {at for at in range(len(text)) if text.startswith(tuple(stems), at)}
