"""Sentence segmentation with the default rules."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixture_cases import FIXTURES
from loc_align import extract, read
from loc_align.markdown import inline
from loc_align.model import Code, Inline
from loc_align.segmentation import Rules, cut, default_rules

_CASES = [
    (path.stem, line)
    for path in sorted((FIXTURES / "segmentation").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def sentences(text: str, lang: str = "en-US", rules: Rules | None = None) -> list[str]:
    parts = inline.parse(text)
    return [text[first:last] for first, last in pairwise([0, *cut(parts, lang, rules), len(text)])]


@pytest.mark.parametrize(("lang", "line"), _CASES, ids=[f"{lang}-{line[:20]}" for lang, line in _CASES])
def test_each_language(lang: str, line: str) -> None:
    expected = line.replace("⏎", "\n").split("|")
    assert sentences("".join(expected), lang) == expected


_GOLDEN = Path(__file__).parents[1] / "benchmarks" / "golden_rules"


@pytest.mark.parametrize("path", sorted(_GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_golden_rules(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            expected = line.split("|")
            assert sentences("".join(expected), path.stem) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Note.** Next.", ["**Note.** ", "Next."]),
        ("Stop. **Next** one.", ["Stop. ", "**Next** one."]),
        ("Stop. <a name='b'></a>Next.", ["Stop. ", "<a name='b'></a>Next."]),
        ("See `a. B`. `C` is next.", ["See `a. B`. ", "`C` is next."]),
        ("**One. Two.** Three.", ["**One. Two.** ", "Three."]),
        ("![One. Two.](p.png) Three. Four.", ["![One. Two.](p.png) Three. ", "Four."]),
        ("![a ![b](c) One. Two.](d) Three. Four.", ["![a ![b](c) One. Two.](d) Three. ", "Four."]),
        ("x<p>A b. C d.</p> <p>E.</p>", ["x", "<p>A b. C d.</p> ", "<p>E.</p>"]),
        ("<p>A</p>", ["<p>A</p>"]),
        ("<div><p>A</p></div>", ["<div><p>A</p></div>"]),
        ("[One. Two.](p.md) Three.", ["[One. Two.](p.md) ", "Three."]),
        ("a | b<br />c", ["a | b<br />", "c"]),
        ("A &amp; B.&nbsp;C", ["A &amp; B.&nbsp;", "C"]),
        ("$x.$ Yes. Z", ["$x.$ Yes. ", "Z"]),
        ("One.<br><br> Two.<br>", ["One.<br><br> ", "Two.<br>"]),
        ("One is.\n> two.", ["One is.\n> ", "two."]),
        ("   ", ["   "]),
        ("", [""]),
    ],
)
def test_cuts_go_between_codes(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_region_and_the_case_of_a_tag_do_not_matter() -> None:
    assert sentences("Vgl. Abb. 3. Ende.", "DE-ch") == ["Vgl. Abb. 3. ", "Ende."]


def test_an_unknown_language_has_the_rules_for_all() -> None:
    assert sentences("A b. C d.", "und") == ["A b. ", "C d."]


def test_rules_travel_to_other_processes() -> None:
    rules = default_rules()
    copy = pickle.loads(pickle.dumps(rules))  # noqa: S301 - our own value
    assert copy == rules
    assert copy.maps == rules.maps
    assert sentences("One. Two.", "en", copy) == ["One. ", "Two."]


_MARKUP = st.lists(
    st.sampled_from(
        [
            "a",
            "B",
            " ",
            ". ",
            "? ",
            "。",
            "**",
            "*",
            "`",
            "[",
            "](u)",
            "<br>",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "&amp;",
            "  \n",
            "\n> ",
            "1",
            ")",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(_MARKUP, st.text(max_size=60)), st.sampled_from(["en", "de", "ja", "th", "und"]))
def test_cuts_rise_lie_inside_and_spare_codes(text: str, lang: str) -> None:
    check_cuts(inline.parse(text), lang)


def check_cuts(parts: Inline, lang: str) -> None:
    """Check that offsets are ascending, inside the text, and outside codes, and that no sentence starts with space."""
    text = inline.join(parts)
    cuts = cut(parts, lang)
    assert list(cuts) == sorted(set(cuts))
    free, done, depth = set(), 0, 0
    for part in parts:
        length = len(part.data) if isinstance(part, Code) else len(part)
        if isinstance(part, Code):
            depth += {"open": 1, "close": -1, "standalone": 0}[part.kind]
        elif not depth:
            free |= set(range(done, done + length))
        done += length
        if not depth:
            free.add(done)
    assert set(cuts) <= free - {0, len(text)}
    assert all(0 < at < len(text) for at in cuts)


def test_every_published_segment_is_cut_within_the_rules(corpus: list[Path]) -> None:
    for path in corpus[::40]:
        for line in path.read_text(encoding="utf-8").splitlines():
            check_cuts(inline.parse(line), "en-US")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<td><p><code>Get-Item x</code></p></td>\n", []),
        ("<td><p>Run <code>Get-Item x</code></p></td>\n", ["Run <code>Get-Item x</code>"]),
        ("<code>a</code> <code>b</code>\n", []),
        ("One. <b>Two</b>. `x`\n", ["One.", "<b>Two</b>."]),
    ],
)
def test_code_alone_is_no_unit(markdown: str, expected: list[str]) -> None:
    units = extract(read(markdown.encode())).units
    assert [unit.source.text for unit in units if unit.source] == expected
