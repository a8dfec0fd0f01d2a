"""What two sequences have in common in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Levenshtein

_MOST_CELLS = 4_000_000
"""The largest table for matching two stretches without a unique item in common; bounds time and memory."""
Matches = dict[int, int]
"""The index of an old item for the index of a new one."""


def in_order(olds: Sequence[Hashable], news: Sequence[Hashable]) -> Matches:
    """Match equal items whose order is the same in both sequences.

    Items that occur once in both sequences are matched first, and then the items between them, as in the patience diff
    of Bram Cohen.
    """
    found: Matches = {}
    work = [(0, len(olds), 0, len(news))]
    while work:
        a, b, c, d = work.pop()
        while a < b and c < d and olds[a] == news[c]:
            found[c] = a
            a, c = a + 1, c + 1
        while a < b and c < d and olds[b - 1] == news[d - 1]:
            found[d - 1] = b - 1
            b, d = b - 1, d - 1
        if a == b or c == d:
            continue
        anchors = _anchors(olds, news, (a, b, c, d))
        if anchors:
            ends = [(a - 1, c - 1), *anchors, (b, d)]
            found.update((new, old) for old, new in anchors)
            work += ((p + 1, q, r + 1, s) for (p, r), (q, s) in pairwise(ends))
        elif (b - a) * (d - c) <= _MOST_CELLS:
            blocks = Levenshtein.opcodes(olds[a:b], news[c:d]).as_matching_blocks()
            found.update((c + block.b + at, a + block.a + at) for block in blocks for at in range(block.size))
    return found


def _anchors(
    olds: Sequence[Hashable], news: Sequence[Hashable], bounds: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    a, b, c, d = bounds
    old_counts, new_counts = Counter(olds[a:b]), Counter(news[c:d])
    places = {olds[at]: at for at in range(a, b) if old_counts[olds[at]] == 1}
    pairs = [(places[news[at]], at) for at in range(c, d) if new_counts[news[at]] == 1 and news[at] in places]
    return [pairs[at] for at in rising([old for old, _ in pairs])]


def rising(values: Sequence[Any]) -> list[int]:
    """Return the indexes of the longest subsequence of distinct values that rises.

    Source: Fredman (1975), On computing the length of longest increasing subsequences.
    """
    ends: list[Any] = []
    last: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        last[length : length + 1] = [at]
    chain: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
