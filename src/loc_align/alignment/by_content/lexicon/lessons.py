"""What the beads of a round teach: their words, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loc_align.alignment.by_content.lexicon.learning import Lesson
from loc_align.alignment.by_content.search.path import Bead
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, Side


def taught(sides: tuple[Side, Side], beads: Sequence[Bead]) -> Iterator[Lesson]:
    """The words of the beads that are more likely right than wrong."""
    source, target = sides
    for bead in beads:
        if source.group[bead.source[0]] < FIRST_STRUCTURAL and bead.score >= 0:
            yield _joined(source, bead.source), _joined(target, bead.target)


def _joined(side: Side, items: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for item in items for word in side.words[item]))
