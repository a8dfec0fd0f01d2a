"""Rules about inline codes: code spans, emphasis, escapes, placeholders, tags."""

from __future__ import annotations

from loc_align.checks.base import Rule

RULES: tuple[Rule, ...] = ()
