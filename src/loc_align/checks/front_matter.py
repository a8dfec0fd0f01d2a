"""Rules about the front matter."""

from __future__ import annotations

from loc_align.checks.base import Rule

RULES: tuple[Rule, ...] = ()
