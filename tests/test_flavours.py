"""Flavours: each case in ``fixtures/flavours`` is a document, and a file with its flavour, blocks, and segments."""

from __future__ import annotations

from pathlib import Path

import pytest

from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.markdown import inline
from loc_align.model import Code, Document

_CASES = sorted(path for path in (Path(__file__).parent / "fixtures" / "flavours").iterdir() if path.suffix != ".txt")


def _shown(document: Document) -> str:
    """Return the flavour, then a line for each block that is not text, and for each unit, in document order.

    In a unit, codes are in ``‹…›``.
    """
    rows = [
        (block.span.start, f"{block.kind}: {block.span.of(document.text)!r}")
        for block in document.blocks
        if block.kind in {"directive", "code", "thematic_break"}
    ]
    for unit in extract(document).units:
        assert unit.source is not None
        parts = inline.parse_segment(unit.source.text, unit.block, document.references)
        assert inline.join(parts) == unit.source.text
        text = "".join(f"‹{part.data}›" if isinstance(part, Code) else part for part in parts)
        rows.append((unit.source.span.start, f"  {unit.block} {text!r}"))
    return "\n".join([document.flavour, *(row for _, row in sorted(rows)), ""])


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.name)
def test_structure_codes_and_text(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert _shown(parse(path.read_bytes(), path.name)) == expected
