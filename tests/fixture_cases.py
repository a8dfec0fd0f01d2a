"""Describes a document as JSON that a person can review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loc_align.model import Document

FIXTURES = Path(__file__).parent / "fixtures"


def describe(document: Document) -> dict[str, Any]:
    text = document.text
    front_matter = document.front_matter
    return {
        "bom": document.bom,
        "front_matter": None if front_matter is None else dict(front_matter.values),
        "body": front_matter.span.end if front_matter else 0,
        "blocks": [[block.kind, block.level, block.span.of(text)] for block in document.blocks],
        "pairs": [
            [pair.target_id, pair.target.text, pair.source_id, pair.source.text, pair.span.start, pair.span.end]
            for pair in document.pairs
        ],
        "pair_blocks": list(document.pair_blocks),
        "defects": [[defect.code, defect.span.of(text), defect.detail] for defect in document.defects],
        "references": sorted(document.references),
    }
