"""Rules about the structure of a document."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.structure import blocks, code_blocks, headings, kept, openings, segments, tables

RULES: tuple[Rule, ...] = (
    Rule(
        "structure-table-cell",
        "error",
        "A pipe in the target starts a new table cell",
        segments.structure_table_cell,
        scope="document",
    ),
    Rule(
        "structure-table-row",
        "error",
        "A table row has the wrong number of cells",
        tables.structure_table_row,
        scope="document",
        monolingual=True,
    ),
    Rule("structure-broken", "error", "The target starts a new block", segments.structure_broken, scope="document"),
    Rule(
        "structure-opening",
        "error",
        "The target hides what follows",
        openings.structure_opening,
        scope="document",
    ),
    Rule("structure-blocks", "warning", "Blocks are missing or extra", blocks.structure_blocks, scope="document"),
    Rule(
        "structure-headings",
        "error",
        "Headings are missing, extra, or at different levels",
        headings.structure_headings,
        scope="document",
    ),
    Rule("structure-tables", "error", "A table has different rows or cells", tables.structure_tables, scope="document"),
    Rule(
        "structure-fences",
        "warning",
        "A code block differs from the source",
        code_blocks.structure_fences,
        scope="document",
    ),
    Rule(
        "structure-codes",
        "warning",
        "A block lacks an address, a tag, code, or a formula",
        kept.structure_codes,
        scope="document",
    ),
)
