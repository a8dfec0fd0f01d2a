"""Says by lengths whether a sentence without a counterpart was lost or added, or joined with another one."""

from __future__ import annotations

from math import log
from statistics import median
from typing import Final

from loc_align.model import Bitext, Severity

_LEAST: Final = 0.25
"""By how much the ratio of the lengths of two blocks differs at least from the usual one, as a logarithm."""
_SPREADS: Final = (2, 3)
"""By how many usual deviations it differs for an ``info``, and for a warning."""
_MEASURED: Final = 20
"""The fewest characters of a source whose ratio says something."""


def usual_ratio(bitext: Bitext) -> tuple[float, float]:
    """Return the median of the ratios of the lengths of the pairs, as logarithms, and their median deviation."""
    ratios = [
        log((len(unit.target.text) + 3) / (len(unit.source.text) + 3))
        for unit in bitext.units
        if unit.source is not None and unit.target is not None and len(unit.source.text) >= _MEASURED
    ]
    middle = median(ratios) if ratios else 0.0
    return middle, median(abs(ratio - middle) for ratio in ratios) if ratios else 0.0


def severity_of(usual: tuple[float, float], sizes: tuple[int, int], without: tuple[int, int]) -> Severity:
    """Return how certainly a sentence is why the lengths of two blocks differ more than usual; ``off`` if it isn't.

    Args:
        usual: the usual ratio of lengths, and how much it differs, as logarithms.
        sizes: the lengths of the source block and the target block.
        without: how many characters the sentence has in each of them.
    """
    ratio, spread = usual
    whole, rest = (
        abs(log((max(sizes[1] - less[1], 0) + 3) / (max(sizes[0] - less[0], 0) + 3)) - ratio)
        for less in ((0, 0), without)
    )
    if whole <= max(_LEAST, _SPREADS[0] * spread) or 2 * rest >= whole:
        return "off"
    return "warning" if whole > _SPREADS[1] * spread else "info"
