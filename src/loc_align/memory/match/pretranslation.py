"""A document's empty targets, filled from memories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec.structs import replace

from loc_align.errors import UsageError
from loc_align.memory.match.offers import best
from loc_align.model import Bitext, BlockKind, Match, Segment, Span, TranslationUnit


class Lookup(Protocol):
    """What can be asked for matches: a :class:`~loc_align.Memory`, or anything that answers as it does."""

    def lookup(  # noqa: PLR0913 - what a caller may say about a source, all by name
        self,
        source: str,
        *,
        target_lang: str,
        source_lang: str = "en-US",
        block: BlockKind = "paragraph",
        references: frozenset[str] = frozenset(),
        previous: str | None = None,
        next: str | None = None,  # noqa: A002 - as the unit has it
        threshold: float = 0.75,
        limit: int = 3,
    ) -> tuple[Match, ...]:
        """The best matches for a source, the best first."""
        ...


def pretranslate(bitext: Bitext, memories: Sequence[Lookup], threshold: float = 0.75, limit: int = 3) -> Bitext:
    """Offer matches for the units that have no target, and fill in those that are exact.

    An in-context or exact match becomes the target; a fuzzy one is offered beside an empty target, for it is not the
    translation yet.

    Args:
        bitext: units without targets, as :func:`~loc_align.extract` makes them; units with a target stay as they are.
        memories: what is asked, the one to be preferred first.
        threshold: the lowest score of a match, from 0 to 1.
        limit: how many matches a unit gets at most.

    Returns:
        The bitext with :attr:`~loc_align.TranslationUnit.matches`, and targets where a match is exact.

    Raises:
        UsageError: nothing says the target language.
    """
    if bitext.target_lang == "und":
        message = "memories are asked for one language; say the target language"
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
