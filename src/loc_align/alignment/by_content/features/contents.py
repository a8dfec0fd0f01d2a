"""How much the sections around two segments, or the rows around two table cells, have in common."""

from __future__ import annotations

import numpy as np

from loc_align.alignment.by_content.features.runs import Half, Runs
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

    def __call__(self, x: Runs, y: Runs) -> tuple[Floats, Floats]:
        """For each pair of runs how much more their sections have in common than those of any rival, and their rows."""
        a, b = x.first, y.first
        cells = self._cells[0][a][:, None] & self._cells[1][b]
        sections = self._section_margin[self._sections[0][a]][:, self._sections[1][b]]
        if not cells.any():
            return sections, np.zeros_like(sections)
        rows = self._row_margin[self._rows[0][a]][:, self._rows[1][b]]
        return np.where(cells, 0.0, sections), np.where(cells, rows, 0.0)


def _same_code(source: Half, target: Half) -> Floats:
    """1 where two items are the same block of code."""
    codes = [
        {int(at): half.side.keys[item] for at, item in enumerate(half.items.tolist()) if half.side.group[item] == CODE}
        for half in (source, target)
    ]
    table = np.zeros((len(source.items), len(target.items)), np.float32)
    places: dict[str, list[int]] = {}
    for at, key in codes[1].items():
        places.setdefault(key, []).append(at)
    for at, key in codes[0].items():
        table[at, places.get(key, [])] = 1.0
    return table
