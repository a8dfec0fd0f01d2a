"""Rules about pairs that do not fit together."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.pairs import consistency, misplaced

RULES: tuple[Rule, ...] = (
    Rule(
        "pair-misplaced",
        "error",
        "The target fits the source of a neighbour",
        misplaced.pair_misplaced,
        scope="document",
    ),
    Rule(
        "pair-copied",
        "error",
        "Neighbours with different sources have one target",
        misplaced.pair_copied,
        scope="document",
    ),
    Rule(
        "pair-inconsistent",
        "off",
        "A source has several targets",
        consistency.pair_inconsistent,
        scope="corpus",
        collect=consistency.gather_sources,
        options={"least-words": 4},
    ),
    Rule(
        "pair-reused",
        "off",
        "A target stands for several sources",
        consistency.pair_reused,
        scope="corpus",
        collect=consistency.gather_targets,
        options={"least-words": 4},
    ),
)
