"""The known alignment of the two documents that a side-by-side document splits into."""

from __future__ import annotations

from msgspec.structs import replace

import loc_align
from loc_align.model import Bitext, Document, Segment, Span, SxsPair


def truth(document: Document) -> Bitext:
    """Return the bitext of the two documents that a side-by-side document splits into, with a unit for each pair."""
    source = loc_align.read(loc_align.split(document, "source"), path=document.path)
    target = loc_align.read(loc_align.split(document, "target"), path=document.path)
    bitext = loc_align.align(document)
    sources, targets = segments(document, "source"), segments(document, "target")
    units = tuple(
        replace(unit, source=sources[pair.span.start], target=targets[pair.span.start], origin="content")
        for unit, pair in zip(bitext.units, document.pairs, strict=True)
    )
    for unit in units:
        assert unit.source is not None
        assert unit.target is not None
        assert unit.source.text == unit.source.span.of(source.text)
        assert unit.target.text == unit.target.span.of(target.text)
    return replace(bitext, document=target, source_document=source, units=units)


def segments(document: Document, side: str) -> dict[int, Segment]:
    """Return one side of each pair as a segment of the split document, by the offset of the pair."""
    moved = 0
    found = {}
    for pair in document.pairs:
        text = text_of(pair, side)
        start = pair.span.start + moved
        found[pair.span.start] = Segment(Span(start, start + len(text)), text)
        moved += len(text) - (pair.span.end - pair.span.start)
    return found


def text_of(pair: SxsPair, side: str) -> str:
    """Return one side of a pair."""
    return pair.source.text if side == "source" else pair.target.text
