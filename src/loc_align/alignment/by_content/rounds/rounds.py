"""One round: all beads of a pair of documents by one set of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from loc_align.alignment.by_content.features.places import Places
from loc_align.alignment.by_content.moved import find_far, find_left
from loc_align.alignment.by_content.pairing.pairing import Ints, Pairing
from loc_align.alignment.by_content.parameters import LIMIT, LONG_PASSES, MOVED_ROUNDS, PASSES
from loc_align.alignment.by_content.rounds.windows import Ground, Link
from loc_align.alignment.by_content.search.path import Bead, Tile, best_path
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL


class Found(Struct, frozen=True):
    """The beads of a pair of documents."""

    beads: tuple[Bead, ...]
    """Those with both sides, by their first source item."""
    source_best: tuple[float, ...] = ()
    """For each source item the score of its best single partner, whether that was taken or not."""
    target_best: tuple[float, ...] = ()


def align_round(
    pairing: Pairing,
    weights: Mapping[str, float],
    places: Places | None = None,
    links: Sequence[Link] = (),
    scorer: Scorer | None = None,
) -> Found:
    """Find the beads of a pair of documents.

    Args:
        pairing: the two documents.
        weights: what each feature counts.
        places: which items an earlier round put together.
        links: beads that are given.
        scorer: scores from elsewhere that are added.
    """
    ground = Ground(pairing, links, scorer)
    beads = complete(pairing, ground.tiles(weights, places), links, weights, places) if ground.windows else []
    return Found(_sorted(beads, links))


def align_last(
    pairing: Pairing,
    weights: Mapping[str, float],
    places: Places | None = None,
    links: Sequence[Link] = (),
    scorer: Scorer | None = None,
) -> Found:
    """Find the beads of a pair of documents, look again beside what was found, and describe what comes of it.

    Args:
        pairing: the two documents.
        weights: what each feature counts.
        places: which items an earlier round put together.
        links: beads that are given.
        scorer: scores from elsewhere that are added.
    """
    ground = Ground(pairing, links, scorer)
    if not ground.windows:
        return Found(_sorted([], links))
    beads: list[Bead] = []
    for again in range(PASSES if ground.is_whole else LONG_PASSES):
        places = places_of(pairing, beads) if again else places
        tiles = ground.tiles(weights, places)
        beads = complete(pairing, tiles, links, weights, places)
    unmeasured = [b for b in beads if not b.values and pairing.source.group[b.source[0]] < FIRST_STRUCTURAL]
    values = ground.values(unmeasured, places)
    described = [replace(bead, values=values.get(bead, bead.values)) for bead in beads]
    return Found(_sorted(described, links), *best_scores(pairing, tiles))


def _sorted(beads: Sequence[Bead], links: Sequence[Link]) -> tuple[Bead, ...]:
    given = [Bead(source, target, LIMIT, given=True) for source, target in links if source and target]
    return tuple(sorted([*beads, *given], key=lambda bead: bead.source))


def best_scores(pairing: Pairing, tiles: Sequence[Tile]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """For each item of source and target the score of its best single partner.

    Args:
        pairing: the two documents.
        tiles: the scores of their items.
    """
    own, other = np.full(len(pairing.source), -LIMIT), np.full(len(pairing.target), -LIMIT)
    for tile in tiles:
        table = tile.tables[1, 1]
        rows, columns = own[tile.row : tile.end_row], other[tile.column : tile.end_column]
        np.maximum(rows, table.max(axis=1), out=rows)
        np.maximum(columns, table.max(axis=0), out=columns)
    return tuple(own.tolist()), tuple(other.tolist())


def complete(
    pairing: Pairing,
    tiles: Sequence[Tile],
    links: Sequence[Link],
    weights: Mapping[str, float],
    places: Places | None,
) -> list[Bead]:
    """Find the beads by their scores: those in place, then those out of place.

    Args:
        pairing: the two documents.
        tiles: the scores of their items.
        links: beads that are given.
        weights: what each feature counts.
        places: what an earlier round found.
    """
    beads = best_path(tiles)
    rows, columns = np.arange(len(pairing.source)), np.arange(len(pairing.target))
    for _ in range(MOVED_ROUNDS):
        left = _left(rows, beads, 0, links), _left(columns, beads, 1, links)
        if len(tiles) == 1:
            found = find_left(pairing, tiles[0].tables, *left)
        else:
            found = find_far(pairing, *left, weights, places)
        if not found:
            break
        beads += found
    return beads


def places_of(pairing: Pairing, beads: Sequence[Bead]) -> Places:
    """Where the items of each bead have their partners."""
    last_target, first_target = (np.full(len(pairing.source), -1) for _ in range(2))
    last_source, first_source = (np.full(len(pairing.target), -1) for _ in range(2))
    for bead in beads:
        last_target[bead.source[-1]], first_target[bead.source[0]] = bead.target[-1], bead.target[0]
        last_source[bead.target[-1]], first_source[bead.target[0]] = bead.source[-1], bead.source[0]
    return Places(last_target, last_source, first_target, first_source)


def _left(items: Ints, beads: Sequence[Bead], side: int, links: Sequence[Link]) -> Ints:
    """The items that are in no bead."""
    used = [item for bead in beads for item in (bead.source, bead.target)[side]]
    used += [item for link in links for item in link[side]]
    return np.setdiff1d(items, np.array(used, np.int64))
