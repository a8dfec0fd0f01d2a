"""Inline codes: their values, and agreement with markdown-it-py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inline_events import mask, ours, theirs
from loc_align.markdown import inline
from loc_align.model import Code, Inline
from side_by_side import PAIR


def _open(kind: str, data: str, pair: int) -> Code:
    return Code("open", kind, data, pair)  # type: ignore[arg-type]


def _close(kind: str, data: str, pair: int) -> Code:
    return Code("close", kind, data, pair)  # type: ignore[arg-type]


def _alone(kind: str, data: str, text: str = "") -> Code:
    return Code("standalone", kind, data, None, text)  # type: ignore[arg-type]


_CASES: list[tuple[str, Inline, str]] = [
    ("", (), ""),
    ("Just words: 5 > 3!", ("Just words: 5 > 3!",), "Just words: 5 > 3!"),
    ("Run `ls`.", ("Run ", _alone("code", "`ls`", "ls"), "."), "Run ls."),
    ("`` a`b ``", (_alone("code", "`` a`b ``", "a`b"),), "a`b"),
    ("`a\nb`", (_alone("code", "`a\nb`", "a b"),), "a b"),
    ("*so* it is", (_open("emphasis", "*", 1), "so", _close("emphasis", "*", 1), " it is"), "so it is"),
    (
        "**a _b_**",
        (
            _open("strong", "**", 1),
            "a ",
            _open("emphasis", "_", 2),
            "b",
            _close("emphasis", "_", 2),
            _close("strong", "**", 1),
        ),
        "a b",
    ),
    ("~~old~~", (_open("strikethrough", "~~", 1), "old", _close("strikethrough", "~~", 1)), "old"),
    ('[Help](h.md "Title")', (_open("link", "[", 1), "Help", _close("link", '](h.md "Title")', 1)), "Help"),
    ("![A bird](b.png)", (_open("image", "![", 1), "A bird", _close("image", "](b.png)", 1)), "A bird"),
    (
        "<https://example.org>",
        (_alone("autolink", "<https://example.org>", "https://example.org"),),
        "https://example.org",
    ),
    ("<me@example.org>", (_alone("autolink", "<me@example.org>", "me@example.org"),), "me@example.org"),
    ("<xref:A.B?text=C>", (_alone("xref", "<xref:A.B?text=C>", "A.B"),), "A.B"),
    ("a<br/>b", ("a", _alone("html", "<br/>", "\n"), "b"), "a\nb"),
    ("<b>x</b>", (_open("html", "<b>", 1), "x", _close("html", "</b>", 1)), "x"),
    ("<b>x</i>", (_alone("html", "<b>"), "x", _alone("html", "</i>")), "x"),
    ("<b><i>x</b>", (_open("html", "<b>", 1), _alone("html", "<i>"), "x", _close("html", "</b>", 1)), "x"),
    ("<!-- c -->x", (_alone("html", "<!-- c -->"), "x"), "x"),
    ("gx_<type>_draw", ("gx_", _alone("html", "<type>"), "_draw"), "gx__draw"),
    ("2 \\* 3", ("2 ", _alone("escape", "\\*", "*"), " 3"), "2 * 3"),
    (
        "a &amp; &#39;b&#39;",
        (
            "a ",
            _alone("entity", "&amp;", "&"),
            " ",
            _alone("entity", "&#39;", "'"),
            "b",
            _alone("entity", "&#39;", "'"),
        ),
        "a & 'b'",
    ),
    ("&nosuch; & &#0;", ("&nosuch; & ", _alone("entity", "&#0;", "\ufffd")), "&nosuch; & \ufffd"),
    (
        "a  \nb\\\r\nc\nd",
        ("a", _alone("break", "  \n", "\n"), "b", _alone("break", "\\\r\n", "\n"), "c\nd"),
        "a\nb\nc\nd",
    ),
    (
        "$\\ket{0}$ or $x$",
        (_alone("math", "$\\ket{0}$", "$\\ket{0}$"), " or ", _alone("math", "$x$", "$x$")),
        "$\\ket{0}$ or $x$",
    ),
    ("$$a+b$$", (_alone("math", "$$a+b$$", "$$a+b$$"),), "$$a+b$$"),
    ("From $5 to $10, $HOME/$USER", ("From $5 to $10, $HOME/$USER",), "From $5 to $10, $HOME/$USER"),
    ("($5 and 3$) US$7, $a,$($b)", ("($5 and 3$) US$7, $a,$($b)",), "($5 and 3$) US$7, $a,$($b)"),
    ("値$n-1$は", ("値", _alone("math", "$n-1$", "$n-1$"), "は"), "値$n-1$は"),
    ("$`a`$", ("$", _alone("code", "`a`", "a"), "$"), "$a$"),
    ("[!NOTE]", (_alone("directive", "[!NOTE]"),), ""),
    ("[!UICONTROL Save] x", (_alone("directive", "[!UICONTROL Save]"), " x"), " x"),
    ("[!INCLUDE[a [b]](c.md)]", (_alone("directive", "[!INCLUDE[a [b]](c.md)]"),), ""),
    ("[!INCLUDE [a](b.md)] c", (_alone("directive", "[!INCLUDE [a](b.md)]"), " c"), " c"),
    ("[!code-csharp[](a.cs)]", (_alone("directive", "[!code-csharp[](a.cs)]"),), ""),
    (':::no-loc text="X"::: y', (_alone("directive", ':::no-loc text="X":::'), " y"), " y"),
    ("files [!a-z]*", ("files [!a-z]*",), "files [!a-z]*"),
]


@pytest.mark.parametrize(("text", "parts", "shown"), _CASES, ids=[case[0] for case in _CASES])
def test_text_and_codes(text: str, parts: Inline, shown: str) -> None:
    assert inline.parse(text) == parts
    assert inline.join(parts) == text
    assert inline.plain(text) == shown


def test_reference_links_need_their_definition() -> None:
    assert inline.parse("[a][B c]") == ("[a][B c]",)
    link = (_open("link", "[", 1), "a", _close("link", "][B c]", 1))
    assert inline.parse("[a][B c]", {"B C"}) == link
    assert inline.parse("[a][] and [a]", {"A"}) == (
        _open("link", "[", 1),
        "a",
        _close("link", "][]", 1),
        " and ",
        _open("link", "[", 2),
        "a",
        _close("link", "]", 2),
    )


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("all fine", []),
        ("`a` **b** [c](d) [note]", []),
        ("a `b", [(2, 3)]),
        ("**a", [(0, 2)]),
        ("**a*", [(0, 1)]),
        ("[a](b c", [(0, 1), (2, 4)]),
        ("![a", [(0, 2)]),
        ("a * b", []),
    ],
)
def test_unbalanced_markup_is_known(text: str, spans: list[tuple[int, int]]) -> None:
    assert [(span.start, span.end) for span in inline.unbalanced(text)] == spans


_MARKUP = st.lists(
    st.one_of(
        st.sampled_from(list("`*_[]()<>!\\&~\"' \n-a1.:/;")),
        st.sampled_from(
            ["**", "](", "![", "~~", "<b>", "</b>", "<!--", "-->", "&amp;", "x", "[r]", "<u:v>", "  \n", "é", "“", "。"]
        ),
    ),
    max_size=14,
).map(lambda pieces: re.sub(r"\n[\s>]*", "\n", "".join(pieces)))
"""Lines are not blank, not indented and no quotes: within a paragraph they can't be."""


