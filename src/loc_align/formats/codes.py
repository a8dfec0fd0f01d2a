"""Inline codes of source and target, numbered so that equal ones have equal numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import count

from msgspec import Struct

from loc_align.model import Code, Inline


class Placed(Struct, frozen=True):
    """A code in its segment."""

    code: Code
    number: int
    """Shared by an opening and its closing code, and by codes of source and target that correspond."""
    crosses: bool = False
    """Whether its pair crosses another one, so that no element can hold what is between them."""


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


def place(parts: Inline, numbers: Sequence[int]) -> Iterator[str | Placed]:
    """A segment's parts with their codes numbered.

    Args:
        parts: the segment's parts.
        numbers: a number for each code that is not a ``close``, as :func:`match_codes` gives them.
    """
    crossing = _crossing(parts)
    rest = iter(numbers)
    of_pair: dict[int | None, int] = {}
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.kind == "close":
            yield Placed(part, of_pair[part.pair], part.pair in crossing)
        else:
            number = next(rest)
            if part.kind == "open":
                of_pair[part.pair] = number
            yield Placed(part, number, part.pair in crossing)


def _crossing(parts: Inline) -> set[int | None]:
    """The pairs that close after another one that opened later and is still open."""
    crossing: set[int | None] = set()
    opened: list[int | None] = []
    for part in parts:
        if isinstance(part, str) or part.kind == "standalone":
            continue
        if part.kind == "open":
            opened.append(part.pair)
            continue
        at = opened.index(part.pair)
        crossing.update(opened[at + 1 :])
        del opened[at]
    return crossing
