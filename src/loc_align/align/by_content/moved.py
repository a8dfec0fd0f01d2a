"""Text that stands elsewhere in the other document: found among what a path in one direction leaves over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from loc_align.align.by_content.pairing import Ints
from loc_align.align.by_content.path import Bead, Tile, best_path
from loc_align.align.by_content.scores import NEVER, Tables
from loc_align.align.by_content.weights import MOVED_ALONE, MOVED_GAP, MOVED_TOGETHER


def find_moved(tables: Tables, rows: Ints, columns: Ints, words: set[int]) -> list[Bead]:
    """Align what is left over.

    Args:
        tables: scores of the items of two documents.
        rows: the source items that are left over, rising.
        columns: the target items that are left over, rising.
        words: the source items that carry words.

    Returns:
        Beads in runs that stand together in both documents; a run must be sure as a whole, or a bead for itself.
    """
    if not (len(rows) and len(columns)):
        return []
    path = best_path([Tile(0, 0, _chosen(tables, rows, columns))])
    beads = [
        Bead(
            tuple(rows[list(bead.source)].tolist()), tuple(columns[list(bead.target)].tolist()), bead.score, moved=True
        )
        for bead in path
    ]
    found: list[Bead] = []
    for run in _runs(beads):
        total = sum(bead.score for bead in run if bead.source[0] in words)
        found += (
            run
            if total > MOVED_TOGETHER
            else [bead for bead in run if bead.score > MOVED_ALONE and bead.source[0] in words]
        )
    return found


def _chosen(tables: Tables, rows: Ints, columns: Ints) -> Tables:
    """The scores of the chosen items; what they join must be neighbours."""
    chosen: Tables = {}
    for (down, across), table in tables.items():
        part = table[np.ix_(rows, columns)]
        part[~_joined(rows, down)] = NEVER
        part[:, ~_joined(columns, across)] = NEVER
        chosen[down, across] = part
    return chosen


def _joined(items: Ints, size: int) -> np.ndarray:
    """At which places neighbours in the document begin."""
    joined = np.zeros(len(items), bool)
    count = len(items) - size + 1
    if count > 0:
        joined[:count] = items[size - 1 :] - items[:count] == size - 1
    return joined


def _runs(beads: Sequence[Bead]) -> Iterator[list[Bead]]:
    run: list[Bead] = []
    for bead in beads:
        if run and not (_near(run[-1].source, bead.source) and _near(run[-1].target, bead.target)):
            yield run
            run = []
        run.append(bead)
    if run:
        yield run


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return 0 < other[0] - one[-1] <= MOVED_GAP
