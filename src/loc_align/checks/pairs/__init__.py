"""Rules about pairs whose sides don't belong together."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.pairs import consistency, misplaced

RULES: tuple[Rule, ...] = (
    Rule(
        "pair-misplaced",
        "error",
        "The target belongs to a neighboring source",
        misplaced.pair_misplaced,
        scope="document",
    ),
    Rule(
        "pair-copied",
        "error",
        "Neighboring pairs with different sources share a target",
        misplaced.pair_copied,
        scope="document",
    ),
    Rule(
        "pair-inconsistent",
        "off",
        "A source has different targets",
        consistency.pair_inconsistent,
        scope="corpus",
        collect=consistency.collect_sources,
        options={"least-words": 4},
    ),
    Rule(
        "pair-reused",
        "off",
        "A target is used for different sources",
        consistency.pair_reused,
        scope="corpus",
        collect=consistency.collect_targets,
        options={"least-words": 4},
    ),
)
