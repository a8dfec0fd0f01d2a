"""Compares the skeleton of a document with that of its source document, for all rules that need it."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.checks.base import Subject
from loc_align.checks.structure.matching import Difference, Matched, matched
from loc_align.checks.structure.skeleton import skeleton

MAX_REPORTED = 5
"""The maximum number of differences to report. Any others follow from them."""
_LEAST_COMPARED = 10
"""The least number of blocks by which a document is recognized as another version of its source."""


def compared(subject: Subject) -> Matched | None:
    """Match a document with its source document; ``None`` if there is none."""
    if subject.source_document is None:
        return None
    return matched(skeleton(subject.source_document), skeleton(subject.document))


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
