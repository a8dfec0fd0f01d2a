"""The best row of beads through two documents that go side by side, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.alignment.by_content.pairing.pairing import Floats
from loc_align.alignment.by_content.search.scores import SHAPES, Tables


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

    @property
    def shape(self) -> tuple[int, int]:
        """How many segments of each side it joins."""
        return len(self.source), len(self.target)


class Tile(Struct, frozen=True):
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
    rows = [_Row(width + 1) for _ in range(_DEEPEST + 1)]
    choices: list[tuple[int, NDArray[np.int8]]] = []
    reach, low = 0, tiles[0].column
    for tile in tiles:
        if tile.end_column > reach:
            for row in rows:
                row.extend(reach, tile.end_column)
            reach = tile.end_column
        pushes = _pushes(tile)
        for number in range(tile.end_row - tile.row):
            _push(rows, pushes, tile.column, reach, number)
            choices.append((low, rows[0].steps[low : reach + 1].copy()))
            low = tile.column
            rows[1].follow(rows[0], low, reach)
            rows = [*rows[1:], rows[0].cleared()]
    choices.append((low, rows[0].steps[low : reach + 1].copy()))
    return _walk(choices, tiles)


class _Row:
    """What is reached at one source item, for each target item: the sum of the scores, and the last step."""

    __slots__ = ("level", "steps")

    def __init__(self, width: int) -> None:
        self.level: Floats = np.zeros(width)
        self.steps = np.full(width, _SKIP_TARGET, np.int8)

    def extend(self, reach: int, end: int) -> None:
        """Go on to target items that no window before this one holds."""
        self.level[reach + 1 : end + 1] = self.level[reach]
        self.steps[reach + 1 : end + 1] = _SKIP_TARGET

    def follow(self, above: _Row, column: int, reach: int) -> None:
        """Take over what the row above reached without a bead, and what was reached further left."""
        level, steps = self.level[column : reach + 1], self.steps[column : reach + 1]
        before = above.level[column : reach + 1]
        np.copyto(steps, _SKIP_SOURCE, where=before >= level)
        np.maximum(level, before, out=level)
        best = np.maximum.accumulate(level)
        np.copyto(steps, _SKIP_TARGET, where=best > level)
        level[:] = best

    def cleared(self) -> _Row:
        """The same row, as if nothing had reached it."""
        self.level.fill(-np.inf)
        self.steps.fill(_SKIP_SOURCE)
        return self


def _pushes(tile: Tile) -> list[tuple[int, int, int, Floats, list[bool]]]:
    """The shapes that the scores of a tile hold, and in which rows any bead scores more than nothing."""
    pushes = []
    for number, (down, across) in enumerate(SHAPES):
        table = tile.tables.get((down, across))
        if table is not None and table.shape[1] >= across:
            pushes.append((number, down, across, table, (table.max(axis=1) > 0).tolist()))
    return pushes


def _push(
    rows: Sequence[_Row],
    pushes: Sequence[tuple[int, int, int, Floats, list[bool]]],
    column: int,
    reach: int,
    row: int,
) -> None:
    """Take every bead that starts at a row from what is reached there to where it ends."""
    for number, down, across, table, useful in pushes:
        if useful[row]:
            end = rows[down]
            level, steps = end.level[column + across : reach + 1], end.steps[column + across : reach + 1]
            reached = rows[0].level[column : reach + 1 - across] + table[row, : reach - column + 1 - across]
            better = reached > level
            np.copyto(level, reached, where=better)
            np.copyto(steps, number, where=better)


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
