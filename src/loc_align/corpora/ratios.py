"""The usual ratio of the lengths of source and target, learned for each pair of languages."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

_NORMAL = 1.4826
"""The standard deviation of a normal distribution, in median absolute deviations."""
_NARROWEST = 10
"""The smallest deviation, in hundredths of a logarithm: short and regular texts must not make the bounds narrow."""
_LEAST = 50
"""The number of rows that are needed to learn from."""
_UNLEARNED = 180
"""The greatest logarithm of a ratio, in hundredths, where there is nothing to learn from: in no two languages is a text
six times as long."""

Histogram = Iterable[tuple[int, int, int]]
"""A pair of languages, the logarithm of a ratio in hundredths, and how many rows have it."""


def learned_bounds(histogram: Histogram, spread: float) -> dict[int, tuple[int, int]]:
    """Return the lowest and the highest usual ratio for each pair of languages.

    The bounds are robust: the median, and ``spread`` standard deviations, estimated from the median deviation.

    Args:
        histogram: how many rows have which ratio.
        spread: the number of standard deviations.
    """
    by_pair: dict[int, dict[int, int]] = defaultdict(dict)
    for pair, ratio, count in histogram:
        by_pair[pair][ratio] = count
    return {pair: _bounds(counts, spread) for pair, counts in sorted(by_pair.items()) if sum(counts.values()) >= _LEAST}


def _bounds(counts: Mapping[int, int], spread: float) -> tuple[int, int]:
    middle = _median([*counts.items()])
    deviation = max(_median([(abs(ratio - middle), count) for ratio, count in counts.items()]) * _NORMAL, _NARROWEST)
    reach = math.ceil(spread * deviation)
    return middle - reach, middle + reach


def _median(counts: Sequence[tuple[int, int]]) -> int:
    half = sum(count for _, count in counts) / 2
    seen = 0
    for value, count in sorted(counts):
        seen += count
        if seen >= half:
            return value
    return 0


def condition(bounds: Mapping[int, tuple[int, int]]) -> str:
    """Return the SQL condition of the rows whose ratio is out of bounds.

    Args:
        bounds: the lowest and the highest usual ratio of the pairs of languages that have enough rows to learn from.
    """
    cases = " ".join(f"WHEN {pair} THEN ratio < {low} OR ratio > {high}" for pair, (low, high) in bounds.items())
    other = f"abs(ratio) > {_UNLEARNED}"
    return f"CASE pair {cases} ELSE {other} END" if cases else other
