"""Corrections: beads that a reviewer has set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from loc_align.alignment.by_content.rounds.windows import Link
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, Side
from loc_align.model import Span


class Links(Struct, frozen=True):
    """The corrections of one pair of documents."""

    links: tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...] = ()
    """Spans of the source document and the spans of the target document that translate them. If one side is empty,
    the other has no translation. A span stands for all segments whose middle it contains."""


def resolve(links: Links, source: Side, target: Side) -> tuple[Link, ...]:
    """The items that corrections name; one that names nothing any more, or an item for the second time, is left out."""
    used: tuple[set[int], set[int]] = (set(), set())
    found: list[Link] = []
    for own, other in links.links:
        link = (_items(own, source), _items(other, target))
        gone = (own and not link[0]) or (other and not link[1])
        taken = used[0].intersection(link[0]) or used[1].intersection(link[1])
        if not gone and not taken and (link[0] or link[1]):
            used[0].update(link[0])
            used[1].update(link[1])
            found.append(link)
    return tuple(found)


def _items(spans: Sequence[Span], side: Side) -> tuple[int, ...]:
    return tuple(sorted({item for span in spans for item in _inside(span, side)}))


def _inside(span: Span, side: Side) -> Iterator[int]:
    for number, (own, group) in enumerate(zip(side.spans, side.group.tolist(), strict=True)):
        if group < FIRST_STRUCTURAL and span.start <= (own.start + own.end) // 2 < span.end:
            yield number
