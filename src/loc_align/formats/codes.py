"""Matches the inline codes of source and target, and gives matched codes the same number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import count

from msgspec import Struct

from loc_align.model import Code, Inline


class NumberedCode(Struct, frozen=True, gc=False):
    """An inline code of a segment, and its number."""

    code: Code
    number: int
    """The same for both codes of a pair, and for matching codes of source and target."""
    crosses: bool = False
    """Whether the pair of codes overlaps another pair, so that one XML element cannot contain the text between them."""


def match_codes(source: Inline, target: Inline) -> tuple[list[int], list[int]]:
    """Match the codes of both sides by content and not by position.

    Identical codes are matched first. For a pair, both codes count: for a link, this includes its destination. Then
    codes of the same type are matched in order. Each other code gets a number of its own.

    Args:
        source: the parts of the source segment.
        target: the parts of the target segment.

    Returns:
        For each side, one number for each code that is not a ``close``, in order. Matching codes have equal numbers. If
        the codes of both sides are equal and in the same order, both lists are the same object.
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
        candidates: dict[Hashable, list[int]] = defaultdict(list)
        for at in sorted(free, reverse=True):
            candidates[sources[at][key]].append(at)
        for at, code in enumerate(targets):
            if found[at] is None and candidates[code[key]]:
                matched = candidates[code[key]].pop()
                free.discard(matched)
                found[at] = numbers[matched]
    fresh = count(len(sources) + 1)
    return numbers, [next(fresh) if number is None else number for number in found]


def _is_text(parts: Inline) -> bool:
    return not parts or (len(parts) == 1 and isinstance(parts[0], str))


def _codes(parts: Inline) -> list[Code]:
    return [part for part in parts if not isinstance(part, str)]


def _keys(codes: Sequence[Code]) -> Sequence[tuple[Hashable, Hashable]]:
    """Return two keys for each code that is not a ``close``: for the exact content, and for the type."""
    closing = {code.pair: code.data for code in codes if code.kind == "close"}
    return [
        ((code.type, code.data, closing.get(code.pair, "") if code.pair else ""), (code.kind, code.type))
        for code in codes
        if code.kind != "close"
    ]


def number_codes(parts: Inline, numbers: Sequence[int]) -> Iterator[str | NumberedCode]:
    """Yield the parts of a segment with numbered codes.

    Args:
        parts: the parts of the segment.
        numbers: one number for each code that is not a ``close``, as returned by :func:`match_codes`.
    """
    crossing = _crossing(parts)
    rest = iter(numbers)
    of_pair: dict[int | None, int] = {}
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.kind == "close":
            yield NumberedCode(part, of_pair[part.pair], part.pair in crossing)
        elif part.kind == "open":
            number = of_pair[part.pair] = next(rest)
            yield NumberedCode(part, number, part.pair in crossing)
        else:
            yield NumberedCode(part, next(rest))


def fill(parts: Inline, elements: Iterable[str], write: Callable[[str], str]) -> str:
    """Write a segment.

    Args:
        parts: the parts of the segment.
        elements: the element of each code, in order.
        write: returns the character data of a text.
    """
    rest = iter(elements)
    return "".join([write(part) if isinstance(part, str) else next(rest) for part in parts])


def _crossing(parts: Inline) -> set[int | None]:
    """Return the pairs that overlap a pair that opened earlier and closes earlier."""
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
