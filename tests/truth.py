"""The two documents of a side-by-side one, with the alignment that its ids tell."""

from __future__ import annotations

from msgspec.structs import replace

import loc_align
from loc_align.model import Bitext, Document, Segment, Span, SxsPair


def truth(document: Document) -> Bitext:
    """The bitext of the two documents that a side-by-side one splits into; its units are those of the pairs."""
    source = loc_align.read(loc_align.split(document, "source"), path=document.path)
    target = loc_align.read(loc_align.split(document, "target"), path=document.path)
    bitext = loc_align.align(document)
    sources, targets = places(document, "source"), places(document, "target")
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


def places(document: Document, side: str) -> dict[int, Segment]:
    """Where a side of each pair stands in its own document, by the offset of the pair."""
    moved = 0
    found = {}
    for pair in document.pairs:
        text = text_of(pair, side)
        start = pair.span.start + moved
        found[pair.span.start] = Segment(Span(start, start + len(text)), text)
        moved += len(text) - (pair.span.end - pair.span.start)
    return found


def text_of(pair: SxsPair, side: str) -> str:
    """One side of a pair."""
    return pair.source.text if side == "source" else pair.target.text
