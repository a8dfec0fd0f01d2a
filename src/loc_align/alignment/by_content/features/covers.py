"""How much two runs of segments say of each other's words."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.features.choice import Choice, local
from loc_align.alignment.by_content.features.runs import Half, Runs, at, most, total
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints

PRIOR = 0.35
"""How alike two segments without any known word are taken to be."""
_WHOLE = np.float32(1)
"""No word can be said more than once."""


class Covers:
    """Compares the words of all runs of the chosen items."""

    def __init__(self, choice: Choice) -> None:
        """Lay out the words."""
        self._choice = choice
        self._halves = choice.source, choice.target
        self._weights: dict[tuple[int, int], Floats] = {}
        self._heard = _heard(choice.source, choice.forward), _heard(choice.target, choice.backward)

    def both(self, x: Runs, y: Runs) -> tuple[Floats, Floats]:
        """How much of each source run each target run says, and the other way round: source runs by target runs."""
        own, other = self._heard
        ahead = most(own.words, x) @ np.minimum(total(own.heard, y), _WHOLE).T
        back = most(other.words, y) @ np.minimum(total(other.heard, x), _WHOLE).T
        ahead = (PRIOR + ahead) / (1 + self.weight(0, x))[:, None]
        back = (PRIOR + back) / (1 + self.weight(1, y))[:, None]
        return ahead, np.ascontiguousarray(back.T)

    def weight(self, number: int, runs: Runs) -> Floats:
        """What the words of each run weigh together.

        Args:
            number: 0 for the source, 1 for the target.
            runs: its runs.
        """
        key = number, runs.size
        if key not in self._weights:
            half = self._halves[number]
            self._weights[key] = most(half.words, runs) @ half.weight
        return self._weights[key]

    def invariants(self, x: Runs, y: Runs) -> Invariants:
        """The text of all runs that every language keeps."""
        own, other = self._halves
        a, b = self._common
        left, right = most(own.words[:, a], x), most(other.words[:, b], y)
        return Invariants((left * own.idf[a]) @ right.T, _kept(own, x), _kept(other, y))

    @cached_property
    def _common(self) -> tuple[Ints, Ints]:
        """The invariants that both sides have: their columns on each."""
        own, other = self._halves
        same = self._choice.pairing.same[own.numbers]
        columns = local(same, other.numbers)
        a = np.flatnonzero(own.invariant & (same >= 0) & (columns >= 0))
        return a, columns[a]


class Invariants(Struct, frozen=True):
    """What the runs of two sides hold of what every language keeps, weighed by its rareness."""

    shared: Floats
    """For each source run and each target run what both hold."""
    own: Floats
    """For each source run what it holds."""
    other: Floats

    def compare(self, i: Ints, j: Ints) -> tuple[Floats, Floats, Floats]:
        """The likeness, what is shared, and what stands on one side alone, for some source runs and target runs."""
        shared, own, other = at(self.shared, i, j), self.own[i], self.other[j]
        union = own + other - shared
        jaccard = np.where(union > 0, shared / np.where(union > 0, union, 1.0) - 0.5, 0.0)
        return jaccard, np.log1p(2 * shared), np.minimum(own - shared, other - shared)


class _Heard(Struct, frozen=True):
    """The words of one side that some item of the other side translates; the others cover nothing."""

    words: Floats
    """Items by words: the weight of a word where it stands in an item."""
    heard: Floats
    """Items of the other side by words: how much of each word they translate."""


def _heard(half: Half, heard: Floats) -> _Heard:
    used = np.flatnonzero(heard.any(axis=1))
    return _Heard(half.words[:, used] * half.weight[used], np.ascontiguousarray(heard[used].T))


def _kept(half: Half, runs: Runs) -> Floats:
    kept: Floats = most(half.words[:, half.invariant], runs) @ half.idf[half.invariant]
    return kept
