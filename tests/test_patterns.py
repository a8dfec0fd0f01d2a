"""Possessive groups of regular expressions: right in every version of Python."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loc_align
from loc_align.text import patterns
from loc_align.text.patterns import possessive

ROOT = Path(loc_align.__file__).parent
_BODIES = (
    r"[^:]|:(?!::)",
    r"(?!</s>)<[^<]*+",
    r"(?::(?! )|(?<! )#)[^:#]*+",
    r"[ ]*\n",
    r"(?:-|\d{1,2}\.) ",
    r"\.[a-z]++",
)
_TIMES: tuple[Literal["*", "+"], ...] = ("*", "+")
_TEXT = st.text(st.sampled_from("a:#<>/s \n-.1"), max_size=12)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_possessive_groups_are_written_by_the_function(path: Path) -> None:
    """Before 3.11.5, those of Python read documents wrongly, whenever a look-around in them fails."""
    written = re.findall(r"[^\\]\)(?:[*+?]|\{[0-9,]*\})\+", path.read_text(encoding="utf-8"))
    assert written == [] or path == Path(patterns.__file__)


@given(st.sampled_from(_BODIES), st.sampled_from(_TIMES), _TEXT)
def test_a_possessive_group_gives_nothing_back(body: str, times: Literal["*", "+"], text: str) -> None:
    found = re.match(possessive(body, times), text)
    greedy = re.match(f"(?:{body}){times}", text)
    assert (found and found[0]) == (greedy and greedy[0])
    assert re.match(possessive(body) + f"(?:{body})", text) is None


def test_both_spellings_match_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    spellings = set()
    for works in (True, False):
        monkeypatch.setattr(patterns, "_WORKS", works)
        spellings.add(possessive("a", "+"))
    assert spellings == {"(?:a)++", "(?>(?:a)+)"}
