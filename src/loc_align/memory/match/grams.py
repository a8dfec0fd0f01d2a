"""Trigrams of texts, which select the candidates for a comparison.

Similar texts share many trigrams (Ukkonen, "Approximate string-matching with q-grams and maximal matches", 1992). Each
trigram is hashed to 20 bits. The numbers of the texts that contain it are stored as differences of one or two bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LENGTH = 3
BITS = 20
_EDGE = "\x01"
_TYPES = {1: "<u1", 2: "<u2"}
_MOST = {1: 0xFF, 2: 0xFFFF}
_FACTOR = np.uint32(0x9E3779B1)

Ids = NDArray[np.int64]


def grams(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the hashes of the trigrams of texts. The edges of a text count as characters.

    Args:
        texts: the texts.

    Returns:
        The hashes, and for each hash the index of its text. A hash can occur more than once.
    """
    joined = "".join(f"{_EDGE}{text}{_EDGE}" for text in texts)
    characters = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) + 2 for text in texts])
    count = max(len(characters) - LENGTH + 1, 0)
    hashes = np.zeros(count, np.uint32)
    for at in range(LENGTH):
        hashes = (hashes ^ characters[at : at + count]) * _FACTOR
    whole = owner[:count] == owner[LENGTH - 1 :]
    return (hashes >> np.uint32(32 - BITS))[whole], owner[:count][whole]


def encode(ids: NDArray[np.int64]) -> tuple[int, bytes]:
    """Encode ascending numbers as differences.

    A difference that is too large is split, which adds numbers to the sequence. For a filter, that does no harm.

    Args:
        ids: the numbers from 0, in ascending order.

    Returns:
        The bytes of each difference, 1 or 2, and the encoded numbers.
    """
    steps = np.diff(ids, prepend=-1)
    sizes = {width: width * int(((steps - 1) // most + 1).sum()) for width, most in _MOST.items()}
    width = min(sizes, key=sizes.__getitem__)
    cuts = (steps - 1) // _MOST[width]
    ends = np.cumsum(cuts + 1) - 1
    made = np.full(int(ends[-1]) + 1, _MOST[width])
    made[ends] = steps - cuts * _MOST[width]
    return width, made.astype(_TYPES[width]).tobytes()


def decode(width: int, data: bytes) -> Ids:
    """Decode numbers; the inverse of :func:`encode`.

    Raises:
        ValueError, KeyError: the arguments do not come from :func:`encode`.
    """
    steps = np.frombuffer(data, _TYPES[width]).astype(np.int64)
    steps[:1] -= 1
    return np.cumsum(steps, out=steps)
