"""The invariants of every document, as functions."""

from __future__ import annotations

from itertools import pairwise

from loc_align.alignment.by_id import align
from loc_align.documents import DEFECTS
from loc_align.model import Document, Span
from loc_align.text import encode


def check_document(document: Document, data: bytes) -> None:
    """Check all invariants of a document that was read from ``data``."""
    text = document.text
    assert encode(text, bom=document.bom) == data
    for pair in document.pairs:
        for segment in (pair.target, pair.source):
            assert segment.text == segment.span.of(text)
        assert pair.span.start <= pair.target.span.start <= pair.target.span.end
        assert pair.target.span.end <= pair.source.span.start <= pair.source.span.end <= pair.span.end
    check_order([pair.span for pair in document.pairs], text)
    check_order([block.span for block in document.blocks], text)
    assert len(document.pair_blocks) == len(document.pairs)
    for place, pair in zip(document.pair_blocks, document.pairs, strict=True):
        if place >= 0:
            block = document.blocks[place].span
            assert block.start <= pair.span.start < block.end
    for defect in document.defects:
        assert defect.code in DEFECTS
        assert defect.detail.endswith(".")
        assert 0 <= defect.span.start <= defect.span.end <= len(text)
    assert [*document.defects] == sorted(document.defects, key=lambda item: (item.span.start, item.span.end))


def check_order(spans: list[Span], text: str) -> None:
    """Check that spans are inside the text and in order, and do not overlap."""
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
    for before, after in pairwise(spans):
        assert before.end <= after.start


def check_units(document: Document) -> None:
    """Check all invariants of the units of a document."""
    units = align(document).units
    lines = document.text.split("\n")
    by_id = {}
    for unit in units:
        assert unit.source is not None
        assert unit.target is not None
        assert lines[unit.line - 1][unit.column - 1 :].startswith("<")
        by_id[unit.id] = unit
    assert [unit.source.text for unit in units if unit.source][:-1] == [unit.previous for unit in units[1:]]
    assert [unit.source.text for unit in units if unit.source][1:] == [unit.next for unit in units[:-1]]
    starts = [unit.target.span.start for unit in units if unit.target]
    assert starts == sorted(starts)
