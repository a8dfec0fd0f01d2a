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
    pieces: list[str] = []
    raw_starts: list[int] = []
    done = start
    for pair in pairs:
        pieces += (text[done : pair.span.start], pair.target.text)
        raw_starts += (done, pair.target.span.start)
        done = pair.span.end
    pieces.append(text[done:])
    raw_starts.append(done)
    return Projection("".join(pieces), [0, *accumulate(map(len, pieces[:-1]))], raw_starts)
