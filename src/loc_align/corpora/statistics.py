"""What memories consist of: lengths, ratios, origins, and what was left untranslated, by pair of languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from typing import TYPE_CHECKING, Any

from loc_align.corpora.near import prose_of

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("source", "target", "source_text", "target_text", "source_lang", "target_lang", "translation_type", "count")
"""The columns of units that are counted."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_GRAM = 4
"""The most words of an n-gram."""
_MOST_GRAMS = 100_000
"""The number of different n-grams to count. If there are more, the rarest ones are forgotten."""
_SHOWN = 20
_WIDEST = 30
"""The greatest logarithm of a ratio to tell apart, in tenths: one side is 20 times as long as the other."""


class PairStatistics:
    """The statistics of one pair of languages."""

    def __init__(self) -> None:
        """Start at zero."""
        self.rows = self.total = self.identical = self.source_words = 0
        self.kinds: Counter[str] = Counter()
        self.lengths: Counter[int] = Counter()
        """How many sources have which length, as the number of binary digits of the characters."""
        self.ratios: Counter[int] = Counter()
        """How many rows have which ratio of lengths, as a logarithm in tenths. The outermost ones have all others."""
        self._grams: Counter[str] = Counter()

    def add(self, row: tuple[Any, ...]) -> None:
        """Count a row, with the values of :data:`COLUMNS`."""
        source, target, source_text, target_text, *_, kind, count = row
        self.rows += 1
        self.total += count
        self.kinds[kind or "unknown"] += 1
        if source is None or target is None:
            return
        self.source_words += len(source_text.split())
        self.identical += source_text == target_text
        self.lengths[len(source_text).bit_length()] += 1
        if source_text and target_text:
            self.ratios[_ratio(len(source_text), len(target_text))] += 1
        self._grams.update(_shared_grams(prose_of(source, source_text), prose_of(target, target_text)))
        if len(self._grams) > _MOST_GRAMS:
            self._grams = Counter(dict(_first(self._grams, _MOST_GRAMS // 2)))

    @property
    def untranslated(self) -> list[tuple[str, int]]:
        """The most frequent n-grams of sources that are in their targets, too."""
        return _first(self._grams, _SHOWN)


def _ratio(source_length: int, target_length: int) -> int:
    return max(-_WIDEST, min(round(10 * log(target_length / source_length)), _WIDEST))


def _first(grams: Counter[str], size: int) -> list[tuple[str, int]]:
    return sorted(grams.items(), key=lambda item: (-item[1], item[0]))[:size]


def _shared_grams(source: str, target: str) -> Iterator[str]:
    """Yield the longest n-grams of two words or more that both sides have."""
    words = _WORD.findall(source)
    there = {gram for size in range(2, _LONGEST_GRAM + 1) for gram in _grams(_WORD.findall(target), size)}
    at = 0
    while at < len(words) - 1 and there:
        sizes = range(min(_LONGEST_GRAM, len(words) - at), 1, -1)
        size = next((size for size in sizes if tuple(words[at : at + size]) in there), 0)
        if size:
            yield " ".join(words[at : at + size])
        at += size or 1


def _grams(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def statistics(batches: Iterable[pa.RecordBatch]) -> dict[tuple[str, str], PairStatistics]:
    """Count rows by pair of languages.

    Args:
        batches: rows with the columns :data:`COLUMNS`.

    Returns:
        The statistics by source and target language, in order.
    """
    found: dict[tuple[str, str], PairStatistics] = {}
    for batch in batches:
        for row in zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True):
            pair = row[4], row[5]
            if pair not in found:
                found[pair] = PairStatistics()
            found[pair].add(row)
    return dict(sorted(found.items()))
