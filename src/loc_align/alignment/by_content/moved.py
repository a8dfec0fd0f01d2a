"""Text that stands elsewhere in the other document: found among what a path in one direction leaves over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from loc_align.alignment.by_content.features.choice import choose_both
from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.pairing.pairing import Ints, Pairing, Words
from loc_align.alignment.by_content.parameters import MOST_LEFT, MOVED_GAP, RARE
from loc_align.alignment.by_content.search.band import Window
from loc_align.alignment.by_content.search.path import Bead, beads_of, best_path
from loc_align.alignment.by_content.search.scores import Scored, inside, measure, numbered, place, weigh, with_structure
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL


def find_left(pairing: Pairing, scored: Scored, rows: Ints, columns: Ints) -> list[Bead]:
    """Align what is left over of two short documents.

    Args:
        pairing: the documents.
        scored: the beads of all their items.
        rows: the source items that are left over, rising.
        columns: the target items that are left over, rising.

    Returns:
        Beads in runs that stand together in both documents. Structure alone, such as code that repeats, is no run.
    """
    cells = scored.cells
    own, other = len(pairing.source), len(pairing.target)
    left = inside(rows, cells.row, cells.down, own) == cells.down
    left &= inside(columns, cells.column, cells.across, other) == cells.across
    if not left.any():
        return []
    cells, scores = cells.at(left), scored.scores[left]
    chosen = best_path(cells, scores, [Window(0, own, 0, other)])
    return _found(pairing, beads_of(cells.at(np.array(chosen, np.int64)), scores[chosen]))


def find_far(
    pairing: Pairing, rows: Ints, columns: Ints, weights: Mapping[str, float], places: Places | None
) -> list[Bead]:
    """Align what is left over of two long documents: only items that share a rare word are compared.

    Args:
        pairing: the documents.
        rows: the source items that are left over, rising.
        columns: the target items that are left over, rising.
        weights: what each feature counts.
        places: what an earlier round found.
    """
    beads: list[Bead] = []
    for own, candidates in _groups(pairing, rows, columns):
        other = np.setdiff1d(candidates, [item for bead in beads for item in bead.target])
        if not len(other):
            continue
        measured = measure(choose_both(pairing, own, other))
        if places is not None:
            place(measured, places)
        cells, scores = with_structure(measured.cells, weigh(measured, weights), measured.structure)
        useful = np.flatnonzero(scores > 0)
        chosen = useful[best_path(cells.at(useful), scores[useful], [Window(0, len(own), 0, len(other))])]
        found = beads_of(numbered(cells.at(chosen), measured.choice), scores[chosen])
        values = measured.features(slice(None)).of(cells.at(chosen))
        beads += _found(pairing, [replace(bead, values=own) for bead, own in zip(found, values, strict=True)])
    return beads


def _found(pairing: Pairing, beads: Sequence[Bead]) -> list[Bead]:
    """The beads of the runs that are not structure alone."""
    return [
        replace(bead, moved=True)
        for run in _runs(beads)
        if any(pairing.source.group[bead.source[0]] < FIRST_STRUCTURAL for bead in run)
        for bead in run
    ]


def _runs(beads: Sequence[Bead]) -> Iterator[list[Bead]]:
    run: list[Bead] = []
    for bead in beads:
        if run and not (_near(run[-1].source, bead.source) and _near(run[-1].target, bead.target)):
            yield run
            run = []
        run.append(bead)
    if run:
        yield run


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return 0 < other[0] - one[-1] <= MOVED_GAP


def _groups(pairing: Pairing, rows: Ints, columns: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Source items in groups, each with the target items that share rare words with it."""
    holders = _holders(pairing.target_words, columns)
    rare = _holders(pairing.source_words, rows)
    likely = pairing.forward + pairing.backward > 1
    options: dict[int, list[int]] = {}
    for e, f in zip(pairing.e[likely].tolist(), pairing.f[likely].tolist(), strict=True):
        if e in rare and f in holders:
            options.setdefault(e, []).extend(holders[f])
    for start in range(0, len(rows), MOST_LEFT):
        own = rows[start : start + MOST_LEFT]
        words = np.unique(np.concatenate([pairing.source_words.rows[item] for item in own.tolist()]))
        votes = np.bincount([item for word in words.tolist() for item in options.get(word, ())], minlength=1)
        near = np.unique(np.clip(np.flatnonzero(votes)[:, None] + np.arange(-1, 2), 0, len(pairing.target) - 1))
        other = np.intersect1d(near, columns)
        if len(other) > MOST_LEFT:
            strength = votes[np.minimum(other, len(votes) - 1)] * (other < len(votes))
            other = np.sort(other[np.argsort(-strength, kind="stable")[:MOST_LEFT]])
        yield own, other


def _holders(words: Words, items: Ints) -> dict[int, list[int]]:
    """For each rare word the items that hold it."""
    found: dict[int, list[int]] = {}
    for item in items.tolist():
        for word in words.rows[item].tolist():
            found.setdefault(word, []).append(item)
    return {word: holders for word, holders in found.items() if len(holders) <= RARE}
