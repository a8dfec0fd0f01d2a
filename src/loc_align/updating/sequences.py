"""Matches what two sequences have in common in another order, and what is similar."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from loc_align.updating.ordered import Matches, rising

_MOST_COMPARISONS = 20_000
"""The most similarities to compute between two matched items; keeps the time linear."""


def elsewhere(
    olds: Sequence[Hashable], news: Sequence[Hashable], matched: Matches, allowed: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """Yield matches of equal items that aren't in order, as old and new index. Each old item is used once.

    Args:
        olds: the old items.
        news: the new items.
        matched: the matches so far.
        allowed: whether a new item can be matched out of order.
    """
    taken = {*matched.values()}
    free: dict[Hashable, deque[int]] = defaultdict(deque)
    for at, item in enumerate(olds):
        if at not in taken:
            free[item].append(at)
    for at, item in enumerate(news):
        if at not in matched and free.get(item) and allowed(at):
            yield free[item].popleft(), at


def between(matched: Matches, old_count: int, new_count: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the free old and new indexes between the matches that are in order.

    Args:
        matched: the matches. Those out of order don't divide the sequences.
        old_count: the number of old items.
        new_count: the number of new items.
    """
    pairs = sorted(matched.items())
    kept = [pairs[at] for at in rising([old for _, old in pairs])]
    taken = {*matched.values()}
    ends = [(-1, -1), *kept, (new_count, old_count)]
    for (new_before, old_before), (new_after, old_after) in pairwise(ends):
        olds = [at for at in range(old_before + 1, old_after) if at not in taken]
        news = [at for at in range(new_before + 1, new_after) if at not in matched]
        if olds and news:
            yield olds, news


def similar(
    olds: Sequence[int], news: Sequence[int], score: Callable[[int, int], float], least: float
) -> Iterator[tuple[int, int, float]]:
    """Yield the old and new indexes whose scores have the greatest sum, in the order of both, with their scores.

    Args:
        olds: the old indexes, in order.
        news: the new indexes, in order.
        score: the similarity of an old and a new item, from 0 to 1.
        least: the least similarity of a match.
    """
    if len(olds) * len(news) > _MOST_COMPARISONS:
        return
    width = len(news) + 1
    best = [[0.0] * width for _ in range(len(olds) + 1)]
    scores = [[score(old, new) for new in news] for old in olds]
    for a in range(len(olds) - 1, -1, -1):
        row, below, own = best[a], best[a + 1], scores[a]
        for b in range(len(news) - 1, -1, -1):
            together = own[b] + below[b + 1] if own[b] >= least else 0.0
            row[b] = max(below[b], row[b + 1], together)
    a = b = 0
    while a < len(olds) and b < len(news):
        value = scores[a][b]
        if value >= least and best[a][b] == value + best[a + 1][b + 1]:
            yield olds[a], news[b], value
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1


def unused(count: int, used: Collection[int] | Iterable[int]) -> list[int]:
    """Return the indexes below a count that are not used."""
    taken = {*used}
    return [at for at in range(count) if at not in taken]
