"""Runs of neighboring segments, and the pairs of them that may be beads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Words
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, Side

SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
"""How many segments of the source and of the target a bead joins; no other join occurs often enough to be worth it."""
CHUNK = 1 << 14
"""So many pairs of runs are measured at once: what is computed of them stays in the cache of the processor."""


class Runs(Struct, frozen=True):
    """Runs of neighboring segments of one side: singles, pairs, or triples."""

    first: Ints
    """The place of the first segment among the chosen items."""
    size: int


class Cells(Struct, frozen=True):
    """Pairs of a source run and a target run, in parallel rows."""

    row: Ints
    """The place of the first source item among the chosen ones."""
    column: Ints
    """The place of the first target item."""
    down: Ints
    """How many source items the run has."""
    across: Ints

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.row)

    def at(self, chosen: NDArray[np.bool_] | Ints | slice) -> Cells:
        """Some of the pairs."""
        return Cells(self.row[chosen], self.column[chosen], self.down[chosen], self.across[chosen])


def joined(parts: Sequence[Cells]) -> Cells:
    """All pairs of several rows of pairs."""
    rows = zip(*((cells.row, cells.column, cells.down, cells.across) for cells in parts), strict=True)
    return Cells(*(np.concatenate(row) for row in rows))


class Half(Struct, frozen=True):
    """The chosen items of one side, by what is compared of them."""

    side: Side
    items: Ints
    words: Floats
    """Items by words: 1 where a word stands in an item."""
    idf: Floats
    weight: Floats
    invariant: NDArray[np.bool_]
    numbers: Ints
    """The words' numbers in the pairing."""


def choose(side: Side, words: Words, items: Ints) -> Half:
    """Lay out the words of some items of a side."""
    rows = [words.rows[item] for item in items.tolist()]
    sizes = np.array([len(row) for row in rows], np.int64)
    flat = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    numbers, places = np.unique(flat, return_inverse=True)
    table = np.zeros((len(items), len(numbers)), np.float32)
    table[np.repeat(np.arange(len(items)), sizes), places] = 1.0
    return Half(side, items, table, words.idf[numbers], words.weight[numbers], words.invariant[numbers], numbers)


def runs_of(half: Half, size: int) -> Runs:
    """The runs of a size: neighbors in the document that stand in one block. Every item is a run of one."""
    count = len(half.items) - size + 1
    if size == 1 or count <= 0:
        return Runs(np.arange(max(0, count)), size)
    block, items = half.side.block[half.items], half.items
    whole = (items[size - 1 :] - items[:count] == size - 1) & (block[size - 1 :] == block[:count])
    return Runs(np.flatnonzero(whole & (half.side.group[items[:count]] < FIRST_STRUCTURAL)), size)


def at(table: Floats, rows: Ints, columns: Ints) -> Floats:
    """The values in some places of a table; much faster than an index of two arrays."""
    found: Floats = table.ravel()[rows * table.shape[1] + columns]
    return found


def most(table: Floats, runs: Runs) -> Floats:
    """For each run the greatest of its members' values."""
    return table if runs.size == 1 else reduce(np.maximum, [table[runs.first + k] for k in range(runs.size)])


def total(table: Floats, runs: Runs) -> Floats:
    """For each run the sum of its members' values."""
    return table if runs.size == 1 else reduce(np.add, [table[runs.first + k] for k in range(runs.size)])


def sums(values: Floats, first: Ints, size: Ints) -> Floats:
    """For each run of any size the sum of its members' values.

    Args:
        values: a whole number for each chosen item, so that no digit is lost.
        first: the places of the first members.
        size: how many members there are.
    """
    until = np.concatenate([[0.0], np.cumsum(values)])
    found: Floats = until[first + size] - until[first]
    return found
