"""Atoms: the smallest written dates, each with the words before it that bear on it.

"from early 1999 to 5 June 2001" has two: ``early 1999`` and ``5 June 2001``.  :mod:`.grammar` joins them.
"""

from __future__ import annotations

import re

from wikirel.values.dates.edtf import days_in_month, year_text
from wikirel.values.dates.model import Qualifier
from wikirel.values.dates.vocabulary import BLANKS, DateVocabulary, roman_number

__all__ = ["Atom", "AtomReader"]

_NUMBERS = re.compile(r"[0-9]+")
_DASHED_NUMBER = re.compile(r"-[^\W\d_]")
_DECIMALS = re.compile(r"[.,][0-9]|%|°|/[0-9]|:[0-9]")
_NEXT_WORD = re.compile(BLANKS.replace("{0,3}", "{1,3}") + r"[(]?([^\W\d_][\w.²-]*)")
_APOSTROPHES = frozenset("'’‘")
_GLUED = frozenset("_/=#$€£¥%@&+\\^~<>")


class Atom:
    """A written date and the words that bear on it; ``edtf()`` tells the date.

    ``core`` is set for what has no day or month: decades, centuries, ranges of years.
    """

    __slots__ = (
        "about", "ambiguous", "approximate", "bad", "bare", "core", "day", "end", "lead", "lead_start",
        "loose", "month", "qualifier", "season", "shift", "start", "word", "year",
    )  # fmt: skip

    def __init__(
        self, start: int, end: int, year: int | None = None, month: int | None = None, day: int | None = None
    ) -> None:
        self.start = start
        self.end = end
        self.year = year
        self.month = month
        self.day = day
        self.core: str | None = None
        self.season: int | None = None
        self.about = False
        self.approximate = False
        self.loose = False
        self.ambiguous = False
        self.bare = False
        self.bad = False
        self.qualifier: Qualifier | None = None
        self.lead: str | None = None
        self.lead_start = start
        self.shift: int | None = None
        self.word = ""

    def _marked(self, core: str) -> str:
        first, slash, second = core.partition("/")
        # "c. 1850–60" is about both years, "c. 1850 – 1900" and "late 1850–60" about the first.
        return f"{first}~/{second}{'' if self.loose or not self.about else '~'}" if slash else f"{core}~"

    def edtf(self) -> str | None:
        """Write the atom in EDTF, or None for one without a year."""
        if self.core is not None:
            return self._marked(self.core) if self.approximate else self.core
        if self.year is None:
            return None
        text = year_text(self.year)
        if self.month is not None:
            text = f"{text}-{self.month:02d}"
            if self.day is not None:
                if self.day > 28 and self.day > days_in_month(self.year, self.month):
                    # "31 June 1999": a slip of the text; the month is as far as it can be trusted.
                    self.ambiguous = True
                else:
                    text = f"{text}-{self.day:02d}"
        elif self.season is not None:
            return f"{text}-{self.season}"
        return text + "~" if self.approximate else text


