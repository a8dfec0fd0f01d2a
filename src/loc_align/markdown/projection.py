"""Projections: a text made of pieces of a document, and the mapping of its offsets to the document."""

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
    """A projected text, and the offsets of its pieces."""

    text: str
    piece_starts: list[int]
    """The offset of each piece in :attr:`text`. Pieces with even indexes are text between pairs, the others are
    targets."""
    raw_starts: list[int]
    """The offset of each piece in the document."""

    def spans(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Span]:
        """Map projected spans to spans in the document.

        A span that starts or ends at the border of a target, or in white space next to it, contains the whole pair or
        nothing of it.

        Args:
            starts: the start offsets of the projected spans, in ascending order.
            ends: the end offsets of the spans, which do not overlap.
        """
        text, pieces, raw, count = self.text, self.piece_starts, self.raw_starts, len(self.piece_starts)
        at = target = text_start = 0
        for start, end in zip(starts, ends, strict=True):
            first = bisect_left(pieces, start, at)
            if first % 2 == 0 and first:
                if target != first:
                    target, text_start = first, _spaces_end(text, pieces[first - 1])
                if start <= text_start:
                    first -= 1
                    start = pieces[first]  # noqa: PLW2901 - the border of the target
            at = bisect_left(pieces, end, max(first - 1, 0))
            if at % 2 == 0 and at < count and (end == pieces[at] or _spaces_end(text, end) >= pieces[at]):
                raw_end = raw[at]
            else:
                raw_end = raw[at - 1] + end - pieces[at - 1]
            if first % 2 == 0 and first < count and pieces[first] == start:
                yield Span(raw[first], raw_end)
            else:
                yield Span(raw[first - 1] + start - pieces[first - 1], raw_end)


def line_starts(text: str) -> list[int]:
    """Return the offset of each line in the sense of CommonMark, where a lone carriage return ends a line, too."""
    line_end = _LINE_END if "\r" in text else _NEWLINE
    return [0, *[found.end() for found in line_end.finditer(text)]]


def _spaces_end(text: str, start: int) -> int:
    found = _SPACES.match(text, start)
    return found.end() if found else start
