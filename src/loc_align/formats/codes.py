"""Inline codes of source and target, numbered so that equal ones have equal numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import count

from msgspec import Struct

from loc_align.model import Code, Inline


class Placed(Struct, frozen=True, gc=False):
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
    if _is_text(source) and _is_text(target):
        return [], []
    source_codes, target_codes = _codes(source), _codes(target)
    closing = [code.kind for code in source_codes].count("close")
    numbers = [*range(1, len(source_codes) - closing + 1)]
    if source_codes == target_codes:
        return numbers, numbers
    sources, targets = _keys(source_codes), _keys(target_codes)
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


def _is_text(parts: Inline) -> bool:
    return not parts or (len(parts) == 1 and isinstance(parts[0], str))


def _codes(parts: Inline) -> list[Code]:
    return [part for part in parts if not isinstance(part, str)]


def _keys(codes: Sequence[Code]) -> Sequence[tuple[Hashable, Hashable]]:
    """For each code but the closing ones what it is exactly, and its type."""
    closing = {code.pair: code.data for code in codes if code.kind == "close"}
    return [
        ((code.type, code.data, closing.get(code.pair, "") if code.pair else ""), (code.kind, code.type))
        for code in codes
        if code.kind != "close"
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
        elif part.kind == "open":
            number = of_pair[part.pair] = next(rest)
            yield Placed(part, number, part.pair in crossing)
        else:
            yield Placed(part, next(rest))


def _crossing(parts: Inline) -> set[int | None]:
    """The pairs that close after another one that opened later and is still open."""
    crossing: set[int | None] = set()
    opened: list[int | None] = []
    for code in _codes(parts):
        if code.kind == "open":
            opened.append(code.pair)
        elif code.kind == "close":
            at = opened.index(code.pair)
            crossing.update(opened[at + 1 :])
            del opened[at]
    return crossing
