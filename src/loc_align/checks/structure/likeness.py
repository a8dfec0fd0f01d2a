"""How much a block of a document and one of its source are alike."""

from __future__ import annotations

from math import log

from loc_align.checks.structure.skeleton import Item


def alike(one: Item, other: Item, ratio: float) -> float:
    """Return how much a source item and a target item are alike, from 0 to 1.

    Args:
        one: the source item.
        other: the target item.
        ratio: the logarithm of the ratio of the lengths of the documents.
    """
    both = len(one.anchors) + len(other.anchors)
    common = 2 * len(one.anchors & other.anchors) / both if both else 0.5
    size = abs(log((other.length + 3) / (one.length + 3)) - ratio)
    return 0.7 * common + 0.3 * max(0.0, 1 - size)
