"""The ground on which beads are looked for: windows of two documents, compared and scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from loc_align.alignment.by_content.features.choice import choose_both
from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.features.runs import SHAPES, Cells
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Pairing
from loc_align.alignment.by_content.parameters import LIMIT
from loc_align.alignment.by_content.search.band import Window, windows
from loc_align.alignment.by_content.search.path import Bead
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.search.scores import (
    Collection,
    Features,
    Measured,
    Scored,
    inside,
    measure,
    numbered,
    place,
    weigh,
    with_structure,
)

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""Source and target items that a correction puts together; one of them may be empty."""
_EDGE = 2
"""So many items beyond a window are compared with it, so that a join may end there."""
_MOST_KEPT = 2000
"""Of so many beads of a window the features are kept. Where text repeats there can be more."""


class Ground:
    """All windows of a pair of documents.

    The one window of a short document is measured once and kept; those of a long one are measured each time they are
    scored, and only the features of beads that score more than nothing are kept, so that memory stays bounded.
    """

    def __init__(self, pairing: Pairing, links: Sequence[Link], scorer: Scorer | None = None) -> None:
        """Choose the windows."""
        self.pairing = pairing
        self.windows = windows(pairing)
        self._given: tuple[Ints, Ints] = (
            np.array([item for source, _ in links for item in source], np.int64),
            np.array([item for _, target in links for item in target], np.int64),
        )
        self._scorer = scorer
        self._kept: Measured | None = None
        self._useful: dict[Window, Features] = {}

    @property
    def is_whole(self) -> bool:
        """Whether one window holds all."""
        return len(self.windows) == 1

    def scored(self, weights: Mapping[str, float], places: Places | None) -> Scored:
        """Score the beads of all windows.

        Args:
            weights: what each feature counts.
            places: what an earlier round found.
        """
        found = Collection(self.pairing.source, self.pairing.target)
        for window in self.windows:
            found.add(*self._score(window, weights, places))
        return found.scored()

    def values(self, beads: Sequence[Bead], places: Places | None) -> list[tuple[float, ...]]:
        """The features of beads that were found in the windows by the last scores.

        Args:
            beads: the beads.
            places: what an earlier round had found when they were scored.
        """
        rows = [(bead.source[0], bead.target[0], len(bead.source), len(bead.target)) for bead in beads]
        cells = Cells(*np.array(rows, np.int64).reshape(-1, 4).T)
        found: list[tuple[float, ...]] = [()] * len(beads)
        for window in self.windows:
            own = np.flatnonzero((window.row <= cells.row) & (cells.row < window.end_row))
            if len(own):
                here = cells.at(own)
                here = Cells(here.row - window.row, here.column - window.column, here.down, here.across)
                known = self._useful.get(window) or self._measure(window, places).features(slice(None))
                for number, values in zip(own.tolist(), known.of(here), strict=True):
                    found[number] = values
        return found

    def _score(self, window: Window, weights: Mapping[str, float], places: Places | None) -> tuple[Cells, Floats]:
        measured = self._measure(window, places)
        scores = weigh(measured, weights)
        if self._scorer:
            self._add(self._scorer, numbered(measured.cells, measured.choice), scores)
        self._useful.pop(window, None)
        useful = np.flatnonzero(scores > 0)
        if len(useful) <= _MOST_KEPT:
            self._useful[window] = measured.features(useful)
        cells, scores = with_structure(measured.cells, scores, measured.structure)
        cells = numbered(cells, measured.choice)
        free = cells.row < window.end_row
        for items, first, size, side in (
            (self._given[0], cells.row, cells.down, self.pairing.source),
            (self._given[1], cells.column, cells.across, self.pairing.target),
        ):
            if len(items):
                free &= inside(items, first, size, len(side)) == 0
        return cells.at(free), scores[free]

    def _add(self, scorer: Scorer, cells: Cells, scores: Floats) -> None:
        """Add what a scorer says of the beads that may be."""
        own, other = self.pairing.source.texts, self.pairing.target.texts
        for down, across in SHAPES:
            chosen = np.flatnonzero((cells.down == down) & (cells.across == across))
            if not len(chosen):
                continue
            (x, i), (y, j) = (np.unique(part[chosen], return_inverse=True) for part in (cells.row, cells.column))
            sources = [" ".join(own[at : at + down]) for at in x.tolist()]
            targets = [" ".join(other[at : at + across]) for at in y.tolist()]
            scores[chosen] = np.clip(scores[chosen] + scorer(sources, targets)[i, j], -LIMIT, LIMIT)

    def _measure(self, window: Window, places: Places | None) -> Measured:
        measured = self._kept
        if measured is None or not self.is_whole:
            end = min(window.end_row + _EDGE, len(self.pairing.source))
            rows, columns = np.arange(window.row, end), np.arange(window.column, window.end_column)
            self._kept = measured = measure(choose_both(self.pairing, rows, columns))
        if places is not None:
            place(measured, places)
        return measured
