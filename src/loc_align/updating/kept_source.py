"""Finds the old source in the HTML comments of a target: some projects keep it above each translated block.

Seen in the Chinese documentation of Kubernetes and in the Japanese translation of the Rust book.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from loc_align.documents import parse_again
from loc_align.model import Document, Edit, Span
from loc_align.text import Lines, edited_bytes
from loc_align.updating.blocks import match_blocks
from loc_align.updating.covered_blocks import Covered, covered_blocks
from loc_align.updating.outline import Outline, Piece, continuation, is_comment
from loc_align.updating.proof import difference
from loc_align.updating.source_comments import FRONT_MATTER, SourceComments, comment_body

_MOST = 0.5
"""The least share of the words of all comments that the current source has."""


class KeptSource(Struct, frozen=True):
    """The old source of a target, as its comments have it."""

    data: bytes
    unsure: tuple[int, ...] = ()
    """The lines in the target of translated blocks without a comment, which are taken to be up to date."""


def kept_source(target: Document, new: Document, lang: str) -> KeptSource | None:
    """Return the old source of a target that keeps it in comments; ``None`` if the target doesn't, or not certainly.

    A comment keeps the source if its blocks have the kinds of the blocks below it, and it has words of the source.
    Where a translated block has no comment, the blocks around it must tell its place in the current source.

    Args:
        target: the target.
        new: the current source.
        lang: the language of the source, a BCP 47 tag.
    """
    if "<!--" not in target.text or target.pairs or target.container is not None:
        return None
    comments = SourceComments(new)
    covered = [*covered_blocks(target, comments)]
    if not covered or comments.share("\n".join(item.body for item in covered)) < _MOST:
        return None
    inside = {at for item in covered for at in item.blocks}
    current = Outline(new, lang)
    known = {piece.key for piece in current.pieces}
    visible = [at for at in range(len(target.blocks)) if not is_comment(target, at)]
    pieces = Outline(target, lang).pieces
    alone = [at for at in visible if at not in inside and pieces[at].group == "text" and pieces[at].key not in known]
    if len(alone) > len(inside):
        return None
    first = parse_again(edited_bytes(target, [*_edits(target, comments, covered)]), target)
    old = Outline(first, lang)
    places = [at for at in range(len(old)) if not is_comment(first, at)]
    if difference(first, target) is not None or len(places) != len(visible):
        return None
    number = dict(zip(visible, places, strict=True))
    found = _in_place(old, current, {number[at] for at in alone})
    if found is None:
        return None
    edits = [Edit(old.pieces[a].block.span, current.pieces[b].text) for a, b in found.items()]
    lines = Lines(target.text)
    unsure = tuple(lines.position(target.blocks[at].span.start)[0] for at in alone)
    return KeptSource(edited_bytes(first, edits), unsure)


def _edits(target: Document, comments: SourceComments, covered: Sequence[Covered]) -> Iterator[Edit]:
    """Yield the edits that put the sources into the places of their translations, and leave out other comments."""
    yield from _front_matter(target, comments.new)
    done = -1
    by_start = {item.first: item for item in covered}
    for at, block in enumerate(target.blocks):
        if at in by_start:
            item = by_start[at]
            done = item.blocks.stop - 1
            text = item.body.replace("\n", f"\n{continuation(target, at)}")
            yield Edit(Span(block.span.start, target.blocks[done].span.end), text)
        elif at > done and is_comment(target, at) and not comments.is_own(block.span.of(target.text)):
            yield Edit(block.span, "")


def _front_matter(target: Document, new: Document) -> Iterator[Edit]:
    """Yield the edit that puts the old front matter into its place; without a comment, the current one."""
    own = target.front_matter
    if own is None:
        return
    bodies = (comment_body(target.blocks[at].span.of(target.text)) for at in range(min(2, len(target.blocks))))
    found = next((match for body in bodies if (match := FRONT_MATTER.fullmatch(body))), None)
    if found is not None:
        yield Edit(own.span, f"{found[1]}\n")
    elif new.front_matter is not None:
        yield Edit(own.span, new.front_matter.span.of(new.text))


def _in_place(old: Outline, new: Outline, alone: Collection[int]) -> dict[int, int] | None:
    """Return the current blocks in the places of blocks without a comment; ``None`` if a place isn't certain."""
    blocks = match_blocks(old, new)
    matched = {a: b for b, a in (*blocks.edited.items(), *blocks.same.items()) if a not in alone}
    taken = {*matched.values()}
    found: dict[int, int] = {}
    for a in sorted(alone):
        before = found.get(a - 1, matched.get(a - 1, -1 if a == 0 else None))
        after = matched.get(a + 1, len(new) if a + 1 == len(old) else None)
        places = (None if before is None else before + 1, None if after is None else after - 1)
        b = next((place for place in places if place is not None and 0 <= place < len(new)), None)
        if b is None or b in taken or _shape(old.pieces[a]) != _shape(new.pieces[b]):
            return None
        found[a] = b
        taken.add(b)
    return found


def _shape(piece: Piece) -> tuple[str, int]:
    return piece.block.kind, piece.block.level
