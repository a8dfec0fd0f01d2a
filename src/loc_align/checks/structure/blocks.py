"""Compares the blocks and headings of a document with those of its source document."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from loc_align.checks.base import Finding, Options, Subject
from loc_align.model import Block, Document, Span
from loc_align.text import counted

_MAX_REPORTED = 5
"""The maximum number of differences to report. Any others follow from them."""
_MAX_COMPARED = 500
"""Longer passages that differ are reported as a whole, because comparing them takes quadratic time."""
_BLOCK_NAMES = {"html": "an HTML block", "code": "a code block"}

Change = tuple[int, int, int, int]
"""A difference: start and end in the source, start and end in the target."""


def changes(source: Sequence[Hashable], target: Sequence[Hashable]) -> Iterator[Change]:
    """Yield where two sequences differ."""
    start = 0
    while start < min(len(source), len(target)) and source[start] == target[start]:
        start += 1
    end = 0
    while end < min(len(source), len(target)) - start and source[-1 - end] == target[-1 - end]:
        end += 1
    a, b = source[start : len(source) - end], target[start : len(target) - end]
    if not a and not b:
        return
    if max(len(a), len(b)) > _MAX_COMPARED:
        yield start, start + len(a), start, start + len(b)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + m


def span_at(document: Document, blocks: Sequence[Block], at: int) -> Span:
    """Return the span of a block, or the end of the document after the last block."""
    return blocks[at].span if at < len(blocks) else Span(len(document.text), len(document.text))


def structure_blocks(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for blocks that are missing, and for blocks that the source document doesn't have.

    The rule needs the source document.

    Why: A paragraph, a list item, or a table was lost in an update of the translation, or is still there although the
    source no longer has it.

    Fails:
        A source with two paragraphs and a list, and a target with one paragraph and the list.

    Passes:
        The same blocks in the same order.
    """
    if subject.source_document is None:
        return
    source, target = _compared(subject.source_document), _compared(subject.document)
    different = changes([(b.kind, _depth(b)) for b in source], [(b.kind, _depth(b)) for b in target])
    for number, (i, j, k, m) in enumerate(different):
        if number == _MAX_REPORTED:
            return
        yield Finding(span_at(subject.document, target, k), _message(source[i:j], target[k:m]))


def _compared(document: Document) -> list[Block]:
    """Return the blocks to compare: all but table cells and comments, where some translators keep the source."""
    return [
        block
        for block in document.blocks
        if block.kind != "table_cell" and not (block.kind == "html" and block.span.of(document.text).startswith("<!--"))
    ]


def _depth(block: Block) -> int:
    """Return the level of a block for comparison. Another rule compares the levels of headings."""
    return 0 if block.kind == "heading" else block.level


def _message(missing: Sequence[Block], extra: Sequence[Block]) -> str:
    if missing and extra:
        wrong = f"the document has {_block_list(extra)} where the source document has {_block_list(missing)}"
        return f"{wrong}; follow the source document"
    verb, pronoun = ("is", "it") if len(missing or extra) == 1 else ("are", "them")
    if missing:
        return f"{_block_list(missing)} of the source document {verb} missing; add {pronoun}"
    return f"{_block_list(extra)} {verb} not in the source document; remove {pronoun}"


def _block_list(blocks: Sequence[Block]) -> str:
    kind = blocks[0].kind
    name = _BLOCK_NAMES.get(kind, f"a {kind.replace('_', ' ')}")
    return f"{name} and {counted(len(blocks) - 1, 'more block')}" if len(blocks) > 1 else name


def structure_headings(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for headings that are missing, extra, or at a different level than in the source document.

    The rule needs the source document.

    Why: The table of contents and the anchors of the page are made from the headings.

    Fails:
        `### Erste Schritte` where the source has `## First steps`.

    Passes:
        `## Erste Schritte`.
    """
    if subject.source_document is None:
        return
    source = [block for block in subject.source_document.blocks if block.kind == "heading"]
    target = [block for block in subject.document.blocks if block.kind == "heading"]
    for number, (i, j, k, m) in enumerate(changes([b.level for b in source], [b.level for b in target])):
        if number == _MAX_REPORTED:
            return
        levels, own = _levels(source[i:j]), _levels(target[k:m])
        message = f"the document has {own} where the source document has {levels}; follow the source document"
        yield Finding(span_at(subject.document, target, k), message)


def _levels(headings: Sequence[Block]) -> str:
    if not headings:
        return "no heading"
    levels = ", ".join(str(heading.level) for heading in headings[:_MAX_REPORTED])
    return f"a level {levels} heading" if len(headings) == 1 else f"headings of levels {levels}"
