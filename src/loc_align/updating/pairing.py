"""Pairs the blocks of a source with the blocks of its translation, by their structure and by facts in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from loc_align.updating.facts import agreement, block_facts, length_ratio
from loc_align.updating.ordered import in_order, rising
from loc_align.updating.outline import Outline

_FAR = 0.9
"""A difference of two length ratios, as logarithm, that makes a pair doubtful."""


Votes = Callable[[], Mapping[tuple[int, int], float]]
"""Returns the number of characters that were aligned, by source block and target block."""


class Stretch(Struct, frozen=True):
    """Blocks of the source and of the target that belong together, but nobody knows which with which."""

    sources: range
    targets: range


class Paired(Struct, frozen=True):
    """Which blocks of a source and its translation belong together."""

    targets: dict[int, int]
    """For the index of a source block, the index of its target block."""
    unclear: tuple[Stretch, ...]
    """The stretches in which the pairs are unclear."""
    missing: frozenset[int]
    """The source blocks that the target certainly lacks."""
    extra: frozenset[int]
    """The target blocks without a source, such as a translator's note."""


def pair_blocks(source: Outline, target: Outline, votes: Votes, inserted: Collection[int] = ()) -> Paired:
    """Pair the blocks of a source and its translation.

    Args:
        source: the source.
        target: the translation.
        votes: returns how much of the text of a source and a target block an alignment by content has joined.
        inserted: target blocks that an earlier update has inserted, which have no source.
    """
    rows = [at for at in range(len(target)) if at not in inserted]
    olds, news = [_shape(source, at) for at in range(len(source))], [_shape(target, at) for at in rows]
    pairs = _Pairs(source, target, rows, votes)
    if olds == news and pairs.all_agree():
        return Paired(dict(enumerate(rows)), (), frozenset(), frozenset(inserted))
    found, unclear = {}, list[tuple[range, range]]()
    for run in _runs(pairs.anchors(), len(source), len(rows)):
        sure, rest = pairs.run(*run)
        found.update(sure)
        unclear += rest
    found.update(pairs.anchors())
    stretches = [(a, b) for a, b in unclear if len(a) and len(b)]
    missing = {at for a, b in unclear if not len(b) for at in a}
    extra = {rows[at] for a, b in unclear if not len(a) for at in b}
    return Paired(
        {a: rows[b] for a, b in sorted(found.items())},
        tuple(Stretch(a, range(rows[b.start], rows[b.stop - 1] + 1)) for a, b in stretches),
        frozenset(missing),
        frozenset(extra | {*inserted}),
    )


def _shape(outline: Outline, at: int) -> tuple[str, int]:
    block = outline.pieces[at].block
    return block.kind, block.level


def _runs(anchors: dict[int, int], old_count: int, new_count: int) -> Iterator[tuple[range, range]]:
    ends = [(-1, -1), *sorted(anchors.items()), (old_count, new_count)]
    for (a, b), (c, d) in pairwise(ends):
        if a + 1 < c or b + 1 < d:
            yield range(a + 1, c), range(b + 1, d)


class _Pairs:
    """Scores pairs of blocks."""

    def __init__(self, source: Outline, target: Outline, rows: Sequence[int], votes: Votes) -> None:
        self._source, self._target, self._rows, self._votes = source, target, rows, votes
        self._source_facts = [block_facts(piece, source.document.references) for piece in source.pieces]
        self._target_facts = [block_facts(target.pieces[at], target.document.references) for at in rows]
        self._anchors: dict[int, int] | None = None
        self._ratio = 0.0
        self._ratio = self._usual_ratio()

    def _usual_ratio(self) -> float:
        pairs = self.anchors().items() if len(self._source) != len(self._rows) else enumerate(range(len(self._rows)))
        texts = [(a, b) for a, b in pairs if self._source.pieces[a].group == "text"]
        return median(self._length(a, b) for a, b in texts) if texts else 0.0

    def _length(self, a: int, b: int) -> float:
        return length_ratio(self._source.pieces[a].key[1], self._target.pieces[self._rows[b]].key[1])

    def all_agree(self) -> bool:
        """Return whether each block agrees with the one at the same place, and hardly one differs much in length."""
        count = len(self._rows)
        texts = [at for at in range(count) if self._source.pieces[at].group == "text"]
        against = [at for at in range(count) if self._agreement(at, at) < 0]
        far = [at for at in texts if abs(self._length(at, at) - self._ratio) > _FAR]
        return len(against) * 8 <= count and len(far) * 8 <= max(len(texts), 8)

    def _agreement(self, a: int, b: int) -> float:
        return agreement(self._source_facts[a], self._target_facts[b])

    def anchors(self) -> dict[int, int]:
        """Return the blocks whose shape and facts are equal, and unlike those of others."""
        if self._anchors is None:
            olds = [(_shape(self._source, a), self._source_facts[a] or a) for a in range(len(self._source))]
            news = [(_shape(self._target, row), self._target_facts[b] or -1 - b) for b, row in enumerate(self._rows)]
            self._anchors = {a: b for b, a in in_order(olds, news).items()}
        return self._anchors

    def run(self, olds: range, news: range) -> tuple[dict[int, int], list[tuple[range, range]]]:
        """Pair the blocks between two anchors; return the pairs, and the stretches that are left."""
        shapes = [_shape(self._source, a) for a in olds] == [_shape(self._target, self._rows[b]) for b in news]
        if shapes and sum(self._contradicts(a, b) for a, b in zip(olds, news, strict=True)) * 3 <= len(olds):
            return dict(zip(olds, news, strict=True)), []
        if not olds or not news:
            return {}, [(olds, news)]
        sure = self._voted(olds, news)
        shifted = {a - olds.start: b - news.start for a, b in sure.items()}
        rest = [
            (range(olds.start + a.start, olds.start + a.stop), range(news.start + b.start, news.start + b.stop))
            for a, b in _runs(shifted, len(olds), len(news))
        ]
        return sure, rest

    def _contradicts(self, a: int, b: int) -> bool:
        """Return whether a pair of the same shape has nothing in common and differs much in length."""
        piece = self._source.pieces[a]
        far = piece.group == "text" and abs(self._length(a, b) - self._ratio) > _FAR
        return self._agreement(a, b) < 0 and (far or piece.group == "text")

    def _voted(self, olds: range, news: range) -> dict[int, int]:
        """Return the pairs for which most of the aligned text votes on both sides."""
        votes = self._votes()
        found = {}
        for a in olds:
            own = {b: votes.get((a, self._rows[b]), 0.0) for b in news}
            best = max(own, key=lambda b: own[b])
            rivals = max((votes.get((other, self._rows[best]), 0.0) for other in olds if other != a), default=0.0)
            if own[best] > 2 * rivals and own[best] * 2 > sum(own.values()):
                found[a] = best
        kept = rising(list(found.values()))
        rows = [*found.items()]
        return dict(rows[at] for at in kept)
