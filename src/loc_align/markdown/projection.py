"""A text that stands for another one, piece by piece, and the way back to the offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from msgspec import Struct

from loc_align.model import Span

_LINE_END = re.compile(r"\r\n?|\n")


class Projection(Struct, frozen=True):
    """The projected text in pieces, and where each of them stands in the document."""

    text: str
    piece_starts: list[int]
    """The offset of each piece in :attr:`text`: text between pairs at the even places, targets at the odd ones."""
    raw_starts: list[int]
    """The offset of each piece in the document."""

    def span(self, start: int, end: int) -> Span:
        """The span in the document of a projected one.

        At a target's border, and over white space at its rim, it takes in or leaves out the pair as a whole.
        """
        starts, raw_starts = self.piece_starts, self.raw_starts
        first = bisect_left(starts, start)
        if first % 2 == 0 and first and not self.text[starts[first - 1] : start].strip():
            start, first = starts[first - 1], first - 1
        last = bisect_left(starts, end, max(first - 1, 0))
        if last % 2 == 0 and last < len(starts) and not self.text[end : starts[last]].strip():
            raw_end = raw_starts[last]
        else:
            raw_end = raw_starts[last - 1] + end - starts[last - 1]
        if first % 2 == 0 and first < len(starts) and starts[first] == start:
            return Span(raw_starts[first], raw_end)
        return Span(raw_starts[first - 1] + start - starts[first - 1], raw_end)


def line_starts(text: str) -> list[int]:
    """Where each line starts for CommonMark, to which a lone carriage return ends a line too."""
    if "\r" in text:
        return [0, *(found.end() for found in _LINE_END.finditer(text))]
    ends = list(accumulate(map(len, text.split("\n"))))
    return [0, *(end + number for number, end in enumerate(ends[:-1], 1))]
