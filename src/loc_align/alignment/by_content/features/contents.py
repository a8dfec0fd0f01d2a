"""How much the sections around two segments, or the rows around two table cells, have in common."""

from __future__ import annotations

import numpy as np

from loc_align.alignment.by_content.features.runs import Cells, Half, at
from loc_align.alignment.by_content.features.stretches import alike, margin
from loc_align.alignment.by_content.pairing.pairing import Floats
from loc_align.alignment.by_content.segments.side import CELL, CODE, HEADING, ROW

_PRIOR = 0.35
"""How much two items without any known word cover of each other, as in :mod:`.comparison`."""


class Contents:
    """Compares all sections of some items, and all table rows, by what stands in them.

    A heading that repeats, or that shares no word with its translation, is known by the text below it, also where
    that has moved. A section reaches to the next heading.
    """

    def __init__(self, source: Half, target: Half, cover: Floats) -> None:
        """Compare the sections and the rows.

        Args:
            source: the source items.
            target: the target items.
            cover: for each source and target item how much one says what the other does.
        """
        self._halves = source, target
        shared = np.maximum(cover - _PRIOR, 0.0) + _same_code(source, target)
        groups = [half.side.group[half.items] for half in (source, target)]
        self._cells = [group == CELL for group in groups]
        self._sections = [np.cumsum(group == HEADING) for group in groups]
        self._rows = [np.cumsum(group == ROW) for group in groups]
        self._section_margin = margin(alike(shared, *self._sections))
        within = np.where(self._cells[0][:, None] & self._cells[1], shared, 0.0)
        self._row_margin = margin(alike(within, *self._rows))

    def __call__(self, cells: Cells) -> tuple[Floats, Floats]:
        """For each pair of runs how much more their sections have in common than those of any rival, and their rows."""
        a, b = cells.row, cells.column
        in_table = self._cells[0][a] & self._cells[1][b]
        sections = at(self._section_margin, self._sections[0][a], self._sections[1][b])
        rows = at(self._row_margin, self._rows[0][a], self._rows[1][b])
        return np.where(in_table, 0.0, sections), np.where(in_table, rows, 0.0)


def _same_code(source: Half, target: Half) -> Floats:
    """1 where two items are the same block of code."""
    codes = [
        {
            int(place): half.side.keys[item]
            for place, item in enumerate(half.items.tolist())
            if half.side.group[item] == CODE
        }
        for half in (source, target)
    ]
    table = np.zeros((len(source.items), len(target.items)), np.float32)
    found_at: dict[str, list[int]] = {}
    for place, key in codes[1].items():
        found_at.setdefault(key, []).append(place)
    for place, key in codes[0].items():
        table[place, found_at.get(key, [])] = 1.0
    return table
