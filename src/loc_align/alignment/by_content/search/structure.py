"""Structural items, such as code blocks: which of them may hold each other's places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loc_align.alignment.by_content.features.runs import Cells, Half
from loc_align.alignment.by_content.pairing.pairing import Floats
from loc_align.alignment.by_content.segments.side import ALERT, CODE, DIRECTIVE, ROW

_SCORES = ((CODE, 4.0, None), (DIRECTIVE, 1.5, None), (ALERT, 0.7, -1.0), (ROW, 0.2, 0.2))
"""For each group what two equal items score, and two others; ``None`` where it depends on their words."""


def compare_structure(source: Half, target: Half) -> tuple[Cells, Floats]:
    """Score structural items, each against those of its group."""
    rows, columns, scores = ([np.zeros(0, kind)] for kind in (np.int64, np.int64, float))
    for group, equal, other in _SCORES:
        a, b = (np.flatnonzero(half.side.group[half.items] == group) for half in (source, target))
        if not (len(a) and len(b)):
            continue
        own, their = (
            [half.side.keys[item] for item in half.items[at].tolist()] for half, at in ((source, a), (target, b))
        )
        numbers = {key: number for number, key in enumerate(dict.fromkeys([*own, *their]))}
        same = np.array([numbers[key] for key in own])[:, None] == np.array([numbers[key] for key in their])
        words = ([half.side.words[item] for item in half.items[at].tolist()] for half, at in ((source, a), (target, b)))
        table = np.where(same, equal, other if other is not None else _alike(*words))
        i, j = np.nonzero(table > 0)
        rows.append(a[i])
        columns.append(b[j])
        scores.append(table[i, j])
    one = np.ones(sum(map(len, rows)), np.int64)
    return Cells(np.concatenate(rows), np.concatenate(columns), one, one), np.concatenate(scores)


def _alike(own: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> Floats:
    """For each two items how many of their words they share, as a score."""
    numbers = {
        word: number for number, word in enumerate(dict.fromkeys(word for row in [*own, *other] for word in row))
    }
    left, right = np.zeros((len(own), len(numbers))), np.zeros((len(other), len(numbers)))
    for table, rows in ((left, own), (right, other)):
        for number, words in enumerate(rows):
            table[number, [numbers[word] for word in words]] = 1.0
    shared = left @ right.T
    union = left.sum(1)[:, None] + right.sum(1) - shared
    return 6 * np.where(union > 0, shared / np.where(union > 0, union, 1.0), 0.0) - 2
