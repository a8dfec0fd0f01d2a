"""In which block each pair begins."""

from __future__ import annotations

from collections.abc import Sequence

from loc_align.model import Block, SxsPair


def blocks_of_pairs(pairs: Sequence[SxsPair], blocks: Sequence[Block]) -> tuple[int, ...]:
    """For each pair the index of the block in which it begins, -1 where it stands between blocks."""
    places = []
    at, last = 0, len(blocks)
    start, end = (blocks[0].span.start, blocks[0].span.end) if blocks else (0, 0)
    for pair in pairs:
        offset = pair.span.start
        while offset >= end and at < last:
            at += 1
            if at < last:
                span = blocks[at].span
                start, end = span.start, span.end
        places.append(at if at < last and start <= offset else -1)
    return tuple(places)
