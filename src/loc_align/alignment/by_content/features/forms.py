"""What two runs of segments look like, side by side: everything but their words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from loc_align.alignment.by_content.features.runs import Cells, Half, sums
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.segments.side import CELL

_CLIP_MARKUP = 2.0


class Forms:
    """The forms of the chosen items of both sides."""

    def __init__(self, source: Half, target: Half) -> None:
        """Read them."""
        self._sides = _Form(source), _Form(target)

    def __call__(self, cells: Cells) -> list[Floats]:
        """Compare kinds, borders of blocks, last marks, markup and columns of the runs."""
        one, other = self._sides
        a, b = cells.row, cells.column
        last, other_last = a + cells.down - 1, b + cells.across - 1
        mark, other_mark = one.mark[last], other.mark[other_last]
        column, other_column = one.column[a], other.column[b]
        there = (column >= 0) & (other_column >= 0)
        return [
            (one.kind[a] == other.kind[b]).astype(float),
            _agree(one.starts[a], other.starts[b]),
            _agree(one.ends[last], other.ends[other_last]),
            (one.count[a] - cells.down == other.count[b] - cells.across).astype(float),
            np.where(mark == other_mark, 1.0, np.where((mark == 0) | (other_mark == 0), -0.5, -1.0)),
            *(
                np.minimum(np.abs(sums(own, a, cells.down) - sums(their, b, cells.across)), _CLIP_MARKUP)
                for own, their in zip(one.markup, other.markup, strict=True)
            ),
            np.where(column == other_column, 1.0, -1.0) * there,
        ]


class _Form:
    """The form of the chosen items of one side."""

    def __init__(self, half: Half) -> None:
        side, items = half.side, half.items
        kinds = np.array([_KINDS.get(side.kinds[item], 0) for item in items.tolist()], np.int64)
        cell = side.group[items] == CELL
        starts = np.concatenate([[True], side.block[1:] != side.block[:-1]])
        blocks = np.cumsum(starts) - 1
        sizes: Ints = np.bincount(blocks, minlength=1)
        self.kind = kinds * 16 + np.where(cell, 0, side.form[items])
        self.column = np.where(cell, side.form[items], -1)
        self.starts = starts[items]
        self.ends = np.concatenate([starts[1:], [True]])[items]
        self.count = sizes[blocks[items]]
        self.mark = side.mark[items]
        self.markup = side.markup[:, items]


_KINDS = {
    kind: number for number, kind in enumerate(("heading", "paragraph", "list_item", "quote", "table_cell", "html"), 1)
}


def _agree(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Floats:
    return np.where(one != other, -1.0, np.where(one & other, 1.0, 0.5))
