"""Rules about the directives of Docs-flavoured Markdown."""

from __future__ import annotations

from loc_align.checks.base import Rule

RULES: tuple[Rule, ...] = ()
