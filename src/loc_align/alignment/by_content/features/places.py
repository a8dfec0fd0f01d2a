"""What an earlier round found to stand side by side, and how a bead fits in with it."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.pairing.pairing import Floats, Ints

_FAR = 2.0
"""At so many items from its expected place a bead counts half as much as in it."""


class Places(Struct, frozen=True):
    """Which items an earlier round found to stand side by side; -1 for those without a partner."""

    last_target: Ints
    """For each source item that ends a bead, the target item that ends it."""
    last_source: Ints
    first_target: Ints
    """For each source item that starts a bead, the target item that starts it."""
    first_source: Ints


def at(table: Ints, places: Ints) -> Ints:
    """The values at some places, -1 outside."""
    inside = (places >= 0) & (places < len(table))
    return np.where(inside, table[np.where(inside, places, 0)] if len(table) else -1, -1)


def beside(places: Places, a: Ints, a_end: Ints, b: Ints, b_end: Ints) -> list[Floats]:
    """How runs fit in with what stands before them, after them, and further off.

    Args:
        places: what an earlier round found.
        a: the first items of the source runs.
        a_end: the items after their last ones.
        b: the first items of the target runs.
        b_end: the items after their last ones.
    """
    before = _linked(places.last_target, places.last_source, a - 1, b - 1)
    after = _linked(places.first_target, places.first_source, a_end, b_end)
    expected = _expected(places.last_target, a)
    fit = 1 / (1 + np.abs(expected[:, None] - b) / _FAR)
    other = _expected(places.last_source, b)
    return [before, after, (fit + 1 / (1 + np.abs(other - a[:, None]) / _FAR)) / 2]


def under(places: Places, heads: Ints, other_heads: Ints) -> Floats:
    """Whether the headings above are a bead."""
    return _linked(places.last_target, places.last_source, heads, other_heads)


def _expected(partners: Ints, items: Ints) -> Ints:
    """Where an item should have its partner if it went on as the last one before it with a partner does."""
    known = np.flatnonzero(partners >= 0)
    if not len(known):
        return items
    last = np.searchsorted(known, items) - 1
    start = known[np.maximum(last, 0)]
    return np.where(last >= 0, partners[start] + items - start, items)


def _linked(targets: Ints, sources: Ints, a: Ints, b: Ints) -> Floats:
    """1 where two items are a bead, less than 0 where one of them belongs to another."""
    there, back = at(targets, a), at(sources, b)
    linked = (there[:, None] == b) & (back == a[:, None]) & (a >= 0)[:, None]
    return np.where(linked, 1.0, -0.5 * (there >= 0)[:, None] - 0.5 * (back >= 0))
