"""What the ids of a document's pairs say, and what is wrong with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from loc_align.model import Block, Defect, SxsPair

_ID = re.compile(r"(.*)-p?(\d{1,9})")


def id_parts(pair_id: str) -> tuple[str, int]:
    """The prefix and the number of an id such as ``236b6-104`` or ``6ec59-p102``; -1 where it has no number."""
    found = _ID.fullmatch(pair_id)
    return (found[1], int(found[2])) if found else (pair_id, -1)


def id_defects(pairs: Sequence[SxsPair]) -> Iterator[Defect]:
    """Ids that differ within a pair, come twice, fall back, or belong to another file."""
    if _in_order(pairs):
        return
    parts = [id_parts(pair.target_id) for pair in pairs]
    prefixes = Counter(prefix for prefix, _ in parts)
    usual = max(prefixes, key=lambda prefix: prefixes[prefix], default="")
    own = [pair.target_id == pair.source_id for pair in pairs]
    kept = _rising(
        [number if prefix == usual and mine else None for (prefix, number), mine in zip(parts, own, strict=True)]
    )
    owners = _owners(pairs, own, kept)
    highest = -1
    for index, (pair, (prefix, number)) in enumerate(zip(pairs, parts, strict=True)):
        if not own[index]:
            detail = f"The target side is {pair.target_id}, the source side {pair.source_id}."
            yield Defect(pair.span, "id-mismatch", detail)
        if owners[pair.target_id] != index:
            which = "An earlier" if owners[pair.target_id] < index else "A later"
            yield Defect(pair.span, "id-duplicate", f"{which} pair has the id {pair.target_id} already.")
        elif prefix != usual:
            detail = f"The id {pair.target_id} does not begin with {usual}, as the other ids of the file do."
            yield Defect(pair.span, "id-prefix", detail)
        elif own[index] and index not in kept:
            which = "after one with a higher" if number < highest else "before one with a lower"
            yield Defect(pair.span, "id-order", f"The id {pair.target_id} comes {which} number.")
        if index in kept:
            highest = number


def _owners(pairs: Sequence[SxsPair], own: Sequence[bool], kept: AbstractSet[int]) -> dict[str, int]:
    """For each id the pair whose it is: one whose sides agree and whose number fits in, else the first."""
    owners: dict[str, int] = {}
    for index in sorted(range(len(pairs)), key=lambda at: (at not in kept, not own[at], at)):
        owners.setdefault(pairs[index].target_id, index)
    return owners


def _rising(numbers: Sequence[int | None]) -> AbstractSet[int]:
    """The places of a longest run of rising numbers; the others are those that don't fit in.

    Patience sorting (Fredman 1975): for each length the smallest number that a run of this length can end with.
    """
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int] = {}
    for place, number in enumerate(numbers):
        if number is None:
            continue
        length = bisect_left(ends, number)
        if length < len(ends) and ends[length] == number:
            continue  # the first of two equal ones stays
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
        before[place] = places[length - 1] if length else -1
    kept: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _in_order(pairs: Sequence[SxsPair]) -> bool:
    """Whether nothing is wrong with the ids, as is nearly always so: told at a glance."""
    ids = [pair.target_id for pair in pairs]
    if ids != [pair.source_id for pair in pairs] or len(set(ids)) < len(ids):
        return False
    heads, _, tails = zip(*(pair_id.rpartition("-") for pair_id in ids), strict=True) if ids else ((), (), ())
    numbers = [tail.removeprefix("p") for tail in tails]
    if len(set(heads)) > 1 or not all(map(str.isdecimal, numbers)):
        return False
    values = [*map(int, numbers)]
    return values == sorted(values)


def content_defects(pairs: Sequence[SxsPair], blocks: Sequence[Block], places: Sequence[int]) -> Iterator[Defect]:
    """Sides without text, and pairs that reach over the end of their block.

    Args:
        pairs: the pairs of a document.
        blocks: its blocks.
        places: for each pair the index of the block in which it begins, -1 where there is none.
    """
    for pair, place in zip(pairs, places, strict=True):
        if not pair.target.text.strip():
            yield Defect(pair.span, "target-empty", f"The target side of {pair.target_id} has no text.")
        if not pair.source.text.strip():
            yield Defect(pair.span, "source-empty", f"The source side of {pair.source_id} has no text.")
        if place >= 0 and blocks[place].span.end < pair.span.end:
            detail = f"The pair {pair.target_id} begins in one block and ends in another."
            yield Defect(pair.span, "pair-crosses-blocks", detail)
