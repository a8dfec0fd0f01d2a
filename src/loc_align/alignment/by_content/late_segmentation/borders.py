"""What the first and the last words of a segment look like in a language without sentence marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log

import numpy as np

from loc_align.alignment.by_content.pairing.pairing import Floats
from loc_align.alignment.by_content.segments.side import TEXT, Side

_SIZES = (1, 4)
"""So many first, and so many last characters of a piece are looked at."""
_PRIOR = 4.0
_MOST = 2.0
_FEW = 40
"""So many blocks are needed before what they teach counts half."""


class Borders:
    """Counts over a batch: how pieces begin and end at the ends of their blocks, and how they do elsewhere."""

    def __init__(self, sides: Iterable[Side]) -> None:
        """Count the pieces of all paragraphs and list items that have several."""
        self._counts: dict[tuple[bool, bool], Counter[str]] = {
            (first, outer): Counter() for first in (False, True) for outer in (False, True)
        }
        for side in sides:
            for block in _blocks(side):
                for first in (False, True):
                    edge = 0 if first else len(block) - 1
                    for at, text in enumerate(block):
                        self._counts[first, at == edge].update(_keys(text, first=first))

    def looks(self, side: Side, *, first: bool) -> Floats:
        """How much each piece of a side looks like the first, or the last, of a segment: log-odds.

        Args:
            side: the pieces.
            first: whether the first is asked for.
        """
        return np.array([self._log_odds(_keys(text, first=first), first=first) for text in side.texts])

    def _log_odds(self, keys: Iterable[str], *, first: bool) -> float:
        outer, inner = self._counts[first, True], self._counts[first, False]
        share = (outer.total() + 1) / (inner.total() + 1)
        odds = sum(log((outer[key] + _PRIOR * share) / ((inner[key] + _PRIOR) * share)) for key in keys) / len(_SIZES)
        trust = outer.total() / (outer.total() + _FEW * len(_SIZES))
        return trust * max(-_MOST, min(odds, _MOST))


def _blocks(side: Side) -> Iterator[Sequence[str]]:
    block: list[str] = []
    last = -1
    for number, group, text in zip(side.block.tolist(), side.group.tolist(), side.texts, strict=True):
        if number != last and len(block) > 1:
            yield block
        if number != last:
            block, last = [], number
        if group == TEXT:
            block.append(text)
    if len(block) > 1:
        yield block


def _keys(text: str, *, first: bool) -> list[str]:
    shown = text.strip()
    return [shown[:size] if first else shown[-size:] for size in _SIZES]
