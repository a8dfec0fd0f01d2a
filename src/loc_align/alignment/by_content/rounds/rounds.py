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
from loc_align.alignment.by_content.search.path import Bead, beads_of, best_path
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.search.scores import Scored


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
    if not ground.windows:
        return Found(_sorted([], links))
    return Found(_sorted(complete(ground, ground.scored(weights, places), links, weights, places), links))


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
    scored = ground.scored(weights, places)
    beads = complete(ground, scored, links, weights, places)
    for _ in range(1, PASSES if ground.is_whole else LONG_PASSES):
        found = places_of(pairing, beads)
        if places is not None and places.same_as(found):
            break
        places = found
        scored = ground.scored(weights, places)
        beads = complete(ground, scored, links, weights, places)
    unmeasured = [bead for bead in beads if not bead.values]
    measured = dict(zip(unmeasured, ground.values(unmeasured, places), strict=True))
    described = [replace(bead, values=measured.get(bead, bead.values)) for bead in beads]
    return Found(_sorted(described, links), tuple(scored.source_best.tolist()), tuple(scored.target_best.tolist()))


def _sorted(beads: Sequence[Bead], links: Sequence[Link]) -> tuple[Bead, ...]:
    given = [Bead(source, target, LIMIT, given=True) for source, target in links if source and target]
    return tuple(sorted([*beads, *given], key=lambda bead: bead.source))


def complete(
    ground: Ground,
    scored: Scored,
    links: Sequence[Link],
    weights: Mapping[str, float],
    places: Places | None,
) -> list[Bead]:
    """Find the beads by their scores: those in place, then those out of place.

    Args:
        ground: the two documents.
        scored: the beads that may be.
        links: beads that are given.
        weights: what each feature counts.
        places: what an earlier round found.
    """
    pairing = ground.pairing
    chosen = np.array(best_path(scored.cells, scored.scores, ground.windows), np.int64)
    beads = beads_of(scored.cells.at(chosen), scored.scores[chosen])
    rows, columns = np.arange(len(pairing.source)), np.arange(len(pairing.target))
    for _ in range(MOVED_ROUNDS):
        left = _left(rows, beads, 0, links), _left(columns, beads, 1, links)
        found = find_left(pairing, scored, *left) if ground.is_whole else find_far(pairing, *left, weights, places)
        if not found:
            break
        beads += found
    return beads


def places_of(pairing: Pairing, beads: Sequence[Bead]) -> Places:
    """Where the items of each bead have their partners."""
    last_target, first_target = (np.full(len(pairing.source) + 1, -1) for _ in range(2))
    last_source, first_source = (np.full(len(pairing.target) + 1, -1) for _ in range(2))
    for bead in beads:
        last_target[bead.source[-1]], first_target[bead.source[0]] = bead.target[-1], bead.target[0]
        last_source[bead.target[-1]], first_source[bead.target[0]] = bead.source[-1], bead.source[0]
    return Places(last_target, last_source, first_target, first_source)


def _left(items: Ints, beads: Sequence[Bead], side: int, links: Sequence[Link]) -> Ints:
    """The items that are in no bead."""
    used = [item for bead in beads for item in (bead.source, bead.target)[side]]
    used += [item for link in links for item in link[side]]
    return np.setdiff1d(items, np.array(used, np.int64))
