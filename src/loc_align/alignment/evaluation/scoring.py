"""How good an alignment is: compared with pairs that are known to be right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from loc_align.alignment.evaluation.visible import Visible
from loc_align.model import Bitext, BlockKind, Span

_PIECES = 3
_MARK = re.compile(r"[.!?:;。！？；：]")
_PARAGRAPH_ID = re.compile(r"-p\d+$")

FoundBead = tuple[Sequence[Span], Sequence[Span], float]
"""The spans of a bead in the source and in the target, and how sure it is."""
_Range = tuple[int, int]
_Ranges = list[_Range]


class GoldPair(Struct, frozen=True):
    """A pair that is known to be right; without one of its sides, a segment that has no partner."""

    source: Span | None
    target: Span | None
    bead: str = "1-1"
    kind: BlockKind = "paragraph"
    moved: bool = False
    id: str = ""


class Counts(Struct, frozen=True):
    """What is counted of an alignment; counts of several documents can be added."""

    beads: int = 0
    """Beads with both sides whose text is known to the gold."""
    right: int = 0
    """Those of them that match a pair in the main."""
    exact_beads: int = 0
    """Those of them that are a pair exactly, or a piece of one that such pieces make up."""
    gold: int = 0
    """Pairs with both sides."""
    found: int = 0
    """Those of them that were found in the main."""
    exact: int = 0
    """Those of them that were found exactly."""
    null_gold: int = 0
    """Segments that have no partner."""
    null_right: int = 0
    """Those of them that were left without one."""
    lost: int = 0
    """Sides of pairs that were left without a partner."""

    def __add__(self, other: Counts) -> Counts:
        """The counts of both."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))

    @property
    def precision(self) -> float:
        """Of the beads, how many are right."""
        return _share(self.right, self.beads)

    @property
    def recall(self) -> float:
        """Of the pairs, how many were found."""
        return _share(self.found, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _mean(self.precision, self.recall)

    @property
    def strict(self) -> float:
        """The F1 where only what is exact counts."""
        return _mean(_share(self.exact_beads, self.beads), _share(self.exact, self.gold))

    @property
    def null_f1(self) -> float | None:
        """The F1 of the segments without a partner, ``None`` where there are none."""
        if not self.null_gold:
            return None
        return _mean(_share(self.null_right, self.null_right + self.lost), _share(self.null_right, self.null_gold))


class Verdict(Struct, frozen=True):
    """What became of a pair of the gold."""

    pair: GoldPair
    found: bool
    """For a segment without a partner: whether it was left without one."""
    exact: bool


class Evaluation(Struct, frozen=True):
    """An alignment of one pair of documents, compared."""

    counts: Counts
    verdicts: tuple[Verdict, ...]
    beads: tuple[tuple[float, bool], ...]
    """For each bead that was judged how sure it was, and whether it is right."""


def beads_of(bitext: Bitext) -> Iterator[FoundBead]:
    """The units of a bitext as beads."""
    for unit in bitext.units:
        if unit.source and unit.target and unit.block != "front_matter":
            yield (unit.source.span,), (unit.target.span,), unit.score


def evaluate(source: str, target: str, gold: Sequence[GoldPair], beads: Iterable[FoundBead]) -> Evaluation:
    """Compare an alignment with pairs that are known to be right.

    Only letters and digits that a reader sees count. A bead is judged if more than half of it on one side is text of
    the gold. It is right if more than half of each side lies inside a pair, or if it covers more than half of a pair on
    both sides and is at most twice as long on each. A pair is found if one bead covers it so, or several inside of it
    do together.

    Args:
        source: the text of the source document.
        target: the text of the target document.
        gold: the true pairs.
        beads: those found, with both sides.
    """
    texts = (Visible(source), Visible(target))
    pairs = [_Pair(pair, texts) for pair in gold]
    judge = _Judge([pair for pair in pairs if pair.counts], source)
    for own, other, score in beads:
        judge.add(_ranges(own, texts[0]), _ranges(other, texts[1]), score)
    return judge.evaluation()


def reliability(beads: Iterable[tuple[float, bool]], steps: int = 10) -> list[tuple[float, float, int, float, float]]:
    """Whether beads are as sure as they say.

    Args:
        beads: how sure each one was, and whether it was right.
        steps: into how many ranges the scores are divided.

    Returns:
        A row for each range that has beads, with its lower and upper end, how many there are, their mean score, and
        the share that was right.
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


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _ranges(spans: Sequence[Span], text: Visible) -> _Ranges:
    """Spans in the characters that count, joined where they meet."""
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
    """A pair of the gold in the characters that count."""

    def __init__(self, gold: GoldPair, texts: tuple[Visible, Visible]) -> None:
        self.gold = gold
        spans = (gold.source, gold.target)
        self.ranges = tuple(text.project(span) if span else None for span, text in zip(spans, texts, strict=True))
        self.sizes = tuple(place[1] - place[0] if place else 0 for place in self.ranges)
        self.counts = all(place is None or place[0] < place[1] for place in self.ranges)
        self.whole = all(self.ranges)
        self.covered = [0, 0]
        self.inside: list[tuple[int, int]] = []
        self.tiles: list[tuple[int, int]] = []
        self.found = self.exact = False


class _Judge:
    """Judges beads one by one, and then the pairs."""

    def __init__(self, pairs: Sequence[_Pair], source: str) -> None:
        self._pairs = pairs
        self._source = source
        self._rows = [
            sorted((place[0], place[1], n) for n, pair in enumerate(pairs) if (place := pair.ranges[side]))
            for side in (0, 1)
        ]
        self._starts = [[row[0] for row in rows] for rows in self._rows]
        self._beads: list[tuple[float, bool]] = []

    def add(self, own: _Ranges, other: _Ranges, score: float) -> None:
        """Judge a bead."""
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
        """Judge the pairs by what was found."""
        exact_beads = sum(pair.exact for pair in self._pairs)
        for pair in self._pairs:
            tiled = tuple(sum(tile[side] for tile in pair.tiles) for side in (0, 1)) == pair.sizes
            if tiled and not pair.exact and _PARAGRAPH_ID.search(pair.gold.id):
                pair.exact = True
                exact_beads += len(pair.tiles)
        verdicts = tuple(Verdict(pair.gold, self._is_found(pair), pair.exact) for pair in self._pairs)
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
        most = _PIECES + len(_MARK.findall(pair.gold.source.of(self._source) if pair.gold.source else ""))
        return len(pair.inside) <= most and all(
            2 * sum(piece[side] for piece in pair.inside) > pair.sizes[side] for side in (0, 1)
        )

    def _overlap(self, ranges: _Ranges, side: int) -> Mapping[int, int]:
        """How many characters some ranges share with each pair of the gold."""
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
    """Hold a bead against a pair that it touches on both sides, and note what the pair gains by it."""
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
