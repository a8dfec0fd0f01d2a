"""The texts of an index that are most like one: found by their grams, compared by rapidfuzz."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from loc_align.corpus.memory.schema import LONGEST, MOST_PAIRS
from loc_align.memory.grams import Ids, decode, grams
from loc_align.value import value

_FEW = 2000
"""So many texts of fitting length are all compared."""
_CANDIDATES = 1000
"""Of more than that, so many are compared that share most grams."""
_POSTINGS = 400_000
"""The grams that fewest texts hold are looked at, until so many texts were named."""
_LEAST_GRAMS = 6


@value
class Similar:
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
        named = [ids[slice(*np.searchsorted(ids, (low, high)))] for ids in self._postings(text)]
        if not named:
            return []
        shared = np.bincount(np.concatenate(named) - low)
        found = np.flatnonzero(shared > 1)
        if len(found) < _CANDIDATES:
            found = np.flatnonzero(shared)
        if len(found) > _CANDIDATES:
            worth = shared[found] / (self._length_of[found + low] + len(text))
            found = np.sort(found[np.argpartition(worth, len(found) - _CANDIDATES)[-_CANDIDATES:]])
        ids: list[int] = (found + (low + self._first)).tolist()
        return ids

    def _postings(self, text: str) -> Iterator[Ids]:
        """The texts that hold a gram of this one, for its rarest grams."""
        keys = [int(key) * MOST_PAIRS + self._pair for key in np.unique(grams([text])[0])]
        counts = self._database.execute(
            f"SELECT texts, id FROM grams WHERE id IN ({_marks(keys)}) ORDER BY texts, id",  # noqa: S608 - marks alone
            keys,
        ).fetchall()
        named = 0
        for number, (texts, key) in enumerate(counts):
            named += texts
            if named > _POSTINGS and number >= _LEAST_GRAMS:
                return
            width, data = self._database.execute("SELECT width, ids FROM grams WHERE id = ?", (key,)).fetchone()
            yield decode(width, data)

    def _texts(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        return self._database.execute(
            f"SELECT id, text FROM texts WHERE id IN ({_marks(ids)}) ORDER BY id",  # noqa: S608 - marks alone
            ids,
        ).fetchall()


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
