"""What several sentences tell of one post, together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wikirel import Mission, MissionKind, MissionStatus, parse_article
from wikirel.document.evidence import Evidence
from wikirel.facts import MissionList
from wikirel.spans import Span
from wikirel.values.dates import HistoricalDate
from wikirel.values.parties import Party

CUBA, PERU = Party("Cuba", "CU"), Party("Peru", "PE")
TITLE = "Cuba–Peru relations"

dates = st.none() | st.sampled_from(["1974", "1974-05", "1974-05-02", "1980"]).map(
    lambda edtf: HistoricalDate(edtf, edtf)
)
missions = st.builds(
    Mission,
    sending=st.sampled_from([CUBA, PERU]),
    host=st.just(PERU),
    kind=st.sampled_from([MissionKind.EMBASSY, MissionKind.CONSULATE]),
    city=st.sampled_from([None, "Lima", "LIMA", "Cusco"]),
    status=st.sampled_from(MissionStatus),
    opened=dates,
    closed=dates,
    evidence=st.integers(0, 99).map(lambda at: (Evidence(Span(at, at + 5)),)),
)


def read(text: str) -> list[tuple[str | None, str | None, int]]:
    posts = parse_article(text, title=TITLE).missions.posts()
    return [(post.city, post.opened.edtf if post.opened else None, len(post.evidence)) for post in posts]


def test_an_opening_and_a_bullet_are_one_post() -> None:
    text = "Cuba opened an embassy in Lima in 1974.\n\n== Missions ==\n* Cuba has an embassy in Lima.\n"
    assert read(text) == [("Lima", "1974", 2)]


def test_other_cities_are_other_posts() -> None:
    text = "== Missions ==\n* Cuba has a consulate in Cusco.\n* Cuba has a consulate in Arequipa.\n"
    assert len(read(text)) == 2


def test_other_dates_are_not_brought_together() -> None:
    text = "Cuba opened an embassy in Lima in 1974.\n\nCuba opened an embassy in Lima in 1980."
    assert [opened for _, opened, _ in read(text)] == ["1974", "1980"]


@given(st.lists(missions, max_size=6))
def test_nothing_is_lost_and_nothing_added(told: list[Mission]) -> None:
    posts = MissionList(told).posts()
    assert len(posts) <= len(told)
    spans = {piece.span for mission in told for piece in mission.evidence}
    assert {piece.span for post in posts for piece in post.evidence} == spans
    for name in ("sending", "host", "kind", "status", "resident"):
        assert {getattr(post, name) for post in posts} == {getattr(mission, name) for mission in told}
    for post in posts:
        for name in ("city", "opened", "closed"):
            assert getattr(post, name) in {getattr(mission, name) for mission in told}


@given(st.lists(missions, max_size=6))
def test_posts_of_posts_are_the_posts(told: list[Mission]) -> None:
    once = MissionList(told).posts()
    assert once.posts() == once
