"""What two runs of segments have in common, for all runs of a pair of documents at once."""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from loc_align.alignment.by_content.features.company import company
from loc_align.alignment.by_content.features.contents import Contents
from loc_align.alignment.by_content.features.forms import compare_forms
from loc_align.alignment.by_content.features.places import Places, at, beside, under
from loc_align.alignment.by_content.features.runs import Half, Runs, choose, most, runs_of, total
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Pairing
from loc_align.alignment.by_content.parameters import PLACED
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, VALUE

PRIOR = 0.35
"""How alike two segments without any known word are taken to be."""
_QUIET = np.errstate(invalid="ignore")
"""Vector code of some BLAS libraries reports invalid values from the padding of small arrays, which it doesn't use."""
_HALF = 0.5
"""Where less than this is said on the other side, the known words speak against a bead, the more of them there are."""
_TOP = 4
"""So many of the best rivals of a segment are looked at."""

_CLIP_LENGTH, _CLIP_DEVIATION, _CLIP_CONFLICT = 2.5, 5.0, 2.0


class Comparison:
    """Some items of the source against some of the target."""

    def __init__(self, pairing: Pairing, rows: Ints, columns: Ints) -> None:
        """Compare all segments one by one."""
        self.pairing = pairing
        self.source = choose(pairing.source, pairing.source_words, rows)
        self.target = choose(pairing.target, pairing.target_words, columns)
        self.forward, self.backward = self._translated()
        one, other = runs_of(self.source, 1), runs_of(self.target, 1)
        self.allowed = self._allowed(one, other)
        self.ahead, self.back = self._covers(one, other)
        self.cover = np.where(self.allowed, (self.ahead + self.back) / 2, 0.0)
        self._row_mean, self._column_mean = _best_mean(self.cover), _best_mean(self.cover.T)
        self._row_top, self._column_top = _best(self.cover), _best(self.cover.T)
        self._contents = Contents(self.source, self.target, self.cover)

    def _translated(self) -> tuple[Floats, Floats]:
        """For each word how much of it each segment of the other side translates."""
        pairing, own, other = self.pairing, self.source.numbers, self.target.numbers
        e, f = _local(pairing.e, own), _local(pairing.f, other)
        both = (e >= 0) & (f >= 0)
        e, f, there, back = e[both], f[both], pairing.forward[both], pairing.backward[both]
        forward = _gathered(e, there[:, None] * self.target.words.T[f], len(own))
        order = np.argsort(f, kind="stable")
        backward = _gathered(f[order], back[order][:, None] * self.source.words.T[e[order]], len(other))
        return forward, backward

    @_QUIET
    def _covers(self, x: Runs, y: Runs) -> tuple[Floats, Floats]:
        """How much of each source run each target run says, and the other way round."""
        own, other = most(self.source.words, x), most(self.target.words, y)
        one = np.float32(1)
        ahead = (own * self.source.weight) @ np.minimum(total(self.forward.T, y), one).T
        back = (other * self.target.weight) @ np.minimum(total(self.backward.T, x), one).T
        ahead = (PRIOR + ahead) / (1 + own @ self.source.weight)[:, None]
        back = (PRIOR + back) / (1 + other @ self.target.weight)[:, None]
        return ahead, back.T

    def _allowed(self, x: Runs, y: Runs) -> NDArray[np.bool_]:
        own, other = self.source.side, self.target.side
        a, b = self.source.items[x.first], self.target.items[y.first]
        same: NDArray[np.bool_] = own.group[a][:, None] == other.group[b]
        value: NDArray[np.bool_] = (own.group[a] == VALUE)[:, None] & (own.form[a][:, None] != other.form[b])
        return same & ~value & (own.group[a] < FIRST_STRUCTURAL)[:, None]

    @_QUIET
    def features(self, x: Runs, y: Runs) -> tuple[Floats, NDArray[np.bool_]]:
        """Measure the runs of a size against those of another.

        Returns:
            One table of source runs by target runs for each of the :data:`.weights.FEATURES`, and which of them may
            be a bead at all.
        """
        single = x.size == y.size == 1
        ahead, back = (self.ahead, self.back) if single else self._covers(x, y)
        cover = (ahead + back) / 2
        shape = cover.shape
        weight = (most(self.source.words, x) @ self.source.weight)[:, None] + most(
            self.target.words, y
        ) @ self.target.weight
        margin = cover - (most(self._row_mean, x)[:, None] + most(self._column_mean, y)) / 2
        rows = [
            np.ones(shape),
            np.sqrt(ahead * back),
            margin,
            cover - self._rivals(x, y),
            (cover - PRIOR) * np.log1p(weight),
            np.minimum(cover - _HALF, 0.0) * np.sqrt(weight),
            *self._invariants(x, y),
            *self._lengths(x, y),
            *compare_forms(self.source, x, self.target, y),
            *self._headings(x, y),
            *self._contents(x, y),
            np.full(shape, x.size + y.size - 2.0),
            self._parts(x, y),
            *np.zeros((PLACED, *shape)),
        ]
        return np.stack(rows, dtype=np.float32, casting="same_kind"), self._allowed(x, y)

    def place(self, x: Runs, y: Runs, places: Places) -> list[Floats]:
        """Measure how runs fit in with what an earlier round found: the last rows of :meth:`features`."""
        own, other = self.source, self.target
        a, b = own.items[x.first], other.items[y.first]
        heads = own.side.above[a], other.side.above[b]
        with_others = company(places, own.side, other.side, a, b) if x.size == y.size else np.zeros((len(a), len(b)))
        return [*beside(places, a, a + x.size, b, b + y.size), under(places, *heads), with_others]

    def _rivals(self, x: Runs, y: Runs) -> Floats:
        """The best cover of any other pair of segments in the rows and columns of two runs."""
        found = np.full((len(x.first), len(y.first)), -1.0)
        for k in range(x.size):
            values, at = self._row_top[0][x.first + k], self._row_top[1][x.first + k]
            found = np.maximum(found, _outside(values, at, y))
        for k in range(y.size):
            values, at = self._column_top[0][y.first + k], self._column_top[1][y.first + k]
            found = np.maximum(found, _outside(values, at, x).T)
        return np.where(found > 0, found, 0.2)

    def _invariants(self, x: Runs, y: Runs) -> list[Floats]:
        own, other = self.source, self.target
        a, b = _common(own, other, self.pairing)
        idf = own.idf[a]
        left, right = most(own.words, x), most(other.words, y)
        shared = (left[:, a] * idf) @ right[:, b].T
        all_left = left[:, own.invariant] @ own.idf[own.invariant]
        all_right = right[:, other.invariant] @ other.idf[other.invariant]
        union = all_left[:, None] + all_right - shared
        jaccard = np.where(union > 0, shared / np.where(union > 0, union, 1.0) - 0.5, 0.0)
        conflict = np.minimum(all_left[:, None] - shared, all_right - shared)
        return [jaccard, np.log1p(2 * shared), np.minimum(conflict, _CLIP_CONFLICT)]

    def _lengths(self, x: Runs, y: Runs) -> tuple[Floats, Floats]:
        own = total(self.source.side.length[self.source.items], x) * self.pairing.ratio
        other = total(self.target.side.length[self.target.items], y)
        ratio = np.abs(np.log((other + 6)[None, :] / (own + 6)[:, None]))
        spread = np.sqrt(3.5 * max(1.0, self.pairing.ratio) * (own[:, None] + other) / 2 + 4)
        return np.minimum(ratio, _CLIP_LENGTH), np.minimum(np.abs(own[:, None] - other) / spread, _CLIP_DEVIATION)

    def _headings(self, x: Runs, y: Runs) -> list[Floats]:
        """How alike the headings above are, and those above these."""
        own, other = self.source.side.above, self.target.side.above
        heads = own[self.source.items[x.first]], other[self.target.items[y.first]]
        return [self._same_heading(*heads), self._same_heading(at(own, heads[0]), at(other, heads[1]))]

    def _same_heading(self, own: Ints, other: Ints) -> Floats:
        """How much one heading says what another one does; 0 where none stands above or it is not compared."""
        a, b = _local(own, self.source.items), _local(other, self.target.items)
        known = (a >= 0)[:, None] & (b >= 0)
        if not known.any():
            return np.zeros(known.shape)
        return np.where(known, self.cover[np.maximum(a, 0)][:, np.maximum(b, 0)] - PRIOR, 0.0)

    def _parts(self, x: Runs, y: Runs) -> Floats:
        """Of a join, how much of its weakest part the other side says."""
        if x.size == y.size:
            return np.zeros((len(x.first), len(y.first)))
        if x.size > 1:
            parts = [self.ahead[x.first + k][:, y.first] for k in range(x.size)]
        else:
            parts = [self.back[x.first][:, y.first + k] for k in range(y.size)]
        return reduce(np.minimum, parts) - 0.5


