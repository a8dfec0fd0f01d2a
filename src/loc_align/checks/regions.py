"""Regions of a document that a rule skips: the source side, pairs, code, and front matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loc_align.checks.base import Subject
from loc_align.model import Document, Span

_HEAD = re.compile(r"\ufeff?---[ \t]*\r?\n(?:(?:[\w.-]+(?: [\w.-]+){0,3}:|[ \t]+\S|- )[^\n]*\n)+")


def unclosed_front_matter(document: Document) -> Span | None:
    """Return the keys at the start of a document whose front matter has no closing line; ``None`` if it has one."""
    if not any(defect.code == "front-matter-unclosed" for defect in document.defects):
        return None
    found = _HEAD.match(document.text)
    return Span(0, found.end()) if found else None


def hidden(subject: Subject) -> Sequence[Span]:
    """Return what isn't translated text in the document of a check, for :meth:`.Subject.cached`."""
    return source_and_code(subject.document)


def source_and_code(document: Document) -> Sequence[Span]:
    """Return the source sides, code blocks, and front matter of a document, in order: what isn't translated text."""
    hidden = [pair.source.span for pair in document.pairs]
    return _ordered(hidden, document)


def pairs_and_code(document: Document) -> Sequence[Span]:
    """Return the pairs, code blocks, and front matter of a document, in order."""
    return _ordered([pair.span for pair in document.pairs], document)


def _ordered(spans: list[Span], document: Document) -> Sequence[Span]:
    head = [document.front_matter.span] if document.front_matter else []
    spans = [span for span in spans if not head or span.start >= head[0].end]
    code = [block.span for block in document.blocks if block.kind == "code"]
    return sorted([*head, *spans, *code], key=lambda span: span.start)


def covers(spans: Sequence[Span], offset: int) -> bool:
    """Return whether one of the ordered spans contains an offset."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def matches_outside(pattern: re.Pattern[str], document: Document) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that start outside of pairs, code, and front matter."""
    found = [*pattern.finditer(document.text)]
    if found:
        hidden = pairs_and_code(document)
        yield from (match for match in found if not covers(hidden, match.start()))
