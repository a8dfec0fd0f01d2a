"""Differences between two versions of a sentence, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MARKS = {-1: ("[-", "-]"), 0: ("", ""), 1: ("{+", "+}")}
"""What GNU wdiff writes around words that were removed, are the same, and were added."""


def marked(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of two versions of a text: -1 with what was removed, 1 with what was added, 0 with the rest.

    Args:
        old: the old version.
        new: the new version.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    for code in Levenshtein.opcodes(before, after):
        removed, added = "".join(before[code.src_start : code.src_end]), "".join(after[code.dest_start : code.dest_end])
        if code.tag == "equal":
            yield 0, added
            continue
        if removed:
            yield -1, removed
        if added:
            yield 1, added


def word_difference(old: str, new: str) -> str:
    """Return the new version with the difference, as GNU wdiff writes it: ``in [-spring-]{+late spring+}``.

    Args:
        old: the old version.
        new: the new version.
    """
    return "".join(f"{_MARKS[kind][0]}{text}{_MARKS[kind][1]}" for kind, text in marked(old, new))
