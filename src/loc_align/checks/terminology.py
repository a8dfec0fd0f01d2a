"""Rules about the terms a team agreed on."""

from __future__ import annotations

from loc_align.checks.base import Rule

RULES: tuple[Rule, ...] = ()
