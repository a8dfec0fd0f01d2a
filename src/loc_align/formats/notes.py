"""What a translator should know of a unit, in words."""

from __future__ import annotations

from collections.abc import Mapping
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


def location(unit: TranslationUnit) -> str:
    """Where a unit stands in its document."""
    return f"Line {unit.line}, {_KINDS[unit.block]}"


def damage(unit: TranslationUnit) -> str:
    """What is damaged there; empty where nothing is."""
    return f"Damaged in the document: {', '.join(unit.defects)}" if unit.defects else ""
