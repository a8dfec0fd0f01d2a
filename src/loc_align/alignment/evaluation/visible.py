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


class Visible:
    """Maps offsets of a text to offsets among its visible letters and digits."""

    __slots__ = ("_before",)

    def __init__(self, text: str) -> None:
        """Find the visible letters and digits of a text."""
        counts = bytearray(map(str.isalnum, text))
        for found in _UNSEEN.finditer(text):
            start, end = found.span()
            counts[start:end] = bytes(end - start)
        self._before = [0, *accumulate(counts)]

    def project(self, span: Span) -> tuple[int, int]:
        """Return the start and end of a span, counted in visible letters and digits."""
        return self._before[span.start], self._before[span.end]
