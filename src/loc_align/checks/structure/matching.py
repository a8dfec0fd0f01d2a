"""Matches the skeletons of a document and its source, and says where they differ."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Final

from msgspec import Struct

from loc_align.checks.structure.joined import has_more, joint_of, second_half
from loc_align.checks.structure.likeness import alike
from loc_align.checks.structure.linked import Links
from loc_align.checks.structure.skeleton import Item
from loc_align.model import Document, Span
from loc_align.updating.ordered import in_order

_MOST_CELLS: Final = 40_000
"""The largest table for matching a passage by its anchors; longer passages are matched by their tokens alone."""
_KNOWN: Final = 2
"""The least number of anchors by which a block is recognized without its neighbors."""
_OTHER_TOKEN: Final = 0.6
"""How much alike two blocks with different tokens have to be to be one block that changed."""
_CHANGED: Final = 0.5
"""How much less likely two blocks with different tokens belong together than two with the same."""
_COPIED: Final = 0.5
"""How much less likely a copy of the block above it belongs to a source block."""
_OTHER_KIND: Final = 0.5
"""What part of their likeness counts for two blocks of different kinds, so that they take each other's place."""
_TEXT = frozenset(("heading", "list_item", "paragraph", "quote"))

Match = tuple[int, int]
"""The indexes of a source item and its target item."""


class Difference(Struct, frozen=True):
    """A run of items that differ: what the source has, and what the target has in its place."""

    missing: tuple[Item, ...]
    extra: tuple[Item, ...]
    span: Span
    """The extra items, or the place of the missing ones, from the line after the item before them to the next item."""
    joined: bool = False
    """Whether the missing item is part of a neighbor, and :attr:`span` is the part of the neighbor after the first."""
    split: bool = False
    """Whether the extra item is half of a neighbor, and :attr:`span` is what follows the first half."""
    stray: bool = False
    """Whether the item has a line at its end that the source doesn't have."""
    matched: bool = False
    """Whether the two items correspond, but have different tokens."""


class Matched(Struct, frozen=True):
    """Two skeletons and what corresponds."""

    source: Sequence[Item]
    target: Sequence[Item]
    matches: Sequence[Match]
    """The pairs of items in order."""
    ratio: float
    """The logarithm of the ratio of the lengths of the documents."""
    known: Links
    """What the units say about the items."""

    def differences(self, document: Document) -> Iterator[Difference]:
        """Yield each item with another token, and each run of items that match none of their kind."""
        same = self._with_later_copies([(a, c) for a, c in self.matches if self.source[a].kind == self.target[c].kind])
        known = {-1, len(self.source), *(a for a, _ in same)}
        for (a, c), (b, d) in pairwise(((-1, -1), *same, (len(self.source), len(self.target)))):
            missing, extra = tuple(self.source[a + 1 : b]), tuple(self.target[c + 1 : d])
            if extra:
                rest = None if missing else second_half(self.source, self.target, (a, b, c, d), self.ratio)
                span = rest or Span(extra[0].span.start, extra[-1].span.end)
                yield Difference(missing, extra, span, split=rest is not None)
            elif missing:
                joint = joint_of(document, self.source, self.target, (a, b, c, d), self.ratio)
                yield Difference(missing, extra, joint or self._gap(document, d), joint is not None)
            if b == len(self.source):
                return
            one, other = self.source[b], self.target[d]
            if one.token != other.token:
                yield Difference((one,), (other,), other.span, matched=True)
            elif other.stray and not one.stray and {b - 1, b + 1} <= known and has_more(one, other, self.ratio):
                yield Difference((one,), (other,), other.span, stray=True, matched=True)

    def _with_later_copies(self, matches: list[Match]) -> list[Match]:
        """Match the first of several equal items of the target, so that the later ones are extra."""
        for at in range(len(matches) - 1, -1, -1):
            a, c = matches[at]
            above = matches[at - 1][1] if at else -1
            while c - 1 > above and _is_copy(self.target[c - 1], self.target[c]):
                c -= 1
            matches[at] = a, c
        return matches

    def equal(self) -> list[Match]:
        """Return the pairs with equal tokens."""
        return [(a, c) for a, c in self.matches if self.source[a].token == self.target[c].token]

    def source_item(self, offset: int) -> int:
        """Return the index of the source item at or before an offset of the source; -1 if there is none."""
        return bisect_right(self.source, offset, key=_start) - 1

    def counterpart(self, offset: int) -> int:
        """Return the index of the source item that matches the target item at or before an offset of the target.

        It is -2 if none does.
        """
        at = bisect_right(self.target, offset, key=_start) - 1
        match = bisect_left(self.matches, at, key=_target)
        if at < 0:
            return at
        return self.matches[match][0] if match < len(self.matches) and self.matches[match][1] == at else -2

    def place(self, document: Document, offset: int) -> Span:
        """Return the place in the target that corresponds to an offset of the source: the gap after an item."""
        at = bisect_left(self.matches, offset, key=lambda match: self.source[match[0]].span.start)
        return self._gap(document, self.matches[at - 1][1] + 1 if at else 0)

    def _gap(self, document: Document, at: int) -> Span:
        """Return the span from the line after an item to the next item, or to the end of the document."""
        size = len(document.text)
        end = self.target[at].span.start if at < len(self.target) else size
        above = self.target[at - 1].span.end if at else document.front_matter.span.end if document.front_matter else 0
        if at == 0:
            return Span(min(above, end), end)
        line = document.text.find("\n", above, end)
        return Span(line + 1 if line >= 0 else end, end)


