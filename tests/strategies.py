"""Hypothesis strategies that write wikitext: well-formed, with what it must render to, and broken."""

from __future__ import annotations

from pathlib import Path

import attrs
from hypothesis import strategies as st

__all__ = [
    "SEEDS",
    "ExpectedBlock",
    "Page",
    "any_source",
    "inline",
    "mutated_seeds",
    "pages",
    "soup",
    "two_forms",
    "words",
]

SEEDS = Path(__file__).parent.parent / "seeds"

ATOMS = (
    *("{{", "}}", "{{{", "}}}", "[[", "]]", "|", "||", "!!", "=", "==", "\n", "\n\n", " ", "'''", "''"),
    *("<ref>", "</ref>", "<ref name=a />", '<ref name="b">', "<!--", "-->", "<nowiki>", "</nowiki>", "<br>"),
    *(
        "\n{|",
        "\n|}",
        "\n|-",
        "\n|",
        "\n!",
        "\n|+",
        "\n*",
        "\n**",
        "\n#",
        "\n:",
        "\n;",
        "\n:{|",
        "\n== b ==\n",
    ),
    *(
        "\n=",
        "\n= c =",
        "\n=== d === <!-- e -->\n",
        "<b>",
        "</b>",
        "<div>",
        "<li>",
        "<b ",
        "</",
        "<ref ",
        "<ref",
    ),
    *("&nbsp;", "&amp;", "&#0", "&#0;", "&#x41;", "&", "\x00", "\x7f", "\t", "\r", "\u2028", "\x85", "\x1c"),
    *("[http://a.test ", "[", "]", "__TOC__", "_", "a", "b", "Cuba", "Peru.", "B. ", "1.", "é", "\U0001f1e8"),
    *(
        "{{small|",
        "{{show|t|",
        "{{flag|",
        "{{dts|",
        "{{lang|es|",
        "{{Infobox x|",
        "{{ubl|",
        "{{efn|",
        "{{cn}}",
    ),
    *("{{nbsp}}", "{{ndash}}", "{{!}}", "[[File:a.svg|thumb|", "[[Category:c]]", "[[a|", "{{a|", "{{1x|"),
    *(
        "#REDIRECT ",
        "- ",
        "\n- ",
        "= T =\n",
        "\nInfobox\n",
        "- Map: a\n",
        "| x | y |\n",
        "{{formatnum:",
        "{{PER}}",
    ),
)


def soup(max_size: int = 25) -> st.SearchStrategy[str]:
    """Bits of markup in any order: mostly broken."""
    return st.lists(st.sampled_from(ATOMS), max_size=max_size).map("".join)


@st.composite
def mutated_seeds(draw: st.DrawFn) -> str:
    """A stretch of one of the seeds with a few cuts and insertions."""
    path = draw(st.sampled_from(sorted(SEEDS.iterdir())))
    text = path.read_text(encoding="utf-8")
    start = draw(st.integers(0, max(0, len(text) - 1)))
    text = text[start : start + draw(st.integers(1, 4000))]
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ATOMS)) + text[at + draw(st.integers(0, 20)) :]
    return text


def any_source() -> st.SearchStrategy[str]:
    """Any text at all, and above all the kinds that hurt."""
    return st.one_of(soup(), st.text(max_size=40), mutated_seeds(), pages().map(lambda page: page.source))


# -- well-formed ----------------------------------------------------------------------------------------------


@attrs.frozen
class ExpectedBlock:
    """A block that a page must render to: its kind and plain text; for a heading its level."""

    kind: str
    text: str
    level: int = 0
    source: str = ""


