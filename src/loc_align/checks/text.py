"""Rules about the words: untranslated text, identifiers, brackets, doubled words, length."""

from __future__ import annotations

from loc_align.checks.base import Rule

RULES: tuple[Rule, ...] = ()
