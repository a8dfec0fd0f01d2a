"""Beads as translation units: every segment once, in the order of the source."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

from loc_align.alignment.by_content.confidence import Judged
from loc_align.alignment.by_content.segments.side import Side
from loc_align.documents.headings import Section, sections
from loc_align.model import Bitext, BlockKind, Document, Provenance, Segment, Span, TranslationUnit
from loc_align.text import Lines


def bitext_of(
    documents: tuple[Document, Document], sides: tuple[Side, Side], judged: Sequence[Judged], origin: Provenance
) -> Bitext:
    """Make a bitext of beads.

    Args:
        documents: source and target.
        sides: their items.
        judged: beads with their confidence, those with one side included, in the order of the units.
        origin: what all units share.
    """
    source, target = documents
    names, places = _Names(), (_Places(source, sides[0]), _Places(target, sides[1]))
    segments = [(_segment(source, sides[0], bead.source), _segment(target, sides[1], bead.target)) for bead in judged]
    texts = [None, *(own.text if own else None for own, _ in segments), None]
    units = tuple(
        TranslationUnit(
            names(own, other), own, other, origin,
            *(places[1](bead.target[0]) if bead.target else places[0](bead.source[0])),
            before, after, "content", bead.confidence, (), 1, f"{len(bead.source)}-{len(bead.target)}", bead.reasons,
        )
        for bead, (own, other), before, after in zip(judged, segments, texts, texts[2:], strict=False)
    )  # fmt: skip
    return Bitext(target, source, origin.source_lang, origin.target_lang, units, origin)


def _segment(document: Document, side: Side, items: Sequence[int]) -> Segment | None:
    if not items:
        return None
    span = Span(side.spans[items[0]].start, max(side.spans[item].end for item in items))
    return Segment(span, span.of(document.text))


class _Places:
    """Where an item stands: line, column, kind of block, headings above."""

    def __init__(self, document: Document, side: Side) -> None:
        self._side = side
        self._lines = Lines(document.text)
        self._starts = [block.span.start for block in document.blocks]
        self._sections = [(), *sections(document)]

    def __call__(self, item: int) -> tuple[int, int, BlockKind, Section]:
        start = self._side.spans[item].start
        section = self._sections[bisect_right(self._starts, start)]
        return (*self._lines.position(start), self._side.kinds[item], section)


class _Names:
    """Ids that follow from the source text, or the target text where there is no source: a hash and a number."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, source: Segment | None, target: Segment | None) -> str:
        text = source.text if source else f"\0{target.text if target else ''}"
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        self._seen[digest] = number = self._seen.get(digest, 0) + 1
        return f"{digest}-{number}"
