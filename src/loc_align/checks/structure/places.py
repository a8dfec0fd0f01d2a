"""Says where something that is missing from a document should stand."""

from __future__ import annotations

from functools import cached_property

from loc_align.checks.structure.matching import Matched, matched
from loc_align.checks.structure.skeleton import skeleton
from loc_align.model import Document, Span


class Places:
    """The places in a document that correspond to those of its source, which are found when they are needed."""

    def __init__(self, source: Document, target: Document) -> None:
        """Compare a document with its source document."""
        self._source = source
        self._target = target

    @cached_property
    def _matched(self) -> Matched:
        return matched(skeleton(self._source), skeleton(self._target))

    def of(self, offset: int) -> Span:
        """Return the place in the document for what is at an offset of the source document."""
        return self._matched.place(self._target, offset)
