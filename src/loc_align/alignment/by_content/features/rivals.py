"""The best rivals of a bead: what else its segments could belong to."""

from __future__ import annotations

import numpy as np

from loc_align.alignment.by_content.features.runs import Runs, most
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints

_TOP = 4
"""So many of the best partners of a segment are looked at."""
_NO_RIVAL = 0.2


class Rivals:
    """The best partners of each chosen item."""

    def __init__(self, cover: Floats) -> None:
        """Find them.

        Args:
            cover: for each source and target item how much one says what the other does.
        """
        self._sides = _best(cover), _best(cover.T)
        self._means = [
            values.mean(axis=1) if values.shape[1] else np.zeros(len(values), np.float32) for values, _ in self._sides
        ]

    def means(self, x: Runs, y: Runs) -> tuple[Floats, Floats]:
        """For each run of source and target the mean of the best partners of the member that has the best ones."""
        return most(self._means[0], x), most(self._means[1], y)

    def best(self, a: Ints, down: int, b: Ints, across: int) -> Floats:
        """The best cover of any other pair of segments in the rows and columns of two runs.

        Args:
            a: the places of the first source items.
            down: how many source items there are.
            b: the places of the first target items.
            across: how many target items there are.
        """
        found = np.full(len(a), -1.0)
        for k in range(down):
            found = np.maximum(found, _outside(self._sides[0], a + k, b, across))
        for k in range(across):
            found = np.maximum(found, _outside(self._sides[1], b + k, a, down))
        return np.where(found > 0, found, _NO_RIVAL)


def _best(table: Floats) -> tuple[Floats, Ints]:
    """The best values of each row, falling, and where they are; of equal ones the first ones."""
    rest, rows = table.copy(), np.arange(len(table))
    count = min(_TOP, table.shape[1])
    values, places = np.empty((len(table), count), table.dtype), np.empty((len(table), count), np.int64)
    for k in range(count):
        at = rest.argmax(axis=1)
        values[:, k], places[:, k] = rest[rows, at], at
        rest[rows, at] = -np.inf
    return values, places


def _outside(best: tuple[Floats, Ints], rows: Ints, first: Ints, size: int) -> Floats:
    """For each row the best value that is not in a run."""
    values, places = best
    found = np.full(len(rows), -1.0)
    for k in range(min(size, values.shape[1] - 1), -1, -1):  # a run has no more of the best ones than it has members
        at = places[:, k][rows]
        away = (at < first) | (at >= first + size)
        found = np.where(away, values[:, k][rows], found)
    return found
