"""Rules about numbers, versions and times."""

from __future__ import annotations

from loc_align.checks.base import Rule

RULES: tuple[Rule, ...] = ()
