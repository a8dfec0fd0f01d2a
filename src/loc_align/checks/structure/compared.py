"""Compares the skeleton of a document with that of its source document, for all rules that need it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loc_align.checks.base import Subject
from loc_align.checks.structure.hiding import hidden_from
from loc_align.checks.structure.linked import links
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
    source, target = skeleton(subject.source_document), skeleton(subject.document)
    return matched(source, target, links(subject.bitext, source, target))


def place_of(subject: Subject, offset: int) -> Span:
    """Return the place in a document for what is at an offset of its source document, which must be known."""
    pairs = compared(subject)
    assert pairs is not None  # noqa: S101 - the source document is known
    return pairs.place(subject.document, offset)


def differences(subject: Subject) -> Sequence[Difference]:
    """Return the differences of a document, once for all rules, except for what an open comment or code block hides."""
    return subject.cached(_differences)


def _differences(subject: Subject) -> Sequence[Difference]:
    pairs, cut = compared(subject), hidden_from(subject)
    found = pairs.differences(subject.document) if pairs else ()
    return [item for item in found if cut is None or (item.span.end <= cut if item.extra else item.span.end < cut)]


def only(subject: Subject, kind: str) -> Iterator[Difference]:
    """Yield the differences in items of one kind, unless the document is of another version."""
    pairs = compared(subject)
    if pairs is not None and not is_other(pairs):
        for found in differences(subject):
            if kinds_in(found) == {kind}:
                yield found


def kinds_in(found: Difference) -> set[str]:
    """Return the kinds of the items of a difference."""
    return {item.kind for item in (*found.missing, *found.extra)}


def is_other(pairs: Matched) -> bool:
    """Return whether less than half of the items correspond, so that each difference says little."""
    size = max(len(pairs.source), len(pairs.target))
    return size >= _LEAST_COMPARED and 2 * len(pairs.equal()) < size
