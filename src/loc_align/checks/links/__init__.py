"""Rules about links, images and anchors."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.links import anchors, destinations, fragments, texts

RULES: tuple[Rule, ...] = (*destinations.RULES, *texts.RULES, *fragments.RULES, *anchors.RULES)
