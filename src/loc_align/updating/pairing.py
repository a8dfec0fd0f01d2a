"""Pairs the blocks of a source with the blocks of its translation, by their structure and by facts in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from loc_align.updating.beads import Stretch
from loc_align.updating.descriptions import describe
from loc_align.updating.facts import agreement, length_ratio
from loc_align.updating.ordered import in_order, rising
from loc_align.updating.outline import Outline

_FAR = 0.9
"""A difference of two length ratios, as logarithm, that makes a pair doubtful."""


Votes = Callable[[Sequence[Stretch], Mapping[int, int]], Mapping[tuple[int, int], float]]
"""Returns the number of characters that were aligned in some stretches, by source block and target block, with the
help of what is known elsewhere: the target blocks of source blocks."""


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
    found, unclear = pairs.pairs()
    stretches = [(a, b) for a, b in unclear if len(a) and len(b)]
    missing = {at for a, b in unclear if not len(b) for at in a}
    extra = {rows[at] for a, b in unclear if not len(a) for at in b}
    return Paired(
        {a: rows[b] for a, b in sorted(found.items())},
        tuple(pairs.stretch(a, b) for a, b in stretches),
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
        self._olds, news = describe(source, target)
        self._news = [news[at] for at in rows]
        self._anchors: dict[int, int] | None = None
        self._ratio = 0.0
        self._ratio = self._usual_ratio()

    def _usual_ratio(self) -> float:
        pairs = self.anchors().items() if len(self._source) != len(self._rows) else enumerate(range(len(self._rows)))
        texts = [(a, b) for a, b in pairs if self._source.pieces[a].group == "text"]
        return median(self._length(a, b) for a, b in texts) if texts else 0.0

    def _length(self, a: int, b: int) -> float:
        return length_ratio(self._olds[a].text, self._news[b].text)

    def all_agree(self) -> bool:
        """Return whether each block agrees with the one at the same place, and hardly one differs much in length."""
        count = len(self._rows)
        texts = [at for at in range(count) if self._source.pieces[at].group == "text"]
        against = [at for at in range(count) if self._agreement(at, at) < 0]
        far = [at for at in texts if abs(self._length(at, at) - self._ratio) > _FAR]
        return len(against) * 8 <= count and len(far) * 8 <= max(len(texts), 8)

    def _agreement(self, a: int, b: int) -> float:
        return agreement(self._olds[a].facts, self._news[b].facts)

    def anchors(self) -> dict[int, int]:
        """Return the blocks whose shape and facts are equal, and unlike those of others."""
        if self._anchors is None:
            olds = [(_shape(self._source, a), self._olds[a].facts or a) for a in range(len(self._source))]
            news = [(_shape(self._target, row), self._news[b].facts or -1 - b) for b, row in enumerate(self._rows)]
            self._anchors = {a: b for b, a in in_order(olds, news).items()}
        return self._anchors

    def pairs(self) -> tuple[dict[int, int], list[tuple[range, range]]]:
        """Return the pairs, and the stretches that are left."""
        found, asked, left = dict(self.anchors()), list[tuple[range, range]](), list[tuple[range, range]]()
        for olds, news in _runs(self.anchors(), len(self._source), len(self._rows)):
            if self._agree(olds, news):
                found.update(zip(olds, news, strict=True))
            elif olds and news:
                asked.append((olds, news))
            else:
                left.append((olds, news))
        stretches = [self.stretch(olds, news) for olds, news in (*asked, *left)]
        votes = self._votes(stretches, {a: self._rows[b] for a, b in found.items()}) if asked else {}
        for olds, news in asked:
            sure = self._voted(votes, olds, news)
            found.update(sure)
            shifted = {a - olds.start: b - news.start for a, b in sure.items()}
            left += [
                (range(olds.start + a.start, olds.start + a.stop), range(news.start + b.start, news.start + b.stop))
                for a, b in _runs(shifted, len(olds), len(news))
            ]
        return found, sorted(left, key=lambda stretch: (stretch[0].start, stretch[1].start))

    def stretch(self, olds: range, news: range) -> Stretch:
        """Return the blocks of a stretch, with those that an earlier update has inserted in it."""
        first = self._rows[news.start] if news.start < len(self._rows) else len(self._target)
        return Stretch(olds, range(first, self._rows[news.stop - 1] + 1 if news else first))

    def _agree(self, olds: range, news: range) -> bool:
        """Return whether the blocks between two anchors have the same shapes, and hardly contradict each other."""
        shapes = [_shape(self._source, a) for a in olds] == [_shape(self._target, self._rows[b]) for b in news]
        return shapes and sum(self._contradicts(a, b) for a, b in zip(olds, news, strict=True)) * 3 <= len(olds)

    def _contradicts(self, a: int, b: int) -> bool:
        """Return whether two texts have other facts. Other code doesn't count, because comments are translated."""
        return self._source.pieces[a].group == "text" and self._agreement(a, b) < 0

    def _voted(self, votes: Mapping[tuple[int, int], float], olds: range, news: range) -> dict[int, int]:
        """Return the pairs for which most of the aligned text votes on both sides."""
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
