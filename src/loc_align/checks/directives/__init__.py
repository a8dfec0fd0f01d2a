"""Rules about the directives of Docs-flavored Markdown."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.directives import alerts, brackets, colons, makers, parity

RULES: tuple[Rule, ...] = (*alerts.RULES, *brackets.RULES, *colons.RULES, *parity.RULES, *makers.RULES)
