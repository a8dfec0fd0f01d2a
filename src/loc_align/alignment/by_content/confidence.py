"""How sure a bead is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt

from msgspec import Struct

from loc_align.alignment.by_content.parameters import ALONE, FEATURES, SURE
from loc_align.alignment.by_content.rounds.rounds import Found
from loc_align.alignment.by_content.search.path import Bead
from loc_align.alignment.by_content.segments.side import CELL, FIRST_STRUCTURAL, HEADING, VALUE, Side

_DIGITS = 3
_LEAST_REASON = 0.25
_HALF = 0.5
_PLACE = ("before", "after", "near", "under")


class Judged(Struct, frozen=True):
    """A bead, or a segment without a partner, with its confidence."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
    """A probability."""
    reasons: tuple[str, ...]


def judge(sides: tuple[Side, Side], found: Found) -> list[Judged]:
    """Judge every bead, and put the segments without a partner in their places.

    Args:
        sides: the items of source and target.
        found: the beads with both sides.

    Returns:
        All segments once: in the order of the source; a segment of the target that has no partner stands after the
        segment before it.
    """
    source, target = sides
    beads = [bead for bead in found.beads if source.group[bead.source[0]] < FIRST_STRUCTURAL]
    share = share_of(sides, beads)
    rows = {
        bead.source[0]: Judged(bead.source, bead.target, _confidence(bead, share), reasons(bead, source))
        for bead in beads
    }
    own = {item for bead in beads for item in bead.source}
    rows |= {item: _alone((item,), (), found.source_best, item) for item in _segments(source) if item not in own}
    after = _orphans(target, beads, found)
    judged = after.get(-1, [])
    for _, row in sorted(rows.items()):
        judged.append(row)
        judged += after.get(row.target[-1], []) if row.target else []
    return judged


def features(bead: Bead, share: float) -> dict[str, float]:
    """What the confidence of a bead is told from: its features, its score, whether it was moved, and how all fits.

    In documents that share little, the place of a bead says little: headings and table cells of the same kind line up
    in any two documents.

    Args:
        bead: one that was described.
        share: how much the documents have to do with each other.
    """
    values = dict(zip(FEATURES, bead.values, strict=True))
    return {
        **values,
        "score": bead.score,
        "unshared": (1 - share) * sum(values[name] for name in _PLACE),
        "moved": float(bead.moved),
        "share": share,
    }


def share_of(sides: tuple[Side, Side], beads: Sequence[Bead]) -> float:
    """How much two documents have to do with each other: 1 where half of their segments have a partner, or more."""
    own, other = (max(1, sum(1 for _ in _segments(side))) for side in sides)
    both = sum(len(bead.source) for bead in beads) / own * sum(len(bead.target) for bead in beads) / other
    return min(1.0, sqrt(both) / _HALF)


def _orphans(target: Side, beads: list[Bead], found: Found) -> dict[int, list[Judged]]:
    """The target segments without a partner, by the last segment of the bead that they stand after."""
    last_of = {item: bead.target[-1] for bead in beads for item in bead.target}
    after: dict[int, list[Judged]] = {}
    last = -1
    for item in _segments(target):
        if item in last_of:
            last = last_of[item]
        else:
            after.setdefault(last, []).append(_alone((), (item,), found.target_best, item))
    return after


def _segments(side: Side) -> Iterator[int]:
    return (number for number, group in enumerate(side.group.tolist()) if group < FIRST_STRUCTURAL)


def _alone(own: tuple[int, ...], other: tuple[int, ...], best: tuple[float, ...], item: int) -> Judged:
    closest = best[item] if best else ALONE["none"]
    return Judged(own, other, _probability(ALONE["bias"] + ALONE["best"] * closest), ("alone",))


def _confidence(bead: Bead, share: float) -> float:
    if bead.given:
        return 1.0
    return _probability(_weighed(SURE, features(bead, share)))


def _weighed(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weight * values[name] for name, weight in weights.items() if name != "bias")


def _probability(log_odds: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, log_odds)))), _DIGITS)


def reasons(bead: Bead, source: Side) -> tuple[str, ...]:
    """What a bead rests on, the strongest first.

    Args:
        bead: one that was described.
        source: the items of the source.
    """
    if bead.given:
        return ("correction",)
    group = int(source.group[bead.source[0]])
    if group == VALUE:
        return ("front-matter",)
    found = dict(zip(FEATURES, bead.values, strict=True))
    strength = {
        "code": found["shared"],
        "lexicon": 3 * found["margin"],
        "place": (found["before"] + found["after"]) / 2,
        "length": 0.8 - found["deviation"],
        "structure": found["kind"] * ((0.6 if group in {HEADING, CELL} else 0.2) + max(0.0, found["section"])),
    }
    named = sorted((name for name in strength if strength[name] >= _LEAST_REASON), key=lambda name: -strength[name])
    return ("moved", *named) if bead.moved else tuple(named) or (max(strength, key=lambda name: strength[name]),)
