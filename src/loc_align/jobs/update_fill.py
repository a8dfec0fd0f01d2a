"""Fills the work file of an update from memories."""

from __future__ import annotations

from msgspec.structs import replace

from loc_align.errors import UsageError
from loc_align.jobs.memories import Memories
from loc_align.jobs.update_units import Work
from loc_align.memory.match import best
from loc_align.model import Match, Segment, Span, TranslationUnit


def filled(work: Work, memories: Memories) -> Work:
    """Return the units with the exact matches of memories as targets, and with fuzzy matches beside the old ones.

    A memory that was made after the source changed can hold the new source with the old translation. Such a match is
    fuzzy.

    Args:
        work: the units.
        memories: the memories.

    Raises:
        UsageError: the target language is unknown.
    """
    if work.bitext.target_lang == "und":
        raise UsageError("--memory needs a target language; add --target-lang TAG")
    offered = memories.fill(work.bitext).units
    units = (
        own if own.id in work.locked else _with_offered(own, other)
        for own, other in zip(work.bitext.units, offered, strict=True)
    )
    return replace(work, bitext=replace(work.bitext, units=tuple(units)))


def _with_offered(unit: TranslationUnit, offered: TranslationUnit) -> TranslationUnit:
    stale = {match.target: match.score for match in unit.matches}
    found = [_as_fuzzy(match, stale[match.target]) if match.target in stale else match for match in offered.matches]
    matches = best((*unit.matches, *found), 0, len(found) + 1)
    if not matches or matches[0].kind == "fuzzy":
        return replace(unit, matches=matches)
    text = matches[0].target
    return replace(unit, target=Segment(Span(0, len(text)), text), matches=matches)


def _as_fuzzy(match: Match, score: float) -> Match:
    return replace(match, kind="fuzzy", score=min(match.score, score))