def _start(item: Item) -> int:
    return item.span.start


def _target(match: Match) -> int:
    return match[1]


def matched(source: Sequence[Item], target: Sequence[Item], known: Links) -> Matched:
    """Match two skeletons: first what is equal down to its anchors, then what is alike in between.

    Args:
        source: the skeleton of the source document.
        target: the skeleton of its translation.
        known: what the units say about the items.
    """
    ratio = log((sum(item.length for item in target) + 1) / (sum(item.length for item in source) + 1))
    found: list[Match] = []
    copies = _new_copies(source, target)
    for (a, c), (b, d) in pairwise(((-1, -1), *_recognized(source, target), (len(source), len(target)))):
        olds, news = range(a + 1, b), range(c + 1, d)
        if [source[at].token for at in olds] == [target[at].token for at in news]:
            found += zip(olds, news, strict=True)
        elif len(olds) * len(news) <= _MOST_CELLS:
            scores = [
                [_score(source[i], target[k], ratio, known.bonus(i, k) - _COPIED * (k in copies)) for k in news]
                for i in olds
            ]
            found += ((a + 1 + i, c + 1 + k) for i, k in _best(scores))
        else:
            same = in_order([source[at].token for at in olds], [target[at].token for at in news])
            found += ((olds[old], news[new]) for new, old in sorted(same.items()))
        if b < len(source) and d < len(target):
            found.append((b, d))
    return Matched(source, target, found, ratio, known)


def _recognized(source: Sequence[Item], target: Sequence[Item]) -> Iterator[Match]:
    """Yield the items that are equal down to their anchors, in order."""
    olds = [at for at, item in enumerate(source) if len(item.anchors) >= _KNOWN]
    news = [at for at, item in enumerate(target) if len(item.anchors) >= _KNOWN]
    found = in_order(
        [(source[at].token, source[at].anchors) for at in olds], [(target[at].token, target[at].anchors) for at in news]
    )
    yield from ((olds[old], news[new]) for new, old in sorted(found.items()))


def _best(scores: Sequence[Sequence[float]]) -> Iterator[Match]:
    """Yield the matches in order with the highest sum of scores (Needleman and Wunsch 1970)."""
    width = len(scores[0]) if scores else 0
    rows = [[0.0] * (width + 1)]
    for own in reversed(scores):
        below, row = rows[-1], [0.0] * (width + 1)
        for c in range(width - 1, -1, -1):
            row[c] = max(below[c], row[c + 1], below[c + 1] + own[c])
        rows.append(row)
    rows.reverse()
    a = c = 0
    while a < len(scores) and c < width:
        if scores[a][c] > 0 and rows[a][c] == rows[a + 1][c + 1] + scores[a][c]:
            yield a, c
            a, c = a + 1, c + 1
        elif rows[a][c] == rows[a + 1][c]:
            a += 1
        else:
            c += 1


def _new_copies(source: Sequence[Item], target: Sequence[Item]) -> set[int]:
    """Return the indexes of target items that copy the one above them, of a kind of which the source has no copies."""
    known = {other.kind for one, other in pairwise(source) if _is_copy(one, other)}
    copies = (at for at in range(1, len(target)) if _is_copy(target[at - 1], target[at]))
    return {at for at in copies if target[at].kind not in known}


def _is_copy(one: Item, other: Item) -> bool:
    return (one.token, one.digest) == (other.token, other.digest)


def _score(one: Item, other: Item, ratio: float, bonus: float) -> float:
    score = alike(one, other, ratio)
    if one.token == other.token:
        return 0.5 + score + bonus
    same = 0.5 if one.kind == other.kind else 0.0
    if score + same > _OTHER_TOKEN:
        return max(_OTHER_KIND * score, score + same + bonus - _CHANGED)
    return _OTHER_KIND * score if _TEXT.issuperset((one.kind, other.kind)) else 0.0
