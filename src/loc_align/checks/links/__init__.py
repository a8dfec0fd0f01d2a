"""Rules about links, images, and anchors."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.links import anchors, destinations, fragments, frames, texts

RULES: tuple[Rule, ...] = (*destinations.RULES, *texts.RULES, *frames.RULES, *fragments.RULES, *anchors.RULES)
