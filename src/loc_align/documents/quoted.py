"""Where a document quotes side-by-side markup in code: there it is text and forms no pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loc_align.markdown import inline
from loc_align.model import Block, Code, Defect, Span, SxsPair

_PLACE = "\ufffc"
_CANDIDATE = re.compile(rf"`[^{_PLACE}]*{_PLACE}[^`]*`")


def quoted_spans(
    text: str, pairs: Sequence[SxsPair], defects: Sequence[Defect], blocks: Sequence[Block], places: Sequence[int]
) -> tuple[Span, ...]:
    """The spans of code, blocks or code spans, that hold markup of pairs.

    Args:
        text: the document.
        pairs: the pairs as they are if no markup is quoted.
        defects: the markup left over then.
        blocks: the blocks as they are then.
        places: for each pair the index of its block, -1 where there is none.
    """
    code = {at for at, block in enumerate(blocks) if block.kind == "code"}
    markup = [pair.span for pair, place in zip(pairs, places, strict=True) if place in code]
    if defects:
        markup = sorted([*markup, *(defect.span for defect in defects)], key=lambda span: span.start)
    in_blocks = _code_blocks(markup, blocks) if markup else ()
    return (*in_blocks, *_code_spans(text, pairs, blocks, places))


def _code_blocks(markup: Sequence[Span], blocks: Sequence[Block]) -> Iterator[Span]:
    at = 0
    for block in blocks:
        if block.kind != "code":
            continue
        while at < len(markup) and markup[at].end <= block.span.start:
            at += 1
        if at < len(markup) and markup[at].start < block.span.end:
            yield Span(min(block.span.start, markup[at].start), block.span.end)


def _code_spans(text: str, pairs: Sequence[SxsPair], blocks: Sequence[Block], places: Sequence[int]) -> Iterator[Span]:
    """Code spans around whole pairs; a backtick inside a pair never reaches out of it."""
    ends = [0, *(pair.span.end for pair in pairs)]
    after_backtick = [at for at, pair in enumerate(pairs) if text.find("`", ends[at], pair.span.start) >= 0]
    done = -1
    for at in after_backtick:
        if places[at] <= done or blocks[places[at]].kind == "code":
            continue
        block = blocks[places[at]]
        if text.find("`", max(ends[at], block.span.start), pairs[at].span.start) >= 0:
            done = places[at]
            yield from _around(text, block.span, _members(pairs, places, at))


def _members(pairs: Sequence[SxsPair], places: Sequence[int], at: int) -> Sequence[SxsPair]:
    """The pairs that stand in the same block as one of them."""
    first = last = at
    while first and places[first - 1] == places[at]:
        first -= 1
    while last + 1 < len(places) and places[last + 1] == places[at]:
        last += 1
    return pairs[first : last + 1]


def _around(text: str, block: Span, pairs: Sequence[SxsPair]) -> Iterator[Span]:
    gaps = []
    done = block.start
    for pair in pairs:
        gaps.append(text[done : pair.span.start])
        done = pair.span.end
    gaps.append(text[done : block.end])
    joined = _PLACE.join(gaps)
    if not _CANDIDATE.search(joined):
        return
    number, offset = 0, 0
    for part in inline.parse(joined):
        data = part.data if isinstance(part, Code) else part
        held = data.count(_PLACE)
        grown = sum(pair.span.end - pair.span.start - 1 for pair in pairs[number : number + held])
        start = block.start + offset
        offset += len(data) + grown
        if held and isinstance(part, Code) and part.type == "code":
            yield Span(start, block.start + offset)
        number += held
