"""The IDs of pairs, and defects in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from sys import maxsize

from loc_align.model import Block, Defect, SxsPair

_DIGITS = 9
_WHOLE = re.compile(r".*-p\d{1,9}")
"""The ID of a pair that holds a whole paragraph. These IDs have a numbering of their own."""
_ID = re.compile(r"(.*)-p?(\d{1,9})")


def id_parts(pair_id: str) -> tuple[str, int]:
    """Return the prefix and the number of an ID such as ``236b6-104`` or ``6ec59-p102``; -1 if it has no number."""
    found = _ID.fullmatch(pair_id)
    return (found[1], int(found[2])) if found else (pair_id, -1)


def id_defects(pairs: Sequence[SxsPair]) -> Iterator[Defect]:
    """Yield defects for IDs that differ within a pair, are duplicates, are out of order, or have another prefix."""
    if _in_order(pairs):
        return
    parts = [id_parts(pair.target_id) for pair in pairs]
    prefixes = Counter(prefix for prefix, _ in parts)
    usual = max(prefixes, key=lambda prefix: prefixes[prefix], default="")
    own = [pair.target_id == pair.source_id for pair in pairs]
    whole = [_WHOLE.fullmatch(pair.target_id) is not None for pair in pairs]
    kept = frozenset[int]().union(
        *(
            _rising(
                [
                    number if prefix == usual and mine and paragraph == numbering else None
                    for (prefix, number), mine, paragraph in zip(parts, own, whole, strict=True)
                ]
            )
            for numbering in (False, True)
        )
    )
    owners = _owners(pairs, own, kept)
    highest = {False: -1, True: -1}
    for index, (pair, (prefix, number)) in enumerate(zip(pairs, parts, strict=True)):
        if not own[index]:
            detail = f"The target has the ID {pair.target_id}, but the source has the ID {pair.source_id}."
            yield Defect(pair.span, "id-mismatch", detail)
        if owners[pair.target_id] != index:
            which = "An earlier" if owners[pair.target_id] < index else "A later"
            yield Defect(pair.span, "id-duplicate", f"{which} pair has the same ID, {pair.target_id}.")
        elif prefix != usual:
            detail = f"The ID {pair.target_id} does not start with {usual} like the other IDs in the file."
            yield Defect(pair.span, "id-prefix", detail)
        elif own[index] and index not in kept:
            which = "follows a higher" if number < highest[whole[index]] else "precedes a lower"
            yield Defect(pair.span, "id-order", f"The ID {pair.target_id} {which} number.")
        if index in kept:
            highest[whole[index]] = number


def _owners(pairs: Sequence[SxsPair], own: Sequence[bool], kept: AbstractSet[int]) -> dict[str, int]:
    """Return the index of the pair that owns each ID: one with equal sides and a number in order, or else the first."""
    owners: dict[str, int] = {}
    for index in sorted(range(len(pairs)), key=lambda at: (at not in kept, not own[at], at)):
        owners.setdefault(pairs[index].target_id, index)
    return owners


def _rising(numbers: Sequence[int | None]) -> AbstractSet[int]:
    """Return the indexes of a longest increasing subsequence.

    Patience sorting (Fredman 1975): for each length, keep the smallest number that a subsequence can end with.
    """
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for index, number in enumerate(numbers):
        if number is None:
            continue
        length = bisect_left(ends, number)
        if length < len(ends) and ends[length] == number:
            continue  # the first of equal numbers is kept
        ends[length : length + 1] = [number]
        last[length : length + 1] = [index]
        before[index] = last[length - 1] if length else -1
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _in_order(pairs: Sequence[SxsPair]) -> bool:
    """Return whether all IDs are correct. This is a fast check, because they nearly always are."""
    ids = [pair.target_id for pair in pairs]
    if ids != [pair.source_id for pair in pairs] or len(set(ids)) < len(ids):
        return False
    if not ids:
        return True
    lines = "\n".join(["", *ids])
    prefix = f"\n{ids[0].rpartition('-')[0]}-"
    if lines.count(prefix) != len(ids):
        return False
    numbers = lines.replace(prefix, "\n").split("\n")[1:]
    plain = [number for number in numbers if number[:1] != "p"]
    whole = [number[1:] for number in numbers if number[:1] == "p"] if len(plain) < len(numbers) else []
    if len(numbers) != len(ids) or not all(map(str.isdecimal, (*plain, *whole))):
        return False
    if max(map(len, numbers)) > _DIGITS:  # int() refuses thousands of digits
        return False
    return all(values == sorted(values) for values in ([*map(int, plain)], [*map(int, whole)]))


def content_defects(pairs: Sequence[SxsPair], blocks: Sequence[Block], pair_blocks: Sequence[int]) -> Iterator[Defect]:
    """Yield defects for empty sides, and for pairs that extend beyond the end of their block.

    Args:
        pairs: the pairs of a document.
        blocks: the blocks of the document.
        pair_blocks: for each pair the index of the block that it starts in, or -1.
    """
    ends = [*[block.span.end for block in blocks], maxsize]  # the last one for the index -1
    for pair, end in zip(pairs, map(ends.__getitem__, pair_blocks), strict=True):
        if not pair.target.text.strip():
            yield Defect(pair.span, "target-empty", f"The target of {pair.target_id} is empty.")
        if not pair.source.text.strip():
            yield Defect(pair.span, "source-empty", f"The source of {pair.source_id} is empty.")
        if end < pair.span.end:
            detail = f"The pair {pair.target_id} starts in one block and ends in another."
            yield Defect(pair.span, "pair-crosses-blocks", detail)
