"""Scores an alignment against a reference alignment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from loc_align.alignment.evaluation.visible import Visible
from loc_align.model import Bitext, BlockKind, Span

_MOST_PIECES = 3
"""The most beads that can together count as one pair; a pair of several sentences or clauses allows more."""
_MARK = re.compile(r"[.!?:;。！？；：]")
_PARAGRAPH_ID = re.compile(r"-p\d+$")

FoundBead = tuple[Sequence[Span], Sequence[Span], float]
"""The spans of a bead in the source and in the target, and its confidence from 0 to 1."""
_Range = tuple[int, int]
_Ranges = list[_Range]


class ReferencePair(Struct, frozen=True):
    """A pair of a reference alignment. If one side is ``None``, the other has no translation."""

    source: Span | None
    target: Span | None
    bead: str = "1-1"
    """The numbers of sentences on the two sides."""
    kind: BlockKind = "paragraph"
    moved: bool = False
    """Whether the pair is out of document order on one side."""
    id: str = ""


class Counts(Struct, frozen=True):
    """The counts that the scores of an alignment are made from. Counts of several documents can be added."""

    beads: int = 0
    """Beads with two sides whose text is in the reference."""
    right: int = 0
    """Beads that match a reference pair by more than half."""
    exact_beads: int = 0
    """Beads that equal a reference pair, or a piece of one that is made up of such pieces."""
    pairs: int = 0
    """Reference pairs with two sides."""
    found: int = 0
    """Reference pairs that a bead matches by more than half."""
    exact: int = 0
    """Reference pairs that a bead equals."""
    unaligned: int = 0
    """Reference segments without a translation."""
    unaligned_right: int = 0
    """Reference segments without a translation that the alignment leaves unaligned, too."""
    lost: int = 0
    """Sides of reference pairs that the alignment leaves unaligned."""

    def __add__(self, other: Counts) -> Counts:
        """Add the counts of other documents."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))

    @property
    def precision(self) -> float:
        """The share of the beads that are right, from 0 to 1."""
        return _share(self.right, self.beads)

    @property
    def recall(self) -> float:
        """The share of the reference pairs that were found, from 0 to 1."""
        return _share(self.found, self.pairs)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1."""
        return _harmonic_mean(self.precision, self.recall)

    @property
    def strict(self) -> float:
        """The F1 of the exact matches only, from 0 to 1."""
        return _harmonic_mean(_share(self.exact_beads, self.beads), _share(self.exact, self.pairs))

    @property
    def unaligned_f1(self) -> float | None:
        """The F1 of the segments without a translation, from 0 to 1; ``None`` if the reference has none."""
        if not self.unaligned:
            return None
        return _harmonic_mean(
            _share(self.unaligned_right, self.unaligned_right + self.lost), _share(self.unaligned_right, self.unaligned)
        )


class Verdict(Struct, frozen=True):
    """Whether the alignment found a reference pair."""

    pair: ReferencePair
    found: bool
    """Whether a bead matches the pair by more than half; for a segment without a translation, whether the alignment
    leaves it unaligned."""
    exact: bool
    """Whether a bead equals the pair."""


class Evaluation(Struct, frozen=True):
    """The comparison of an alignment of two documents with the reference."""

    counts: Counts
    verdicts: tuple[Verdict, ...]
    beads: tuple[tuple[float, bool], ...]
    """For each bead in the comparison, its confidence from 0 to 1, and whether it is right."""


def beads_of(bitext: Bitext) -> Iterator[FoundBead]:
    """Yield the units of a bitext that have two sides as beads, without the front matter."""
    for unit in bitext.units:
        if unit.source and unit.target and unit.block != "front_matter":
            yield (unit.source.span,), (unit.target.span,), unit.score


def evaluate(source: str, target: str, reference: Sequence[ReferencePair], beads: Iterable[FoundBead]) -> Evaluation:
    """Compare an alignment with a reference alignment.

    Only letters and digits that a reader sees count. A bead is compared if more than half of one of its sides is text
    of the reference. It is right if more than half of each side is inside a reference pair, or if it covers more than
    half of each side of a pair and is at most twice as long. A pair is found if one bead covers it like that, or if
    several beads inside it do together.

    Args:
        source: the text of the source document.
        target: the text of the target document.
        reference: the pairs of the reference alignment.
        beads: the beads to compare. Spans are character offsets into the two texts.

    Returns:
        The counts, and the verdict on each pair that contains letters or digits.
    """
    texts = (Visible(source), Visible(target))
    pairs = [_Pair(pair, texts) for pair in reference]
    comparison = _Comparison([pair for pair in pairs if pair.counts], source)
    for own, other, score in beads:
        comparison.add(_ranges(own, texts[0]), _ranges(other, texts[1]), score)
    return comparison.evaluation()


def reliability(beads: Iterable[tuple[float, bool]], steps: int = 10) -> list[tuple[float, float, int, float, float]]:
    """Compare the confidence of beads with the share of them that is right.

    Args:
        beads: the confidence of each bead, from 0 to 1, and whether it is right.
        steps: the number of ranges to divide the confidence into.

    Returns:
        A row for each range that has beads, with both ends, the number of beads, their mean confidence, and
        the share of them that is right.
    """
    rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, right in beads:
        rows[min(steps - 1, int(score * steps))].append((score, right))
    return [
        (at / steps, (at + 1) / steps, len(row), sum(s for s, _ in row) / len(row), sum(r for _, r in row) / len(row))
        for at, row in sorted(rows.items())
    ]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _harmonic_mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _ranges(spans: Sequence[Span], text: Visible) -> _Ranges:
    """Return spans in visible letters and digits. Spans that touch or overlap are joined."""
    joined: _Ranges = []
    for start, end in sorted(text.project(span) for span in spans):
        if start == end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _size(ranges: _Ranges) -> int:
    return sum(end - start for start, end in ranges)


class _Pair:
    """A reference pair, measured in visible letters and digits."""

    def __init__(self, reference: ReferencePair, texts: tuple[Visible, Visible]) -> None:
        self.reference = reference
        spans = (reference.source, reference.target)
        self.ranges = tuple(text.project(span) if span else None for span, text in zip(spans, texts, strict=True))
        self.sizes = tuple(side[1] - side[0] if side else 0 for side in self.ranges)
        self.counts = all(side is None or side[0] < side[1] for side in self.ranges)
        self.whole = all(self.ranges)
        self.covered = [0, 0]
        self.inside: list[tuple[int, int]] = []
        self.tiles: list[tuple[int, int]] = []
        self.found = self.exact = False


class _Comparison:
    """Compares beads one by one, then the pairs."""

    def __init__(self, pairs: Sequence[_Pair], source: str) -> None:
        self._pairs = pairs
        self._source = source
        self._rows = [
            sorted((span[0], span[1], n) for n, pair in enumerate(pairs) if (span := pair.ranges[side]))
            for side in (0, 1)
        ]
        self._starts = [[row[0] for row in rows] for rows in self._rows]
        self._beads: list[tuple[float, bool]] = []

    def add(self, own: _Ranges, other: _Ranges, score: float) -> None:
        """Compare a bead with the pairs that it overlaps."""
        if not (own and other):
            return
        sizes = (_size(own), _size(other))
        shared = (self._overlap(own, 0), self._overlap(other, 1))
        for side in (0, 1):
            for number, count in shared[side].items():
                self._pairs[number].covered[side] += count
        if any(2 * sum(shared[side].values()) > sizes[side] for side in (0, 1)):
            both = [number for number in shared[0] if number in shared[1] and self._pairs[number].whole]
            rights = [_match(self._pairs[n], sizes, (shared[0][n], shared[1][n])) for n in both]
            self._beads.append((score, any(rights)))

    def evaluation(self) -> Evaluation:
        """Return the result for all beads that were added."""
        exact_beads = sum(pair.exact for pair in self._pairs)
        for pair in self._pairs:
            tiled = tuple(sum(tile[side] for tile in pair.tiles) for side in (0, 1)) == pair.sizes
            if tiled and not pair.exact and _PARAGRAPH_ID.search(pair.reference.id):
                pair.exact = True
                exact_beads += len(pair.tiles)
        verdicts = tuple(Verdict(pair.reference, self._is_found(pair), pair.exact) for pair in self._pairs)
        whole = [verdict for verdict, pair in zip(verdicts, self._pairs, strict=True) if pair.whole]
        alone = [verdict for verdict, pair in zip(verdicts, self._pairs, strict=True) if not pair.whole]
        lost = sum(2 * pair.covered[side] <= pair.sizes[side] for pair in self._pairs if pair.whole for side in (0, 1))
        counts = Counts(
            len(self._beads),
            sum(right for _, right in self._beads),
            exact_beads,
            len(whole),
            sum(verdict.found for verdict in whole),
            sum(verdict.exact for verdict in whole),
            len(alone),
            sum(verdict.found for verdict in alone),
            lost,
        )
        return Evaluation(counts, verdicts, tuple(self._beads))

    def _is_found(self, pair: _Pair) -> bool:
        if not pair.whole:
            side = 0 if pair.ranges[0] else 1
            return 2 * pair.covered[side] <= pair.sizes[side]
        if pair.found or not pair.inside:
            return pair.found
        most = _MOST_PIECES + len(
            _MARK.findall(pair.reference.source.of(self._source) if pair.reference.source else "")
        )
        return len(pair.inside) <= most and all(
            2 * sum(piece[side] for piece in pair.inside) > pair.sizes[side] for side in (0, 1)
        )

    def _overlap(self, ranges: _Ranges, side: int) -> Mapping[int, int]:
        """Return how many characters the ranges share with each reference pair, by the index of the pair."""
        shared: dict[int, int] = defaultdict(int)
        rows = self._rows[side]
        for start, end in ranges:
            at = max(0, bisect_right(self._starts[side], start) - 1)
            while at < len(rows) and rows[at][0] < end:
                count = min(end, rows[at][1]) - max(start, rows[at][0])
                if count > 0:
                    shared[rows[at][2]] += count
                at += 1
        return shared


def _match(pair: _Pair, sizes: tuple[int, int], shared: tuple[int, int]) -> bool:
    """Compare a bead with a pair that it overlaps on both sides, and record the result in the pair."""
    inside = all(2 * count > size for count, size in zip(shared, sizes, strict=True))
    if inside:
        pair.inside.append(shared)
    if shared == sizes:
        pair.tiles.append(sizes)
    covers = all(2 * count > size for count, size in zip(shared, pair.sizes, strict=True))
    covers = covers and all(size <= 2 * own for size, own in zip(sizes, pair.sizes, strict=True))
    pair.found = pair.found or covers
    pair.exact = pair.exact or (covers and shared == sizes == pair.sizes)
    return inside or covers
