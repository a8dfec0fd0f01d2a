"""Rules about inline codes: code spans, emphasis, escapes, placeholders, tags, and formulas."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.codes import emphasis, entities, escapes, formulas, mt_tokens, placeholders, spans, tags

RULES: tuple[Rule, ...] = (
    *spans.RULES,
    *emphasis.RULES,
    *escapes.RULES,
    *entities.RULES,
    *placeholders.RULES,
    *tags.RULES,
    *formulas.RULES,
    *mt_tokens.RULES,
)
