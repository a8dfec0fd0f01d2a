"""Tells which units with a low score are pairs all the same, because they are alone in blocks that correspond."""

from __future__ import annotations

from collections import Counter
from typing import Final

from loc_align.checks.base import Subject
from loc_align.checks.structure.compared import compared, is_other
from loc_align.checks.structure.matching import Match
from loc_align.checks.structure.skeleton import item_at
from loc_align.model import TranslationUnit

MIN_SCORE: Final = 0.8
"""The minimum score of units that were aligned by content. Units with lower scores might not be pairs."""
_MIN_SCORE_IN_PLACE: Final = 0.6
"""The minimum score of units that are the only ones in blocks in the same place."""


def is_in_place(subject: Subject, unit: TranslationUnit) -> bool:
    """Return whether the two sides of a unit are the only texts of two blocks in the same place.

    Args:
        subject: the document, which was aligned with its source document by content.
        unit: a unit with both sides.
    """
    pairs = compared(subject)
    if pairs is None or unit.source is None or unit.target is None or unit.score < _MIN_SCORE_IN_PLACE:
        return False
    sources, targets, same = subject.cached(_places)
    place = item_at(pairs.source, unit.source.span.start), item_at(pairs.target, unit.target.span.start)
    return place in same and sources[place[0]] == 1 and targets[place[1]] == 1


def _is_translation(subject: Subject) -> bool:
    """Return whether most of the units are certainly pairs, so that the document is a translation of its source."""
    scores = [unit.score for unit in subject.bitext.units if unit.source is not None and unit.target is not None]
    return 2 * sum(score >= MIN_SCORE for score in scores) > len(scores)


def _places(subject: Subject) -> tuple[Counter[int], Counter[int], set[Match]]:
    """Return how many texts of units each source and each target block has, and which blocks are in the same place.

    None is in the same place in a side-by-side document, or in one that isn't a translation of its source.
    """
    pairs = compared(subject)
    if pairs is None or subject.document.pairs or is_other(pairs) or not _is_translation(subject):
        return Counter(), Counter(), set()
    units = subject.bitext.units
    sources = Counter(item_at(pairs.source, unit.source.span.start) for unit in units if unit.source is not None)
    targets = Counter(item_at(pairs.target, unit.target.span.start) for unit in units if unit.target is not None)
    return sources, targets, set(pairs.equal())
