"""How sure a bead is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

from loc_align.align.by_content.path import Bead
from loc_align.align.by_content.side import FIRST_STRUCTURAL, Side
from loc_align.value import value


@value
class Judged:
    """A bead, or a segment without a partner, with its confidence."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
    """A probability."""
    reasons: tuple[str, ...]


def judge(sides: tuple[Side, Side], beads: Sequence[Bead]) -> list[Judged]:
    """Judge every bead, and put those with one side in their places.

    Args:
        sides: the items of source and target.
        beads: those with both sides, by their first source item.

    Returns:
        All segments once: in the order of the source; a segment of the target that has no partner stands after the
        segment before it.
    """
    source, target = sides
    two_sided = [bead for bead in beads if source.group[bead.source[0]] < FIRST_STRUCTURAL]
    used = [{item for bead in two_sided for item in (bead.source, bead.target)[side]} for side in (0, 1)]
    rows = [(bead.source[0], Judged(bead.source, bead.target, _confidence(bead), _reasons(bead))) for bead in two_sided]
    rows += [(item, Judged((item,), (), 0.5, ("alone",))) for item in _words(source) if item not in used[0]]
    rows.sort(key=lambda row: row[0])
    after: dict[int, list[Judged]] = {}
    owner = {item: row.target[0] for _, row in rows for item in row.target}
    last = -1
    for item in _words(target):
        if item in used[1]:
            last = owner[item]
        else:
            after.setdefault(last, []).append(Judged((), (item,), 0.5, ("alone",)))
    judged = after.get(-1, [])
    for _, row in rows:
        judged.append(row)
        if row.target:
            judged += after.get(row.target[0], [])
    return judged


def _words(side: Side) -> Iterator[int]:
    return (number for number, group in enumerate(side.group.tolist()) if group < FIRST_STRUCTURAL)


def _confidence(bead: Bead) -> float:
    return 1.0 if bead.given else round(1 / (1 + exp(-bead.score)), 3)


def _reasons(bead: Bead) -> tuple[str, ...]:
    if bead.given:
        return ("correction",)
    return ("moved",) if bead.moved else ("lexicon",)