def _local(numbers: Ints, chosen: Ints) -> Ints:
    """The places of some numbers among the chosen ones, -1 where they are none of them."""
    at = np.searchsorted(chosen, numbers)
    at[at == len(chosen)] = 0
    return np.where(chosen[at] == numbers, at, -1) if len(chosen) else np.full(len(numbers), -1)


def _gathered(keys: Ints, rows: Floats, count: int) -> Floats:
    """Add up the rows of equal keys, which rise."""
    table = np.zeros((count, rows.shape[1]), np.float32)
    if len(keys):
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        table[keys[starts]] = np.add.reduceat(rows, starts, axis=0)
    return table


def _common(own: Half, other: Half, pairing: Pairing) -> tuple[Ints, Ints]:
    """The invariants that both sides have: their columns on each."""
    at = pairing.same[own.numbers]
    columns = _local(at, other.numbers)
    a = np.flatnonzero(own.invariant & (at >= 0) & (columns >= 0))
    return a, columns[a]


def _best(table: Floats) -> tuple[Floats, Ints]:
    """The best values of each row, falling, and where they are."""
    count = min(_TOP, table.shape[1])
    at = np.argsort(-table, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(table, at, axis=1), at


def _best_mean(table: Floats) -> Floats:
    count = min(_TOP, table.shape[1])
    if not count:
        return np.zeros(len(table))
    mean: Floats = np.partition(table, table.shape[1] - count, axis=1)[:, -count:].mean(axis=1)
    return mean


def _outside(values: Floats, at: Ints, runs: Runs) -> Floats:
    """For each row and each run the best value that is not in the run."""
    found = np.full((len(values), len(runs.first)), -1.0)
    for k in range(values.shape[1] - 1, -1, -1):
        away = (at[:, k][:, None] < runs.first) | (at[:, k][:, None] >= runs.first + runs.size)
        found = np.where(away, values[:, k][:, None], found)
    return found
