"""Every number that the alignment by content rests on, with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
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
    "contents",
    "row",
    "joins",
    "part",
    "before",
    "after",
    "near",
    "under",
    "company",
)
"""What is measured of two runs of segments, in the order of the rows that :mod:`.features` makes."""

PLACED = 5
"""So many of the last features tell how a bead fits in with those of an earlier round."""

_FITTED = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
"""What ``benchmarks/fit_alignment.py`` has fitted. The file says to which data, and how."""

FIRST: Mapping[str, float] = MappingProxyType(_FITTED["first"])
"""Weights of the first round, before there is a lexicon; log-odds."""

LATER: Mapping[str, float] = MappingProxyType(_FITTED["later"])
"""Weights of the rounds with a lexicon; log-odds."""

LIMIT = 8.0
"""Scores are log-odds between minus and plus this, so that no single bead outweighs a whole passage."""

STEM = 5
"""Words are compared by so many first characters; 5, 6 and 8 score within .003 of one another."""

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
LONG_PASSES = 2
"""The same for long documents, whose windows are measured anew each time; it costs .0005 F1."""

SURE: Mapping[str, float] = MappingProxyType(_FITTED["pair"])
"""How sure a bead of two documents that belong together is: log-odds of its score and features."""

RELATED: Mapping[str, float] = MappingProxyType(
    {"bias": -5.5, "share": 4.0, "evidence": 3.0, "title": 6.0, "names": -6.0}
)
"""How sure it is that two documents belong together; log-odds.

Chosen on 216 pairs of files of track B, a fourth of them with half of another target: 4 lose more than .08 of their
confidence. Of 55 wrong pairs, 3 lose less than .095, all of them pages that a template made. A fit rests more on
titles, and then distrusts pages whose title is missing on one side.

``names`` outweighs all others: sibling pages of a template fit in everything else. In 910 right pairs of 15 languages
and sites, of which 270 have names in both titles, no titles contradict each other."""

UNRELATED = 0.35
"""How many beads that look sure are taken to be right in documents that do not belong together: lines of a template.
Chosen, so that hardly any bead of wrong pairs of files reaches .9."""

ALONE: Mapping[str, float] = MappingProxyType(_FITTED["alone"])
"""How sure it is that a segment has no partner, by the score of the best one; log-odds.

Where there was nothing to compare it with, the best one scores ``none``."""

LATE_SHARE = 0.4
"""A side with less than this share of the other's sentences per paragraph is cut late; Thai has .01, others 1.03."""
LATE_ENDED = 0.5
"""A side of whose paragraphs this share ends with a sentence mark has such marks, however few sentences it has."""
LATE_LEAST = 8
"""The other side must have so many sentences beyond the first ones of its paragraphs."""
LATE_ROUNDS = 3
"""So often whole paragraphs are aligned before they are cut; cutting them twice adds nothing."""
LATE_PIECES = 70
"""Into so many pieces a paragraph without sentence marks is cut at most."""
LATE_RANGE: Mapping[str, float] = MappingProxyType(
    {
        "bias": 1.99,
        "evidence": 5.68,
        "deviation": -0.6,
        "invariants": 0.32,
        "end": 0.3,
        "first": 0.21,
        "last": 0.45,
        "sentence": -1.44,
        "gap": 1.0,
        "letter": 0.002,
    }
)
"""What speaks for a range of pieces as the partner of a sentence.

Also what it costs to leave out a sentence, pieces that stand together (``gap``), and each of their letters.

Found by random search on the borders of every other French and Turkish document without sentence marks and with most
spaces gone, and of French ones without marks alone, as ``benchmarks/unmarked.py`` makes them; German was kept aside.
"""
LATE_NEAR = 4
"""So many blocks without a partner are tried for a block that has none; chosen, not fitted."""
LATE_RATIO = (0.6, 1.6)
"""The ratio of lengths in a paragraph counts no further than this from the batch's."""

FEW = 1000
"""A batch with fewer segments teaches a second time, for its first lexicon rests on little."""
