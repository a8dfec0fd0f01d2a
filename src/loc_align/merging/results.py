"""The values that a merge returns."""

from __future__ import annotations

from msgspec import Struct

from loc_align.merging.locating import Form


class Refusal(Struct, frozen=True):
    """A returned target that was not written, or only because the caller forced it."""

    unit: str
    """The ID of the unit."""
    line: int
    """The 1-based line of the unit in the document at the time of the export."""
    reason: str
    """What is wrong, and what to do."""
    written: bool = False
    """Whether the target was written because the caller forced it."""


class Merged(Struct, frozen=True):
    """The result of a merge."""

    data: bytes
    """The bytes of the document with the returned targets."""
    form: Form
    """What the document contains: both languages, only targets, or only sources."""
    written: int
    """The number of targets that were written."""
    unchanged: int
    """The number of targets that equal those in the document."""
    drafts: int
    """The number of units without a target or with an unconfirmed one."""
    refusals: tuple[Refusal, ...]
    copied: int = 0
    """The number of targets that equal their source."""
    empty: int = 0
    """The number of targets that are missing or contain only white space."""
