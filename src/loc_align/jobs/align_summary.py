"""What ``align`` says about its results: a line for each file, the files to review first, and the totals."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from loc_align.jobs.align_group import AlignedPair
from loc_align.jobs.session import Session
from loc_align.model import Bitext, TranslationUnit
from loc_align.text import counted

_SURE = 0.9
"""A bead with a lower confidence is worth a look. The review page uses the same limit."""
_MOST_FILES = 5
_LEAST_SHARE = 0.1
"""A file is worth a look if this share of its beads is."""


class _File(Struct, frozen=True):
    """The counts of a file."""

    path: str
    beads: int
    unsure: int
    """Beads with two sides and a low confidence, and unaligned segments in a gap, which may be a pair."""
    unaligned: int
    """The other unaligned segments."""

    @property
    def doubtful(self) -> int:
        """How many beads are worth a look."""
        return self.unsure + self.unaligned

    @property
    def share(self) -> float:
        """The share of the beads that are worth a look."""
        return self.doubtful / max(1, self.beads)

    def line(self) -> str:
        """Describe the file."""
        aligned = self.beads - self.doubtful
        return f"{self.path}: {aligned:,} aligned, {self.unsure:,} to review, {self.unaligned:,} unaligned"


class Summary:
    """Counts beads, removes those with a low confidence, and reports the counts."""

    def __init__(self, session: Session, min_confidence: float, *, by_file: bool) -> None:
        """Start counting.

        Args:
            session: reports the counts.
            min_confidence: the lowest confidence of a bead that is kept.
            by_file: whether to report each file.
        """
        self._session = session
        self._min_confidence = min_confidence
        self._by_file = by_file
        self._files: list[_File] = []
        self._skipped = self._moved = self._unaligned = 0

    def add(self, aligned: AlignedPair) -> Bitext:
        """Count the beads of a document, and return the bitext without those of low confidence."""
        units = aligned.bitext.units
        kept = tuple(unit for unit in units if unit.score >= self._min_confidence)
        unaligned = sum(_is_unaligned(unit) for unit in units)
        gaps = sum("gap" in unit.reasons for unit in units)
        unsure = sum(unit.score < _SURE and not _is_unaligned(unit) for unit in units)
        file = _File(aligned.prepared.pair.target, len(units), unsure + gaps, unaligned - gaps)
        self._files.append(file)
        self._unaligned += unaligned
        self._skipped += len(units) - len(kept)
        self._moved += sum("moved" in unit.reasons for unit in units)
        if self._by_file:
            self._session.say(file.line())
        return replace(aligned.bitext, units=kept)

    def report(self, unpaired: int) -> None:
        """Report the totals, and the files that are worth a look."""
        beads = sum(file.beads for file in self._files)
        parts = [f"{counted(beads, 'bead')} from {counted(len(self._files), 'pair')} of files"]
        parts.append(f"{self._unaligned:,} unaligned")
        if self._moved:
            parts.append(f"{self._moved:,} moved")
        if self._skipped:
            parts.append(f"{self._skipped:,} skipped with a confidence below {self._min_confidence:g}")
        if unpaired:
            parts.append(counted(unpaired, "unpaired file"))
        self._session.say(", ".join(parts))
        worth = sorted((file for file in self._files if file.share >= _LEAST_SHARE), key=lambda file: -file.share)
        if self._by_file and worth:
            more = f" and {len(worth) - _MOST_FILES:,} more" if len(worth) > _MOST_FILES else ""
            names = (f"{file.path} ({file.doubtful:,} of {file.beads:,})" for file in worth[:_MOST_FILES])
            self._session.say(f"review first: {', '.join(names)}{more}")


def _is_unaligned(unit: TranslationUnit) -> bool:
    return unit.source is None or unit.target is None
