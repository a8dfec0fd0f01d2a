"""Learning a lexicon: IBM model 1 in both directions that have to agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.tokens import INVARIANT

Lesson = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a source and of its target."""
_STEPS = 6
_NULL = 0.05
_MOST_LINKS = 2_000_000
_SHORT = 200_000
"""The length of a column that may take twice the memory."""
_BYTES = 4
_SAME = 0.8
_SAME_LENGTH = 4
_LEAST_COUNT = 0.05


def learn(beads: Iterable[Lesson], base: Lexicon | None = None) -> Lexicon:
    """Learn a lexicon from sentences and their translations.

    The model is IBM 1 (Brown et al. 1993), trained in both directions whose posteriors are replaced by their geometric
    mean (alignment by agreement, Liang et al. 2006); a sentence is the set of its words.

    Args:
        beads: the words of each source and its target; equal ones count with the logarithm of their number.
        base: what was known before.
    """
    base = base or Lexicon()
    counted, words = _counted(beads)
    if not counted:
        return base
    table = _table(counted, words)
    expected = _train(table, base)
    kept = np.flatnonzero(expected >= _LEAST_COUNT)
    e, f = table.pair_e[kept].tolist(), table.pair_f[kept].tolist()
    pairs = {(table.sources[a], table.targets[b]): c for a, b, c in zip(e, f, expected[kept].tolist(), strict=True)}
    learned = Lexicon(
        pairs,
        _seen(table.sources, table.source_counts),
        _seen(table.targets, table.target_counts),
        float(sum(_weight(number) for _, number in counted)),
    )
    return base.merged(learned) if base else learned


def _counted(beads: Iterable[Lesson]) -> tuple[list[tuple[tuple[bytes, bytes], int]], tuple[list[str], list[str]]]:
    """Return the distinct lessons with their numbers, and the words that they refer to.

    Of more lessons than are needed, every second one is dropped, again and again, so that memory is bounded.
    """
    own: dict[str, int] = {}
    other: dict[str, int] = {}
    counts: Counter[tuple[bytes, bytes]] = Counter()
    links, every = 0, 1
    for number, (e, f) in enumerate(beads):
        if number % every or not (e and f):
            continue
        lesson = _numbered(e, own), _numbered(f, other)
        links += len(e) * len(f) if lesson not in counts else 0
        counts[lesson] += 1
        if links > 2 * _MOST_LINKS:
            counts = Counter(dict([*counts.items()][::2]))
            links, every = _links(counts), 2 * every
    counted = [*counts.items()][:: 1 + _links(counts) // _MOST_LINKS]
    return counted, ([*own], [*other])


def _links(lessons: Iterable[tuple[bytes, bytes]]) -> int:
    return sum(len(e) * len(f) for e, f in lessons) // _BYTES**2


def _numbered(words: Sequence[str], numbers: dict[str, int]) -> bytes:
    """Return the numbers of words as bytes, which take little memory; new words get the next numbers."""
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int32).tobytes()


def _seen(words: Sequence[str], counts: NDArray[np.float64]) -> dict[str, float]:
    return {word: count for word, count in zip(words, counts.tolist(), strict=True) if count}


def _weight(number: int) -> float:
    return 1 + 0.5 * log(number)


class _Table(Struct, frozen=True):
    """Every place where a source word and a target word stand in one bead."""

    sources: Sequence[str]
    targets: Sequence[str]
    source_counts: NDArray[np.float64]
    target_counts: NDArray[np.float64]
    total: float
    pair_e: NDArray[np.int64]
    pair_f: NDArray[np.int64]
    pair: NDArray[np.int32]
    """For each place the pair of words."""
    own_slot: NDArray[np.int32]
    """For each place the source word's occurrence."""
    other_slot: NDArray[np.int32]
    """For each place the target word's occurrence."""
    weight: NDArray[np.float64]


