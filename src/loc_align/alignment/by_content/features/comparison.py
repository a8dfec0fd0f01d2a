"""What two runs of segments have in common, for all runs of a pair of documents at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from loc_align.alignment.by_content.features.choice import Choice, local
from loc_align.alignment.by_content.features.contents import Contents
from loc_align.alignment.by_content.features.covers import PRIOR, Covers
from loc_align.alignment.by_content.features.forms import Forms
from loc_align.alignment.by_content.features.rivals import Rivals
from loc_align.alignment.by_content.features.runs import CHUNK, SHAPES, Cells, Runs, at, joined, runs_of, sums
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.parameters import FEATURES, PLACED
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, VALUE

_QUIET = np.errstate(invalid="ignore")
"""Vector code of some BLAS libraries reports invalid values from the padding of small arrays, which it doesn't use."""
_HALF = 0.5
"""Where less than this is said on the other side, the known words speak against a bead, the more of them there are."""
_CLIP_LENGTH, _CLIP_DEVIATION, _CLIP_CONFLICT = 2.5, 5.0, 2.0


class Comparison:
    """The chosen items of the source against those of the target."""

    @_QUIET
    def __init__(self, choice: Choice) -> None:
        """Compare all segments one by one."""
        self._pairing, self._source, self._target = choice.pairing, choice.source, choice.target
        self._covers = Covers(choice)
        singles = self._runs((1, 1))
        self._ahead, self._back = self._covers.both(*singles)
        self._cover = np.where(self._allowed(*singles), (self._ahead + self._back) / 2, 0.0)
        self._rivals = Rivals(self._cover)
        self._forms = Forms(choice.source, choice.target)
        self._contents = Contents(choice.source, choice.target, self._cover)
        self._lengths = [half.side.length[half.items] for half in (choice.source, choice.target)]
        self._heads = [
            _heads(choice.source.side.above, choice.source.items),
            _heads(choice.target.side.above, choice.target.items),
        ]

    @_QUIET
    def features(self) -> tuple[Cells, Floats]:
        """Measure all beads that may be.

        Returns:
            The pairs of runs, and for each of :data:`.parameters.FEATURES` their values. Those that tell how a bead
            fits in with an earlier round are 0.
        """
        shapes = [(x, y, np.flatnonzero(self._allowed(x, y))) for x, y in map(self._runs, SHAPES)]
        values = np.zeros((len(FEATURES), sum(len(numbers) for *_, numbers in shapes)), np.float32)
        found: list[Cells] = []
        start = 0
        for x, y, numbers in shapes:
            words = self._words(x, y)
            for part in np.split(numbers, range(CHUNK, len(numbers), CHUNK)):
                i = part // max(1, len(y.first))
                j = part - i * len(y.first)
                cells = Cells(x.first[i], y.first[j], np.full(len(i), x.size), np.full(len(i), y.size))
                rows = (*words(part, i, j), *self._others(cells), *self._join(cells, x.size, y.size))
                for row, measured in zip(values[:-PLACED, start : start + len(part)], rows, strict=True):
                    row[:] = measured
                found.append(cells)
                start += len(part)
        return joined(found), values

    def _runs(self, shape: tuple[int, int]) -> tuple[Runs, Runs]:
        return runs_of(self._source, shape[0]), runs_of(self._target, shape[1])

    def _allowed(self, x: Runs, y: Runs) -> NDArray[np.bool_]:
        own, other = self._source, self._target
        a, b = own.items[x.first], other.items[y.first]
        group, other_group = own.side.group[a], other.side.group[b]
        allowed: NDArray[np.bool_] = (group[:, None] == other_group) & (group < FIRST_STRUCTURAL)[:, None]
        if (group == VALUE).any():
            allowed &= (group != VALUE)[:, None] | (own.side.form[a][:, None] == other.side.form[b])
        return allowed

    def _words(self, x: Runs, y: Runs) -> Callable[[Ints, Ints, Ints], Iterator[Floats]]:
        """How to compare the words of runs of a shape: by their places in the table of all, and by their numbers."""
        single = x.size == y.size == 1
        tables = (self._ahead, self._back) if single else self._covers.both(x, y)
        weight, other_weight = self._covers.weight(0, x), self._covers.weight(1, y)
        mean, other_mean = self._rivals.means(x, y)
        invariants = self._covers.invariants(x, y)

        def compare(number: Ints, i: Ints, j: Ints) -> Iterator[Floats]:
            ahead, back = (table.ravel()[number] for table in tables)
            cover, weights = (ahead + back) / 2, weight[i] + other_weight[j]
            jaccard, shared, conflict = invariants.compare(i, j)
            yield np.ones(len(i))
            yield np.sqrt(ahead * back)
            yield cover - (mean[i] + other_mean[j]) / 2
            yield cover - self._rivals.best(x.first[i], x.size, y.first[j], y.size)
            yield (cover - PRIOR) * np.log1p(weights)
            yield np.minimum(cover - _HALF, 0.0) * np.sqrt(weights)
            yield jaccard
            yield shared
            yield np.minimum(conflict, _CLIP_CONFLICT)

        return compare

    def _others(self, cells: Cells) -> Iterator[Floats]:
        """Lengths, forms, how alike the headings above are and those above these, and what stands around."""
        ratio = self._pairing.ratio
        own = sums(self._lengths[0], cells.row, cells.down) * ratio
        other = sums(self._lengths[1], cells.column, cells.across)
        spread = np.sqrt(3.5 * max(1.0, ratio) * (own + other) / 2 + 4)
        yield np.minimum(np.abs(np.log((other + 6) / (own + 6))), _CLIP_LENGTH)
        yield np.minimum(np.abs(own - other) / spread, _CLIP_DEVIATION)
        yield from self._forms(cells)
        for heads, other_heads in zip(*self._heads, strict=True):
            yield self._same_heading(heads[cells.row], other_heads[cells.column])
        yield from self._contents(cells)

    def _same_heading(self, a: Ints, b: Ints) -> Floats:
        """How much one heading says what another one does; 0 where none stands above or it is not compared."""
        known = (a >= 0) & (b >= 0)
        return np.where(known, at(self._cover, np.maximum(a, 0), np.maximum(b, 0)) - PRIOR, 0.0)

    def _join(self, cells: Cells, down: int, across: int) -> Iterator[Floats]:
        """How many segments are joined, and how much of the weakest one the other side says."""
        a, b = cells.row, cells.column
        yield np.full(len(cells), down + across - 2.0)
        if down == across:
            yield np.zeros(len(cells))
        elif down > 1:
            yield reduce(np.minimum, [at(self._ahead, a + k, b) for k in range(down)]) - 0.5
        else:
            yield reduce(np.minimum, [at(self._back, a, b + k) for k in range(across)]) - 0.5


def _heads(above: Ints, items: Ints) -> tuple[Ints, Ints]:
    """For each chosen item the place of the heading above it, and of the one above that; -1 where it is not chosen."""
    heads = above[items]
    return local(heads, items), local(np.append(above, -1)[heads], items)
