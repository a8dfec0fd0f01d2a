"""Rules about inline codes: code spans, emphasis, escapes, placeholders, tags, formulas."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.codes import emphasis, escapes, formulas, placeholders, spans, tags

RULES: tuple[Rule, ...] = (
    *spans.RULES,
    *emphasis.RULES,
    *escapes.RULES,
    *placeholders.RULES,
    *tags.RULES,
    *formulas.RULES,
)
