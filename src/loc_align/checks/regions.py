"""What of a document's text stands outside of certain places: of the source side, of pairs, of code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loc_align.model import Document, Span


def source_and_code(document: Document) -> Sequence[Span]:
    """The source sides of a document's pairs and its blocks of code, in order: what readers of the target don't see."""
    hidden = [pair.source.span for pair in document.pairs]
    return _ordered(hidden, document)


def pairs_and_code(document: Document) -> Sequence[Span]:
    """The pairs of a document and its blocks of code, in order."""
    return _ordered([pair.span for pair in document.pairs], document)


def _ordered(spans: list[Span], document: Document) -> Sequence[Span]:
    head = [document.front_matter.span] if document.front_matter else []
    code = [block.span for block in document.blocks if block.kind == "code"]
    return sorted([*head, *spans, *code], key=lambda span: span.start)


def covers(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of some ordered spans covers a place."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def matches_outside(pattern: re.Pattern[str], document: Document) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin outside of pairs and code."""
    found = [*pattern.finditer(document.text)]
    if found:
        hidden = pairs_and_code(document)
        yield from (match for match in found if not covers(hidden, match.start()))
