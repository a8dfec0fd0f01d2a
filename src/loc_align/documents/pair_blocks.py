"""Finds the block that each pair starts in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from sys import maxsize

from loc_align.model import Block, SxsPair


def blocks_of_pairs(pairs: Sequence[SxsPair], blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return for each pair the index of the block that it starts in; -1 for a pair outside all blocks."""
    found = []
    spans = [block.span for block in blocks]
    rest = zip(count(), [span.start for span in spans], [span.end for span in spans], strict=False)
    nowhere = -1, maxsize, maxsize
    index, start, end = next(rest, nowhere)
    for offset in [pair.span.start for pair in pairs]:
        while offset >= end:
            index, start, end = next(rest, nowhere)
        found.append(index if start <= offset else -1)
    return tuple(found)
