"""Finds side-by-side markup that is quoted in code, and so is text and not a pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from sys import maxsize

from loc_align.markdown import inline
from loc_align.model import Block, Code, Defect, Span, SxsPair

_PLACEHOLDER = "\ufffc"
_FENCE = re.compile(r"`{3,}|~{3,}")
_CANDIDATE = re.compile(rf"`[^{_PLACEHOLDER}]*{_PLACEHOLDER}[^`]*`")


def quoted_spans(
    text: str, pairs: Sequence[SxsPair], defects: Sequence[Defect], blocks: Sequence[Block], pair_blocks: Sequence[int]
) -> tuple[Span, ...]:
    """Return the spans of code blocks and code spans that contain markup of pairs.

    Only a fence with an end quotes a pair. Pairs in other code are content, and so are IDs that belong to no pair.

    The pairs, defects, and blocks are those of the document without regard to quoted markup.

    Args:
        text: the text of the document.
        pairs: the pairs.
        defects: the defects, for markup that is not part of a pair.
        blocks: the blocks.
        pair_blocks: for each pair the index of its block, or -1.
    """
    code = {at for at, block in enumerate(blocks) if block.kind == "code" and is_quoting(block.span.of(text))}
    in_blocks: Iterable[Span] = ()
    if code and (defects or not code.isdisjoint(pair_blocks)):
        markup = [pair.span for pair, block in zip(pairs, pair_blocks, strict=True) if block in code]
        if defects:
            markup = sorted([*markup, *(defect.span for defect in defects)], key=lambda span: span.start)
        in_blocks = _code_blocks(markup, [blocks[at] for at in sorted(code)])
    return (*in_blocks, *_code_spans(text, pairs, blocks, pair_blocks))


def is_quoting(code: str) -> bool:
    """Return whether markup in a code block is text: in a fence with an end, and in code without IDs."""
    if "tu-id" not in code.lower():
        return True
    fence = _FENCE.match(code)
    _, newline, last = code.rpartition("\n")
    closing = last.strip(" \t\r>")
    return bool(fence and newline and closing.startswith(fence[0]) and not closing.strip(fence[0][0]))


def _code_blocks(markup: Sequence[Span], blocks: Sequence[Block]) -> Iterator[Span]:
    at = 0
    for block in blocks:
        while at < len(markup) and markup[at].end <= block.span.start:
            at += 1
        if at < len(markup) and markup[at].start < block.span.end:
            yield block.span


def _code_spans(
    text: str, pairs: Sequence[SxsPair], blocks: Sequence[Block], pair_blocks: Sequence[int]
) -> Iterator[Span]:
    """Yield the code spans around whole pairs. A backtick inside a pair cannot end outside it."""
    spans = [pair.span for pair in pairs]
    block_starts = [*[block.span.start for block in blocks], maxsize]  # the last one for the index -1
    gap_starts = map(max, chain([0], [span.end for span in spans]), map(block_starts.__getitem__, pair_blocks))
    gaps = zip(gap_starts, [span.start for span in spans], strict=False)
    after_backtick = [at for at, (start, end) in enumerate(gaps) if start < end and text.find("`", start, end) >= 0]
    done = -1
    for at in after_backtick:
        block = blocks[pair_blocks[at]]
        if pair_blocks[at] > done and block.kind != "code":
            done = pair_blocks[at]
            yield from _around(text, block.span, _same_block(pairs, pair_blocks, at))


def _same_block(pairs: Sequence[SxsPair], pair_blocks: Sequence[int], at: int) -> Sequence[SxsPair]:
    """Return the pairs in the same block as the pair at an index."""
    first = last = at
    while first and pair_blocks[first - 1] == pair_blocks[at]:
        first -= 1
    while last + 1 < len(pair_blocks) and pair_blocks[last + 1] == pair_blocks[at]:
        last += 1
    return pairs[first : last + 1]


def _around(text: str, block: Span, pairs: Sequence[SxsPair]) -> Iterator[Span]:
    gaps = []
    done = block.start
    for pair in pairs:
        gaps.append(text[done : pair.span.start])
        done = pair.span.end
    gaps.append(text[done : block.end])
    joined = _PLACEHOLDER.join(gaps)
    if not _CANDIDATE.search(joined):
        return
    number, offset = 0, 0
    for part in inline.parse(joined):
        data = part.data if isinstance(part, Code) else part
        inside = data.count(_PLACEHOLDER)
        replaced = sum(pair.span.end - pair.span.start - 1 for pair in pairs[number : number + inside])
        start = block.start + offset
        offset += len(data) + replaced
        if inside and isinstance(part, Code) and part.type == "code":
            yield Span(start, block.start + offset)
        number += inside
