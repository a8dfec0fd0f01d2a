"""Finds similar texts in an index: candidates by their grams, scores by rapidfuzz."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from loc_align.memory.index.schema import LONGEST, MOST_PAIRS
from loc_align.memory.match.grams import Ids, decode, grams

_FEW = 2000
"""Up to this number of texts with a suitable length, all are compared."""
_CANDIDATES = 600
"""If there are more texts, the number of candidates to compare: those that share most grams with the query."""
_POSTINGS = 800_000
"""The most postings to read. The rarest grams come first."""
_LEAST_GRAMS = 6
_MOST_GRAMS = 255
"""The largest count that fits in a byte."""


class Similar(Struct, frozen=True):
    """A text of an index, and its similarity to a query."""

    id: int
    text: str
    similarity: float
    """From 0 to 1: twice the length of the longest common subsequence, divided by the sum of the two lengths
    (``rapidfuzz.fuzz.ratio``)."""


class Search:
    """Fuzzy search in the texts of one language pair."""

    def __init__(self, database: sqlite3.Connection, pair: int, first: int, texts: int) -> None:
        """Read the lengths of the texts; the index has one row for each length.

        Args:
            database: an index.
            pair: the number of the language pair.
            first: the number of the first text of the pair.
            texts: the number of texts of the pair.
        """
        self._database = database
        self._pair = pair
        self._first = first
        rows = database.execute("SELECT length, first FROM lengths WHERE pair = ? ORDER BY length", (pair,)).fetchall()
        self._lengths = np.array([length for length, _ in rows], np.int64)
        self._starts = np.array([start for _, start in rows] + [first + texts], np.int64) - first
        self._length_of = np.repeat(self._lengths.astype(np.int32), np.diff(self._starts))

    def similar(self, text: str, threshold: float, limit: int) -> list[Similar]:
        """Return the texts that are most similar to a text, best first, and shorter ones before longer ones.

        Args:
            text: a text with normalized white space.
            threshold: the lowest similarity, from 0 to 1.
            limit: the most texts to return.
        """
        if not 0 < len(text) <= LONGEST:
            return []
        low, high = self._window(len(text), threshold)
        if high - low > _FEW:
            rows = self._texts(self._candidates(text, low, high))
        else:
            rows = self._database.execute(
                "SELECT id, text FROM texts WHERE id >= ? AND id < ? ORDER BY id",
                (low + self._first, high + self._first),
            ).fetchall()
        found = process.extract(
            text, [row[1] for row in rows], scorer=fuzz.ratio, score_cutoff=threshold * 100, limit=limit
        )
        return [Similar(rows[at][0], rows[at][1], score / 100) for _, score, at in found]

    def _window(self, length: int, threshold: float) -> tuple[int, int]:
        """Return the range of texts whose length allows the similarity: no common subsequence is longer than a text."""
        least = math.ceil(round(length * threshold / (2 - threshold), 6))
        most = min(math.floor(round(length * (2 - threshold) / threshold, 6)), LONGEST) if threshold else LONGEST
        low, high = np.searchsorted(self._lengths, [least, most + 1])
        return int(self._starts[low]), int(self._starts[high])

    def _candidates(self, text: str, low: int, high: int) -> list[int]:
        """Return the texts that share most grams with a text, relative to the lengths."""
        # Memory access dominates the time here, and counts of one byte fit in the processor cache.
        shared = np.zeros(len(self._length_of), np.uint8)
        for ids in self._postings(text):
            start, end = np.searchsorted(ids, (low, high))
            shared[ids[start:end]] += 1
        found = _highest(shared[low:high]) + low
        if len(found) > _CANDIDATES:
            worth = shared[found] / (self._length_of[found] + len(text))
            found = np.sort(found[np.argpartition(worth, len(found) - _CANDIDATES)[-_CANDIDATES:]])
        numbers: list[int] = (found + self._first).tolist()
        return numbers

    def _postings(self, text: str) -> Iterator[Ids]:
        """Yield the numbers of the texts with each of the rarest grams of a text."""
        keys = [int(key) * MOST_PAIRS + self._pair for key in np.unique(grams([text])[0])]
        counts = self._database.execute(
            f"SELECT texts, id FROM grams WHERE id IN ({_marks(keys)}) ORDER BY texts, id",  # noqa: S608 - marks alone
            keys,
        ).fetchall()
        chosen = _within_budget(counts)
        for width, data in self._database.execute(
            f"SELECT width, ids FROM grams WHERE id IN ({_marks(chosen)})",  # noqa: S608 - marks alone
            chosen,
        ):
            yield decode(width, data)

    def _texts(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        return self._database.execute(
            f"SELECT id, text FROM texts WHERE id IN ({_marks(ids)}) ORDER BY id",  # noqa: S608 - marks alone
            ids,
        ).fetchall()


def _within_budget(counts: Sequence[tuple[int, int]]) -> list[int]:
    """Return the keys of the grams to read, from rows of text count and key in ascending order."""
    chosen: list[int] = []
    postings = 0
    for texts, key in counts[:_MOST_GRAMS]:
        postings += texts
        if postings > _POSTINGS and len(chosen) >= _LEAST_GRAMS:
            break
        chosen.append(key)
    return chosen


def _highest(counts: NDArray[np.uint8]) -> Ids:
    """Return the indexes of the highest counts, at least as many as there are candidates to compare, if possible."""
    least = int(counts.max(initial=0)) // 2
    while True:
        found = np.flatnonzero(counts > least)
        if len(found) >= _CANDIDATES or not least:
            return found
        least //= 2


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
