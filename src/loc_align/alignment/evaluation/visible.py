"""The characters that an evaluation counts: letters and digits that a reader sees."""

from __future__ import annotations

import re
from itertools import accumulate

from loc_align.model import Span

_UNSEEN = re.compile(
    r"""
      <!--(?:.*?)-->                                    # a comment
    | <(?![a-zA-Z][a-zA-Z+.-]*://)/?[a-zA-Z](?:(?!://)[^<>\n])*>   # a tag without an address
    | (?<=\])\((?:[^()\n]|\([^()\n]*\))*\)              # a link destination
    | (?<=\])\[[^\[\]\n]*\]                             # the label of a reference
    | &\#?\w{1,8};                                      # an entity
    """,
    re.VERBOSE | re.DOTALL,
)


def visible_letters(text: str) -> tuple[str, list[int]]:
    """Return the visible letters and digits of a text, and the offset of each of them in the text."""
    offsets = [at for at, counts in enumerate(_counted(text)) if counts]
    return "".join(text[at] for at in offsets), offsets


def _counted(text: str) -> bytearray:
    """Return 1 for each character that is a visible letter or digit, and 0 for the others."""
    counts = bytearray(map(str.isalnum, text))
    for found in _UNSEEN.finditer(text):
        start, end = found.span()
        counts[start:end] = bytes(end - start)
    return counts


class Visible:
    """Maps offsets of a text to offsets among its visible letters and digits."""

    __slots__ = ("_before",)

    def __init__(self, text: str) -> None:
        """Find the visible letters and digits of a text."""
        self._before = [0, *accumulate(_counted(text))]

    def project(self, span: Span) -> tuple[int, int]:
        """Return the start and end of a span, counted in visible letters and digits."""
        return self._before[span.start], self._before[span.end]
