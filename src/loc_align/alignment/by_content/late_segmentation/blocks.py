"""Late cutting: text without sentence marks, such as Thai, is cut as the sentences of the other side ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.late_segmentation.borders import Borders
from loc_align.alignment.by_content.late_segmentation.cuts import best_cuts
from loc_align.alignment.by_content.late_segmentation.ranges import Ranges
from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Pairing, bind
from loc_align.alignment.by_content.pairing.survey import Survey
from loc_align.alignment.by_content.parameters import LATE_NEAR
from loc_align.alignment.by_content.search.path import Bead
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, TEXT, Side

_Found = Mapping[int, Sequence[int]]


class Blocks(Struct, frozen=True):
    """The blocks of a pair of documents, in sentences on one side and in pieces on the other."""

    pairing: Pairing
    late: int
    """Which side has no marks: 0 for the source, 1 for the target."""
    inside: tuple[_Found, _Found]
    """For each block of source and target the items in it."""
    looks: tuple[Floats, Floats]
    """For each piece how much it looks like the first, and like the last of a segment."""

    def ranges(self, source: int, target: int) -> Iterator[tuple[Ranges, Ints]]:
        """What is measured of two blocks, and the numbers of the pieces, where there is something to cut."""
        own, other = (
            np.array(self.inside[side].get(block, ()), np.int64) for side, block in enumerate((source, target))
        )
        pieces, sentences = (other, own) if self.late else (own, other)
        if len(sentences) and len(pieces) > 1:
            yield Ranges(self.pairing, (own, other), self.late, self.looks), pieces


def late_cuts(  # noqa: PLR0913, PLR0917 - two cuts of each side
    sentences: Side,
    pieces: Side,
    whole: tuple[Side, Side],
    beads: Sequence[Bead],
    known: tuple[Survey, Lexicon, Borders],
    late: int,
) -> list[int]:
    """Where to cut the side without marks.

    A block that found no partner as a whole is cut by the sentences of one nearby that found none either.

    Args:
        sentences: the items of the other side, cut into sentences.
        pieces: the items of the side without marks, cut at every space.
        whole: source and target in whole blocks.
        beads: which of these belong together.
        known: the counts and the lexicon that these were aligned with, and what the borders of segments look like.
        late: which side has no marks: 0 for the source, 1 for the target.

    Returns:
        Offsets in the document at which a segment starts.
    """
    sides = (sentences, pieces) if late else (pieces, sentences)
    survey, lexicon, borders = known
    blocks = Blocks(
        bind(*sides, survey, lexicon),
        late,
        (_inside(whole[0], sides[0]), _inside(whole[1], sides[1])),
        (borders.looks(pieces, first=True), borders.looks(pieces, first=False)),
    )
    cuts: list[int] = []
    for options in _options(whole, beads, late):
        found = [
            (best_cuts(ranges.features(), ranges.letters), items)
            for source, target in options
            for ranges, items in blocks.ranges(source, target)
        ]
        if found:
            best, items = max(found, key=lambda one: one[0].score)
            cuts += [pieces.spans[items[at]].start for at in best.pieces]
    return sorted(cuts)


def _options(whole: tuple[Side, Side], beads: Sequence[Bead], late: int) -> Iterator[list[tuple[int, int]]]:
    """For each block of the late side the pairs of blocks by which it may be cut."""
    partners: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for bead in beads:
        if len(bead.source) == len(bead.target) == 1:
            partners[0][bead.source[0]], partners[1][bead.target[0]] = bead.target[0], bead.source[0]
            yield [(bead.source[0], bead.target[0])]
    own, other = partners[late], partners[1 - late]
    gaps = _gaps(own, len(whole[late]), len(whole[1 - late]))
    for block in np.flatnonzero(whole[late].group == TEXT).tolist():
        if block not in own:
            free = (at for at in gaps[block] if whole[1 - late].group[at] == TEXT and at not in other)
            yield [(at, block) if late else (block, at) for at in islice(free, LATE_NEAR)]


def _gaps(partners: Mapping[int, int], own: int, other: int) -> list[range]:
    """For each item of a side the items of the other one between the partners of its neighbors."""
    before = accumulate(range(own), lambda last, at: partners.get(at, last), initial=-1)
    after = accumulate(range(own - 1, -1, -1), lambda last, at: partners.get(at, last), initial=other)
    return [range(start + 1, end) for start, end in zip(before, reversed([*after][:-1]), strict=False)]


def _inside(whole: Side, parts: Side) -> dict[int, list[int]]:
    """For each whole block the items of a finer cut that lie in it."""
    found: dict[int, list[int]] = {}
    at = 0
    for number, span in enumerate(whole.spans):
        if whole.group[number] >= FIRST_STRUCTURAL:
            continue
        while at < len(parts) and parts.spans[at].start < span.start:
            at += 1
        while at < len(parts) and parts.spans[at].end <= span.end:
            if parts.group[at] == whole.group[number]:
                found.setdefault(number, []).append(at)
            at += 1
    return found
