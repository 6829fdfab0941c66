"""Date templates of Wikipedia: the text that each shows, from its arguments.

The rendering follows the templates' documentation on the English Wikipedia ("Template:Date table sorting",
"Template:Start date", "Template:Circa", "Template:As of" and their siblings).  Which names count, and the
words that they show, are the tables ``dates.templates`` and ``dates.phrases`` of a language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import attrs

from wikirel.values.dates.defaults import completed
from wikirel.values.dates.vocabulary import DateVocabulary
from wikirel.values.language import load_language

__all__ = ["DateTemplates", "template_date"]

_DIGITS = re.compile(r"[0-9]{1,4}")
_YEAR = re.compile(r"[0-9]{3,4}")
_SMALL = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?")
_YEAR_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_OFF = frozenset({"off", "hide", "no"})


@attrs.frozen
class DateTemplates:
    """The date templates of a language.

    Attributes:
        forms: the form of each template's arguments, by its name in lower case.
        phrases: what the templates write around dates.
        names: the months, January first.
        months: month numbers by name or abbreviation, in lower case.
    """

    forms: Mapping[str, str]
    phrases: Mapping[str, str]
    names: Sequence[str]
    months: Mapping[str, int]

    @classmethod
    def load(cls, code: str = "en") -> DateTemplates:
        """Return the date templates of a language that ships with wikirel.

        Raises:
            SchemaError: there is no such language.
        """
        return _load(code)

    def is_date(self, name: str) -> bool:
        """Tell whether a template of this name shows a date."""
        return _key(name) in self.forms

    def render(self, name: str, positional: Sequence[str], named: Mapping[str, str]) -> str | None:
        """Return the text that a date template shows.

        Args:
            name: as written, without braces; ``#invoke:dts`` for a module, whose function comes first among
                the positional arguments.
            positional: the unnamed arguments, in order.
            named: the named arguments.

        Returns:
            The text ("" where it shows nothing), or None when this is no date template.
        """
        form = self.forms.get(_key(name))
        if form is None:
            return None
        values = [" ".join(value.split()) for value in positional]
        if name.lstrip().startswith("#"):
            values = values[1:]
        for index in range(1, 8):  # {{dts|1=...}} is {{dts|...}}
            value = named.get(str(index))
            if value is not None:
                values += [""] * (index - len(values))
                values[index - 1] = " ".join(value.split())
        return _FORMS[form](self, values, named)

    def date(self, values: Sequence[str], named: Mapping[str, str]) -> str:
        """Write a date from its parts, in whatever order they come: year, month and day, or one text."""
        parts = [value for value in values if value]
        if not parts or named.get("format", "").strip().casefold() in _OFF:
            return ""
        if len(parts) == 1:
            # The template reads 2003-04 as April 2003, where prose might mean a stretch of two years.
            year_month = _YEAR_MONTH.fullmatch(parts[0])
            return f"{self.names[int(year_month[2]) - 1]} {year_month[1]}" if year_month else parts[0]
        year, month, day = self._sorted_out(parts)
        if year is None or (month is None and len(parts) > 1):
            return " ".join(parts)
        if month is None:
            return year
        name = self.names[month - 1]
        if day is None:
            return f"{name} {year}"
        if "mdy" in (named.get("format", "") + named.get("df", "")).casefold():
            return f"{name} {int(day)}, {year}"
        return f"{int(day)} {name} {year}"

    def _sorted_out(self, parts: Sequence[str]) -> tuple[str | None, int | None, str | None]:
        """Tell year, month and day of up to three parts apart; what stays unclear makes the year None."""
        year = next((part for part in parts if _YEAR.fullmatch(part)), None)
        rest = list(parts[:3])
        if year is None:
            return None, None, None
        first = rest.index(year) == 0 if year in rest else False
        if year in rest:
            rest.remove(year)
        named = next((part for part in rest if part.casefold().rstrip(".") in self.months), None)
        if named is not None:
            rest.remove(named)
            return year, self.months[named.casefold().rstrip(".")], self._day(rest)
        # Numbers alone come as year, month, day: the templates know no other order.
        if first and rest and rest[0].isdecimal() and 1 <= int(rest[0]) <= 12:
            return year, int(rest[0]), self._day(rest[1:])
        return None, None, None

    def _day(self, rest: Sequence[str]) -> str | None:
        if rest and _SMALL.fullmatch(rest[0]):
            number = _DIGITS.match(rest[0])
            if number is not None and 1 <= int(number[0]) <= 31:
                return number[0]
        return None


def _sort(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    if not any(values):
        parts = [named.get(key, "").strip() for key in ("year", "month", "day")]
        return self.date(parts, named)
    # {{dts|5|May|1999}} and {{dts|1999|5|3}}; what comes after the date does not show.
    return self.date(values[:3], named)


def _ymd(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    if values and not _YEAR.fullmatch(values[0]) and values[0]:
        return values[0]
    fallback = [named.get(key, "").strip() for key in ("year", "month", "day")]
    fmt = dict(named) if named.get("df") else {**named, "df": "mdy"}
    return self.date(values[:3] if any(values) else fallback, fmt)


def _text(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    return values[0] if values else ""


def _circa(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    shown = [self.phrases["circa"].format(value) for value in values[:2] if value]
    return " – ".join(shown) if shown else self.phrases["circa"].format("").strip()


def _range(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    if not values or not values[0]:
        return ""
    if len(values) > 1 and values[1]:
        return f"{values[0]} – {values[1]}"
    return self.phrases["to_now"].format(values[0])


def _flourished(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    return self.phrases["flourished"].format("–".join(value for value in values[:2] if value)).strip()


def _reigned(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    return self.phrases["reigned"].format(" – ".join(value for value in values[:2] if value)).strip()


def _span(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    # {{Start and end dates|1999|5|3|2000|6|4}}
    dates = [self.date(values[at : at + 3], {**named, "format": "dmy"}) for at in (0, 3)]
    return " – ".join(date for date in dates if date)


def _as_of(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    alternative = named.get("alt", "").strip()
    if alternative:
        return alternative
    text = self.phrases["as_of"].format(self.date(values[:3], {**named, "format": "dmy"}))
    return text[:1].lower() + text[1:] if named.get("lc", "").strip() else text


def _old_style(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    day, year, old = [*values, "", "", ""][:3]
    shown = self.phrases["old_style"].format(day, old, year) if old else f"{day} {year}"
    return " ".join(shown.split())


def _old_style_year(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    # {{OldStyleDateDY|12 January|1909|30 December 1908}}: the date in the old style has a year of its own.
    day, year, old = [*values, "", "", ""][:3]
    return _old_style(self, [f"{day} {year}", "", old], named)


def _old_style_day(self: DateTemplates, values: Sequence[str], named: Mapping[str, str]) -> str:
    # {{OldStyleDateNY|24 March|11 March}}: without a year.
    day, old = [*values, "", ""][:2]
    return _old_style(self, [day, "", old], named)


_FORMS: Mapping[str, Callable[[DateTemplates, Sequence[str], Mapping[str, str]], str]] = {
    "sort": _sort,
    "ymd": _ymd,
    "text": _text,
    "circa": _circa,
    "range": _range,
    "as-of": _as_of,
    "old-style": _old_style,
    "old-style-year": _old_style_year,
    "old-style-day": _old_style_day,
    "flourished": _flourished,
    "reigned": _reigned,
    "span": _span,
}


def _key(name: str) -> str:
    words = " ".join(name.replace("_", " ").split()).casefold()
    return words.replace("#invoke: ", "#invoke:")


@cache
def _load(code: str) -> DateTemplates:
    table = completed(load_language(code).get("dates", {}), load_language("en")["dates"])
    vocabulary = DateVocabulary.build(table)
    forms = {_key(name): form for name, form in table["templates"].items()}
    return DateTemplates(forms, table["phrases"], table["months"]["names"], vocabulary.months)


def template_date(
    name: str, positional: Sequence[str], named: Mapping[str, str], language: str = "en"
) -> str | None:
    """Return the text that a date template shows; see :meth:`DateTemplates.render`.

    >>> template_date("dts", ["1904", "4", "7"], {"format": "dmy"})
    '7 April 1904'
    >>> template_date("flag", ["Cuba"], {}) is None
    True
    """
    return DateTemplates.load(language).render(name, positional, named)
