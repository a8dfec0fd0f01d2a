"""Finds what hides the rest of a document: a comment, or a code block, without an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Subject
from loc_align.checks.structure.openings import open_comments
from loc_align.model import Document, Span

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")


def hidden_from(subject: Subject) -> int | None:
    """Return where a comment or a code block starts that hides the rest, unlike in the source; ``None`` if none does.

    A code block without an end can end with the next one, which leaves the last one without an end. Then the first one
    that differs from the source is the one that isn't closed.
    """
    return subject.cached(_hidden_from)


def _hidden_from(subject: Subject) -> int | None:
    source = subject.source_document
    if source is None or subject.document.pairs:
        return None
    comments = [at for at, hides in open_comments(subject.document) if hides]
    if comments and not any(hides for _, hides in open_comments(source)):
        return comments[0]
    own, wanted = [*_fenced(subject.document)], [*_fenced(source)]
    if (
        not own
        or _is_closed(own[-1].of(subject.document.text))
        or any(not _is_closed(one.of(source.text)) for one in wanted)
    ):
        return None
    same = zip(own, wanted, strict=False)
    return next(
        (one.start for one, other in same if _lines(one.of(subject.document.text)) != _lines(other.of(source.text))),
        own[-1].start,
    )


def _fenced(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.kind == "code" and _FENCE.match(block.span.of(document.text)):
            yield block.span


def _is_closed(block: str) -> bool:
    """Return whether a fenced code block ends with a closing fence (CommonMark 0.31.2, 4.5)."""
    opening = _FENCE.match(block)
    last = block.rstrip().rpartition("\n")[2].strip(" \t>")
    return opening is not None and "\n" in block.rstrip() and last.startswith(opening[1]) and not last.strip(last[:1])


def _lines(block: str) -> int:
    return block.rstrip().count("\n")
