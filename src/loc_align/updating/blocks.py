"""Matches the blocks of two versions of a source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from loc_align.updating.likeness import likeness
from loc_align.updating.ordered import in_order
from loc_align.updating.outline import Outline
from loc_align.updating.sequences import between, elsewhere, similar, unused

_LEAST_LIKENESS = 0.5
"""The least likeness of two versions of a block between two blocks that stayed."""
_LEAST_MOVED = 0.8
"""The least likeness of two versions of a block at different places."""
_MOST_MOVED = 150
"""The most blocks without a match for which to compare all places."""
_SHORTEST_MOVED = 25
"""The shortest block to find at another place in another version, in characters."""
_OTHER_KIND = 0.2
"""What two blocks of different kinds lose."""


class MatchedBlocks(Struct, frozen=True):
    """The blocks of an old and a new version that belong together."""

    same: dict[int, int]
    """For the index of a new block, the index of the old one with the same content."""
    edited: dict[int, int]
    """For the index of a new block, the index of the old one with other content."""
    repeated: dict[int, int]
    """For the index of a new block, the index of an old one with the same content that has a match already."""


def match_blocks(old: Outline, new: Outline) -> MatchedBlocks:
    """Match the blocks of two versions: equal ones in order, then anywhere, then similar ones.

    Args:
        old: the old version.
        new: the new version.
    """
    olds, news = [piece.key for piece in old.pieces], [piece.key for piece in new.pieces]
    same = in_order(olds, news)
    same.update((b, a) for a, b in elsewhere(olds, news, same, lambda at: news[at][0] != "thematic_break"))
    edited: dict[int, int] = {}
    score = partial(_score, old, new)
    for old_run, new_run in between(same, len(olds), len(news)):
        edited.update((b, a) for a, b, _ in similar(old_run, new_run, score, _LEAST_LIKENESS))
    edited.update(_moved(old, new, {**same, **edited}))
    first = {key: at for at, key in reversed([*enumerate(olds)])}
    repeated = {
        at: first[key]
        for at, key in enumerate(news)
        if at not in same and at not in edited and key in first and key[0] == "text"
    }
    return MatchedBlocks(same, edited, repeated)


def _moved(old: Outline, new: Outline, matched: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield blocks that moved and changed, if no other block is as similar."""
    olds = [at for at in unused(len(old), matched.values()) if _is_long(old, at)]
    news = [at for at in unused(len(new), matched) if _is_long(new, at)]
    if len(olds) * len(news) > _MOST_MOVED**2:
        return
    scored = sorted(((_score(old, new, a, b), a, b) for a in olds for b in news), reverse=True)
    taken_old, taken_new = set[int](), set[int]()
    for score, a, b in scored:
        if score < _LEAST_MOVED:
            return
        if a not in taken_old and b not in taken_new:
            taken_old.add(a)
            taken_new.add(b)
            yield b, a


def _is_long(outline: Outline, at: int) -> bool:
    return len(outline.pieces[at].key[1]) >= _SHORTEST_MOVED


def _score(old: Outline, new: Outline, a: int, b: int) -> float:
    """Return the likeness of two blocks: of their texts, or the share of the sentences that they have in common."""
    before, after = old.pieces[a], new.pieces[b]
    if before.group != after.group:
        return 0.0
    score = likeness(before.key[1], after.key[1])
    if before.group == "text":
        score = max(score, _shared(old, new, a, b))
    return score - _OTHER_KIND * (before.block.kind != after.block.kind)


def _shared(old: Outline, new: Outline, a: int, b: int) -> float:
    olds = {sentence.key for sentence in old.sentences(a)}
    news = {sentence.key for sentence in new.sentences(b)}
    if len(olds) + len(news) < 3:  # noqa: PLR2004 - only a sentence beside others says more than the whole text
        return 0.0
    common = sum(map(len, olds & news))
    return common / max(min(sum(map(len, olds)), sum(map(len, news))), 1) * 0.95
