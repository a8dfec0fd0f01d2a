"""Compares the skeleton of a document with that of its source document, for all rules that need it."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.checks.base import Subject
from loc_align.checks.structure.matching import Difference, Matched, matched
from loc_align.checks.structure.skeleton import skeleton
from loc_align.model import Span

MAX_REPORTED = 5
"""The maximum number of differences to report. Any others follow from them."""
_LEAST_COMPARED = 10
"""The least number of blocks by which a document is recognized as another version of its source."""


def compared(subject: Subject) -> Matched | None:
    """Match a document with its source document, once for all rules; ``None`` if there is none."""
    return subject.cached(_compared)


def _compared(subject: Subject) -> Matched | None:
    if subject.source_document is None:
        return None
    return matched(skeleton(subject.source_document), skeleton(subject.document))


def place_of(subject: Subject, offset: int) -> Span:
    """Return the place in a document for what is at an offset of its source document, which must be known."""
    pairs = compared(subject)
    assert pairs is not None  # noqa: S101 - the source document is known
    return pairs.place(subject.document, offset)


def only(pairs: Matched, subject: Subject, kind: str) -> Iterator[Difference]:
    """Yield the differences in items of one kind, unless the document is of another version."""
    if not is_other(pairs):
        for found in pairs.differences(subject.document):
            if kinds_in(found) == {kind}:
                yield found


def kinds_in(found: Difference) -> set[str]:
    """Return the kinds of the items of a difference."""
    return {item.kind for item in (*found.missing, *found.extra)}


def is_other(pairs: Matched) -> bool:
    """Return whether less than half of the items correspond, so that each difference says little."""
    size = max(len(pairs.source), len(pairs.target))
    return size >= _LEAST_COMPARED and 2 * len(pairs.equal()) < size
