"""The sentences of one side against all ranges of pieces of the other: what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from loc_align.alignment.by_content.features.choice import choose_both
from loc_align.alignment.by_content.features.covers import PRIOR
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Pairing
from loc_align.alignment.by_content.parameters import LATE_RATIO
from loc_align.alignment.by_content.segments.side import SENTENCE_MARKS

_CHUNK = 256
"""So many words are laid out at once."""


class Ranges:
    """The sentences of a block, and the pieces of the block that belongs to it."""

    def __init__(self, pairing: Pairing, items: tuple[Ints, Ints], late: int, borders: tuple[Floats, Floats]) -> None:
        """Compare the sentences with the pieces one by one.

        Args:
            pairing: the two documents.
            items: the numbers of the items of source and target.
            late: which side is in pieces: 0 for the source, 1 for the target.
            borders: for each item of that side how much it looks like the first, and like the last of a segment.
        """
        choice = choose_both(pairing, *items)
        halves = (choice.source, choice.target)
        self._own, self._other = halves[1 - late], halves[late]
        translated = (choice.forward, choice.backward)
        self._ahead, self._back = translated[1 - late], translated[late]
        own, other = (half.side.length[half.items] for half in (self._own, self._other))
        ratio = pairing.ratio if late else 1 / pairing.ratio
        block = float(other.sum()) / max(1.0, float(own.sum()))
        self._ratio = (ratio + min(max(block, LATE_RATIO[0] * ratio), LATE_RATIO[1] * ratio)) / 2
        self._lengths, self.letters = own, other
        self._same = self._invariants(pairing, late)
        first, last = (looks[items[late]] for looks in borders)
        self._borders = np.append(first, 0.0)[:, None], np.concatenate([[0.0], last])[None]

    def features(self) -> Iterator[dict[str, Floats]]:
        """For each sentence what is measured of every range: rows are first pieces, columns the pieces after it."""
        ends = np.isin(self._other.side.mark[self._other.items], list(SENTENCE_MARKS))
        ends[-1] = True
        mass = _ranges((self._other.words @ self._other.weight)[None])[0]
        for row in range(len(self._own.items)):
            words = np.flatnonzero(self._own.words[row])
            yield {
                "bias": np.ones_like(mass),
                "evidence": self._evidence(row, words, mass),
                "deviation": self._deviation(row),
                "invariants": self._agreement(words),
                "end": np.concatenate([[0.0], ends])[None],
                "first": self._borders[0],
                "last": self._borders[1],
            }

    def _evidence(self, row: int, words: Ints, mass: Floats) -> Floats:
        weight = self._own.weight[words]
        ahead = (PRIOR + _said(self._ahead[words], weight)) / (1 + weight.sum())
        heard = self._other.words * self._other.weight * np.minimum(self._back[:, row], 1.0)
        back = (PRIOR + _ranges(heard.sum(axis=1)[None])[0]) / (1 + mass)
        evidence: Floats = ((ahead + back) / 2 - PRIOR) * np.log1p(weight.sum() + mass)
        return evidence

    def _deviation(self, row: int) -> Floats:
        letters = _ranges(self.letters[None])[0]
        expected = self._ratio * self._lengths[row]
        spread = np.sqrt(3.5 * max(1.0, self._ratio) * (letters + expected) / 2 + 4)
        deviation: Floats = np.minimum(np.abs(letters - expected) / spread, 5.0)
        return deviation

    def _invariants(self, pairing: Pairing, late: int) -> dict[int, int]:
        """For each invariant of the sentences its column among the words of the pieces."""
        numbers = {int(number): column for column, number in enumerate(self._other.numbers)}
        same = pairing.same if late else {int(f): e for e, f in enumerate(pairing.same)}
        found: dict[int, int] = {}
        for column in np.flatnonzero(self._own.invariant).tolist():
            number = int(self._own.numbers[column])
            partner = int(same[number]) if late else same.get(number, -1)  # type: ignore[union-attr]
            if partner in numbers:
                found[column] = numbers[partner]
        return found

    def _agreement(self, words: Ints) -> Floats:
        own = [word for word in words.tolist() if self._own.invariant[word]]
        columns = [self._same[word] for word in own if word in self._same]
        shared = _said(self._other.words[:, columns].T, np.ones(len(columns)))
        all_of = _ranges(self._other.words[:, self._other.invariant].sum(axis=1)[None])[0]
        differing = (len(own) - shared) + (all_of - shared)
        agreement: Floats = np.clip(shared - 0.5 * differing, -2.0, 2.0)
        return agreement


def _said(rows: Floats, weight: Floats) -> Floats:
    """How much of weighed words each range says; by and by, for a sentence may have any number of words."""
    width = rows.shape[1] + 1
    total = np.zeros((width, width))
    for at in range(0, len(rows), _CHUNK):
        said = np.minimum(_ranges(rows[at : at + _CHUNK]), 1.0)
        total += np.tensordot(weight[at : at + _CHUNK], said, axes=1)
    return total


def _ranges(rows: Floats) -> Floats:
    """For each row the sums of all ranges of its columns: from the second index up to, not including, the third."""
    sums = np.concatenate([np.zeros((len(rows), 1)), np.cumsum(rows, axis=1)], axis=1)
    ranges: Floats = np.maximum(sums[:, None, :] - sums[:, :, None], 0.0)
    return ranges
