"""Recognizes blocks that were joined to a neighbor, or split in two, by their lengths and their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log
from typing import Final

from loc_align.checks.structure.skeleton import Item
from loc_align.model import Document, Span

_RUNNING = frozenset(("paragraph", "list_item", "quote"))
"""The kinds of items that a lost mark or a lost blank line joins to their neighbors."""
_TWO: Final = 2
_LINE = re.compile(r"\n[ \t>]*")
_MARKED_LINE = re.compile(r"\n[ \t>]*(?:[-+*•]|\d{1,3}[.)])(?=[^\s\d*+.)-])")
"""A line that starts like a list item whose mark lacks its space."""

Gap = tuple[int, int, int, int]
"""The indexes of the matched source items around a difference, and of the matched target items."""


def joint_of(document: Document, source: Sequence[Item], target: Sequence[Item], gap: Gap, ratio: float) -> Span | None:
    """Return where missing text begins in a neighbor that has it at its start or end; ``None`` if none has.

    Args:
        document: the target document.
        source: the skeleton of the source document.
        target: the skeleton of the target document.
        gap: the matched items around the missing ones.
        ratio: the logarithm of the ratio of the lengths of the documents.
    """
    a, b, c, d = gap
    if b - a != _TWO or d != c + 1:
        return None
    joint = None
    if c >= 0:
        joint = _part(document, (source[a], source[a + 1]), source[a + 1], target[c], ratio)
    if joint is None and d < len(target):
        joint = _part(document, (source[a + 1], source[b]), source[a + 1], target[d], ratio)
    return joint


def _part(document: Document, items: tuple[Item, Item], lost: Item, target: Item, ratio: float) -> Span | None:
    """Return the part of a target item that is the second of two source items, if it has both.

    It begins with the line break that should be the border.
    """
    own = items[0] if items[1] is lost else items[1]
    if any(item.kind not in _RUNNING for item in items):
        return None
    new = lost.kept - own.anchors
    if new and not new & target.anchors:
        return None
    text = target.span.of(document.text)
    first, second = (item.length for item in items)
    breaks = [found.start() for found in _LINE.finditer(text)] if target.lines > own.lines else []
    marked = _MARKED_LINE.search(text) if breaks and items[1].kind == "list_item" else None
    if marked is not None:
        return Span(target.span.start + marked.start(), target.span.end)
    if 2 * (log(target.length + 1) - ratio) < log(own.length + 1) + log(first + second + 1):
        return None
    if not breaks:
        return target.span if _is_sum(target.length, items, ratio) else None
    at = len(text) * first / (first + second)
    return Span(target.span.start + min(breaks, key=lambda start: abs(start - at)), target.span.end)


def _is_sum(length: int, items: tuple[Item, Item], ratio: float) -> bool:
    """Return whether a length is that of two items of one kind, rather than that of the longer one."""
    first, second = (item.length for item in items)
    whole, longer = log(first + second + 1), log(max(first, second) + 1)
    near = log(length + 1) - ratio > whole - (whole - longer) / 4
    return near and items[0].kind == items[1].kind


def second_half(source: Sequence[Item], target: Sequence[Item], gap: Gap, ratio: float) -> Span | None:
    """Return what follows the first half of a paragraph that was split, if the extra item is one of its halves.

    Args:
        source: the skeleton of the source document.
        target: the skeleton of the target document.
        gap: the matched items around the extra ones.
        ratio: the logarithm of the ratio of the lengths of the documents.
    """
    a, b, c, d = gap
    if d - c != _TWO:
        return None
    extra = target[c + 1]
    if extra.digest in {target[at].digest for at in (c, d) if 0 <= at < len(target)}:
        return None  # a copy
    if c >= 0 and _is_half(source[a], target[c], extra, ratio):
        return Span(target[c].span.end, extra.span.end)
    if d < len(target) and _is_half(source[b], target[d], extra, ratio):
        return Span(extra.span.end, target[d].span.end)
    return None


def _is_half(source: Item, own: Item, extra: Item, ratio: float) -> bool:
    """Return whether an extra item completes its neighbor to the length of its source."""
    if {source.kind, own.kind, extra.kind} - {"paragraph"}:
        return False
    whole, expected = own.length + extra.length, log(source.length + 1) + ratio
    return abs(log(whole + 1) - expected) < abs(log(own.length + 1) - expected)


def has_more(one: Item, other: Item, ratio: float) -> bool:
    """Return whether a sentence ends above the stray lines of an item, or it has the length of its source there."""
    if other.ended:
        return True
    expected = log(one.length + 1) + ratio
    own = log(other.length - other.stray + 1) if other.length > other.stray else 0.0
    return abs(own - expected) < abs(log(other.length + 1) - expected)
