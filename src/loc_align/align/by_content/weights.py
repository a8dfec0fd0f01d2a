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
    "against",
    "invariants",
    "shared",
    "conflict",
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
    "section",
    "chapter",
    "joins",
    "part",
    "before",
    "after",
    "near",
    "under",
)
"""What is measured of two runs of segments, in the order of the rows that :mod:`.features` makes."""

PLACED = 4
"""So many of the last features tell how a bead fits in with those of an earlier round."""

FIRST: Mapping[str, float] = MappingProxyType(
    {
        "bias": 0.91,
        "likeness": -2.19,
        "margin": 10.23,
        "rival": 6.53,
        "evidence": -0.94,
        "against": 0.91,
        "invariants": 0.70,
        "shared": -0.54,
        "conflict": 1.84,
        "length": -4.84,
        "deviation": -0.04,
        "kind": 2.05,
        "start": 0.40,
        "end": 0.33,
        "count": 0.44,
        "mark": 0.99,
        "strong": -1.68,
        "links": -3.42,
        "codes": -4.77,
        "column": 1.93,
        "section": 3.67,
        "chapter": 0.87,
        "joins": -0.59,
        "part": -2.68,
        "before": 0.00,
        "after": 0.00,
        "near": 0.00,
        "under": 0.00,
    }
)
"""Weights of the first round, before there is a lexicon; log-odds, fitted by ``benchmarks/fit_alignment.py``."""

LATER: Mapping[str, float] = MappingProxyType(
    {
        "bias": 0.89,
        "likeness": -4.73,
        "margin": 4.42,
        "rival": 8.07,
        "evidence": 4.31,
        "against": 2.90,
        "invariants": -0.09,
        "shared": -1.08,
        "conflict": -0.37,
        "length": 1.54,
        "deviation": -1.41,
        "kind": 0.05,
        "start": 0.26,
        "end": 0.07,
        "count": 0.29,
        "mark": 1.01,
        "strong": -1.40,
        "links": -0.87,
        "codes": -1.41,
        "column": -0.45,
        "section": -0.28,
        "chapter": -1.68,
        "joins": -0.93,
        "part": 3.08,
        "before": 0.60,
        "after": 0.63,
        "near": 2.59,
        "under": 0.77,
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

PASSES = 3
"""So often beads are looked for with the last lexicon, each time beside those found before."""

SURE: Mapping[str, float] = MappingProxyType({"bias": 0.5, "score": 0.5, "moved": -0.5})
"""How sure a bead is: log-odds of its score and features, fitted by ``benchmarks/fit_alignment.py``."""

ALONE: Mapping[str, float] = MappingProxyType({"bias": 1.0, "best": -0.3, "none": -8.0})
"""How sure it is that a segment has no partner, by the score of the best one; fitted as above.

Where there was nothing to compare it with, the best one scores ``none``."""

LATE_SHARE = 0.4
"""A side with less than this share of the other's sentences per paragraph is cut late; Thai has .01, others 1.03."""
LATE_ENDED = 0.5
"""A side of whose paragraphs this share ends with a sentence mark has such marks, however few sentences it has."""
LATE_LEAST = 8
"""The other side must have so many sentences beyond the first ones of its paragraphs."""
LATE_ROUNDS = 3
"""So often whole paragraphs are aligned before they are cut."""
LATE_PIECES = 70
"""Into so many pieces a paragraph without sentence marks is cut at most."""
LATE_RANGE: Mapping[str, float] = MappingProxyType({"bias": 1.5, "evidence": 2.0, "invariants": 0.8, "end": 0.5})
"""The score of a sentence against a range of pieces; found by search on French, German and Turkish without marks."""
LATE_SKIP_SENTENCE = -0.8
LATE_SKIP_PIECE = (0.4, 0.02)
"""What it costs to leave out a piece, and each of its characters."""
LATE_RATIO = (0.6, 1.6)
"""The ratio of lengths in a paragraph counts no further than this from the batch's."""
