"""How far what belongs to two headings, or to two table rows, was put together by an earlier round."""

from __future__ import annotations

import numpy as np

from loc_align.alignment.by_content.features.runs import Cells, Half, at
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints
from loc_align.alignment.by_content.segments.side import CELL, HEADING, ROW, Side


def company(first_target: Ints, first_source: Ints, source: Half, target: Half, cells: Cells) -> Floats:
    """Compare the sections below two headings, and the other cells of the rows of two cells.

    Headings and cells repeat more often than what belongs to them. This tells which of several is meant, also after a
    section has moved.

    Args:
        first_target: for each source item that starts a bead of an earlier round, the target item that starts it.
        first_source: for each target item the source item.
        source: the chosen source items.
        target: the chosen target items.
        cells: pairs of runs; those that are not single items have no company.

    Returns:
        For each pair a value near 1 if all that belongs to one of them has its partner there, near -1 if all
        has its partner elsewhere, and 0 if nothing has a partner, or nothing belongs to the items.
    """
    own, other = _owners(source.side), _owners(target.side)
    starts = np.flatnonzero(first_target >= 0)
    owner, partner = own[starts], other[first_target[starts]]
    one, two = _owner_of(source, own), _owner_of(target, other)
    known = (one[cells.row] >= 0) & (two[cells.column] >= 0) & (cells.down == cells.across)
    found = np.zeros(len(cells))
    a, b = cells.row[known], cells.column[known]
    together = _counted(owner, partner, one, two, (a, b))
    item, there = source.items[a], target.items[b]
    in_row, in_other_row = source.side.group[item] == CELL, target.side.group[there] == CELL
    together = together - (in_row & (first_target[item] == there))
    left = _count(owner, one)[a] - (in_row & (first_target[item] >= 0))
    right = _count(partner, two)[b] - (in_other_row & (first_source[there] >= 0))
    total = left + right
    found[known] = (4 * together - total) / (np.maximum(total, 0.0) + 1)
    return found


def _owners(side: Side) -> Ints:
    """For each item the one that it belongs to: a cell to its row, any other item to its heading; -1 without one."""
    rows = np.where(side.group == ROW, np.arange(len(side)), -1)
    last = np.maximum.accumulate(rows) if len(side) else rows
    return np.where(side.group == CELL, last, side.above)


def _owner_of(half: Half, owners: Ints) -> Ints:
    """What the company of an item belongs to: a heading itself, the row of a cell; -1 for other items."""
    items = half.items
    group = half.side.group[items]
    return np.where(group == HEADING, items, np.where(group == CELL, owners[items], -1))


def _count(owners: Ints, chosen: Ints) -> Floats:
    """How many beads begin among the items of each chosen owner."""
    counts = np.bincount(owners[owners >= 0], minlength=int(chosen.max(initial=0)) + 1)
    return counts[np.maximum(chosen, 0)].astype(float)


def _counted(owners: Ints, partners: Ints, one: Ints, two: Ints, cells: tuple[Ints, Ints]) -> Floats:
    """How many beads begin among the items of the owner and of the partner of each cell."""
    (rows, row), (columns, column) = (np.unique(side, return_inverse=True) for side in (one, two))
    inside = np.isin(owners, rows) & np.isin(partners, columns) & (owners >= 0) & (partners >= 0)
    table = np.zeros((len(rows), len(columns)))
    np.add.at(table, (np.searchsorted(rows, owners[inside]), np.searchsorted(columns, partners[inside])), 1.0)
    return at(table, row[cells[0]], column[cells[1]])