_DIFFERENT = re.compile(r"\\ +\n|\]\(\s*$")
"""Where markdown-it-py departs from CommonMark: a backslash before two spaces at a line end, ``[a](`` at the end."""
_DIFFERENT_WITH_REFERENCES = re.compile(r"\]\[[^\]]*[\[`<]|\]\(")
"""There too: markup in the label of a reference, and an unfinished inline link that is a reference by its text."""


@settings(max_examples=1500, deadline=None)
@given(_MARKUP)
@example("***a** b*")
@example("*a **b*c** d*")
@example("[a](<b> 'c')[d]")
@example("[a [b](c) d](e)")
@example("![a [b](c) d](e)")
@example("`a``b`")
@example("~~a~~~ ~~~b~~")
@example('"*[*"](x)')
@example("![x][r] [r][] [R]")
def test_agreement_with_markdown_it_on_random_text(text: str) -> None:
    assert inline.join(inline.parse(text)) == text
    text = mask(text)
    if not _DIFFERENT.search(text):
        assert ours(text) == theirs(text)
        if not _DIFFERENT_WITH_REFERENCES.search(text):
            assert ours(text, ["R"]) == theirs(text, ["R"])


def test_agreement_with_markdown_it_on_every_published_segment(corpus: list[Path]) -> None:
    segments = {
        side
        for path in corpus
        for item in PAIR.finditer(path.read_text(encoding="utf-8"))
        for side in (item[2], item[4])
    }
    masked = 0
    for segment in segments:
        assert inline.join(inline.parse(segment)) == segment
        plainer = mask(segment)
        masked += plainer != segment
        assert ours(plainer) == theirs(plainer), segment
    assert len(segments) == 30_289
    assert masked == 77


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_codes_join_to_any_text(text: str) -> None:
    parts = inline.parse(text)
    assert inline.join(parts) == text
    assert "" not in parts
    opened = [part.pair for part in parts if isinstance(part, Code) and part.kind == "open"]
    closed = [part.pair for part in parts if isinstance(part, Code) and part.kind == "close"]
    assert opened == list(range(1, len(opened) + 1))
    assert sorted(filter(None, closed)) == opened


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "]",
        "![",
        "*a ",
        "a**",
        "*_",
        "_a",
        "`a``b```c",
        "<",
        "<a ",
        "<!--",
        "<?",
        "$",
        "$$a",
        "](",
        "[a](",
        "[a](b '",
        "&",
        "&#",
        "\\",
        ":::",
        ":::a",
        "~~",
        "[!NOTE",
        "<b>",
        "</b>",
        '<a b="',
        " ",
        "  \n",
        "[[a](b)](c)",
        "*a [b* c](d)",
        "[!INCLUDE [",
    ],
)
def test_long_and_deep_markup(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert inline.join(inline.parse(text, {"X"})) == text
