"""The best path through two documents, against one that tries all."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loc_align.alignment.by_content.features.runs import SHAPES, Cells
from loc_align.alignment.by_content.search.band import Window
from loc_align.alignment.by_content.search.path import beads_of, best_path

Row = tuple[int, int, int, int, int]


def _cells(rows: list[Row]) -> tuple[Cells, np.ndarray]:
    table = np.array([row[:4] for row in rows], np.int64).reshape(-1, 4)
    return Cells(*table.T), np.array([row[4] for row in rows], float)


def _path(rows: list[Row], windows: list[Window]) -> list[Row]:
    return [rows[number] for number in best_path(*_cells(rows), windows)]


@st.composite
def _documents(draw: st.DrawFn) -> tuple[int, int, list[Row]]:
    count, other = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    rows = [
        (row, column, down, across, draw(st.integers(1, 4)))
        for row in range(count)
        for column in range(other)
        for down, across in SHAPES
        if row + down <= count and column + across <= other and draw(st.booleans())
    ]
    return count, other, draw(st.permutations(rows))


def _best(rows: list[Row]) -> int:
    """The highest sum of the scores of beads that follow one another on both sides."""

    @cache
    def after(row: int, column: int) -> int:
        found = (one for one in rows if one[0] >= row and one[1] >= column)
        return max((one[4] + after(one[0] + one[2], one[1] + one[3]) for one in found), default=0)

    return after(0, 0)


@given(_documents())
def test_no_other_path_has_a_higher_score(document: tuple[int, int, list[Row]]) -> None:
    count, other, rows = document
    found = _path(rows, [Window(0, count, 0, other)])
    assert all(a[0] + a[2] <= b[0] and a[1] + a[3] <= b[1] for a, b in pairwise(found))
    assert sum(row[4] for row in found) == _best(rows)


@given(_documents())
def test_windows_that_hold_all_columns_change_nothing(document: tuple[int, int, list[Row]]) -> None:
    count, other, rows = document
    windows = [Window(row, row + 1, 0, other) for row in range(count)]
    assert _path(rows, windows) == _path(rows, [Window(0, count, 0, other)])


def test_a_bead_that_ends_before_the_next_window_is_out_of_reach() -> None:
    rows = [(0, 0, 1, 1, 1), (1, 0, 3, 1, 9), (2, 2, 1, 1, 2)]
    assert _path(rows, [Window(0, 2, 0, 2), Window(2, 4, 2, 4)]) == [(0, 0, 1, 1, 1), (2, 2, 1, 1, 2)]


def test_of_equal_paths_the_one_that_leaves_the_last_items_alone_is_taken() -> None:
    assert _path([(0, 0, 1, 1, 1), (1, 0, 1, 1, 1)], [Window(0, 2, 0, 1)]) == [(0, 0, 1, 1, 1)]
    assert _path([(0, 0, 1, 1, 1), (0, 1, 1, 1, 1)], [Window(0, 1, 0, 2)]) == [(0, 1, 1, 1, 1)]


def test_nothing_has_no_path() -> None:
    assert _path([], [Window(0, 2, 0, 2)]) == []
    assert _path([], []) == []


def test_a_bead_names_all_its_items() -> None:
    found = beads_of(*_cells([(3, 5, 1, 2, 4)]))
    assert [(bead.source, bead.target, bead.score) for bead in found] == [((3,), (5, 6), 4.0)]
