"""Which blocks belong together according to the units: their sentences translate each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from loc_align.checks.structure.skeleton import Item, item_at
from loc_align.model import Bitext

_SAFE_SCORE: Final = 0.8
"""The least score of units that are certainly pairs."""
_LINKED: Final = 0.4
"""How much more likely two blocks belong together if their sentences translate each other."""
_LINKED_ELSEWHERE: Final = -0.2
"""How much less likely they belong together if the sentences of one translate those of another block."""


class Links(Struct, frozen=True):
    """Which source blocks and which target blocks have sentences that translate each other."""

    pairs: frozenset[tuple[int, int]] = frozenset()
    """The indexes of source items, each with the index of the target item that has most of its sentences."""
    sources: frozenset[int] = frozenset()
    targets: frozenset[int] = frozenset()

    def bonus(self, source: int, target: int) -> float:
        """Return what the units add to the likeness of two blocks."""
        if (source, target) in self.pairs:
            return _LINKED
        return _LINKED_ELSEWHERE if source in self.sources or target in self.targets else 0.0


def links(bitext: Bitext, source: Sequence[Item], target: Sequence[Item]) -> Links:
    """Return the links between two skeletons.

    Args:
        bitext: the units of the target document, which were aligned with the source document by content.
        source: the skeleton of the source document.
        target: the skeleton of the target document.
    """
    if bitext.source_document is None:
        return Links()
    counts = Counter[tuple[int, int]]()
    for unit in bitext.units:
        if unit.source is not None and unit.target is not None and unit.score >= _SAFE_SCORE:
            one, other = item_at(source, unit.source.span.start), item_at(target, unit.target.span.start)
            if one >= 0 and other >= 0:
                counts[one, other] += len(unit.target.text)
    best: dict[int, tuple[int, int]] = {}
    for pair, _ in counts.most_common():
        best.setdefault(pair[0], pair)
    pairs = frozenset(best.values())
    return Links(pairs, frozenset(one for one, _ in pairs), frozenset(other for _, other in pairs))
