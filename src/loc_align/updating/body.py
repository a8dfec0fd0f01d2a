"""The body of an updated target, as the blocks that it is made of."""

from __future__ import annotations

from msgspec import Struct

from loc_align.updating.block_text import Piece


class Emitted(Struct, frozen=True):
    """A block of the new source, or several, as they are in the updated target."""

    text: str
    new: tuple[int, ...]
    """The indexes of the blocks in the new source."""
    old: tuple[int, int] | None
    """The first and the last block of the old source that it was made from."""
    target: tuple[int, int] | None
    """The first and the last block of the target that it was made from."""
    state: str
    """``kept``: as the target had it; ``made``: made from its sentences; ``pending``; or ``unclear``."""
    pieces: tuple[tuple[int, Piece], ...] = ()


class Placed(Struct, frozen=True):
    """An emitted block with its place."""

    block: Emitted
    start: int
    """The offset of its text in the body of the updated target."""


class Body(Struct, frozen=True):
    """The body of an updated target."""

    text: str
    blocks: tuple[Placed, ...]
    missing: tuple[int, ...]
    """The blocks of the new source that the target lacked before, and still lacks."""
    dropped: tuple[int, ...] = ()
    """The blocks of the target without a source that are left out."""
    joined: tuple[int, ...] = ()
    """The paragraphs of the target that are joined with the one before, because the source has one for both."""
