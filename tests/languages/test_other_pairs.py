"""Another pair in the place of Cuba and Peru, in Spanish and Portuguese; and articles on one country."""

from __future__ import annotations

import re

import attrs
import pytest

from tests.conftest import ROOT
from wikirel import Article, Gazetteer, parse_article


@attrs.frozen
class Side:
    """A country in the words of a language: name, stem of its adjective, capital."""

    name: str
    stem: str
    capital: str


CUBA_PERU = {"es": (Side("Cuba", "cuban", "La Habana"), Side("Perú", "peruan", "Lima"))}
CUBA_PERU["pt"] = (Side("Cuba", "cuban", "Havana"), Side("Peru", "peruan", "Lima"))
PAIRS = {
    "es": [
        (Side("Bolivia", "bolivian", "La Paz"), Side("Uruguay", "uruguay", "Montevideo")),
        (Side("Colombia", "colombian", "Bogotá"), Side("Paraguay", "paraguay", "Asunción")),
        (Side("Indonesia", "indonesi", "Yakarta"), Side("Ecuador", "ecuatorian", "Quito")),
    ],
    "pt": [
        (Side("Angola", "angolan", "Luanda"), Side("Uruguai", "uruguai", "Montevidéu")),
        (Side("Moçambique", "moçambican", "Maputo"), Side("Paraguai", "paraguai", "Assunção")),
        (Side("Colômbia", "colombian", "Bogotá"), Side("México", "mexican", "Cidade do México")),
    ],
}
CASES = [(code, *pair) for code, pairs in PAIRS.items() for pair in pairs]


def with_pair(text: str, code: str, one: Side, other: Side) -> str:
    words = {"Revolución cubana": "Revolución de Enero", "Revolução Cubana": "Revolução de Janeiro"}
    for known, new in zip(CUBA_PERU[code], (one, other), strict=True):
        words |= {known.name: new.name, known.stem: new.stem, known.capital: new.capital}
    pattern = re.compile("|".join(map(re.escape, words)))
    return pattern.sub(lambda found: words[found[0]], text)


@pytest.mark.parametrize(("code", "one", "other"), CASES, ids=lambda value: getattr(value, "name", value))
def test_another_pair(code: str, one: Side, other: Side) -> None:
    text = (ROOT / "seeds" / f"cuba-peru.{code}.wiki").read_text(encoding="utf-8")
    known, article = parse_article(text), parse_article(with_pair(text, code, one, other))
    places = Gazetteer.load(code)
    first, second = places.party(one.name), places.party(other.name)
    assert list(article.parties) == [first, second]
    assert [(m.sending, m.host, m.kind, m.city) for m in article.missions] == [
        (first, second, known.missions[0].kind, other.capital),
        (second, first, known.missions[1].kind, one.capital),
    ]
    assert [(e.date and e.date.edtf, e.kind) for e in article.events] == [
        (e.date and e.date.edtf, e.kind) for e in known.events
    ]


SPANISH = """Las '''relaciones exteriores del Perú''' son dirigidas por un ministerio.

== Relaciones diplomáticas ==
{| class="wikitable"
! # !! País !! Fecha
|-
| 1 || {{bandera|Bolivia}} [[Bolivia]] || 10 de mayo de 1863
|-
| 2 || [[Cuba]] || 3 de agosto de 1902, rotas el 30 de diciembre de 1960, restablecidas el 8 de julio de 1972
|}

== América ==
{| class="wikitable"
! País !! Inicio de relaciones !! Notas
|-
| {{bandera|México}} [[México]] || 1823 || Véase [[Relaciones México-Perú]]
* México tiene una embajada en [[Lima]].
* Perú tiene una embajada en [[Ciudad de México]].
|-
| [[Malí]] || 1970 || Perú está acreditado ante Malí desde su embajada en [[Rabat]], Marruecos.
|}

=== Relaciones con Chile ===
En 1879 Chile declaró la guerra al Perú.
"""
PORTUGUESE = """As '''relações exteriores do Peru''' são conduzidas por um ministério.

== Relações diplomáticas ==
{| class="wikitable"
! # !! País !! Data
|-
| 1 || {{flagicon|Bolívia}} [[Bolívia]] || 10 de maio de 1863
|-
| 2 || [[Cuba]] || 3 de agosto de 1902, rompidas em 30 de dezembro de 1960, restabelecidas em 8 de julho de 1972
|}

== América ==
{| class="wikitable"
! País !! Início das relações !! Notas
|-
| [[México]] || 1823 || Ver [[Relações México-Peru]]
* O México tem uma embaixada em [[Lima]].
* O Peru tem uma embaixada na [[Cidade do México]].
|-
| [[Mali]] || 1970 || O Peru está acreditado no Mali através da sua embaixada em [[Rabat]], Marrocos.
|}

=== Relações com o Chile ===
Em 1879 o Chile declarou guerra ao Peru.
"""


def partners(article: Article) -> list[tuple[str | None, str | None, int]]:
    return [
        (dyad.parties[1].code, dyad.established.edtf if dyad.established else None, len(dyad.missions))
        for dyad in article.dyads
    ]


@pytest.mark.parametrize("text", [SPANISH, PORTUGUESE], ids=["es", "pt"])
def test_the_foreign_relations_of_one_country(text: str) -> None:
    article = parse_article(text)
    assert [party.code for party in article.parties] == ["PE"]
    assert partners(article) == [
        ("BO", "1863-05-10", 0),
        ("CU", "1902-08-03", 0),
        ("MX", "1823", 2),
        ("ML", "1970", 1),
        ("CL", None, 0),
    ]
    with_cuba, with_mexico, with_mali, with_chile = article.dyads[1:]
    told = {(event.date and event.date.edtf, str(event.kind)) for event in with_cuba.events}
    assert {("1902-08-03", "established"), ("1960-12-30", "severed"), ("1972-07-08", "restored")} <= told
    assert with_mexico.main_article in ("Relaciones México-Perú", "Relações México-Peru")
    (covers,) = with_mali.missions
    assert (covers.resident, covers.city, covers.seat and covers.seat.code) == (False, "Rabat", "MA")
    assert [(event.date and event.date.edtf, str(event.kind)) for event in with_chile.events] == [
        ("1879", "conflict")
    ]
