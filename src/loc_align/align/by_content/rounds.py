"""One round: all beads of a pair of documents by one set of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from loc_align.align.by_content.features import Comparison
from loc_align.align.by_content.moved import find_moved
from loc_align.align.by_content.pairing import Ints, Pairing
from loc_align.align.by_content.path import Bead, Tile, best_path
from loc_align.align.by_content.places import Places
from loc_align.align.by_content.scores import NEVER, Tables, measure, weigh
from loc_align.align.by_content.side import FIRST_STRUCTURAL
from loc_align.align.by_content.weights import LIMIT, MOVED_ROUNDS

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""Source and target items that a correction puts together; one of them may be empty."""


def align_round(
    pairing: Pairing, weights: Mapping[str, float], places: Places | None = None, links: Sequence[Link] = ()
) -> list[Bead]:
    """Find the beads of a pair of documents.

    Args:
        pairing: the two documents.
        weights: what each feature counts.
        places: which items an earlier round put together.
        links: beads that are given.

    Returns:
        Beads with both sides, by their first source item.
    """
    rows, columns = np.arange(len(pairing.source)), np.arange(len(pairing.target))
    if not (len(rows) and len(columns)):
        return _given(links)
    return complete(pairing, weigh(measure(Comparison(pairing, rows, columns, places)), weights), links)


def complete(pairing: Pairing, tables: Tables, links: Sequence[Link]) -> list[Bead]:
    """Find the beads by their scores: those in place, then those out of place.

    Args:
        pairing: the two documents.
        tables: the scores of all their items.
        links: beads that are given.
    """
    rows, columns = np.arange(len(pairing.source)), np.arange(len(pairing.target))
    _forbid(tables, links)
    beads = best_path([Tile(0, 0, tables)])
    words = set(np.flatnonzero(pairing.source.group < FIRST_STRUCTURAL).tolist())
    for _ in range(MOVED_ROUNDS):
        found = find_moved(tables, _left(rows, beads, 0, links), _left(columns, beads, 1, links), words)
        if not found:
            break
        beads += found
    return sorted([*beads, *_given(links)], key=lambda bead: bead.source)


def places_of(pairing: Pairing, beads: Sequence[Bead]) -> Places:
    """Where the items of each bead have their partners."""
    last_target, first_target = (np.full(len(pairing.source), -1) for _ in range(2))
    last_source, first_source = (np.full(len(pairing.target), -1) for _ in range(2))
    for bead in beads:
        last_target[bead.source[-1]], first_target[bead.source[0]] = bead.target[-1], bead.target[0]
        last_source[bead.target[-1]], first_source[bead.target[0]] = bead.source[-1], bead.source[0]
    return Places(last_target, last_source, first_target, first_source)


def _given(links: Sequence[Link]) -> list[Bead]:
    return [Bead(source, target, LIMIT, given=True) for source, target in links if source and target]


def _forbid(tables: Tables, links: Sequence[Link]) -> None:
    """Keep the items of given beads out of all others."""
    for source, target in links:
        for (down, across), table in tables.items():
            for item in source:
                table[max(0, item - down + 1) : item + 1] = NEVER
            for item in target:
                table[:, max(0, item - across + 1) : item + 1] = NEVER


def _left(items: Ints, beads: Sequence[Bead], side: int, links: Sequence[Link]) -> Ints:
    """The items that are in no bead."""
    used = [item for bead in beads for item in (bead.source, bead.target)[side]]
    used += [item for link in links for item in link[side]]
    return np.setdiff1d(items, np.array(used, np.int64))
