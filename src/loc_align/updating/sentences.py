"""Matches the sentences of two versions of a source, in the blocks that changed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from msgspec import Struct

from loc_align.updating.blocks import MatchedBlocks
from loc_align.updating.likeness import likeness
from loc_align.updating.ordered import in_order
from loc_align.updating.outline import Outline, Sentence
from loc_align.updating.sequences import between, elsewhere, similar, unused

_LEAST_LIKENESS = 0.5
"""The least likeness of two versions of a sentence between two sentences that stayed."""

Place = tuple[int, int]
"""The index of a block, and the index of a sentence in it."""


class MatchedSentences(Struct, frozen=True):
    """The sentences of an old and a new version that belong together, in blocks that changed."""

    same: dict[Place, Place]
    """For the place of a new sentence, the place of the old one with the same text."""
    edited: dict[Place, Place]
    """For the place of a new sentence, the place of the old one with another text."""
    gone: tuple[Place, ...]
    """The places of old sentences without a match."""


def match_sentences(old: Outline, new: Outline, blocks: MatchedBlocks) -> MatchedSentences:
    """Match the sentences of the blocks that aren't equal: in matched blocks first, then equal ones anywhere.

    Args:
        old: the old version.
        new: the new version.
        blocks: the blocks that belong together.
    """
    same: dict[Place, Place] = {}
    edited: dict[Place, Place] = {}
    for b, a in blocks.edited.items():
        _match_block(old.sentences(a), new.sentences(b), (a, b), same, edited)
    used = {*same.values(), *edited.values()}
    whole = {*blocks.same.values()}
    left = [(a, at) for a in range(len(old)) if a not in whole for at in range(len(old.sentences(a)))]
    free: dict[str, deque[Place]] = defaultdict(deque)
    for place in left:
        if place not in used:
            free[_key(old, place)].append(place)
    known = _first_places(old)
    for b in unused(len(new), [*blocks.same, *blocks.repeated]):
        for at, sentence in enumerate(new.sentences(b)):
            if (b, at) in same or (b, at) in edited:
                continue
            if free[sentence.key]:
                same[b, at] = free[sentence.key].popleft()
            elif sentence.key in known():
                same[b, at] = known()[sentence.key]
    used = {*same.values(), *edited.values()}
    return MatchedSentences(same, edited, tuple(place for place in left if place not in used))


class _first_places:  # noqa: N801 - called like a function
    """Returns the first place of each sentence of a document, found when it is needed."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._places: dict[str, Place] | None = None

    def __call__(self) -> dict[str, Place]:
        if self._places is None:
            self._places = {}
            for a in range(len(self._outline)):
                for at, sentence in enumerate(self._outline.sentences(a)):
                    self._places.setdefault(sentence.key, (a, at))
        return self._places


def _key(outline: Outline, place: Place) -> str:
    return outline.sentences(place[0])[place[1]].key


def _match_block(
    olds: Sequence[Sentence],
    news: Sequence[Sentence],
    block: tuple[int, int],
    same: dict[Place, Place],
    edited: dict[Place, Place],
) -> None:
    a, b = block
    before, after = [sentence.key for sentence in olds], [sentence.key for sentence in news]
    matched = in_order(before, after)
    matched.update((new, old) for old, new in elsewhere(before, after, matched, lambda _: True))
    same.update(((b, new), (a, old)) for new, old in matched.items())
    for old_run, new_run in between(matched, len(olds), len(news)):
        found = similar(old_run, new_run, lambda x, y: likeness(before[x], after[y]), _LEAST_LIKENESS)
        edited.update(((b, new), (a, old)) for old, new, _ in found)
