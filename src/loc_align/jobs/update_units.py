"""The units of a work file: what awaits translation in updated documents."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from loc_align.documents import provenance
from loc_align.errors import UsageError
from loc_align.jobs.memories import Memories
from loc_align.memory.match import best
from loc_align.model import Bitext, Document, Match, Segment, Span, TranslationUnit
from loc_align.text import Lines
from loc_align.updating.record import sentence_hash
from loc_align.updating.updated import Updated, UpdatedUnit


def work_units(updated: Updated, document: Document, source_lang: str, target_lang: str) -> Bitext:
    """Return the pending units of an updated document, each with the old source and its translation as a match.

    The source of a unit is its text in the updated document, so that a merge finds it there.

    Args:
        updated: the updated document, in which the new source stands for pending sentences.
        document: the same, parsed, with renewed notes of the same length.
        source_lang: the language of the source.
        target_lang: the language of the target.
    """
    origin = provenance(document, source_lang, target_lang)
    lines, seen = Lines(document.text), Counter[str]()
    texts = [unit.change.new.text for unit in updated.units if unit.change.new is not None]
    units: list[TranslationUnit] = []
    number = 0
    for unit in updated.units:
        if unit.change.new is None:
            continue
        before, after = texts[number - 1 : number], texts[number + 1 : number + 2]
        number += 1
        if not unit.pending or unit.target is None or unit.target.text != unit.change.new.text:
            continue
        digest = sentence_hash(unit.target.text)
        seen[digest] += 1
        units.append(
            TranslationUnit(
                id=f"{digest}-{seen[digest]}",
                source=unit.target,
                target=None,
                provenance=origin,
                line=lines.position(unit.target.span.start)[0],
                column=lines.position(unit.target.span.start)[1],
                block=unit.change.block,
                previous=before[0] if before else None,
                next=after[0] if after else None,
                state="initial",
                matches=_matches(unit, document.path),
            )
        )
    return Bitext(document, None, origin.source_lang, origin.target_lang, tuple(units), origin)


def _matches(unit: UpdatedUnit, path: str) -> tuple[Match, ...]:
    old: Segment | None = unit.change.old
    if old is None or unit.old_target is None:
        return ()
    return (Match("fuzzy", unit.change.likeness, old.text, unit.old_target, path),)


def filled(bitext: Bitext, memories: Memories) -> Bitext:
    """Return the units with the exact matches of memories as targets, and with fuzzy matches beside the old ones.

    A memory that was made after the source changed can hold the new source with the old translation. Such a match is
    fuzzy.

    Args:
        bitext: the pending units.
        memories: the memories.

    Raises:
        UsageError: the target language is unknown.
    """
    if bitext.target_lang == "und":
        raise UsageError("--memory needs a target language; add --target-lang TAG")
    offered = memories.fill(bitext).units
    return replace(bitext, units=tuple(map(_with_offered, bitext.units, offered)))


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
