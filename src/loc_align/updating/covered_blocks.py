"""Finds the blocks of a target that have their source in comments above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from loc_align.documents import parse_again
from loc_align.model import Block, Document
from loc_align.updating.outline import continuation, is_comment
from loc_align.updating.source_comments import SourceComments

_MOST_NOTES = 3
"""The most other comments directly before the one with the source."""
_INSIDE = frozenset(("list_item", "quote"))
"""What a paragraph is in a list or a quote."""


class Covered(Struct, frozen=True):
    """A source in comments, and the blocks after them, which translate it."""

    first: int
    """The index of the first comment."""
    body: str
    blocks: range


def covered_blocks(target: Document, comments: SourceComments) -> Iterator[Covered]:
    """Yield the comments that keep a source, and the blocks that translate it."""
    at = 0
    while at < len(target.blocks):
        start = at
        while at < len(target.blocks) and is_comment(target, at):
            at += 1
        found = _matching(target, range(start, at), comments)
        if found is not None:
            yield found
        at = max(start + 1, at)


def _matching(target: Document, run: range, comments: SourceComments) -> Covered | None:
    """Return the source in adjacent comments; those before it can be other notes."""
    texts = [target.blocks[at].span.of(target.text) for at in run]
    for skipped in range(min(len(run), _MOST_NOTES + 1)):
        bodies = [comments.source_of(text) for text in texts[skipped:]]
        blocks = parse_again("\n\n".join(filter(None, bodies)).encode(), target).blocks
        if blocks and _translate(target, run[skipped], blocks, run.stop):
            kept = (body or text * comments.is_own(text) for body, text in zip(bodies, texts[skipped:], strict=True))
            return Covered(run[skipped], "\n\n".join(filter(None, kept)), range(run.stop, run.stop + len(blocks)))
    return None


def _translate(target: Document, comment: int, blocks: Sequence[Block], after: int) -> bool:
    """Return whether the blocks after a comment have the kinds of the blocks in it."""
    own = target.blocks[after : after + len(blocks)]
    nested = bool(continuation(target, comment))
    return len(own) == len(blocks) and all(
        (one.kind, one.level) == (other.kind, other.level)
        or (nested and one.kind == "paragraph" and other.kind in _INSIDE)
        for one, other in zip(blocks, own, strict=True)
    )
