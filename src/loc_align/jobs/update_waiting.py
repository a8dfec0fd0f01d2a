"""Which sentences of an updated target await translation, and the record that says so."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from loc_align.updating.block_text import MARK, Pending
from loc_align.updating.record import Record, make_record, sentence_hash
from loc_align.updating.updated import Updated, UpdatedUnit


class Waiting(Struct, frozen=True):
    """The hashes of sentences that have awaited translation since an earlier update."""

    shown: frozenset[str]
    """Those that await it if they stand in the target as in the source."""
    hidden: frozenset[str] = frozenset()
    """Those that await it whatever stands in the target."""

    def has(self, text: str) -> bool:
        """Return whether a sentence can have awaited translation."""
        return bool(self.shown or self.hidden) and sentence_hash(text) in self.shown | self.hidden


def with_waiting(updated: Updated, waiting: Waiting) -> Updated:
    """Return an update in which the sentences that still await translation since an earlier update are pending.

    Args:
        updated: the update.
        waiting: the sentences that have awaited it.
    """
    if not waiting.shown and not waiting.hidden:
        return updated
    return replace(updated, units=tuple(_waiting(unit, waiting) for unit in updated.units))


def _waiting(unit: UpdatedUnit, waiting: Waiting) -> UpdatedUnit:
    new = unit.change.new
    if unit.pending or new is None:
        return unit
    digest = sentence_hash(new.text)
    still = digest in waiting.hidden or (digest in waiting.shown and is_bare(replace(unit, pending=True)))
    return replace(unit, pending=True) if still else unit


def with_omitted(updated: Updated, policy: Pending) -> Updated:
    """Return an update in which the sentences that the policy has left out are pending, too."""
    if policy != "omit":
        return updated
    return replace(updated, units=tuple(map(_omitted, updated.units)))


def _omitted(unit: UpdatedUnit) -> UpdatedUnit:
    left_out = unit.target is None and unit.change.kind in {"edited", "new"}
    return replace(unit, pending=True) if left_out else unit


def is_bare(unit: UpdatedUnit) -> bool:
    """Return whether a sentence that awaits translation stands in the document as it is in the source."""
    new, target = unit.change.new, unit.target
    if not unit.pending or new is None or target is None:
        return False
    return sentence_hash(target.text.replace(MARK, "")) == sentence_hash(new.text)


def record_of(source: bytes, updated: Updated) -> Record:
    """Return the record of an updated target.

    Args:
        source: the bytes of the current source.
        updated: the update.
    """
    return make_record(source, _sentences(updated), frozenset(_hidden(updated)))


def _hidden(updated: Updated) -> Iterator[str]:
    for unit in updated.units:
        if unit.pending and unit.change.new is not None and not is_bare(unit):
            yield sentence_hash(unit.change.new.text)


def _sentences(updated: Updated) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of the new source, and whether each awaits translation."""
    for unit in updated.units:
        if unit.change.new is not None:
            yield unit.change.new.text, unit.pending
