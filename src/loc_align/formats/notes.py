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


def difference_note(unit: TranslationUnit) -> str:
    """Return the note about what changed in the source since its best match; empty if nothing did."""
    from loc_align.text.word_diff import word_difference  # noqa: PLC0415 - rapidfuzz is needed only here

    match = unit.matches[0] if unit.matches else None
    if match is None or unit.source is None or match.source == unit.source.text:
        return ""
    return f"Changed: {word_difference(match.source, unit.source.text)}"


def defects_note(unit: TranslationUnit) -> str:
    """Return the note about the defects of a unit in its document; empty if there are none."""
    return f"Defects in the document: {', '.join(unit.defects)}" if unit.defects else ""