class AtomReader:
    """Reads the atom that begins at a given place."""

    def __init__(self, vocabulary: DateVocabulary) -> None:
        self._words = vocabulary
        table = vocabulary.table
        self._low, self._high = table["years"]["range"]
        self._plain = table["years"]["plain"]
        self._hundreds = frozenset(table["decades"]["hundreds_as_decades"])
        self._before_era = frozenset(table["eras"]["before"])
        self._spelled: dict[str, int] = table["decades"].get("spelled", {})
        self._day_first = bool(table["days"]["day_first"])
        self._capitals = table["months"]["names"][0][0].isupper()
        # With what a decade, an era or the second year of a range can begin, after a year and perhaps a blank.
        firsts = [*table["decades"]["suffixes"], *table["eras"]["before"], *table["eras"]["after"]]
        self._follow = frozenset("–—−‒/-").union(word[0] for word in firsts if word)
        self._marks = frozenset(",;)\n") - self._follow
        self._joins = vocabulary.range_joins | vocabulary.between_joins

    def read(self, text: str, start: int, stop: int, end: int, last: int) -> list[Atom]:
        """Read the atoms that begin at ``start`` (several for "9 and 11 December"), if any.

        ``stop`` is where what the trigger found there ends, ``last`` where the last atom does.
        """
        if start:
            before = text[start - 1]
            if before not in " \n(":
                if before.isalnum() or (before in _GLUED and not self._follows_slash(text, start, end, last)):
                    return []
                if before in ".,:" and start > 1 and text[start - 2].isdigit():
                    return []
        if text[start].isdigit():
            # Most years and days are followed by what cannot make more of them, and need no pattern.
            if stop - start == 4 and stop + 2 <= end:
                mark, then = text[stop], text[stop + 1]
                if (
                    mark in self._marks
                    or (mark == " " and then not in self._follow and not then.isspace())
                    or (mark == "." and not then.isdigit())
                ):
                    return self._bare(start, stop, int(text[start:stop]))
            elif stop - start > 4:
                day = self._words.days.get(text[start : stop - 5])
                if day is not None and int(text[stop - 4 : stop]) <= self._high:
                    return [Atom(start, stop, int(text[stop - 4 : stop]), day.month, day.day)]
            match = self._words.digits.match(text, start, end)
            return [] if match is None else self._digits(text, match)
        match = self._words.named.match(text, start, end)
        if match is not None:
            return self._named(match)
        match = self._words.worded.match(text, start, end) if self._words.worded is not None else None
        return [] if match is None else self._worded(match)

    def _follows_slash(self, text: str, start: int, end: int, last: int) -> bool:
        """Tell whether a month or a day of one stands behind a date and a slash: "May 1999/January 2000"."""
        if start - 1 != last or text[last] != "/":
            return False
        match = self._words.digits.match(text, start, end) or self._words.named.match(text, start, end)
        return match is not None and match["month"] is not None

    def _worded(self, match: re.Match[str]) -> list[Atom]:
        """Read a decade or century that a word leads to: "años sesenta", "siglo XIX"."""
        found: dict[str, str | None] = match.groupdict()
        atoms: list[Atom] = []
        if year := found.get("led_year"):  # "AD 312"
            return [Atom(match.start(), match.end(), int(year))] if int(year) else []
        for group in ("decade", "short", "spelled", "century", "roman"):
            for name in (group, f"{group}_too"):  # "siglos XVI y XVII"
                if word := found.get(name):
                    start = match.start(name) if name != group else match.start()
                    era = found.get("roman_era" if group == "roman" else "era")
                    atoms += self._led(group, word, start, match.end(name), era)
        if atoms:
            atoms.sort(key=lambda atom: atom.start)
            atoms[-1].end = match.end()
        return atoms

    def _led(self, group: str, word: str, start: int, end: int, era: str | None) -> list[Atom]:
        if group == "decade":
            return self._core(start, end, self._decade(int(word)))
        if group in ("short", "spelled"):
            tens = word[0] if group == "short" else self._spelled[word.casefold()]
            return self._core(start, end, f"19{tens}X")
        return self.century(start, end, roman_number(word), era)

    def _digits(self, text: str, match: re.Match[str]) -> list[Atom]:
        bare = match["bare"]
        if bare is not None:
            return self._bare(match.start(), match.end(), int(bare))
        if match["month"] is not None:
            return self._day_month(match)
        start, end = match.span()
        if match["first"] is not None:
            return self._year_range(text, match)
        if match["decade"] is not None:
            return self._core(start, end, self._decade(int(match["decade"])))
        if match["iso"] is not None:
            return self._full(start, end, int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
        if match["numeric"] is not None:
            return self._numeric(match)
        if match["short_decade"] is not None:
            atom = Atom(start - 1 if text[start - 1 : start] in _APOSTROPHES else start, end)
            atom.core, atom.bad = match["short_decade"][0], True
            return [atom]
        if match["era_year"] is not None:
            return self._era_year(match)
        number = match["century"] or match["left_century"]
        return self.century(start, end, int(number), match["era_c"] or match["era_l"])

    def _may_be_year(self, digits: str) -> bool:
        return len(digits) == 4 and digits[0] in "12"

    def _bare(self, start: int, end: int, year: int) -> list[Atom]:
        if not self._low <= year <= self._high:
            return []
        atom = Atom(start, end, year)
        atom.bare = True
        return [atom]

    def _core(self, start: int, end: int, core: str | None) -> list[Atom]:
        if core is None:
            return []
        atom = Atom(start, end)
        atom.core = core
        return [atom]

    def _decade(self, year: int) -> str | None:
        if not self._low <= year <= self._high:
            return None
        if year % 100 == 0 and year not in self._hundreds:
            return f"{year // 100}XX"
        return f"{year // 10}X"

    def century(self, start: int, end: int, number: int, era: str | None) -> list[Atom]:
        """Read the century of that number: the 20th is 19XX, the 3rd BC (300 to 201 BC) -02XX."""
        if not 1 <= number <= 22:
            return []
        return self._core(start, end, f"{'-' if era in self._before_era else ''}{number - 1:02d}XX")

    def _full(self, start: int, end: int, year: int, month: int, day: int) -> list[Atom]:
        if not (1 <= month <= 12 and 1 <= day <= 31 and year):
            return []
        return [Atom(start, end, year, month, day)]

    def _numeric(self, match: re.Match[str]) -> list[Atom]:
        first, second, year = int(match["num_1"]), int(match["num_2"]), int(match["num_y"])
        start, end = match.span()
        if not self._low <= year <= self._high:
            return []
        if first == second or first > 12 or (self._day_first and second <= 12):
            return self._full(start, end, year, second, first)
        if second > 12:
            return self._full(start, end, year, first, second)
        atom = Atom(start, end, year)
        atom.ambiguous = True
        return [atom]

    def _era_year(self, match: re.Match[str]) -> list[Atom]:
        atoms: list[Atom] = []
        for group in ("era_first", "era_year"):
            if match[group] is not None and (int(match[group]) or match["era_y"] in self._before_era):
                year = int(match[group])
                year = 1 - year if match["era_y"] in self._before_era else year
                atoms.append(Atom(match.start(group), match.end(group), year))
        if atoms:
            atoms[-1].end = match.end()
        return atoms

    def _year(self, digits: str, era: str | None) -> int | None:
        year = int(digits)
        if era in self._before_era:
            return 1 - year
        return year if 0 < year <= self._high else None

    def _day_month(self, match: re.Match[str]) -> list[Atom]:
        name, digits = match["month"], match["year"]
        month = self._words.months[name.casefold().rstrip(".")]
        year = None if digits is None else self._year(digits, match["era_d"])
        if year is not None and ("," in match["comma"] or 0 < year < 1000) and self._counts(match):
            year = None  # "on 3 May, 1500 soldiers landed"
        end = match.end() if year is not None or digits is None else match.end("month")
        if year is None and name[0].islower() and self._capitals:
            return []  # "of the 20 may ...", where names of months begin with a capital
        atoms = self._days(match, year, month)
        atoms.append(Atom(match.start("day"), end, year, month, int(match["day"])))
        if "[" in match[0] or "(" in match[0]:
            self._to_new_style(match, atoms[-1])
        return atoms

    def _counts(self, match: re.Match[str]) -> bool:
        """Tell whether the number at the end of a date is one of soldiers or the like."""
        unit = _NEXT_WORD.match(match.string, match.end())
        return unit is not None and unit[1].casefold() in self._words.never_before

    def _to_new_style(self, match: re.Match[str], atom: Atom) -> None:
        """Take the day that the text itself gives in the new style: "25 October [N.S. 7 November] 1917"."""
        bracket = self._words.new_style.search(match[0])
        if bracket is None:
            return
        found = (pattern.search(bracket["inside"]) for pattern in (self._words.digits, self._words.named))
        day = next((one for one in found if one and one["month"] and one["day"]), None)
        if day is None:
            return
        month = self._words.months[day["month"].casefold().rstrip(".")]
        year = atom.year if day["year"] is None else self._year(day["year"], None)
        if year is not None and (day["year"] is not None or month >= (atom.month or 0)):
            atom.year, atom.month, atom.day = year, month, int(day["day"])

    def _named(self, match: re.Match[str]) -> list[Atom]:
        month = self._words.months[match["month"].casefold().rstrip(".")]
        start, end = match.span()
        if match["month_year"] is not None:
            year = self._year(match["month_year"], None)
            if year is None or year < 100:
                return [Atom(start, match.end("month"), None, month)]
            return [Atom(start, end, year, month)]
        if match["day"] is None:
            return [Atom(start, end, None, month)]
        year, digits = None, match["year"]
        if digits is not None:
            year = self._year(digits, match["era_d"])
            if year is None or ("," in match["comma"] and self._counts(match)):
                year, end = None, match.end("days")
        atoms = [Atom(start, match.end("day"), year, month, int(match["day"]))]
        if year is None and "," in match["days"]:
            atoms[0].end = match.end("day")  # "on May 5, 12 ships came"
            return atoms
        atoms += self._days(match, year, month)
        atoms[-1].end = end
        if "[" in match[0] or "(" in match[0]:
            self._to_new_style(match, atoms[0])
        return atoms

    def _days(self, match: re.Match[str], year: int | None, month: int) -> list[Atom]:
        return [
            Atom(found.start(), found.end(), year, month, int(_NUMBERS.findall(found[0])[0]))
            for found in self._words.day_number.finditer(match.string, *match.span("days"))
        ]

    def _year_range(self, text: str, match: re.Match[str]) -> list[Atom]:
        first, second = int(match["first"]), int(match["second"])
        start, end = match.span()
        short = len(match["second"]) == 2
        if short:
            if match["dash"] == "-" and 1 <= second <= 12 and second != first % 100 + 1:
                return self._year_or_month(start, end, first, second)
            second += first - first % 100
            if second < first:
                second += 100
        atom = Atom(start, end)
        # "2001–1999" is none: no year of it can be trusted.
        atom.bad = not self._low <= first <= second <= self._high or (short and first == second)
        atom.bare = not atom.bad
        if not atom.bad:
            atom.core = f"{first:04d}" if first == second else f"{first:04d}/{second:04d}"
            atom.loose = match["dash"] is None
            atom.ambiguous = (
                match["dash"] == "/" and not short and second - first > 1
            )  # a stretch, or two years
        return [atom]

    def _year_or_month(self, start: int, end: int, year: int, month: int) -> list[Atom]:
        atom = Atom(start, end, year, month if month <= year % 100 else None)
        atom.ambiguous = atom.month is None
        atom.bare = True
        return [atom]

    def plausible(self, text: str, atom: Atom, floor: int) -> bool:
        """Tell whether a bare number is a year, by what stands around it.

        ``floor`` is where the last date ended.
        """
        after = text[atom.end : atom.end + 3]
        if after and (_DECIMALS.match(after) or _DASHED_NUMBER.match(after)):
            return self._words.open_end.match(text, atom.end) is not None
        number = atom.year if atom.year is not None else int(atom.core[:4]) if atom.core else 0
        word = atom.word
        if word in self._words.never_alone_after and atom.core is None and atom.qualifier is None:
            led = (
                text[max(0, atom.start - 12) : atom.start].rpartition("\n")[2].split()[-1:]
            )  # "in roughly 1850"
            if not (atom.about and led and led[0].casefold() in self._words.strong):
                return False
        if word in self._words.never_after or (word[-1:] in "$€£¥" and word):
            return False
        if (
            word.isdecimal()
            and len(word) > 2
            and text[atom.start - 1] in " \xa0"
            and not self._may_be_year(word)
        ):
            return False  # "+44 20 7946 1958"
        before = atom.start - len(word) - 3
        counted = word in self._joins and before >= floor and text[before].isdigit()
        if counted and "\n" not in text[before : atom.start]:
            return False  # "from 1,200 to 1500"
        if (
            number < self._plain
            and word not in self._words.year_introducers
            and not (atom.core or text[atom.start - 1 : atom.start] == "(" or after[:1] == ")")
        ):
            return False
        if text[atom.start - 1 : atom.start] == "-" and atom.start == atom.lead_start:
            return False
        if word in self._words.strong and number > self._plain and number % 50:
            return True
        follower = _NEXT_WORD.match(text, atom.end)
        return follower is None or follower[1].casefold().rstrip(".") not in self._words.never_before
