"""Runs of neighboring segments: what a bead joins."""

from __future__ import annotations

from functools import reduce

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Words
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, Side


class Runs(Struct, frozen=True):
    """Runs of neighboring segments of one side: singles, pairs, or triples."""

    first: Ints
    """The place of the first segment among the chosen items."""
    size: int


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
    """The runs of a size: neighbors in the document that stand in one block."""
    count = len(half.items) - size + 1
    if count <= 0:
        return Runs(np.zeros(0, np.int64), size)
    block, items = half.side.block[half.items], half.items
    whole = (items[size - 1 :] - items[:count] == size - 1) & (block[size - 1 :] == block[:count])
    if size > 1:
        whole &= half.side.group[items[:count]] < FIRST_STRUCTURAL
    return Runs(np.flatnonzero(whole), size)


def most(table: Floats, runs: Runs) -> Floats:
    """For each run the greatest of its members' values."""
    return (
        table[runs.first] if runs.size == 1 else reduce(np.maximum, [table[runs.first + k] for k in range(runs.size)])
    )


def total(table: Floats, runs: Runs) -> Floats:
    """For each run the sum of its members' values."""
    return table[runs.first] if runs.size == 1 else reduce(np.add, [table[runs.first + k] for k in range(runs.size)])
