"""The best row of beads through two documents that go side by side, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loc_align.align.by_content.pairing import Floats
from loc_align.align.by_content.scores import SHAPES, Tables
from loc_align.value import value


@value
class Bead:
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

    @property
    def shape(self) -> tuple[int, int]:
        """How many segments of each side it joins."""
        return len(self.source), len(self.target)


@dataclass(frozen=True, slots=True)
class Tile:
    """Scores of the beads that start at some source items and some target items next to one another."""

    row: int
    """The first source item."""
    column: int
    """The first target item."""
    tables: Tables

    @property
    def end_row(self) -> int:
        """The source item after the last one."""
        return self.row + len(self.tables[1, 1])

    @property
    def end_column(self) -> int:
        """The target item after the last one."""
        return self.column + int(self.tables[1, 1].shape[1])


_SKIP_SOURCE, _SKIP_TARGET = len(SHAPES), len(SHAPES) + 1
_DEEPEST = max(down for down, _ in SHAPES)


def best_path(tiles: Sequence[Tile]) -> list[Bead]:
    """The beads that add up to the highest score; what is in none of them costs nothing.

    Args:
        tiles: the scores, tile by tile; their rows follow one another from 0 on, and their columns never go back.

    Returns:
        The beads in order, by the numbers of the items.
    """
    if not tiles:
        return []
    width = max(tile.end_column for tile in tiles)
    level: Floats = np.zeros((_DEEPEST + 1, width + 1))
    steps = np.full((_DEEPEST + 1, width + 1), _SKIP_TARGET, np.int8)
    choices: list[tuple[int, NDArray[np.int8]]] = []
    reach, low = 0, tiles[0].column
    for tile in tiles:
        for row in range(tile.row, tile.end_row):
            level[:, reach + 1 : tile.end_column + 1] = level[:, reach : reach + 1]
            steps[:, reach + 1 : tile.end_column + 1] = _SKIP_TARGET
            reach = tile.end_column
            _push(level, steps, tile, row)
            choices.append((low, steps[0, low : reach + 1].copy()))
            low = tile.column
            level, steps = _next(level, steps, tile.column, reach)
    choices.append((low, steps[0, low : reach + 1].copy()))
    return _walk(choices, tiles)


def _push(level: Floats, steps: NDArray[np.int8], tile: Tile, row: int) -> None:
    """Take every bead that starts at a row from what is reached there to where it ends."""
    here = level[0]
    for number, (down, across) in enumerate(SHAPES):
        table = tile.tables.get((down, across))
        if table is None or tile.column + across > tile.end_column:
            continue
        ends = slice(tile.column + across, tile.end_column + 1)
        reached = (
            here[tile.column : tile.end_column + 1 - across] + table[row - tile.row, : table.shape[1] + 1 - across]
        )
        better = reached > level[down, ends]
        level[down, ends][better] = reached[better]
        steps[down, ends][better] = number


def _next(level: Floats, steps: NDArray[np.int8], column: int, reach: int) -> tuple[Floats, NDArray[np.int8]]:
    """Go on to the next row: from the row above without a bead, or from the left."""
    row, step = level[1, column : reach + 1], steps[1, column : reach + 1]
    above = level[0, column : reach + 1]
    skipped = above >= row
    step[skipped] = _SKIP_SOURCE
    best = np.maximum.accumulate(np.maximum(above, row))
    step[best > np.maximum(above, row)] = _SKIP_TARGET
    level[1, column : reach + 1] = best
    level, steps = np.roll(level, -1, axis=0), np.roll(steps, -1, axis=0)
    level[-1], steps[-1] = -np.inf, _SKIP_SOURCE
    return level, steps


def _walk(choices: Sequence[tuple[int, NDArray[np.int8]]], tiles: Sequence[Tile]) -> list[Bead]:
    """Go back from the end of both documents along the choices."""
    owners = [tile for tile in tiles for _ in range(tile.row, tile.end_row)]
    row, column = len(owners), tiles[-1].end_column
    beads: list[Bead] = []
    while row > 0:
        low, steps = choices[row]
        step = int(steps[column - low]) if column >= low else _SKIP_SOURCE
        if step == _SKIP_SOURCE:
            row -= 1
        elif step == _SKIP_TARGET:
            column -= 1
        else:
            down, across = SHAPES[step]
            row, column = row - down, column - across
            tile = owners[row]
            score = float(tile.tables[down, across][row - tile.row, column - tile.column])
            beads.append(Bead(tuple(range(row, row + down)), tuple(range(column, column + across)), score))
    return beads[::-1]
