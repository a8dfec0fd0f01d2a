"""Says what a sentence without a counterpart is: a copy of its neighbor, a whole sentence, or a part of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loc_align.model import Segment, TranslationUnit

SHORTEST: Final = 15
"""The fewest characters of a sentence that counts. A shorter one is often part of its neighbor."""


def is_copy(units: Sequence[TranslationUnit], at: int) -> bool:
    """Return whether a target without a source is the same sentence as a translation next to it.

    Args:
        units: the units of the document.
        at: the index of the unit.
    """
    target = units[at].target
    if units[at].source is not None or target is None or len(target.text) < SHORTEST:
        return False
    beside = units[max(0, at - 1) : at + 2]
    return any(
        unit.source is not None and unit.target is not None and unit.target.text == target.text for unit in beside
    )


def is_whole(segment: Segment | None) -> bool:
    """Return whether a text is no part of a sentence that an abbreviation in brackets divides.

    Args:
        segment: the text.
    """
    return segment is not None and segment.text.count("(") == segment.text.count(")")
