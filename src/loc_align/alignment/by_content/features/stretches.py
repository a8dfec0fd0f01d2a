"""How much stretches of two documents share: sections, or rows of tables."""

from __future__ import annotations

import numpy as np

from loc_align.alignment.by_content.pairing.pairing import Floats, Ints

_MOST = 1.0
"""A large section that fits well must not outweigh what tells its sentences apart."""


def alike(shared: Floats, own: Ints, other: Ints) -> Floats:
    """For each stretch of the source and of the target how much they share: the mean of both directions."""
    if not shared.size:
        return np.zeros((int(own.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    ahead = _summed(_best(shared, other), own)
    back = _summed(_best(shared.T, own), other).T
    return (ahead + back) / 2


def _best(shared: Floats, numbers: Ints) -> Floats:
    """For each row the best value in each stretch of columns; 0 for a number that no column has."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    table = np.zeros((len(shared), int(numbers[-1]) + 1), np.float32)
    table[:, numbers[starts]] = np.maximum.reduceat(shared, starts, axis=1)
    return table


def _summed(table: Floats, numbers: Ints) -> Floats:
    """For each stretch of rows the mean of its rows."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    found = np.zeros((int(numbers[-1]) + 1, table.shape[1]), np.float32)
    sizes = np.diff(starts, append=len(numbers))
    found[numbers[starts]] = np.add.reduceat(table, starts, axis=0) / sizes[:, None]
    return found


def margin(shares: Floats) -> Floats:
    """How much more two stretches share than either of them and any other; 0 where there is no other."""
    if shares.size == 1:
        return np.zeros_like(shares)
    rivals = np.maximum(_others(shares), _others(shares.T).T)
    found: Floats = np.clip(shares - rivals, -_MOST, _MOST)
    return found


def _others(shares: Floats) -> Floats:
    """For each value the best other one of its row, 0 without one."""
    if shares.shape[1] < 2:  # noqa: PLR2004 - there is no other one
        return np.zeros_like(shares)
    first = shares.argmax(axis=1)
    rows = np.arange(len(shares))
    top = shares[rows, first]
    rest = shares.copy()
    rest[rows, first] = -np.inf
    found = np.repeat(top[:, None], shares.shape[1], axis=1)
    found[rows, first] = rest.max(axis=1)
    return found
