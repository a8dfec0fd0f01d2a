"""Scores of beads: log-odds that two runs of segments are translations of each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.features.choice import Choice
from loc_align.alignment.by_content.features.comparison import Comparison
from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.features.places import place as placed
from loc_align.alignment.by_content.features.runs import CHUNK, SHAPES, Cells, joined
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.parameters import FEATURES, LIMIT, PLACED
from loc_align.alignment.by_content.search.structure import compare_structure
from loc_align.alignment.by_content.segments.side import Side

_DIGITS = 4
"""Scores are rounded, so that no last digit of an addition decides between two beads."""


class Measured(Struct, frozen=True):
    """The features of every bead that may be."""

    choice: Choice
    cells: Cells
    values: Floats
    """Features by beads."""
    structure: tuple[Cells, Floats]
    """Structural items that may hold each other's places, and their scores."""

    def features(self, chosen: Ints | slice) -> Features:
        """The features of some of the beads."""
        return Features(self.cells.at(chosen), self.values[:, chosen], len(self.choice.target.items))


class Features(Struct, frozen=True):
    """The features of some beads, by shape, then in the order of rows and columns."""

    cells: Cells
    values: Floats
    """Features by beads."""
    width: int
    """How many target items were compared."""

    def of(self, cells: Cells) -> list[tuple[float, ...]]:
        """The features of some beads; none where they are not known, as of structural items."""
        found: list[tuple[float, ...]] = [()] * len(cells)
        keys, wanted = self.cells.row * self.width + self.cells.column, cells.row * self.width + cells.column
        for down, across in SHAPES:
            own = np.flatnonzero((self.cells.down == down) & (self.cells.across == across))
            asked = np.flatnonzero((cells.down == down) & (cells.across == across))
            if not (len(own) and len(asked)):
                continue
            at = np.minimum(np.searchsorted(keys[own], wanted[asked]), len(own) - 1)
            there = keys[own][at] == wanted[asked]
            for number, row in zip(asked[there].tolist(), self.values.T[own[at[there]]].tolist(), strict=True):
                found[number] = tuple(row)
        return found


class Scored(Struct, frozen=True):
    """The beads that score more than nothing, by the numbers of their items, and the best scores of all items."""

    cells: Cells
    scores: Floats
    source_best: Floats
    """For each source item the score of its best single partner."""
    target_best: Floats


def measure(choice: Choice) -> Measured:
    """Measure all beads of the chosen items."""
    return Measured(choice, *Comparison(choice).features(), compare_structure(choice.source, choice.target))


def place(measured: Measured, places: Places) -> None:
    """Measure, in place, how all beads fit in with those of an earlier round."""
    for start in range(0, len(measured.cells), CHUNK):
        part = slice(start, start + CHUNK)
        rows = placed(measured.cells.at(part), measured.choice.source, measured.choice.target, places)
        for values, row in zip(measured.values[-PLACED:, part], rows, strict=True):
            values[:] = row


def weigh(measured: Measured, weights: Mapping[str, float]) -> Floats:
    """Score all beads that were measured.

    Args:
        measured: their features.
        weights: what each feature counts.
    """
    row = np.array([weights[name] for name in FEATURES], np.float32)
    scores: Floats = np.round(np.clip(row @ measured.values, -LIMIT, LIMIT), _DIGITS).astype(float)
    return scores


def with_structure(cells: Cells, scores: Floats, structure: tuple[Cells, Floats]) -> tuple[Cells, Floats]:
    """All beads that may be, those of structural items included, and their scores."""
    return joined((cells, structure[0])), np.concatenate([scores, structure[1]])


def numbered(cells: Cells, choice: Choice) -> Cells:
    """The same beads by the numbers of their first items in the documents."""
    return Cells(choice.source.items[cells.row], choice.target.items[cells.column], cells.down, cells.across)


class Collection:
    """Collects the beads of all windows that score more than nothing, and the best scores of all items."""

    def __init__(self, source: Side, target: Side) -> None:
        """Start without any bead."""
        self._parts: list[tuple[Cells, Floats]] = []
        self._best = np.full(len(source), -LIMIT), np.full(len(target), -LIMIT)

    def add(self, cells: Cells, scores: Floats) -> None:
        """Add the beads of a window.

        Args:
            cells: beads by the numbers of their items.
            scores: their scores.
        """
        single = (cells.down == 1) & (cells.across == 1)
        for best, items in zip(self._best, (cells.row, cells.column), strict=True):
            np.maximum.at(best, items[single], scores[single])
        useful = np.flatnonzero(scores > 0)
        self._parts.append((cells.at(useful), scores[useful]))

    def scored(self) -> Scored:
        """All that was collected."""
        cells = joined([cells for cells, _ in self._parts])
        return Scored(cells, np.concatenate([scores for _, scores in self._parts]), *self._best)


def inside(items: Ints, first: Ints, size: Ints, count: int) -> Ints:
    """For each run how many of some items it holds.

    Args:
        items: the items.
        first: the first items of the runs.
        size: how many items they have.
        count: how many items there are.
    """
    flags = np.zeros(count + 1, np.int64)
    flags[items + 1] = 1
    until = np.cumsum(flags)
    found: Ints = until[first + size] - until[first]
    return found
