"""Notes for translators about a unit."""

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
        "quote": "block quote or note",
        "table_cell": "table cell",
        "html": "HTML",
        "code": "code",
        "directive": "directive",
        "thematic_break": "thematic break",
        "attribute": "text inside markup: alternative text or a title",
    }
)


def location_note(unit: TranslationUnit) -> str:
    """Return the note about the location of a unit in its document."""
    return f"Line {unit.line}, {kind_note(unit)}"


def kind_note(unit: TranslationUnit) -> str:
    """Return the name of the kind of block that a unit is in."""
    return _KINDS[unit.block]


def defects_note(unit: TranslationUnit) -> str:
    """Return the note about the defects of a unit in its document; empty if there are none."""
    return f"Defects in the document: {', '.join(unit.defects)}" if unit.defects else ""
