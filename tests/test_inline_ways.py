"""Inline codes: the fast path and the full parser agree, and parsing time is linear."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inline_events import ours, theirs
from loc_align.markdown import inline
from loc_align.model import Code

# An undefined reference on the line before selects the full parser, and does not change the result for the segment.
_CAREFUL = "[x]\n"
_DEFINED = frozenset({"Y"})

_PIECES = st.lists(
    st.sampled_from(
        [
            "`",
            "*",
            "**",
            "[",
            "](d)",
            "]",
            "a",
            "é",
            "5",
            " ",
            "  \n",
            "\n",
            ":::",
            "$",
            "$$",
            "_",
            "<b>",
            "!",
            "\\",
            "\\*",
            "[a](b)",
            "`c`",
            "**d**",
            "*e*",
            "[`f`](g)",
            "[!NOTE]",
            "(",
            ")",
            "=",
            "“",
            ".",
            ",",
            "&",
            "<",
            "_f_",
            "(**g.**)",
            "**h\\i > j & k**",
            '[l](m "n")',
        ]
    ),
    max_size=10,
).map("".join)


@settings(max_examples=1500, deadline=None)
@given(_PIECES)
@example("[a  \nb](c)")
@example("**a  \nb**")
@example("$\\*b$")
@example("$*e*$")
@example("$a=`b$`")
@example("$a=[x](b$)")
@example("[!NOTE](a)")
@example("[a :::b::: c](d)")
def test_quick_and_careful_way_agree(text: str) -> None:
    prefix, *parts = inline.parse(_CAREFUL + text, _DEFINED)
    assert isinstance(prefix, str)
    rest = prefix.removeprefix(_CAREFUL)
    assert inline.parse(text) == ((rest, *parts) if rest else tuple(parts))
    assert inline.plain(text) == inline.plain(_CAREFUL + text, _DEFINED).removeprefix(_CAREFUL)


@pytest.mark.parametrize("text", ["x [**.*](d)", "[*<u:v>&**](d)", "![**.*](d)", '[*."**](d)', '*a "[*b*](c)'])
def test_delimiters_beside_the_brackets_of_a_link(text: str) -> None:
    assert ours(text) == theirs(text)


def test_formula_and_code_span() -> None:
    assert inline.parse("$a=`b$`") == ("$a=", Code("standalone", "code", "`b$`", None, "b$"))
    assert inline.parse("$\\{b\\}$") == (Code("standalone", "math", "$\\{b\\}$", None, "$\\{b\\}$"),)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!-->x", "<!-->"),
        ("<!--->x", "<!--->"),
        ("<!---->x", "<!---->"),
        ("<!-- a - b -->x", "<!-- a - b -->"),
        ("<?php ?>x", "<?php ?>"),
        ("<!DOCTYPE html>x", "<!DOCTYPE html>"),
        ("<![CDATA[ ]> ]]>x", "<![CDATA[ ]> ]]>"),
    ],
)
def test_html_that_is_no_tag(text: str, html: str) -> None:
    assert inline.parse(text) == (Code("standalone", "html", html), "x")
    assert ours(text) == theirs(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000 + "[a](b)" * 8_000,
        "[" * 50_000 + "]" * 50_000,
        "<!-- " * 20_000 + "--->",
        "<![CDATA[" * 10_000 + "]>",
        "<?" * 50_000 + ">",
        "[!INCLUDE [" * 8_000 + "]" * 8_000,
    ],
    ids=["links in brackets", "nested brackets", "comments", "cdata", "instructions", "directives"],
)
def test_what_never_ends_is_looked_for_once(text: str) -> None:
    assert inline.join(inline.parse(text, {"X"})) == text
