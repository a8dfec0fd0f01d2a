"""A text that stands for another one, piece by piece, and the way back to the offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from loc_align.model import Span

_NEWLINE = re.compile(r"\n")
_LINE_END = re.compile(r"\n|\r\n?")
_SPACES = re.compile(r"\s*+")


class Projection(Struct, frozen=True):
    """The projected text in pieces, and where each of them stands in the document."""

    text: str
    piece_starts: list[int]
    """The offset of each piece in :attr:`text`: text between pairs at the even places, targets at the odd ones."""
    raw_starts: list[int]
    """The offset of each piece in the document."""

    def spans(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Span]:
        """The spans in the document of projected ones.

        At a target's border, and over white space at its rim, a span takes in or leaves out the pair as a whole.

        Args:
            starts: where the projected spans start, in order.
            ends: where they end; none overlaps the next.
        """
        text, pieces, raw, count = self.text, self.piece_starts, self.raw_starts, len(self.piece_starts)
        at = target = rim = 0
        for start, end in zip(starts, ends, strict=True):
            first = bisect_left(pieces, start, at)
            if first % 2 == 0 and first:
                if target != first:
                    target, rim = first, _spaces_end(text, pieces[first - 1])
                if start <= rim:
                    first -= 1
                    start = pieces[first]  # noqa: PLW2901 - the target's border is what counts
            at = bisect_left(pieces, end, max(first - 1, 0))
            if at % 2 == 0 and at < count and _spaces_end(text, end) >= pieces[at]:
                raw_end = raw[at]
            else:
                raw_end = raw[at - 1] + end - pieces[at - 1]
            if first % 2 == 0 and first < count and pieces[first] == start:
                yield Span(raw[first], raw_end)
            else:
                yield Span(raw[first - 1] + start - pieces[first - 1], raw_end)


def line_starts(text: str) -> list[int]:
    """Where each line starts for CommonMark, to which a lone carriage return ends a line too."""
    line_end = _LINE_END if "\r" in text else _NEWLINE
    return [0, *[found.end() for found in line_end.finditer(text)]]


def _spaces_end(text: str, start: int) -> int:
    found = _SPACES.match(text, start)
    return found.end() if found else start
