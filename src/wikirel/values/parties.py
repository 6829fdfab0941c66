"""Countries and other parties: their names in any form, their cities, and where a text mentions them.

Everything here is read off one table of facts (see :mod:`wikirel.values.gazetteer`); nothing is guessed.  A
word that names several parties is an answer of its own: :meth:`Gazetteer.party` returns None for it, and
:meth:`Gazetteer.ambiguous` lists the candidates.  Codes follow ISO 3166-1 alpha-2 and, for states that ended,
ISO 3166-3 (see :class:`Party`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from wikirel.errors import SchemaError
from wikirel.values.gazetteer import Country, Party, Table, fold, load_cities, load_table, name_key
from wikirel.values.language import is_language, language_code, load_language
from wikirel.values.party_mentions import Form, Mention, MentionIndex, only
from wikirel.values.party_titles import TitleGrammar

__all__ = ["Country", "Form", "Gazetteer", "Mention", "Party"]


class Gazetteer:
    """Looks up parties in one language.  Get one from :meth:`load`; it is immutable and shared.

    In another language than English its names (CLDR's) and any adjectives come first, and the English names
    and the codes stay known to :meth:`party`, because templates use them everywhere.

    >>> places = Gazetteer.load()
    >>> places.party("the Republic of Cuba")
    Party(name='Cuba', code='CU')
    >>> places.adjective("Peruvians")
    Party(name='Peru', code='PE')
    >>> [party.code for party in places.ambiguous("Congolese")]
    ['CD', 'CG']
    >>> [party.code for party in places.title_parties("Guinea-Bissau–Portugal relations")]
    ['GW', 'PT']
    >>> [(m.start, m.end, m.party.code, m.form) for m in places.mentions("Cuban doctors flew to Peru.")]
    [(0, 5, 'CU', 'adjective'), (22, 26, 'PE', 'name')]
    """

    def __init__(self, table: Table, language: str = "en", words: Mapping[str, Any] | None = None) -> None:
        self.language = language
        self._table = table
        own: Mapping[str, Any] = table.languages.get(language_code(language), {})
        words = words or {}
        more: Mapping[str, Any] = words.get("countries", {})
        self._own_titles: Mapping[str, Any] = words.get("titles", {}).get("shapes", {})
        self._own_names = _by_code({**own.get("names", {}), **_keys(more.get("names", {}))}, table)
        self._own_adjectives = _by_code(
            {**own.get("adjectives", {}), **_keys(more.get("adjectives", {}))}, table
        )
        self._own_cities: Mapping[str, str] = {**own.get("cities", {}), **_keys(more.get("cities", {}))}

    @staticmethod
    def load(language: str = "en") -> Gazetteer:
        """Return the gazetteer of a language, read once.

        Args:
            language: ``en``, one of the codes in :meth:`languages`, or a language that there are words of
                (:func:`~wikirel.values.language.load_language`).  The table ``countries`` of its words adds
                ``names``, ``adjectives`` and ``cities``, each a table of codes; ``titles.shapes`` are the shapes
                of its titles.

        Raises:
            SchemaError: there is no such language, or a code that no party has.
        """
        return _load(language)

    @staticmethod
    def languages() -> tuple[str, ...]:
        """List the languages of the table, English first."""
        return ("en", *sorted(load_table().languages))

    def parties(self) -> tuple[Party, ...]:
        """List every party of the table: countries, territories, former states, entities without a code."""
        return tuple(self._table.countries)

    def party(self, name: str, among: Sequence[Party] = ()) -> Party | None:
        """Look up a name in any form: common, formal, former, abbreviated, or a code (in capitals).

        Case counts except for the first letter; kinds of space, apostrophe and hyphen do not, nor does "the".

        Args:
            name: the whole name, and nothing else.
            among: parties that the context is about; a name of several parties means the one that is here.

        Returns:
            The party; None for a name that the table lacks, or that is ambiguous.

        >>> places = Gazetteer.load()
        >>> places.party("Burma"), places.party("PRC").code, places.party("Congo")
        (Party(name='Myanmar', code='MM'), 'CN', None)
        """
        found = (
            self._names.get(name)
            or self._names.get(key := name_key(name))
            or self._table.codes.get(name.strip())
        )
        if found is None:
            candidates = self._table.ambiguous_names.get(key, ())
            # "América" is a continent: in another language than English its own names know their spellings.
            own = self._own_names or self._table.names
            found = only(candidates, among) if candidates else own.get(fold(key))
        return found

    def flag(self, argument: str) -> Party | None:
        """Look up what a flag template draws; it settles "Congo" and "Korea", which prose leaves open.

        >>> Gazetteer.load().flag("Congo").code
        'CG'
        """
        return self._table.flags.get(name_key(argument)) or self.party(argument)

    def code(self, code: str) -> Party | None:
        """Return the party of a code as :class:`Party` has it (``PE``, ``SUHH``), or None."""
        return self._table.by_code.get(code)

    def entity(self, name: str) -> Party:
        """Return the party of a name, or one without a code for a name that no table knows, or that is open.

        >>> Gazetteer.load().entity("Atlantis")
        Party(name='Atlantis', code=None)
        """
        return self.party(name) or Party(" ".join(name.split()))

    def ambiguous(self, word: str) -> tuple[Party, ...]:
        """List the parties that a name or adjective leaves open, by code; none for other words."""
        key = name_key(word)
        table = self._table
        return table.ambiguous_names.get(key) or table.ambiguous_adjectives.get(key) or ()

    def adjective(self, word: str, among: Sequence[Party] = ()) -> Party | None:
        """Look up an adjective or demonym ("Cuban", "Cubans", "Dane"), or the first half of "Sino-Cuban".

        Args:
            word: the word or phrase alone.
            among: as for :meth:`party`.
        """
        key = name_key(word)
        table = self._table
        found = self._adjectives.get(key) or table.people.get(key) or table.prefixes.get(key)
        if found is None and key in table.ambiguous_adjectives:
            found = only(table.ambiguous_adjectives[key], among)
        return found

    def country(self, party: Party) -> Country | None:
        """Return the numbers and codes of a party in other data sets, or None for one not in the table."""
        return self._table.countries.get(party)

    def sovereign(self, party: Party) -> Party:
        """Return the state that a territory belongs to; a state is its own.

        >>> places = Gazetteer.load()
        >>> places.sovereign(places.party("Gibraltar")).code
        'GB'
        """
        country = self._table.countries.get(party)
        return (country.part_of if country else None) or party

    def capital_of(self, code: str) -> tuple[str, ...]:
        """List the capitals and seats of government of a country, the one that embassies go to first.

        >>> Gazetteer.load().capital_of("BO")
        ('La Paz', 'Sucre')
        """
        party = self._table.by_code.get(code)
        return self._table.countries[party].capitals if party else ()

    def capital(self, name: str) -> Party | None:
        """Return the country that a city is a capital of; the state of today before a former one.

        >>> Gazetteer.load().capital("Lima").name
        'Peru'
        """
        return self._table.capitals.get(name_key(name))

    def city(self, name: str) -> tuple[Party, ...]:
        """List the countries with a city of that name, the likeliest first: capitals, then by population.

        A territory with a code answers for itself ("Gibraltar" is GI): see :meth:`sovereign`.  A country
        after a comma decides: "Tripoli, Lebanon".

        >>> places = Gazetteer.load()
        >>> [party.code for party in places.city("Paris")]
        ['FR', 'US']
        >>> [party.code for party in places.city("Tripoli, Lebanon")]
        ['LB']
        """
        found = self._city(name_key(name))
        if not found and "," in name:
            head, _, tail = name.rpartition(",")
            found = self._city(name_key(head))
            if (within := self.party(tail)) is not None:
                found = (within,)
        return found

    def city_is_open(self, name: str) -> bool:
        """Tell whether a city's name leaves the country really open: the second likeliest is nearly as large.

        >>> Gazetteer.load().city_is_open("Salisbury"), Gazetteer.load().city_is_open("Paris")
        (True, False)
        """
        key = name_key(name)
        capital = self._table.capitals.get(key)
        is_capital = capital is not None and self.sovereign(capital) == capital
        return not is_capital and load_cities().get(key, "").startswith("?")

    def title_parties(self, title: str) -> tuple[Party, ...]:
        """Read the parties off the title of an article.

        Args:
            title: "Cuba–Peru relations", "Foreign relations of the Comoros", "Embassy of Cuba, Lima",
                "List of ambassadors of Cuba to Peru", also with a plain hyphen or with adjectives.

        Returns:
            The parties in the order of the title; empty for a title of another shape.  A side of a dash that
            no table knows is a party without a code, where the other side is known.
        """
        return self._titles.parties(title)

    def mentions(
        self, text: str, start: int = 0, end: int | None = None, among: Sequence[Party] = ()
    ) -> list[Mention]:
        """Find the parties that a text names, by name, adjective, demonym or capital; the longest match wins.

        Args:
            text: the text.
            start: where to begin, in code points.
            end: where to stop; the end of the text by default.
            among: parties that the context is about; "Congolese" and the like mean the one that is here, and
                are passed over otherwise.

        Returns:
            The mentions in order; they never overlap.  Offsets are half-open code points of ``text``.

        >>> [m.party.code for m in Gazetteer.load().mentions("From the South China Sea to Papua New Guinea")]
        ['PG']
        """
        return self._index.find(text, start, len(text) if end is None else end, among)

    def _city(self, key: str) -> tuple[Party, ...]:
        table = self._table
        cities = load_cities()
        for form in _spellings(key):
            codes = self._own_cities.get(form) or cities.get(form, "")
            owners = [table.by_code[code] for code in codes.lstrip("?").split()]
            capital = table.capitals.get(form)
            if capital is not None:
                others = [owner for owner in owners if owner != capital]
                # A territory's capital is a small town, unless it is a metropolis in the table of cities.
                owners = [capital, *others] if self.sovereign(capital) == capital else [*others, capital]
            if owners:
                return tuple(owners)
        # City states, and towns named after their country.
        party = self.party(key)
        return (party,) if party is not None else ()

    def _title_party(self, name: str) -> Party | None:
        return self.party(name) or self.adjective(name)

    def _title_town(self, name: str) -> Party | None:
        towns = self.city(name)
        return towns[0] if towns else None

    @cached_property
    def _names(self) -> Mapping[str, Party]:
        return {**self._table.names, **self._own_names} if self._own_names else self._table.names

    @cached_property
    def _adjectives(self) -> Mapping[str, Party]:
        return (
            {**self._table.adjectives, **self._own_adjectives}
            if self._own_adjectives
            else self._table.adjectives
        )

    @cached_property
    def _titles(self) -> TitleGrammar:
        titles = self._table.titles
        shapes = self._own_titles or titles.get(language_code(self.language)) or titles["en"]
        return TitleGrammar(shapes, self._title_party, self._title_town)

    @cached_property
    def _index(self) -> MentionIndex:
        table = self._table
        hidden = table.not_in_text
        capitals = {key: party for key, party in table.capitals.items() if key not in hidden}
        layers: list[tuple[Form, Mapping[str, Party | tuple[Party, ...]]]]
        if language_code(self.language) == "en":
            names = {key: party for key, party in table.names.items() if key not in hidden}
            layers = [
                ("name", names),
                ("name", table.ambiguous_names),
                ("adjective", table.adjectives),
                ("adjective", table.ambiguous_adjectives),
                ("demonym", table.people),
                ("capital", capitals),
            ]
            return MentionIndex(layers, table.prefixes, table.stop)
        layers = [
            ("name", self._own_names),
            ("adjective", self._own_adjectives),
            # Most languages write adjectives small, and the people with a capital.
            ("adjective", {key[0].lower() + key[1:]: one for key, one in self._own_adjectives.items()}),
            ("capital", _capitals_in(self._own_cities, table) or capitals),
        ]
        return MentionIndex(layers, {}, ())


def _spellings(key: str) -> Iterator[str]:
    """Yield the keys under which a town may be listed, as written first."""
    yield key
    plain = fold(key)
    yield from (
        plain,
        plain.replace("-", " "),
        plain.removesuffix(" City").removesuffix(" city"),
        plain.title(),
    )


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    return {name_key(name): code for name, code in names.items()}


def _by_code(names: Mapping[str, str], table: Table) -> dict[str, Party]:
    try:
        return {name: table.by_code[code] for name, code in names.items()}
    except KeyError as error:
        raise SchemaError(f"no party has the code {error}") from error


def _capitals_in(cities: Mapping[str, str], table: Table) -> dict[str, Party]:
    """Pick capitals out of a language's cities: CLDR names a zone mostly, not always, after one."""
    return {key: table.capitals[key] for key, code in cities.items() if key in table.capitals and code}


@cache
def _load(language: str) -> Gazetteer:
    table = load_table()
    if language == "en":
        return Gazetteer(table)
    if is_language(language):
        return Gazetteer(table, language, load_language(language))
    if language not in table.languages:
        known = ", ".join(("en", *sorted(table.languages)))
        raise SchemaError(f"no names of countries in language {language!r}; wikirel has {known}")
    return Gazetteer(table, language)
