"""Finds neighboring blocks in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from loc_align.checks.structure.likeness import alike
from loc_align.checks.structure.matching import Matched
from loc_align.checks.structure.skeleton import Item

_SWAPPED: Final = 0.2
"""How much more alike two pairs of neighbors have to be crosswise to be swapped."""


def swapped(pairs: Matched) -> Iterator[Item]:
    """Yield items of the target that come before the item above them in the source."""
    ratio = pairs.ratio
    skip = -1
    for (a, c), (b, d) in pairwise(pairs.equal()):
        one, other = pairs.source[a], pairs.source[b]
        if c == skip or one.token != other.token or not (one.anchors and other.anchors):
            continue
        first, second = pairs.target[c], pairs.target[d]
        straight = (alike(one, first, ratio), alike(other, second, ratio))
        crossed = (alike(one, second, ratio), alike(other, first, ratio))
        if min(crossed) > max(straight) and sum(crossed) - sum(straight) > _SWAPPED:
            skip = d
            yield second
