"""The values that an update returns."""

from __future__ import annotations

from msgspec import Struct

from loc_align.model import Segment
from loc_align.updating.values import Change, Comparison


class UpdatedUnit(Struct, frozen=True):
    """A sentence, a front-matter value, or a block of code of an updated target."""

    change: Change
    """What happened to its source."""
    target: Segment | None
    """Its text in the updated document: the translation, or what stands for a pending one; ``None`` if it has no text
    of its own there."""
    pending: bool
    """Whether it awaits translation."""
    old_target: str | None = None
    """For a pending unit, the translation of the old source."""
    unclear: bool = False
    """Whether its block stayed as it was, because nobody knows which part of the target belongs to it."""


class Updated(Struct, frozen=True):
    """An updated target document."""

    data: bytes
    """The bytes of the document."""
    comparison: Comparison
    """What changed in the source."""
    units: tuple[UpdatedUnit, ...]
    """The front-matter values, and the sentences in the order of the new source, then those that are gone."""
    missing: int
    """The number of blocks that the source has and the target lacked before, and still lacks."""
    restored: tuple[int, ...] = ()
    """The lines in the new source of blocks that await translation although they haven't changed, because nothing in
    the target fits them."""
    dropped: tuple[int, ...] = ()
    """The lines in the target of blocks that are left out, because they have no block in the source."""
    joined: tuple[int, ...] = ()
    """The lines in the target of paragraphs that are joined with the one before, because the source has one for
    both."""

    @property
    def pending(self) -> tuple[UpdatedUnit, ...]:
        """The units that await translation."""
        return tuple(unit for unit in self.units if unit.pending)

    def __repr__(self) -> str:
        """Return a short description."""
        return f"<Updated {self.comparison.new.path!r} units={len(self.units)} pending={len(self.pending)}>"
