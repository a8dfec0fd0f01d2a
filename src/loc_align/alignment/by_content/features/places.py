"""What an earlier round found to stand side by side, and how a bead fits in with it."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.features.company import company
from loc_align.alignment.by_content.features.runs import Cells, Half
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints

_FAR = 2.0
"""At so many items from its expected place a bead counts half as much as in it."""


class Places(Struct, frozen=True):
    """Which items an earlier round found to stand side by side; -1 for those without a partner, and at the end."""

    last_target: Ints
    """For each source item that ends a bead, the target item that ends it."""
    last_source: Ints
    first_target: Ints
    """For each source item that starts a bead, the target item that starts it."""
    first_source: Ints

    def same_as(self, other: Places) -> bool:
        """Whether another round found the same."""
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in self.__struct_fields__)


def place(cells: Cells, source: Half, target: Half, places: Places) -> list[Floats]:
    """Measure how runs fit in with what stands before them, after them, further off, above, and with them.

    Args:
        cells: the runs.
        source: the chosen source items.
        target: the chosen target items.
        places: what an earlier round found.
    """
    a, b = source.items[cells.row], target.items[cells.column]
    starts = places.first_target, places.first_source
    ends = places.last_target, places.last_source
    expected, other = _expected(ends[0], source.items)[cells.row], _expected(ends[1], target.items)[cells.column]
    fit = 1 / (1 + np.abs(expected - b) / _FAR) + 1 / (1 + np.abs(other - a) / _FAR)
    heads = source.side.above[source.items][cells.row], target.side.above[target.items][cells.column]
    return [
        _linked(*ends, a - 1, b - 1),
        _linked(*starts, a + cells.down, b + cells.across),
        fit / 2,
        _linked(*ends, *heads),
        company(places.first_target, places.first_source, source, target, cells),
    ]


def _expected(partners: Ints, items: Ints) -> Ints:
    """Where an item should have its partner if it went on as the last one before it with a partner does."""
    known = np.flatnonzero(partners >= 0)
    if not len(known):
        return items
    last = np.searchsorted(known, items) - 1
    start = known[np.maximum(last, 0)]
    return np.where(last >= 0, partners[start] + items - start, items)


def _linked(targets: Ints, sources: Ints, a: Ints, b: Ints) -> Floats:
    """1 where two items are a bead, less than 0 where one of them belongs to another; they may lie before or after."""
    there, back = targets[a], sources[b]
    linked = (there == b) & (back == a) & (a >= 0)
    return np.where(linked, 1.0, -0.5 * (there >= 0) - 0.5 * (back >= 0))
