"""What two runs of segments look like, side by side: everything but their words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from loc_align.alignment.by_content.features.runs import Half, Runs, total
from loc_align.alignment.by_content.pairing.pairing import Floats
from loc_align.alignment.by_content.segments.side import CELL

_CLIP_MARKUP = 2.0


def compare_forms(source: Half, x: Runs, target: Half, y: Runs) -> list[Floats]:
    """Compare kinds, borders of blocks, last marks, markup and columns of the runs of two sides."""
    one, other = _Form(source, x), _Form(target, y)
    same = (one.kind[:, None] == other.kind).astype(float)
    mark = np.where(
        one.mark[:, None] == other.mark, 1.0, np.where((one.mark[:, None] == 0) | (other.mark == 0), -0.5, -1.0)
    )
    column = np.where(one.column[:, None] == other.column, 1.0, -1.0) * (one.column >= 0)[:, None] * (other.column >= 0)
    counts = (one.count[:, None] == other.count).astype(float)
    markup = [np.minimum(np.abs(a[:, None] - b), _CLIP_MARKUP) for a, b in zip(one.markup, other.markup, strict=True)]
    return [same, _agree(one.starts, other.starts), _agree(one.ends, other.ends), counts, mark, *markup, column]


class _Form:
    """The form of the runs of one side."""

    def __init__(self, half: Half, runs: Runs) -> None:
        side = half.side
        first = half.items[runs.first]
        last = first + runs.size - 1
        cell = side.group == CELL
        starts = np.concatenate([[True], side.block[1:] != side.block[:-1]])
        sizes = np.bincount(np.cumsum(starts) - 1, minlength=1)
        kinds = np.array([_KINDS.get(kind, 0) for kind in side.kinds], np.int64) * 16 + np.where(cell, 0, side.form)
        self.kind = kinds[first]
        self.column = np.where(cell, side.form, -1)[first]
        self.starts = starts[first]
        self.ends = np.concatenate([starts[1:], [True]])[last]
        self.count = sizes[(np.cumsum(starts) - 1)[first]] - runs.size + 1
        self.mark = side.mark[last]
        self.markup = [total(row[half.items], runs) for row in side.markup]


_KINDS = {
    kind: number for number, kind in enumerate(("heading", "paragraph", "list_item", "quote", "table_cell", "html"), 1)
}


def _agree(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Floats:
    return np.where(one[:, None] != other, -1.0, np.where(one[:, None] & other, 1.0, 0.5))
