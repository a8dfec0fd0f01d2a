"""Which parts of two long documents are compared: those along the way that rare words mark."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.pairing.pairing import Ints, Pairing
from loc_align.alignment.by_content.parameters import BAND, MOST_CELLS, TILE


class Window(Struct, frozen=True):
    """Source items compared with target items; half-open ranges."""

    row: int
    end_row: int
    column: int
    end_column: int


def windows(pairing: Pairing) -> list[Window]:
    """The windows that cover the way through two documents: one for short ones, else a band of them."""
    rows, columns = len(pairing.source), len(pairing.target)
    if rows * columns <= MOST_CELLS:
        return [Window(0, rows, 0, columns)] if rows and columns else []
    way = _way(pairing)
    found, low, high = [], 0, 0
    for row in range(0, rows, TILE):
        end = min(row + TILE, rows)
        low = max(low, min(int(way[row]) - BAND, columns - 1))
        high = max(high, low + 1, min(columns, int(way[end - 1]) + BAND))
        found.append(Window(row, end, low, columns if end == rows else high))
    return found


def _way(pairing: Pairing) -> np.ndarray:
    """For each source item where its translation is to be expected."""
    rows, columns = len(pairing.source), len(pairing.target)
    points = [(-1, -1), *_rising(sorted(_points(pairing))), (rows, columns)]
    return np.interp(np.arange(rows), [row for row, _ in points], [column for _, column in points])


def _points(pairing: Pairing) -> Iterator[tuple[int, int]]:
    """Items that hold a word, and the only translation of it, where both stand once in their documents."""
    own, other = (
        _only(pairing.source_words.rows, len(pairing.same)),
        _only(pairing.target_words.rows, len(pairing.target_words.idf)),
    )
    likely = (pairing.forward > 0.5) & (pairing.backward > 0.5)  # noqa: PLR2004 - more likely than all others
    rows, columns = own[pairing.e[likely]], other[pairing.f[likely]]
    once = (rows >= 0) & (columns >= 0)
    return zip(rows[once].tolist(), columns[once].tolist(), strict=True)


def _only(rows: Sequence[Ints], count: int) -> Ints:
    """For each word the only item that holds it, -1 where several do."""
    items = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    words = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    found = np.full(count, -1)
    found[words] = items
    found[np.bincount(words, minlength=count) != 1] = -1
    return found


def _rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of points that rises on both sides (patience sorting)."""
    ends: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for number, (_, column) in enumerate(points):
        at = bisect_left(ends, column)
        if at == len(ends):
            ends.append(column)
            heads.append(number)
        else:
            ends[at], heads[at] = column, number
        before.append(heads[at - 1] if at else -1)
    found: list[tuple[int, int]] = []
    number = heads[-1] if heads else -1
    while number >= 0:
        found.append(points[number])
        number = before[number]
    return _once(found[::-1])


def _once(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Points whose rows rise, too: of several in one row the first."""
    return [point for number, point in enumerate(points) if not number or point[0] > points[number - 1][0]]
