"""What a translator should know of a unit, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from loc_align.model import BlockKind, TranslationUnit

_KINDS: Mapping[BlockKind, str] = MappingProxyType(
    {
        "front_matter": "value in the front matter",
        "heading": "heading",
        "paragraph": "paragraph",
        "list_item": "list item",
        "quote": "quote or note",
        "table_cell": "table cell",
        "html": "HTML",
        "code": "code",
        "directive": "directive",
        "thematic_break": "rule",
        "attribute": "text inside of markup: an alternative text or a title",
    }
)


def unit_notes(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """The notes on a unit, each with its category: where it stands, and what is damaged there."""
    yield "location", f"Line {unit.line}, {_KINDS[unit.block]}"
    if unit.defects:
        yield "defects", f"Damaged in the document: {', '.join(unit.defects)}"
