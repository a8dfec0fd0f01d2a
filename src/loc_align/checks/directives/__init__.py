"""Rules about the directives of Docs-flavoured Markdown."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.directives import alerts, colons, parity, snippets

RULES: tuple[Rule, ...] = (*alerts.RULES, *snippets.RULES, *colons.RULES, *parity.RULES)
