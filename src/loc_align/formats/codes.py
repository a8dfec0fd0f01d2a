"""Inline codes of source and target, numbered so that equal ones have equal numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import count

from loc_align.model import Code, Inline


def match_codes(source: Inline, target: Inline) -> tuple[list[int], list[int]]:
    """Number the codes of both sides by what they are, not by where they stand.

    First the codes that are the same to the character are matched (a pair by both its halves, so that a link is known
    by its destination), then those of the same type, in order; the rest get numbers of their own.

    Args:
        source: the source segment's parts.
        target: the target segment's parts.

    Returns:
        For each side a number for each of its codes that is not a ``close``, in order; equal numbers on the two sides
        say that the codes correspond.
    """
    sources, targets = _codes(source), _codes(target)
    numbers = list(range(1, len(sources) + 1))
    if sources == targets:
        return numbers, numbers
    found: list[int | None] = [None] * len(targets)
    free = set(range(len(sources)))
    for key in (0, 1):
        places: dict[Hashable, list[int]] = defaultdict(list)
        for at in sorted(free, reverse=True):
            places[sources[at][key]].append(at)
        for at, code in enumerate(targets):
            if found[at] is None and places[code[key]]:
                place = places[code[key]].pop()
                free.discard(place)
                found[at] = numbers[place]
    fresh = count(len(sources) + 1)
    return numbers, [next(fresh) if number is None else number for number in found]


def _codes(parts: Inline) -> Sequence[tuple[Hashable, Hashable]]:
    """For each code but the closing ones what it is exactly, and its type."""
    closing = {part.pair: part.data for part in parts if isinstance(part, Code) and part.kind == "close"}
    return [
        ((part.type, part.data, closing.get(part.pair, "") if part.pair else ""), (part.kind, part.type))
        for part in parts
        if isinstance(part, Code) and part.kind != "close"
    ]
