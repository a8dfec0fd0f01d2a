"""Pretranslation: fills the empty targets of a document from memories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec.structs import replace

from loc_align.errors import UsageError, expect
from loc_align.memory.match.scoring import best
from loc_align.model import Bitext, BlockKind, Match, Segment, Span, TranslationUnit


class Lookup(Protocol):
    """Anything that looks up matches like :class:`~loc_align.Memory`."""

    def lookup(  # noqa: PLR0913 - independent options, all keyword-only
        self,
        source: str,
        *,
        target_lang: str,
        source_lang: str = "en-US",
        block: BlockKind = "paragraph",
        references: frozenset[str] = frozenset(),
        previous: str | None = None,
        next: str | None = None,  # noqa: A002 - named like the field of a unit
        threshold: float = 0.75,
        limit: int = 3,
    ) -> tuple[Match, ...]:
        """Return the best matches for a source, best first."""
        ...


def pretranslate(bitext: Bitext, memories: Sequence[Lookup], threshold: float = 0.75, limit: int = 3) -> Bitext:
    """Look up the units without a target, and fill in the targets of exact matches.

    An in-context or exact match becomes the target. A fuzzy match leaves the target empty and is only attached to the
    unit.

    Args:
        bitext: units without targets, as :func:`~loc_align.extract` returns them. Units with a target do not change.
        memories: the memories, the preferred one first.
        threshold: the lowest score of a match, from 0 to 1.
        limit: the most matches for each unit.

    Returns:
        The bitext with :attr:`~loc_align.TranslationUnit.matches`, and with the targets of exact matches.

    Raises:
        UsageError: the target language of the bitext is unknown.
    """
    expect(bitext, Bitext)
    if bitext.target_lang == "und":
        message = "the target language of the bitext is unknown; pass target_lang to extract()"
        raise UsageError(message)
    references = bitext.document.references

    def filled(unit: TranslationUnit) -> TranslationUnit:
        if unit.source is None or unit.target is not None:
            return unit
        offered = (
            match
            for memory in memories
            for match in memory.lookup(
                unit.source.text,
                source_lang=bitext.source_lang,
                target_lang=bitext.target_lang,
                block=unit.block,
                references=references,
                previous=unit.previous,
                next=unit.next,
                threshold=threshold,
                limit=limit,
            )
        )
        return _with_matches(unit, best(offered, threshold, limit))

    return replace(bitext, units=tuple(map(filled, bitext.units)))


def _with_matches(unit: TranslationUnit, matches: tuple[Match, ...]) -> TranslationUnit:
    if not matches or matches[0].kind == "fuzzy":
        return replace(unit, matches=matches)
    text = matches[0].target
    return replace(unit, target=Segment(Span(0, len(text)), text), matches=matches)
