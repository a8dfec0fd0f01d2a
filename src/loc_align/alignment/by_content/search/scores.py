"""Scores of beads: log-odds that two runs of segments are translations of each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.alignment.by_content.features.comparison import Comparison
from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.features.runs import Runs, runs_of
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.parameters import FEATURES, LIMIT, PLACED
from loc_align.alignment.by_content.segments.side import ALERT, CODE, DIRECTIVE, ROW

SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
"""How many segments of the source and of the target a bead joins; no other join occurs often enough to be worth it."""
NEVER = -1e9
"""The score of what cannot be a bead."""
_DIGITS = 4
"""Scores are rounded, so that no last digit of an addition decides between two beads."""
Tables = dict[tuple[int, int], Floats]
"""For each shape the scores of the runs that start at a source item and at a target item."""


class Measured(Struct, frozen=True):
    """The features of every bead that may be, by shape."""

    size: tuple[int, int]
    """How many source and target items were compared."""
    runs: Mapping[tuple[int, int], tuple[Ints, Ints]]
    """For each shape the first items of the source runs and of the target runs."""
    values: Mapping[tuple[int, int], Floats]
    """Features by source runs by target runs."""
    allowed: Mapping[tuple[int, int], NDArray[np.bool_]]
    structure: Floats
    """The scores of structural items."""

    def of(self, row: int, column: int, shape: tuple[int, int]) -> tuple[float, ...]:
        """The features of a bead that starts at two of the compared items; none where they are structural."""
        x, y = self.runs[shape]
        a, b = int(np.searchsorted(x, row)), int(np.searchsorted(y, column))
        return tuple(self.values[shape][:, a, b].tolist()) if self.allowed[shape][a, b] else ()


def measure(comparison: Comparison) -> Measured:
    """Measure all beads of the compared items."""
    size = (len(comparison.source.items), len(comparison.target.items))
    runs, values, allowed = {}, {}, {}
    for shape in SHAPES:
        x, y = runs_of(comparison.source, shape[0]), runs_of(comparison.target, shape[1])
        if len(x.first) and len(y.first):
            runs[shape] = (x.first, y.first)
            values[shape], allowed[shape] = comparison.features(x, y)
    structure = np.full(size, NEVER)
    _structure(comparison, structure)
    return Measured(size, runs, values, allowed, structure)


def place(measured: Measured, comparison: Comparison, places: Places) -> None:
    """Measure, in place, how all beads fit in with those of an earlier round."""
    for shape, (x, y) in measured.runs.items():
        rows = comparison.place(Runs(x, shape[0]), Runs(y, shape[1]), places)
        measured.values[shape][-PLACED:] = rows


def weigh(measured: Measured, weights: Mapping[str, float]) -> Tables:
    """Score all beads that were measured.

    Args:
        measured: their features.
        weights: what each feature counts.
    """
    row = np.array([weights[name] for name in FEATURES], np.float32)
    tables: Tables = {(1, 1): measured.structure.copy()}
    for shape, runs in measured.runs.items():
        table = tables.setdefault(shape, np.full(measured.size, NEVER))
        scores = np.clip(np.tensordot(row, measured.values[shape], axes=1), -LIMIT, LIMIT)
        own = table[np.ix_(*runs)]
        table[np.ix_(*runs)] = np.where(measured.allowed[shape], np.round(scores, _DIGITS), own)
    return tables


def _structure(comparison: Comparison, table: Floats) -> None:
    """Score structural items, each against those of its group."""
    source, target = comparison.source, comparison.target
    for group, equal, other in ((CODE, 4.0, None), (DIRECTIVE, 1.5, None), (ALERT, 0.7, -1.0), (ROW, 0.2, 0.2)):
        rows = np.flatnonzero(source.side.group[source.items] == group)
        columns = np.flatnonzero(target.side.group[target.items] == group)
        if not (len(rows) and len(columns)):
            continue
        a, b = source.items[rows].tolist(), target.items[columns].tolist()
        numbers: dict[str, int] = {}
        own = np.array([numbers.setdefault(source.side.keys[item], len(numbers)) for item in a])
        their = np.array([numbers.setdefault(target.side.keys[item], len(numbers)) for item in b])
        unequal = np.full((len(a), len(b)), other) if other is not None else _alike(comparison, a, b)
        table[np.ix_(rows, columns)] = np.where(own[:, None] == their, equal, unequal)


def _alike(comparison: Comparison, a: list[int], b: list[int]) -> Floats:
    own, other = comparison.source.side.words, comparison.target.side.words
    numbers: dict[str, int] = {}
    for words in [*(own[item] for item in a), *(other[item] for item in b)]:
        for word in words:
            numbers.setdefault(word, len(numbers))
    left, right = np.zeros((len(a), len(numbers))), np.zeros((len(b), len(numbers)))
    for table, items, rows in ((left, a, own), (right, b, other)):
        for number, item in enumerate(items):
            table[number, [numbers[word] for word in rows[item]]] = 1.0
    shared = left @ right.T
    union = left.sum(1)[:, None] + right.sum(1) - shared
    return 6 * np.where(union > 0, shared / np.where(union > 0, union, 1.0), 0.0) - 2
