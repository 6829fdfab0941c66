"""Missions as plain rows, and a sentence read in wikitext and in plain form."""

from __future__ import annotations

from wikirel import Article, parse_article

Row = tuple[str, str, str, str | None, bool, str | None, str, str | None, str | None]


def told(article: Article) -> list[Row]:
    return [
        (
            mission.sending.code or mission.sending.name,
            mission.host.code or mission.host.name,
            str(mission.kind),
            mission.city,
            mission.resident,
            mission.seat.code if mission.seat else None,
            str(mission.status),
            mission.opened.edtf if mission.opened else None,
            mission.closed.edtf if mission.closed else None,
        )
        for mission in article.missions
    ]


def both_forms(sentence: str, title: str = "Cuba–Peru relations") -> list[Row]:
    """Read a bullet in wikitext and in plain form, which must tell the same."""
    wiki = told(parse_article(f"'''{title}''' are.\n\n== Missions ==\n* {sentence}\n", title=title))
    plain = told(parse_article(f"= {title} =\n\n== Missions ==\n- {sentence}\n"))
    assert wiki == plain
    return wiki


def post(
    sending: str,
    host: str,
    kind: str,
    city: str | None,
    seat: str | None = None,
    status: str = "open",
    opened: str | None = None,
    closed: str | None = None,
) -> Row:
    return sending, host, kind, city, seat is None, seat, status, opened, closed


CU_LIMA = post("CU", "PE", "embassy", "Lima")
PE_HAVANA = post("PE", "CU", "embassy", "Havana")
