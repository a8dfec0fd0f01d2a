"""The best row of beads through two documents that go side by side, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.features.runs import Cells
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.search.band import Window


class Bead(Struct, frozen=True, gc=False):
    """Source items that belong to target items."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float
    """Log-odds."""
    values: tuple[float, ...] = ()
    """Its features, where they were asked for."""
    moved: bool = False
    """Whether it was found out of its place."""
    given: bool = False
    """Whether a correction says it."""


def beads_of(cells: Cells, scores: Floats) -> list[Bead]:
    """Beads by the numbers of their items.

    Args:
        cells: the numbers of their first items, and how many items they have.
        scores: their scores.
    """
    rows = zip(*(part.tolist() for part in (cells.row, cells.down, cells.column, cells.across, scores)), strict=True)
    return [Bead(tuple(range(a, a + m)), tuple(range(b, b + n)), score) for a, m, b, n, score in rows]


def best_path(cells: Cells, scores: Floats, windows: Sequence[Window]) -> list[int]:
    """The beads that add up to the highest score; what is in none of them costs nothing.

    Args:
        cells: beads, by the numbers of their first items.
        scores: their scores, more than 0.
        windows: where they lie; the rows follow one another from 0 on, and the columns never go back.

    Returns:
        The numbers of the chosen beads, in order. Of several paths with the same score, the one that leaves the last
        source items alone.
    """
    if not (len(cells) and windows):
        return []
    low, high = _bounds(windows)
    # A bead that ends before the columns of the next window is out of reach.
    order = np.lexsort((cells.across, cells.down, cells.row))
    order = order[cells.column[order] + cells.across[order] >= low[cells.row[order] + cells.down[order]]]
    chosen = cells.at(order)
    levels, reached = _forward(chosen, scores[order], low, high)
    found: list[int] = order[_back(chosen, levels, reached, low)].tolist()
    return found


def _bounds(windows: Sequence[Window]) -> tuple[Ints, Ints]:
    """For each source item, and the end, between which target items it can be reached."""
    sizes = [window.end_row - window.row for window in windows]
    low = np.repeat([window.column for window in windows], sizes)
    high = np.repeat(np.maximum.accumulate([window.end_column for window in windows]), sizes)
    return np.concatenate([low[:1], low]), np.concatenate([high, high[-1:]])


def _forward(cells: Cells, scores: Floats, low: Ints, high: Ints) -> tuple[list[Floats], Floats]:
    """What can be reached before each source item, by target item, and what is reached with each bead."""
    first, last = (cells.column - low[cells.row], cells.column + cells.across - low[cells.row + cells.down])
    widths, shifts = (high - low + 1).tolist(), np.diff(low, prepend=low[0]).tolist()
    starts = np.flatnonzero(np.diff(cells.row, prepend=-1) | np.diff(cells.down, prepend=0))
    groups: dict[int, list[tuple[int, int, int]]] = {}
    bounds = zip(starts.tolist(), [*starts[1:].tolist(), len(cells)], strict=True)
    for (start, end), row, down in zip(bounds, cells.row[starts].tolist(), cells.down[starts].tolist(), strict=True):
        groups.setdefault(row, []).append((start, end, row + down))
    waiting: dict[int, Floats] = {}
    reached = np.empty(len(cells))
    level = np.zeros(widths[0])
    levels: list[Floats] = []
    for row, (width, shift) in enumerate(zip(widths, shifts, strict=True)):
        if shift or width != len(level):
            level = np.concatenate([level[shift:], np.full(max(0, width - len(level) + shift), level[-1])])
        if row in waiting:
            level = np.maximum.accumulate(np.maximum(level, waiting.pop(row)))
        levels.append(level)
        for start, end, until in groups.get(row, ()):
            reached[start:end] = values = level[first[start:end]] + scores[start:end]
            if until not in waiting:
                waiting[until] = np.full(widths[until], -np.inf)
            np.maximum.at(waiting[until], last[start:end], values)
    return levels, reached


def _back(cells: Cells, levels: Sequence[Floats], reached: Floats, low: Ints) -> list[int]:
    """The beads of the best path, found from its end."""
    ends, columns = cells.row + cells.down, cells.column + cells.across
    order = np.lexsort((-np.arange(len(cells)), columns, ends))
    bounds = np.searchsorted(ends[order], np.arange(len(levels) + 1)).tolist()
    columns, reached = columns[order], reached[order]
    row = len(levels) - 1
    column = int(low[row]) + len(levels[row]) - 1
    found: list[int] = []
    while row > 0:
        above = levels[row - 1]
        before = min(column - int(low[row - 1]), len(above) - 1)
        value = levels[row][column - low[row]]
        if above[before] == value:
            row, column = row - 1, int(low[row - 1]) + before
            continue
        here = slice(bounds[row], bounds[row + 1])
        arrived = np.flatnonzero((columns[here] <= column) & (reached[here] == value))
        bead = int(order[here][arrived[-1]])
        found.append(bead)
        row, column = int(cells.row[bead]), int(cells.column[bead])
    return found[::-1]
