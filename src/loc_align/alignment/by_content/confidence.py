"""How sure a bead is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp

from msgspec import Struct

from loc_align.alignment.by_content.parameters import ALONE, FEATURES, LIMIT, RELATED, SURE, UNRELATED
from loc_align.alignment.by_content.relation import relation
from loc_align.alignment.by_content.rounds.rounds import Found
from loc_align.alignment.by_content.search.path import Bead
from loc_align.alignment.by_content.segments.side import CELL, FIRST_STRUCTURAL, HEADING, VALUE, Side

_DIGITS = 3
_LEAST_REASON = 0.25


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
    related = _probability(_weighed(RELATED, relation(sides, beads)))
    gaps = _gaps(sides, found)
    rows = {
        bead.source[0]: Judged(bead.source, bead.target, _confidence(bead, related), reasons(bead, source))
        for bead in beads
    }
    own = {item for bead in beads for item in bead.source}
    rows |= {
        item: _alone((item,), (), found.source_best, item, gap=item in gaps)
        for item in _segments(source)
        if item not in own
    }
    after = _orphans(target, beads, found, frozenset(gaps.values()))
    judged = after.get(-1, [])
    for row in sorted(rows.values(), key=lambda row: source.spans[row.source[0]].start):
        judged.append(row)
        judged += after.get(row.target[-1], []) if row.target else []
    return judged


def features(bead: Bead) -> dict[str, float]:
    """What the confidence of a bead is told from: its features, its score, and whether it was moved."""
    return {**dict(zip(FEATURES, bead.values, strict=True)), "score": bead.score, "moved": float(bead.moved)}


def _gaps(sides: tuple[Side, Side], found: Found) -> dict[int, int]:
    """Source segments with the target segment that stands in the same gap, if each is the only one between two beads.

    In documents that drifted, most of these are translations that were edited too much to be recognized. A segment that
    nothing may be linked to, such as one that a reviewer has unlinked, is in no gap.
    """
    source, target = sides
    before = {bead.source[-1] + 1: bead.target[-1] + 1 for bead in found.beads} | {0: 0}
    after = {bead.source[0] - 1: bead.target[0] - 1 for bead in found.beads} | {len(source) - 1: len(target) - 1}
    own = {item for item, best in enumerate(found.source_best) if best > -LIMIT}
    other = {item for item, best in enumerate(found.target_best) if best > -LIMIT}
    own -= {item for bead in found.beads for item in bead.source}
    other -= {item for bead in found.beads for item in bead.target}
    return {
        item: partner
        for item, partner in before.items()
        if item in own
        and partner in other
        and after.get(item) == partner
        and source.group[item] == target.group[partner]
        and source.group[item] < FIRST_STRUCTURAL
    }


def _orphans(target: Side, beads: Sequence[Bead], found: Found, gaps: frozenset[int]) -> dict[int, list[Judged]]:
    """The target segments without a partner, by the last segment of the bead that they stand after."""
    last_of = {item: bead.target[-1] for bead in beads for item in bead.target}
    after: dict[int, list[Judged]] = {}
    last = -1
    for item in _segments(target):
        if item in last_of:
            last = last_of[item]
        else:
            after.setdefault(last, []).append(_alone((), (item,), found.target_best, item, gap=item in gaps))
    return after


def _segments(side: Side) -> Iterator[int]:
    return (number for number, group in enumerate(side.group.tolist()) if group < FIRST_STRUCTURAL)


def _alone(own: tuple[int, ...], other: tuple[int, ...], best: tuple[float, ...], item: int, *, gap: bool) -> Judged:
    closest = best[item] if best else ALONE["none"]
    why = ("alone", "gap") if gap else ("alone",)
    return Judged(own, other, _rounded(_probability(ALONE["bias"] + ALONE["best"] * closest)), why)


def _confidence(bead: Bead, related: float) -> float:
    if bead.given:
        return 1.0
    return _rounded(_probability(_weighed(SURE, features(bead))) * (related + (1 - related) * UNRELATED))


def _weighed(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weight * values[name] for name, weight in weights.items() if name != "bias")


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def _rounded(probability: float) -> float:
    return round(probability, _DIGITS)


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
