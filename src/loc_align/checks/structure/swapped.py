"""Finds neighboring blocks in the wrong order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from loc_align.checks.structure.likeness import alike
from loc_align.checks.structure.matching import Match, Matched
from loc_align.checks.structure.skeleton import Item

_SWAPPED: Final = 0.2
"""How much more alike two pairs of neighbors have to be crosswise to be swapped."""


def swapped(pairs: Matched) -> Iterator[Item]:
    """Yield items of the target that come before the item above them in the source.

    Items of other kinds can be between the two. Their sentences show it, or else what their translations keep.
    """
    by_token = defaultdict[tuple[str | int, ...], list[Match]](list)
    for a, c in pairs.equal():
        by_token[pairs.source[a].token].append((a, c))
    for same in by_token.values():
        skip = -1
        for one, other in pairwise(same):
            if one[1] != skip and (_is_said(pairs, one, other) or _is_likely(pairs, one, other)):
                skip = other[1]
                yield pairs.target[other[1]]


def _is_said(pairs: Matched, one: Match, other: Match) -> bool:
    """Return whether the sentences of two items translate those of each other's source."""
    return (one[0], other[1]) in pairs.known.pairs and (other[0], one[1]) in pairs.known.pairs


def _is_likely(pairs: Matched, one: Match, other: Match) -> bool:
    """Return whether two items are more alike crosswise."""
    (a, c), (b, d) = one, other
    if not (pairs.source[a].anchors and pairs.source[b].anchors):
        return False
    straight = [alike(pairs.source[i], pairs.target[k], pairs.ratio) for i, k in (one, other)]
    crossed = [alike(pairs.source[i], pairs.target[k], pairs.ratio) for i, k in ((a, d), (b, c))]
    return min(crossed) > max(straight) and sum(crossed) - sum(straight) > _SWAPPED
