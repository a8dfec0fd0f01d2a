"""Rules about the structure of the document against its source."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.structure import blocks, segments, tables

RULES: tuple[Rule, ...] = (
    Rule(
        "structure-table-cell",
        "error",
        "A bar in the target makes one more cell",
        segments.structure_table_cell,
        scope="document",
    ),
    Rule(
        "structure-table-row",
        "error",
        "A row has other cells than the head of its table",
        tables.structure_table_row,
        scope="document",
    ),
    Rule("structure-broken", "error", "The target begins a block of its own", segments.structure_broken),
    Rule("structure-blocks", "warning", "Blocks are missing or new", blocks.structure_blocks, scope="document"),
    Rule("structure-headings", "error", "Headings are other ones", blocks.structure_headings, scope="document"),
    Rule("structure-tables", "error", "A table has other columns", tables.structure_tables, scope="document"),
    Rule("structure-fences", "warning", "A block of code differs", tables.structure_fences, scope="document"),
)
