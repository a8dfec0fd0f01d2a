"""How far what belongs to two headings, or to two table rows, was put together by an earlier round."""

from __future__ import annotations

import numpy as np

from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.segments.side import CELL, HEADING, ROW, Side


def company(places: Places, source: Side, target: Side, a: Ints, b: Ints) -> Floats:
    """Compare the sections below two headings, and the other cells of the rows of two cells.

    Headings and cells repeat more often than what belongs to them. This tells which of several is meant, also after a
    section has moved.

    Args:
        places: what an earlier round found.
        source: the items of the source.
        target: the items of the target.
        a: source items.
        b: target items.

    Returns:
        For each pair of items a value near 1 if all that belongs to one of them has its partner there, near -1 if all
        has its partner elsewhere, and 0 if nothing has a partner, or nothing belongs to the items.
    """
    own, other = _owners(source), _owners(target)
    starts = np.flatnonzero(places.first_target >= 0)
    owner, partner = own[starts], other[places.first_target[starts]]
    one, two = _owner_of(source, own, a), _owner_of(target, other, b)
    together = _counted(owner, partner, one, two)
    self_linked = places.first_target[a][:, None] == b
    cells = (source.group[a] == CELL).astype(float)
    together -= cells[:, None] * self_linked
    left = _count(owner, one) - cells * (places.first_target[a] >= 0)
    right = _count(partner, two) - (target.group[b] == CELL) * (places.first_source[b] >= 0)
    total = left[:, None] + right
    known = (one >= 0)[:, None] & (two >= 0)
    return np.where(known, (4 * together - total) / (np.maximum(total, 0.0) + 1), 0.0)


def _owners(side: Side) -> Ints:
    """For each item the one that it belongs to: a cell to its row, any other item to its heading; -1 without one."""
    rows = np.where(side.group == ROW, np.arange(len(side)), -1)
    last = np.maximum.accumulate(rows) if len(side) else rows
    return np.where(side.group == CELL, last, side.above)


def _owner_of(side: Side, owners: Ints, items: Ints) -> Ints:
    """What the company of an item belongs to: a heading itself, the row of a cell; -1 for other items."""
    return np.where(side.group[items] == HEADING, items, np.where(side.group[items] == CELL, owners[items], -1))


def _count(owners: Ints, chosen: Ints) -> Floats:
    """How many beads begin among the items of each chosen owner."""
    counts = np.bincount(owners[owners >= 0], minlength=int(chosen.max(initial=0)) + 1)
    return np.where(chosen >= 0, counts[np.maximum(chosen, 0)], 0).astype(float)


def _counted(owners: Ints, partners: Ints, one: Ints, two: Ints) -> Floats:
    """How many beads begin among the items of each chosen owner and each chosen partner."""
    (rows, row), (columns, column) = (np.unique(side, return_inverse=True) for side in (one, two))
    inside = np.isin(owners, rows) & np.isin(partners, columns) & (owners >= 0) & (partners >= 0)
    table = np.zeros((len(rows), len(columns)))
    np.add.at(table, (np.searchsorted(rows, owners[inside]), np.searchsorted(columns, partners[inside])), 1.0)
    return table[row][:, column]
