"""Matches the skeletons of a document and its source, and says where they differ."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Final

from msgspec import Struct

from loc_align.checks.structure.likeness import alike
from loc_align.checks.structure.skeleton import Item
from loc_align.model import Document, Span
from loc_align.updating.ordered import in_order

_MOST_CELLS: Final = 40_000
"""The largest table for matching a passage by its anchors; longer passages are matched by their tokens alone."""
_RUNNING = frozenset(("paragraph", "list_item", "quote"))
"""The kinds of items that a lost mark or a lost blank line joins to their neighbors."""
_TWO: Final = 2
_KNOWN: Final = 2
"""The least number of anchors by which a block is recognized without its neighbors."""
_OTHER_TOKEN: Final = 0.6
"""How much alike two blocks with different tokens have to be to be one block that changed."""

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

    def differences(self, document: Document) -> Iterator[Difference]:
        """Yield each item with another token, and each run of items that match none of their kind."""
        same = self._with_later_copies([(a, c) for a, c in self.matches if self.source[a].kind == self.target[c].kind])
        known = {-1, len(self.source), *(a for a, _ in same)}
        for (a, c), (b, d) in pairwise(((-1, -1), *same, (len(self.source), len(self.target)))):
            missing, extra = tuple(self.source[a + 1 : b]), tuple(self.target[c + 1 : d])
            if extra:
                rest = None if missing else self._rest((a, b), (c, d), extra)
                span = rest or Span(extra[0].span.start, extra[-1].span.end)
                yield Difference(missing, extra, span, split=rest is not None)
            elif missing:
                joint = self._joint(document, (a, b), (c, d))
                yield Difference(missing, extra, joint or self._gap(document, d), joint is not None)
            if b == len(self.source):
                return
            one, other = self.source[b], self.target[d]
            if one.token != other.token:
                yield Difference((one,), (other,), other.span, matched=True)
            elif other.stray and not one.stray and {b - 1, b + 1} <= known and self._has_more(one, other):
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

    def _in(self, a: int, b: int) -> list[Match]:
        return [match for match in self.matches if a < match[0] < b]

    def _joint(self, document: Document, source: Match, target: Match) -> Span | None:
        """Return where missing text begins in a neighbor that is long enough for both."""
        (a, b), (c, d) = source, target
        joint = None
        if c >= 0 and d == c + 1:
            joint = self._part(document, self.source[a:b], self.source[a], self.target[c])
        if joint is None and d < len(self.target):
            joint = self._part(document, self.source[a + 1 : b + 1], self.source[b], self.target[d])
        return joint

    def _has_more(self, one: Item, other: Item) -> bool:
        """Return whether a sentence ends above the stray lines of an item, or it has the length of its source there."""
        if other.ended:
            return True
        expected = log(one.length + 1) + self.ratio
        own = log(other.length - other.stray + 1) if other.length > other.stray else 0.0
        return abs(own - expected) < abs(log(other.length + 1) - expected)

    def _rest(self, source: Match, target: Match, extra: Sequence[Item]) -> Span | None:
        """Return what follows the first half of a paragraph that was split, if an extra item is one of its halves."""
        (a, b), (c, d) = source, target
        if c >= 0 and self._is_half(self.source[a], self.target[c], extra):
            return Span(self.target[c].span.end, extra[-1].span.end)
        if d < len(self.target) and self._is_half(self.source[b], self.target[d], extra):
            return Span(extra[-1].span.end, self.target[d].span.end)
        return None

    def _is_half(self, source: Item, own: Item, extra: Sequence[Item]) -> bool:
        """Return whether an extra item completes its neighbor to the length of its source."""
        if len(extra) != 1 or {source.kind, own.kind, extra[0].kind} - {"paragraph"}:
            return False
        whole, expected = own.length + extra[0].length, log(source.length + 1) + self.ratio
        return abs(log(whole + 1) - expected) < abs(log(own.length + 1) - expected)

    def _part(self, document: Document, items: Sequence[Item], own: Item, target: Item) -> Span | None:
        """Return the part of a target item that is the second of two source items, if it has the lengths of both.

        It begins with the line break that should be the border.
        """
        if len(items) != _TWO or any(item.kind not in _RUNNING for item in items):
            return None
        first, second = (item.length for item in items)
        if 2 * (log(target.length + 1) - self.ratio) < log(own.length + 1) + log(first + second + 1):
            return None
        text = target.span.of(document.text)
        at = len(text) * first / (first + second)
        starts = [found.start() for found in re.finditer(r"\n[ \t>]*", text)]
        if target.lines <= own.lines or not starts:
            return target.span if self._is_sum(target.length, items) else None
        return Span(target.span.start + min(starts, key=lambda start: abs(start - at)), target.span.end)

    def _is_sum(self, length: int, items: Sequence[Item]) -> bool:
        """Return whether a length is that of two items of one kind, rather than that of the longer one."""
        first, second = (item.length for item in items)
        whole, longer = log(first + second + 1), log(max(first, second) + 1)
        near = log(length + 1) - self.ratio > whole - (whole - longer) / 4
        return near and items[0].kind == items[1].kind

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


def matched(source: Sequence[Item], target: Sequence[Item]) -> Matched:
    """Match two skeletons: first what is equal down to its anchors, then what is alike in between.

    Args:
        source: the skeleton of the source document.
        target: the skeleton of its translation.
    """
    ratio = log((sum(item.length for item in target) + 1) / (sum(item.length for item in source) + 1))
    found: list[Match] = []
    for (a, c), (b, d) in pairwise(((-1, -1), *_recognized(source, target), (len(source), len(target)))):
        found += ((a + 1 + i, c + 1 + k) for i, k in _between(source[a + 1 : b], target[c + 1 : d], ratio))
        if b < len(source) and d < len(target):
            found.append((b, d))
    return Matched(source, target, found, ratio)


def _recognized(source: Sequence[Item], target: Sequence[Item]) -> Iterator[Match]:
    """Yield the items that are equal down to their anchors, in order."""
    olds = [at for at, item in enumerate(source) if len(item.anchors) >= _KNOWN]
    news = [at for at, item in enumerate(target) if len(item.anchors) >= _KNOWN]
    found = in_order(
        [(source[at].token, source[at].anchors) for at in olds], [(target[at].token, target[at].anchors) for at in news]
    )
    yield from ((olds[old], news[new]) for new, old in sorted(found.items()))


def _between(source: Sequence[Item], target: Sequence[Item], ratio: float) -> Iterator[Match]:
    olds, news = [item.token for item in source], [item.token for item in target]
    if olds == news:
        yield from ((at, at) for at in range(len(olds)))
    elif len(olds) * len(news) <= _MOST_CELLS:
        yield from _best(source, target, ratio)
    else:
        yield from ((old, new) for new, old in sorted(in_order(olds, news).items()))


def _best(source: Sequence[Item], target: Sequence[Item], ratio: float) -> Iterator[Match]:
    """Yield the matches in order with the highest sum of scores (Needleman and Wunsch 1970)."""
    scores = [[_score(one, other, ratio) for other in target] for one in source]
    rows = [[0.0] * (len(target) + 1)]
    for own in reversed(scores):
        below, row = rows[-1], [0.0] * (len(target) + 1)
        for c in range(len(target) - 1, -1, -1):
            row[c] = max(below[c], row[c + 1], below[c + 1] + own[c])
        rows.append(row)
    rows.reverse()
    a = c = 0
    while a < len(source) and c < len(target):
        if scores[a][c] > 0 and rows[a][c] == rows[a + 1][c + 1] + scores[a][c]:
            yield a, c
            a, c = a + 1, c + 1
        elif rows[a][c] == rows[a + 1][c]:
            a += 1
        else:
            c += 1


def _is_copy(one: Item, other: Item) -> bool:
    """Return whether two items are equal, as far as skeletons tell."""
    return (one.token, one.anchors, one.length) == (other.token, other.anchors, other.length)


def _score(one: Item, other: Item, ratio: float) -> float:
    score = alike(one, other, ratio)
    if one.token == other.token:
        return 0.5 + score
    same = 0.5 if one.kind == other.kind else 0.0
    return score + same if score + same > _OTHER_TOKEN else 0.0
