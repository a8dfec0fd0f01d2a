"""The ground on which beads are looked for: windows of two documents, compared and scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from loc_align.alignment.by_content.features.comparison import Comparison
from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.pairing.pairing import Pairing
from loc_align.alignment.by_content.parameters import LIMIT
from loc_align.alignment.by_content.search.band import Window, windows
from loc_align.alignment.by_content.search.path import Bead, Tile
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.search.scores import NEVER, Measured, Tables, measure, place, weigh

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""Source and target items that a correction puts together; one of them may be empty."""
_EDGE = 2
"""So many items beyond a window are compared with it, so that a join may end there."""


class Ground:
    """All windows of a pair of documents.

    The one window of a short document is measured once and kept; those of a long one are measured when they are
    needed, so that memory stays bounded.
    """

    def __init__(self, pairing: Pairing, links: Sequence[Link], scorer: Scorer | None = None) -> None:
        """Choose the windows."""
        self.pairing = pairing
        self.windows = windows(pairing)
        self._links = links
        self._scorer = scorer
        self._kept: tuple[Comparison, Measured] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether one window holds all."""
        return len(self.windows) == 1

    def tiles(self, weights: Mapping[str, float], places: Places | None) -> list[Tile]:
        """Score all windows.

        Args:
            weights: what each feature counts.
            places: what an earlier round found.
        """
        return [Tile(window.row, window.column, self._score(window, weights, places)) for window in self.windows]

    def values(self, beads: Sequence[Bead], places: Places | None) -> dict[Bead, tuple[float, ...]]:
        """The features of beads that were found in the windows."""
        found: dict[Bead, tuple[float, ...]] = {}
        for window in self.windows:
            own = [bead for bead in beads if window.row <= bead.source[0] < window.end_row]
            if own:
                measured = self._measure(window, places)
                found |= {
                    bead: measured.of(bead.source[0] - window.row, bead.target[0] - window.column, bead.shape)
                    for bead in own
                }
        return found

    def _score(self, window: Window, weights: Mapping[str, float], places: Places | None) -> Tables:
        measured = self._measure(window, places)
        tables = weigh(measured, weights)
        if self._scorer:
            self._add(self._scorer, tables, measured, window)
        cut = {shape: table[: window.end_row - window.row] for shape, table in tables.items()}
        _forbid(cut, self._links, window)
        return cut

    def _add(self, scorer: Scorer, tables: Tables, measured: Measured, window: Window) -> None:
        """Add what a scorer says of the beads that may be."""
        own, other = self.pairing.source.texts[window.row :], self.pairing.target.texts[window.column :]
        for (down, across), (x, y) in measured.runs.items():
            sources = [" ".join(own[at : at + down]) for at in x.tolist()]
            targets = [" ".join(other[at : at + across]) for at in y.tolist()]
            cells = np.ix_(x, y)
            scored = np.clip(tables[down, across][cells] + scorer(sources, targets), -LIMIT, LIMIT)
            tables[down, across][cells] = np.where(measured.allowed[down, across], scored, tables[down, across][cells])

    def _measure(self, window: Window, places: Places | None) -> Measured:
        if self._kept is None or not self.is_whole:
            end = min(window.end_row + _EDGE, len(self.pairing.source))
            rows, columns = np.arange(window.row, end), np.arange(window.column, window.end_column)
            comparison = Comparison(self.pairing, rows, columns)
            self._kept = (comparison, measure(comparison))
        comparison, measured = self._kept
        if places is not None:
            place(measured, comparison, places)
        return measured


def _forbid(tables: Tables, links: Sequence[Link], window: Window) -> None:
    """Keep the items of given beads out of all others."""
    for source, target in links:
        for (down, across), table in tables.items():
            for item in source:
                table[max(0, item - window.row - down + 1) : max(0, item - window.row + 1)] = NEVER
            for item in target:
                table[:, max(0, item - window.column - across + 1) : max(0, item - window.column + 1)] = NEVER
