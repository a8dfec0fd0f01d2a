"""Finds the block that each pair starts in."""

from __future__ import annotations

from collections.abc import Sequence

from loc_align.model import Block, SxsPair


def blocks_of_pairs(pairs: Sequence[SxsPair], blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return for each pair the index of the block that it starts in; -1 for a pair outside all blocks."""
    found = []
    at, last = 0, len(blocks)
    start, end = (blocks[0].span.start, blocks[0].span.end) if blocks else (0, 0)
    for pair in pairs:
        offset = pair.span.start
        while offset >= end and at < last:
            at += 1
            if at < last:
                span = blocks[at].span
                start, end = span.start, span.end
        found.append(at if at < last and start <= offset else -1)
    return tuple(found)
