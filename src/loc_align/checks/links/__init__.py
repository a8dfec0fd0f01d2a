"""Rules about links, images, and anchors."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.links import (
    anchors,
    definitions,
    destinations,
    exchanged,
    footnotes,
    fragments,
    frames,
    other_locales,
    pages,
    texts,
)

RULES: tuple[Rule, ...] = (
    *destinations.RULES,
    *definitions.RULES,
    *exchanged.RULES,
    *texts.RULES,
    *frames.RULES,
    *fragments.RULES,
    *pages.RULES,
    *anchors.RULES,
    *other_locales.RULES,
    *footnotes.RULES,
)
