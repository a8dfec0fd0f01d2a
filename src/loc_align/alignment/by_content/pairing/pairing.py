"""Two sides with their words numbered, weighed and translated: what every comparison of two documents rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import compress, pairwise
from math import log
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.pairing.survey import Counts, Survey
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, Side
from loc_align.alignment.by_content.tokens import INVARIANT

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]
_SAME_INVARIANT = 0.95
_SAME_WORD = {1: 0.2, 2: 0.2, 3: 0.5}
_SAME_LONG_WORD = 0.8
_ORDINAL = re.compile(rf"{INVARIANT}\d{{1,2}}")
"""A number that may count anything: parts, chapters, steps."""
_LITTLE = 0.4
"""What such a number weighs beside other text that every language keeps."""
_SEEN = 2.0
_GUESSED = 0.5


class Words(Struct, frozen=True):
    """The words of one side."""

    rows: tuple[Ints, ...]
    """For each segment the numbers of those of its words that tell anything; none for a structural item."""
    idf: Floats
    """For each word how rare it is, from 0 (in every segment) to 1 (in one)."""
    weight: Floats
    """For each word what it counts: its rareness, times what is known of its translation."""
    invariant: NDArray[np.bool_]


class Pairing(Struct, frozen=True):
    """A pair of documents, ready to be compared."""

    source: Side
    target: Side
    source_words: Words
    target_words: Words
    same: Ints
    """For each source word the target word that is written the same, -1 without one."""
    e: Ints
    """The source words of the known translations, rising."""
    f: Ints
    """Their target words."""
    forward: Floats
    """How likely the target word is for the source word."""
    backward: Floats
    """How likely the source word is for the target word."""
    ratio: float
    """Characters of target for one of source."""


def bind(source: Side, target: Side, survey: Survey, lexicon: Lexicon) -> Pairing:
    """Bind two sides to what is known of their languages.

    Args:
        source: the source's items.
        target: the target's items.
        survey: the counts of the whole batch.
        lexicon: word translations; an empty one in the first round.
    """
    own, other = _numbered(source.words), _numbered(target.words)
    e, f, forward, backward = _translations(own, other, lexicon)
    known = (lexicon.source_counts, lexicon.target_counts) if lexicon else (None, None)
    shared = own.keys() & other.keys()
    return Pairing(
        source,
        target,
        _words(source, own, survey.source, known[0], shared, e),
        _words(target, other, survey.target, known[1], shared, f),
        np.array([other.get(word, -1) for word in own], np.int64),
        e,
        f,
        forward,
        backward,
        survey.ratio_of(source, target),
    )


def _numbered(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    return {word: number for number, word in enumerate(dict.fromkeys(word for row in rows for word in row))}


def _words(  # noqa: PLR0913, PLR0917 - the same for both sides
    side: Side,
    numbers: Mapping[str, int],
    counts: Counts,
    known: Mapping[str, float] | None,
    shared: Collection[str],
    translated: Ints,
) -> Words:
    known_words = counts.words
    often = np.array([known_words.get(word, 1) for word in numbers], float)
    idf = np.maximum(0.0, 1 - np.log(np.maximum(1.0, often)) / log(max(2, counts.total))).astype(np.float32)
    invariant = np.array([word[0] == INVARIANT for word in numbers], bool)
    ordinals = [_ORDINAL.fullmatch(word) is not None for word in compress(numbers, invariant.tolist())]
    idf[np.flatnonzero(invariant)[ordinals]] *= _LITTLE
    if known is None:
        trust = np.array([_GUESSED if word in shared else 0.0 for word in numbers], np.float32)
    else:
        seen = np.maximum(0.0, np.array([known.get(word, 0.0) for word in numbers]) - 1).astype(np.float32)
        trust = seen / (seen + np.float32(_SEEN))
    trust[invariant] = 1.0
    used = invariant | (trust > 0)
    used[translated] = True
    return Words(_used_rows(side, numbers, used), idf, idf * trust, invariant)


def _used_rows(side: Side, numbers: Mapping[str, int], used: NDArray[np.bool_]) -> tuple[Ints, ...]:
    """For each item the numbers of its words that are used; none for a structural one."""
    structural = (side.group >= FIRST_STRUCTURAL).tolist()
    rows = [() if without else words for words, without in zip(side.words, structural, strict=True)]
    flat = np.array([numbers[word] for words in rows for word in words], np.int64)
    chosen = used[flat]
    ends = np.concatenate([[0], np.cumsum(chosen)])[np.cumsum([0, *map(len, rows)])].tolist()
    kept = flat[chosen]
    return tuple(kept[start:end] for start, end in pairwise(ends))


def _translations(
    own: Mapping[str, int], other: Mapping[str, int], lexicon: Lexicon
) -> tuple[Ints, Ints, Floats, Floats]:
    found: list[tuple[int, int, float, float]] = []
    for word, e in own.items():
        options = lexicon.options.get(word, {})
        same = other.get(word)
        if same is not None:
            least = _same(word)
            forward, backward = options.get(word, (0.0, 0.0))
            found.append((e, same, max(least, forward), max(least, backward)))
        for option, (forward, backward) in options.items():
            f = other.get(option)
            if f is not None and f != same:
                found.append((e, f, forward, backward))
    table = np.array(found, float).reshape(-1, 4)
    return (
        table[:, 0].astype(np.int64),
        table[:, 1].astype(np.int64),
        table[:, 2].astype(np.float32),
        table[:, 3].astype(np.float32),
    )


def _same(word: str) -> float:
    if word.startswith(INVARIANT):
        return _SAME_INVARIANT
    return _SAME_WORD.get(len(word), _SAME_LONG_WORD)
