"""The projection of a side-by-side document: its text with each pair replaced by its target."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from loc_align.markdown.projection import Projection
from loc_align.model import SxsPair


def project(text: str, pairs: Sequence[SxsPair], start: int) -> Projection:
    """Replace the pairs of a document with their targets.

    Args:
        text: the text of the document.
        pairs: the pairs, in document order.
        start: the offset of the body, after the front matter.
    """
    spans = [pair.span for pair in pairs]
    targets = [pair.target for pair in pairs]
    gap_starts = [start, *[span.end for span in spans]]
    gap_ends = [*[span.start for span in spans], len(text)]
    pieces = [""] * (2 * len(pairs) + 1)
    pieces[::2] = [text[gap_start:gap_end] for gap_start, gap_end in zip(gap_starts, gap_ends, strict=True)]
    pieces[1::2] = [target.text for target in targets]
    raw_starts = [0] * len(pieces)
    raw_starts[::2] = gap_starts
    raw_starts[1::2] = [target.span.start for target in targets]
    return Projection("".join(pieces), [0, *accumulate(map(len, pieces[:-1]))], raw_starts)
