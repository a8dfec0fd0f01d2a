"""The best way to give each sentence a range of pieces, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.parameters import LATE_RANGE

_Step = tuple[Ints, Floats, Ints]


class Cuts(Struct, frozen=True):
    """Where a block is cut."""

    score: float
    """What speaks for it, beside leaving everything without a partner."""
    pieces: tuple[int, ...]
    """The pieces at which a segment starts, the first one left out."""


def best_cuts(features: Iterable[Mapping[str, Floats]], letters: Floats) -> Cuts:
    """Find the ranges with the highest sum of scores; a sentence, and a run of pieces, may be left out at a price.

    Args:
        features: for each sentence what is measured of every range, by name.
        letters: how long the pieces are.
    """
    width = len(letters)
    every = np.arange(width + 1)
    price = np.concatenate([[0.0], LATE_RANGE["letter"] * np.cumsum(letters)])
    best = np.where(every, -price - LATE_RANGE["gap"], 0.0)
    steps: list[_Step] = []
    for row in features:
        scores = sum(LATE_RANGE[name] * measured for name, measured in row.items())
        reached = np.where(every[:, None] < every, best[:, None] + scores, -np.inf)
        start, taken = reached.argmax(axis=0), reached.max(axis=0)
        left_out = best + LATE_RANGE["sentence"]
        here = np.maximum(taken, left_out)
        top = np.maximum.accumulate(here + price)
        after = top - price - LATE_RANGE["gap"]
        before = np.where(here >= after, every, np.maximum.accumulate(np.where(here + price >= top, every, 0)))
        steps.append((before, taken > left_out, start))
        best = np.maximum(here, after)
    nothing = LATE_RANGE["sentence"] * len(steps) - price[-1] - LATE_RANGE["gap"]
    return Cuts(float(best[-1] - nothing), _borders(steps, width))


def _borders(steps: Sequence[_Step], width: int) -> tuple[int, ...]:
    borders: set[int] = set()
    column = width
    for before, taken, start in reversed(steps):
        column = int(before[column])
        if taken[column]:
            borders |= {int(start[column]), column}
            column = int(start[column])
    return tuple(sorted(borders - {0, width}))