def _table(counted: Sequence[tuple[tuple[bytes, bytes], int]], words: tuple[list[str], list[str]]) -> _Table:
    rows = [(np.frombuffer(e, np.int32), np.frombuffer(f, np.int32)) for (e, f), _ in counted]
    own, other = words
    weights = np.array([_weight(number) for _, number in counted])
    sizes_e = np.array([len(e) for e, _ in rows])
    sizes_f = np.array([len(f) for _, f in rows])
    all_e, all_f = np.concatenate([e for e, _ in rows]), np.concatenate([f for _, f in rows])
    starts_e, starts_f = (_narrow(np.cumsum(sizes) - sizes) for sizes in (sizes_e, sizes_f))
    places = sizes_e * sizes_f
    bead = np.repeat(np.arange(len(rows), dtype=np.int32), places)
    within = _narrow(np.arange(places.sum()) - np.repeat(np.cumsum(places) - places, places))
    width = _narrow(sizes_f)[bead]
    own_slot = starts_e[bead] + within // width
    other_slot = starts_f[bead] + within % width
    codes, pair = np.unique(all_e[own_slot].astype(np.int64) * len(other) + all_f[other_slot], return_inverse=True)
    return _Table(
        own,
        other,
        _sums(all_e, np.repeat(weights, sizes_e), len(own)),
        _sums(all_f, np.repeat(weights, sizes_f), len(other)),
        float(weights.sum()),
        codes // len(other),
        codes % len(other),
        _narrow(pair),
        own_slot,
        other_slot,
        weights[bead],
    )


def _narrow(numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    """The same numbers in half of the memory."""
    return numbers.astype(np.int32)


def _wide(numbers: NDArray[np.int32]) -> NDArray[np.integer[Any]]:
    """A short column in the type that numpy indexes with, which spares a copy each time."""
    return numbers.astype(np.intp) if len(numbers) <= _SHORT else numbers


def _train(table: _Table, base: Lexicon) -> NDArray[np.float64]:
    """For each pair of words how often one stands for the other."""
    before = _known(table, base.pairs)
    own = table.source_counts + _counts(table.sources, base.source_counts)
    other = table.target_counts + _counts(table.targets, base.target_counts)
    total = table.total + base.total
    together = _sums(table.pair, table.weight, len(table.pair_e)) + before
    dice = 2 * together / (own[table.pair_e] + other[table.pair_f])
    forward = backward = np.maximum(dice, _same(table))
    null_f = _NULL * other[table.pair_f] / total
    null_e = _NULL * own[table.pair_e] / total
    expected = together
    pair, own_slot, other_slot = (_wide(column) for column in (table.pair, table.own_slot, table.other_slot))
    own_null, other_null = null_e[pair], null_f[pair]
    for _ in range(_STEPS):
        p, q = forward[pair], backward[pair]
        p /= np.bincount(other_slot, p)[other_slot] + other_null
        q /= np.bincount(own_slot, q)[own_slot] + own_null
        p *= q
        expected = _sums(pair, table.weight * np.sqrt(p, out=p), len(table.pair_e))
        forward = (expected + before) / own[table.pair_e]
        backward = (expected + before) / other[table.pair_f]
    return expected


def _sums(keys: NDArray[np.integer[Any]], values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    return np.bincount(keys, values, count).astype(float)


def _known(table: _Table, pairs: Mapping[tuple[str, str], float]) -> NDArray[np.float64]:
    if not pairs:
        return np.zeros(len(table.pair_e))
    words = zip(table.pair_e.tolist(), table.pair_f.tolist(), strict=True)
    return np.array([pairs.get((table.sources[e], table.targets[f]), 0.0) for e, f in words])


def _counts(words: Sequence[str], counts: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([counts.get(word, 0.0) for word in words])


def _same(table: _Table) -> NDArray[np.float64]:
    """Words that are written the same in both languages start as translations of each other."""
    numbers = {word: number for number, word in enumerate(table.targets)}
    same = np.full(len(table.sources), -1)
    for number, word in enumerate(table.sources):
        if len(word) >= _SAME_LENGTH or word.startswith(INVARIANT):
            same[number] = numbers.get(word, -1)
    return np.where(same[table.pair_e] == table.pair_f, _SAME, 0.0)
