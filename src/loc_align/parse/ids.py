"""What the ids of a document's pairs say, and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

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
    seen: set[str] = set()
    prefixes = Counter(id_parts(pair.target_id)[0] for pair in pairs)
    usual = max(prefixes, key=lambda prefix: prefixes[prefix], default="")
    highest = -1
    for pair in pairs:
        prefix, number = id_parts(pair.target_id)
        if pair.target_id != pair.source_id:
            detail = f"The target side is {pair.target_id}, the source side {pair.source_id}."
            yield Defect(pair.span, "id-mismatch", detail)
        if pair.target_id in seen:
            yield Defect(pair.span, "id-duplicate", f"An earlier pair has the id {pair.target_id} already.")
        elif prefix != usual:
            detail = f"The id {pair.target_id} does not begin with {usual}, as the other ids of the file do."
            yield Defect(pair.span, "id-prefix", detail)
        elif number < highest:
            yield Defect(pair.span, "id-order", f"The id {pair.target_id} comes after one with a higher number.")
        else:
            highest = number
        seen.add(pair.target_id)


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
