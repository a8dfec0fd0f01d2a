"""Sorts the grams of millions of texts on disk, in bounded memory."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from loc_align.memory.index.schema import MOST_PAIRS
from loc_align.memory.match.grams import BITS, encode, grams

_TEXTS_A_PART = 32_768
_MOST_PARTS = 128
_ID_BITS = 32
_PAIR_BITS = MOST_PAIRS.bit_length() - 1


class GramSorter:
    """Distributes grams to files by ranges of their hashes, then sorts each file in memory."""

    def __init__(self, folder: Path, texts: int) -> None:
        """Open the files.

        Args:
            folder: the folder for the files.
            texts: the approximate number of texts.
        """
        wanted = min(max(texts // _TEXTS_A_PART, 1), _MOST_PARTS)
        self._bits = (wanted - 1).bit_length()
        self._files = contextlib.ExitStack()
        self._parts: list[IO[bytes]] = [
            self._files.enter_context((folder / f"{number:03}.grams").open("w+b")) for number in range(1 << self._bits)
        ]

    def add(self, pair: int, first: int, texts: Sequence[str]) -> None:
        """Add the grams of texts.

        Args:
            pair: the number of their language pair.
            first: the number of the first text within the pair.
            texts: texts with consecutive numbers.
        """
        hashes, owner = grams(texts)
        keys = hashes.astype(np.uint64) << np.uint64(_PAIR_BITS) | np.uint64(pair)
        entries = _distinct(keys << np.uint64(_ID_BITS) | (owner.astype(np.uint64) + np.uint64(first)))
        shift = np.uint64(BITS - self._bits + _PAIR_BITS + _ID_BITS)
        bounds = np.searchsorted(entries >> shift, np.arange(len(self._parts) + 1, dtype=np.uint64))
        for part, start, end in zip(self._parts, bounds, bounds[1:], strict=False):
            part.write(entries[start:end].tobytes())

    def rows(self) -> Iterator[tuple[int, int, int, bytes]]:
        """Yield a row for each gram of each pair, in ascending order: key, number of texts, width, encoded numbers."""
        for part in self._parts:
            part.seek(0)
            entries = np.sort(np.frombuffer(part.read(), np.uint64))
            keys = (entries >> np.uint64(_ID_BITS)).astype(np.int64)
            ids = (entries & np.uint64((1 << _ID_BITS) - 1)).astype(np.int64)
            starts = [*np.flatnonzero(np.diff(keys, prepend=-1)).tolist(), len(keys)]
            for start, end in pairwise(starts):
                yield int(keys[start]), end - start, *encode(ids[start:end])

    def close(self) -> None:
        """Close the files."""
        self._files.close()


def _distinct(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return distinct numbers in ascending order. ``np.unique`` hashes them first and takes three times as long."""
    numbers = np.sort(numbers)
    kept = np.ones(len(numbers), np.bool_)
    kept[1:] = numbers[1:] != numbers[:-1]
    return numbers[kept]
