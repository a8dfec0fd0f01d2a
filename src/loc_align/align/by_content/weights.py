"""Every number that the alignment by content rests on, with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FEATURES = (
    "bias",
    "likeness",
    "margin",
    "rival",
    "evidence",
    "invariants",
    "shared",
    "length",
    "deviation",
    "kind",
    "start",
    "end",
    "count",
    "mark",
    "strong",
    "links",
    "codes",
    "column",
    "before",
    "after",
    "joins",
    "part",
)
"""What is measured of two runs of segments, in the order of the rows that :mod:`.features` makes."""

FIRST: Mapping[str, float] = MappingProxyType(
    {
        "bias": 3.05,
        "likeness": 0.40,
        "margin": 3.88,
        "rival": 5.27,
        "evidence": 1.09,
        "invariants": 0.10,
        "shared": -0.33,
        "length": -1.83,
        "deviation": -0.39,
        "kind": 1.62,
        "start": 0.53,
        "end": 0.38,
        "count": 0.57,
        "mark": 0.52,
        "strong": -1.67,
        "links": -1.54,
        "codes": -1.12,
        "column": 0.5,
        "before": 0.0,
        "after": 0.0,
        "joins": -1.20,
        "part": 1.01,
    }
)
"""Weights of the first round, before there is a lexicon; log-odds, fitted by ``benchmarks/fit_alignment.py``."""

LATER: Mapping[str, float] = MappingProxyType(
    {
        "bias": 2.66,
        "likeness": -1.10,
        "margin": 5.77,
        "rival": 9.47,
        "evidence": 1.65,
        "invariants": 0.69,
        "shared": -0.93,
        "length": -0.10,
        "deviation": -0.73,
        "kind": 0.73,
        "start": 0.82,
        "end": 0.27,
        "count": 0.58,
        "mark": 0.25,
        "strong": -1.11,
        "links": -0.86,
        "codes": -0.68,
        "column": 0.3,
        "before": 0.3,
        "after": 0.3,
        "joins": -1.39,
        "part": 0.76,
    }
)
"""Weights of the rounds with a lexicon; log-odds, fitted by ``benchmarks/fit_alignment.py``."""

LIMIT = 8.0
"""Scores are log-odds between minus and plus this, so that no single bead outweighs a whole passage."""

STEM = 5
"""Words are compared by so many first characters; 5, 6 and 8 score within .003 of one another."""

MOVED_TOGETHER = 3.0
"""What the scores of a run of beads out of place must add up to."""
MOVED_ALONE = 2.0
"""What a single bead out of place must score."""
MOVED_GAP = 2
"""A run of beads out of place may leave out so many items less one between two beads."""
MOVED_ROUNDS = 2
"""So often what is left over is aligned again."""