@attrs.frozen
class Page:
    """A generated page: its wikitext, the blocks that it must give, and the rows of its tables."""

    source: str
    blocks: tuple[ExpectedBlock, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and title of every heading."""
        return [(block.level, block.text) for block in self.blocks if block.kind == "heading"]


_LETTERS = "abcdefghijklmnopqrstuvwxyzéñßж中"


def words() -> st.SearchStrategy[str]:
    """A word without markup, in lower case, never one that is a parameter's or a namespace's name."""
    return st.text(_LETTERS, min_size=1, max_size=6).map(lambda word: word + "o")


_SHOWN = st.one_of(
    words().map(lambda w: (w, w)),
    words().map(lambda w: (w, w)),
    words().map(lambda w: (f"[[{w}]]", w)),
    st.tuples(words(), words()).map(lambda p: (f"[[{p[0]}|{p[1]}]]", p[1])),
    st.tuples(words(), words()).map(lambda p: (f"[[{p[0]}|''{p[1]}'']]", p[1])),
    st.tuples(words(), words()).map(lambda p: (f"[[{p[0]}#{p[1]}|{{{{small|{p[1]}}}}}]]", p[1])),
    words().map(lambda w: (f"[[:Category:{w}]]", f"Category:{w}")),
    words().map(lambda w: (f"''{w}''", w)),
    words().map(lambda w: (f"'''''{w}'''''", w)),
    words().map(lambda w: (f"<small>{w}</small>", w)),
    words().map(lambda w: (f'<span style="color:red">{w}</span>', w)),
    words().map(lambda w: (f"{{{{nobr|{w}}}}}", w)),
    words().map(lambda w: (f"{{{{small|1={w}}}}}", w)),
    words().map(lambda w: (f"{{{{small|[[{w}]]}}}}", w)),
    words().map(lambda w: (f"{{{{ flag | {w} }}}}", w)),
    words().map(lambda w: (f"{{{{flag|{w}|variant=old}}}}", w)),
    words().map(lambda w: (f"{{{{#invoke:flag||{w}}}}}", w)),
    st.tuples(words(), words()).map(lambda p: (f"{{{{lang|es|{p[0]}&ndash;{p[1]}}}}}", f"{p[0]}–{p[1]}")),
    words().map(lambda w: (f"[https://example.test/{w}?a=b {w}]", w)),
    words().map(lambda w: (f"<nowiki>[[{w}|{{{{</nowiki>", f"[[{w}|{{{{")),
    words().map(lambda w: (f"{w}&amp;{w}", f"{w}&{w}")),
    words().map(lambda w: (f"{w}&#8211;{w}&#x2013;{w}", f"{w}–{w}–{w}")),
    words().map(lambda w: (f"{w}{{{{ndash}}}}{w}", f"{w}–{w}")),
    words().map(lambda w: (f"{w}<!-- | {{{{ [[ -->{w}", f"{w}{w}")),
)
_HIDDEN = st.one_of(
    words().map(lambda w: f"<ref>{{{{cite web|title={w}|url=https://example.test/}}}}</ref>"),
    words().map(lambda w: f'<ref name="{w}">[[{w}]] | {{{{a}}</ref>'),
    words().map(lambda w: f"<ref name={w} />"),
    words().map(lambda w: f"<!-- {w} == -->"),
    words().map(lambda w: f"{{{{efn|{w} <ref>a</ref>}}}}"),
    words().map(lambda w: f"{{{{sfn|{w}|2001|p=2}}}}"),
    words().map(lambda w: f"[[Category:{w}]]"),
    words().map(lambda w: f"{{{{an unknown one|{w}|a={{{{b|{w}}}}}}}}}"),
    st.just("{{citation needed|date=May 2020}}"),
    st.just("{{{parameter|}}}"),
)


@st.composite
def inline(draw: st.DrawFn, max_size: int = 6, *, plain_ends: bool = False) -> tuple[str, str]:
    """A run of inline markup on one line, and the plain text that it shows.

    What is hidden stands right behind a word.  With ``plain_ends`` the first and the last word are bare.
    """
    shown = draw(st.lists(st.tuples(_SHOWN, st.none() | _HIDDEN), min_size=1, max_size=max_size))
    if plain_ends:
        first, last = draw(words()), draw(words())
        shown = [((first, first), None), *shown, ((last, last), None)]
    source = " ".join(markup + (hidden or "") for (markup, _), hidden in shown)
    return source, " ".join(plain for (_, plain), _ in shown)


@st.composite
def _paragraph(draw: st.DrawFn) -> Page:
    lines = draw(st.lists(inline(plain_ends=True), min_size=1, max_size=3))
    source = "\n".join(line for line, _ in lines)
    plain = " ".join(plain for _, plain in lines)
    return Page(f"{source}\n\n", (ExpectedBlock("paragraph", plain, source=source),))


@st.composite
def _items(draw: st.DrawFn) -> Page:
    lines, blocks = [], []
    for _ in range(draw(st.integers(1, 4))):
        marker = draw(st.sampled_from(["*", "**", "#", "*#", ":", "::", ";", "***"]))
        source, plain = draw(inline())
        lines.append(marker + draw(st.sampled_from(["", " "])) + source)
        blocks.append(ExpectedBlock("item", plain))
    return Page("\n".join(lines) + "\n\n", tuple(blocks))


@st.composite
def _heading(draw: st.DrawFn) -> Page:
    level = draw(st.integers(1, 6))
    source, plain = draw(inline(max_size=2))
    signs, blank = "=" * level, draw(st.sampled_from(["", " "]))
    after = draw(st.sampled_from(["", " ", " <!-- note -->", "\t"]))
    return Page(f"{signs}{blank}{source}{blank}{signs}{after}\n", (ExpectedBlock("heading", plain, level),))


@st.composite
def _table(draw: st.DrawFn) -> Page:
    lines = [draw(st.sampled_from(["{|", '{| class="wikitable"', ":{|", "{|border=1", "{| <!-- | -->"]))]
    blocks: list[ExpectedBlock] = []
    rows: list[tuple[str, ...]] = []
    if draw(st.booleans()):
        source, plain = draw(inline(max_size=2))
        lines.append(draw(st.sampled_from(["|+ ", "|+", '|+ style="a" | '])) + source)
        blocks.append(ExpectedBlock("caption", plain))
    for number in range(draw(st.integers(1, 3))):
        cells = draw(st.lists(inline(max_size=2), min_size=1, max_size=3))
        sign = draw(st.sampled_from(["|", "!"]))
        attributes = draw(st.sampled_from(["", 'rowspan="2" | ', "style=a|", "data-x={{a|b}} |"]))
        if number or draw(st.booleans()):
            lines.append(draw(st.sampled_from(["|-", "|------", '|- valign="top"', "|- <!-- a -->"])))
        if draw(st.booleans()):
            lines.append(sign + " " + f" {sign}{sign} ".join(attributes + source for source, _ in cells))
        else:
            lines += [f"{sign} {attributes}{source}" for source, _ in cells]
        rows.append(tuple(plain for _, plain in cells))
        blocks += [ExpectedBlock("cell", plain) for _, plain in cells]
    return Page("\n".join([*lines, "|}"]) + "\n", tuple(blocks), (tuple(rows),))


@st.composite
def _caption(draw: st.DrawFn) -> Page:
    source, plain = draw(inline(max_size=2))
    options = draw(st.sampled_from(["thumb", "thumb|left|200px", "thumb|upright=1.2|alt=a b", "frame|x30px"]))
    name = draw(st.sampled_from(["File:A b.jpg", "Image:a.svg", "file: c.png"]))
    return Page(f"[[{name}|{options}|{source}]]\n\n", (ExpectedBlock("caption", plain),))


@st.composite
def _nothing(draw: st.DrawFn) -> Page:
    source = draw(
        st.sampled_from(
            [
                *(
                    "<!-- a\n== b ==\n -->\n",
                    "{{Main|a|b}}\n",
                    "{{reflist|refs=\n<ref name=a>x</ref>\n}}\n",
                    "\n",
                ),
                *(
                    "__NOTOC__\n",
                    "[[Category:A|b]]\n",
                    "[[fr:A]]\n",
                    "<references>\n<ref name=c>d</ref></references>\n",
                ),
                *("{{an unknown one|\n| a = b\n| c = {{d}}\n}}\n", "<gallery>\nFile:a.jpg|b\n</gallery>\n"),
            ]
        )
    )
    return Page(source, ())


def _joined(parts: list[Page]) -> Page:
    return Page(
        "".join(part.source for part in parts),
        tuple(block for part in parts for block in part.blocks),
        tuple(table for part in parts for table in part.tables),
    )


def pages(max_size: int = 8) -> st.SearchStrategy[Page]:
    """A page of well-formed wikitext."""
    part = st.one_of(_paragraph(), _items(), _heading(), _table(), _caption(), _nothing())
    return st.lists(part, max_size=max_size).map(_joined)


# -- both forms -----------------------------------------------------------------------------------------------


@st.composite
def two_forms(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """One article as wikitext and as its plain rendering, and the texts of its blocks."""
    wikitext = ["{{Infobox bilateral relations|map=m.svg}}"]
    plain = ["= A–B relations =", "", "Infobox", "- Map: m.svg", ""]
    texts = ["m.svg"]
    line = inline(plain_ends=True).filter(lambda pair: "nowiki" not in pair[0])
    lead, shown = draw(line)
    wikitext += [lead, ""]
    plain += [shown, ""]
    texts.append(shown)
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(["heading", "item", "paragraph", "table"]))
        source, shown = draw(line)
        texts.append(shown)
        if kind == "heading":
            signs = "=" * draw(st.integers(2, 4))
            wikitext.append(f"{signs} {source} {signs}")
            plain.append(f"{signs} {shown} {signs}")
        elif kind == "item":
            wikitext.append(f"* {source}")
            plain.append(f"- {shown}")
        elif kind == "paragraph":
            wikitext += ["", source, ""]
            plain += ["", shown, ""]
        else:
            other = draw(words())
            wikitext += ["{|", f"| {source} || {other}", "|}"]
            plain += ["", f"| {shown} | {other} |", ""]
            texts.append(other)
    return "\n".join(wikitext), "\n".join(plain), texts
