"""The texts of an index that are most like one: found by their grams, compared by rapidfuzz."""

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
"""So many texts of fitting length are all compared."""
_CANDIDATES = 600
"""Of more than that, so many are compared that share most grams."""
_POSTINGS = 800_000
"""The grams that fewest texts hold are looked at, until so many texts were named."""
_LEAST_GRAMS = 6
_MOST_GRAMS = 255
"""What a byte can count."""


class Similar(Struct, frozen=True):
    """A text of an index, and how like it is."""

    id: int
    text: str
    similarity: float
    """From 0 to 1: twice the length of the longest common subsequence by the sum of the lengths
    (``rapidfuzz.fuzz.ratio``)."""


class Search:
    """The texts of one pair of languages."""

    def __init__(self, database: sqlite3.Connection, pair: int, first: int, texts: int) -> None:
        """Read the lengths of the texts: a row for each length.

        Args:
            database: an index.
            pair: the number of the pair of languages.
            first: the number of its first text.
            texts: how many it has.
        """
        self._database = database
        self._pair = pair
        self._first = first
        rows = database.execute("SELECT length, first FROM lengths WHERE pair = ? ORDER BY length", (pair,)).fetchall()
        self._lengths = np.array([length for length, _ in rows], np.int64)
        self._starts = np.array([start for _, start in rows] + [first + texts], np.int64) - first
        self._length_of = np.repeat(self._lengths.astype(np.int32), np.diff(self._starts))

    def similar(self, text: str, threshold: float, limit: int) -> list[Similar]:
        """The texts most like one, the best first; of those equally alike the shorter ones.

        Args:
            text: a text, white space folded.
            threshold: the least similarity, from 0 to 1.
            limit: how many at most.
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
        """The texts whose length does not forbid the similarity: a common subsequence is no longer than either."""
        least = math.ceil(round(length * threshold / (2 - threshold), 6))
        most = min(math.floor(round(length * (2 - threshold) / threshold, 6)), LONGEST) if threshold else LONGEST
        low, high = np.searchsorted(self._lengths, [least, most + 1])
        return int(self._starts[low]), int(self._starts[high])

    def _candidates(self, text: str, low: int, high: int) -> list[int]:
        """The texts that share most grams with one, for its length and theirs."""
        # Counts of one byte stay in the processor's cache, which is what takes the time here.
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
        """The texts that hold a gram of this one, for its rarest grams."""
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
    """The keys of the grams to look at, of the number of texts that hold each and its key, the rarest first."""
    chosen: list[int] = []
    named = 0
    for texts, key in counts[:_MOST_GRAMS]:
        named += texts
        if named > _POSTINGS and len(chosen) >= _LEAST_GRAMS:
            break
        chosen.append(key)
    return chosen


def _highest(counts: NDArray[np.uint8]) -> Ids:
    """Where the highest counts stand: at least as many as are compared, where there are so many."""
    least = int(counts.max(initial=0)) // 2
    while True:
        found = np.flatnonzero(counts > least)
        if len(found) >= _CANDIDATES or not least:
            return found
        least //= 2


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
