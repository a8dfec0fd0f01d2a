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
    "near",
    "section",
    "chapter",
    "under",
    "joins",
    "part",
)
"""What is measured of two runs of segments, in the order of the rows that :mod:`.features` makes."""

FIRST: Mapping[str, float] = MappingProxyType(
    {
        "bias": -0.68,
        "likeness": 2.40,
        "margin": 8.70,
        "rival": 6.73,
        "evidence": -1.17,
        "invariants": 0.57,
        "shared": -0.41,
        "length": -4.69,
        "deviation": -0.07,
        "kind": 2.37,
        "start": 0.41,
        "end": 0.34,
        "count": 0.47,
        "mark": 1.02,
        "strong": -2.42,
        "links": -2.24,
        "codes": -1.83,
        "column": 0.11,
        "before": 0.00,
        "after": 0.00,
        "near": 0.00,
        "section": 3.67,
        "chapter": 0.86,
        "under": 0.00,
        "joins": 0.39,
        "part": 1.62,
    }
)
"""Weights of the first round, before there is a lexicon; log-odds, fitted by ``benchmarks/fit_alignment.py``."""

LATER: Mapping[str, float] = MappingProxyType(
    {
        "bias": 0.62,
        "likeness": -3.45,
        "margin": 1.46,
        "rival": 5.88,
        "evidence": 3.41,
        "invariants": 0.21,
        "shared": -1.59,
        "length": 0.46,
        "deviation": -1.39,
        "kind": 0.21,
        "start": 0.31,
        "end": 0.06,
        "count": 0.24,
        "mark": 0.89,
        "strong": -1.56,
        "links": -1.19,
        "codes": -1.55,
        "column": -0.34,
        "before": 0.58,
        "after": 1.40,
        "near": 2.54,
        "section": 2.63,
        "chapter": -1.78,
        "under": 0.18,
        "joins": -0.39,
        "part": 3.02,
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

MOST_CELLS = 160_000
"""Up to so many pairs of items are all compared; beyond it a band is, which takes linear time."""
TILE = 128
"""So many source items make a window of the band."""
BAND = 100
"""So many target items are compared before and after the expected place."""
MOST_LEFT = 400
"""So many items that are left over are looked at together for text that was moved."""
RARE = 3
"""A word in at most so many items that are left over makes them worth comparing."""
