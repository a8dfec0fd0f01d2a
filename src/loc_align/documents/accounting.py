"""Accounts for the IDs in a document: each ID is part of a pair, reported as a defect, or quoted in code.

An ID is quoted, and so literal text, in a closed fence and in a code span. Any other ID would be lost without a report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from loc_align.documents.quoted import is_quoting
from loc_align.markdown import inline
from loc_align.model import Code, Document, Edit, Span
from loc_align.sxs.tags import ID_ATTRIBUTE
from loc_align.text import apply_edits

_PLACEHOLDER = "\ufffc"
_LEFT = frozenset(("container-unread", "source-unpaired", "tag-nested", "tag-unreadable", "target-unpaired"))
"""The defects for markup that was left in the text."""


class LeftOut(Struct, frozen=True, gc=False):
    """An ID that belongs to no pair."""

    span: Span
    """The span of the attribute, with its value if that can be read."""
    id: str
    """Its value; empty if it cannot be read."""


class Accounting(Struct, frozen=True):
    """The numbers and the kinds of the IDs in a document. Each pair has two, one for each side."""

    paired: int
    """The number of IDs in the markup of pairs."""
    quoted: int
    """The number of IDs in closed fences and in code spans, where they are text."""
    reported: tuple[LeftOut, ...]
    """The IDs that were left in the text, each with a defect."""
    unread: tuple[LeftOut, ...]
    """The IDs that are neither in a pair nor reported. The reader guarantees that there are none."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The IDs that belong to no pair, in document order."""
        return tuple(sorted((*self.reported, *self.unread), key=lambda item: item.span.start))


def account(document: Document) -> Accounting:
    """Account for each ID in a document.

    Args:
        document: a document that :func:`~loc_align.read` returned.
    """
    count = 2 * len(document.pairs)
    if document.text.lower().count("tu-id") == count and not any(defect.code in _LEFT for defect in document.defects):
        return Accounting(count, 0, (), ())
    markup, left = _Spans(_markup(document)), _Spans(_left(document))
    paired, reported, others = 0, [], []
    for found in ID_ATTRIBUTE.finditer(document.text):
        item = LeftOut(Span(*found.span()), found[1] or "")
        if markup.cover(item.span.start):
            paired += 1
        elif left.cover(item.span.start):
            reported.append(item)
        else:
            others.append(item)
    code = _Spans(_code(document) if others else ())
    unread = tuple(item for item in others if not code.cover(item.span.start))
    return Accounting(paired, len(others) - len(unread), tuple(reported), unread)


def _markup(document: Document) -> Iterator[Span]:
    """Yield the spans of the tags of pairs, without the content between them."""
    for pair in document.pairs:
        yield Span(pair.span.start, pair.target.span.start)
        yield Span(pair.target.span.end, pair.source.span.start)


def _left(document: Document) -> Iterator[Span]:
    return (defect.span for defect in document.defects if defect.code in _LEFT)


def _code(document: Document) -> Iterator[Span]:
    """Yield the spans of closed fences and of code spans. A backtick inside a pair cannot end outside it."""
    masked = apply_edits(
        document.text, [Edit(pair.span, _PLACEHOLDER * (pair.span.end - pair.span.start)) for pair in document.pairs]
    )
    for block in document.blocks:
        text = block.span.of(masked)
        if "tu-id" not in text.lower():
            continue
        if block.kind == "code":
            yield from [block.span] if is_quoting(text) else []
            continue
        parts = inline.parse(text, document.references)
        starts = accumulate((len(part.data if isinstance(part, Code) else part) for part in parts), initial=0)
        for part, start in zip(parts, starts, strict=False):
            if isinstance(part, Code) and part.type == "code":
                yield Span(block.span.start + start, block.span.start + start + len(part.data))


class _Spans:
    """Spans, which can overlap, with a search by offset."""

    def __init__(self, spans: Sequence[Span] | Iterator[Span]) -> None:
        """Sort the spans, and join those that overlap."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=lambda span: span.start):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def cover(self, offset: int) -> bool:
        """Return whether one of the spans contains an offset."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]
